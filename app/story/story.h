/* story.h - one piece of news however many outlets tell it: what is shown.
 *
 * Floor 4. Any thread. Plain data; all spans live in the arena of the batch
 * that holds the story. */
#ifndef MOTOGRAPH_STORY_STORY_H
#define MOTOGRAPH_STORY_STORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/span.h"
#include "story/told.h"

enum { STORY_TELLINGS_MAX = 32, STORY_FACTS_MAX = 8 };

enum story_priority { STORY_NORMAL, STORY_HIGH, STORY_BREAKING };

struct telling {
    struct span name; /* of the source: configuration, else outlet, else folder or stem */
    struct span title, link;
    int64_t published; /* WHEN_NONE where unknown */
};

struct story {
    struct span id; /* stable: 16 hex digits, of its first telling */
    struct span headline;
    struct span lang;
    struct fact *facts; /* best first, source = index into tellings */
    size_t n_facts;
    struct telling *tellings; /* the one that gave the headline first */
    size_t n_tellings;
    int64_t published; /* of the newest telling; WHEN_NONE where unknown */
    int64_t updated;   /* when the story last changed */
    enum story_priority priority;
    uint32_t colour; /* 0xRRGGBB of the source tag, 0: the theme's */
    int64_t expires; /* WHEN_NONE: by age alone */
};

/* Stories with the arena that holds them: what crosses from the worker to the screen. */
struct story_batch {
    struct arena *arena; /* owned by the batch */
    struct story *stories;
    size_t n;
};

void story_batch_destroy(struct story_batch *b); /* NULL is allowed */

#endif
