/* choose.h - which parts of a page are the article.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_CHOOSE_H
#define MOTOGRAPH_ARTICLE_CHOOSE_H

#include "article/measure.h"

enum { CHOOSE_PARTS_MAX = 64 };

/* Nodes whose text is the article, in order, none within another; *n 0 when there is none.
 * ERR_NOMEM. */
MUST_USE enum err choose_parts(const struct page *p, const unsigned char *hints,
                               const struct measure *m, uint32_t parts[CHOOSE_PARTS_MAX], size_t *n,
                               struct arena *a);

#endif
