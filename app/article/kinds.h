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

/* The heading of comments, related articles and other parts that follow an article. */
bool kinds_border(const struct look *l, const struct tongues *t);
/* A paragraph that asks its readers for money, for their address or for their company. */
bool kinds_appeal(const struct look *l, const struct tongues *t);
/* One that speaks to its readers, and of such matters or of any: an appeal among others only. */
bool kinds_address(const struct look *l, const struct tongues *t, bool any);

#endif
