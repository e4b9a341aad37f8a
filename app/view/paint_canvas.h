/* paint_canvas.h - the picture in memory that the soft and the dump painter bring to their
 * screen, and what of it has changed.
 *
 * Floor 7. Main thread. The picture stands turned as the screen does. */
#ifndef MOTOGRAPH_VIEW_PAINT_CANVAS_H
#define MOTOGRAPH_VIEW_PAINT_CANVAS_H

#include "view/paint_tiles.h"

enum {
    PAINT_DAMAGE = 32,            /* changed places that are told apart */
    PAINT_CANVAS_TILE = 2048,     /* px */
    PAINT_CANVAS_TILES = 16 << 20 /* bytes of tiles */
};

struct paint_canvas {
    struct type *type;   /* BORROWED */
    SDL_Surface *front;  /* BORROWED: what the screen shows */
    SDL_Surface *hidden; /* the picture while the screen is blank, else NULL */
    enum rotation rotation;
    int w, h; /* upright */
    SDL_Rect damage[PAINT_DAMAGE];
    int n_damage; /* since canvas_clean */
    struct paint_tiles tiles;
    uint64_t strip; /* what stands in the strip's box */
};

/* Caller's memory; front is borrowed for as long. */
void paint_canvas_init(struct paint_canvas *c, SDL_Surface *front, struct type *type,
                       enum rotation rotation);
void paint_canvas_finish(struct paint_canvas *c);

void paint_canvas_still(struct paint_canvas *c, const struct draw_list *list);
void paint_canvas_over(struct paint_canvas *c, const struct draw_list *list);
/* Copies what is to be seen of the strip; nothing when it is there already. */
void paint_canvas_strip(struct paint_canvas *c, const struct strip *strip);
/* A number for what stands where in the strip; never 0. */
uint64_t paint_canvas_state(const struct strip *strip);
/* Copies what is to be seen of the strip to another surface as large as the picture. */
void paint_canvas_strip_to(struct paint_canvas *c, const struct strip *strip, SDL_Surface *to);
/* A box of one colour, under a strip that is not drawn here. */
void paint_canvas_fill(struct paint_canvas *c, struct box box, uint32_t colour);
void paint_canvas_blank(struct paint_canvas *c, bool on);
void paint_canvas_lost(struct paint_canvas *c); /* everything counts as changed */
/* All changes were brought to the screen. */
void paint_canvas_clean(struct paint_canvas *c);

/* Copies a place (of the turned picture) row by row; both surfaces have it and are of one format.
 */
void paint_copy(const SDL_Surface *from, SDL_Rect src, SDL_Surface *to, SDL_Rect dst);

#endif
