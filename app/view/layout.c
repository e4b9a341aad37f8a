/* layout.c - stories to draw lists: the door to the three layouts. Floor 7. Main thread. No SDL. */
#include "view/layout.h"

#include "base/utf8.h"
#include "view/layout_parts.h"

/* The strip wanders by at most one in so many of its height: its text stays inside the picture. */
enum { STRIP_SHIFT_MOST = 12 };
enum { CARD_MS_LEAST = 6000, CARD_MS_MOST = 45000 };

/* As far as text and edges may go before they leave the picture. */
static int within(int v, int most)
{
    return v > most ? most : v < -most ? -most : v;
}

/* Of the designed text, by which the lamps of a whole picture are sized. */
static const double LAMPS_TYPE = 46;

/* Lamps over what is drawn anew: there is a fill under each part of that. */
static void draw_lamps(const struct sheet *s, bool all)
{
    const struct layout_opts *o = s->o;
    int type = sheet_type(o, LAMPS_TYPE);
    if (all) {
        sheet_lamps(s, (struct box){0, 0, o->w, o->h}, type, true, o->theme->back);
        return;
    }
    for (size_t i = 0, n = s->out->n; i < n; i++)
        if (s->out->cmds[i].kind == DRAW_FILL)
            sheet_lamps(s, s->out->cmds[i].box, type, true, o->theme->back);
}

/* Under the strip, and between it and the picture's edge where it wandered away from that. */
static void draw_ground(const struct layout_opts *o, struct draw_list *out)
{
    struct box home = layout_parts(o).strip, strip = layout_strip_box(o);
    int top = home.y == 0 ? 0 : strip.y;
    int bottom = home.y + home.h == o->h ? o->h : strip.y + strip.h;
    if (strip.w)
        drawlist_fill(out, (struct box){0, top, o->w, bottom - top}, o->theme->crawl_back);
}

static struct sheet begin(const struct layout_opts *o, const struct layout_now *now,
                          struct draw_list *out)
{
    drawlist_reset(out, o->w, o->h);
    out->rotation = o->rotation;
    out->back = o->theme->back;
    return (struct sheet){o, now, out};
}

enum direction layout_direction(const struct layout_opts *o)
{
    return sheet_wall_direction(o);
}

struct box layout_strip_box(const struct layout_opts *o)
{
    struct box strip = layout_parts(o).strip;
    strip.y += strip.w ? within(o->shift_y, strip.h / STRIP_SHIFT_MOST) : 0;
    return strip;
}

void layout_still(const struct layout_opts *o, const struct layout_now *now,
                  const struct story *story, const struct story *const *next, size_t n_next,
                  struct draw_list *out)
{
    struct sheet s = begin(o, now, out);
    struct parts p = layout_parts(o);
    if (o->kind == LAYOUT_CRAWL) {
        layout_crawl_clock(&s, &p);
    } else {
        layout_parts_heading(&s, &p);
        layout_parts_clock(&s, &p);
        if (o->kind == LAYOUT_LIST && n_next)
            layout_list_still(&s, &p, next, n_next);
        else if (o->kind == LAYOUT_BOARD && story)
            layout_board_still(&s, &p, story);
        else
            layout_board_waiting(&s, &p);
    }
    sheet_settle(out, o->shift_x, o->shift_y);
    draw_lamps(&s, true);
    draw_ground(o, out);
    drawlist_seal(out);
}

void layout_ticking(const struct layout_opts *o, const struct layout_now *now,
                    const struct story *story, struct draw_list *out)
{
    struct sheet s = begin(o, now, out);
    struct parts p = layout_parts(o);
    if (o->kind == LAYOUT_CRAWL) {
        layout_crawl_clock(&s, &p);
    } else {
        layout_parts_clock(&s, &p);
        if (o->kind == LAYOUT_BOARD && story)
            layout_board_ticking(&s, &p, story);
    }
    sheet_settle(out, o->shift_x, o->shift_y);
    draw_lamps(&s, false);
    drawlist_seal(out);
}

void layout_item(const struct layout_opts *o, const struct layout_now *now,
                 const struct story *story, struct draw_list *out)
{
    struct box strip = layout_strip_box(o);
    struct sheet s = begin(o, now, out);
    out->back = o->theme->crawl_back;
    layout_item_draw(&s, story, strip.h);
    drawlist_seal(out);
}

/* A character of a script without spaces reads as half a word. */
static int half_words(struct span text)
{
    int n = 0;
    bool inside = false;
    while (text.n) {
        uint32_t cp = utf8_next(&text);
        bool space = utf8_is_space(cp);
        n += utf8_is_cjk(cp) ? 1 : !space && !inside ? 2 : 0;
        inside = !space && !utf8_is_cjk(cp);
    }
    return n;
}

int layout_card_ms(const struct story *story, int wpm)
{
    int64_t halves = half_words(story->headline);
    for (size_t i = 0; i < story->n_facts; i++)
        halves += half_words(story->facts[i].text);
    int64_t ms = halves * 30000 / (wpm > 0 ? wpm : 1);
    return ms < CARD_MS_LEAST ? CARD_MS_LEAST : ms > CARD_MS_MOST ? CARD_MS_MOST : (int)ms;
}

size_t layout_page_size(const struct layout_opts *o)
{
    return layout_list_page_size(o);
}
