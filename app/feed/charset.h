/* charset.h - any bytes to UTF-8.
 *
 * Floor 2. Any thread. Order: BOM, then a label from the server or
 * the document, but bytes that are valid UTF-8 are UTF-8 whatever the label;
 * uchardet last. What was encoded as UTF-8 twice is undone. Labels by the WHATWG
 * Encoding table. Used for feeds, pages and plain text alike. */
#ifndef MOTOGRAPH_FEED_CHARSET_H
#define MOTOGRAPH_FEED_CHARSET_H

#include "base/buf.h"

/* The bytes as valid UTF-8 without BOM (malformed pieces are U+FFFD). content_type as the
 * server said it, may be empty; XML declaration and <meta charset> are looked for here.
 * *text is BORROWED: from bytes where they are that already, which is nearly always, else from
 * work, which is emptied first. */
enum err charset_read(struct span bytes, struct span content_type, struct buf *work,
                      struct span *text);

/* The same as what out holds then. */
enum err charset_to_utf8(struct span bytes, struct span content_type, struct buf *out);

#endif
