/* schedule.h - when is which feed due.
 *
 * Floor 9. Any thread. Pure: what happened in, seconds to wait out. chance is a
 * number from 0 to 1 that the caller draws, so that tests can choose it. */
#ifndef MOTOGRAPH_RUN_SCHEDULE_H
#define MOTOGRAPH_RUN_SCHEDULE_H

#include <stdint.h>

#include "source/source.h"

enum {
    SCHEDULE_FLOOR = 5 * 60, /* no feed is asked sooner after a good answer */
    SCHEDULE_CEILING = 24 * 60 * 60,
    SCHEDULE_FIRST_RETRY = 15, /* the network is often up a moment after the screen */
    SCHEDULE_BUSY = 10 * 60,   /* 429 or 503 without Retry-After */
    SCHEDULE_CLOCK = 10        /* the clock is not set yet */
};

/* What a fetch said about its next one; 0 where nothing. */
struct schedule_hint {
    int64_t retry_after; /* seconds */
    int64_t fresh_for;   /* seconds, by Cache-Control or Expires */
    int32_t ttl_minutes; /* by the feed itself */
};

/* Seconds until the next try: after FETCH_OK and FETCH_UNCHANGED the longest of `every`, what the
 * server and the feed ask for; after a failure doubling from SCHEDULE_FIRST_RETRY (failures in a
 * row, from 1); 10 % jitter either way; from SCHEDULE_FLOOR (good answers) to SCHEDULE_CEILING. */
int64_t schedule_wait(enum fetch_outcome outcome, unsigned failures, int64_t every,
                      const struct schedule_hint *hint, double chance);

#endif
