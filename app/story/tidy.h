/* tidy.h - what typesetting, scraping and translators' tools leave in a plain text.
 *
 * Floor 4. Any thread. No state, no words, no language. */
#ifndef MOTOGRAPH_STORY_TIDY_H
#define MOTOGRAPH_STORY_TIDY_H

#include "base/arena.h"

/* Text as a person would have typed it: line ends and quotes that came escaped ("\n", "\"") are
 * such, placeholders of templates ("{{name}}", "{0}") and leaders ("Prices ..... 5") are gone,
 * ``quotes'' of typesetters are plain ones, a word set upright (a letter a line) and a full stop
 * on a line of its own are joined. Never longer than text; BORROWED: text itself where there is
 * nothing to do, or memory is out. */
struct span tidy_text(struct span text, struct arena *a);

#endif
