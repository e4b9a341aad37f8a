/* screen_touch.h - what a finger means: a tap, a stroke to the side, a finger that rests.
 *
 * Floor 7. Main thread. Reads no clock: events bring their own time. */
#ifndef MOTOGRAPH_VIEW_SCREEN_TOUCH_H
#define MOTOGRAPH_VIEW_SCREEN_TOUCH_H

#include "view/screen.h"

struct screen_touch {
    int fingers;  /* on the glass now */
    bool several; /* more than one at once since the first came down: no gesture */
    float x, y;   /* where the first came down, 0 to 1 of the window */
    Uint32 ms;    /* when */
};

/* A finger came down or went up (e->type). w and h are the window's, rotation how the picture
 * stands in it. SCREEN_NONE where it means nothing, or nothing under these rules. */
enum screen_event screen_touch_read(struct screen_touch *t, const SDL_TouchFingerEvent *e, int w,
                                    int h, enum rotation rotation, enum screen_keys rules);

#endif
