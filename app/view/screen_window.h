/* screen_window.h - SDL's video, the display and the window on it.
 *
 * Floor 7. Main thread. */
#ifndef MOTOGRAPH_VIEW_SCREEN_WINDOW_H
#define MOTOGRAPH_VIEW_SCREEN_WINDOW_H

#include "view/screen.h"

/* Starts SDL's video. ERR_UNSUPPORTED with what a person can do about it. */
MUST_USE enum err screen_window_video(const struct screen_opts *opts, struct why *why);

/* Neither an X server nor a compositor is there to be asked: a bare console. */
bool screen_window_bare(void);

/* SDL without video. */
MUST_USE enum err screen_window_events(struct why *why);
/* Instead of video: what keyboards and remote controls say, where that can be had. */
MUST_USE enum err screen_window_console(const struct screen_opts *opts, struct why *why);

/* A window on the asked display; gpu: one that a GPU can draw on. NULL with *why filled. */
SDL_Window *screen_window_open(const struct screen_opts *opts, bool gpu, struct why *why);

/* From full screen to a window of the size in opts and back; opts keeps the window's size. */
void screen_window_toggle(SDL_Window *window, struct screen_opts *opts);

/* The refresh of the window's display as its mode says, 60 where it does not. */
double screen_window_refresh(SDL_Window *window);

#endif
