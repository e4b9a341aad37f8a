/* charset.h - any bytes to UTF-8.
 *
 * Floor 2. Any thread. Order: BOM, then a label from the server or
 * the document, but bytes that are valid UTF-8 are UTF-8 whatever the label;
 * uchardet last. What was encoded as UTF-8 twice is undone. Labels by the WHATWG
 * Encoding table. Used for feeds, pages and plain text alike. */
#ifndef MOTOGRAPH_FEED_CHARSET_H
#define MOTOGRAPH_FEED_CHARSET_H

#include "base/buf.h"

/* Adds the bytes as valid UTF-8 without BOM (malformed pieces are U+FFFD). content_type as the
 * server said it, may be empty; XML declaration and <meta charset> are looked for here. */
enum err charset_to_utf8(struct span bytes, struct span content_type, struct buf *out);

#endif
