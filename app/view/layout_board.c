/* layout_board.c - one story large: headline and facts fitted to each other, QR code. Floor 7.
 * Main thread. Knows nothing of what comes next. */
#include "view/fit.h"
#include "view/label.h"
#include "view/layout_card.h"
#include "view/layout_facts.h"

/* Designed sizes, for 1920x1080. */
static const double HEADLINE_MOST = 112, HEADLINE_ALONE = 190, HEADLINE_LEAST = 46;
static const double HEADLINE_MOST_UPRIGHT = 128;
/* With a single fact, as much more as it takes without another line. */
static const double HEADLINE_GROWTH = 1.34;
static const double HEADLINE_GAP = 42, STRETCH_MOST = 60, STRETCH_MOST_UPRIGHT = 110, BAND_PAD = 22,
                    WAITING = 58;
/* What is tried in turn until all facts have room: the most of the body's height that the headline
 * takes, and whether there is a QR code. The last one stays. */
struct attempt {
    double share;
    bool code;
};
static const struct attempt ATTEMPTS[] = {
    {0.56, true}, {0.47, true}, {0.38, true}, {0.31, true}, {0.31, false}};
static const struct attempt ALONE = {1, true};
enum { ATTEMPTS_N = sizeof ATTEMPTS / sizeof *ATTEMPTS };
static const double FACTS_SIZE_MOST = 0.66; /* of the headline's size */
/* The QR code: of the room's height, and when it is too small to be read from a few steps. */
static const double QR_SHARE = 0.5, QR_MOST = 260, QR_LEAST = 160;
enum {
    HEADLINE_LINES = 3,
    HEADLINE_LINES_UPRIGHT = 4,
    TYPE_LEAST = 7,
    QR_LEAST_PX = 130,
    QR_LINK_MAX = 300
};

static bool is_upright(const struct sheet *s)
{
    return s->o->h > s->o->w;
}

/* Lines of this size that the height takes. */
static size_t lines_in(const struct sheet *s, struct span text, struct type_style style, int height)
{
    int line = sheet_line(s->o, style);
    int leading = sheet_leading(s->o, text, style);
    if (line > height || leading <= 0)
        return 0;
    size_t lines = 1 + (size_t)((height - line) / leading);
    size_t most = is_upright(s) ? HEADLINE_LINES_UPRIGHT : HEADLINE_LINES;
    return lines < most ? lines : most;
}

/* A card's texts, measured once for all that is tried with them. */
struct measured {
    struct fit headline; /* at the largest size */
    int usual;           /* size above which it takes no further line */
    struct facts_measured facts;
};

static void measure_card(const struct sheet *s, const struct card *c, struct measured *out)
{
    double usual = is_upright(s) ? HEADLINE_MOST_UPRIGHT : HEADLINE_MOST;
    double most = c->story->n_facts == 0   ? HEADLINE_ALONE
                  : c->story->n_facts == 1 ? usual * HEADLINE_GROWTH
                                           : usual;
    out->usual = c->story->n_facts == 0 ? sheet_type(s->o, most) : sheet_type(s->o, usual);
    fit_measure(s->o->measure, sheet_polished(s, c->story->headline, c->lang), c->lang,
                (struct type_style){sheet_type(s->o, most), TYPE_BOLD}, &out->headline);
    layout_facts_measure(s, c->story, &out->facts);
}

/* Lines of the headline at the usual size, 0 where it must be smaller. */
static size_t lines_at_usual(const struct sheet *s, const struct measured *of, int width,
                             int height)
{
    struct type_style style = {of->usual, TYPE_BOLD};
    size_t lines = lines_in(s, of->headline.text, style, height);
    struct fit_block b;
    bool fits = lines && of->headline.size > of->usual &&
                fit_block(s->o->measure, &of->headline, of->usual, width, lines, FIT_BALANCED, &b);
    return fits ? b.n : 0;
}

/* The largest size at which the headline fits; the last resort is the least one, cut, and false. */
static bool fit_headline(const struct sheet *s, const struct measured *of, int width, int height,
                         struct fit_block *out)
{
    const struct measure *m = s->o->measure;
    const struct fit *f = &of->headline;
    int least = sheet_type(s->o, HEADLINE_LEAST);
    struct type_style style = {f->size, TYPE_BOLD};
    size_t lines = 0, usual = lines_at_usual(s, of, width, height);
    for (;; style.size = style.size * 15 / 16) {
        lines = lines_in(s, f->text, style, height);
        if (style.size > of->usual && lines > usual)
            lines = usual;
        if (lines && fit_block(m, f, style.size, width, lines, FIT_BALANCED, out))
            return true;
        if (style.size <= TYPE_LEAST || (lines && style.size <= least))
            break;
    }
    fit_block_cut(m, f, style.size, width, lines ? lines : 1, out, s->out->arena);
    return false;
}

static struct span link_of(const struct story *story)
{
    struct span link = story->n_tellings ? story->tellings[0].link : (struct span){0};
    bool web = span_starts(link, "https://") || span_starts(link, "http://");
    return web && link.n <= QR_LINK_MAX ? link : (struct span){0};
}

/* Side of the QR code, 0 where there is no link or no room for one that can be scanned. */
static int qr_side(const struct sheet *s, const struct story *story, struct box room)
{
    int side = (int)(room.h * QR_SHARE), most = sheet_space(s->o, QR_MOST);
    if (side > most)
        side = most;
    bool good = side >= QR_LEAST_PX && side >= sheet_space(s->o, QR_LEAST) && side * 4 <= s->o->w;
    return good && link_of(story).n ? side : 0;
}

/* Dark on light, which scanners want, in the theme's own two colours: white would outshine all. */
static void draw_qr(const struct sheet *s, const struct story *story, struct box body, int side)
{
    struct box paper = {body.x + body.w - side, body.y + body.h - side, side, side};
    const struct theme *t = s->o->theme;
    bool light = theme_is_light(t->back);
    drawlist_qr(s->out, paper, link_of(story), light ? t->text : t->back,
                light ? t->back : t->text);
}

/* Headline and facts, fitted to each other. */
struct fitted {
    struct fit_block text; /* of the headline */
    struct box headline, facts_room;
    struct facts facts;
    int qr;
    bool whole; /* the headline is */
};

/* Facts stay well below their headline. */
static int most_for_facts(const struct fit_block *headline)
{
    return (int)(headline->size * FACTS_SIZE_MOST);
}

/* Facts in the room under the headline, and the code where it takes nothing from them (code: where
 * room was kept for it): beside them, on an upright picture below. */
static bool fit_facts(const struct sheet *s, const struct card *c, const struct measured *m,
                      struct box room, bool code, struct fitted *out)
{
    int gap = sheet_space(s->o, HEADLINE_GAP), side = qr_side(s, c->story, room);
    struct box narrow = room;
    if (is_upright(s))
        narrow.h -= side + gap;
    else
        narrow.w -= side + 2 * gap;
    out->facts_room = side && code ? narrow : room;
    bool all =
        layout_facts_fit(s, &m->facts, out->facts_room, most_for_facts(&out->text), &out->facts);
    bool free = is_upright(s) ? out->facts.height <= narrow.h
                              : layout_facts_width(s, &out->facts, c->lang) <= narrow.w;
    out->qr = free ? side : 0;
    if (out->qr && is_upright(s))
        out->facts_room = narrow;
    return all;
}

/* Under the headline. True when all facts are there. */
static bool fit_under(const struct sheet *s, const struct card *c, const struct measured *m,
                      struct box body, const struct attempt *a, struct fitted *out)
{
    int gap = sheet_space(s->o, HEADLINE_GAP);
    out->whole = fit_headline(s, m, body.w, (int)(body.h * a->share), &out->text);
    out->headline = body;
    out->headline.h = sheet_block_height(s->o, &out->text, TYPE_BOLD);
    int used = out->headline.h + (c->breaking ? gap + sheet_space(s->o, BAND_PAD) : gap);
    struct box room = {body.x, body.y + used, body.w, body.h - used};
    return fit_facts(s, c, m, room, a->code, out);
}

/* On a flat picture: beside the headline. */
static void fit_beside(const struct sheet *s, const struct parts *p, const struct measured *m,
                       struct fitted *out)
{
    struct box body = p->body, room = body;
    out->headline = body;
    out->headline.w = p->column;
    int used = out->headline.w + 2 * sheet_space(s->o, HEADLINE_GAP);
    room.x += used;
    room.w -= used;
    out->qr = 0;
    out->whole = fit_headline(s, m, out->headline.w, body.h, &out->text);
    out->headline.h = sheet_block_height(s->o, &out->text, TYPE_BOLD);
    out->facts_room = room;
    (void)layout_facts_fit(s, &m->facts, room, most_for_facts(&out->text), &out->facts);
}

/* Rather fewer facts than half a headline: the least share that holds all of that. */
static void fit_most(const struct sheet *s, const struct parts *p, const struct card *c,
                     const struct measured *m, struct fitted *out)
{
    for (size_t i = 0; i < ATTEMPTS_N; i++)
        if (fit_under(s, c, m, p->body, &ATTEMPTS[i], out))
            return;
    for (size_t i = ATTEMPTS_N; i > 0 && !out->whole; i--)
        (void)fit_under(s, c, m, p->body, &ATTEMPTS[i - 1], out);
}

static void fit_card(const struct sheet *s, const struct parts *p, const struct card *c,
                     struct fitted *out)
{
    struct measured m;
    measure_card(s, c, &m);
    if (c->story->n_facts == 0)
        (void)fit_under(s, c, &m, p->body, &ALONE, out);
    else if (p->flat)
        fit_beside(s, p, &m, out);
    else
        fit_most(s, p, c, &m, out);
}

static int not_negative(int v)
{
    return v > 0 ? v : 0;
}

/* Room left over goes above the headline and between it and the facts; alone or beside them, it
 * stands in the middle. */
static void stretch(const struct sheet *s, const struct parts *p, const struct card *c,
                    struct fitted *fit)
{
    struct box *room = &fit->facts_room;
    int most = sheet_space(s->o, is_upright(s) ? STRETCH_MOST_UPRIGHT : STRETCH_MOST);
    if (c->story->n_facts == 0 || p->flat) {
        int part = (room->h - fit->facts.height) / 2;
        fit->headline.y += not_negative(p->body.h - fit->headline.h) / 2;
        room->y += part;
        room->h -= 2 * part;
    } else if (!c->breaking) {
        int part = not_negative(room->h - fit->facts.height) / 4;
        part = part < most ? part : most;
        fit->headline.y += part;
        room->y += 2 * part;
        room->h -= 2 * part;
    }
}

/* Red from above the sources to below the headline; on a flat picture under all of the body. */
static void draw_band(const struct sheet *s, const struct parts *p, const struct fitted *fit)
{
    int pad = sheet_space(s->o, BAND_PAD);
    int top = p->flat ? p->body.y - pad / 2 : p->sources.y - pad;
    int bottom =
        p->flat ? p->body.y + p->body.h + pad / 2 : fit->headline.y + fit->headline.h + pad;
    drawlist_fill(s->out, (struct box){0, top, s->o->w, bottom - top}, s->o->theme->breaking_back);
}

void layout_board_still(const struct sheet *s, const struct parts *p, const struct story *story)
{
    struct card c = layout_card(s, p, story);
    struct fitted fit;
    fit_card(s, p, &c, &fit);
    stretch(s, p, &c, &fit);
    if (c.breaking)
        draw_band(s, p, &fit);
    layout_card_sources(s, p, &c);
    size_t first = s->out->n;
    sheet_block(s, fit.headline, ALIGN_START, &fit.text,
                (struct ink){{fit.text.size, TYPE_BOLD}, c.text, c.lang, c.direction});
    layout_facts_draw(s, &fit.facts, fit.facts_room, &c);
    if (fit.qr)
        draw_qr(s, story, p->body, fit.qr);
    if (c.direction == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
    layout_board_ticking(s, p, story);
}

void layout_board_ticking(const struct sheet *s, const struct parts *p, const struct story *story)
{
    struct card c = layout_card(s, p, story);
    layout_card_age(s, p, &c);
    layout_card_bar(s, p, &c);
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
    int spare = room.h - sheet_block_height(s->o, &b, style.weight);
    if (spare < 0)
        return;
    room.y += spare / 2;
    sheet_block(s, room, ALIGN_MIDDLE, &b,
                (struct ink){style, s->o->theme->quiet, s->o->lang, sheet_direction(text)});
}
