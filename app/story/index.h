/* index.h - which stories hold a term, and in how many tellings it stands.
 *
 * Floor 4. One thread at a time. An inverted index for tf-idf cosine (Salton and
 * Buckley 1988), heap memory. */
#ifndef MOTOGRAPH_STORY_INDEX_H
#define MOTOGRAPH_STORY_INDEX_H

#include "base/err.h"
#include "story/told.h"

struct index;

struct index *index_create(void);    /* NULL when memory is out */
void index_destroy(struct index *x); /* NULL is allowed */
void index_reset(struct index *x);

/* Counts the terms of one more telling. */
MUST_USE enum err index_count(struct index *x, const struct term *terms, size_t n);

/* Adds a telling's terms to story number story. */
MUST_USE enum err index_add(struct index *x, uint32_t story, const struct term *terms, size_t n);

/* How rare the term is. Small windows lean on a prior: with two tellings a term in both of
 * them is not yet a common word. */
double index_idf(const struct index *x, uint64_t hash);

/* What a telling and a story have in common. */
struct index_hit {
    double dot;      /* dot product of their weighted terms */
    uint32_t shared; /* how many terms stand in both */
};

/* Adds to hits[story] for each story that shares a term; stories from n_stories on are left out. */
void index_score(const struct index *x, const struct term *terms, size_t n, struct index_hit *hits,
                 size_t n_stories);

#endif
