/* moving.h - under which address a feed is asked: as configured, found in a page, moved for good.
 *
 * Floor 9. One thread at a time. The configuration is never rewritten: another
 * address is remembered beside it, and given up when it fails. Pure: now comes
 * in, nothing is fetched or kept here. */
#ifndef MOTOGRAPH_RUN_MOVING_H
#define MOTOGRAPH_RUN_MOVING_H

#include <stdbool.h>

#include "base/buf.h"
#include "source/source.h"

enum {
    MOVING_SEEN = 3,         /* a move is believed when it was said so often in a row, */
    MOVING_TIME = 2 * 86400, /* over so many seconds */
    MOVING_FAILURES = 5,     /* another address is given up after so many failures in a row */
    MOVING_PATIENCE = 86400, /* when the last success is longer ago than this */
    MOVING_ADDRESS_MAX = 2048
};

struct moving {
    struct buf asked_at; /* empty: as configured */
    bool found;          /* asked_at was found in the page at the configured address */
    struct buf moved_to; /* where the last answer said that it has moved, not believed yet */
    unsigned seen;       /* how often in a row */
    int64_t since;
};

void moving_init(struct moving *m);
void moving_finish(struct moving *m); /* twice is harmless */

/* The page at the configured address names this feed, and it answered as one. ERR_TOO_BIG. */
MUST_USE enum err moving_found(struct moving *m, struct span address);

/* A feed was asked at `asked` and answered: moved is where it said it has moved for good (301 and
 * 308 alone; may be empty), fresh is false for a 304, which only goes on with what was said before.
 * True when that is believed now: it is asked there from now on. Never from https to http. */
bool moving_note(struct moving *m, struct span configured, struct span moved, bool fresh,
                 int64_t now);

/* What answered was no feed: whatever moves were said so far are forgotten. */
void moving_doubt(struct moving *m);

/* A fetch failed, for the failures-th time in a row. True when the other address is given up for
 * the configured one: at once where nothing is there any more, else in the end. */
bool moving_failed(struct moving *m, enum fetch_outcome outcome, unsigned failures,
                   int64_t succeeded, int64_t now);

#endif
