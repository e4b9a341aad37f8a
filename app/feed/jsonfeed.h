/* jsonfeed.h - JSON Feed 1.0 and 1.1 (jsonfeed.org).
 *
 * Floor 2. Any thread. */
#ifndef MOTOGRAPH_FEED_JSONFEED_H
#define MOTOGRAPH_FEED_JSONFEED_H

#include "feed/feed.h"

/* text is UTF-8. Results as feed_parse. */
MUST_USE enum err jsonfeed_read(struct span text, const struct feed_opts *opts, struct feed *out,
                                struct why *why, struct arena *a);

#endif
