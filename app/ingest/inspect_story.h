/* inspect_story.h - what the stages of floor 4 make of one line of input, as JSON.
 *
 * Floor 5. Any thread. Each adds one JSON object without a line end to out (shapes
 * in README.md, section 6); ERR_SYNTAX: the line cannot be used. */
#ifndef MOTOGRAPH_INGEST_INSPECT_STORY_H
#define MOTOGRAPH_INGEST_INSPECT_STORY_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/words.h"

MUST_USE enum err inspect_sentences(const json_t *line, const struct words *words, struct buf *out,
                                    struct arena *a);
MUST_USE enum err inspect_dates(const json_t *line, const struct words *words, struct buf *out,
                                struct arena *a);
MUST_USE enum err inspect_condense(const json_t *line, const struct words *words, struct buf *out,
                                   struct arena *a);
MUST_USE enum err inspect_stories(const json_t *line, const struct words *words, struct buf *out,
                                  struct arena *a);

#endif
