/* fact.h - the key facts of an article.
 *
 * Floor 4. Any thread. Short phrases for who, when and where; clauses for the rest;
 * none repeats the headline or another. */
#ifndef MOTOGRAPH_STORY_FACT_H
#define MOTOGRAPH_STORY_FACT_H

#include "story/body.h"
#include "story/excerpt.h"
#include "story/told.h"

struct fact_opts {
    struct span headline;
    struct budget each; /* a fact */
    size_t max;         /* facts, at most TOLD_FACTS_MAX */
};

/* The facts, best first; how many. The body must be ranked. */
size_t fact_find(const struct body *body, const struct fact_opts *opts,
                 struct fact out[TOLD_FACTS_MAX], struct arena *a);

/* Reasons or ways ("because ...", "by ...") that the first sentences give; how many. */
size_t fact_reasons(const struct body *body, const char *kind, struct span *out, size_t max,
                    struct arena *a);

#endif
