/* dateline.h - the head of an agency report: "PLACE, July 25 (Agency) - ".
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_DATELINE_H
#define MOTOGRAPH_ARTICLE_DATELINE_H

#include "article/article.h"
#include "article/phrases.h"

struct dateline {
    size_t n; /* bytes of the line that it takes, 0: there is none */
    struct article_day day;
    struct span place;  /* BORROWED from the line, may be empty */
    struct span agency; /* the same */
};

/* first: also a bare place before a dash counts ("Brest - The ..."), as it does in the first
 * paragraph of a text only. */
void dateline_read(struct span line, bool first, const struct tongues *t, struct dateline *out);

#endif
