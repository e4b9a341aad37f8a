/* doubled.h - text that was encoded as UTF-8 twice ("CafÃ©").
 *
 * Floor 2. Any thread. */
#ifndef MOTOGRAPH_FEED_DOUBLED_H
#define MOTOGRAPH_FEED_DOUBLED_H

#include <stdbool.h>

#include "base/buf.h"

/* If everything in text (valid UTF-8) that is not ASCII is UTF-8 read as windows-1252, and it is
 * no chance (there is much of it, or it is of the kind that nobody writes), adds what was meant
 * and is true; else adds nothing. */
bool doubled_undo(struct span text, struct buf *out);

#endif
