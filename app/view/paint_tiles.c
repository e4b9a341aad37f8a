/* paint_tiles.c - items of the strip as tiles. Floor 7. Main thread. Knows no window. */
#include "view/paint_tiles.h"

static void tile_free(struct paint_tiles *t, size_t i)
{
    t->bytes -= t->tiles[i].bytes;
    t->whole[0] = t->whole[1] = 0;
    SDL_FreeSurface(t->tiles[i].surface);
    if (t->tiles[i].texture)
        SDL_DestroyTexture(t->tiles[i].texture);
    t->tiles[i] = t->tiles[--t->n];
}

void paint_tiles_finish(struct paint_tiles *t)
{
    while (t->n > 0)
        tile_free(t, t->n - 1);
}

/* Frees the tile that was not used for longest; false when all are of this frame. */
static bool free_oldest(struct paint_tiles *t)
{
    size_t oldest = 0;
    for (size_t i = 1; i < t->n; i++)
        if (t->tiles[i].used < t->tiles[oldest].used)
            oldest = i;
    if (t->n == 0 || t->tiles[oldest].used == t->frame)
        return false;
    tile_free(t, oldest);
    return true;
}

static void free_resting(struct paint_tiles *t)
{
    if (t->frame % PAINT_TILES_EVERY != 0)
        return;
    for (size_t i = t->n; i-- > 0;)
        if (t->frame - t->tiles[i].used > PAINT_TILES_REST)
            tile_free(t, i);
}

static int tile_count(const struct paint_tiles *t, const struct draw_list *item)
{
    return (item->w + t->length - 1) / t->length;
}

static struct paint_tile *find(struct paint_tiles *t, uint64_t id, int index)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->tiles[i].id == id && t->tiles[i].index == index)
            return &t->tiles[i];
    return NULL;
}

static SDL_Surface *draw_surface(const struct paint_tiles *t, const struct draw_list *item,
                                 struct box box)
{
    SDL_Rect size = paint_turned((struct box){0, 0, box.w, box.h}, box.w, box.h, t->rotation);
    SDL_Surface *s =
        SDL_CreateRGBSurfaceWithFormat(0, size.w, size.h, SDL_BITSPERPIXEL(t->format), t->format);
    if (!s)
        return NULL;
    (void)SDL_FillRect(s, NULL, paint_pixel(s, item->back));
    paint_list(t->type, s, item, -box.x, 0, t->rotation);
    return s;
}

static struct box tile_box(const struct paint_tiles *t, const struct draw_list *item, int index)
{
    int x = index * t->length;
    return (struct box){x, 0, item->w - x < t->length ? item->w - x : t->length, item->h};
}

static struct paint_tile *draw_tile(struct paint_tiles *t, const struct draw_list *item, int index)
{
    struct box box = tile_box(t, item, index);
    size_t bytes = (size_t)box.w * (size_t)box.h * SDL_BYTESPERPIXEL(t->format);
    while (t->n == PAINT_TILES || t->bytes + bytes > t->max_bytes)
        if (!free_oldest(t))
            break;
    if (t->n == PAINT_TILES)
        return NULL;
    struct paint_tile tile = {item->id, index, box, NULL, NULL, bytes, t->frame};
    tile.surface = draw_surface(t, item, box);
    if (tile.surface && t->renderer) {
        tile.texture = SDL_CreateTextureFromSurface(t->renderer, tile.surface);
        SDL_FreeSurface(tile.surface);
        tile.surface = NULL;
        if (tile.texture)
            (void)SDL_SetTextureBlendMode(tile.texture, SDL_BLENDMODE_NONE);
    }
    if (!tile.surface && !tile.texture)
        return NULL;
    t->bytes += bytes;
    t->tiles[t->n] = tile;
    return &t->tiles[t->n++];
}

/* Does one slice of what the tile needs; after so many slices it is drawn as it is. */
static bool is_ready(struct paint_tiles *t, const struct draw_list *item, int index)
{
    struct paint_tiles_ahead *a = &t->ahead;
    if (a->id != item->id || a->index != index)
        *a = (struct paint_tiles_ahead){.id = item->id, .index = index};
    return ++a->slices > PAINT_TILES_SLICES ||
           paint_list_ahead(t->type, item, tile_box(t, item, index), &a->command);
}

static bool prepare_next(struct paint_tiles *t, const struct draw_list *item)
{
    for (int i = 0; i < tile_count(t, item); i++) {
        struct paint_tile *tile = find(t, item->id, i);
        if (tile) {
            tile->used = t->frame;
            continue;
        }
        if (is_ready(t, item, i))
            (void)draw_tile(t, item, i);
        return find(t, item->id, i) && i + 1 == tile_count(t, item);
    }
    return true;
}

bool paint_tiles_prepare(struct paint_tiles *t, const struct draw_list *item)
{
    bool known = item->id == t->whole[0] || item->id == t->whole[1];
    if (known && item->id != 0 && t->frame % PAINT_TILES_AGAIN != 0)
        return true;
    if (!prepare_next(t, item))
        return false;
    if (!known) {
        t->whole[1] = t->whole[0];
        t->whole[0] = item->id;
    }
    return true;
}

struct walk {
    struct paint_tiles *tiles;
    const struct strip *strip;
    paint_visit *visit;
    void *data;
    int done; /* right edge of what is covered, against the box's left edge */
};

static void gap(const struct walk *w, int until)
{
    const struct box *box = &w->strip->box;
    struct box to = {box->x + w->done, box->y, until - w->done, box->h};
    to = paint_meet(to, *box);
    if (to.w > 0)
        w->visit(w->data, &(struct paint_piece){NULL, to, to});
}

static void walk_item(struct walk *w, const struct draw_list *list, int x)
{
    const struct box box = w->strip->box;
    for (int i = 0; i < tile_count(w->tiles, list); i++) {
        int left = x + i * w->tiles->length;
        if (left >= box.w || left + w->tiles->length <= 0)
            continue;
        struct paint_tile *tile = find(w->tiles, list->id, i);
        if (!tile)
            tile = draw_tile(w->tiles, list, i);
        if (!tile)
            continue;
        tile->used = w->tiles->frame;
        struct box whole = {box.x + left, box.y, tile->box.w, tile->box.h};
        struct box to = paint_meet(whole, box);
        struct box from = {to.x - whole.x, to.y - whole.y, to.w, to.h};
        if (to.w == 0)
            continue;
        gap(w, left);
        w->visit(w->data, &(struct paint_piece){tile, from, to});
        w->done = to.x + to.w - box.x;
    }
}

void paint_tiles_walk(struct paint_tiles *t, const struct strip *strip, paint_visit *visit,
                      void *data)
{
    t->frame++;
    free_resting(t);
    struct walk w = {t, strip, visit, data, 0};
    for (size_t i = 0; i < strip->n; i++)
        walk_item(&w, strip->items[i].list, strip->items[i].x);
    gap(&w, strip->box.w);
}
