/* identity.h - what tells one item of a feed from another: guid, else link, else its text.
 *
 * Floor 2. Any thread. Knows no store: only what an item says of itself. */
#ifndef MOTOGRAPH_FEED_IDENTITY_H
#define MOTOGRAPH_FEED_IDENTITY_H

#include "base/buf.h"
#include "feed/feed.h"

/* Adds an address without what only says how a reader came there (utm_source and its like); what is
 * no address of the web stays as it is. */
void identity_put_address(struct buf *out, struct span address);

/* One key for each of the items, in the arena; empty where an item has neither guid nor link of its
 * own: a guid or link that stands in two items which differ tells nothing. NULL when memory is
 * out. */
struct span *identity_keys(const struct item *const *items, size_t n, struct arena *a);

#endif
