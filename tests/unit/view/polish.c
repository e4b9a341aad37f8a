/* Texts as they are set: tests/cases/polish, and that nothing grows or breaks. */
#include "unit.h"

#include <stdio.h>
#include <string.h>

#include "view/polish.h"

enum { ARENA = 65536 };

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

static void cases(void **state)
{
    char line[512];
    int n = 0;
    FILE *in = fopen(TEST_CASES "/polish/lines.txt", "r");
    struct arena *a = arena_create(ARENA);
    assert_non_null(in);
    while (fgets(line, sizeof line, in)) {
        char *want = strstr(line, " => ");
        if (line[0] == '#')
            continue;
        assert_non_null(want);
        *want = 0;
        want += 4;
        want[strcspn(want, "\n")] = 0;
        struct span text = span_of(line), lang = {0};
        assert_true(span_split(&text, ' ', &lang));
        assert_span(polish_text(*state, lang, text, a), want);
        n++;
    }
    fclose(in);
    arena_destroy(a);
    assert_true(n >= 20);
}

static void what_needs_nothing_is_not_copied(void **state)
{
    struct arena *a = arena_create(ARENA);
    struct span text = span_of("Night ferry to the islands");
    assert_ptr_equal(polish_text(*state, span_of("en"), text, a).p, text.p);
    assert_ptr_equal(polish_text(*state, span_of("en"), (struct span){0}, a).p, NULL);
    arena_destroy(a);
}

static void too_long_or_without_words(void **state)
{
    static char text[POLISH_BYTES_MAX + 2];
    struct arena *a = arena_create(ARENA);
    memset(text, '"', sizeof text - 1);
    assert_ptr_equal(polish_text(*state, span_of("en"), span_of(text), a).p, text);
    assert_span(polish_text(NULL, span_of("en"), span_of("\"so\" it's"), a), "\"so\" it’s");
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cases),
        cmocka_unit_test(what_needs_nothing_is_not_copied),
        cmocka_unit_test(too_long_or_without_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
