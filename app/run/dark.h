/* dark.h - when the screen is dimmed or black: what the hours say, and what a person said.
 *
 * Floor 9. Any thread. Pure: moments come in. */
#ifndef MOTOGRAPH_RUN_DARK_H
#define MOTOGRAPH_RUN_DARK_H

#include "base/buf.h"
#include "play/hours.h"
#include "run/scene.h"

enum { DARK_OFF = 0, DARK_ON = -1 }; /* beside them: seconds */

struct dark {
    struct hours hours;
    int64_t until_ms; /* monotonic: so long it is black whatever the hours say; INT64_MAX: until a
                         person says otherwise */
};

/* Reads "blank", "blank on", "blank off", "blank 30m" and says so; false: the line is none of
 * these (out is empty) or wrong (out says what is allowed). */
bool dark_read(struct span line, struct buf *out, long *seconds);

/* A person wants it black: for so many seconds, or DARK_ON, or DARK_OFF: as the hours say. */
void dark_ask(struct dark *d, long seconds, int64_t ms);
/* What a key means: black until the next one, or as the hours say. */
void dark_toggle(struct dark *d, int64_t ms);

/* While the clock is not known the hours say nothing. */
enum hours_state dark_state(const struct dark *d, const struct scene_time *t);

#endif
