/* fetching.h - fetches of feeds from their start to what they mean: news, a page that only leads to
 * a feed, a log-in page that stands in the way, a host that wants rest.
 *
 * Floor 9. The worker's thread, or that of a command which asks once. When to
 * fetch is the caller's business, and noting how it ended. */
#ifndef MOTOGRAPH_RUN_FETCHING_H
#define MOTOGRAPH_RUN_FETCHING_H

#include "run/feedstate.h"
#include "run/follow.h"

enum {
    FETCHING_ROUND = 60 * 60
}; /* seconds in which feeds that land on one page belong together */

struct fetching {
    struct http *http;         /* BORROWED */
    struct pipeline *pipeline; /* BORROWED */
    struct follow *follow;     /* BORROWED; NULL: the articles behind teasers are not read */
    struct feedstate *feeds;   /* BORROWED */
    size_t n;
    bool followed;      /* set when such an article was read; the caller clears it */
    struct hosts hosts; /* the caller inits and finishes */
};

/* Milliseconds until the feed's host may be asked: 0 at once, -1 not before a fetch of it ends. */
int64_t fetching_left(struct fetching *x, struct feedstate *f, int64_t now, int64_t now_ms);

/* Starts the fetch of a feed. ERR_SYNTAX and the like: it cannot be asked at all. */
MUST_USE enum err fetching_start(struct fetching *x, struct feedstate *f, int64_t now,
                                 struct why *why);

/* How a fetch ended. */
struct fetching_end {
    struct feedstate *feed;
    enum fetch_outcome outcome;
    struct schedule_hint hint;
    struct why why;
    struct taken taken;
    bool news;        /* something was taken */
    bool readdressed; /* it is asked elsewhere from now on */
};

/* The next fetch that has ended, with all that follows but feedstate_ended: its news are taken, its
 * address and validators noted, its host put to rest. Goes on to the feed that a page names, one
 * hop. False when none has ended. */
bool fetching_pop(struct fetching *x, int64_t now, int64_t now_ms, struct fetching_end *out);

/* True when g, like f, ended on a page that turned out to be a log-in page only with f. */
bool fetching_same_portal(const struct feedstate *f, const struct feedstate *g, int64_t now);

#endif
