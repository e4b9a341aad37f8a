/* layout_list.c - the newest headlines with source and age, page by page. Floor 7. Main thread.
 * Knows no facts. */
#include <stdio.h>

#include "view/fit.h"
#include "view/label.h"
#include "view/layout_parts.h"

/* Designed sizes, for 1920x1080. */
static const double HEADLINE = 45, HEADLINE_LEAST = 38, SOURCE = 27, ROW_PAD = 19, COLUMN_GAP = 40;
static const double RULE = 2, PAGE = 26;
/* Source and age stand in a column before the headline. */
static const double COLUMN_SHARE = 0.2, COLUMN_SHARE_UPRIGHT = 0.27;
enum { ROW_LINES = 2, ROWS_MOST = 12 };

struct row_sizes {
    struct type_style headline, least, source;
    int pad, line, height;
};

static struct row_sizes sizes_of(const struct layout_opts *o)
{
    struct row_sizes z = {.headline = {sheet_type(o, HEADLINE), TYPE_BOLD},
                          .least = {sheet_type(o, HEADLINE_LEAST), TYPE_BOLD},
                          .source = {sheet_type(o, SOURCE), TYPE_BOLD},
                          .pad = sheet_space(o, ROW_PAD)};
    z.line = sheet_line(o, z.headline);
    z.height = ROW_LINES * z.line + 2 * z.pad;
    return z;
}

static int page_line(const struct layout_opts *o)
{
    return sheet_line(o, (struct type_style){sheet_type(o, PAGE), TYPE_REGULAR});
}

size_t layout_list_page_size(const struct layout_opts *o)
{
    struct parts p = layout_parts(o);
    int rows = (p.body.h - page_line(o)) / sizes_of(o).height;
    return rows < 1 ? 1 : rows > ROWS_MOST ? ROWS_MOST : (size_t)rows;
}

static void draw_source(const struct sheet *s, const struct row_sizes *z, struct box cell,
                        const struct story *story)
{
    const struct theme *t = s->o->theme;
    struct span name = story->n_tellings ? story->tellings[0].name : (struct span){0};
    struct ink tag = {z->source, t->tag_text, story->lang, sheet_direction(name)};
    uint32_t ground = story->colour ? story->colour : t->accent;
    if (story->priority == STORY_BREAKING) {
        ground = t->breaking_back;
        tag.colour = t->breaking_text;
    }
    sheet_tag(s, (struct box){cell.x, cell.y, cell.w, z->line}, name, tag, ground);
    struct buf age;
    buf_init(&age, LABEL_BYTES);
    label_age(s->o->words, s->o->lang, story->published, s->now->now, &age);
    struct ink quiet = {z->source, t->quiet, s->o->lang, sheet_wall_direction(s->o)};
    quiet.style.weight = TYPE_REGULAR;
    sheet_text(s, (struct box){cell.x, cell.y + z->line, cell.w, z->line}, ALIGN_START,
               buf_span(&age), quiet);
    buf_finish(&age);
}

static void draw_headline(const struct sheet *s, const struct row_sizes *z, struct box cell,
                          const struct story *story)
{
    const struct measure *m = s->o->measure;
    struct fit f;
    struct fit_block b;
    fit_measure(m, story->headline, story->lang, z->headline, &f);
    if (!fit_block(m, &f, z->headline.size, cell.w, ROW_LINES, FIT_FULL, &b) &&
        !fit_block(m, &f, z->least.size, cell.w, ROW_LINES, FIT_FULL, &b))
        fit_block_cut(m, &f, z->least.size, cell.w, ROW_LINES, &b, s->out->arena);
    struct ink ink = {
        {b.size, TYPE_BOLD}, s->o->theme->text, story->lang, sheet_story_direction(story)};
    for (size_t i = 0; i < b.n; i++)
        sheet_text(s, (struct box){cell.x, cell.y + (int)i * z->line, cell.w, z->line}, ALIGN_START,
                   b.lines[i], ink);
}

static void draw_row(const struct sheet *s, const struct row_sizes *z, struct box row,
                     const struct story *story, bool ruled)
{
    size_t first = s->out->n;
    double share = s->o->h > s->o->w ? COLUMN_SHARE_UPRIGHT : COLUMN_SHARE;
    int column = (int)(row.w * share), gap = sheet_space(s->o, COLUMN_GAP);
    if (ruled)
        drawlist_fill(s->out, (struct box){row.x, row.y, row.w, sheet_space(s->o, RULE)},
                      s->o->theme->line);
    struct box cell = {row.x, row.y + z->pad, column - gap, z->line * ROW_LINES};
    draw_source(s, z, cell, story);
    cell.x = row.x + column;
    cell.w = row.w - column;
    draw_headline(s, z, cell, story);
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
    struct row_sizes z = sizes_of(s->o);
    size_t rows = layout_list_page_size(s->o), pages = (n_next + rows - 1) / rows;
    size_t page = s->now->page % pages, first = page * rows;
    int foot = page_line(s->o), height = (p->body.h - foot) / (int)rows;
    struct box row = {p->body.x, p->body.y, p->body.w, height};
    for (size_t i = first; i < n_next && i < first + rows; i++, row.y += height)
        draw_row(s, &z, row, next[i], i > first);
    if (pages > 1)
        draw_page(s, (struct box){p->body.x, p->body.y + p->body.h - foot, p->body.w, foot}, page,
                  pages);
}
