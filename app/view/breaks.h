/* breaks.h - where words end in scripts that write them without spaces.
 *
 * Floor 7. Any thread. Thai, Lao, Khmer and Burmese lines end between words,
 * which only a dictionary knows: ICU's (the library that libxml2 brings along). */
#ifndef MOTOGRAPH_VIEW_BREAKS_H
#define MOTOGRAPH_VIEW_BREAKS_H

#include <stdint.h>

#include "base/span.h"

enum { BREAKS_MAX = 512 };

/* Byte offsets, ascending. */
struct breaks {
    size_t at[BREAKS_MAX];
    size_t n;
};

/* Empty for a text without such scripts (which costs a look at each character), and where ICU
 * cannot say. */
void breaks_find(struct span text, struct breaks *out);
/* May a line end at this offset? */
bool breaks_has(const struct breaks *b, size_t at);

#endif
