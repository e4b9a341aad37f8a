/* story.c - the end of a batch of stories. Floor 4. Any thread. */
#include "story/story.h"

#include <stdlib.h>

void story_batch_destroy(struct story_batch *b)
{
    if (!b)
        return;
    arena_destroy(b->arena);
    free(b);
}
