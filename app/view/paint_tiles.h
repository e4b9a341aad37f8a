/* paint_tiles.h - items of the strip as pictures drawn beforehand, in tiles.
 *
 * Floor 7. Main thread. A tile is a stretch of one item, turned as the screen
 * stands: a surface, or a texture where there is a renderer. Tiles that were
 * not used for longest go when there are too many bytes of them. */
#ifndef MOTOGRAPH_VIEW_PAINT_TILES_H
#define MOTOGRAPH_VIEW_PAINT_TILES_H

#include "view/paint.h"

enum {
    PAINT_TILES = 128,       /* kept at once */
    PAINT_TILES_REST = 7200, /* frames after which one that nobody used goes */
    PAINT_TILES_EVERY = 256, /* frames between two looks for those */
    PAINT_TILES_AGAIN = 64,  /* frames between two looks at what is prepared */
    PAINT_TILES_SLICES = 256 /* of making ready what a tile needs, at most */
};

struct paint_tile {
    uint64_t id;          /* of the list */
    int index;            /* along the list */
    struct box box;       /* in the list, upright */
    SDL_Surface *surface; /* one of the two */
    SDL_Texture *texture;
    size_t bytes;
    uint64_t used; /* frame */
};

/* The tile that is made ready: its item and place, and how far that has come. */
struct paint_tiles_ahead {
    uint64_t id;
    int index, slices;
    size_t command;
};

struct paint_tiles {
    struct type *type;      /* BORROWED */
    SDL_Renderer *renderer; /* BORROWED; NULL: surfaces */
    uint32_t format;        /* SDL_PIXELFORMAT_ of the screen */
    enum rotation rotation;
    int length; /* of a tile, px */
    size_t max_bytes;
    struct paint_tile tiles[PAINT_TILES];
    size_t n, bytes;
    uint64_t frame;
    struct paint_tiles_ahead ahead;
    uint64_t whole[2]; /* items prepared last; 0: none */
};

/* A tile seen through the strip's box: where it comes from and goes to, upright. tile NULL: a gap.
 */
struct paint_piece {
    const struct paint_tile *tile;
    struct box from, to;
};
typedef void paint_visit(void *data, const struct paint_piece *piece);

/* Caller's memory: set type, renderer, format, rotation, length and max_bytes, the rest 0. */
void paint_tiles_finish(struct paint_tiles *t);

/* One slice of the next missing tile of an item: a run of its text, or, when those are all there,
 * the tile; true when none is missing. */
bool paint_tiles_prepare(struct paint_tiles *t, const struct draw_list *item);
/* A new frame: calls visit for every piece of the strip from left to right. What is missing is
 * drawn; a tile for which there is no memory is a gap. */
void paint_tiles_walk(struct paint_tiles *t, const struct strip *strip, paint_visit *visit,
                      void *data);

#endif
