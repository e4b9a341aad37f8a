/* layout_board.c - one story large: who tells it, headline, facts, QR code, time left. Floor 7.
 * Main thread. Knows nothing of what comes next. */
#include "base/when.h"
#include "view/fit.h"
#include "view/label.h"
#include "view/layout_facts.h"
#include "view/layout_parts.h"

/* Designed sizes, for 1920x1080. */
static const double SOURCE = 32, TAG = 27, GAP = 22;
static const double HEADLINE_MOST = 112, HEADLINE_LEAST = 46, HEADLINE_GAP = 34;
static const double WAITING = 58;
/* Most of the body's height that the headline takes when there are facts too. */
static const double HEADLINE_SHARE = 0.56;
/* The QR code: of the body's height, and when it is too small to be read from a few steps. */
static const double QR_SHARE = 0.42, QR_MOST = 250;
enum { HEADLINE_LINES = 3, TYPE_LEAST = 7, QR_LEAST_PX = 120, QR_LINK_MAX = 300 };

/* Colours and language of one card. */
struct card {
    const struct story *story;
    struct span lang;
    enum direction direction;
    bool breaking;
    uint32_t ground, text, quiet; /* of sources and headline */
};

static struct card card_of(const struct sheet *s, const struct story *story)
{
    const struct theme *t = s->o->theme;
    struct card c = {.story = story,
                     .lang = story->lang,
                     .direction = sheet_story_direction(story),
                     .breaking = story->priority == STORY_BREAKING,
                     .ground = t->back,
                     .text = t->text,
                     .quiet = t->quiet};
    if (c.breaking) {
        c.ground = t->breaking_back;
        c.text = c.quiet = t->breaking_text;
    }
    return c;
}

static struct ink ink(const struct sheet *s, double designed, enum type_weight weight,
                      uint32_t colour, struct span lang, enum direction direction)
{
    return (struct ink){{sheet_type(s->o, designed), weight}, colour, lang, direction};
}

/* Takes width and a gap off the beginning of the box. */
static void advance(struct box *box, int width, int gap)
{
    box->x += width + gap;
    box->w -= width + gap;
}

static void draw_sources(const struct sheet *s, const struct parts *p, const struct card *c)
{
    const struct theme *t = s->o->theme;
    struct box room = p->sources;
    int gap = sheet_space(s->o, GAP);
    if (c->breaking) {
        struct span word = label_find(s->o->words, c->lang, s->o->lang, "labels", "breaking");
        struct ink tag = ink(s, TAG, TYPE_BOLD, t->breaking_back, c->lang, sheet_direction(word));
        advance(&room, sheet_tag(s, room, word, tag, t->breaking_text), gap);
    }
    if (c->story->n_tellings == 0)
        return;
    struct span name = c->story->tellings[0].name;
    struct ink tag = ink(s, TAG, TYPE_BOLD, t->tag_text, c->lang, sheet_direction(name));
    uint32_t colour = c->story->colour ? c->story->colour : t->accent;
    advance(&room, sheet_tag(s, room, name, tag, colour), gap);
    if (c->story->n_tellings == 1)
        return;
    struct buf more;
    buf_init(&more, LABEL_BYTES);
    label_more(s->o->words, s->o->lang, c->story->n_tellings - 1, &more);
    struct ink quiet =
        ink(s, SOURCE, TYPE_REGULAR, c->quiet, s->o->lang, sheet_wall_direction(s->o));
    if (sheet_width(s->o, buf_span(&more), quiet) <= room.w)
        sheet_text(s, room, ALIGN_START, buf_span(&more), quiet);
    buf_finish(&more);
}

static void draw_age(const struct sheet *s, const struct parts *p, const struct card *c)
{
    struct buf age;
    buf_init(&age, LABEL_BYTES);
    label_age(s->o->words, s->o->lang, c->story->published, s->now->now, &age);
    drawlist_fill(s->out, p->age, c->ground);
    sheet_text(s, p->age, ALIGN_END, buf_span(&age),
               ink(s, SOURCE, TYPE_REGULAR, c->quiet, s->o->lang, sheet_wall_direction(s->o)));
    buf_finish(&age);
}

static void draw_bar(const struct sheet *s, const struct parts *p, const struct card *c)
{
    const struct theme *t = s->o->theme;
    int left = s->now->progress < 0 ? 0 : s->now->progress > 1000 ? 1000 : s->now->progress;
    struct box full = p->bar, part = p->bar;
    part.w = (int)((int64_t)full.w * left / 1000);
    drawlist_fill(s->out, full, t->line);
    if (part.w > 0)
        drawlist_fill(s->out, part, c->breaking ? t->breaking_back : t->accent);
}

/* Lines of this size that the height takes. */
static size_t lines_in(const struct sheet *s, struct span text, struct type_style style, int height)
{
    int line = sheet_line(s->o, style);
    int leading = sheet_leading(s->o, text, style);
    if (line > height || leading <= 0)
        return 0;
    size_t lines = 1 + (size_t)((height - line) / leading);
    return lines < HEADLINE_LINES ? lines : HEADLINE_LINES;
}

/* The largest size at which the headline fits; the last resort is the least one, cut. */
static void fit_headline(const struct sheet *s, const struct card *c, int width, int height,
                         struct fit_block *out)
{
    const struct measure *m = s->o->measure;
    struct span text = c->story->headline;
    int least = sheet_type(s->o, HEADLINE_LEAST);
    struct fit f;
    struct type_style style = {sheet_type(s->o, HEADLINE_MOST), TYPE_BOLD};
    fit_measure(m, text, c->lang, style, &f);
    size_t lines = 0;
    for (;; style.size = style.size * 15 / 16) {
        lines = lines_in(s, text, style, height);
        if (lines && fit_block(m, &f, style.size, width, lines, FIT_BALANCED, out))
            return;
        if (style.size <= TYPE_LEAST || (lines && style.size <= least))
            break;
    }
    fit_block_cut(m, &f, style.size, width, lines ? lines : 1, out, s->out->arena);
}

/* Red from above the sources to below the headline. */
static void draw_band(const struct sheet *s, const struct parts *p, int bottom)
{
    int pad = sheet_space(s->o, GAP);
    int y = p->sources.y - pad;
    drawlist_fill(s->out, (struct box){0, y, s->o->w, bottom + pad - y},
                  s->o->theme->breaking_back);
}

static struct span link_of(const struct story *story)
{
    struct span link = story->n_tellings ? story->tellings[0].link : (struct span){0};
    bool web = span_starts(link, "https://") || span_starts(link, "http://");
    return web && link.n <= QR_LINK_MAX ? link : (struct span){0};
}

/* Side of the QR code, 0 where there is no link or no room for one that can be scanned. */
static int qr_side(const struct sheet *s, const struct story *story, struct box body)
{
    int side = (int)(body.h * QR_SHARE), most = sheet_space(s->o, QR_MOST);
    if (side > most)
        side = most;
    return link_of(story).n && side >= QR_LEAST_PX && side * 4 <= s->o->w ? side : 0;
}

/* Black on white whatever the theme: scanners want it so. */
static void draw_qr(const struct sheet *s, const struct story *story, struct box body, int side)
{
    struct box paper = {body.x + body.w - side, body.y + body.h - side, side, side};
    drawlist_qr(s->out, paper, link_of(story), 0x000000, 0xffffff);
}

/* Facts under the headline, beside the QR code; the code only where it takes none of them. */
static void draw_facts(const struct sheet *s, const struct card *c, struct box room)
{
    int side = qr_side(s, c->story, room), gap = sheet_space(s->o, HEADLINE_GAP);
    struct box beside = room;
    if (side)
        beside.w -= side + 2 * gap;
    bool upright = room.h > room.w;
    struct facts facts;
    layout_facts_fit(s, c->story, upright ? room : beside, &facts);
    layout_facts_draw(s, &facts, upright ? room : beside, c->direction);
    if (side && (!upright || facts.height + gap + side <= room.h))
        draw_qr(s, c->story, room, side);
}

void layout_board_still(const struct sheet *s, const struct parts *p, const struct story *story)
{
    struct card c = card_of(s, story);
    struct box body = p->body;
    struct fit_block headline;
    size_t first = s->out->n;
    int share = story->n_facts ? (int)(body.h * HEADLINE_SHARE) : body.h;
    fit_headline(s, &c, body.w, share, &headline);
    int height = sheet_block_height(s->o, &headline, TYPE_BOLD);
    if (c.breaking)
        draw_band(s, p, body.y + height);
    draw_sources(s, p, &c);
    sheet_block(s, body, ALIGN_START, &headline,
                (struct ink){{headline.size, TYPE_BOLD}, c.text, c.lang, c.direction});
    int used = height + sheet_space(s->o, HEADLINE_GAP) * (c.breaking ? 2 : 1);
    body.y += used;
    body.h -= used;
    if (body.h > 0)
        draw_facts(s, &c, body);
    if (c.direction == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
    layout_board_ticking(s, p, story);
}

void layout_board_ticking(const struct sheet *s, const struct parts *p, const struct story *story)
{
    struct card c = card_of(s, story);
    size_t first = s->out->n;
    draw_age(s, p, &c);
    draw_bar(s, p, &c);
    if (c.direction == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}

static const char *waiting_key(enum layout_state state)
{
    return state == STATE_OFFLINE ? "offline" : state == STATE_STARTING ? "starting" : "waiting";
}

void layout_board_waiting(const struct sheet *s, const struct parts *p)
{
    struct span text =
        label_find(s->o->words, s->o->lang, s->o->lang, "wall", waiting_key(s->now->state));
    struct type_style style = {sheet_type(s->o, WAITING), TYPE_REGULAR};
    struct box room = {p->body.x, p->heading.y + p->heading.h, p->body.w, 0};
    room.h = p->body.y + p->body.h - room.y;
    struct fit f;
    struct fit_block b;
    fit_measure(s->o->measure, text, s->o->lang, style, &f);
    while (!fit_block(s->o->measure, &f, style.size, room.w, 2, FIT_BALANCED, &b)) {
        if (style.size <= TYPE_LEAST)
            return;
        style.size = style.size * 7 / 8;
    }
    room.y += (room.h - sheet_block_height(s->o, &b, style.weight)) / 2;
    sheet_block(s, room, ALIGN_MIDDLE, &b,
                (struct ink){style, s->o->theme->quiet, s->o->lang, sheet_wall_direction(s->o)});
}
