/* paint_soft.c - the painter on the window's own surface. Floor 7. Main thread.
 *
 * Cheap only where SDL's surface is the window's memory, not a texture (X11 with
 * SDL_FRAMEBUFFER_ACCELERATION=0, which screen sets): then a frame is one copy of the strip. */
#include <stdlib.h>

#include "view/paint_canvas.h"

struct soft {
    struct paint paint; /* first: a painter is one of these */
    struct paint_canvas canvas;
    SDL_Window *window; /* BORROWED */
};

static void soft_destroy(struct paint *p)
{
    struct soft *s = (struct soft *)p;
    paint_canvas_finish(&s->canvas);
    free(s);
}

static enum err soft_still(struct paint *p, const struct draw_list *list)
{
    paint_canvas_still(&((struct soft *)p)->canvas, list);
    return ERR_OK;
}

static enum err soft_over(struct paint *p, const struct draw_list *list)
{
    paint_canvas_over(&((struct soft *)p)->canvas, list);
    return ERR_OK;
}

static bool soft_prepare(struct paint *p, const struct draw_list *item)
{
    return paint_tiles_prepare(&((struct soft *)p)->canvas.tiles, item);
}

static enum err soft_present(struct paint *p, const struct strip *strip)
{
    struct soft *s = (struct soft *)p;
    paint_canvas_strip(&s->canvas, strip);
    if (s->canvas.n_damage == 0)
        return ERR_OK;
    if (SDL_UpdateWindowSurfaceRects(s->window, s->canvas.damage, s->canvas.n_damage) != 0)
        return ERR_IO;
    paint_canvas_clean(&s->canvas);
    return ERR_OK;
}

static void soft_blank(struct paint *p, bool on)
{
    paint_canvas_blank(&((struct soft *)p)->canvas, on);
}

/* Nothing needs drawing: the surface still has it all. */
static void soft_lost(struct paint *p)
{
    (void)SDL_UpdateWindowSurface(((struct soft *)p)->window);
}

static const struct paint_ops soft_ops = {
    .name = "soft",
    .destroy = soft_destroy,
    .still = soft_still,
    .over = soft_over,
    .prepare = soft_prepare,
    .present = soft_present,
    .blank = soft_blank,
    .lost = soft_lost,
};

struct paint *paint_soft_create(SDL_Window *window, struct type *type, enum rotation rotation,
                                struct why *why)
{
    SDL_Surface *surface = SDL_GetWindowSurface(window);
    struct soft *s = surface ? calloc(1, sizeof *s) : NULL;
    if (!s) {
        (void)why_set(why, surface ? ERR_NOMEM : ERR_UNSUPPORTED, 0,
                      "the soft painter cannot draw on this display: %s", SDL_GetError());
        return NULL;
    }
    s->window = window;
    s->paint = (struct paint){&soft_ops, type, surface->w, surface->h, rotation, false, false, 0};
    paint_canvas_init(&s->canvas, surface, type, rotation);
    return &s->paint;
}
