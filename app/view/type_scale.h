/* type_scale.h - coloured bitmaps to the size of a line.
 *
 * Floor 7. Main thread. */
#ifndef MOTOGRAPH_VIEW_TYPE_SCALE_H
#define MOTOGRAPH_VIEW_TYPE_SCALE_H

#include <SDL.h>

/* from (ARGB8888) at another size, every new pixel the mean of the area it covers, weighted by
 * its alpha. OWNED by the caller; NULL when memory is out or a size is not positive. */
SDL_Surface *type_scale(const SDL_Surface *from, int w, int h);

#endif
