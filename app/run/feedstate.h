/* feedstate.h - how each source fares: last outcome, next due, validators.
 *
 * Floor 9. The worker's thread. */
#ifndef MOTOGRAPH_RUN_FEEDSTATE_H
#define MOTOGRAPH_RUN_FEEDSTATE_H

#include "run/schedule.h"
#include "run/sources.h"

struct feedstate {
    const struct feed_source *feed; /* BORROWED from the sources */
    enum fetch_outcome outcome;
    bool running, tried_once;
    bool watched;                  /* a change of the file or folder will be told */
    int64_t due_ms;                /* monotonic */
    int64_t tried, succeeded, due; /* wall, WHEN_NONE: never */
    unsigned failures;             /* in a row */
    unsigned items;
    struct buf etag, last_modified;
    struct why why;
    uint64_t seed; /* of its jitter */
};

/* One for each source, with what the store knows of it. NULL: memory is out. */
struct feedstate *feedstate_create_all(const struct sources *sources, struct store *store,
                                       int64_t now, int64_t now_ms);
void feedstate_destroy_all(struct feedstate *list, size_t n); /* NULL is allowed */

/* Notes an end and sets when it is due again; logs only when the outcome changed. */
void feedstate_ended(struct feedstate *f, enum fetch_outcome outcome,
                     const struct schedule_hint *hint, const struct why *why, int64_t now,
                     int64_t now_ms);
/* Takes over the validators of a good answer, byte for byte. */
void feedstate_validators(struct feedstate *f, const struct fetched *got);
void feedstate_save(const struct feedstate *f, struct store *store);

/* An enum layout_state for all of them together. */
int feedstate_overall(const struct feedstate *list, size_t n, int64_t now);

#endif
