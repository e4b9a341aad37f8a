/* layout_parts.c - where the parts stand, and the heading. Floor 7. Main thread. Knows no news. */
#include "view/layout_parts.h"

#include "view/label.h"

/* Designed sizes, for 1920x1080. */
static const double HEADING = 34, CRAWL = 46, STRIP_PAD = 25, BAR = 6;
static const double HEADING_GAP = 40, BODY_GAP = 20, BAR_GAP = 30, AGE_SHARE = 0.26;
/* Of each side: older screens cut off as much. */
static const double MARGIN = 0.045;
/* As many times as wide as high: in the crawl layout all bar, on the board without a heading. */
static const double ALL_BAR = 5, FLAT = 2.6;
static const double FLAT_CLOCK_SHARE = 0.3, FLAT_COLUMN_SHARE = 0.55;

static struct type_style heading_style(const struct layout_opts *o, enum type_weight weight)
{
    return (struct type_style){sheet_type(o, HEADING), weight};
}

static int strip_height(const struct layout_opts *o)
{
    struct type_style style = {sheet_type(o, CRAWL), TYPE_BOLD};
    int h = sheet_line(o, style) + 2 * sheet_space(o, STRIP_PAD);
    return h < o->h ? h : o->h;
}

static struct box crawl_box(const struct layout_opts *o)
{
    if (o->h * ALL_BAR <= o->w)
        return (struct box){0, 0, o->w, o->h};
    int h = strip_height(o);
    return (struct box){0, o->edge == EDGE_TOP ? 0 : o->h - h, o->w, h};
}

static int not_negative(int v)
{
    return v > 0 ? v : 0;
}

static struct box strip_box(const struct layout_opts *o)
{
    if (o->kind == LAYOUT_CRAWL)
        return crawl_box(o);
    if (o->kind == LAYOUT_LIST)
        return (struct box){0};
    int h = strip_height(o);
    return (struct box){0, o->h - h, o->w, h};
}

/* Sources and age under the heading; on a flat picture in its place. Gives where they end. */
static int place_sources(const struct layout_opts *o, struct parts *p, struct box row)
{
    int gap = sheet_space(o, HEADING_GAP);
    if (p->flat) {
        row.w = p->column;
        p->heading.w = 0;
    } else {
        row.y += row.h + gap;
    }
    int age = (int)(row.w * AGE_SHARE);
    p->sources = (struct box){row.x, row.y, row.w - age - gap, row.h};
    p->age = (struct box){row.x + row.w - age, row.y, age, row.h};
    return row.y + row.h;
}

struct parts layout_parts(const struct layout_opts *o)
{
    int x = (int)(o->w * MARGIN), y = (int)(o->h * MARGIN);
    struct box row = {x, y, o->w - 2 * x, sheet_line(o, heading_style(o, TYPE_BOLD))};
    struct parts p = {.strip = strip_box(o), .flat = o->kind == LAYOUT_BOARD && o->w > o->h * FLAT};
    int foot = p.strip.w ? p.strip.y : o->h - y;
    int clock = p.flat ? (int)(row.w * FLAT_CLOCK_SHARE) : row.w / 2;
    p.heading = (struct box){x, y, row.w - clock - sheet_space(o, HEADING_GAP), row.h};
    p.clock = (struct box){x + row.w - clock, y, clock, row.h};
    p.column = (int)(row.w * FLAT_COLUMN_SHARE);
    int top = y + row.h + sheet_space(o, HEADING_GAP);
    if (o->kind != LAYOUT_LIST) {
        int gap = sheet_space(o, BAR_GAP), bar = sheet_space(o, BAR);
        top = place_sources(o, &p, row) + sheet_space(o, BODY_GAP);
        p.bar = (struct box){x, foot - gap - bar, row.w, bar};
        foot = p.bar.y - gap;
    }
    p.body = (struct box){x, top, row.w, not_negative(foot - top)};
    return p;
}

void layout_parts_heading(const struct sheet *s, const struct parts *p)
{
    struct span title = s->o->title;
    if (title.n == 0)
        title = span_of("Motograph");
    struct ink ink = {.style = heading_style(s->o, TYPE_BOLD),
                      .colour = s->o->theme->quiet,
                      .lang = sheet_forms(s->o->lang, sheet_type(s->o, HEADING)),
                      .direction = sheet_direction(title)};
    size_t first = s->out->n;
    sheet_text(s, p->heading, ALIGN_START, title, ink);
    if (sheet_wall_direction(s->o) == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}

static uint32_t state_colour(const struct sheet *s)
{
    const struct theme *t = s->o->theme;
    switch (s->now->state) {
    case STATE_GOOD:
        return t->good;
    case STATE_STARTING:
        return t->line;
    case STATE_STALE:
    case STATE_OFFLINE:
        break;
    }
    return t->bad;
}

/* Cuts w and a gap off the end of the box. */
static void take_end(struct box *box, int w, int gap)
{
    box->w = not_negative(box->w - w - gap);
}

static void draw_dot(const struct sheet *s, struct box *room)
{
    int side = sheet_type(s->o, HEADING) * 2 / 5;
    drawlist_fill(
        s->out, (struct box){room->x + room->w - side, room->y + (room->h - side) / 2, side, side},
        state_colour(s));
    take_end(room, side, side);
}

static void draw_time(const struct sheet *s, struct box *room)
{
    struct buf text;
    buf_init(&text, LABEL_BYTES);
    if (s->now->clock_known)
        label_clock(s->o->words, s->o->lang, &s->now->local, &text);
    else
        (void)buf_puts(&text, "--:--");
    struct ink ink = {.style = heading_style(s->o, TYPE_BOLD),
                      .colour = s->o->theme->text,
                      .lang = sheet_forms(s->o->lang, sheet_type(s->o, HEADING)),
                      .direction = sheet_direction(buf_span(&text))};
    int w = sheet_text(s, *room, ALIGN_END, buf_span(&text), ink);
    take_end(room, w, sheet_type(s->o, HEADING));
    buf_finish(&text);
}

static void draw_date(const struct sheet *s, struct box room)
{
    struct buf text;
    buf_init(&text, LABEL_BYTES);
    label_date(s->o->words, s->o->lang, &s->now->local, &text);
    struct ink ink = {.style = heading_style(s->o, TYPE_REGULAR),
                      .colour = s->o->theme->quiet,
                      .lang = sheet_forms(s->o->lang, sheet_type(s->o, HEADING)),
                      .direction = sheet_direction(buf_span(&text))};
    if (s->now->clock_known && sheet_width(s->o, buf_span(&text), ink) <= room.w)
        sheet_text(s, room, ALIGN_END, buf_span(&text), ink);
    buf_finish(&text);
}

void layout_parts_clock(const struct sheet *s, const struct parts *p)
{
    struct box room = p->clock;
    size_t first = s->out->n;
    drawlist_fill(s->out, room, s->o->theme->back);
    draw_dot(s, &room);
    draw_time(s, &room);
    draw_date(s, room);
    if (sheet_wall_direction(s->o) == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}
