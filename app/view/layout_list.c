/* layout_list.c - the newest headlines with source and age, page by page. Floor 7. Main thread.
 * Knows no facts. */
#include <stdio.h>

#include "view/fit.h"
#include "view/label.h"
#include "view/layout_parts.h"

/* Designed sizes, for 1920x1080. */
static const double HEADLINE = 48, HEADLINE_LEAST = 36, SOURCE = 27, ROW_PAD = 18, COLUMN_GAP = 40;
static const double RULE = 2, PAGE = 26;
/* Lines of a headline against the em; scripts that need more take it from the rows' padding. */
static const double LEADING = 1.32;
/* Source and age stand in a column before the headline, on the side where the wall's readers begin.
 */
static const double COLUMN_SHARE = 0.21, COLUMN_SHARE_UPRIGHT = 0.3;
enum { LINES_FLAT = 1, LINES_WIDE = 2, LINES_UPRIGHT = 3, ROWS_MOST = 12 };
/* As many times as wide as high: a line holds most headlines, and type is as much larger. */
static const double FLAT = 2.6, FLAT_TYPE = 1.3;
/* A single page with few rows has higher ones in larger type, up to so much. */
static const double FEW_MOST = 1.6, FEW_TYPE_MOST = 1.25, FEW_SOURCE_MOST = 1.1;
/* A name too long for its column is written smaller, down to this part, before it is cut. */
static const double SOURCE_LEAST = 0.85;

/* The rows of this page. */
struct rows {
    size_t first, n;
    int y, height;
    size_t lines; /* most of a headline */
    double scale; /* of type */
};

static double at_most(double v, double most)
{
    return v < most ? v : most;
}

static bool is_upright(const struct layout_opts *o)
{
    return o->h > o->w;
}

static bool is_flat(const struct layout_opts *o)
{
    return o->w > o->h * FLAT;
}

static size_t row_lines(const struct layout_opts *o)
{
    return is_upright(o) ? LINES_UPRIGHT : LINES_WIDE;
}

/* That a row is high, in the largest type. */
static size_t full_lines(const struct layout_opts *o)
{
    return is_flat(o) ? LINES_FLAT : row_lines(o);
}

/* Of headlines, as much larger as rows of few stories let them be. */
static int headline_size(const struct layout_opts *o, double scale)
{
    return sheet_type(o, HEADLINE * (is_flat(o) ? FLAT_TYPE : 1) * scale);
}

static int page_line(const struct layout_opts *o)
{
    return sheet_line(o, (struct type_style){sheet_type(o, PAGE), TYPE_REGULAR});
}

size_t layout_list_page_size(const struct layout_opts *o)
{
    struct parts p = layout_parts(o);
    double text = headline_size(o, 1) * LEADING * (double)full_lines(o);
    int height = (int)text + 2 * sheet_space(o, ROW_PAD);
    int rows = (p.body.h - page_line(o)) / height;
    return rows < 1 ? 1 : rows > ROWS_MOST ? ROWS_MOST : (size_t)rows;
}

/* Of a size at which the name is no wider than its column, if there is one. */
static struct type_style source_style(const struct sheet *s, int width, struct span name,
                                      struct span lang, double scale)
{
    struct type_style style = {sheet_type(s->o, SOURCE * at_most(scale, FEW_SOURCE_MOST)),
                               TYPE_BOLD};
    int least = (int)(style.size * SOURCE_LEAST);
    while (style.size > least &&
           sheet_width(s->o, name, (struct ink){.style = style, .lang = lang}) + style.size > width)
        style.size--;
    return style;
}

/* The source's tag with the age under it, in the middle of the cell's height. */
static void draw_source(const struct sheet *s, struct box cell, const struct story *story,
                        double scale)
{
    const struct theme *t = s->o->theme;
    struct span name = story->n_tellings ? story->tellings[0].name : (struct span){0};
    struct span forms = sheet_forms(story->lang, sheet_type(s->o, SOURCE));
    struct type_style style = source_style(s, cell.w, name, forms, scale);
    struct ink tag = {style, t->tag_text, forms, sheet_direction(name)};
    uint32_t ground = sheet_tag_ground(s, story);
    if (story->priority == STORY_BREAKING) {
        ground = t->breaking_back;
        tag.colour = t->breaking_text;
    }
    int line = sheet_line(s->o, style) * 9 / 8;
    struct box room = {cell.x, cell.y + cell.h / 2 - line, cell.w, line};
    sheet_tag(s, room, name, tag, ground);
    struct buf age;
    buf_init(&age, LABEL_BYTES);
    label_age(s->o->words, s->o->lang, story->published, s->now->now, &age);
    struct ink quiet = {style, t->quiet, sheet_forms(s->o->lang, sheet_type(s->o, SOURCE)),
                        sheet_direction(buf_span(&age))};
    quiet.style = (struct type_style){sheet_type(s->o, SOURCE * at_most(scale, FEW_SOURCE_MOST)),
                                      TYPE_REGULAR};
    room.y += line;
    sheet_text(s, room, ALIGN_START, buf_span(&age), quiet);
    buf_finish(&age);
}

static struct span headline_forms(const struct sheet *s, const struct story *story)
{
    return sheet_forms(story->lang, sheet_type(s->o, HEADLINE));
}

/* As large as the cell takes; scripts with high lines need a smaller size for as many of them. */
static void fit_headline(const struct sheet *s, const struct story *story, struct box cell,
                         const struct rows *r, struct fit_block *out)
{
    const struct measure *m = s->o->measure;
    int least = sheet_type(s->o, HEADLINE_LEAST);
    struct type_style style = {headline_size(s->o, r->scale), TYPE_BOLD};
    struct fit f;
    int room = cell.h - sheet_space(s->o, ROW_PAD);
    fit_measure(m, sheet_polished(s, story->headline, story->lang), headline_forms(s, story), style,
                &f);
    for (; style.size > least; style.size = style.size * 15 / 16)
        if (fit_block(m, &f, style.size, cell.w, r->lines, FIT_FULL, out) &&
            sheet_block_height(s->o, out, TYPE_BOLD) <= room)
            return;
    if (!fit_block(m, &f, least, cell.w, r->lines, FIT_FULL, out))
        fit_block_cut(m, &f, least, cell.w, r->lines, out, s->out->arena);
}

static int widest_line(const struct sheet *s, const struct fit_block *b, struct ink ink)
{
    int most = 0;
    for (size_t i = 0; i < b->n; i++) {
        int w = sheet_width(s->o, b->lines[i], ink);
        most = w > most ? w : most;
    }
    return most;
}

/* Beside its source, whichever way it runs: lines of the other direction than the wall's begin at
 * the other end of the widest of them. */
static void draw_headline(const struct sheet *s, struct box cell, const struct story *story,
                          const struct rows *r)
{
    struct fit_block b;
    fit_headline(s, story, cell, r, &b);
    int spare = cell.h - sheet_block_height(s->o, &b, TYPE_BOLD);
    cell.y += spare > 0 ? spare / 2 : 0;
    struct ink ink = {{b.size, TYPE_BOLD},
                      s->o->theme->text,
                      headline_forms(s, story),
                      sheet_story_direction(story)};
    bool along = ink.direction == sheet_wall_direction(s->o);
    if (!along)
        cell.w = widest_line(s, &b, ink);
    sheet_block(s, cell, along ? ALIGN_START : ALIGN_END, &b, ink);
}

static void draw_row(const struct sheet *s, struct box row, const struct story *story, bool ruled,
                     const struct rows *r)
{
    size_t first = s->out->n;
    double share = is_upright(s->o) ? COLUMN_SHARE_UPRIGHT : COLUMN_SHARE;
    int column = (int)(row.w * share), gap = sheet_space(s->o, COLUMN_GAP);
    if (ruled)
        drawlist_fill(s->out, (struct box){row.x, row.y, row.w, sheet_space(s->o, RULE)},
                      s->o->theme->line);
    draw_source(s, (struct box){row.x, row.y, column - gap, row.h}, story, r->scale);
    draw_headline(s, (struct box){row.x + column, row.y, row.w - column, row.h}, story, r);
    if (sheet_wall_direction(s->o) == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}

static void draw_page(const struct sheet *s, struct box foot, size_t page, size_t pages)
{
    char text[48];
    snprintf(text, sizeof text, "%zu / %zu", page + 1, pages);
    struct ink ink = {
        {sheet_type(s->o, PAGE), TYPE_REGULAR}, s->o->theme->quiet, s->o->lang, DIRECTION_LTR};
    size_t first = s->out->n;
    sheet_text(s, foot, ALIGN_END, span_of(text), ink);
    if (sheet_wall_direction(s->o) == DIRECTION_RTL)
        sheet_mirror(s->out, first, s->o->w);
}

/* Where the rows of the page stand. Of a single page they fill the body, as far as they can grow,
 * and what is left over stands mostly below them. */
static struct rows place_rows(const struct sheet *s, struct box body, int foot, size_t n_next)
{
    size_t most = layout_list_page_size(s->o), pages = (n_next + most - 1) / most;
    struct rows r = {
        .first = s->now->page % pages * most, .y = body.y, .lines = row_lines(s->o), .scale = 1};
    r.n = n_next - r.first < most ? n_next - r.first : most;
    r.height = (body.h - foot) / (int)most;
    if (pages > 1)
        return r;
    double grown = at_most((double)most / (double)r.n, FEW_MOST);
    r.height = (int)(r.height * grown);
    r.scale = at_most(grown, FEW_TYPE_MOST);
    r.lines += grown > r.scale ? 1 : 0;
    r.y += (body.h - (int)r.n * r.height) / 3;
    return r;
}

void layout_list_still(const struct sheet *s, const struct parts *p,
                       const struct story *const *next, size_t n_next)
{
    size_t rows = layout_list_page_size(s->o), pages = (n_next + rows - 1) / rows;
    int foot = page_line(s->o);
    struct rows r = place_rows(s, p->body, foot, n_next);
    if (r.height < headline_size(s->o, 1) * LEADING * (is_flat(s->o) ? LINES_FLAT : LINES_WIDE))
        return; /* no picture for a list */
    struct box row = {p->body.x, r.y, p->body.w, r.height};
    for (size_t i = 0; i < r.n; i++, row.y += r.height)
        draw_row(s, row, next[r.first + i], i > 0, &r);
    if (pages > 1)
        draw_page(s, (struct box){p->body.x, p->body.y + p->body.h - foot, p->body.w, foot},
                  s->now->page % pages, pages);
}
