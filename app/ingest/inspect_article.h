/* inspect_article.h - one line of inspection of the article floor.
 *
 * Floor 5. One thread at a time. Each takes one case as JSON and adds one JSON object without a
 * line end; the shapes stand in app/README.md, section 6. */
#ifndef MOTOGRAPH_INGEST_INSPECT_ARTICLE_H
#define MOTOGRAPH_INGEST_INSPECT_ARTICLE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/json.h"
#include "base/words.h"

/* ERR_SYNTAX: the case has no usable input, or its page no article. */
MUST_USE enum err inspect_article(const json_t *line, const struct words *words, struct buf *out,
                                  struct arena *a);
MUST_USE enum err inspect_lines(const json_t *line, const struct words *words, struct buf *out,
                                struct arena *a);

#endif
