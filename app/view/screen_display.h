/* screen_display.h - which display is asked for, by name or number.
 *
 * Floor 7. Main thread, after SDL's video has started. */
#ifndef MOTOGRAPH_VIEW_SCREEN_DISPLAY_H
#define MOTOGRAPH_VIEW_SCREEN_DISPLAY_H

#include "base/buf.h"

/* SDL's number of the display: by the connector it is plugged into where the window system says
 * that (X11, the console, wlroots), by what SDL calls it, by words of that which no other display
 * has, or by number. NULL or "": the first. -1: there is none. */
int screen_display_find(const char *asked);

/* The displays that there are: "0 HDMI-1 (Its own name), 1 ...". */
void screen_display_print(struct buf *out);
/* Fills *why with the displays that there are; ERR_NOT_FOUND. */
void screen_display_unknown(const char *asked, struct why *why);

#endif
