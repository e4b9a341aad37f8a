/* stamp.h - days and times in the short lines and heads in which a text says when it is from.
 *
 * Floor 3. Any thread. Knows no present day: what the words do not say stays unknown. */
#ifndef MOTOGRAPH_ARTICLE_STAMP_H
#define MOTOGRAPH_ARTICLE_STAMP_H

#include "article/article.h"
#include "article/phrases.h"

struct stamp {
    struct article_day day;
    size_t known;       /* words and numbers that belong to a day, a time or a stamp */
    size_t unknown;     /* all others */
    struct span others; /* from the first to the last of the others; BORROWED from the line */
    bool ago;           /* a time that counts from the present */
};

/* A day of which nothing is known. */
struct article_day stamp_no_day(void);

/* What a line tells of days and times, and which of its words do not belong to that. */
void stamp_read(struct span line, const struct tongues *t, struct stamp *out);

/* True when both day and month are known. */
bool stamp_has_day(const struct article_day *d);

#endif
