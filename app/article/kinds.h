/* kinds.h - the kind of a line as far as the line itself tells.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_KINDS_H
#define MOTOGRAPH_ARTICLE_KINDS_H

#include "article/lines.h"
#include "article/look.h"
#include "article/phrases.h"

/* LINE_CONTENT where nothing speaks against it. */
enum line_kind kinds_of(struct span line, const struct look *l, const struct tongues *t);

/* How much a paragraph speaks to its readers about money and support: 0 not at all, from
 * KINDS_APPEAL on it does so by itself, from KINDS_ADDRESS on among others that do. */
enum { KINDS_ADDRESS = 2, KINDS_APPEAL = 4 };
unsigned kinds_appeal(const struct look *l, const struct tongues *t);

#endif
