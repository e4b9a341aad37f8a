/* subject.h - who acts or speaks in a sentence of a script without capitals.
 *
 * Floor 4. Any thread. By the words and endings that stand behind a subject: particles (は, ने),
 * prepositions, days, verbs of saying; [subject-ends], [subject-endings] and [speech] of the
 * language. */
#ifndef MOTOGRAPH_STORY_SUBJECT_H
#define MOTOGRAPH_STORY_SUBJECT_H

#include "story/body.h"

/* True when the language has such lists. */
bool subject_is_marked(const struct tokens *t);

/* The subject of the sentence, its quotes apart: behind a verb of saying that begins it, or at its
 * beginning where a mark, or a verb of saying later on, tells that it is one. Empty for none. */
struct span subject_marked(const struct passage *p, struct arena *a);

#endif
