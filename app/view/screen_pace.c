/* screen_pace.c - when the next frame is due. Floor 7. Main thread. Reads no clock. */
#include "view/screen_pace.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define NS_PER_S 1e9

/* A refresh measured again must differ by so much before motion is changed for it. */
#define REFRESH_CHANGE 0.01
#define MISSED_PERIODS 1.5

void screen_pace_init(struct screen_pace *p, double refresh, bool measure)
{
    *p = (struct screen_pace){.refresh = refresh, .measure = measure};
}

void screen_pace_renew(struct screen_pace *p, double refresh, bool measure)
{
    p->refresh = refresh;
    p->measure = measure;
    p->measured = false;
    p->n = 0;
    p->last = 0;
}

void screen_pace_rest(struct screen_pace *p)
{
    p->last = 0;
}

static int64_t period(const struct screen_pace *p)
{
    return (int64_t)(NS_PER_S / p->refresh);
}

int64_t screen_pace_due(struct screen_pace *p, int64_t now)
{
    p->due += period(p);
    if (p->due < now || p->due > now + 2 * period(p))
        p->due = now;
    return p->due;
}

int64_t screen_pace_guard(const struct screen_pace *p, int64_t now)
{
    if (p->last == 0 || now - p->last >= period(p) / 2)
        return 0;
    return p->last + period(p);
}

static int by_length(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static void measure(struct screen_pace *p)
{
    int64_t sorted[SCREEN_PACE_WINDOW];
    memcpy(sorted, p->window, sizeof sorted);
    qsort(sorted, SCREEN_PACE_WINDOW, sizeof *sorted, by_length);
    int64_t median = sorted[SCREEN_PACE_WINDOW / 2];
    double found = median > 0 ? NS_PER_S / (double)median : p->refresh;
    if (!p->measured || fabs(found - p->refresh) > REFRESH_CHANGE * p->refresh)
        p->refresh = found;
    p->measured = true;
    p->n = 0;
}

void screen_pace_note(struct screen_pace *p, int64_t now)
{
    int64_t interval = now - p->last, last = p->last;
    p->presented++;
    p->last = now;
    if (last == 0)
        return;
    double periods = (double)interval / (double)period(p);
    if (periods > MISSED_PERIODS)
        p->missed += (uint64_t)(periods + 0.5) - 1;
    double from_mean = (double)interval - p->mean;
    p->intervals++;
    p->mean += from_mean / (double)p->intervals;
    p->squares += from_mean * ((double)interval - p->mean);
    p->window[p->n++] = interval;
    if (p->n == SCREEN_PACE_WINDOW && p->measure)
        measure(p);
    else if (p->n == SCREEN_PACE_WINDOW)
        p->n = 0;
}

double screen_pace_sd(const struct screen_pace *p)
{
    return p->intervals > 1 ? sqrt(p->squares / (double)(p->intervals - 1)) : 0;
}
