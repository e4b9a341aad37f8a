/* date_number.h - numbers in figures and words, as dates hold them.
 *
 * Floor 4. Any thread. "25", "25th", "twenty-five", "thirty first", "nineteen eighty six". */
#ifndef MOTOGRAPH_STORY_DATE_NUMBER_H
#define MOTOGRAPH_STORY_DATE_NUMBER_H

#include "story/date_piece.h"

enum { DATE_COUNT_MAX = 2999 };

/* All give how many pieces, 0 for none. A count: 0 to DATE_COUNT_MAX. */
size_t date_number_count(struct date_pieces *x, size_t i, int *value);

/* First to thirty-first, in words alone. */
size_t date_number_ordinal(struct date_pieces *x, size_t i, int *value);

/* A day of the month, 1 to 31, with what may stand at its end ("25th", "25.", "25日"); words:
 * "twenty nine" is one, too. */
size_t date_number_day(struct date_pieces *x, size_t i, bool words, int *value);

/* Four figures, "2016年", "二〇一六年"; *marked: it says that it is a year. */
size_t date_number_year(struct date_pieces *x, size_t i, int *value, bool *marked);

/* The sign behind a number that says what it counts: y, m, d; how many pieces. */
size_t date_number_sign(struct date_pieces *x, size_t i, char *sign);

#endif
