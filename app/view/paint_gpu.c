/* paint_gpu.c - the painter on a GPU. Floor 7. Main thread.
 *
 * The still picture lies in textures, only what changed of it is sent again; the items of the
 * strip lie in tiles. A frame is a handful of copies, all on the GPU. Textures are at most 2048 px,
 * the limit of small GPUs. */
#include <SDL_syswm.h>
#include <stdlib.h>
#include <string.h>

#include "view/paint_canvas.h"
#include "view/paint_card.h"

enum {
    TILE = 1024,              /* px, of the strip */
    STILL = 2048,             /* px, of a texture of the still picture */
    STILL_TILES = 64,         /* 16384 x 16384 px */
    STRIP_BYTES = 32 << 20,   /* of textures */
    NAME_OF_RENDERER = 0x1f01 /* GL_RENDERER */
};

struct gpu {
    struct paint paint; /* first: a painter is one of these */
    struct paint_canvas canvas;
    SDL_Surface *surface; /* of the canvas */
    SDL_Renderer *renderer;
    SDL_Texture *still[STILL_TILES];
    int columns, rows;
    struct box strip; /* whose ground is drawn */
    uint32_t strip_back;
    int card;   /* descriptor of the graphics card where it is ours alone, else -1 */
    bool blank; /* black */
    bool off;   /* the display sleeps */
};

static SDL_Rect still_rect(const struct gpu *g, int i)
{
    struct box tile = {i % g->columns * STILL, i / g->columns * STILL, STILL, STILL};
    tile = paint_meet(tile, (struct box){0, 0, g->paint.w, g->paint.h});
    return (SDL_Rect){tile.x, tile.y, tile.w, tile.h};
}

static void gpu_destroy(struct paint *p)
{
    struct gpu *g = (struct gpu *)p;
    if (g->off)
        paint_card_power(g->card, 0, true);
    paint_canvas_finish(&g->canvas);
    SDL_FreeSurface(g->surface);
    if (g->renderer)
        SDL_DestroyRenderer(g->renderer); /* and its textures */
    free(g);
}

static enum err gpu_still(struct paint *p, const struct draw_list *list)
{
    struct gpu *g = (struct gpu *)p;
    paint_canvas_still(&g->canvas, list);
    g->strip = (struct box){0};
    return ERR_OK;
}

static enum err gpu_over(struct paint *p, const struct draw_list *list)
{
    paint_canvas_over(&((struct gpu *)p)->canvas, list);
    return ERR_OK;
}

static bool gpu_prepare(struct paint *p, const struct draw_list *item)
{
    return paint_tiles_prepare(&((struct gpu *)p)->canvas.tiles, item);
}

/* Sends what of one tile lies under a changed place. */
static int send_part(const struct gpu *g, int i, const SDL_Rect *changed)
{
    SDL_Rect tile = still_rect(g, i), part;
    if (!SDL_IntersectRect(&tile, changed, &part))
        return 0;
    const char *pixels = (const char *)g->surface->pixels + (ptrdiff_t)part.y * g->surface->pitch +
                         part.x * (ptrdiff_t)sizeof(uint32_t);
    SDL_Rect in_tile = {part.x - tile.x, part.y - tile.y, part.w, part.h};
    return SDL_UpdateTexture(g->still[i], &in_tile, pixels, g->surface->pitch);
}

static enum err send_changes(struct gpu *g)
{
    int failed = 0;
    for (int k = 0; k < g->canvas.n_damage; k++)
        for (int i = 0; i < g->columns * g->rows; i++)
            failed |= send_part(g, i, &g->canvas.damage[k]);
    if (failed)
        return ERR_IO;
    paint_canvas_clean(&g->canvas);
    return ERR_OK;
}

static void copy_piece(void *data, const struct paint_piece *piece)
{
    const struct gpu *g = data;
    if (!piece->tile) /* the still picture has the strip's ground */
        return;
    const struct box *tile = &piece->tile->box;
    SDL_Rect src = paint_turned(piece->from, tile->w, tile->h, g->paint.rotation);
    SDL_Rect dst = paint_turned(piece->to, g->canvas.w, g->canvas.h, g->paint.rotation);
    (void)SDL_RenderCopy(g->renderer, piece->tile->texture, &src, &dst);
}

static void draw_frame(struct gpu *g, const struct strip *strip)
{
    for (int i = 0; i < g->columns * g->rows; i++) {
        SDL_Rect to = still_rect(g, i);
        (void)SDL_RenderCopy(g->renderer, g->still[i], NULL, &to);
    }
    if (strip && strip->box.w > 0)
        paint_tiles_walk(&g->canvas.tiles, strip, copy_piece, g);
}

/* The ground of the strip, once. */
static void lay_ground(struct gpu *g, const struct strip *strip)
{
    if (!strip ||
        (memcmp(&g->strip, &strip->box, sizeof g->strip) == 0 && g->strip_back == strip->back))
        return;
    g->strip = strip->box;
    g->strip_back = strip->back;
    paint_canvas_fill(&g->canvas, strip->box, strip->back);
}

static enum err gpu_present(struct paint *p, const struct strip *strip)
{
    struct gpu *g = (struct gpu *)p;
    if (g->off)
        return ERR_OK;
    lay_ground(g, strip);
    enum err e = send_changes(g);
    /* A GPU that draws in tiles need not load the old frame when it is cleared. */
    (void)SDL_RenderClear(g->renderer);
    if (!g->blank)
        draw_frame(g, strip);
    SDL_RenderPresent(g->renderer);
    return e;
}

/* Black, and where there is nobody else to do it the display sleeps too. */
static void gpu_blank(struct paint *p, bool on)
{
    struct gpu *g = (struct gpu *)p;
    g->blank = on;
    if (g->card < 0 || on == g->off)
        return;
    if (on)
        (void)gpu_present(p, NULL);
    paint_card_power(g->card, 0, !on);
    g->off = on;
}

static void gpu_lost(struct paint *p)
{
    struct gpu *g = (struct gpu *)p;
    paint_tiles_finish(&g->canvas.tiles);
    paint_canvas_lost(&g->canvas);
    if (g->strip.w == 0) /* nothing moves: no frame would come soon */
        (void)gpu_present(p, NULL);
}

static const struct paint_ops gpu_ops = {
    .name = "gpu",
    .destroy = gpu_destroy,
    .still = gpu_still,
    .over = gpu_over,
    .prepare = gpu_prepare,
    .present = gpu_present,
    .blank = gpu_blank,
    .lost = gpu_lost,
};

/* Mesa's renderers that are the CPU. */
static bool software_name(const char *name)
{
    static const char *const names[] = {"llvmpipe", "softpipe", "swrast", "software"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_find_nocase(span_of(name), span_of(names[i])) != SIZE_MAX)
            return true;
    return false;
}

/* Who draws behind the GL context of the renderer just made. */
static const char *renderer_name(void)
{
    typedef const unsigned char *get_string(unsigned name);
    get_string *get = (get_string *)SDL_GL_GetProcAddress("glGetString");
    const unsigned char *name = get ? get(NAME_OF_RENDERER) : NULL;
    return name ? (const char *)name : "";
}

static SDL_Renderer *open_driver(SDL_Window *window, const char *driver, bool vsync)
{
    Uint32 flags = SDL_RENDERER_ACCELERATED | (vsync ? SDL_RENDERER_PRESENTVSYNC : 0u);
    SDL_RendererInfo info;
    for (int i = 0; i < SDL_GetNumRenderDrivers(); i++)
        if (SDL_GetRenderDriverInfo(i, &info) == 0 && strcmp(info.name, driver) == 0)
            return SDL_CreateRenderer(window, i, flags);
    return NULL;
}

static enum err open_renderer(struct gpu *g, const struct paint_gpu_opts *o, struct why *why)
{
    g->renderer = open_driver(o->window, "opengles2", o->vsync);
    if (!g->renderer)
        g->renderer = open_driver(o->window, "opengl", o->vsync);
    SDL_RendererInfo info;
    if (!g->renderer || SDL_GetRendererInfo(g->renderer, &info) != 0)
        return why_set(why, ERR_UNSUPPORTED, 0, "no GPU to draw with: %s", SDL_GetError());
    g->paint.vsync = (info.flags & SDL_RENDERER_PRESENTVSYNC) != 0;
    g->paint.software = software_name(renderer_name());
    if (!o->force && g->paint.software)
        return why_set(why, ERR_UNSUPPORTED, 0, "no GPU to draw with: %s is software",
                       renderer_name());
    if (SDL_GetRendererOutputSize(g->renderer, &g->paint.w, &g->paint.h) != 0)
        return why_set(why, ERR_UNSUPPORTED, 0, "no size of the display: %s", SDL_GetError());
    return ERR_OK;
}

/* The card on a bare console; a window system keeps it to itself. */
static int own_card(SDL_Window *window)
{
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_KMSDRM)
        return -1;
    return info.info.kmsdrm.drm_fd;
}

static enum err make_still(struct gpu *g, struct why *why)
{
    g->columns = (g->paint.w + STILL - 1) / STILL;
    g->rows = (g->paint.h + STILL - 1) / STILL;
    if (g->columns * g->rows > STILL_TILES)
        return why_set(why, ERR_TOO_BIG, 0, "a display of %d x %d is too large", g->paint.w,
                       g->paint.h);
    g->surface =
        SDL_CreateRGBSurfaceWithFormat(0, g->paint.w, g->paint.h, 32, SDL_PIXELFORMAT_RGB888);
    bool whole = g->surface != NULL;
    for (int i = 0; whole && i < g->columns * g->rows; i++) {
        SDL_Rect r = still_rect(g, i);
        g->still[i] = SDL_CreateTexture(g->renderer, SDL_PIXELFORMAT_RGB888,
                                        SDL_TEXTUREACCESS_STATIC, r.w, r.h);
        whole = g->still[i] && SDL_SetTextureBlendMode(g->still[i], SDL_BLENDMODE_NONE) == 0;
    }
    return whole ? ERR_OK : why_set(why, ERR_NOMEM, 0, "no textures: %s", SDL_GetError());
}

struct paint *paint_gpu_create(const struct paint_gpu_opts *opts, struct type *type,
                               struct why *why)
{
    struct gpu *g = calloc(1, sizeof *g);
    if (!g) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        return NULL;
    }
    g->paint = (struct paint){.ops = &gpu_ops, .type = type, .rotation = opts->rotation};
    g->card = own_card(opts->window);
    if (open_renderer(g, opts, why) || make_still(g, why)) {
        gpu_destroy(&g->paint);
        return NULL;
    }
    paint_canvas_init(&g->canvas, g->surface, type, opts->rotation);
    g->canvas.tiles.renderer = g->renderer;
    g->canvas.tiles.length = TILE;
    g->canvas.tiles.max_bytes = STRIP_BYTES;
    paint_canvas_lost(&g->canvas);
    return &g->paint;
}
