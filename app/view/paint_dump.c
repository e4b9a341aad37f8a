/* paint_dump.c - the painter without a window: pictures. Floor 7. Main thread. */
#include <stdio.h>
#include <stdlib.h>

#include "view/paint_canvas.h"
#include "view/paint_png.h"

enum { SIDE_MAX = 16384 }; /* px */

struct dump {
    struct paint paint; /* first: a painter is one of these */
    struct paint_canvas canvas;
    SDL_Surface *surface;
    char *folder; /* NULL: nothing is written */
    uint64_t frame;
};

static void dump_destroy(struct paint *p)
{
    struct dump *d = (struct dump *)p;
    paint_canvas_finish(&d->canvas);
    SDL_FreeSurface(d->surface);
    free(d->folder);
    free(d);
}

static enum err dump_still(struct paint *p, const struct draw_list *list)
{
    paint_canvas_still(&((struct dump *)p)->canvas, list);
    return ERR_OK;
}

static enum err dump_over(struct paint *p, const struct draw_list *list)
{
    paint_canvas_over(&((struct dump *)p)->canvas, list);
    return ERR_OK;
}

static bool dump_prepare(struct paint *p, const struct draw_list *item)
{
    return paint_tiles_prepare(&((struct dump *)p)->canvas.tiles, item);
}

static enum err write_frame(const struct dump *d)
{
    char *path;
    if (asprintf(&path, "%s/frame-%06llu.png", d->folder, (unsigned long long)d->frame) < 0)
        return ERR_NOMEM;
    enum err e = paint_png_write(d->surface, path, NULL);
    free(path);
    return e;
}

static enum err dump_present(struct paint *p, const struct strip *strip)
{
    struct dump *d = (struct dump *)p;
    paint_canvas_strip(&d->canvas, strip);
    paint_canvas_clean(&d->canvas);
    enum err e = d->folder ? write_frame(d) : ERR_OK;
    d->frame++;
    return e;
}

static void dump_blank(struct paint *p, bool on)
{
    paint_canvas_blank(&((struct dump *)p)->canvas, on);
}

static void dump_lost(struct paint *p)
{
    (void)p; /* memory is not lost */
}

static const struct paint_ops dump_ops = {
    .name = "dump",
    .destroy = dump_destroy,
    .still = dump_still,
    .over = dump_over,
    .prepare = dump_prepare,
    .present = dump_present,
    .blank = dump_blank,
    .lost = dump_lost,
};

struct paint *paint_dump_create(int w, int h, const char *folder, struct type *type,
                                enum rotation rotation, struct why *why)
{
    if (w < 1 || h < 1 || w > SIDE_MAX || h > SIDE_MAX) {
        (void)why_set(why, ERR_TOO_BIG, 0, "a picture of %d x %d cannot be made", w, h);
        return NULL;
    }
    struct dump *d = calloc(1, sizeof *d);
    if (d)
        d->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    if (!d || !d->surface || (folder && asprintf(&d->folder, "%s", folder) < 0)) {
        (void)why_set(why, ERR_NOMEM, 0, "no picture of %d x %d: %s", w, h, SDL_GetError());
        if (d)
            SDL_FreeSurface(d->surface);
        free(d);
        return NULL;
    }
    d->paint = (struct paint){&dump_ops, type, w, h, rotation, false, false, 0};
    paint_canvas_init(&d->canvas, d->surface, type, rotation);
    return &d->paint;
}

enum err paint_dump_write(struct paint *p, const char *path, struct why *why)
{
    return paint_png_write(((struct dump *)p)->surface, path, why);
}

const SDL_Surface *paint_dump_surface(const struct paint *p)
{
    return ((const struct dump *)p)->surface;
}
