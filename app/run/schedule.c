/* schedule.c - when is which feed due. Floor 9. Any thread. */
#include "run/schedule.h"

#include "base/when.h"

enum { DOUBLINGS_MAX = 13, HOUR = 3600, HOURS_MAX = 8 * 24, SPREAD = 600 };

static int64_t longest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t shortest(int64_t a, int64_t b)
{
    return a < b ? a : b;
}

bool schedule_good(enum fetch_outcome outcome)
{
    return outcome == FETCH_OK || outcome == FETCH_UNCHANGED;
}

int64_t schedule_stretch(int64_t every, int64_t gap)
{
    return longest(every, shortest(gap / 4, SCHEDULE_STRETCH * every));
}

static int64_t doubled(int64_t first, unsigned failures, int64_t most)
{
    unsigned doublings = failures > 1 ? failures - 1 : 0;
    return shortest(first << (doublings < DOUBLINGS_MAX ? doublings : DOUBLINGS_MAX), most);
}

int64_t schedule_rest(enum fetch_outcome outcome, unsigned failures,
                      const struct schedule_hint *hint)
{
    if (outcome != FETCH_LATER)
        return 0;
    if (hint->retry_after > 0)
        return shortest(hint->retry_after, SCHEDULE_CEILING);
    return doubled(SCHEDULE_BUSY, failures, SCHEDULE_CEILING);
}

bool schedule_answered(enum fetch_outcome outcome)
{
    switch (outcome) {
    case FETCH_NEVER:
    case FETCH_DNS:
    case FETCH_CONNECT:
    case FETCH_TIMEOUT:
    case FETCH_BROKEN:
    case FETCH_TLS:
    case FETCH_TLS_EARLY:
    case FETCH_STOPPED:
    case FETCH_CLOCK:
    case FETCH_PORTAL: /* another one answered in its place */
        return false;
    default:
        return true;
    }
}

static int64_t after_failure(enum fetch_outcome outcome, unsigned failures, int64_t rest)
{
    switch (outcome) {
    case FETCH_GONE:
        return SCHEDULE_GONE;
    case FETCH_CLOCK:
    case FETCH_PORTAL:
        return doubled(SCHEDULE_FIRST_RETRY, failures, SCHEDULE_SOON);
    case FETCH_LATER:
        return longest(rest, doubled(SCHEDULE_FIRST_RETRY, failures, SCHEDULE_SOON));
    default:
        return doubled(schedule_answered(outcome) ? SCHEDULE_FLOOR : SCHEDULE_FIRST_RETRY, failures,
                       SCHEDULE_CEILING);
    }
}

/* What a good answer asks for, a day at most. */
static int64_t asked_for(const struct schedule_hint *hint)
{
    int64_t wait = longest(hint->fresh_for, (int64_t)hint->ttl_minutes * 60);
    return longest(SCHEDULE_FLOOR, shortest(wait, SCHEDULE_CEILING));
}

int64_t schedule_wait(enum fetch_outcome outcome, unsigned failures, int64_t every,
                      const struct schedule_hint *hint, double chance)
{
    bool good = schedule_good(outcome);
    int64_t rest = schedule_rest(outcome, failures, hint);
    int64_t wait = good ? longest(every, asked_for(hint)) : after_failure(outcome, failures, rest);
    int64_t least = good ? asked_for(hint) : outcome == FETCH_GONE ? wait : rest;
    int64_t low = longest(wait - wait / 10, least), high = wait + wait / 10;
    int64_t jittered = low + (int64_t)((double)(high - low) * chance);
    return shortest(jittered, longest(wait, SCHEDULE_CEILING));
}

int64_t schedule_allowed(int64_t moment, const struct schedule_hint *hint, double chance)
{
    uint32_t hours = hint->skip_hours & SCHEDULE_WHOLE_DAY;
    uint32_t days = hint->skip_days & SCHEDULE_WHOLE_WEEK;
    hours = hours == SCHEDULE_WHOLE_DAY ? 0 : hours;
    days = days == SCHEDULE_WHOLE_WEEK ? 0 : days;
    int64_t allowed = moment;
    for (int i = 0; i < HOURS_MAX; i++) {
        struct when_civil c = when_civil(allowed);
        if (!(hours >> c.hour & 1) && !(days >> c.weekday & 1))
            break;
        allowed += HOUR - (allowed % HOUR);
    }
    /* not everybody at the full hour */
    return allowed == moment ? moment : allowed + (int64_t)(SPREAD * chance);
}
