/* screen_bar.h - keeps other windows off a desktop bar.
 *
 * Floor 7. Main thread. The one place that talks to X11 itself. */
#ifndef MOTOGRAPH_VIEW_SCREEN_BAR_H
#define MOTOGRAPH_VIEW_SCREEN_BAR_H

#include <SDL.h>
#include <stdbool.h>

/* Reserves the window's edge of the desktop (Extended Window Manager Hints, _NET_WM_STRUT and
 * _NET_WM_STRUT_PARTIAL). Does nothing where the window is not one of X11. */
void screen_bar_reserve(SDL_Window *window, bool bottom);

#endif
