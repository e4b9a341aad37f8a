/* dispute.h - tellings that say the same with another figure.
 *
 * Floor 4. Any thread. Knows no language: figures, and the words around them by their letters. */
#ifndef MOTOGRAPH_STORY_DISPUTE_H
#define MOTOGRAPH_STORY_DISPUTE_H

#include "story/cluster.h"

/* Do the two texts differ over a figure ("12 people were hurt", "14 people were hurt")? Most of
 * their other words must be the same. */
bool dispute_between(struct span a, struct span b);

/* Where a telling disputes a fact of the story, both are told, one behind the other, each with its
 * source. order: the members as the story's tellings have them. At most one dispute a story. False
 * when memory is out. */
MUST_USE bool dispute_tell(const struct cluster *c, const size_t *order, struct story *story,
                           struct arena *a);

#endif
