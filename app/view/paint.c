/* paint.c - lists to surfaces, turned as the screen stands. Floor 7. Main thread. Knows no window.
 */
#include "view/paint.h"

#include <string.h>

#ifdef MOTOGRAPH_QR
#include <qrencode.h>
#endif

enum {
    QR_QUIET = 4,    /* modules of free space around the code (ISO/IEC 18004) */
    QR_BYTES = 2048, /* longest text of a code */
};

uint32_t paint_pixel(const SDL_Surface *s, uint32_t colour)
{
    return SDL_MapRGB(s->format, (uint8_t)(colour >> 16), (uint8_t)(colour >> 8), (uint8_t)colour);
}

struct box paint_meet(struct box a, struct box b)
{
    int x = a.x > b.x ? a.x : b.x, y = a.y > b.y ? a.y : b.y;
    int right = a.x + a.w < b.x + b.w ? a.x + a.w : b.x + b.w;
    int bottom = a.y + a.h < b.y + b.h ? a.y + a.h : b.y + b.h;
    return right > x && bottom > y ? (struct box){x, y, right - x, bottom - y} : (struct box){0};
}

SDL_Rect paint_turned(struct box b, int w, int h, enum rotation rotation)
{
    switch (rotation) {
    case ROTATE_90:
        return (SDL_Rect){h - b.y - b.h, b.x, b.h, b.w};
    case ROTATE_180:
        return (SDL_Rect){w - b.x - b.w, h - b.y - b.h, b.w, b.h};
    case ROTATE_270:
        return (SDL_Rect){b.y, w - b.x - b.w, b.h, b.w};
    case ROTATE_0:
        break;
    }
    return (SDL_Rect){b.x, b.y, b.w, b.h};
}

/* How many bytes the target moves for one step right and one step down in the upright picture,
 * and where its top left pixel goes. */
struct walk {
    ptrdiff_t start, right, down;
};

static struct walk walk_of(const SDL_Surface *to, enum rotation rotation)
{
    ptrdiff_t pixel = to->format->BytesPerPixel, row = to->pitch;
    ptrdiff_t last = (to->w - 1) * pixel, bottom = (to->h - 1) * row;
    switch (rotation) {
    case ROTATE_90:
        return (struct walk){last, row, -pixel};
    case ROTATE_180:
        return (struct walk){last + bottom, -pixel, -row};
    case ROTATE_270:
        return (struct walk){bottom, -row, pixel};
    case ROTATE_0:
        break;
    }
    return (struct walk){0, pixel, row};
}

void paint_rotate(const SDL_Surface *from, SDL_Surface *to, enum rotation rotation)
{
    bool lies = rotation == ROTATE_90 || rotation == ROTATE_270;
    if (from->w != (lies ? to->h : to->w) || from->h != (lies ? to->w : to->h) ||
        from->format->BytesPerPixel != to->format->BytesPerPixel)
        return;
    size_t pixel = to->format->BytesPerPixel;
    struct walk walk = walk_of(to, rotation);
    for (int y = 0; y < from->h; y++) {
        const char *in = (const char *)from->pixels + (ptrdiff_t)y * from->pitch;
        char *out = (char *)to->pixels + walk.start + y * walk.down;
        for (int x = 0; x < from->w; x++, in += pixel, out += walk.right) {
            if (pixel == sizeof(uint32_t))
                memcpy(out, in, sizeof(uint32_t));
            else
                memcpy(out, in, pixel);
        }
    }
}

/* Where a list is walked to. */
struct target {
    struct type *type;
    SDL_Surface *to;
    enum rotation rotation;
    struct box bounds; /* upright */
};

static void fill(const struct target *t, struct box box, uint32_t colour)
{
    struct box seen = paint_meet(box, t->bounds);
    SDL_Rect rect = paint_turned(seen, t->bounds.w, t->bounds.h, t->rotation);
    if (seen.w > 0)
        (void)SDL_FillRect(t->to, &rect, paint_pixel(t->to, colour));
}

static int text_left(const struct draw_cmd *cmd, struct box box, int width)
{
    return cmd->direction == DIRECTION_RTL ? box.x + box.w - width : box.x;
}

/* What a line may stand out of its box by. */
static struct box with_margin(struct box box, struct type_style style)
{
    int margin = style.size / 2;
    return (struct box){box.x - margin, box.y - margin, box.w + 2 * margin, box.h + 2 * margin};
}

/* Dark lines between the lamps of a board: each pitch-th row or column of the list, in the box. */
static void lines(const struct target *t, const struct draw_cmd *cmd, struct box box)
{
    int pitch = cmd->style.size > 1 ? cmd->style.size : 2, thick = (pitch + 2) / 5;
    bool rows = cmd->kind == DRAW_ROWS;
    int end = rows ? box.h : box.w, phase = (rows ? cmd->box.y : cmd->box.x) % pitch;
    for (int at = -phase; at < end; at += pitch) {
        struct box line = {box.x, box.y, box.w, box.h};
        *(rows ? &line.y : &line.x) += at;
        *(rows ? &line.h : &line.w) = thick > 1 ? thick : 1;
        fill(t, paint_meet(line, box), cmd->colour);
    }
}

/* One line onto an upright surface whose top left is at x, y of the picture. A line that is
 * wider than its box is cut there; else marks may stand out a little. */
static void text_upright(struct type *type, SDL_Surface *to, int x, int y,
                         const struct draw_cmd *cmd, struct box box)
{
    int width = type_width(type, cmd->text, cmd->lang, cmd->style);
    int left = text_left(cmd, box, width);
    SDL_Rect clip = {box.x - x, box.y - y, box.w, box.h};
    (void)type_draw(type, to, left - x, box.y - y, width > box.w ? &clip : NULL, cmd->text,
                    cmd->lang, cmd->style, cmd->colour, cmd->direction);
}

/* The part of a surface under rect, as a surface that shares its pixels. */
static SDL_Surface *view_of(SDL_Surface *s, SDL_Rect rect)
{
    char *first = (char *)s->pixels + (ptrdiff_t)rect.y * s->pitch +
                  (ptrdiff_t)rect.x * s->format->BytesPerPixel;
    return SDL_CreateRGBSurfaceWithFormatFrom(first, rect.w, rect.h, s->format->BitsPerPixel,
                                              s->pitch, s->format->format);
}

/* Draws upright what stands turned: takes the piece out, draws, puts it back. */
static void text_turned(const struct target *t, const struct draw_cmd *cmd, struct box box,
                        struct box seen)
{
    SDL_Rect rect = paint_turned(seen, t->bounds.w, t->bounds.h, t->rotation);
    SDL_Surface *view = view_of(t->to, rect);
    SDL_Surface *piece = SDL_CreateRGBSurfaceWithFormat(
        0, seen.w, seen.h, t->to->format->BitsPerPixel, t->to->format->format);
    if (view && piece) {
        paint_rotate(view, piece, (enum rotation)((4 - (int)t->rotation) % 4));
        text_upright(t->type, piece, seen.x, seen.y, cmd, box);
        paint_rotate(piece, view, t->rotation);
    }
    SDL_FreeSurface(piece);
    SDL_FreeSurface(view);
}

static void text(const struct target *t, const struct draw_cmd *cmd, struct box box)
{
    struct box seen = paint_meet(with_margin(box, cmd->style), t->bounds);
    if (seen.w == 0)
        return;
    if (t->rotation == ROTATE_0)
        text_upright(t->type, t->to, 0, 0, cmd, box);
    else
        text_turned(t, cmd, box, seen);
}

#ifdef MOTOGRAPH_QR
static void qr(const struct target *t, const struct draw_cmd *cmd, struct box box)
{
    if (cmd->text.n > QR_BYTES || paint_meet(box, t->bounds).w == 0)
        return;
    QRcode *code =
        QRcode_encodeData((int)cmd->text.n, (const unsigned char *)cmd->text.p, 0, QR_ECLEVEL_M);
    int modules = code ? code->width + 2 * QR_QUIET : 1;
    int scale = (box.w < box.h ? box.w : box.h) / modules;
    if (code && scale > 0) {
        int side = scale * modules;
        int x = box.x + (box.w - side) / 2, y = box.y + (box.h - side) / 2;
        fill(t, (struct box){x, y, side, side}, cmd->back);
        for (int i = 0; i < code->width * code->width; i++) {
            int column = QR_QUIET + i % code->width, row = QR_QUIET + i / code->width;
            if (code->data[i] & 1)
                fill(t, (struct box){x + column * scale, y + row * scale, scale, scale},
                     cmd->colour);
        }
    }
    QRcode_free(code);
}
#else
static void qr(const struct target *t, const struct draw_cmd *cmd, struct box box)
{
    (void)t, (void)cmd, (void)box; /* built without a QR library: the box stays empty */
}
#endif

void paint_list(struct type *type, SDL_Surface *to, const struct draw_list *list, int dx, int dy,
                enum rotation rotation)
{
    bool lies = rotation == ROTATE_90 || rotation == ROTATE_270;
    struct box bounds = {0, 0, lies ? to->h : to->w, lies ? to->w : to->h};
    struct target t = {type, to, rotation, bounds};
    for (size_t i = 0; i < list->n; i++) {
        const struct draw_cmd *cmd = &list->cmds[i];
        struct box box = {cmd->box.x + dx, cmd->box.y + dy, cmd->box.w, cmd->box.h};
        switch (cmd->kind) {
        case DRAW_FILL:
            fill(&t, box, cmd->colour);
            break;
        case DRAW_TEXT:
            text(&t, cmd, box);
            break;
        case DRAW_QR:
            qr(&t, cmd, box);
            break;
        case DRAW_ROWS:
        case DRAW_COLUMNS:
            lines(&t, cmd, box);
            break;
        }
    }
}

static bool text_ahead(struct type *type, const struct draw_cmd *cmd, struct box part)
{
    if (!type_width_ahead(type, cmd->text, cmd->lang, cmd->style))
        return false;
    int width = type_width(type, cmd->text, cmd->lang, cmd->style);
    int from = part.x - text_left(cmd, cmd->box, width);
    return type_draw_ahead(type, cmd->text, cmd->lang, cmd->style, cmd->colour, cmd->direction,
                           from, from + part.w);
}

bool paint_list_ahead(struct type *type, const struct draw_list *list, struct box part, size_t *at)
{
    for (; *at < list->n; ++*at) {
        const struct draw_cmd *cmd = &list->cmds[*at];
        bool seen =
            cmd->kind == DRAW_TEXT && paint_meet(with_margin(cmd->box, cmd->style), part).w > 0;
        if (seen && !text_ahead(type, cmd, part))
            return false;
    }
    return true;
}
