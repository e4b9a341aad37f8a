/* sheet.c - what every layout draws with. Floor 7. Main thread. Knows no news but its direction. */
#include "view/sheet.h"

#include <math.h>

#include "base/utf8.h"
#include "view/label.h"
#include "view/polish.h"

enum { TYPE_LEAST = 7, TYPE_MOST = 400, HANGING_LINES_LEAST = 36 };
/* Lamps across the picture, at least, and an em, at most; and the least px of one: smaller ones
 * would make text hard to read. */
enum { LAMPS_ACROSS = 300, LAMPS_EM = 9, LAMPS_LEAST = 3 };
/* Of the picture's width hangs out at most one in so many. */
enum { HANG_MOST = 100 };
/* Type for far-off readers, at most, by the shorter side: what lies still must have room. */
static const double LARGEST = 2.4;
/* Of the em: from the top of the line box to below the deepest Latin letter. */
static const double LEADING = 1.32, LEADING_LARGE = 1.24;
/* From this designed size on lines stand closer: they are told apart from afar. */
static const double LARGE = 64;

/* The shorter side against the designed one. */
static double short_side(const struct layout_opts *o)
{
    return (o->w < o->h ? o->w : o->h) / 1080.0;
}

/* The size of a picture against the designed one. Small pictures are small panels read from
 * nearer by, but not in proportion: their type shrinks less. Very flat or narrow ones are
 * reckoned by their area, up to what their short side can carry. */
static double unit(const struct layout_opts *o)
{
    double area = sqrt((double)o->w * o->h) / sqrt(1920.0 * 1080.0);
    double most = short_side(o) * 1.7;
    return area < most ? area : most;
}

int sheet_space(const struct layout_opts *o, double designed)
{
    int px = (int)lround(designed * unit(o));
    return px > 0 ? px : 1;
}

int sheet_type(const struct layout_opts *o, double designed)
{
    double u = unit(o), most = short_side(o) * LARGEST;
    if (u < 1)
        u = pow(u, 0.88);
    u *= o->theme->scale;
    long px = lround(designed * (u < most ? u : most));
    return px < TYPE_LEAST ? TYPE_LEAST : px > TYPE_MOST ? TYPE_MOST : (int)px;
}

int sheet_line(const struct layout_opts *o, struct type_style style)
{
    return o->measure->line(o->measure->data, style);
}

/* Scripts whose letters stay within the em: Latin to Hebrew but for stacked Vietnamese, and the
 * square ones. */
static bool is_compact(uint32_t cp)
{
    if (utf8_is_mark(cp))
        return false;
    return cp < 0x600 || (cp >= 0x2000 && cp < 0x2c00) || utf8_is_cjk(cp) ||
           (cp >= 0x3000 && cp < 0x3040) || (cp >= 0xff00 && cp < 0xff66);
}

int sheet_leading(const struct layout_opts *o, struct span text, struct type_style style)
{
    double share = style.size < sheet_type(o, LARGE) ? LEADING : LEADING_LARGE;
    int line = sheet_line(o, style), leading = (int)(style.size * share + 0.5);
    while (text.n)
        if (!is_compact(utf8_next(&text)))
            return line;
    return leading < line ? leading : line;
}

int sheet_width(const struct layout_opts *o, struct span text, struct ink ink)
{
    return text.n ? o->measure->width(o->measure->data, text, ink.lang, ink.style) : 0;
}

enum type_weight sheet_plain(const struct layout_opts *o)
{
    return o->theme->lamps ? TYPE_BOLD : TYPE_REGULAR;
}

/* text, or what of it is no wider than most; *width is its width. */
static struct span cut_to(const struct sheet *s, struct span text, struct ink ink, int most,
                          int *width)
{
    *width = sheet_width(s->o, text, ink);
    if (*width <= most)
        return text;
    text = fit_cut(s->o->measure, text, ink.lang, ink.style, most, s->out->arena);
    *width = sheet_width(s->o, text, ink);
    return text;
}

int sheet_text(const struct sheet *s, struct box box, enum sheet_align align, struct span text,
               struct ink ink)
{
    int width, line = sheet_line(s->o, ink.style);
    text = cut_to(s, text, ink, box.w, &width);
    if (width <= 0 || width > box.w)
        return 0;
    int free = align == ALIGN_START ? 0 : align == ALIGN_END ? box.w - width : (box.w - width) / 2;
    struct box exact = {box.x + free, box.y + (box.h - line) / 2, width, line};
    drawlist_text(s->out, exact, text, ink.lang, ink.style, ink.colour, ink.direction);
    return width;
}

static int block_leading(const struct layout_opts *o, const struct fit_block *b,
                         struct type_style style)
{
    int most = 0;
    for (size_t i = 0; i < b->n; i++) {
        int leading = sheet_leading(o, b->lines[i], style);
        most = leading > most ? leading : most;
    }
    return most;
}

int sheet_block_height(const struct layout_opts *o, const struct fit_block *block,
                       enum type_weight weight)
{
    return (int)block->n * block_leading(o, block, (struct type_style){block->size, weight});
}

/* Sorted. */
static const uint32_t HANGING[] = {'"',    0xab,   0x2018, 0x201a, 0x201c,
                                   0x201e, 0x2039, 0x300c, 0x300e, 0xff08};

/* How far the mark that the line begins with hangs out: most of a small one, the empty half of a
 * square one, and not out of what every screen shows. */
static int hang(const struct sheet *s, struct span line, struct ink ink)
{
    struct span rest = line, mark = span_sub(line, 0, utf8_cluster(line));
    uint32_t cp = rest.n ? utf8_next(&rest) : 0;
    int most = s->o->w / HANG_MOST;
    for (size_t i = 0; i < sizeof HANGING / sizeof *HANGING; i++)
        if (cp == HANGING[i]) {
            int px = sheet_width(s->o, mark, ink) * (cp > 0x3000 ? 5 : 7) / 10;
            return px < most ? px : most;
        }
    return 0;
}

void sheet_block(const struct sheet *s, struct box box, enum sheet_align align,
                 const struct fit_block *block, struct ink ink)
{
    ink.style.size = block->size;
    int leading = block_leading(s->o, block, ink.style);
    for (size_t i = 0; i < block->n; i++) {
        size_t drawn = s->out->n;
        int out = align == ALIGN_START ? hang(s, block->lines[i], ink) : 0;
        box.h = sheet_line(s->o, ink.style);
        sheet_text(s, (struct box){box.x - out, box.y, box.w + out, box.h}, align, block->lines[i],
                   ink);
        if (s->out->n > drawn)
            s->out->cmds[drawn].box.h = leading;
        box.y += leading;
    }
}

/* Colour of a text on this ground: wish, or black or white when that cannot be read. */
static uint32_t readable(uint32_t wish, uint32_t ground)
{
    if (theme_readable(wish, ground))
        return wish;
    return theme_is_light(ground) ? 0x000000 : 0xffffff;
}

int sheet_tag(const struct sheet *s, struct box box, struct span name, struct ink ink,
              uint32_t ground)
{
    int width, pad = ink.style.size / 2;
    int line = sheet_line(s->o, ink.style), height = ink.style.size * 8 / 5;
    struct span text = cut_to(s, name, ink, box.w - 2 * pad, &width);
    if (width <= 0 || width > box.w - 2 * pad)
        return 0;
    if (height < line)
        height = line;
    if (height > box.h)
        height = box.h;
    struct box tag = {box.x, box.y + (box.h - height) / 2, width + 2 * pad, height};
    struct box inner = {tag.x + pad, tag.y + (height - line) / 2, width, line};
    drawlist_fill(s->out, tag, ground);
    drawlist_text(s->out, inner, text, ink.lang, ink.style, readable(ink.colour, ground),
                  ink.direction);
    return tag.w;
}

uint32_t sheet_tag_ground(const struct sheet *s, const struct story *story)
{
    const struct theme *t = s->o->theme;
    return story->colour && t->own_colours ? story->colour : t->accent;
}

void sheet_lamps(const struct sheet *s, struct box box, int type, bool columns, uint32_t ground)
{
    size_t n = s->out->n;
    int pitch = type / LAMPS_EM, most = s->o->w / LAMPS_ACROSS;
    pitch = pitch < most ? pitch : most;
    if (!s->o->theme->lamps || pitch < LAMPS_LEAST)
        return;
    drawlist_lamps(s->out, box, pitch, columns, ground);
    for (size_t i = 0; i < n; i++) {
        struct draw_cmd qr = s->out->cmds[i];
        if (qr.kind == DRAW_QR)
            drawlist_add(s->out, &qr);
    }
}

void sheet_mirror(struct draw_list *out, size_t first, int width)
{
    for (size_t i = first; i < out->n; i++)
        out->cmds[i].box.x = width - out->cmds[i].box.x - out->cmds[i].box.w;
}

static bool is_inside(const struct draw_list *out, struct box b)
{
    return b.x >= 0 && b.y >= 0 && b.x + b.w <= out->w && b.y + b.h <= out->h;
}

static bool overlap(struct box a, struct box b)
{
    return a.x < b.x + b.w && b.x < a.x + a.w && a.y < b.y + b.h && b.y < a.y + a.h;
}

/* Inside the picture and not on a text that is there already? */
static bool has_place(const struct draw_list *out, size_t kept, struct box box)
{
    if (!is_inside(out, box))
        return false;
    for (size_t i = 0; i < kept; i++)
        if (out->cmds[i].kind != DRAW_FILL && overlap(out->cmds[i].box, box))
            return false;
    return true;
}

void sheet_settle(struct draw_list *out, int dx, int dy)
{
    size_t kept = 0;
    for (size_t i = 0; i < out->n; i++) {
        struct draw_cmd *c = &out->cmds[i];
        bool spans = c->kind == DRAW_FILL && c->box.x <= 0 && c->box.x + c->box.w >= out->w;
        if (!spans)
            c->box.x += dx;
        c->box.y += dy;
        if (c->kind == DRAW_FILL || has_place(out, kept, c->box))
            out->cmds[kept++] = *c;
    }
    out->n = kept;
}

struct span sheet_forms(struct span lang, int size)
{
    bool hangs = span_is(lang, "ur") || span_is(lang, "ks") || span_is(lang, "pnb");
    return hangs && size < HANGING_LINES_LEAST ? span_of("fa") : lang;
}

struct span sheet_polished(const struct sheet *s, struct span text, struct span lang)
{
    return polish_text(s->o->words, lang, text, s->out->arena);
}

enum direction sheet_direction(struct span text)
{
    return utf8_starts_rtl(text) ? DIRECTION_RTL : DIRECTION_LTR;
}

enum direction sheet_wall_direction(const struct layout_opts *o)
{
    return label_is_rtl(o->lang) ? DIRECTION_RTL : DIRECTION_LTR;
}

static bool has_letter(struct span text, enum direction direction)
{
    while (text.n) {
        uint32_t cp = utf8_next(&text);
        bool rtl = utf8_is_rtl(cp);
        if (direction == DIRECTION_RTL ? rtl : !rtl && utf8_is_letter(cp))
            return true;
    }
    return false;
}

enum direction sheet_direction_in(struct span text, enum direction around)
{
    enum direction other = around == DIRECTION_RTL ? DIRECTION_LTR : DIRECTION_RTL;
    return has_letter(text, around) || !has_letter(text, other) ? around : other;
}

enum direction sheet_story_direction(const struct story *story)
{
    if (story->lang.n == 0)
        return sheet_direction(story->headline);
    bool rtl = label_is_rtl(story->lang);
    return sheet_direction_in(story->headline, rtl ? DIRECTION_RTL : DIRECTION_LTR);
}
