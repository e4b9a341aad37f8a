/* measure.h - how much text, how many links stand under each node of a page.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_MEASURE_H
#define MOTOGRAPH_ARTICLE_MEASURE_H

#include "article/page.h"

/* Letters count by what they say: one of a script that writes words in one sign counts twice. */
struct measure {
    uint32_t text;       /* letters under the node, runs of white space as one */
    uint32_t linked;     /* of these, inside links */
    uint32_t own;        /* letters that have this block as their nearest block */
    uint32_t own_linked; /* of these, inside links */
    uint32_t commas;     /* as in own */
    uint32_t block;      /* nearest block at or above the node */
    bool in_link;
};

/* One for each node; what is gone counts as nothing. NULL when memory is out. */
struct measure *measure_page(const struct page *p, struct arena *a);

/* Share of the text under the node that is inside links. */
float measure_links(const struct measure *m);

#endif
