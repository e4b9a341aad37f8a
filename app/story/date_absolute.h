/* date_absolute.h - days, months and years that are named by the calendar.
 *
 * Floor 4. Any thread. "July 25", "25. Juli 2023", "25-27 July", "05-Aug-2016", "2023-07-25",
 * "7/25/23", "2016年6月29日", "15 April of 87", "Christmas 2010". */
#ifndef MOTOGRAPH_STORY_DATE_ABSOLUTE_H
#define MOTOGRAPH_STORY_DATE_ABSOLUTE_H

#include "story/calendar.h"
#include "story/date.h"
#include "story/date_piece.h"

/* A reader of one sentence. */
struct date_reader {
    struct date_pieces *x;
    struct article_day ref;    /* the day of writing, its year may be open, month 0: none */
    int64_t today;             /* its number; in some year when that is open */
    int weekday;               /* its weekday, -1 unknown */
    enum calendar_order order; /* of figures in the language */
};

/* Each reads one form at piece i into d (kind DATE_DAY before): how many pieces, 0 for none. */
size_t date_absolute_named(const struct date_reader *r, size_t i, struct date *d);
size_t date_absolute_figures(const struct date_reader *r, size_t i, struct date *d);
size_t date_absolute_holiday(const struct date_reader *r, size_t i, struct date *d);
size_t date_absolute_year(const struct date_reader *r, size_t i, struct date *d);

/* The best of them: the one that reads farthest. */
size_t date_absolute_any(const struct date_reader *r, size_t i, struct date *d);

/* "the", "el día", "den": what may stand in front of a day; how many pieces. */
size_t date_absolute_the(const struct date_reader *r, size_t i);

/* A month by its name or its sign; how many pieces. */
size_t date_absolute_month(const struct date_reader *r, size_t i, int *month);

/* Sets the day; one without a year (0) comes next to the day of writing. */
void date_absolute_set(const struct date_reader *r, struct date *d, int year, int month, int day);

/* The day so many days from that of writing; it stays open when nothing says when that is. */
void date_absolute_offset(const struct date_reader *r, struct date *d, int64_t offset);

#endif
