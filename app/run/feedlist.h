/* feedlist.h - how each feed fares and which rules are in force for it, for people and as JSON.
 *
 * Floor 9. Main thread. What is known stands in the store: a running ticker writes it once a
 * minute. */
#ifndef MOTOGRAPH_RUN_FEEDLIST_H
#define MOTOGRAPH_RUN_FEEDLIST_H

#include "conf/conf.h"
#include "run/sources.h"

/* All sources, and at the foot the rules for floods, odd dates and old items. store may be NULL. */
void feedlist_text(struct buf *out, const struct sources *sources, const struct conf *conf,
                   struct store *store, int64_t now);
/* One JSON object a line. */
void feedlist_json(struct buf *out, const struct sources *sources, const struct conf *conf,
                   struct store *store, int64_t now);

#endif
