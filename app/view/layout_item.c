/* layout_item.c - one story as an item of the crawl. Floor 7. Main thread. Knows no neighbours. */
#include "base/utf8.h"
#include "view/fit.h"
#include "view/label.h"
#include "view/layout_parts.h"

/* Type of a strip that is as high as designed; a higher bar has larger type. */
static const double TEXT = 46, TAG_SIZE = 0.66, AGE_SIZE = 0.72, TEXT_SHARE = 0.52;
static const struct span DASH = SPAN("\xe2\x80\x93");
/* Far more than is ever told, and a bound for what is shaped. */
enum { ITEM_TEXT_MAX = 2048 };

/* An item while it grows to the right. */
struct item {
    const struct sheet *s;
    const struct story *story;
    int x, h, em;
    bool breaking;
    enum direction direction;
};

static int em_of(const struct layout_opts *o, int height)
{
    if (o->kind != LAYOUT_CRAWL)
        return sheet_type(o, TEXT);
    int em = (int)(height * TEXT_SHARE);
    while (em > 1 && sheet_line(o, (struct type_style){em, TYPE_BOLD}) > height)
        em--;
    return em;
}

static uint32_t colour_of(const struct item *i, uint32_t usual)
{
    return i->breaking ? i->s->o->theme->breaking_text : usual;
}

/* Text at the end of the item, one em before what follows. */
static void put(struct item *i, struct span text, struct ink ink)
{
    const struct layout_opts *o = i->s->o;
    text = utf8_cut(text, ITEM_TEXT_MAX);
    int width = sheet_width(o, text, ink), line = sheet_line(o, ink.style);
    if (width <= 0)
        return;
    drawlist_text(i->s->out, (struct box){i->x, (i->h - line) / 2, width, line}, text, ink.lang,
                  ink.style, ink.colour, ink.direction);
    i->x += width + i->em / 2;
}

static struct ink ink(const struct item *i, double size, enum type_weight weight, uint32_t usual)
{
    struct type_style style = {(int)(i->em * size + 0.5), weight};
    return (struct ink){style, colour_of(i, usual), sheet_forms(i->story->lang, style.size),
                        i->direction};
}

static void put_tag(struct item *i)
{
    const struct theme *t = i->s->o->theme;
    struct ink tag = ink(i, TAG_SIZE, TYPE_BOLD, t->tag_text);
    uint32_t ground = sheet_tag_ground(i->s, i->story);
    struct span name = i->story->n_tellings ? i->story->tellings[0].name : (struct span){0};
    if (i->breaking) {
        ground = t->breaking_text;
        tag.colour = t->breaking_back;
        name = label_find(i->s->o->words, i->story->lang, i->s->o->lang, "labels", "breaking");
    }
    tag.direction = sheet_direction(name);
    int width = sheet_tag(i->s, (struct box){i->x, 0, i->em * 16, i->h}, name, tag, ground);
    i->x += width ? width + i->em / 2 : 0;
}

static void put_facts(struct item *i)
{
    const struct theme *t = i->s->o->theme;
    for (size_t f = 0; f < i->story->n_facts; f++) {
        put(i, DASH, ink(i, 1, TYPE_REGULAR, t->crawl_quiet));
        struct ink fact = ink(i, 1, TYPE_REGULAR, t->crawl_text);
        fact.direction = sheet_direction_in(i->story->facts[f].text, i->direction);
        put(i, sheet_polished(i->s, i->story->facts[f].text, i->story->lang), fact);
    }
}

static void put_age(struct item *i)
{
    const struct layout_opts *o = i->s->o;
    struct buf age;
    buf_init(&age, LABEL_BYTES);
    label_age(o->words, o->lang, i->story->published, i->s->now->now, &age);
    struct ink quiet = ink(i, AGE_SIZE, TYPE_REGULAR, o->theme->crawl_quiet);
    quiet.lang = sheet_forms(o->lang, quiet.style.size);
    quiet.direction = sheet_direction(buf_span(&age));
    put(i, buf_span(&age), quiet);
    buf_finish(&age);
}

/* Where the crawl goes on after this item: on the right, on a right-to-left wall on the left. */
static void put_separator(struct item *i)
{
    struct draw_list *out = i->s->out;
    int side = i->em / 5 > 0 ? i->em / 5 : 1, gap = i->em * 3 / 4;
    int x = i->x + gap;
    if (sheet_wall_direction(i->s->o) == DIRECTION_RTL) {
        for (size_t c = 0; c < out->n; c++)
            out->cmds[c].box.x += gap + side;
        x = 0;
    }
    drawlist_fill(out, (struct box){x, (i->h - side) / 2, side, side}, i->s->o->theme->crawl_quiet);
    i->x += gap + side;
}

/* Red under all of it; its width is set when it is known. */
static void begin_band(struct item *i)
{
    drawlist_fill(i->s->out, (struct box){0, 0, 0, i->h}, i->s->o->theme->breaking_back);
    i->x = i->em / 2;
}

void layout_item_draw(const struct sheet *s, const struct story *story, int height)
{
    struct item i = {.s = s,
                     .story = story,
                     .h = height,
                     .em = em_of(s->o, height),
                     .breaking = story->priority == STORY_BREAKING,
                     .direction = sheet_story_direction(story)};
    if (i.breaking)
        begin_band(&i);
    put_tag(&i);
    put(&i, sheet_polished(s, story->headline, story->lang),
        ink(&i, 1, TYPE_BOLD, s->o->theme->crawl_text));
    if (s->o->kind == LAYOUT_CRAWL)
        put_facts(&i);
    put_age(&i);
    if (i.breaking && s->out->n)
        s->out->cmds[0].box.w = i.x;
    else if (i.x > 0)
        i.x -= i.em / 2; /* what would part it from a next text */
    if (i.direction == DIRECTION_RTL)
        sheet_mirror(s->out, 0, i.x);
    put_separator(&i);
    sheet_lamps(s, (struct box){0, 0, i.x, height}, i.em, false, s->o->theme->crawl_back);
    s->out->w = i.x;
    s->out->h = height;
}
