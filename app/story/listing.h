/* listing.h - numbered and lettered lists inside running text.
 *
 * Floor 4. Any thread. "1) one 2) two", "a. one b. two", "(i) one (ii) two": a
 * marker counts only as part of a row that begins at its first number or letter. */
#ifndef MOTOGRAPH_STORY_LISTING_H
#define MOTOGRAPH_STORY_LISTING_H

#include "base/span.h"

enum { LISTING_MAX = 64 };

/* Offsets at which items of lists begin in line, ascending; how many. */
size_t listing_find(struct span line, size_t starts[LISTING_MAX]);

/* Bytes of the list marker at the beginning of s, 0 where there is none. */
size_t listing_marker(struct span s);

#endif
