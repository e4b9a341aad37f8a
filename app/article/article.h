/* article.h - one telling of some news, as clean text.
 *
 * Floor 3. Any thread. Knows no network, no clock, no files. */
#ifndef MOTOGRAPH_ARTICLE_ARTICLE_H
#define MOTOGRAPH_ARTICLE_ARTICLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"
#include "base/words.h"

enum {
    ARTICLE_TEXT_MAX = 256 * 1024,
    ARTICLE_LINES_MAX = 4000,
    ARTICLE_PAGE_MAX = 2 * 1024 * 1024
};

/* A calendar day of which parts may be unknown (0). weekday: 0 Sunday to 6, -1 unknown.
 * minutes: minute of the day, -1 unknown (no zone known: taken as UTC). */
struct article_day {
    int year, month, day, weekday, minutes;
};

struct article {
    struct span title; /* one line, may be empty */
    struct span text;  /* paragraphs parted by LF, boilerplate gone */
    struct span link;
    struct span site; /* outlet as the text or page names it, may be empty */
    struct span author;
    struct span lang;  /* "en", "de"; empty: unknown */
    struct span place; /* place of a dateline, may be empty */
    int64_t published; /* WHEN_NONE where only day or nothing is known */
    int64_t updated;
    struct article_day day; /* what a plain text says of its date */
    struct span feed;       /* of a page: the feed it names, absolute http(s), may be empty */
    bool declared;          /* of a page: it says itself that it is an article */
};

/* Lines of one source that were seen in its other articles (see lines.h): sorted hashes. */
struct article_known {
    const uint64_t *lines;
    size_t n;
};

/* One line seen in one article: what the counts across a source are made of. */
struct article_line {
    uint64_t line;    /* line_hash */
    uint64_t article; /* hash of its key */
};

/* Plain scraped text (UTF-8, any line ends) to an article: lines filtered, title found
 * (or the one given), dateline and time stamp read. Never fails but for memory; a text that
 * is all boilerplate gives an empty text. */
MUST_USE enum err article_from_text(struct span text, struct span title,
                                    const struct article_known *known, const struct words *words,
                                    struct article *out, struct arena *a);

/* An HTML page to an article. ERR_SYNTAX: nothing in it reads as an article; what it says of
 * itself is known then too. */
MUST_USE enum err article_from_page(struct span html_utf8, struct span url,
                                    const struct article_known *known, const struct words *words,
                                    struct article *out, struct why *why, struct arena *a);

/* Two-letter code of the language by its commonest words and letters; empty when unsure. Static
 * storage. */
struct span article_guess_lang(struct span text, const struct words *words);

#endif
