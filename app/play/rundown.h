/* rundown.h - what comes next on the screen.
 *
 * Floor 6. Main thread. Order: breaking first, then by age and fairness
 * between sources, each once a round; a new batch comes in at an item's border
 * and never touches the story that is shown. */
#ifndef MOTOGRAPH_PLAY_RUNDOWN_H
#define MOTOGRAPH_PLAY_RUNDOWN_H

#include <stdbool.h>

#include "story/story.h"

enum { RUNDOWN_MAX = 200 };

struct rundown;

struct rundown_opts {
    size_t max;      /* 0: RUNDOWN_MAX */
    int64_t max_age; /* seconds, 0: no limit; stories without a date count from `updated` */
};

struct rundown *rundown_create(const struct rundown_opts *opts); /* NULL: memory is out */
void rundown_destroy(struct rundown *r);                         /* NULL is allowed */

/* TAKES the batch. Story ids that stay keep their place in the round; new ones come after the
 * current one, newest first, breaking at once next. Without a current one all are put in order. */
void rundown_take(struct rundown *r, struct story_batch *batch, int64_t now);

/* Moves on (or back) and gives the story now current; NULL when there is none. BORROWED: until
 * the next rundown_take. now expires what is too old or whose time is over. */
const struct story *rundown_next(struct rundown *r, int64_t now);
const struct story *rundown_previous(struct rundown *r, int64_t now);
/* Ends the round: there is no current story, what is over is gone, all are put in order. For who
 * shows many at once. */
void rundown_rest(struct rundown *r, int64_t now);
/* The current story, NULL before the first next and after a rest. */
const struct story *rundown_current(const struct rundown *r);
/* The story `ahead` places after the current one, round and round; NULL when there is none. */
const struct story *rundown_peek(const struct rundown *r, size_t ahead);

/* The story whose id has this hash; NULL where there is none. BORROWED likewise. */
const struct story *rundown_find(const struct rundown *r, uint64_t id);
/* Moves to that story; to the next one where there is none. */
const struct story *rundown_turn_to(struct rundown *r, uint64_t id, int64_t now);

size_t rundown_count(const struct rundown *r);
size_t rundown_place(const struct rundown *r); /* of the current story, from 0 */

#endif
