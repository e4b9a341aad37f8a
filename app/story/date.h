/* date.h - days that a text names, resolved against the day it was written.
 *
 * Floor 4. Any thread. Absolute ("July 25", "25.7.2023", "2023-07-25"), relative
 * ("today", "on Tuesday", "three days ago") and ranges ("between July 25 and 27").
 * The words are data ([months], [weekdays], [relative-days] and their kin). */
#ifndef MOTOGRAPH_STORY_DATE_H
#define MOTOGRAPH_STORY_DATE_H

#include "article/article.h"
#include "base/buf.h"
#include "story/token.h"

enum { DATES_MAX = 16 };

enum date_kind {
    DATE_DAY,
    DATE_RANGE,
    DATE_MONTH, /* month, perhaps year */
    DATE_YEAR,
    DATE_SPAN /* a week, month or year beside that of the reference day */
};

struct date {
    size_t first, n; /* its tokens, prepositions not included */
    enum date_kind kind;
    struct article_day from, to; /* year 0 where nothing says it; to: the same but for ranges */
    bool relative;               /* means something else when it is read on another day */
    bool guessed;                /* nothing says its year: it is the nearest */
    bool weekday;                /* named by its day of the week */
    int day_name;                /* the weekday that names it, 0 Sunday */
    char unit;                   /* of a span: w week, m month, y year; 0: it begins on that day */
};

/* The dates of a sentence in order, none overlapping; how many. ref: the day of writing, its
 * year may be open; a date that cannot be resolved without it keeps month and day 0. */
size_t date_find(const struct tokens *t, struct article_day ref, struct date out[DATES_MAX]);

/* The same with dates that are only part of a token: "明日" in what parts no words. */
size_t date_find_parts(const struct tokens *t, struct article_day ref, struct date out[DATES_MAX]);

/* The language of a text that is little more than a date: the one whose lists know most of its
 * words, English before the others. */
struct span date_lang(struct span text, const struct words *words, struct arena *a);

/* "2023-07-25", "2023-07", "2023" or "2023-W30"; XXXX for an open year (as TIMEX3). */
enum err date_iso(const struct date *d, struct buf *out);

#endif
