/* ahead.h - what comes next is laid out beforehand, a slice a frame, so that no frame is late for
 * fonts that are opened and texts that are measured.
 *
 * Floor 9. Main thread. A layout that is run with `sliced` does one slice of measuring at the first
 * text whose width is not at once (some where texts are short), and no more; it is run again at the
 * next frame, and is of use when it met no such text. */
#ifndef MOTOGRAPH_RUN_AHEAD_H
#define MOTOGRAPH_RUN_AHEAD_H

#include "view/layout.h"

enum { AHEAD_SLICES = 600 }; /* for one thing; then it is laid out whatever it takes */

struct ahead {
    const struct measure *measure; /* BORROWED */
    struct measure sliced;
    bool waits; /* the last try met a text that is not measured: it is of no use */
    int spent;  /* in this try */
    uint64_t id;
    int slices; /* tries of this id */
};

/* Caller's memory, which stays where it is. */
void ahead_init(struct ahead *a, const struct measure *measure);

/* Before each try; false: enough of trying. id: of what is laid out. */
bool ahead_begin(struct ahead *a, uint64_t id);

#endif
