/* paint_mode.h - which screen and which mode of a graphics card: choices without a card.
 *
 * Floor 7. Any thread. Pure, over libdrm's plain structures. */
#ifndef MOTOGRAPH_VIEW_PAINT_MODE_H
#define MOTOGRAPH_VIEW_PAINT_MODE_H

#include <stdbool.h>
#include <stddef.h>
#include <xf86drmMode.h>

#include "base/span.h"

enum { PAINT_MODE_NAME = 32, PAINT_MODE_LIST = 128 };

/* The name that the kernel and desktops give a connector: "HDMI-A-1". */
void paint_mode_name(const drmModeConnector *c, char out[PAINT_MODE_NAME]);
/* Whether a screen that can be shown on is plugged in. */
bool paint_mode_connected(const drmModeConnector *c);
/* Whether it is the one asked for, by name or by its number among those that are connected; empty:
 * the first. */
bool paint_mode_asked(const drmModeConnector *c, int number, struct span asked);

/* Hz, exact: a display at 59.94 is not one at 60. */
double paint_mode_refresh(const drmModeModeInfo *m);
/* The mode of w x h (0 x 0: the size that the display prefers), by hz where that is not 0 the
 * nearest one; else the one that it prefers; else the first that is not interlaced. NULL: none of
 * that size. */
const drmModeModeInfo *paint_mode_choose(const drmModeConnector *c, int w, int h, double hz);
/* "1920x1080, 1280x720": the sizes that there are, each once, as many as there is room for. */
void paint_mode_list(const drmModeConnector *c, char out[PAINT_MODE_LIST]);

#endif
