/* What typesetting and scraping leave in a text. */
#include "story/lines.h"

#include "story/tidy.h"

enum { ARENA_BYTES = 1024 * 1024 };

static void check(const char *text, const char *want)
{
    struct arena *a = arena_create(ARENA_BYTES);
    struct span got = tidy_text(span_of(text), a);
    if (!span_is(got, want))
        fail_msg("[%s]: [%.*s]", text, (int)got.n, got.p);
    struct span again = tidy_text(got, a);
    assert_true(again.p == got.p && again.n == got.n);
    arena_destroy(a);
}

static void reads_escapes(void **state)
{
    (void)state;
    check("It rained. \\n It snowed.", "It rained. \n It snowed.");
    check("It rained.\\r\\nIt snowed.", "It rained.\nIt snowed.");
    check("It rained. \\ r \\ nIt snowed.", "It rained. \nIt snowed.");
    check("It rained.\\tIt snowed.", "It rained. It snowed.");
    check("\\\"Yes\\\", she said.", "\"Yes\", she said.");
    check("C:\\new\\reports", "C:\\new\\reports");
    check("See \\newpage here.", "See \\newpage here.");
}

static void drops_placeholders(void **state)
{
    (void)state;
    check("Hello {{ user.name }}, good day.", "Hello , good day.");
    check("Hello {% if x %}you{% endif %}.", "Hello you.");
    check("Hello{u^>2<u^} there{0}.", "Hello there.");
    check("Hello{u^&gt;2&lt;u^}.", "Hello.");
    check("The set {1, 2} and {words}.", "The set {1, 2} and {words}.");
    check("An open {{ brace", "An open {{ brace");
}

static void drops_leaders(void **state)
{
    (void)state;
    check("Prices ........ 12\nWages ..... 7", "Prices \n\nWages \n");
    check("Prices . . . . . . 12", "Prices \n");
    check("1 Prices ....... 15-16 2 Wages ..... 20", "1 Prices \n 2 Wages \n");
    check("Call ..... 2000-2001", "Call ..... 2000-2001");
    check("Read this.......please.", "Read this please.");
    check("He waited..... Then he left.", "He waited..... Then he left.");
    check("He waited... 40 came.", "He waited... 40 came.");
    check("It fell..... 40 came.", "It fell..... 40 came.");
}

static void reads_quotes(void **state)
{
    (void)state;
    check("``Yes,'' she said.", "\"Yes,\" she said.");
    check("`Yes,' she said.", "'Yes,' she said.");
    check("Type `ls` here.", "Type `ls` here.");
    check("Համակարգի` որպես 'մեկ'", "Համակարգի` որպես 'մեկ'");
    check("It's five o'clock.", "It's five o'clock.");
    check("'''Bold'''", "'''Bold'''");
}

static void joins_lines(void **state)
{
    (void)state;
    check("S\nA\nLE\nS\nNow", "SALES\nNow");
    check("S\nA\nL", "S\nA\nL");
    check("OK\nNO\nUK\nUS", "OK\nNO\nUK\nUS");
    check("Ask us\n. Then\n...wait", "Ask us. Then\n...wait");
    check("港の\n静かな水を\n見た。", "港の静かな水を見た。");
}

/* Nothing to do, or no memory to do it in: the text itself. */
static void keeps_what_is_tidy(void **state)
{
    (void)state;
    struct span plain = span_of("It rained... It's over.\nGo.\n"), bad = span_of("``a''");
    struct arena *none = arena_create(1);
    assert_ptr_equal(tidy_text(plain, none).p, plain.p);
    assert_ptr_equal(tidy_text(bad, none).p, bad.p);
    assert_int_equal(tidy_text(span_of(""), none).n, 0);
    arena_destroy(none);
    check("\\", "\\");
    check("{", "{");
    check("`", "`");
    check("\n", "\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_escapes), cmocka_unit_test(drops_placeholders),
        cmocka_unit_test(drops_leaders), cmocka_unit_test(reads_quotes),
        cmocka_unit_test(joins_lines),   cmocka_unit_test(keeps_what_is_tidy),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
