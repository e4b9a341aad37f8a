/* title.h - which line of a plain text is its title.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_TITLE_H
#define MOTOGRAPH_ARTICLE_TITLE_H

#include "article/lines.h"
#include "article/look.h"

/* Marks the lines that say the given title once more, in whole or without the outlet's name. */
void title_mark(struct line *lines, const struct look *looks, size_t n, struct span title_folded);

/* Without a given title: marks the line that is one, if any. */
void title_find(struct line *lines, const struct look *looks, size_t n);

#endif
