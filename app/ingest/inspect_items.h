/* inspect_items.h - what feed_parse makes of one input, as JSON for tests and evaluations.
 *
 * Floor 5. One thread at a time. */
#ifndef MOTOGRAPH_INGEST_INSPECT_ITEMS_H
#define MOTOGRAPH_INGEST_INSPECT_ITEMS_H

#include <jansson.h>

#include "base/arena.h"
#include "base/buf.h"

/* line: {"id", "file" or "text", "content_type"?, "base"?}. Adds one JSON object without line end;
 * what cannot be used becomes its "error". The arena is used and can be reset afterwards. */
MUST_USE enum err inspect_items(const json_t *line, struct buf *out, struct arena *a);

#endif
