/* line.h - a line that a person typed, word by word.
 *
 * Floor 9. Any thread. */
#ifndef MOTOGRAPH_RUN_LINE_H
#define MOTOGRAPH_RUN_LINE_H

#include "base/span.h"

/* Cuts the next word off a line; false at its end, *word is left alone then. */
bool line_word(struct span *rest, struct span *word);

#endif
