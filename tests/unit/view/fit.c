/* Lines: where they end (tests/cases/fit/lines.txt), which size fits, what is cut. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "view/fit.h"

enum { LINE_MAX_BYTES = 1024, SIZE = 10 };

static struct fit fit_of(const char *text)
{
    struct fit f;
    fit_measure(&MEASURE, span_of(text), span_of("en"), (struct type_style){SIZE, TYPE_REGULAR},
                &f);
    return f;
}

static void join(const struct fit_block *b, char *out, size_t room)
{
    size_t n = 0;
    out[0] = 0;
    for (size_t i = 0; i < b->n; i++)
        n += (size_t)snprintf(out + n, room - n, "%s%.*s", i ? " | " : "", (int)b->lines[i].n,
                              b->lines[i].p);
}

/* "WIDTH LINES full|even|cut TEXT => LINE | LINE" or "=> -" where it does not fit. */
static void check_case(char *line)
{
    int width, lines, begin = 0;
    char shape[8], got[LINE_MAX_BYTES], *want = strstr(line, " => ");
    assert_int_equal(sscanf(line, "%d %d %7s %n", &width, &lines, shape, &begin), 3);
    assert_non_null(want);
    *want = 0;
    want += 4;
    want[strcspn(want, "\n")] = 0;
    struct fit f = fit_of(line + begin);
    struct fit_block b = {0};
    struct arena *a = arena_create(65536);
    if (!strcmp(shape, "cut"))
        fit_block_cut(&MEASURE, &f, SIZE, width, (size_t)lines, &b, a);
    else if (!fit_block(&MEASURE, &f, SIZE, width, (size_t)lines,
                        strcmp(shape, "even") ? FIT_FULL : FIT_BALANCED, &b))
        b = (struct fit_block){.lines = {SPAN("-")}, .n = 1};
    join(&b, got, sizeof got);
    assert_string_equal(got, want);
    arena_destroy(a);
}

static void lines_end_where_they_may(void **state)
{
    (void)state;
    char line[LINE_MAX_BYTES];
    int n = 0;
    FILE *in = fopen(TEST_CASES "/fit/lines.txt", "r");
    assert_non_null(in);
    while (fgets(line, sizeof line, in))
        if (line[0] != '#' && line[0] != '\n') {
            check_case(line);
            n++;
        }
    fclose(in);
    assert_true(n > 20);
}

static void other_sizes_are_reckoned(void **state)
{
    (void)state;
    struct fit f = fit_of("one two three four");
    struct fit_block b;
    assert_true(fit_block(&MEASURE, &f, 20, 180, 1, FIT_FULL, &b));
    assert_int_equal(b.size, 20);
    assert_false(fit_block(&MEASURE, &f, 20, 170, 1, FIT_FULL, &b));
    assert_true(fit_block(&MEASURE, &f, 5, 45, 1, FIT_FULL, &b));
    assert_false(fit_block(&MEASURE, &f, 0, 45, 1, FIT_FULL, &b));
}

/* A font that grows by more than its size: the chosen lines are measured again. */
static int uneven_width(void *data, struct span text, struct span lang, struct type_style style)
{
    return measure_width(data, text, lang, style) + (style.size > SIZE ? 5 : 0);
}

static void lines_are_measured_again(void **state)
{
    (void)state;
    static const struct measure uneven = {uneven_width, measure_line, NULL, NULL};
    struct fit f = fit_of("one two");
    struct fit_block b;
    assert_true(fit_block(&MEASURE, &f, 20, 70, 1, FIT_FULL, &b));
    assert_false(fit_block(&uneven, &f, 20, 70, 1, FIT_FULL, &b));
}

static void squares_are_measured_once(void **state)
{
    (void)state;
    int calls = 0;
    const struct measure counting = {measure_width, measure_line, &calls, NULL};
    struct fit f;
    fit_measure(&counting, span_of("北山線霧峠駅時計塔修復完了"), span_of("ja"),
                (struct type_style){SIZE, TYPE_REGULAR}, &f);
    assert_int_equal(f.n, 13);
    assert_in_range(calls, 2, 3);
}

static void too_many_pieces_do_not_fit_but_can_be_cut(void **state)
{
    (void)state;
    char text[4 * FIT_PIECES_MAX];
    struct fit_block b;
    struct arena *a = arena_create(65536);
    for (size_t i = 0; i < sizeof text; i++)
        text[i] = i % 2 ? ' ' : 'a';
    text[sizeof text - 1] = 0;
    struct fit f = fit_of(text);
    assert_false(f.whole);
    assert_false(fit_block(&MEASURE, &f, SIZE, 100000, 3, FIT_FULL, &b));
    fit_block_cut(&MEASURE, &f, SIZE, 50, 3, &b, a);
    assert_int_equal(b.n, 3);
    assert_true(span_ends(b.lines[2], "\xe2\x80\xa6"));
    arena_destroy(a);
}

static void cuts_between_clusters(void **state)
{
    (void)state;
    struct arena *a = arena_create(65536);
    struct type_style style = {SIZE, TYPE_REGULAR};
    struct span text = span_of("e\xcc\x81\xcc\x82 te\xcc\x81 x");
    for (int width = 0; width < 60; width++) {
        struct span cut = fit_cut(&MEASURE, text, (struct span){0}, style, width, a);
        assert_true(measure_width(NULL, cut, (struct span){0}, style) <= width);
        assert_true(utf8_valid(cut));
        bool ellipsis = span_ends(cut, "\xe2\x80\xa6");
        assert_true(cut.n == 0 || cut.n == text.n || ellipsis);
        if (!ellipsis || cut.n == 3)
            continue;
        struct span rest = span_from(text, cut.n - 3);
        assert_false(utf8_is_mark(utf8_next(&rest)));
        assert_true(cut.p[cut.n - 4] != ' ');
    }
    arena_destroy(a);
}

static void nothing_to_lay_out(void **state)
{
    (void)state;
    struct arena *a = arena_create(1);
    struct fit f = fit_of("   ");
    struct fit_block b;
    assert_int_equal(f.n, 0);
    assert_true(fit_block(&MEASURE, &f, SIZE, 10, 2, FIT_BALANCED, &b));
    assert_int_equal(b.n, 0);
    fit_block_cut(&MEASURE, &f, SIZE, 10, 2, &b, a);
    assert_int_equal(b.n, 0);
    struct span cut = fit_cut(&MEASURE, span_of("no memory"), (struct span){0},
                              (struct type_style){SIZE, TYPE_REGULAR}, 20, a);
    assert_int_equal(cut.n, 0);
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_end_where_they_may),
        cmocka_unit_test(other_sizes_are_reckoned),
        cmocka_unit_test(lines_are_measured_again),
        cmocka_unit_test(squares_are_measured_once),
        cmocka_unit_test(too_many_pieces_do_not_fit_but_can_be_cut),
        cmocka_unit_test(cuts_between_clusters),
        cmocka_unit_test(nothing_to_lay_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
