/* bidi.h - levels and visual order (Unicode Bidirectional Algorithm, UAX #9); over FriBidi.
 *
 * Floor 7. Any thread. Code points in, numbers out. */
#ifndef MOTOGRAPH_VIEW_BIDI_H
#define MOTOGRAPH_VIEW_BIDI_H

#include <stddef.h>
#include <stdint.h>

#include "base/err.h"
#include "view/drawlist.h"

enum { BIDI_MAX = 2048 }; /* code points, or pieces, of one line */

/* The level of each of n code points in a line of this base direction. */
MUST_USE enum err bidi_levels(const uint32_t *cps, size_t n, enum direction base, uint8_t *levels);

/* Rule L2: order[i] is the piece that stands at place i from the left. A piece is what has one
 * level throughout. */
void bidi_order(const uint8_t *levels, size_t n, uint16_t *order);

#endif
