/* feedstate.h - how each source fares: last outcome, next due, validators, address.
 *
 * Floor 9. The worker's thread, or that of a command which asks once. */
#ifndef MOTOGRAPH_RUN_FEEDSTATE_H
#define MOTOGRAPH_RUN_FEEDSTATE_H

#include "run/hosts.h"
#include "run/moving.h"
#include "run/schedule.h"
#include "run/sources.h"

enum { FEEDSTATE_AT_ONCE = 20, FEEDSTATE_SPREAD_MS = 5 * 60 * 1000 };

struct feedstate {
    const struct feed_source *feed; /* BORROWED from the sources */
    enum fetch_outcome outcome;
    bool running, tried_once;
    bool watched;                  /* a change of the file or folder will be told */
    bool was_feed;                 /* its address has answered with a feed before */
    int64_t due_ms;                /* monotonic */
    int64_t tried, succeeded, due; /* wall, WHEN_NONE: never */
    unsigned failures;             /* in a row */
    unsigned items;
    struct store_counts counts;
    struct buf etag, last_modified;
    struct schedule_hint said; /* what the feed itself says of its pace: holds over 304 */
    struct moving moving;
    struct http_access elsewhere; /* how it is reached where it was not configured to be */
    struct host *host;            /* of the address that is asked; NULL: not looked up */
    struct host *busy;            /* the one that is asked now */
    struct buf hop;    /* the feed that its page named, while that is asked; else empty */
    struct buf landed; /* host of another site on which it ended with a page */
    int64_t landed_at; /* wall */
    struct why why;
    uint64_t seed; /* of its jitter */
};

/* One for each source, with what the store knows of it. NULL: memory is out.
 *
 * A start is no stampede: a feed that the store knows keeps its time. Of those whose time passed
 * meanwhile the first FEEDSTATE_AT_ONCE are asked at once and the rest one a second, closer where
 * that would take longer than FEEDSTATE_SPREAD_MS. What has never succeeded is due at once. */
struct feedstate *feedstate_create_all(const struct sources *sources, struct store *store,
                                       int64_t now, int64_t now_ms);
void feedstate_destroy_all(struct feedstate *list, size_t n); /* NULL is allowed */

/* Where it is asked; zero-terminated, BORROWED until that changes. */
const char *feedstate_address(const struct feedstate *f);

/* Notes an end and sets when it is due again; logs only when the outcome changed. An address that
 * fails for long is given up for the configured one. */
void feedstate_ended(struct feedstate *f, enum fetch_outcome outcome,
                     const struct schedule_hint *hint, const struct why *why, int64_t now,
                     int64_t now_ms);
/* Takes over the validators of a good answer, byte for byte, as the pair they are. */
void feedstate_validators(struct feedstate *f, const struct fetched *got);
/* It is asked elsewhere from now on: what the old address gave means nothing there. */
void feedstate_moved(struct feedstate *f);
void feedstate_save(const struct feedstate *f, struct store *store);

/* An enum layout_state for all of them together. */
int feedstate_overall(const struct feedstate *list, size_t n, int64_t now);

#endif
