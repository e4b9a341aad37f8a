/* terms.h - words as keys: what makes two texts speak of the same things.
 *
 * Floor 4. Any thread. Words of grammar and of every news are left out, endings are
 * taken off lightly, and a country, its people and its capital are one term. */
#ifndef MOTOGRAPH_STORY_TERMS_H
#define MOTOGRAPH_STORY_TERMS_H

#include "story/token.h"
#include "story/told.h"

/* The key of the term at token i and in *n the tokens it takes; 0 for words that say nothing. */
uint64_t terms_key(const struct tokens *t, size_t i, size_t *n);

/* The keys of a stretch of tokens in order, at most max; how many. */
size_t terms_keys(const struct tokens *t, size_t from, size_t to, uint64_t *out, size_t max);

/* Share of the keys of a that stand in b; 1 when a has none. */
double terms_covered(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b);

/* A vector in the making: weights added up by key. */
struct terms {
    struct term *at;
    size_t n, max;
};

/* Adds weight to every term of the tokens; terms beyond max are left out. */
void terms_add(struct terms *v, const struct tokens *t, float weight);
/* Sorts by hash, as told.h wants it. */
void terms_sort(struct terms *v);

#endif
