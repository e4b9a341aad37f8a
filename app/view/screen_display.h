/* screen_display.h - which display is asked for, by name or number.
 *
 * Floor 7. Main thread, after SDL's video has started. */
#ifndef MOTOGRAPH_VIEW_SCREEN_DISPLAY_H
#define MOTOGRAPH_VIEW_SCREEN_DISPLAY_H

#include "base/err.h"

/* SDL's number of the display: by the connector it is plugged into where the window system says
 * that (X11, the console, wlroots), by what SDL calls it, by words of that which no other display
 * has, or by number. NULL or "": the first. -1: there is none. */
int screen_display_find(const char *asked);

/* Fills *why with the displays that there are; ERR_NOT_FOUND. */
void screen_display_unknown(const char *asked, struct why *why);

#endif
