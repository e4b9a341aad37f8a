/* layout_card.c - what frames the large story. Floor 7. Main thread. Knows neither headline nor
 * facts. */
#include "view/layout_card.h"

#include "view/label.h"

/* Designed sizes, for 1920x1080. */
static const double SOURCE = 32, TAG = 27, GAP = 22;

struct card layout_card(const struct sheet *s, const struct parts *p, const struct story *story)
{
    const struct theme *t = s->o->theme;
    struct card c = {.story = story,
                     .lang = story->lang,
                     .direction = sheet_story_direction(story),
                     .breaking = story->priority == STORY_BREAKING,
                     .row_ground = t->back,
                     .row_text = t->text,
                     .row_quiet = t->quiet,
                     .text = t->text,
                     .fact_text = t->text,
                     .fact_label = t->accent};
    c.row_direction = p->flat ? sheet_wall_direction(s->o) : c.direction;
    if (!c.breaking)
        return c;
    c.text = t->breaking_text;
    if (p->flat) {
        c.fact_text = c.fact_label = t->breaking_text;
    } else {
        c.row_ground = t->breaking_back;
        c.row_text = c.row_quiet = t->breaking_text;
    }
    return c;
}

static struct ink ink(const struct sheet *s, double designed, enum type_weight weight,
                      uint32_t colour, struct span lang, enum direction direction)
{
    struct type_style style = {sheet_type(s->o, designed), weight};
    return (struct ink){style, colour, sheet_forms(lang, style.size), direction};
}

/* Takes width and a gap off the beginning of the box. */
static void advance(struct box *box, int width, int gap)
{
    box->x += width + gap;
    box->w -= width + gap;
}

/* "BREAKING", the other way round where it stands on the red itself. */
static int draw_breaking(const struct sheet *s, struct box room, const struct card *c)
{
    uint32_t text = s->o->theme->breaking_text, ground = s->o->theme->breaking_back;
    bool on_red = c->row_ground == ground;
    struct span word = label_find(s->o->words, c->lang, s->o->lang, "labels", "breaking");
    struct ink tag = ink(s, TAG, TYPE_BOLD, on_red ? ground : text, c->lang, sheet_direction(word));
    return sheet_tag(s, room, word, tag, on_red ? text : ground);
}

/* The name on its colour; on red without one. */
static int draw_name(const struct sheet *s, struct box room, const struct card *c)
{
    const struct theme *t = s->o->theme;
    struct span name = c->story->tellings[0].name;
    struct ink bold = ink(s, SOURCE, TYPE_BOLD, c->row_text, c->lang, sheet_direction(name));
    struct ink tag = ink(s, TAG, TYPE_BOLD, t->tag_text, c->lang, sheet_direction(name));
    if (c->breaking)
        return sheet_text(s, room, ALIGN_START, name, bold);
    return sheet_tag(s, room, name, tag, sheet_tag_ground(s, c->story));
}

static void draw_more(const struct sheet *s, struct box room, const struct card *c)
{
    struct buf more;
    buf_init(&more, LABEL_BYTES);
    label_more(s->o->words, s->o->lang, c->story->n_tellings - 1, &more);
    struct ink quiet =
        ink(s, SOURCE, TYPE_REGULAR, c->row_quiet, s->o->lang, sheet_direction(buf_span(&more)));
    if (sheet_width(s->o, buf_span(&more), quiet) <= room.w)
        sheet_text(s, room, ALIGN_START, buf_span(&more), quiet);
    buf_finish(&more);
}

static void turn(const struct sheet *s, const struct card *c, size_t first)
{
    if (c->row_direction == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}

void layout_card_sources(const struct sheet *s, const struct parts *p, const struct card *c)
{
    struct box room = p->sources;
    int gap = sheet_space(s->o, GAP);
    size_t first = s->out->n;
    if (c->breaking)
        advance(&room, draw_breaking(s, room, c), gap);
    if (c->story->n_tellings)
        advance(&room, draw_name(s, room, c), gap);
    if (c->story->n_tellings > 1)
        draw_more(s, room, c);
    turn(s, c, first);
}

void layout_card_age(const struct sheet *s, const struct parts *p, const struct card *c)
{
    struct buf age;
    size_t first = s->out->n;
    buf_init(&age, LABEL_BYTES);
    label_age(s->o->words, s->o->lang, c->story->published, s->now->now, &age);
    drawlist_fill(s->out, p->age, c->row_ground);
    sheet_text(
        s, p->age, ALIGN_END, buf_span(&age),
        ink(s, SOURCE, TYPE_REGULAR, c->row_quiet, s->o->lang, sheet_direction(buf_span(&age))));
    buf_finish(&age);
    turn(s, c, first);
}

void layout_card_bar(const struct sheet *s, const struct parts *p, const struct card *c)
{
    const struct theme *t = s->o->theme;
    int left = s->now->progress < 0 ? 0 : s->now->progress > 1000 ? 1000 : s->now->progress;
    struct box part = p->bar;
    size_t first = s->out->n;
    part.w = (int)((int64_t)part.w * left / 1000);
    drawlist_fill(s->out, p->bar, t->line);
    if (part.w > 0)
        drawlist_fill(s->out, part, c->breaking ? t->breaking_back : t->accent);
    if (c->direction == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}
