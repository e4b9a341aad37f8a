/* phrases.h - phrases of the word lists in a line of text.
 *
 * Floor 3. Any thread. An entry of a phrase list fits where the line begins with it; with the
 * value "anywhere" it may stand anywhere, with "alone" it must be the whole line but for marks
 * and digits around it. It ends at a word's end unless it is written with a star behind it. */
#ifndef MOTOGRAPH_ARTICLE_PHRASES_H
#define MOTOGRAPH_ARTICLE_PHRASES_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/words.h"

enum { TONGUES_MAX = 3, PHRASES_PAIR_WORDS = 16 };

/* The lists that are asked, in this order: those of the text's language, of English (which the
 * buttons of pages in other languages speak as well), and those for every language. */
struct tongues {
    const struct words *words;
    struct span langs[TONGUES_MAX];
    size_t n;
};

/* The languages to ask for a text in lang: its own, English, and the lists for every one. */
struct tongues tongues_of(struct span lang, const struct words *words);

/* In lower case, white space as single spaces, apostrophes straight. Empty when memory is out. */
struct span phrases_fold(struct span line, struct arena *a);
/* A folded line without marks, digits and spaces at both ends. */
struct span phrases_bare(struct span folded);

/* The pairs of bytes that stand in a line: what holds one that does not cannot stand in it, which
 * is nearly every entry of a list. (Of what is hashed alike some are looked for in vain.) */
struct phrases_pairs {
    uint64_t bits[PHRASES_PAIR_WORDS];
};

struct phrases_pairs phrases_pairs(struct span folded);
/* False: the line of inner does not stand in the line of outer. */
bool phrases_within(const struct phrases_pairs *inner, const struct phrases_pairs *outer);

/* For each: folded is the line, or a part of it, whose pairs are given. */
bool phrases_fit(const struct tongues *t, const char *list, struct span folded,
                 const struct phrases_pairs *pairs);
/* The number of entries of the list that stand anywhere in the line, whatever their value. */
size_t phrases_count(const struct tongues *t, const char *list, struct span folded,
                     const struct phrases_pairs *pairs);
/* Where the last of them that stands in the line ends, or 0. */
size_t phrases_last_end(const struct tongues *t, const char *list, struct span folded,
                        const struct phrases_pairs *pairs);

/* One word of a list with its value; word in lower case. */
bool tongues_find(const struct tongues *t, const char *list, struct span word, struct span *value);

#endif
