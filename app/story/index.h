/* index.h - which stories hold a term, and in how many tellings it stands.
 *
 * Floor 4. One thread at a time. An inverted index for tf-idf cosine (Salton and
 * Buckley 1988), heap memory. */
#ifndef MOTOGRAPH_STORY_INDEX_H
#define MOTOGRAPH_STORY_INDEX_H

#include <stdbool.h>

#include "base/err.h"
#include "story/told.h"

struct index;

struct index *index_create(void);    /* NULL when memory is out */
void index_destroy(struct index *x); /* NULL is allowed */
void index_reset(struct index *x);

/* Adds one more telling's terms to story number story. */
MUST_USE enum err index_add(struct index *x, uint32_t story, const struct term *terms, size_t n);

/* Takes a telling that was added out again. */
void index_take(struct index *x, uint32_t story, const struct term *terms, size_t n);

/* Notes that a telling of that name stands in the story; the name is a hash of any kind. */
MUST_USE enum err index_name(struct index *x, uint32_t story, uint64_t name);
/* The story in which the telling of that name stands; false when there is none. */
bool index_named(const struct index *x, uint64_t name, uint32_t *story);

/* How rare the term is. Small windows lean on a prior: with two tellings a term in both of
 * them is not yet a common word. */
double index_idf(const struct index *x, uint64_t hash);

/* Adds to dots[story], for each story that shares a term, what it adds to their dot product;
 * stories from n_stories on are left out, and so are terms that stand in so many stories that they
 * point at none: the cost of one call does not grow with the window. Gives the number of
 * additions. */
size_t index_score(const struct index *x, const struct term *terms, size_t n, double *dots,
                   size_t n_stories);

#endif
