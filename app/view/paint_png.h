/* paint_png.h - a surface as a PNG file.
 *
 * Floor 7. Any thread. */
#ifndef MOTOGRAPH_VIEW_PAINT_PNG_H
#define MOTOGRAPH_VIEW_PAINT_PNG_H

#include <SDL.h>

#include "base/err.h"

/* The same pixels give the same bytes (with one libpng): no time, no text. ERR_IO, ERR_NOMEM. */
MUST_USE enum err paint_png_write(const SDL_Surface *s, const char *path, struct why *why);

#endif
