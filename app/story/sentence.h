/* sentence.h - where sentences end.
 *
 * Floor 4. Any thread. Rules after pragmatic_segmenter's (K. Dias): abbreviations,
 * initials, times of day, ordinals, lists, ellipses; what stands in quotes or
 * brackets stays together. Abbreviations and words that open a sentence are data
 * ([abbreviations], [starters], [splitting] in assets/words). */
#ifndef MOTOGRAPH_STORY_SENTENCE_H
#define MOTOGRAPH_STORY_SENTENCE_H

#include "base/arena.h"
#include "base/words.h"

enum { SENTENCES_MAX = 8000, SENTENCE_QUOTE_MAX = 2000, SENTENCE_BRACKET_MAX = 500 };

/* The sentences of text in order, trimmed, BORROWED from it; text behind the
 * SENTENCES_MAXth is one last sentence. NULL when memory is out. */
struct span *sentence_split(struct span text, struct span lang, const struct words *words,
                            size_t *n, struct arena *a);

#endif
