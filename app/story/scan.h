/* scan.h - looking at marks and words at offsets of a line, forwards and backwards.
 *
 * Floor 4. Any thread. No state and no word lists: what sentence.c decides with. */
#ifndef MOTOGRAPH_STORY_SCAN_H
#define MOTOGRAPH_STORY_SCAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/span.h"

enum { SCAN_WORD_MAX = 48 };

/* The code point at an offset, its bytes, and the one in front; 0 outside. */
uint32_t scan_at(struct span s, size_t at);
size_t scan_bytes(struct span s, size_t at);
uint32_t scan_before(struct span s, size_t at);

/* Marks that end a sentence wherever they stand (Unicode, Sentence_Terminal, without those
 * that need a look around). */
bool scan_is_full_stop(uint32_t c);

/* What closes behind an opening quote or bracket; 0 for everything else. */
uint32_t scan_closer_of(uint32_t c);
bool scan_is_closer(uint32_t c);
bool scan_is_opener(uint32_t c);
bool scan_is_single_quote(uint32_t c);
bool scan_is_bullet(uint32_t c);

/* The word that ends at offset at, without opening marks and not reaching before from. */
struct span scan_word_before(struct span line, size_t from, size_t at);

/* The word at the beginning of s behind opening marks and dashes. */
struct span scan_first_word(struct span s);

/* What follows word, a piece of s. */
struct span scan_behind(struct span s, struct span word);

/* s without the white space at its beginning. */
struct span scan_skip_space(struct span s);

/* Pieces of s that are parted by white space. */
size_t scan_count_words(struct span s);

/* Letters each with its dot, but for the last dot: "U.S", "a.m", "J", "J.-P". */
bool scan_is_initials(struct span word);
bool scan_is_number(struct span word); /* ASCII digits alone */
bool scan_is_roman(struct span word);  /* two letters or more */

#endif
