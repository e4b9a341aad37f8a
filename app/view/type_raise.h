/* type_raise.h - how far a run's ink stands above its font's ascent.
 *
 * Floor 7. Main thread. SDL_ttf moves such a run down by as much and does not say so. Knows no SDL
 * (HarfBuzz tells). */
#ifndef MOTOGRAPH_VIEW_TYPE_RAISE_H
#define MOTOGRAPH_VIEW_TYPE_RAISE_H

#include "view/chain.h"
#include "view/itemise.h"

/* In px, at least 0, for the run in this face at px an em, whose ascent is so many px. Shapes the
 * run: not for every one. 0 where the font cannot be read. */
int type_raise(const struct chain_face *face, const struct run *r, int px, int ascent);

#endif
