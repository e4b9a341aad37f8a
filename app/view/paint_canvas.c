/* paint_canvas.c - the picture in memory. Floor 7. Main thread. Knows no window. */
#include "view/paint_canvas.h"

#include <string.h>

void paint_canvas_init(struct paint_canvas *c, SDL_Surface *front, struct type *type,
                       enum rotation rotation)
{
    bool lies = rotation == ROTATE_90 || rotation == ROTATE_270;
    *c = (struct paint_canvas){.type = type,
                               .front = front,
                               .rotation = rotation,
                               .w = lies ? front->h : front->w,
                               .h = lies ? front->w : front->h};
    c->tiles.type = type;
    c->tiles.format = front->format->format;
    c->tiles.rotation = rotation;
    c->tiles.length = PAINT_CANVAS_TILE;
    c->tiles.max_bytes = PAINT_CANVAS_TILES;
}

void paint_canvas_finish(struct paint_canvas *c)
{
    paint_tiles_finish(&c->tiles);
    SDL_FreeSurface(c->hidden);
    c->hidden = NULL;
}

static SDL_Surface *picture(const struct paint_canvas *c)
{
    return c->hidden ? c->hidden : c->front;
}

/* Notes an upright box as changed; with too many of them, all is. */
static void damage(struct paint_canvas *c, struct box box)
{
    box = paint_meet(box, (struct box){0, 0, c->w, c->h});
    if (box.w == 0)
        return;
    if (c->n_damage == PAINT_DAMAGE) {
        c->n_damage = 0;
        box = (struct box){0, 0, c->w, c->h};
    }
    c->damage[c->n_damage++] = paint_turned(box, c->w, c->h, c->rotation);
}

void paint_canvas_lost(struct paint_canvas *c)
{
    c->n_damage = 0;
    damage(c, (struct box){0, 0, c->w, c->h});
}

void paint_canvas_still(struct paint_canvas *c, const struct draw_list *list)
{
    (void)SDL_FillRect(picture(c), NULL, paint_pixel(c->front, list->back));
    paint_list(c->type, picture(c), list, 0, 0, c->rotation);
    paint_canvas_lost(c);
    c->strip = 0;
}

void paint_canvas_over(struct paint_canvas *c, const struct draw_list *list)
{
    paint_list(c->type, picture(c), list, 0, 0, c->rotation);
    for (size_t i = 0; i < list->n; i++) {
        const struct draw_cmd *cmd = &list->cmds[i];
        int margin = cmd->kind == DRAW_TEXT ? cmd->style.size / 2 : 0;
        damage(c, (struct box){cmd->box.x - margin, cmd->box.y - margin, cmd->box.w + 2 * margin,
                               cmd->box.h + 2 * margin});
    }
    c->strip = 0;
}

void paint_canvas_fill(struct paint_canvas *c, struct box box, uint32_t colour)
{
    struct box seen = paint_meet(box, (struct box){0, 0, c->w, c->h});
    SDL_Rect rect = paint_turned(seen, c->w, c->h, c->rotation);
    (void)SDL_FillRect(picture(c), &rect, paint_pixel(c->front, colour));
    damage(c, box);
}

void paint_copy(const SDL_Surface *from, SDL_Rect src, SDL_Surface *to, SDL_Rect dst)
{
    ptrdiff_t pixel = to->format->BytesPerPixel, in_row = from->pitch, out_row = to->pitch;
    const char *in = (const char *)from->pixels + src.y * in_row + src.x * pixel;
    char *out = (char *)to->pixels + dst.y * out_row + dst.x * pixel;
    size_t bytes = (size_t)(dst.w * pixel);
    for (int y = dst.h; y > 0; y--, in += in_row, out += out_row)
        memcpy(out, in, bytes);
}

struct strip_copy {
    const struct paint_canvas *canvas;
    SDL_Surface *to;
    uint32_t back;
};

static void copy_piece(void *data, const struct paint_piece *piece)
{
    const struct strip_copy *copy = data;
    const struct paint_canvas *c = copy->canvas;
    struct box seen = paint_meet(piece->to, (struct box){0, 0, c->w, c->h});
    SDL_Rect dst = paint_turned(seen, c->w, c->h, c->rotation);
    if (seen.w == 0)
        return;
    if (!piece->tile) {
        (void)SDL_FillRect(copy->to, &dst, paint_pixel(copy->to, copy->back));
        return;
    }
    struct box from = {piece->from.x + seen.x - piece->to.x, piece->from.y + seen.y - piece->to.y,
                       seen.w, seen.h};
    SDL_Rect src = paint_turned(from, piece->tile->box.w, piece->tile->box.h, c->rotation);
    paint_copy(piece->tile->surface, src, copy->to, dst);
}

uint64_t paint_canvas_state(const struct strip *s)
{
    struct span box = span_make((const char *)&s->box, sizeof s->box);
    uint64_t state = span_hash(box) ^ s->back;
    for (size_t i = 0; i < s->n; i++)
        state = (state ^ s->items[i].list->id) * 0x100000001b3 + (uint64_t)(int64_t)s->items[i].x;
    return state ? state : 1;
}

void paint_canvas_strip_to(struct paint_canvas *c, const struct strip *strip, SDL_Surface *to)
{
    paint_tiles_walk(&c->tiles, strip, copy_piece, &(struct strip_copy){c, to, strip->back});
}

void paint_canvas_strip(struct paint_canvas *c, const struct strip *strip)
{
    if (!strip || strip->box.w <= 0 || c->hidden)
        return;
    uint64_t state = paint_canvas_state(strip);
    if (state == c->strip)
        return;
    paint_canvas_strip_to(c, strip, picture(c));
    damage(c, strip->box);
    c->strip = state;
}

/* The picture waits aside while the screen is black; without memory for that it stays. */
void paint_canvas_blank(struct paint_canvas *c, bool on)
{
    if (on == (c->hidden != NULL))
        return;
    if (on) {
        c->hidden = SDL_DuplicateSurface(c->front);
        if (!c->hidden)
            return;
        (void)SDL_FillRect(c->front, NULL, 0);
    } else {
        SDL_Rect all = {0, 0, c->front->w, c->front->h};
        paint_copy(c->hidden, all, c->front, all);
        SDL_FreeSurface(c->hidden);
        c->hidden = NULL;
        c->strip = 0;
    }
    paint_canvas_lost(c);
}

void paint_canvas_clean(struct paint_canvas *c)
{
    c->n_damage = 0;
}
