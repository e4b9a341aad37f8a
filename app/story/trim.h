/* trim.h - takes out of a sentence what it can do without.
 *
 * Floor 4. Any thread. Surface forms of the rules of Hedge Trimmer (Dorr, Zajic and
 * Schwartz 2003): dateline, brackets, openers, attributions, time expressions, relative
 * clauses, appositions, trailing clauses, articles. It never cuts inside quotes, keeps
 * negations, and leaves no function word at the end. */
#ifndef MOTOGRAPH_STORY_TRIM_H
#define MOTOGRAPH_STORY_TRIM_H

#include "story/excerpt.h"

enum trim_style {
    TRIM_FACT,    /* a sentence or clause that reads as one */
    TRIM_HEADLINE /* articles may go, too, and the end may be cut at a phrase */
};

/* What is never said: dateline, brackets, "Meanwhile," at the beginning. */
void trim_always(struct excerpt *d);

/* Takes out more, the most harmless first, until the excerpt fits. False when it does not fit
 * without cutting into what must stay; TRIM_HEADLINE always fits. */
bool trim_to(struct excerpt *d, struct budget budget, enum trim_style style);

/* Relative clauses, appositions and ages in commas, and a clause in front of the subject. */
void trim_asides(struct excerpt *d);

/* A finite verb as far as its form and the lists tell. */
bool trim_is_verb(const struct excerpt *d, size_t i);

/* Is there a finite verb among the words still in between first and end? */
bool trim_has_verb(const struct excerpt *d, size_t first, size_t end);

/* Takes function words and soft marks off the end. */
void trim_end(struct excerpt *d);

#endif
