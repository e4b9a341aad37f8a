/* type_blend.h - a picture of letters laid over what lies below.
 *
 * Floor 7. Any thread. */
#ifndef MOTOGRAPH_VIEW_TYPE_BLEND_H
#define MOTOGRAPH_VIEW_TYPE_BLEND_H

#include <SDL.h>

/* from (ARGB8888) onto to, which is opaque, with its left upper corner at x, y, within the clip of
 * to. On surfaces of the usual form (32 bits, RGB888 or ARGB8888) each channel is rounded exactly,
 * so that every machine draws the same picture; SDL's own way, which differs in the last two bits
 * by the processor, does the others. */
void type_blend(SDL_Surface *from, SDL_Surface *to, int x, int y);

#endif
