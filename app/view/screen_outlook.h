/* screen_outlook.h - what a screen would be here, without opening one: for `motograph check`.
 *
 * Floor 7. Main thread. Words for people, one line ended by \n each, "display: " or "keys: " first.
 */
#ifndef MOTOGRAPH_VIEW_SCREEN_OUTLOOK_H
#define MOTOGRAPH_VIEW_SCREEN_OUTLOOK_H

#include "base/buf.h"
#include "view/screen.h"

/* The window system with its displays and the painter that would be taken, or why there is none. */
void screen_outlook_print(const struct screen_opts *opts, struct buf *out);

/* Of a bare console: cards, displays plugged in, painter; what of it this user may not open.
 * root: the folder that holds dev and sys, "" but in tests. */
void screen_outlook_console(const struct screen_opts *opts, const char *root, struct buf *out);

#endif
