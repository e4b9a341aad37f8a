/* packed.h - bytes that came compressed without a header that says so.
 *
 * Floor 2. Any thread. Servers send feed.xml.gz as it lies on their disk; gzip is known by its
 * first bytes (RFC 1952). */
#ifndef MOTOGRAPH_FEED_PACKED_H
#define MOTOGRAPH_FEED_PACKED_H

#include <stdbool.h>

#include "base/buf.h"

/* True when the bytes begin as gzip does. */
bool packed_is(struct span bytes);

/* Adds what was packed, as far as it is whole and out has room: what is cut off, damaged or made
 * to burst still gives its beginning. Once only: what comes out packed stays so. */
void packed_open(struct span bytes, struct buf *out);

#endif
