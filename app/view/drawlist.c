/* drawlist.c - what is to be drawn, as a list. Floor 7. Main thread. Knows neither SDL nor fonts.
 */
#include "view/drawlist.h"

enum err drawlist_init(struct draw_list *d, int w, int h)
{
    *d = (struct draw_list){.arena = arena_create(DRAW_LIST_BYTES), .w = w, .h = h};
    return d->arena ? ERR_OK : ERR_NOMEM;
}

void drawlist_finish(struct draw_list *d)
{
    arena_destroy(d->arena);
    *d = (struct draw_list){0};
}

void drawlist_reset(struct draw_list *d, int w, int h)
{
    arena_reset(d->arena);
    *d = (struct draw_list){.arena = d->arena, .w = w, .h = h};
}

static struct span keep(struct draw_list *d, struct span s)
{
    struct span copy = arena_copy(d->arena, s);
    d->failed = d->failed || (s.n && !copy.p);
    return copy;
}

void drawlist_add(struct draw_list *d, const struct draw_cmd *cmd)
{
    struct draw_cmd *cmds = arena_grow(d->arena, d->cmds, d->n, &d->cap, sizeof *cmds);
    if (!cmds) {
        d->failed = true;
        return;
    }
    d->cmds = cmds;
    cmds[d->n] = *cmd;
    cmds[d->n].text = keep(d, cmd->text);
    cmds[d->n].lang = keep(d, cmd->lang);
    d->n++;
}

void drawlist_fill(struct draw_list *d, struct box box, uint32_t colour)
{
    drawlist_add(d, &(struct draw_cmd){.kind = DRAW_FILL, .box = box, .colour = colour});
}

void drawlist_text(struct draw_list *d, struct box box, struct span text, struct span lang,
                   struct type_style style, uint32_t colour, enum direction direction)
{
    drawlist_add(d, &(struct draw_cmd){.kind = DRAW_TEXT,
                                       .box = box,
                                       .text = text,
                                       .lang = lang,
                                       .style = style,
                                       .colour = colour,
                                       .direction = direction});
}

void drawlist_qr(struct draw_list *d, struct box box, struct span text, uint32_t colour,
                 uint32_t back)
{
    drawlist_add(d, &(struct draw_cmd){
                        .kind = DRAW_QR, .box = box, .text = text, .colour = colour, .back = back});
}

void drawlist_lamps(struct draw_list *d, struct box box, int pitch, bool columns, uint32_t colour)
{
    struct draw_cmd lines = {.box = box, .colour = colour, .style = {.size = pitch}};
    lines.kind = DRAW_ROWS;
    drawlist_add(d, &lines);
    lines.kind = DRAW_COLUMNS;
    if (columns)
        drawlist_add(d, &lines);
}

/* One step of a 64-bit mix: xor, then the multiplier of Knuth's MMIX generator, then a fold. */
static uint64_t mix(uint64_t h, uint64_t v)
{
    h = (h ^ v) * 6364136223846793005U;
    return h ^ (h >> 29);
}

static uint64_t mix_box(uint64_t h, struct box b)
{
    h = mix(h, (uint64_t)(uint32_t)b.x << 32 | (uint32_t)b.y);
    return mix(h, (uint64_t)(uint32_t)b.w << 32 | (uint32_t)b.h);
}

static uint64_t mix_cmd(uint64_t h, const struct draw_cmd *c)
{
    h = mix_box(mix(h, c->kind), c->box);
    h = mix(h, (uint64_t)c->colour << 32 | c->back);
    if (c->kind == DRAW_FILL)
        return h;
    h = mix(mix(h, span_hash(c->text)), span_hash(c->lang));
    h = mix(h, (uint64_t)(uint32_t)c->style.size << 8 | c->style.weight);
    return mix(h, c->direction);
}

void drawlist_seal(struct draw_list *d)
{
    uint64_t h = mix_box(d->rotation, (struct box){0, 0, d->w, d->h});
    h = mix(h, d->back);
    for (size_t i = 0; i < d->n; i++)
        h = mix_cmd(h, &d->cmds[i]);
    d->id = h ? h : 1; /* 0 is left to caches as "nothing" */
}

static void print_quoted(struct span s, struct buf *out)
{
    buf_putc(out, '"');
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if (c < ' ')
            buf_printf(out, "\\x%02x", c);
        else if (c == '"' || c == '\\')
            buf_printf(out, "\\%c", c);
        else
            buf_putc(out, (char)c);
    }
    buf_putc(out, '"');
}

static void print_cmd(const struct draw_cmd *c, struct buf *out)
{
    static const char *const kinds[] = {"fill", "text", "qr", "rows", "columns"};
    buf_printf(out, "%s %d,%d %dx%d #%06x", kinds[c->kind], c->box.x, c->box.y, c->box.w, c->box.h,
               (unsigned)c->colour);
    if (c->kind == DRAW_ROWS || c->kind == DRAW_COLUMNS)
        buf_printf(out, " every %d", c->style.size);
    if (c->kind == DRAW_QR)
        buf_printf(out, " on #%06x", (unsigned)c->back);
    if (c->kind == DRAW_TEXT)
        buf_printf(out, " %d %s %s %.*s", c->style.size,
                   c->style.weight == TYPE_BOLD ? "bold" : "regular",
                   c->direction == DIRECTION_RTL ? "rtl" : "ltr", c->lang.n ? (int)c->lang.n : 1,
                   c->lang.n ? c->lang.p : "-");
    if (c->kind == DRAW_TEXT || c->kind == DRAW_QR) {
        buf_putc(out, ' ');
        print_quoted(c->text, out);
    }
    buf_putc(out, '\n');
}

enum err drawlist_print(const struct draw_list *d, struct buf *out)
{
    buf_printf(out, "list %dx%d #%06x rotate %d%s\n", d->w, d->h, (unsigned)d->back,
               (int)d->rotation * 90, d->failed ? " failed" : "");
    for (size_t i = 0; i < d->n; i++)
        print_cmd(&d->cmds[i], out);
    return out->failed;
}
