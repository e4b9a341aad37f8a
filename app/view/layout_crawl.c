/* layout_crawl.c - what a whole screen shows beside the bar of the crawl: a large quiet clock.
 * Floor 7. Main thread. Knows no news. */
#include "view/label.h"
#include "view/layout_parts.h"

/* Designed sizes, for 1920x1080. */
static const double TIME = 230, DATE = 54, GAP = 24;
/* The clock takes at most this of the width; it stands where there is so many times its height. */
static const double WIDTH_SHARE = 0.7, ROOM_LEAST = 1.6;
enum { TYPE_LEAST = 12 };

struct words_of_clock {
    struct span text;
    struct type_style style;
    uint32_t colour;
};

/* In the middle of the box, and to its end: below figures a line is empty. */
static void put(const struct sheet *s, struct box box, const struct words_of_clock *w)
{
    size_t drawn = s->out->n;
    struct ink ink = {w->style, w->colour, sheet_forms(s->o->lang, w->style.size),
                      sheet_direction(w->text)};
    if (sheet_text(s, box, ALIGN_MIDDLE, w->text, ink)) {
        struct box *line = &s->out->cmds[drawn].box;
        line->h = box.y + box.h - line->y;
    }
}

static void fit(const struct sheet *s, int width, struct words_of_clock *w)
{
    struct ink ink = {.style = w->style, .lang = sheet_forms(s->o->lang, w->style.size)};
    while (ink.style.size > TYPE_LEAST && sheet_width(s->o, w->text, ink) > width)
        ink.style.size = ink.style.size * 15 / 16;
    w->style = ink.style;
}

/* Both lines in the middle of the room, with their ground; nothing where they would fill it. */
static void draw(const struct sheet *s, struct box room, struct words_of_clock *time,
                 struct words_of_clock *date)
{
    fit(s, (int)(room.w * WIDTH_SHARE), time);
    fit(s, (int)(room.w * WIDTH_SHARE), date);
    int high = time->style.size * 5 / 4, low = sheet_line(s->o, date->style);
    int height = high + sheet_space(s->o, GAP) + low;
    if (height * ROOM_LEAST > room.h)
        return;
    struct box all = {room.x, room.y + (room.h - height) / 2, room.w, height};
    drawlist_fill(s->out, all, s->o->theme->back);
    put(s, (struct box){all.x, all.y, all.w, high}, time);
    put(s, (struct box){all.x, all.y + height - low, all.w, low}, date);
}

void layout_crawl_clock(const struct sheet *s, const struct parts *p)
{
    const struct layout_opts *o = s->o;
    struct buf time, date;
    struct box room = p->body;
    room.y = p->strip.y == 0 ? p->strip.h : 0;
    room.h = o->h - p->strip.h;
    buf_init(&time, LABEL_BYTES);
    buf_init(&date, LABEL_BYTES);
    label_clock(o->words, o->lang, &s->now->local, &time);
    label_date(o->words, o->lang, &s->now->local, &date);
    struct words_of_clock large = {
        buf_span(&time), {sheet_type(o, TIME), TYPE_REGULAR}, o->theme->text};
    struct words_of_clock small = {
        buf_span(&date), {sheet_type(o, DATE), TYPE_REGULAR}, o->theme->quiet};
    if (s->now->clock_known)
        draw(s, room, &large, &small);
    buf_finish(&time);
    buf_finish(&date);
}
