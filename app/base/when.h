/* when.h - moments and days.
 *
 * Floor 0. Any thread. A moment is int64_t seconds since 1970-01-01T00:00:00Z,
 * WHEN_NONE where there is none. Now is always passed in; no time zone of the
 * machine is read. Gregorian calendar throughout (Howard Hinnant, "chrono-
 * Compatible Low-Level Date Algorithms"). */
#ifndef MOTOGRAPH_BASE_WHEN_H
#define MOTOGRAPH_BASE_WHEN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/span.h"

#define WHEN_NONE INT64_MIN
/* 2026-11-01: a clock that stands before this program was written is not set. */
#define WHEN_CLOCK_SET 1793491200

enum { WHEN_DAY = 86400, WHEN_ISO_MAX = 32 };

/* month 1-12, day 1-31, weekday 0 (Sunday) to 6; hour, minute, second as on a clock. */
struct when_civil {
    int year, month, day, hour, minute, second, weekday;
};

int64_t when_days(int year, int month, int day); /* days since 1970-01-01 */
int64_t when_make(int year, int month, int day, int hour, int minute, int second);
struct when_civil when_civil(int64_t moment);   /* UTC; for local time add the offset first */
int when_weekday(int year, int month, int day); /* 0 Sunday */
int when_month_days(int year, int month);
bool when_valid_day(int year, int month, int day);

/* Reads a date as feeds write them: RFC 822/2822, RFC 3339 and ISO 8601 (with all W3CDTF
 * subsets), asctime, and the odd forms (named zones, "Sept", two-digit years,
 * missing seconds, swapped day and month, localised month names). Without a zone: UTC, but Korean
 * forms are of Korean time.
 * False when it is no date or outside 1970 to 9999. */
bool when_parse(struct span s, int64_t *moment);

/* True from 1990 (programs that know no date write earlier ones) to a day after now; true for
 * WHEN_NONE, and for every moment while now is not known (0 or less). */
bool when_believable(int64_t moment, int64_t now);

/* "2023-07-25T00:00:00Z"; "" for WHEN_NONE. */
void when_iso(int64_t moment, char out[WHEN_ISO_MAX]);

#endif
