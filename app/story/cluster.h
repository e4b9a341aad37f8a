/* cluster.h - the tellings of one story as merge keeps them, and the story made of them.
 *
 * Floor 4. One thread at a time. */
#ifndef MOTOGRAPH_STORY_CLUSTER_H
#define MOTOGRAPH_STORY_CLUSTER_H

#include "story/merge.h"

/* One telling with all it says in its own memory. */
struct member {
    struct arena *arena;
    struct told told;
    struct merge_source source;
};

struct cluster {
    char id[17];
    struct member *members[STORY_TELLINGS_MAX]; /* in the order they came */
    size_t n;
    struct term *centroid; /* sum of the members' normalised terms, sorted by hash */
    size_t n_centroid;
    size_t number; /* in the order of opening, from 0 */
    int64_t updated;
};

/* A copy of what was told. NULL when memory is out. */
struct member *cluster_member(const struct told *told, const struct merge_source *source);
void cluster_member_destroy(struct member *m); /* NULL is allowed */

void cluster_destroy(struct cluster *c); /* NULL is allowed */

/* Adds up the centroid anew. */
MUST_USE enum err cluster_settle(struct cluster *c);

/* When the member's news is from: published, else its day, else when it was fetched. */
int64_t cluster_moment(const struct member *m);
/* Of the newest member. */
int64_t cluster_newest(const struct cluster *c);

/* The story as it is shown, in the arena of the batch. False when memory is out. */
MUST_USE bool cluster_story(const struct cluster *c, struct story *out, struct arena *a);

#endif
