/* schedule.h - when is which feed due.
 *
 * Floor 9. Any thread. Pure: what happened in, when to ask again out. chance is
 * a number from 0 to 1 that the caller draws, so that tests can choose it. */
#ifndef MOTOGRAPH_RUN_SCHEDULE_H
#define MOTOGRAPH_RUN_SCHEDULE_H

#include <stdint.h>

#include "source/source.h"

enum {
    SCHEDULE_FLOOR = 5 * 60, /* a server that answered is not asked sooner, unless it says so */
    SCHEDULE_CEILING = 24 * 60 * 60,
    SCHEDULE_FIRST_RETRY = 15,     /* the network is often up a moment after the screen */
    SCHEDULE_SOON = 5 * 60,        /* longest wait for what ends by itself: a portal, no clock */
    SCHEDULE_BUSY = 10 * 60,       /* 429 or 503 without Retry-After */
    SCHEDULE_GONE = 30 * 86400,    /* 410: it may have been a mistake */
    SCHEDULE_STRETCH = 4,          /* a feed that posts rarely waits up to so many times `every` */
    SCHEDULE_WHOLE_DAY = 0xffffff, /* skip_hours and skip_days that leave nothing are no wish */
    SCHEDULE_WHOLE_WEEK = 0x7f
};

/* What server and feed said of the next fetch. */
struct schedule_hint {
    int64_t retry_after; /* seconds, by Retry-After; 0: nothing */
    int64_t fresh_for;   /* seconds, by Cache-Control or Expires; 0: nothing */
    int32_t ttl_minutes; /* by the feed itself; 0: nothing */
    uint32_t skip_hours; /* bit h: not from h:00 to h:59 GMT */
    uint32_t skip_days;  /* bit d: not on that day of the week GMT, 0 Sunday */
    int64_t gap;         /* seconds between two of its items, 0: not known */
};

/* `every` for a feed whose section does not say it: a quarter of the gap between two of its items,
 * from `every` to SCHEDULE_STRETCH times that. */
int64_t schedule_stretch(int64_t every, int64_t gap);

/* Seconds until the next try.
 * After FETCH_OK and FETCH_UNCHANGED: the longest of `every`, what the server and what the feed ask
 * for, from SCHEDULE_FLOOR to SCHEDULE_CEILING.
 * After a failure (failures in a row, from 1) doubling up to SCHEDULE_CEILING: from
 * SCHEDULE_FIRST_RETRY where nobody answered, from SCHEDULE_FLOOR where the server did, from
 * SCHEDULE_BUSY where it asked for time without saying how much; what ends by itself, and a server
 * that wants next to no rest, up to SCHEDULE_SOON.
 * A tenth of jitter either way, but never less than what was asked for. */
int64_t schedule_wait(enum fetch_outcome outcome, unsigned failures, int64_t every,
                      const struct schedule_hint *hint, double chance);

/* The moment itself, or the first one behind it that is not in hours or days to skip. */
int64_t schedule_allowed(int64_t moment, const struct schedule_hint *hint, double chance);

/* Seconds that the host of the feed is to be left alone: 0 unless it asked for time. */
int64_t schedule_rest(enum fetch_outcome outcome, unsigned failures,
                      const struct schedule_hint *hint);

/* True for FETCH_OK and FETCH_UNCHANGED. */
bool schedule_good(enum fetch_outcome outcome);
/* True when the feed's server has answered; false where nobody was reached and the next try bothers
 * nobody. */
bool schedule_answered(enum fetch_outcome outcome);

#endif
