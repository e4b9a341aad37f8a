/* schedule.c - when is which feed due. Floor 9. Any thread. */
#include "run/schedule.h"

enum { DOUBLINGS_MAX = 12 };

static int64_t longest(int64_t a, int64_t b)
{
    return a > b ? a : b;
}

static int64_t after_good(int64_t every, const struct schedule_hint *hint)
{
    int64_t wait = longest(every, SCHEDULE_FLOOR);
    wait = longest(wait, hint->fresh_for);
    return longest(wait, (int64_t)hint->ttl_minutes * 60);
}

static int64_t after_failure(enum fetch_outcome outcome, unsigned failures,
                             const struct schedule_hint *hint)
{
    unsigned doublings = failures > 1 ? failures - 1 : 0;
    if (doublings > DOUBLINGS_MAX)
        doublings = DOUBLINGS_MAX;
    switch (outcome) {
    case FETCH_CLOCK:
        return SCHEDULE_CLOCK;
    case FETCH_GONE:
        return SCHEDULE_CEILING;
    case FETCH_LATER:
        return hint->retry_after > 0 ? hint->retry_after : (int64_t)SCHEDULE_BUSY << doublings;
    default:
        return (int64_t)SCHEDULE_FIRST_RETRY << doublings;
    }
}

int64_t schedule_wait(enum fetch_outcome outcome, unsigned failures, int64_t every,
                      const struct schedule_hint *hint, double chance)
{
    bool good = outcome == FETCH_OK || outcome == FETCH_UNCHANGED;
    int64_t wait = good ? after_good(every, hint) : after_failure(outcome, failures, hint);
    int64_t jittered = wait + (int64_t)((double)wait * (chance * 0.2 - 0.1));
    /* what a server asked for is never undercut */
    if (outcome == FETCH_LATER && hint->retry_after > 0)
        jittered = longest(jittered, wait);
    if (good)
        jittered = longest(jittered, SCHEDULE_FLOOR);
    return jittered < SCHEDULE_CEILING ? jittered : SCHEDULE_CEILING;
}
