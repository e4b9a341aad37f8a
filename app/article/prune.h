/* prune.h - throws out what is surely beside the article.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_PRUNE_H
#define MOTOGRAPH_ARTICLE_PRUNE_H

#include "article/measure.h"

/* Marks as gone: elements that hold no text of an article, hidden ones, and those whose hints
 * say so; hints has a set of enum hint for each node. ERR_NOMEM. */
MUST_USE enum err prune_page(struct page *p, const unsigned char *hints, struct arena *a);

/* Inside the chosen content: lists of links, boxes and other blocks that are mostly links.
 * m: of the page as it is now. */
void prune_content(struct page *p, uint32_t top, const unsigned char *hints,
                   const struct measure *m);

#endif
