/* screen_keys.h - what a key means.
 *
 * Floor 7. Main thread. */
#ifndef MOTOGRAPH_VIEW_SCREEN_KEYS_H
#define MOTOGRAPH_VIEW_SCREEN_KEYS_H

#include "view/screen.h"

/* SCREEN_NONE where the key means nothing, or nothing under these rules. */
enum screen_event screen_keys_read(const SDL_KeyboardEvent *key, enum screen_keys rules);

#endif
