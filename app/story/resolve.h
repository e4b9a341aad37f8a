/* resolve.h - relative days become dates that stay true when they are read later.
 *
 * Floor 4. Any thread. */
#ifndef MOTOGRAPH_STORY_RESOLVE_H
#define MOTOGRAPH_STORY_RESOLVE_H

#include "story/body.h"
#include "story/excerpt.h"

/* In the excerpt of a sentence: "on Tuesday" -> "on July 25"; what cannot be resolved stays, or
 * goes with its preposition where drop is asked for. Quotes stay as they were said. */
void resolve_dates(struct excerpt *d, const struct passage *p, const struct body *body, bool drop);

/* Leaves a date out, with its preposition and its part of the day. */
void resolve_drop(struct excerpt *d, const struct date *date);

/* A date as a row of its own: "Tuesday, July 25", "between July 25 and 27". */
struct span resolve_phrase(const struct passage *p, const struct date *date,
                           const struct body *body, struct arena *a);

#endif
