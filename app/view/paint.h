/* paint.h - the interface of the painters.
 *
 * Floor 7. Main thread. A painter shows a still list and, over it, a strip. It
 * keeps what it has drawn: only what changed is drawn again. */
#ifndef MOTOGRAPH_VIEW_PAINT_H
#define MOTOGRAPH_VIEW_PAINT_H

#include <SDL.h>

#include "view/drawlist.h"
#include "view/type.h"

struct paint;

/* What every painter can do. */
struct paint_ops {
    const char *name; /* "gpu", "soft", "kms", "dump" */
    void (*destroy)(struct paint *p);
    /* A new still picture; the whole screen. */
    enum err (*still)(struct paint *p, const struct draw_list *list);
    /* Parts over the still picture (clock, time bar); stay until drawn over or the next still. */
    enum err (*over)(struct paint *p, const struct draw_list *list);
    /* Rasterises one slice of an item that will come soon; true when it is whole. */
    bool (*prepare)(struct paint *p, const struct draw_list *item);
    /* Puts the strip and brings the frame to the screen. */
    enum err (*present)(struct paint *p, const struct strip *strip);
    /* Black (true) or the picture again. */
    void (*blank)(struct paint *p, bool on);
    /* What the window showed is lost (it was covered, or the graphics were reset): the next
     * present brings all of it. */
    void (*lost)(struct paint *p);
};

struct paint {
    const struct paint_ops *ops;
    struct type *type; /* BORROWED */
    int w, h;          /* of the output as the window has it, not upright */
    enum rotation rotation;
    bool vsync;     /* present waits for the display: it is the pacer */
    bool software;  /* a GPU was asked to draw, and it is the CPU */
    double refresh; /* Hz, as the display's mode has it; 0: not known here */
};

/* SDL renderer on the window; ERR_UNSUPPORTED when there is none, or it is software GL and not
 * forced. */
struct paint_gpu_opts {
    SDL_Window *window;
    enum rotation rotation;
    bool vsync; /* asked for; paint.vsync says whether it was had */
    bool force; /* take software GL too */
};
struct paint *paint_gpu_create(const struct paint_gpu_opts *opts, struct type *type,
                               struct why *why);
/* X11 window surface; the window was made after screen set SDL's hint. */
struct paint *paint_soft_create(SDL_Window *window, struct type *type, enum rotation rotation,
                                struct why *why);
/* A display of a graphics card without a window system or a GPU. */
struct paint_kms_opts {
    const char *display; /* connector by name ("HDMI-A-1") or number; NULL: the first */
    int w, h;            /* 0: the display's */
    double refresh;      /* Hz; 0: the display's */
    enum rotation rotation;
    bool vsync; /* asked for; paint.vsync says whether it was had */
};
/* Main thread, before others start. BORROWED display for as long. */
struct paint *paint_kms_create(const struct paint_kms_opts *opts, struct type *type,
                               struct why *why);
/* No window: frames of w x h kept in memory and, when folder is not NULL, every presented frame
 * written there as frame-NNNNNN.png, from 0. */
struct paint *paint_dump_create(int w, int h, const char *folder, struct type *type,
                                enum rotation rotation, struct why *why);
/* The picture of the dump painter as it stands now (for shot). */
MUST_USE enum err paint_dump_write(struct paint *p, const char *path, struct why *why);
/* BORROWED: XRGB8888, until the next call. */
const SDL_Surface *paint_dump_surface(const struct paint *p);

/* Walks a list onto a surface that stands turned by rotation; dx, dy (upright) move the list. */
void paint_list(struct type *type, SDL_Surface *to, const struct draw_list *list, int dx, int dy,
                enum rotation rotation);
/* One slice of the text work that drawing this part of a list will take; true when it is done. *at
 * is the command it has come to, from 0. */
bool paint_list_ahead(struct type *type, const struct draw_list *list, struct box part, size_t *at);
/* from (upright) turned into to (w and h swapped for 90 and 270). */
void paint_rotate(const SDL_Surface *from, SDL_Surface *to, enum rotation rotation);
/* Where a box of an upright picture of w x h stands once that is turned. */
SDL_Rect paint_turned(struct box box, int w, int h, enum rotation rotation);
struct box paint_meet(struct box a, struct box b); /* w and h 0 where they do not */
/* A colour as a pixel of the surface. */
uint32_t paint_pixel(const SDL_Surface *s, uint32_t colour);

#endif
