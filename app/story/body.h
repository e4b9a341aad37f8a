/* body.h - an article taken apart: its first sentences with what is known of each.
 *
 * Floor 4. Any thread. */
#ifndef MOTOGRAPH_STORY_BODY_H
#define MOTOGRAPH_STORY_BODY_H

#include "article/article.h"
#include "story/date.h"
#include "story/token.h"

enum { BODY_SENTENCES = 16, BODY_TEXT_MAX = 16 * 1024, BODY_KEYS_MAX = 64 };

struct passage {
    struct span text;
    struct tokens t;
    struct date dates[DATES_MAX];
    size_t n_dates;
    uint64_t keys[BODY_KEYS_MAX]; /* its terms */
    size_t n_keys;
    size_t paragraph; /* from 0 */
    double score;     /* see rank.h */
};

struct body {
    struct passage title; /* no tokens when there is none */
    struct passage *at;
    size_t n;
    struct article_day day; /* the day of writing as far as it is known */
    const struct words *words;
    struct span lang, place;
};

/* Only the first BODY_SENTENCES sentences are read. False when memory is out. */
MUST_USE bool body_read(const struct article *article, struct span title, struct article_day day,
                        const struct words *words, struct body *out, struct arena *a);

#endif
