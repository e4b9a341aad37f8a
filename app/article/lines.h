/* lines.h - boilerplate lines of scraped plain text.
 *
 * Floor 3. Any thread. Judges line by line and as a whole: repeats inside the
 * text, lines known from other articles of the source, captions, credits,
 * appeals, newsletter and navigation words, time stamps. Phrase lists are data
 * (assets/words). */
#ifndef MOTOGRAPH_ARTICLE_LINES_H
#define MOTOGRAPH_ARTICLE_LINES_H

#include <stdbool.h>

#include "article/article.h"
#include "base/words.h"

enum line_kind {
    LINE_EMPTY,
    LINE_CONTENT,
    LINE_TITLE,     /* the title, or its repeat */
    LINE_REPEAT,    /* stands earlier in the text */
    LINE_KNOWN,     /* stands in other articles of the source */
    LINE_CAPTION,   /* picture caption or credit */
    LINE_STAMP,     /* bare date, time, byline */
    LINE_DATELINE,  /* "July 25 (AGENCY) -": used, not shown */
    LINE_POINTER,   /* link remainder, "follow live", "read more" */
    LINE_APPEAL,    /* donations, subscriptions, newsletters */
    LINE_NAVIGATION /* buttons, menus, labels */
};

struct line {
    struct span text; /* BORROWED from the text */
    enum line_kind kind;
};

struct lines_opts {
    struct span title;                 /* may be empty */
    struct span lang;                  /* may be empty */
    const struct article_known *known; /* may be NULL */
    bool page; /* an extractor chose these lines already: no stretch of them is sought */
};

/* The lines of the text in order (empty ones too), each judged. NULL when memory is out. */
struct line *lines_judge(struct span text, const struct lines_opts *opts, const struct words *words,
                         size_t *n, struct arena *a);

/* A line that is shown: content only. */
bool line_shown(enum line_kind kind);

/* The hash by which a line is counted across the articles of a source (case and white space
 * folded, digits as 0); 0 for lines too short to count. */
uint64_t line_hash(struct span line);

#endif
