/* Mixed lines to runs: tests/cases/type/runs.txt holds the lines and the runs wanted. */
#include "fonts.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum { FILE_BYTES = 65536 };

static void itemised_from(struct span text, struct span lang, enum direction base)
{
    assert_int_equal(itemise_line(chain, text, lang, base, &line), ERR_OK);
}

static bool is_emoji(const struct run *r)
{
    return r->font != CHAIN_NONE && chain_face(chain, r->font, TYPE_REGULAR).bitmap;
}

/* Takes the run that stands to the right of r into it, when only the font parts them: which
 * signs a font has changes with its version. */
static bool join(struct run *r, const struct run *right)
{
    bool rtl = r->level & 1;
    const struct run *first = rtl ? right : r, *second = rtl ? r : right;
    if (r->level != right->level || r->script != right->script || is_emoji(r) != is_emoji(right) ||
        first->text.p + first->text.n != second->text.p)
        return false;
    r->text = span_make(first->text.p, first->text.n + second->text.n);
    return true;
}

/* The runs as a reader meets them from the left: > or < for the direction, the script, e for an
 * emoji font, and what stands in it. */
static void print_runs(struct buf *out)
{
    for (size_t i = 0; i < line.n; i++) {
        struct run r = line.runs[line.order[i]];
        while (i + 1 < line.n && join(&r, &line.runs[line.order[i + 1]]))
            i++;
        buf_printf(out, "%s%c%c%c%c%c%s[%.*s]", out->n ? " " : "", r.level & 1 ? '<' : '>',
                   (int)(r.script >> 24), (int)(r.script >> 16 & 0xff), (int)(r.script >> 8 & 0xff),
                   (int)(r.script & 0xff), is_emoji(&r) ? "e" : "", (int)r.text.n, r.text.p);
    }
}

static bool is_as_wanted(struct span row)
{
    struct span field[4];
    for (int i = 0; i < 4; i++)
        assert_true(span_split(&row, '\t', &field[i]));
    struct buf got;
    buf_init(&got, FILE_BYTES);
    itemised_from(field[2], field[1], span_is(field[0], "rtl") ? DIRECTION_RTL : DIRECTION_LTR);
    print_runs(&got);
    bool same = span_eq(buf_span(&got), field[3]);
    if (!same)
        print_error("text %.*s\ngot  %s\nwant %.*s\n", (int)field[2].n, field[2].p, buf_cstr(&got),
                    (int)field[3].n, field[3].p);
    buf_finish(&got);
    return same;
}

static void runs_are_as_in_the_file(void **state)
{
    static char text[FILE_BYTES];
    FILE *in = fopen(TEST_CASES "/type/runs.txt", "re");
    (void)state;
    assert_non_null(in);
    struct span rest = span_make(text, fread(text, 1, sizeof text, in)), row;
    assert_int_equal(fclose(in), 0);
    int cases = 0, wrong = 0;
    while (span_line(&rest, &row)) {
        if (row.n == 0 || row.p[0] == '#')
            continue;
        wrong += !is_as_wanted(row);
        cases++;
    }
    assert_int_equal(wrong, 0);
    assert_true(cases >= 60);
}

static void runs_cover_the_text_in_order(void **state)
{
    static const char text[] = "a\xff\xfe סוף \xf0\x9f\x91 \x01 b";
    const char *at = text;
    (void)state;
    itemised_from(span_of(text), span_of(""), DIRECTION_LTR);
    for (size_t i = 0; i < line.n; i++) {
        assert_ptr_equal(line.runs[i].text.p, at);
        at += line.runs[i].text.n;
    }
    assert_ptr_equal(at, text + strlen(text));
}

static void an_empty_line_has_no_runs(void **state)
{
    (void)state;
    itemised_from(span_of(""), span_of("en"), DIRECTION_LTR);
    assert_int_equal(line.n, 0);
}

static void a_character_without_a_font_is_a_run_of_none(void **state)
{
    (void)state;
    itemised_from(span_of("a \xf3\xb0\x80\x80 b"), span_of("en"), DIRECTION_LTR);
    assert_int_equal(line.n, 3);
    assert_int_equal(line.runs[1].font, CHAIN_NONE);
    assert_int_equal(line.runs[1].clusters, 1);
}

static void a_long_run_is_cut_at_a_space(void **state)
{
    static char text[ITEMISE_SOFT * 4 + 1];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    text[ITEMISE_SOFT + 2] = ' ';
    itemised_from(span_of(text), span_of("en"), DIRECTION_LTR);
    assert_int_equal(line.n, 2);
    assert_int_equal(line.runs[0].text.n, ITEMISE_SOFT + 3);
}

static void a_word_without_end_is_cut_anyway(void **state)
{
    static char text[ITEMISE_HARD * 3 + 1];
    (void)state;
    memset(text, 'a', sizeof text - 1);
    itemised_from(span_of(text), span_of("en"), DIRECTION_LTR);
    assert_int_equal(line.n, 3);
    assert_int_equal(line.runs[0].clusters, ITEMISE_HARD);
}

static void a_line_without_end_is_bounded(void **state)
{
    static char text[ITEMISE_MAX * 8];
    (void)state;
    for (size_t i = 0; i + 3 <= sizeof text; i += 3) /* levels change with every letter */
        memcpy(text + i, "a\xd7\x90", 3);
    itemised_from(span_make(text, sizeof text), span_of(""), DIRECTION_LTR);
    assert_int_equal(line.n, ITEMISE_MAX);
    memset(text, 0xcc, sizeof text); /* nothing but broken marks */
    itemised_from(span_make(text, sizeof text), span_of(""), DIRECTION_RTL);
    assert_true(line.n <= ITEMISE_MAX);
}

static void many_marks_on_one_letter_are_one_cluster(void **state)
{
    static char text[1 + 2 * 200];
    (void)state;
    text[0] = 'a';
    for (int i = 0; i < 200; i++)
        memcpy(text + 1 + 2 * i, "\xcc\x81", 2);
    itemised_from(span_make(text, sizeof text), span_of(""), DIRECTION_LTR);
    assert_int_equal(line.n, 1);
    assert_int_equal(line.runs[0].text.n, sizeof text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(runs_are_as_in_the_file),
        cmocka_unit_test(runs_cover_the_text_in_order),
        cmocka_unit_test(an_empty_line_has_no_runs),
        cmocka_unit_test(a_character_without_a_font_is_a_run_of_none),
        cmocka_unit_test(a_long_run_is_cut_at_a_space),
        cmocka_unit_test(a_word_without_end_is_cut_anyway),
        cmocka_unit_test(a_line_without_end_is_bounded),
        cmocka_unit_test(many_marks_on_one_letter_are_one_cluster),
    };
    return cmocka_run_group_tests(tests, open_chain, close_chain);
}
