/* tape.h - a round of pieces, one behind another, that has run since 1970: what lies where at a
 * moment, the same on every machine whose clock is right.
 *
 * Floor 6. Any thread. Pure. A piece is an item of the crawl (length in px) or a card (in ms). */
#ifndef MOTOGRAPH_PLAY_TAPE_H
#define MOTOGRAPH_PLAY_TAPE_H

#include "play/rundown.h"

struct tape_piece {
    uint64_t id; /* hash of the story's */
    uint64_t version;
    int length; /* 0: not known yet */
};

struct tape {
    struct tape_piece pieces[RUNDOWN_MAX];
    size_t n;
    int64_t length; /* of one round; 0 while a piece's is not known */
};

/* A piece, and how far a position lies behind its beginning. */
struct tape_place {
    size_t piece;
    int64_t into;
};

/* How far a tape of this speed has run, ms after 1970. */
int64_t tape_run(double per_second, int64_t wall_ms);
/* What lies at a position; the length must be known. */
struct tape_place tape_at(const struct tape *t, int64_t position);
/* The first piece that begins there or later; into is not positive: so far it is to there. */
struct tape_place tape_from(const struct tape *t, int64_t position);

/* The stories of the round in an order that depends on nothing but them: breaking first, then the
 * newest. Of those that are the same as before the lengths are still known. */
void tape_renew(struct tape *t, const struct rundown *r, int64_t now);
/* The next piece whose length is to be measured; SIZE_MAX: all are known. */
size_t tape_unknown(const struct tape *t);
void tape_set(struct tape *t, size_t piece, int length); /* at least 1 */

#endif
