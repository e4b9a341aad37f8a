/* paint_kms.c - the painter on a bare console: a wall without a window system or a usable GPU.
 * Floor 7. Main thread.
 *
 * What stands still is drawn in memory of our own (letters are blended, and memory of a card is
 * slow to read) and copied where it changed; the strip goes from its tiles straight to the card,
 * one copy a frame. Where the display tells of its vertical blank two pages are turned by it, which
 * paces; elsewhere (virtual, USB and SPI displays) there is one page, and the driver is told what
 * changed of it. */
#include <stdlib.h>
#include <time.h>

#include "view/paint_canvas.h"
#include "view/paint_card.h"
#include "view/paint_vt.h"

enum {
    LOOK_MS = 1000, /* between two looks whether the display is plugged in */
    MS_PER_S = 1000,
    NS_PER_MS = 1000000
};

/* One buffer of the card: what of it is behind the picture. */
struct page {
    SDL_Rect behind[PAINT_DAMAGE + 1]; /* and the strip */
    int n_behind;
    uint64_t strip; /* what stands in the strip's box */
};

struct kms {
    struct paint paint; /* first: a painter is one of these */
    struct paint_canvas canvas;
    SDL_Surface *surface; /* of the canvas */
    struct paint_card card;
    struct paint_card_opts opts;
    struct paint_vt vt;
    struct page pages[PAINT_CARD_BUFFERS];
    int shown;      /* page */
    bool blank;     /* by the hours */
    bool left;      /* another console is in front */
    bool unplugged; /* the display is gone */
    bool dark;      /* the mode must be set before anything is seen */
    int64_t looked; /* ms */
};

static void kms_destroy(struct paint *p)
{
    struct kms *k = (struct kms *)p;
    paint_canvas_finish(&k->canvas);
    SDL_FreeSurface(k->surface);
    if (k->blank)
        paint_card_power(k->card.fd, k->card.connector, true);
    paint_card_close(&k->card);
    paint_vt_close(&k->vt);
    free(k);
}

static enum err kms_still(struct paint *p, const struct draw_list *list)
{
    paint_canvas_still(&((struct kms *)p)->canvas, list);
    return ERR_OK;
}

static enum err kms_over(struct paint *p, const struct draw_list *list)
{
    paint_canvas_over(&((struct kms *)p)->canvas, list);
    return ERR_OK;
}

static bool kms_prepare(struct paint *p, const struct draw_list *item)
{
    return paint_tiles_prepare(&((struct kms *)p)->canvas.tiles, item);
}

static int64_t clock_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
    return (int64_t)t.tv_sec * MS_PER_S + t.tv_nsec / NS_PER_MS;
}

/* The other console asks for the card, or gives it back. */
static void heed_console(struct kms *k)
{
    enum paint_vt_event event = paint_vt_next(&k->vt);
    if (event == PAINT_VT_NONE)
        return;
    k->left = event == PAINT_VT_LEAVE;
    k->dark = true;
    bool ours = k->left || paint_card_take(&k->card) == ERR_OK;
    if (k->blank && ours) /* the other console wants to be seen */
        paint_card_power(k->card.fd, k->card.connector, k->left);
    if (k->left)
        paint_card_leave(&k->card);
    paint_vt_done(&k->vt, event);
    k->looked = 0;
}

/* ERR_UNSUPPORTED: the display that came back is of another size, or the card itself is gone. */
static enum err heed_plug(struct kms *k)
{
    enum err e = paint_card_present(&k->card);
    if (!e && k->unplugged)
        e = paint_card_again(&k->card, &k->opts);
    if (e == ERR_UNSUPPORTED)
        return e;
    bool there = e == ERR_OK;
    if (there && k->unplugged) {
        k->paint.refresh = paint_mode_refresh(&k->card.mode);
        k->dark = true;
    }
    k->unplugged = !there;
    return ERR_OK;
}

static void note_behind(struct page *page, const SDL_Rect *rects, int n, SDL_Rect all)
{
    if (page->n_behind + n > PAINT_DAMAGE) {
        page->behind[0] = all;
        page->n_behind = 1;
        return;
    }
    for (int i = 0; i < n; i++)
        page->behind[page->n_behind++] = rects[i];
}

static void take_changes(struct kms *k)
{
    SDL_Rect all = {0, 0, k->paint.w, k->paint.h};
    for (int i = 0; i < k->card.n_buffers; i++)
        note_behind(&k->pages[i], k->canvas.damage, k->canvas.n_damage, all);
    paint_canvas_clean(&k->canvas);
}

static bool has_strip(const struct strip *strip)
{
    return strip && strip->box.w > 0;
}

/* Brings page i up to date; what was drawn stays in behind, for who must be told. */
static void draw(struct kms *k, int i, const struct strip *strip)
{
    struct page *page = &k->pages[i];
    SDL_Surface *to = k->card.buffers[i].surface;
    for (int d = 0; d < page->n_behind; d++)
        paint_copy(k->surface, page->behind[d], to, page->behind[d]);
    if (!has_strip(strip))
        return;
    uint64_t state = paint_canvas_state(strip);
    if (page->n_behind == 0 && state == page->strip)
        return;
    paint_canvas_strip_to(&k->canvas, strip, to);
    struct box seen = paint_meet(strip->box, (struct box){0, 0, k->canvas.w, k->canvas.h});
    page->behind[page->n_behind++] =
        paint_turned(seen, k->canvas.w, k->canvas.h, k->paint.rotation);
    page->strip = state;
}

/* Sets the mode again, with all of the picture. */
static void light(struct kms *k, const struct strip *strip)
{
    if (paint_card_take(&k->card))
        return;
    paint_canvas_lost(&k->canvas);
    take_changes(k);
    draw(k, k->shown, strip);
    k->pages[k->shown].n_behind = 0;
    k->dark = paint_card_light(&k->card, k->shown) != ERR_OK;
}

static bool is_behind(const struct page *page, const struct strip *strip)
{
    return page->n_behind > 0 || (has_strip(strip) && paint_canvas_state(strip) != page->strip);
}

/* Two pages: the other one is made ready and turned to. Where nothing changed the same one is
 * turned to, which only waits for the display. */
static enum err turn(struct kms *k, const struct strip *strip)
{
    int to = is_behind(&k->pages[k->shown], strip) ? 1 - k->shown : k->shown;
    draw(k, to, strip);
    k->pages[to].n_behind = 0;
    enum err e = paint_card_flip(&k->card, to);
    k->shown = to;
    return e;
}

static enum err change(struct kms *k, const struct strip *strip)
{
    struct page *page = &k->pages[0];
    draw(k, 0, strip);
    enum err e =
        page->n_behind ? paint_card_changed(&k->card, page->behind, page->n_behind) : ERR_OK;
    page->n_behind = 0;
    return e;
}

static void bring(struct kms *k, const struct strip *strip)
{
    take_changes(k);
    if ((k->card.n_buffers == 2 ? turn(k, strip) : change(k, strip)) != ERR_OK)
        k->dark = true;
}

/* Whether it is time to look at the world around: once a second. */
static bool look_now(struct kms *k)
{
    int64_t now = clock_ms();
    if (k->looked != 0 && now - k->looked < LOOK_MS)
        return false;
    k->looked = now;
    return true;
}

/* A card that does not take the picture now (another program has it) is asked again. */
static enum err kms_present(struct paint *p, const struct strip *strip)
{
    struct kms *k = (struct kms *)p;
    heed_console(k);
    bool look = look_now(k);
    if (look && !k->left && heed_plug(k))
        return ERR_IO;
    if (k->blank || k->left || k->unplugged)
        return ERR_OK;
    if (!k->dark)
        bring(k, strip);
    else if (look)
        light(k, strip);
    return ERR_OK;
}

static void kms_blank(struct paint *p, bool on)
{
    struct kms *k = (struct kms *)p;
    if (on == k->blank)
        return;
    k->blank = on;
    k->dark = !on || k->dark;
    k->looked = 0;
    if (!k->left)
        paint_card_power(k->card.fd, k->card.connector, !on);
}

static void kms_lost(struct paint *p)
{
    paint_canvas_lost(&((struct kms *)p)->canvas);
}

static const struct paint_ops kms_ops = {
    .name = "kms",
    .destroy = kms_destroy,
    .still = kms_still,
    .over = kms_over,
    .prepare = kms_prepare,
    .present = kms_present,
    .blank = kms_blank,
    .lost = kms_lost,
};

static enum err make_canvas(struct kms *k, enum rotation rotation, struct type *type,
                            struct why *why)
{
    int w = k->card.mode.hdisplay, h = k->card.mode.vdisplay;
    k->surface = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    if (!k->surface)
        return why_set(why, ERR_NOMEM, 0, "no picture of %d x %d: %s", w, h, SDL_GetError());
    k->paint = (struct paint){.ops = &kms_ops,
                              .type = type,
                              .w = w,
                              .h = h,
                              .rotation = rotation,
                              .vsync = k->card.n_buffers == 2,
                              .refresh = paint_mode_refresh(&k->card.mode)};
    paint_canvas_init(&k->canvas, k->surface, type, rotation);
    return ERR_OK;
}

struct paint *paint_kms_create(const struct paint_kms_opts *opts, struct type *type,
                               struct why *why)
{
    struct kms *k = calloc(1, sizeof *k);
    if (!k) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        return NULL;
    }
    k->opts = (struct paint_card_opts){opts->display, opts->w, opts->h, opts->refresh, opts->vsync};
    k->dark = true;
    enum err e = paint_card_open(&k->card, &k->opts, why);
    if (e) {
        free(k);
        return NULL;
    }
    paint_vt_open(&k->vt);
    if (make_canvas(k, opts->rotation, type, why)) {
        kms_destroy(&k->paint);
        return NULL;
    }
    return &k->paint;
}
