/* fit.c - text into lines. Floor 7. Main thread. Knows widths from a measuring function only.
 *
 * Where a line may end follows Unicode Standard Annex #14 in small: after a
 * space, after a hyphen or dash between letters, and between characters of
 * scripts without spaces, but not before what closes nor after what opens. */
#include "view/fit.h"

#include <string.h>

#include "base/utf8.h"
#include "view/breaks.h"

/* What is kept on one line is short: a piece must not become too wide for one. */
enum { GLUED_BYTES_MAX = 32, UNIT_MAX = 9 };
/* The least last line of a block, per cent of the widest. */
enum { LAST_LEAST = 45 };

static const struct span ELLIPSIS = SPAN("\xe2\x80\xa6"), HYPHEN = SPAN("-");

/* Sorted; what must not begin a line (UAX #14: CL, CP, EX, IS, NS, QU). */
static const uint32_t CLOSERS[] = {
    '!',    '%',    ')',    ',',    '.',    ':',    ';',    '?',    ']',    '}',    0xbb,
    0x2019, 0x201d, 0x2026, 0x203a, 0x3001, 0x3002, 0x3005, 0x3009, 0x300b, 0x300d, 0x300f,
    0x3011, 0x3015, 0x3017, 0x3019, 0x3041, 0x3043, 0x3045, 0x3047, 0x3049, 0x3063, 0x3083,
    0x3085, 0x3087, 0x308e, 0x309d, 0x309e, 0x30a1, 0x30a3, 0x30a5, 0x30a7, 0x30a9, 0x30c3,
    0x30e3, 0x30e5, 0x30e7, 0x30ee, 0x30f5, 0x30f6, 0x30fb, 0x30fc, 0xff01, 0xff05, 0xff09,
    0xff0c, 0xff0e, 0xff1a, 0xff1b, 0xff1f, 0xff3d, 0xff5d, 0xff61, 0xff63};

/* Sorted; what must not end a line (UAX #14: OP, PR, QU). */
static const uint32_t OPENERS[] = {'#',    '$',    '(',    '[',    '{',    0xa3,   0xa5,
                                   0xab,   0x2018, 0x201c, 0x2039, 0x20ac, 0x2116, 0x3008,
                                   0x300a, 0x300c, 0x300e, 0x3010, 0x3014, 0x3016, 0x3018,
                                   0xff04, 0xff08, 0xff3b, 0xff5b, 0xff62, 0xffe5};

static bool is_among(const uint32_t *sorted, size_t n, uint32_t cp)
{
    size_t low = 0;
    while (low < n) {
        size_t middle = low + (n - low) / 2;
        if (sorted[middle] == cp)
            return true;
        if (sorted[middle] < cp)
            low = middle + 1;
        else
            n = middle;
    }
    return false;
}

static bool closes(uint32_t cp)
{
    return is_among(CLOSERS, sizeof CLOSERS / sizeof *CLOSERS, cp);
}

static bool opens(uint32_t cp)
{
    return is_among(OPENERS, sizeof OPENERS / sizeof *OPENERS, cp);
}

static bool is_wide(uint32_t cp)
{
    /* Ideographic punctuation and full-width forms stand among the scripts without spaces. */
    return (cp >= 0x3000 && cp <= 0x303f) || (cp >= 0xff01 && cp <= 0xff65);
}

/* Korean has spaces: its words are kept together. */
static bool breaks_freely(uint32_t cp)
{
    bool hangul = (cp >= 0x1100 && cp <= 0x11ff) || (cp >= 0x3130 && cp <= 0x318f) ||
                  (cp >= 0xac00 && cp <= 0xd7ff);
    return !hangul && (utf8_is_cjk(cp) || is_wide(cp));
}

static bool is_space(uint32_t cp)
{
    bool glued = cp == 0xa0 || cp == 0x202f || cp == 0x2007 || cp == 0xfeff;
    return !glued && utf8_is_space(cp);
}

static bool is_hyphen(uint32_t cp)
{
    return cp == '-' || cp == 0x2010 || cp == 0x2013 || cp == 0x2014;
}

/* May a line end between these neighbours? before: what stands before the hyphen, if cp is one. */
static bool may_end(uint32_t before, uint32_t cp, uint32_t next)
{
    if (closes(next) || opens(cp))
        return false;
    if (breaks_freely(cp) || breaks_freely(next))
        return true;
    return is_hyphen(cp) && utf8_is_letter(before) && utf8_is_letter(next);
}

static uint32_t first_of(struct span s)
{
    return s.n ? utf8_next(&s) : 0;
}

static size_t skip_spaces(struct span s)
{
    size_t at = 0;
    while (at < s.n && is_space(first_of(span_from(s, at))))
        at += utf8_cluster(span_from(s, at));
    return at;
}

/* Bytes of the piece that begins at this offset of the text. */
static size_t piece_length(struct span text, size_t begin, const struct breaks *breaks)
{
    struct span s = span_from(text, begin);
    uint32_t before = 0;
    size_t at = 0;
    while (at < s.n) {
        uint32_t cp = first_of(span_from(s, at));
        at += utf8_cluster(span_from(s, at));
        uint32_t next = first_of(span_from(s, at));
        if (at >= s.n || is_space(next) || may_end(before, cp, next) ||
            breaks_has(breaks, begin + at))
            break;
        before = cp;
    }
    return at;
}

/* Ideographs and kana are squares: measuring one measures all. */
static bool is_square(struct span piece)
{
    struct span rest = piece;
    uint32_t cp = first_of(rest);
    return utf8_cluster(piece) == piece.n && breaks_freely(cp) && utf8_next(&rest) && rest.n == 0;
}

static void measure_pieces(const struct measure *m, struct span text, struct span lang,
                           struct type_style style, struct fit *out)
{
    int space = m->width(m->data, (struct span)SPAN(" "), lang, style), square = 0;
    size_t at = skip_spaces(text), spaces = 0;
    struct breaks breaks;
    breaks_find(text, &breaks);
    *out = (struct fit){.text = text, .lang = lang, .weight = style.weight, .size = style.size};
    while (at < text.n && out->n < FIT_PIECES_MAX) {
        struct fit_piece *p = &out->pieces[out->n++];
        p->text = span_sub(text, at, piece_length(text, at, &breaks));
        p->space = spaces ? space : 0;
        if (is_square(p->text) && square)
            p->width = square;
        else
            p->width = m->width(m->data, p->text, lang, style);
        if (is_square(p->text))
            square = p->width;
        at += p->text.n;
        spaces = skip_spaces(span_from(text, at));
        at += spaces;
    }
    out->whole = at >= text.n;
}

static bool all_are(struct span s, bool (*is)(uint32_t cp))
{
    bool all = s.n > 0;
    while (all && s.n)
        all = is(utf8_next(&s));
    return all;
}

static bool ends_alone(uint32_t cp) /* French "rouvre :", a dash in a sentence */
{
    return cp != 0x2019 && cp != '(' && (closes(cp) || is_hyphen(cp));
}

static bool is_of_number(uint32_t cp)
{
    return utf8_is_digit(cp) || cp == '.' || cp == ',' || cp == ':';
}

/* A word of one letter: "a", "I", Slavic "и", "w", "z". */
static bool is_lone_letter(struct span s)
{
    uint32_t cp = first_of(s);
    return cp < 0x530 && utf8_is_letter(cp) && utf8_cluster(s) == s.n;
}

/* May no line end between these two, although there is a space? */
static bool belong_together(struct span a, struct span b)
{
    if (a.n + b.n > GLUED_BYTES_MAX)
        return false;
    bool unit = all_are(a, is_of_number) && utf8_clusters(b) <= UNIT_MAX;
    return unit || is_lone_letter(a) || all_are(a, opens) || all_are(b, ends_alone);
}

/* Makes one piece of those that a line must not part. */
static void glue(struct fit *f)
{
    size_t n = f->n ? 1 : 0;
    for (size_t i = 1; i < f->n; i++) {
        struct fit_piece *p = &f->pieces[n - 1], *next = &f->pieces[i];
        if (next->space && belong_together(p->text, next->text)) {
            p->width += next->space + next->width;
            p->text.n = (size_t)(next->text.p + next->text.n - p->text.p);
        } else {
            f->pieces[n++] = *next;
        }
    }
    f->n = n;
}

void fit_measure(const struct measure *m, struct span text, struct span lang,
                 struct type_style style, struct fit *out)
{
    measure_pieces(m, text, lang, style, out);
    glue(out);
}

/* Ends of lines as piece indices: what wrapping gives. */
struct wrap {
    size_t ends[FIT_LINES_MAX];
    size_t n;
    int widest, last;
};

/* Line by line; width in measured units. False when a piece is too wide or lines run out. */
static bool wrap(const struct fit *f, int width, size_t max_lines, struct wrap *out)
{
    size_t at = 0;
    *out = (struct wrap){0};
    while (at < f->n) {
        int used = f->pieces[at].width;
        if (out->n == max_lines || used > width)
            return false;
        for (at++; at < f->n; at++) {
            int more = f->pieces[at].space + f->pieces[at].width;
            if (used + more > width)
                break;
            used += more;
        }
        out->ends[out->n++] = at;
        out->widest = used > out->widest ? used : out->widest;
        out->last = used;
    }
    return true;
}

/* The narrowest width that needs no more lines: all lines about as long. */
static void even_out(const struct fit *f, struct wrap *w)
{
    int low = w->widest / 2, high = w->widest;
    struct wrap tried;
    while (low < high) {
        int middle = low + (high - low) / 2;
        if (wrap(f, middle, w->n, &tried))
            high = middle;
        else
            low = middle + 1;
    }
    if (wrap(f, high, w->n, &tried))
        *w = tried;
}

/* A last line that is a stump gets words of the lines above it, as few as will do. */
static void lift_last(const struct fit *f, struct wrap *w)
{
    struct wrap tried, best = *w;
    for (int width = w->widest; width > w->widest / 2; width -= w->widest / 32 + 1) {
        if (!wrap(f, width, w->n, &tried))
            break;
        if ((int64_t)tried.last * best.widest > (int64_t)best.last * tried.widest)
            best = tried;
        if (best.last * 100 >= best.widest * LAST_LEAST)
            break;
    }
    *w = best;
}

static struct span line_text(const struct fit *f, size_t from, size_t until)
{
    const char *begin = f->pieces[from].text.p;
    struct span last = f->pieces[until - 1].text;
    return span_make(begin, (size_t)(last.p + last.n - begin));
}

static void take_lines(const struct fit *f, const struct wrap *w, int size, struct fit_block *out)
{
    *out = (struct fit_block){.n = w->n, .size = size};
    for (size_t i = 0; i < w->n; i++)
        out->lines[i] = line_text(f, i ? w->ends[i - 1] : 0, w->ends[i]);
}

static int measured(const struct measure *m, const struct fit *f, struct span text, int size)
{
    return m->width(m->data, text, f->lang, (struct type_style){size, f->weight});
}

bool fit_reckon(const struct fit *f, int size, int width, size_t max_lines, enum fit_shape shape,
                struct fit_block *out)
{
    struct wrap w;
    if (max_lines > FIT_LINES_MAX)
        max_lines = FIT_LINES_MAX;
    if (!f->whole || size <= 0 || !wrap(f, (int)((int64_t)width * f->size / size), max_lines, &w))
        return false;
    if (w.n > 1 && shape == FIT_BALANCED)
        even_out(f, &w);
    else if (w.n > 1)
        lift_last(f, &w);
    take_lines(f, &w, size, out);
    return true;
}

bool fit_holds(const struct measure *m, const struct fit *f, int width,
               const struct fit_block *block)
{
    for (size_t i = 0; i < block->n; i++)
        if (measured(m, f, block->lines[i], block->size) > width)
            return false;
    return true;
}

bool fit_block(const struct measure *m, const struct fit *f, int size, int width, size_t max_lines,
               enum fit_shape shape, struct fit_block *out)
{
    return fit_reckon(f, size, width, max_lines, shape, out) && fit_holds(m, f, width, out);
}

/* The longest head of whole clusters that, with tail behind it, is no wider than width. room
 * takes head and tail together. */
static size_t longest_head(const struct measure *m, struct span text, struct span tail,
                           struct span lang, struct type_style style, int width, char *room)
{
    size_t low = 0, high = text.n;
    while (low < high) {
        size_t middle = low + (high - low + 1) / 2;
        struct span head = utf8_cut(text, middle);
        memcpy(room, head.p, head.n);
        memcpy(room + head.n, tail.p, tail.n);
        if (m->width(m->data, span_make(room, head.n + tail.n), lang, style) <= width)
            low = middle;
        else
            high = middle - 1;
    }
    return utf8_cut(text, low).n;
}

struct span fit_cut(const struct measure *m, struct span text, struct span lang,
                    struct type_style style, int width, struct arena *a)
{
    struct span line = utf8_cut(text, FIT_LINE_BYTES);
    if (line.n == text.n && m->width(m->data, text, lang, style) <= width)
        return text;
    char *room = arena_alloc(a, line.n + ELLIPSIS.n);
    if (!room || m->width(m->data, ELLIPSIS, lang, style) > width)
        return (struct span){0};
    struct span head = line;
    head.n = longest_head(m, line, ELLIPSIS, lang, style, width, room);
    while (head.n && head.p[head.n - 1] == ' ')
        head.n--;
    memcpy(room, head.p, head.n);
    memcpy(room + head.n, ELLIPSIS.p, ELLIPSIS.n);
    return span_make(room, head.n + ELLIPSIS.n);
}

/* Letters that a hyphen may stand between: of Latin, Greek and Cyrillic words. */
static bool takes_hyphen(struct span word, size_t at)
{
    size_t begin;
    struct span head = span_sub(word, 0, at);
    uint32_t before = head.n ? utf8_last(head, &begin) : 0;
    uint32_t behind = first_of(span_from(word, at));
    return before < 0x530 && behind < 0x530 && utf8_is_letter(before) && utf8_is_letter(behind);
}

/* A line and the bytes of the text that it shows. */
struct line {
    struct span text;
    size_t taken;
};

/* What fits of a word too long for a line: whole clusters, a hyphen behind letters. */
static struct line part_of_word(const struct measure *m, const struct fit *f, int width,
                                struct arena *a)
{
    struct type_style style = {f->size, f->weight};
    struct span word = utf8_cut(f->pieces[0].text, FIT_LINE_BYTES);
    char *room = arena_alloc(a, word.n + HYPHEN.n);
    size_t n = room ? longest_head(m, word, HYPHEN, f->lang, style, width, room) : 0;
    if (n && takes_hyphen(word, n)) {
        memcpy(room, word.p, n);
        memcpy(room + n, HYPHEN.p, HYPHEN.n);
        return (struct line){span_make(room, n + HYPHEN.n), n};
    }
    n = room ? longest_head(m, word, (struct span)SPAN(""), f->lang, style, width, room) : 0;
    n = n ? n : utf8_cluster(word);
    return (struct line){span_make(word.p, n), n};
}

/* The first line of f, all of whose pieces are measured in its final size: as many pieces as
 * fit, or what fits of the first. */
static struct line first_line(const struct measure *m, const struct fit *f, int width,
                              struct arena *a)
{
    size_t taken = 0;
    for (int used = 0; taken < f->n; taken++) {
        used += f->pieces[taken].space + f->pieces[taken].width;
        if (used > width)
            break;
    }
    if (!taken)
        return part_of_word(m, f, width, a);
    struct span text = line_text(f, 0, taken);
    return (struct line){text, text.n};
}

void fit_block_cut(const struct measure *m, const struct fit *f, int size, int width,
                   size_t max_lines, struct fit_block *out, struct arena *a)
{
    struct type_style style = {size, f->weight};
    struct span rest = f->text;
    *out = (struct fit_block){.size = size};
    if (max_lines > FIT_LINES_MAX)
        max_lines = FIT_LINES_MAX;
    while (rest.n && out->n + 1 < max_lines) {
        struct fit part;
        measure_pieces(m, rest, f->lang, style, &part);
        if (part.n == 0)
            return;
        struct line line = first_line(m, &part, width, a);
        out->lines[out->n++] = line.text;
        rest = span_from(f->text, (size_t)(part.pieces[0].text.p - f->text.p) + line.taken);
        rest = span_from(rest, skip_spaces(rest));
    }
    if (rest.n && max_lines)
        out->lines[out->n++] = fit_cut(m, rest, f->lang, style, width, a);
}
