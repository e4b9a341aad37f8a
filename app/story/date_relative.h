/* date_relative.h - days that depend on when the sentence was written.
 *
 * Floor 4. Any thread. "tomorrow", "on Tuesday", "Tuesday of next week", "three days ago", "two
 * weeks from next Tuesday", "the 15th", "the first Friday of July". One small grammar:
 *     date   = day | weekday [week | number] | period | nth day "of" month | count unit anchor
 *     period = turn unit | unit turn            ("next week", "la semaine prochaine")
 *     anchor = "ago" | "hence" | ("after" | "before" | "from") date of the calendar, day, weekday
 */
#ifndef MOTOGRAPH_STORY_DATE_RELATIVE_H
#define MOTOGRAPH_STORY_DATE_RELATIVE_H

#include "story/date_absolute.h"

/* Each reads one form at piece i into d: how many pieces, 0 for none. */
size_t date_relative_day(const struct date_reader *r, size_t i, struct date *d);
size_t date_relative_weekday(const struct date_reader *r, size_t i, struct date *d);
size_t date_relative_period(const struct date_reader *r, size_t i, struct date *d);
size_t date_relative_nth(const struct date_reader *r, size_t i, struct date *d);
size_t date_relative_count(const struct date_reader *r, size_t i, struct date *d);
size_t date_relative_bare(const struct date_reader *r, size_t i, struct date *d);

#endif
