/* held.h - what waits for a person: the articles of feeds on hold, listed, released, rejected.
 *
 * Floor 9. The worker's thread. */
#ifndef MOTOGRAPH_RUN_HELD_H
#define MOTOGRAPH_RUN_HELD_H

#include "run/desk.h"

/* Answers "held", "release ID..." or "reject ID..." (an ID as "held" gives it, or "all"), a line
 * for each article: what could not be done begins with "error: ", what is only said with "note: ".
 * Adds nothing where the line is none of these. True when stories came to the wall or a decision is
 * to be written. */
bool held_answer(struct desk *d, struct span line, struct buf *out);

#endif
