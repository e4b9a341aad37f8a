/* layout_facts.c - key facts as labelled rows. Floor 7. Main thread. Knows no headline. */
#include "view/layout_facts.h"

#include "base/utf8.h"
#include "view/label.h"

/* Designed sizes, for 1920x1080. */
static const double TEXT = 39, LABEL_GAP = 34, ROW_GAP = 20;
static const double SLACK_MOST = 26, SLACK_MOST_UPRIGHT = 60;
/* A label against its text (capitals are set small, other scripts have none), and where a line's
 * baseline stands in its box (for setting a small line beside a large one; text faces differ little
 * in this). */
static const double LABEL_SIZE = 0.64, LABEL_SIZE_CASELESS = 0.8, BASELINE = 0.69;
/* Most of the width that labels take. */
static const double LABEL_SHARE = 0.3;
/* What is tried, from large to small. */
static const double SCALES[] = {1.9, 1.74, 1.6, 1.5, 1.38, 1.26, 1.16, 1.08, 1.0};
enum { SCALES_N = sizeof SCALES / sizeof *SCALES, SCALES_UPRIGHT_ONLY = 3 };
/* Text without broken lines is better than larger text, down to this part of its size. */
static const double SMALLER_FOR_LINES = 0.8;
enum { ROWS_WIDE = 6, LINES_WIDE = 2, LINES_UPRIGHT = 4 };

/* One room in which sizes are tried. */
struct trial {
    const struct sheet *s;
    const struct facts_measured *m;
    struct box room;
    size_t rows, lines; /* most rows, most lines of one */
};

static bool has_case(struct span label)
{
    while (label.n)
        if (utf8_is_upper(utf8_next(&label)))
            return true;
    return false;
}

static struct type_style label_style(struct span label, int size)
{
    double share = has_case(label) ? LABEL_SIZE : LABEL_SIZE_CASELESS;
    return (struct type_style){(int)(size * share + 0.5), TYPE_BOLD};
}

static struct span forms_of(const struct sheet *s, struct span lang)
{
    return sheet_forms(lang, sheet_type(s->o, TEXT));
}

static int label_width(const struct sheet *s, struct span label, struct span lang, int size)
{
    struct type_style style = label_style(label, size);
    return sheet_width(s->o, label,
                       (struct ink){.style = style, .lang = sheet_forms(lang, style.size)});
}

void layout_facts_measure(const struct sheet *s, const struct story *story,
                          struct facts_measured *out)
{
    struct type_style style = {sheet_type(s->o, TEXT), sheet_plain(s->o)};
    out->story = story;
    out->n = story->n_facts < STORY_FACTS_MAX ? story->n_facts : STORY_FACTS_MAX;
    out->size = style.size;
    out->label_w = 0;
    for (size_t i = 0; i < out->n; i++) {
        const struct fact *fact = &story->facts[i];
        fit_measure(s->o->measure, sheet_polished(s, fact->text, story->lang),
                    forms_of(s, story->lang), style, &out->fits[i]);
        out->labels[i] =
            label_find(s->o->words, story->lang, s->o->lang, "labels", fact_kind_name(fact->kind));
        int w = label_width(s, out->labels[i], story->lang, style.size);
        out->label_w = w > out->label_w ? w : out->label_w;
    }
}

/* Labels this wide, and the gap behind them. */
static int label_column(const struct trial *t, int widest)
{
    int w = widest + sheet_space(t->s->o, LABEL_GAP);
    int most = (int)(t->room.w * LABEL_SHARE);
    return w < most ? w : most;
}

/* Rows stand by kind, so that the eye finds them; equal kinds by importance. */
static void insert_row(struct facts *f, struct fact_row row)
{
    size_t at = f->n++;
    for (; at > 0 && f->rows[at - 1].fact->kind > row.fact->kind; at--)
        f->rows[at] = f->rows[at - 1];
    f->rows[at] = row;
}

/* Adds a row if there is room under the others. */
static bool put_row(const struct trial *t, size_t i, const struct fit_block *text,
                    struct facts *out)
{
    int height = sheet_block_height(t->s->o, text, sheet_plain(t->s->o)) + (out->n ? out->gap : 0);
    if (text->n == 0 || out->height + height > t->room.h)
        return false;
    insert_row(out,
               (struct fact_row){&t->m->story->facts[i], &t->m->fits[i], t->m->labels[i], *text});
    out->height += height;
    return true;
}

static void start_rows(const struct trial *t, double scale, struct facts *out)
{
    *out = (struct facts){.size = sheet_type(t->s->o, TEXT * scale),
                          .gap = sheet_space(t->s->o, ROW_GAP * scale)};
    out->label_w = label_column(t, t->m->label_w * out->size / t->m->size);
}

/* Puts every fact that fits at this scale; all: gives up at the first that does not. Measures
 * nothing for all, so that sizes can be tried without opening fonts. */
static bool put_rows(const struct trial *t, double scale, bool all, struct facts *out)
{
    start_rows(t, scale, out);
    int width = t->room.w - out->label_w;
    for (size_t i = 0; i < t->rows; i++) {
        struct fit_block text;
        bool good = fit_reckon(&t->m->fits[i], out->size, width, t->lines, FIT_FULL, &text) &&
                    (all || fit_holds(t->s->o->measure, &t->m->fits[i], width, &text)) &&
                    put_row(t, i, &text, out);
        if (all && !good)
            return false;
    }
    return out->n > 0;
}

static bool rows_hold(const struct trial *t, const struct facts *f)
{
    for (size_t i = 0; i < f->n; i++)
        if (!fit_holds(t->s->o->measure, f->rows[i].fit, t->room.w - f->label_w, &f->rows[i].text))
            return false;
    return true;
}

static size_t count_lines(const struct facts *f)
{
    size_t n = 0;
    for (size_t i = 0; i < f->n; i++)
        n += f->rows[i].text.n;
    return n;
}

/* A little smaller, if lines that are broken at this scale are whole then. */
static void mend_lines(const struct trial *t, size_t chosen, struct facts *out)
{
    struct facts tried;
    for (size_t i = chosen + 1; i < SCALES_N && SCALES[i] >= SCALES[chosen] * SMALLER_FOR_LINES;
         i++)
        if (put_rows(t, SCALES[i], true, &tried) && rows_hold(t, &tried) &&
            count_lines(&tried) < count_lines(out))
            *out = tried;
}

/* The last resort: the most important fact, cut. */
static void put_cut(const struct trial *t, struct facts *out)
{
    start_rows(t, SCALES[SCALES_N - 1], out);
    int line = sheet_line(t->s->o, (struct type_style){out->size, sheet_plain(t->s->o)});
    size_t lines = line > 0 && t->room.h > 0 ? (size_t)(t->room.h / line) : 0;
    struct fit_block text;
    fit_block_cut(t->s->o->measure, &t->m->fits[0], out->size, t->room.w - out->label_w,
                  lines < t->lines ? lines : t->lines, &text, t->s->out->arena);
    put_row(t, 0, &text, out);
}

/* The column is no wider than the labels that are shown need. */
static void narrow_labels(const struct trial *t, struct facts *out)
{
    int widest = 0;
    for (size_t i = 0; i < out->n; i++) {
        int w = label_width(t->s, out->rows[i].label, t->m->story->lang, out->size);
        widest = w > widest ? w : widest;
    }
    int column = label_column(t, widest);
    out->label_w = column < out->label_w ? column : out->label_w;
}

bool layout_facts_fit(const struct sheet *s, const struct facts_measured *m, struct box room,
                      int most, struct facts *out)
{
    bool upright = s->o->h > s->o->w, all = false;
    struct trial t = {s, m, room, m->n, upright ? LINES_UPRIGHT : LINES_WIDE};
    *out = (struct facts){0};
    if (m->n == 0)
        return true;
    if (room.h <= 0 || room.w <= 0)
        return false;
    if (!upright && t.rows > ROWS_WIDE)
        t.rows = ROWS_WIDE;
    for (size_t i = upright ? 0 : SCALES_UPRIGHT_ONLY; i < SCALES_N && !all; i++)
        if (i + 1 == SCALES_N || sheet_type(s->o, TEXT * SCALES[i]) <= most) {
            all = put_rows(&t, SCALES[i], true, out) && rows_hold(&t, out);
            if (all)
                mend_lines(&t, i, out);
        }
    if (!all && !put_rows(&t, SCALES[SCALES_N - 1], false, out))
        put_cut(&t, out);
    narrow_labels(&t, out);
    return all;
}

int layout_facts_width(const struct sheet *s, const struct facts *f, struct span lang)
{
    struct ink ink = {.style = {f->size, sheet_plain(s->o)}, .lang = forms_of(s, lang)};
    int widest = 0;
    for (size_t i = 0; i < f->n; i++)
        for (size_t j = 0; j < f->rows[i].text.n; j++) {
            int w = sheet_width(s->o, f->rows[i].text.lines[j], ink);
            widest = w > widest ? w : widest;
        }
    return f->label_w + widest;
}

static void draw_label(const struct sheet *s, const struct facts *f, const struct fact_row *row,
                       struct box room, const struct card *c)
{
    struct ink ink = {label_style(row->label, f->size), c->fact_label, c->lang,
                      sheet_direction(row->label)};
    ink.lang = sheet_forms(c->lang, ink.style.size);
    int line = sheet_line(s->o, (struct type_style){f->size, sheet_plain(s->o)});
    room.y += (int)((line - sheet_line(s->o, ink.style)) * BASELINE);
    room.w = f->label_w - sheet_space(s->o, LABEL_GAP) / 2;
    struct fit_block label = {.lines = {row->label}, .n = 1, .size = ink.style.size};
    sheet_block(s, room, ALIGN_START, &label, ink);
}

void layout_facts_draw(const struct sheet *s, const struct facts *f, struct box room,
                       const struct card *c)
{
    struct ink ink = {
        {f->size, sheet_plain(s->o)}, c->fact_text, forms_of(s, c->lang), c->direction};
    int most = sheet_space(s->o, s->o->h > s->o->w ? SLACK_MOST_UPRIGHT : SLACK_MOST);
    int slack = f->n ? (room.h - f->height) / (int)f->n : 0;
    int gap = f->gap + (slack < most ? slack : most);
    for (size_t i = 0; i < f->n; i++) {
        const struct fact_row *row = &f->rows[i];
        if (i == 0 || f->rows[i - 1].fact->kind != row->fact->kind)
            draw_label(s, f, row, room, c);
        struct box text = {room.x + f->label_w, room.y, room.w - f->label_w, 0};
        ink.direction = sheet_direction_in(row->fact->text, c->direction);
        sheet_block(s, text, ALIGN_START, &row->text, ink);
        room.y += sheet_block_height(s->o, &row->text, ink.style.weight) + gap;
    }
}
