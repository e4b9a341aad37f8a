/* clock.h - the only place that reads clocks.
 *
 * Floor 9. Any thread. Wall time may be started elsewhere by --now; motion and
 * waiting use the monotonic clock. */
#ifndef MOTOGRAPH_RUN_CLOCK_H
#define MOTOGRAPH_RUN_CLOCK_H

#include <stdint.h>

#include "base/when.h"

struct clock {
    int64_t offset; /* seconds added to the machine's wall clock */
    int64_t start;  /* what it showed when it was made */
};

/* start: the moment it shows now; WHEN_NONE: the machine's. */
struct clock clock_make(int64_t start);
int64_t clock_now(const struct clock *c);
int64_t clock_now_ms(const struct clock *c);
/* The same moment as a civil time of the machine's zone, as that is now. Not for every frame. */
struct when_civil clock_local(int64_t moment);
/* False when the machine's clock cannot be right (before this program was written). */
bool clock_known(const struct clock *c);

int64_t clock_ms(void); /* monotonic */

#endif
