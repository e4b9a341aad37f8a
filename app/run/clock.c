/* clock.c - the only place that reads clocks. Floor 9. Any thread. */
#include "run/clock.h"

#include <time.h>

static int64_t wall(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return t.tv_sec;
}

struct clock clock_make(int64_t start)
{
    int64_t now = wall();
    return start == WHEN_NONE ? (struct clock){0, now} : (struct clock){start - now, start};
}

int64_t clock_now(const struct clock *c)
{
    return wall() + c->offset;
}

int64_t clock_now_ms(const struct clock *c)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_REALTIME, &t);
    return ((int64_t)t.tv_sec + c->offset) * 1000 + t.tv_nsec / 1000000;
}

bool clock_known(const struct clock *c)
{
    return c->offset != 0 || wall() >= WHEN_CLOCK_SET;
}

struct when_civil clock_local(int64_t moment)
{
    time_t t = (time_t)moment;
    struct tm tm;
    tzset(); /* the machine's zone may have been set since: a look at its file */
    if (!localtime_r(&t, &tm))
        return when_civil(moment);
    return (struct when_civil){tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday, tm.tm_hour,
                               tm.tm_min,         tm.tm_sec,     tm.tm_wday};
}

int64_t clock_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}
