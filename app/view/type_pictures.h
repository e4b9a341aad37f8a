/* type_pictures.h - pictures of runs that were drawn, or drawn ahead: a frame only puts them down.
 *
 * Floor 7. Main thread. What was not used for longest goes when there are too many bytes. */
#ifndef MOTOGRAPH_VIEW_TYPE_PICTURES_H
#define MOTOGRAPH_VIEW_TYPE_PICTURES_H

#include <SDL.h>
#include <stdbool.h>

enum { TYPE_PICTURES = 128, TYPE_PICTURES_BYTES = 6 << 20 };

struct type_picture {
    uint64_t key, used;
    SDL_Surface *surface; /* NULL: the run shows nothing */
    int baseline;         /* below its top */
    size_t bytes;
};

struct type_pictures {
    struct type_picture list[TYPE_PICTURES];
    size_t n, bytes;
    uint64_t uses;
};

/* Caller's memory, set to 0 before the first use. */
void type_pictures_finish(struct type_pictures *p);

/* NULL: not there. BORROWED until the next take. */
const struct type_picture *type_pictures_find(struct type_pictures *p, uint64_t key);
/* TAKES the surface. BORROWED likewise: also one that is too large stays until then. */
const struct type_picture *type_pictures_take(struct type_pictures *p, uint64_t key,
                                              SDL_Surface *surface, int baseline);

#endif
