/* hint.h - what a person before the wall would take for a fault, said once with what helps.
 *
 * Floor 9. Main thread. */
#ifndef MOTOGRAPH_RUN_HINT_H
#define MOTOGRAPH_RUN_HINT_H

#include <stdbool.h>
#include <stdint.h>

/* What was said, and the frames of the minute that is looked at; zeroes at first. */
struct hint {
    unsigned told; /* a bit each */
    int64_t since_ms;
    uint64_t presented, missed;
    bool late; /* in the minute before */
};

/* How things are: what does not change, then this moment. */
struct hint_facts {
    bool console; /* neither X11 nor Wayland */
    bool gpu;     /* paints with the GPU */
    bool keys;    /* some are to work */
    bool deaf;    /* there are input devices, and none may be read */
    bool pi5, old_sdl;
    int64_t ms; /* monotonic */
    bool clock_known, black;
    uint64_t presented, missed;
};

/* Fills in what the machine and the environment say. */
void hint_machine(struct hint_facts *facts);

/* What is to be said now, or NULL. For every second, not for every frame. */
const char *hint_next(struct hint *h, const struct hint_facts *facts);

#endif
