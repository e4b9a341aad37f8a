/* xmlfeed.h - RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0.
 *
 * Floor 2. Any thread. Reads XML as it is found, over base/tag: no DTD, no entity of the
 * document's own, no recursion. */
#ifndef MOTOGRAPH_FEED_XMLFEED_H
#define MOTOGRAPH_FEED_XMLFEED_H

#include "feed/feed.h"

/* text is UTF-8. Results as feed_parse. */
MUST_USE enum err xmlfeed_read(struct span text, const struct feed_opts *opts, struct feed *out,
                               struct why *why, struct arena *a);

#endif
