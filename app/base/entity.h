/* entity.h - HTML character references (WHATWG HTML, section 13.5).
 *
 * Floor 0. Any thread. */
#ifndef MOTOGRAPH_BASE_ENTITY_H
#define MOTOGRAPH_BASE_ENTITY_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"

/* Reads the reference at the head of s ("&amp;", "&#8217;", "&#x2019", "&eacute" ...).
 * Gives the number of bytes it takes (0: none here) and one or two code points
 * (cps[1] 0 when one). Numbers as browsers read them: 128-159 are windows-1252, what is no
 * scalar value is U+FFFD. Without a semicolon only the old names and numbers count. */
size_t entity_read(struct span s, uint32_t cps[2]);

/* Adds s with its references decoded once. */
enum err entity_decode(struct span s, struct buf *out);

/* Adds s, which is plain by its own word, with those references decoded that nobody means to be
 * read: with a semicolon, and none that stands for "&", "<" or ">", as texts about markup have. */
enum err entity_decode_stray(struct span s, struct buf *out);

/* True when s still holds a reference that entity_read knows with a semicolon. */
bool entity_any(struct span s);

#endif
