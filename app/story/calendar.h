/* calendar.h - days by number, in figures, and as a language writes them.
 *
 * Floor 4. Any thread. */
#ifndef MOTOGRAPH_STORY_CALENDAR_H
#define MOTOGRAPH_STORY_CALENDAR_H

#include "article/article.h"
#include "base/buf.h"
#include "story/token.h"

/* Days since 1970-01-01; an open year counts as CALENDAR_SOME_YEAR. */
enum { CALENDAR_SOME_YEAR = 2001 };
int64_t calendar_days(int year, int month, int day);

/* The day of a number of days, its weekday filled. */
struct article_day calendar_day(int64_t days);

/* The order of figures in a language: it decides what 7/4/10 means. */
enum calendar_order { CALENDAR_DMY, CALENDAR_MDY, CALENDAR_YMD };

/* Three figures with a mark between each two: 2023-07-25, 25.07.2023, 7/25/23. */
bool calendar_figures(const int figures[3], const unsigned digits[3], char mark,
                      enum calendar_order order, struct article_day *day);

/* The whole year of one in two figures. */
int calendar_century(int year);

/* The nth day of its weekday in a month, -1 the last. */
int64_t calendar_nth(int year, int month, int weekday, int nth);

/* The week of a day by ISO 8601: its year and number. */
void calendar_week(const struct article_day *day, int *year, int *week);

/* Year, month and day are known. */
bool calendar_known(const struct article_day *day);

enum calendar_form {
    CALENDAR_DAY,    /* "July 25" */
    CALENDAR_ON,     /* with its preposition: "on July 25" */
    CALENDAR_WEEKDAY /* behind the weekday's own preposition: "sexta-feira, 8 de março" */
};

/* The day as the language writes it, with the year when it is not that of ref; weekday: as the
 * text has it. Nothing is added when the language has no such form. */
enum err calendar_put(const struct article_day *day, const struct article_day *ref,
                      enum calendar_form form, struct span weekday, const struct tokens *t,
                      struct buf *out);

/* The latest year not after now in which the day falls on its weekday; 0 when it has none. */
int calendar_year(const struct article_day *day, int64_t now);

#endif
