/* wire.h - tagged fields as bytes: what messages are made of.
 *
 * Floor 5. Any thread. For message*.c. Numbers are little-endian. A field is one byte tag, 4 bytes
 * length, bytes. Every length is checked against what is left before it is used; what has an
 * unknown tag is passed over, so that an older program reads a newer one's bytes. */
#ifndef MOTOGRAPH_INGEST_WIRE_H
#define MOTOGRAPH_INGEST_WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"

enum { WIRE_LENGTH = 4 }; /* bytes of a length */

/* The store keeps the numbers: new ones come last. */
enum wire_tag {
    WIRE_ID = 1,
    WIRE_KIND,
    WIRE_NAME,
    WIRE_BASE,
    WIRE_TYPE,
    WIRE_LANG,
    WIRE_NOW,
    WIRE_MAX_ITEMS,
    WIRE_KNOWN,
    WIRE_BYTES,
    WIRE_ERR,
    WIRE_WHY,
    WIRE_TITLE,
    WIRE_TTL,
    WIRE_IS_FEED,
    WIRE_TOLD,
    WIRE_LINES,
    WIRE_KEY,
    WIRE_HEADLINE,
    WIRE_LINK,
    WIRE_OUTLET,
    WIRE_LEAD,
    WIRE_DAY,
    WIRE_PUBLISHED,
    WIRE_UPDATED,
    WIRE_FACT,
    WIRE_TERMS,
    WIRE_TEXT,
    WIRE_SOURCE,
    WIRE_SCORE,
    WIRE_TELLING,
    WIRE_PRIORITY,
    WIRE_COLOUR,
    WIRE_EXPIRES,
    WIRE_SKIP_HOURS,
    WIRE_SKIP_DAYS,
    WIRE_GAP,
    WIRE_IS_PAGE,
    WIRE_IS_ARTICLE,
    WIRE_FEED_LINK,
    WIRE_TEXT_BYTES,
    WIRE_SANDBOX
};

/* The lowest bytes of a number, without tag and length. */
void wire_put_number(struct buf *b, uint64_t value, int bytes);

/* Whole fields; an empty text is left out. */
void wire_put_span(struct buf *b, enum wire_tag tag, struct span s);
void wire_put_uint(struct buf *b, enum wire_tag tag, uint64_t value);
void wire_put_moment(struct buf *b, enum wire_tag tag, int64_t value);

/* A field whose body is written between the two; begin gives what end needs. end fills in the
 * WIRE_LENGTH bytes before start. */
size_t wire_begin(struct buf *b, enum wire_tag tag);
void wire_end(struct buf *b, size_t start);

/* At most the first 8 bytes as a number. */
uint64_t wire_number(struct span s);
/* A moment that the calendar knows, else WHEN_NONE. */
int64_t wire_moment(struct span field);

/* Cuts the next field off *rest; false at the end, and *bad is set when a length runs over it. */
bool wire_next(struct span *rest, enum wire_tag *tag, struct span *body, bool *bad);
/* How many fields of a tag a body has, so that lists are made at once: at most max. */
size_t wire_count(struct span rest, enum wire_tag wanted, size_t max);

#endif
