/* whenword.h - the words of dates: months, zones, units.
 *
 * Floor 0. Any thread. For when.c alone. Words come as utf8_put_key writes them: folded, without
 * accents. */
#ifndef MOTOGRAPH_BASE_WHENWORD_H
#define MOTOGRAPH_BASE_WHENWORD_H

#include <stdbool.h>

#include "base/span.h"

enum { WHENWORD_NO_ZONE = 100000 };

int whenword_month(struct span word); /* 1-12, 0: names no month */
int whenword_zone(struct span word);  /* minutes east of Greenwich, or WHENWORD_NO_ZONE */

/* What a number is that the word stands behind: 'y' 'm' 'd' 'H' 'M' 'S'; 0: nothing known. */
char whenword_unit(struct span word);

/* True when word is one of the words of the list, which are parted by single spaces. */
bool whenword_in(struct span word, const char *list);

#endif
