/* pace.h - how often a feed wants to be asked, and how often it has something new.
 *
 * Floor 2. Any thread. Sources: RSS 2.0 (ttl, skipHours, skipDays) and the syndication module of
 * RSS 1.0 (sy:updatePeriod, sy:updateFrequency). Knows no clock and no schedule. */
#ifndef MOTOGRAPH_FEED_PACE_H
#define MOTOGRAPH_FEED_PACE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

struct item;

/* A feed that wants to rest longer is taken to want this: some say years. */
enum { PACE_MINUTES_MAX = 7 * 24 * 60, PACE_DATES_MAX = 20, PACE_DATES_MIN = 4 };

/* What was said so far; all zero: nothing. */
struct pace {
    int32_t ttl;    /* minutes */
    int32_t period; /* minutes */
    int32_t frequency;
    uint32_t hours, days; /* bits, as struct feed has them */
};

/* Each takes one value as written; false where it cannot be read, and then nothing changes. */
bool pace_ttl(struct pace *p, struct span text);
bool pace_period(struct pace *p, struct span text);
bool pace_frequency(struct pace *p, struct span text);
bool pace_hour(struct pace *p, struct span text); /* 0 to 24, which is 0 */
bool pace_day(struct pace *p, struct span text);  /* English name */

/* The longer of ttl and period / frequency: where the two differ a publisher is not wronged by the
 * longer. 0 where neither was said; at most PACE_MINUTES_MAX. */
int32_t pace_minutes(const struct pace *p);
/* The masks; 0 where every hour, or every day, would be skipped: that is no wish but a mistake. */
uint32_t pace_hours(const struct pace *p);
uint32_t pace_days(const struct pace *p);

/* Typical seconds between two items: the median over the PACE_DATES_MAX newest that are not after
 * now. 0 where fewer than PACE_DATES_MIN have a date. */
int64_t pace_gap(const struct item *items, size_t n, int64_t now);

#endif
