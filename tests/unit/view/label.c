/* Labels, ages, plurals and dates: tests/cases/label, and that every language has all of them. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/label.h"
#include "view/plural.h"

enum { NOW = 1795269900 };

static int set_up(void **state)
{
    *state = words_load(TEST_ASSETS "/words", NULL);
    return *state ? 0 : -1;
}

static int tear_down(void **state)
{
    words_destroy(*state);
    return 0;
}

static void say(const struct words *w, struct span lang, struct span what, struct span value,
                struct buf *out)
{
    char number[32];
    struct when_civil day = {0};
    snprintf(number, sizeof number, "%.*s", (int)value.n, value.p);
    if (span_is(what, "age"))
        label_age(w, lang, NOW - atoi(number), NOW, out);
    else if (span_is(what, "more"))
        label_more(w, lang, (size_t)atoi(number), out);
    else if (span_is(what, "label"))
        buf_put(out, label_find(w, lang, (struct span){0}, "labels", number));
    else if (span_is(what, "clock")) {
        assert_int_equal(sscanf(number, "%d:%d", &day.hour, &day.minute), 2);
        label_clock(w, lang, &day, out);
    } else if (sscanf(number, "%d-%d-%d", &day.year, &day.month, &day.day) == 3) {
        day.weekday = when_weekday(day.year, day.month, day.day);
        label_date(w, lang, &day, out);
    }
}

static void cases(void **state)
{
    char line[256];
    FILE *in = fopen(TEST_CASES "/label/labels.txt", "r");
    assert_non_null(in);
    while (fgets(line, sizeof line, in)) {
        struct span rest = span_of(line), lang = {0}, what = {0}, value = {0};
        if (line[0] == '#')
            continue;
        rest.n -= rest.n && rest.p[rest.n - 1] == '\n';
        assert_true(span_split(&rest, ' ', &lang) && span_split(&rest, ' ', &what) &&
                    span_split(&rest, ' ', &value) && span_starts(rest, "=> "));
        struct buf out;
        buf_init(&out, LABEL_BYTES);
        say(*state, lang, what, value, &out);
        if (!span_eq(buf_span(&out), span_from(rest, 3)))
            print_error("%s  GOT %s\n", line, buf_cstr(&out));
        assert_true(span_eq(buf_span(&out), span_from(rest, 3)));
        buf_finish(&out);
    }
    fclose(in);
}

static size_t parts(struct span value)
{
    struct span piece;
    size_t n = 0;
    while (span_split(&value, ' ', &piece))
        n += piece.n > 0;
    return n;
}

/* A language that has the wall's words has all of them. */
static void languages_are_whole(void **state)
{
    static const struct {
        const char *list, *key;
    } keys[] = {
        {"labels", "who"},     {"labels", "what"},     {"labels", "when"},  {"labels", "where"},
        {"labels", "why"},     {"labels", "how"},      {"labels", "quote"}, {"labels", "number"},
        {"labels", "context"}, {"labels", "breaking"}, {"ages", "now"},     {"ages", "minutes"},
        {"ages", "hours"},     {"ages", "days"},       {"wall", "date"},    {"wall", "more"},
        {"wall", "waiting"},   {"wall", "starting"},   {"wall", "offline"}, {"wall", "quotes"}};
    const struct words *w = *state;
    const struct span *langs;
    size_t n = words_langs(w, &langs), whole = 0;
    for (size_t i = 0; i < n; i++) {
        size_t entries;
        struct span value;
        if (!words_list(w, langs[i], "wall", &entries))
            continue;
        whole++;
        for (size_t k = 0; k < sizeof keys / sizeof *keys; k++)
            if (!words_find(w, langs[i], keys[k].list, span_of(keys[k].key), &value) || !value.n)
                fail_msg("%.*s has no %s", (int)langs[i].n, langs[i].p, keys[k].key);
        assert_true(words_find(w, langs[i], "wall", span_of("weekdays"), &value));
        assert_int_equal(parts(value), 7);
        assert_true(words_find(w, langs[i], "wall", span_of("months"), &value));
        assert_int_equal(parts(value), 12);
        if (words_find(w, langs[i], "wall", span_of("plural"), &value))
            assert_true(plural_known(value));
    }
    assert_int_equal(whole, n);
}

/* tests/cases/label/plurals.txt: a letter a number. */
static void plurals(void **state)
{
    (void)state;
    char line[256], rule[32], letters[200];
    int n = 0;
    FILE *in = fopen(TEST_CASES "/label/plurals.txt", "r");
    assert_non_null(in);
    for (; fgets(line, sizeof line, in); n += line[0] != '#') {
        if (line[0] == '#')
            continue;
        assert_int_equal(sscanf(line, "%31s %199s", rule, letters), 2);
        assert_true(plural_known(span_of(rule)));
        for (size_t i = 0; letters[i]; i++) {
            const char *got = plural_category(span_of(rule), i);
            char letter = !strcmp(got, "one") ? '1' : !strcmp(got, "two") ? '2' : got[0];
            if ((letter == 'o' ? '.' : letter) != letters[i])
                fail_msg("%s, %zu: %s", rule, i, got);
        }
    }
    fclose(in);
    assert_int_equal(n, 17);
}

static void without_words(void **state)
{
    (void)state;
    struct buf out;
    struct when_civil day = {.year = 2026, .month = 13, .day = 1, .weekday = 9};
    buf_init(&out, LABEL_BYTES);
    label_age(NULL, span_of("en"), NOW - 600, NOW, &out);
    label_age(NULL, span_of("en"), WHEN_NONE, NOW, &out);
    assert_string_equal(buf_cstr(&out), "minutes");
    label_date(*state, span_of("en"), &day, &out);
    buf_finish(&out);
}

static void directions(void **state)
{
    (void)state;
    assert_true(label_is_rtl(span_of("ar")));
    assert_true(label_is_rtl(span_of("he-IL")));
    assert_true(label_is_rtl(span_of("FA")));
    assert_false(label_is_rtl(span_of("en")));
    assert_false(label_is_rtl(span_of("")));
    assert_false(label_is_rtl(span_of("arn")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),      cmocka_unit_test(languages_are_whole),
        cmocka_unit_test(plurals),    cmocka_unit_test(without_words),
        cmocka_unit_test(directions),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
