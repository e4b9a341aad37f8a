/* type_run.h - one run by one call of SDL_ttf: its width, its picture.
 *
 * Floor 7. Main thread. */
#ifndef MOTOGRAPH_VIEW_TYPE_RUN_H
#define MOTOGRAPH_VIEW_TYPE_RUN_H

#include <SDL.h>

#include "base/buf.h"
#include "view/itemise.h"
#include "view/type_faces.h"

struct type_shaper {
    struct chain *chain;      /* BORROWED */
    struct type_faces *faces; /* BORROWED */
    struct buf scratch;       /* zero-terminated copy of a run */
};

/* Caller's memory. */
void type_run_init(struct type_shaper *s, struct chain *chain, struct type_faces *faces);
void type_run_finish(struct type_shaper *s);

/* Will the run's font have to be opened? */
bool type_run_is_closed(const struct type_shaper *s, const struct run *r, struct type_style style);
/* Opens it; false when it cannot be: then it is put aside (chain_drop). */
bool type_run_open(struct type_shaper *s, const struct run *r, struct type_style style);

/* False when the run's font is of no use: it is put aside, the line wants to be itemised anew. */
bool type_run_measure(struct type_shaper *s, const struct run *r, struct type_style style,
                      int *width);

/* The run's picture (ARGB8888) with *baseline, OWNED by the caller; NULL where it shows nothing. A
 * character that no font has is a box. */
SDL_Surface *type_run_render(struct type_shaper *s, const struct run *r, struct type_style style,
                             uint32_t colour, int *baseline);

#endif
