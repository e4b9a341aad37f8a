/* screen_x11.h - what SDL does not do on X11: names of connectors, the place of a desktop bar,
 * and a screen that changes.
 *
 * Floor 7. Main thread. The one place that talks to X11 itself; elsewhere (Wayland, the console)
 * nothing here does anything. */
#ifndef MOTOGRAPH_VIEW_SCREEN_X11_H
#define MOTOGRAPH_VIEW_SCREEN_X11_H

#include <SDL.h>
#include <stdbool.h>

/* The connector of SDL's display, as xrandr(1) names it ("HDMI-1"): SDL calls a monitor by its own
 * words. False: not on X11, or it is not known. */
bool screen_x11_connector(int index, char *out, size_t room);

/* Reserves the window's edge of the desktop (Extended Window Manager Hints, _NET_WM_STRUT and
 * _NET_WM_STRUT_PARTIAL). These hints are counted from the edges of the whole desktop: a bar
 * between two displays, one above the other, cannot have its place kept. */
void screen_x11_reserve(SDL_Window *window, bool bottom);

/* From now on changes of the whole screen (a display plugged, unplugged, in another mode) come as
 * events, and the end of the server ends the program with a line that says so: Xlib cannot go on
 * without one. Gives the number that screen_x11_changed wants. *changed: the screen has changed
 * since SDL started. */
int screen_x11_watch(SDL_Window *window, bool *changed);
/* Whether an event tells of such a change. */
bool screen_x11_changed(const SDL_Event *e, int randr);

#endif
