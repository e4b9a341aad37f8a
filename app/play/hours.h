/* hours.h - when the screen shows, is dimmed, is blank.
 *
 * Floor 6. Any thread. Pure: minutes of the local week in, state out. */
#ifndef MOTOGRAPH_PLAY_HOURS_H
#define MOTOGRAPH_PLAY_HOURS_H

#include "base/err.h"
#include "base/span.h"

enum hours_state { HOURS_SHOW, HOURS_DIM, HOURS_BLANK };

enum { HOURS_RULES_MAX = 16 };

struct hours_rule {
    unsigned days;   /* bit 0 Sunday to bit 6 */
    int from, until; /* minutes of the day; until <= from runs over midnight */
};

struct hours {
    struct hours_rule show[HOURS_RULES_MAX], dim[HOURS_RULES_MAX];
    size_t n_show, n_dim;
};

/* "mon-fri 07:00-22:00, sat 09:00-18:00"; "" is always (show) or never (dim), and so
 * is what cannot be read. */
MUST_USE enum err hours_parse(struct span show, struct span dim, struct hours *out,
                              struct why *why);
enum hours_state hours_at(const struct hours *h, int weekday, int minute);

#endif
