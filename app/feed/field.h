/* field.h - what stands in one field of a feed, made plain and clean.
 *
 * Floor 2. Any thread. Knows no format. */
#ifndef MOTOGRAPH_FEED_FIELD_H
#define MOTOGRAPH_FEED_FIELD_H

#include "base/arena.h"
#include "base/buf.h"

enum field_kind {
    FIELD_PLAIN, /* text as it stands; a stray "&nbsp;" is decoded all the same */
    FIELD_ONCE,  /* the same, but tags that are in it are none of the text */
    FIELD_HTML,  /* a fragment of HTML */
    FIELD_MAYBE  /* either: RSS does not say */
};

/* raw as one line or as lines (paragraphs), at most FEED_TEXT_MAX bytes; empty when memory is out.
 * work is used on the way and can be used again. */
struct span field_line(struct span raw, enum field_kind kind, struct buf *work, struct arena *a);
struct span field_text(struct span raw, enum field_kind kind, struct buf *work, struct arena *a);

/* raw against base (may be empty) as an absolute http(s) address, else empty. */
struct span field_link(struct span raw, struct span base, struct arena *a);

/* Adds s, or of it what fits: a field that is too long is cut, never lost. */
void field_put(struct buf *b, struct span s);

/* Adds text with XML's references decoded: names need their semicolon, so that the bare "&" of an
 * address stays what it is. */
void field_decode(struct span text, struct buf *out);

/* Adds the bytes that s is the base64 (RFC 4648) of; what is no digit is passed over. */
void field_base64(struct span s, struct buf *out);

#endif
