/* condense.h - article to told: headline and key facts.
 *
 * Floor 4. Any thread. Pure: knows no clock and no files; now comes in and is
 * used only to choose the year of a day that names none (app/README.md, section 6). */
#ifndef MOTOGRAPH_STORY_CONDENSE_H
#define MOTOGRAPH_STORY_CONDENSE_H

#include "article/article.h"
#include "base/words.h"
#include "story/body.h"
#include "story/told.h"

struct condense_opts {
    const struct words *words;
    int64_t now;
    size_t headline_max; /* clusters; 0: 110 */
    size_t fact_max;     /* clusters a fact; 0: 160 */
    size_t facts_max;    /* 0: 6 */
    struct body *body;   /* NULL, or takes the article taken apart and ranked, for digest_make */
};

/* ERR_SYNTAX: nothing in the article can be told. key and outlet are left to the caller
 * (outlet is filled when the article names its site). */
MUST_USE enum err condense_article(const struct article *article, const struct condense_opts *opts,
                                   struct told *out, struct arena *a);

#endif
