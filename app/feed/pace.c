/* pace.c - how often a feed wants to be asked. Floor 2. Any thread. Knows no format. */
#include "feed/pace.h"

#include <stdlib.h>

#include "base/when.h"
#include "feed/feed.h"

enum { HOURS = 24, DAYS = 7, DAY_MINUTES = 24 * 60 };

static bool read_minutes(struct span text, int32_t *out)
{
    uint64_t value;
    if (!span_uint(span_trim(text), INT32_MAX, &value))
        return false;
    *out = value < PACE_MINUTES_MAX ? (int32_t)value : PACE_MINUTES_MAX;
    return true;
}

bool pace_ttl(struct pace *p, struct span text)
{
    return read_minutes(text, &p->ttl);
}

bool pace_period(struct pace *p, struct span text)
{
    static const struct {
        const char *word;
        int32_t minutes;
    } periods[] = {
        {"hourly", 60},
        {"daily", DAY_MINUTES},
        {"weekly", 7 * DAY_MINUTES},
        {"monthly", 30 * DAY_MINUTES},
        {"yearly", 365 * DAY_MINUTES},
    };
    for (size_t i = 0; i < sizeof periods / sizeof periods[0]; i++)
        if (span_is_nocase(span_trim(text), periods[i].word)) {
            p->period = periods[i].minutes;
            return true;
        }
    return false;
}

bool pace_frequency(struct pace *p, struct span text)
{
    uint64_t times;
    if (!span_uint(span_trim(text), INT32_MAX, &times) || times == 0)
        return false;
    p->frequency = (int32_t)times;
    return true;
}

bool pace_hour(struct pace *p, struct span text)
{
    uint64_t hour;
    if (!span_uint(span_trim(text), HOURS, &hour))
        return false;
    p->hours |= 1U << hour % HOURS;
    return true;
}

bool pace_day(struct pace *p, struct span text)
{
    static const char *const names[DAYS] = {"sunday",   "monday", "tuesday", "wednesday",
                                            "thursday", "friday", "saturday"};
    for (unsigned i = 0; i < DAYS; i++)
        if (span_is_nocase(span_trim(text), names[i])) {
            p->days |= 1U << i;
            return true;
        }
    return false;
}

/* Without a frequency it is once a period; without a period it is daily (as the module says). */
static int32_t updated_each(const struct pace *p)
{
    int32_t period = p->period ? p->period : p->frequency ? DAY_MINUTES : 0;
    int32_t minutes = p->frequency ? period / p->frequency : period;
    return minutes < PACE_MINUTES_MAX ? minutes : PACE_MINUTES_MAX;
}

int32_t pace_minutes(const struct pace *p)
{
    int32_t each = updated_each(p);
    return p->ttl > each ? p->ttl : each;
}

static uint32_t mask_of(uint32_t bits, unsigned n)
{
    return bits == (1U << n) - 1 ? 0 : bits;
}

uint32_t pace_hours(const struct pace *p)
{
    return mask_of(p->hours, HOURS);
}

uint32_t pace_days(const struct pace *p)
{
    return mask_of(p->days, DAYS);
}

/* The newest dates, newest first. */
static size_t newest_dates(const struct item *items, size_t n, int64_t now,
                           int64_t dates[PACE_DATES_MAX])
{
    size_t held = 0;
    for (size_t i = 0; i < n; i++) {
        int64_t date = items[i].published != WHEN_NONE ? items[i].published : items[i].updated;
        if (date == WHEN_NONE || date > now)
            continue;
        size_t at = held < PACE_DATES_MAX ? held++ : PACE_DATES_MAX;
        for (; at > 0 && dates[at - 1] < date; at--)
            if (at < PACE_DATES_MAX)
                dates[at] = dates[at - 1];
        if (at < PACE_DATES_MAX)
            dates[at] = date;
    }
    return held;
}

static int ascending(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

int64_t pace_gap(const struct item *items, size_t n, int64_t now)
{
    int64_t dates[PACE_DATES_MAX];
    size_t held = newest_dates(items, n, now, dates);
    if (held < PACE_DATES_MIN)
        return 0;
    for (size_t i = 0; i + 1 < held; i++)
        dates[i] -= dates[i + 1];
    qsort(dates, held - 1, sizeof dates[0], ascending);
    return dates[(held - 1) / 2];
}
