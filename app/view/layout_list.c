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
/* Source and age stand in a column before the headline. */
static const double COLUMN_SHARE = 0.19, COLUMN_SHARE_UPRIGHT = 0.3;
enum { LINES_WIDE = 2, LINES_UPRIGHT = 3, ROWS_MOST = 12 };

static bool is_upright(const struct layout_opts *o)
{
    return o->h > o->w;
}

static size_t row_lines(const struct layout_opts *o)
{
    return is_upright(o) ? LINES_UPRIGHT : LINES_WIDE;
}

static int page_line(const struct layout_opts *o)
{
    return sheet_line(o, (struct type_style){sheet_type(o, PAGE), TYPE_REGULAR});
}

size_t layout_list_page_size(const struct layout_opts *o)
{
    struct parts p = layout_parts(o);
    double text = sheet_type(o, HEADLINE) * LEADING * (double)row_lines(o);
    int height = (int)text + 2 * sheet_space(o, ROW_PAD);
    int rows = (p.body.h - page_line(o)) / height;
    return rows < 1 ? 1 : rows > ROWS_MOST ? ROWS_MOST : (size_t)rows;
}

/* The source's tag with the age under it, in the middle of the cell's height. */
static void draw_source(const struct sheet *s, struct box cell, const struct story *story)
{
    const struct theme *t = s->o->theme;
    struct span name = story->n_tellings ? story->tellings[0].name : (struct span){0};
    struct type_style style = {sheet_type(s->o, SOURCE), TYPE_BOLD};
    struct ink tag = {style, t->tag_text, story->lang, sheet_direction(name)};
    uint32_t ground = story->colour ? story->colour : t->accent;
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
    struct ink quiet = {style, t->quiet, s->o->lang, sheet_wall_direction(s->o)};
    quiet.style.weight = TYPE_REGULAR;
    room.y += line;
    sheet_text(s, room, ALIGN_START, buf_span(&age), quiet);
    buf_finish(&age);
}

static void fit_headline(const struct sheet *s, const struct story *story, int width,
                         struct fit_block *out)
{
    const struct measure *m = s->o->measure;
    int least = sheet_type(s->o, HEADLINE_LEAST);
    struct type_style style = {sheet_type(s->o, HEADLINE), TYPE_BOLD};
    struct fit f;
    fit_measure(m, story->headline, story->lang, style, &f);
    for (; style.size > least; style.size = style.size * 15 / 16)
        if (fit_block(m, &f, style.size, width, row_lines(s->o), FIT_FULL, out))
            return;
    if (!fit_block(m, &f, least, width, row_lines(s->o), FIT_FULL, out))
        fit_block_cut(m, &f, least, width, row_lines(s->o), out, s->out->arena);
}

static void draw_headline(const struct sheet *s, struct box cell, const struct story *story)
{
    struct fit_block b;
    fit_headline(s, story, cell.w, &b);
    int spare = cell.h - sheet_block_height(s->o, &b, TYPE_BOLD);
    cell.y += spare > 0 ? spare / 2 : 0;
    sheet_block(
        s, cell, ALIGN_START, &b,
        (struct ink){
            {b.size, TYPE_BOLD}, s->o->theme->text, story->lang, sheet_story_direction(story)});
}

static void draw_row(const struct sheet *s, struct box row, const struct story *story, bool ruled)
{
    size_t first = s->out->n;
    double share = is_upright(s->o) ? COLUMN_SHARE_UPRIGHT : COLUMN_SHARE;
    int column = (int)(row.w * share), gap = sheet_space(s->o, COLUMN_GAP);
    if (ruled)
        drawlist_fill(s->out, (struct box){row.x, row.y, row.w, sheet_space(s->o, RULE)},
                      s->o->theme->line);
    draw_source(s, (struct box){row.x, row.y, column - gap, row.h}, story);
    draw_headline(s, (struct box){row.x + column, row.y, row.w - column, row.h}, story);
    if (sheet_story_direction(story) == DIRECTION_RTL)
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

void layout_list_still(const struct sheet *s, const struct parts *p,
                       const struct story *const *next, size_t n_next)
{
    size_t rows = layout_list_page_size(s->o), pages = (n_next + rows - 1) / rows;
    size_t page = s->now->page % pages, first = page * rows;
    int foot = page_line(s->o), height = (p->body.h - foot) / (int)rows;
    if (height < sheet_type(s->o, HEADLINE) * LEADING * LINES_WIDE)
        return; /* no picture for a list */
    struct box row = {p->body.x, p->body.y, p->body.w, height};
    for (size_t i = first; i < n_next && i < first + rows; i++, row.y += height)
        draw_row(s, row, next[i], i > first);
    if (pages > 1)
        draw_page(s, (struct box){p->body.x, p->body.y + p->body.h - foot, p->body.w, foot}, page,
                  pages);
}
