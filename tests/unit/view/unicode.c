/* Unicode's own tests (Debian: unicode-data), put through the line as it is drawn: the itemiser's
 * runs in their order, and every cut. Skipped where the files are not installed. */
#include "fonts.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "measure.h"
#include "view/fit.h"

#define UNICODE "/usr/share/unicode/"

enum { CPS = 256, LINE_BYTES = 4096, SAID = 10 };

static FILE *open_or_skip(const char *path)
{
    FILE *in = fopen(path, "re");
    if (!in) {
        print_message("skipped: no %s (Debian's package unicode-data)\n", path);
        skip();
    }
    return in;
}

/* Numbers parted by spaces; an x is -1. Gives how many. */
static size_t numbers(struct span list, int base, int *out)
{
    static const char digits[] = "0123456789ABCDEF";
    struct span one;
    size_t n = 0;
    while (n < CPS && span_split(&list, ' ', &one)) {
        int value = 0;
        for (size_t i = 0; i < one.n && one.p[0] != 'x'; i++)
            value = value * base + (int)(strchr(digits, one.p[i]) - digits);
        if (one.n)
            out[n++] = one.p[0] == 'x' ? -1 : value;
    }
    return n;
}

/* What a line should come to: BidiCharacterTest.txt. */
struct bidi_case {
    int cps[CPS], levels[CPS], order[CPS]; /* levels: -1 for what rule X9 removes */
    size_t n, visible;
    int direction; /* 0 left to right, 1 right to left, 2 as the text says */
    int level;     /* of the paragraph */
};

static void read_bidi_case(struct span row, struct bidi_case *c)
{
    struct span field[5];
    for (int i = 0; i < 5; i++)
        assert_true(span_split(&row, ';', &field[i]));
    c->n = numbers(field[0], 16, c->cps);
    (void)numbers(field[1], 10, &c->direction);
    (void)numbers(field[2], 10, &c->level);
    assert_int_equal(numbers(field[3], 10, c->levels), c->n);
    c->visible = numbers(field[4], 10, c->order);
}

/* The code points as they stand in the drawn line, from the left, and the level of each. */
struct drawn {
    int order[CPS], levels[CPS];
    size_t n;
};

static void draw_case(const struct bidi_case *c, struct buf *text, struct drawn *out)
{
    size_t starts[CPS + 1];
    buf_reset(text);
    for (size_t i = 0; i < c->n; i++) {
        starts[i] = text->n;
        assert_int_equal(utf8_put(text, (uint32_t)c->cps[i]), ERR_OK);
    }
    bool rtl = c->direction == 1 || (c->direction == 2 && utf8_starts_rtl(buf_span(text)));
    out->n = 0;
    assert_int_equal(rtl, c->level);
    assert_int_equal(itemise_line(chain, buf_span(text), span_of(""),
                                  rtl ? DIRECTION_RTL : DIRECTION_LTR, &line),
                     ERR_OK);
    for (size_t i = 0; i < line.n; i++) {
        const struct run *r = &line.runs[line.order[i]];
        size_t from = (size_t)(r->text.p - text->p), first = 0, n = 0;
        while (starts[first] < from)
            first++;
        while (first + n < c->n && starts[first + n] < from + r->text.n)
            n++;
        for (size_t k = 0; k < n; k++) {
            size_t at = r->level & 1 ? first + n - 1 - k : first + k;
            out->levels[at] = r->level;
            if (c->levels[at] >= 0)
                out->order[out->n++] = (int)at;
        }
    }
}

static bool is_as_wanted(const struct bidi_case *c, const struct drawn *d)
{
    for (size_t i = 0; i < c->n; i++)
        if (c->levels[i] >= 0 && c->levels[i] != d->levels[i])
            return false;
    return d->n == c->visible && memcmp(d->order, c->order, d->n * sizeof *d->order) == 0;
}

static void the_drawn_line_passes_bidi_character_test(void **state)
{
    static char row[LINE_BYTES];
    FILE *in = open_or_skip(UNICODE "BidiCharacterTest.txt");
    size_t cases = 0, wrong = 0;
    struct buf text;
    (void)state;
    buf_init(&text, LINE_BYTES);
    while (fgets(row, sizeof row, in)) {
        struct bidi_case c;
        struct drawn d;
        struct span s = span_trim(span_of(row));
        if (s.n == 0 || s.p[0] == '#')
            continue;
        read_bidi_case(s, &c);
        draw_case(&c, &text, &d);
        cases++;
        if (is_as_wanted(&c, &d))
            continue;
        if (wrong++ < SAID)
            print_error("%s", row);
    }
    assert_int_equal(fclose(in), 0);
    buf_finish(&text);
    print_message("BidiCharacterTest: %zu lines, %zu not as wanted\n", cases, wrong);
    assert_true(cases > 90000);
    assert_int_equal(wrong, 0);
}

/* Between two clusters of text, as GraphemeBreakTest.txt has them. */
struct text {
    struct buf bytes;
    bool ends[LINE_BYTES]; /* by offset */
};

static void read_grapheme_case(struct span row, struct text *t)
{
    struct span mark, cp;
    row = span_trim(span_sub(row, 0, span_find_byte(row, '#')));
    while (span_split(&row, ' ', &mark)) {
        int value;
        t->ends[t->bytes.n] = span_is(mark, "÷");
        if (span_split(&row, ' ', &cp) && numbers(cp, 16, &value) == 1)
            assert_int_equal(utf8_put(&t->bytes, (uint32_t)value), ERR_OK);
    }
}

/* True when a piece that begins and ends at these offsets has whole clusters alone. */
static bool whole(const struct text *t, struct span piece)
{
    size_t from = (size_t)(piece.p - t->bytes.p);
    return piece.n == 0 || (t->ends[from] && t->ends[from + piece.n]);
}

static void clusters_are_unicodes(const struct text *t)
{
    struct span rest = buf_span(&t->bytes);
    for (size_t at = 0; rest.n; rest = span_from(rest, at)) {
        size_t from = (size_t)(rest.p - t->bytes.p);
        at = utf8_cluster(rest);
        for (size_t i = 1; i < at; i++)
            assert_false(t->ends[from + i]);
        assert_true(t->ends[from + at]);
    }
    for (size_t most = 0; most <= t->bytes.n; most++)
        assert_true(whole(t, utf8_cut(buf_span(&t->bytes), most)));
}

/* Lines of every width, and one line cut with an ellipsis. */
static void lines_end_between_clusters(const struct text *t, struct arena *a)
{
    struct type_style style = {10, TYPE_REGULAR};
    struct span text = buf_span(&t->bytes);
    struct fit f;
    fit_measure(&MEASURE, text, span_of(""), style, &f);
    for (size_t i = 0; i < f.n; i++)
        assert_true(whole(t, f.pieces[i].text));
    for (int width = 5; width < 100; width += 5) {
        struct fit_block b;
        fit_block_cut(&MEASURE, &f, 10, width, 3, &b, a);
        for (size_t i = 0; i < b.n; i++) {
            bool cut = i + 1 == b.n && span_ends(b.lines[i], "…");
            if (!cut)
                assert_true(whole(t, b.lines[i]));
        }
        struct span line_of = fit_cut(&MEASURE, text, span_of(""), style, width, a);
        if (line_of.p != text.p && line_of.n > 3) { /* its head is the text's, but for spaces */
            size_t n = line_of.n - 3;
            while (!t->ends[n] && t->bytes.p[n] == ' ')
                n++;
            assert_memory_equal(line_of.p, text.p, line_of.n - 3);
            assert_true(t->ends[n]);
        }
    }
}

static void runs_have_whole_clusters(const struct text *t)
{
    for (int base = 0; base < 2; base++) {
        assert_int_equal(
            itemise_line(chain, buf_span(&t->bytes), span_of(""), (enum direction)base, &line),
            ERR_OK);
        for (size_t i = 0; i < line.n; i++)
            assert_true(whole(t, line.runs[i].text));
    }
}

static void every_cut_passes_grapheme_break_test(void **state)
{
    static char row[LINE_BYTES];
    static struct text t;
    FILE *in = open_or_skip(UNICODE "auxiliary/GraphemeBreakTest.txt");
    struct arena *a = arena_create(1 << 20);
    size_t cases = 0;
    (void)state;
    assert_non_null(a);
    while (fgets(row, sizeof row, in)) {
        if (row[0] == '#')
            continue;
        t = (struct text){.ends = {false}};
        buf_init(&t.bytes, LINE_BYTES);
        read_grapheme_case(span_of(row), &t);
        clusters_are_unicodes(&t);
        lines_end_between_clusters(&t, a);
        runs_have_whole_clusters(&t);
        buf_finish(&t.bytes);
        arena_reset(a);
        cases++;
    }
    assert_int_equal(fclose(in), 0);
    arena_destroy(a);
    print_message("GraphemeBreakTest: %zu lines\n", cases);
    assert_true(cases > 600);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_drawn_line_passes_bidi_character_test),
        cmocka_unit_test(every_cut_passes_grapheme_break_test),
    };
    return cmocka_run_group_tests(tests, open_chain, close_chain);
}
