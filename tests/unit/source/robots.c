/* robots.c - cases/robots: which page may be read by whom (RFC 9309). */
#include "source/robots.h"

#include "base/buf.h"
#include "source/file.h"
#include "unit.h"

/* One "? yes|no AGENT URL" line; false when the answer is another. */
static bool check(struct span text, struct span line, struct span name)
{
    struct span rest = span_from(line, 2), want, agent;
    (void)span_split(&rest, ' ', &want);
    (void)span_split(&rest, ' ', &agent);
    if (robots_allow(text, agent, rest) == span_is(want, "yes"))
        return true;
    print_error("%.*s: not \"%.*s\"\n", (int)name.n, name.p, (int)line.n, line.p);
    return false;
}

static void test_cases(void **state)
{
    (void)state;
    struct buf bytes, text;
    struct why why;
    unsigned checks = 0, wrong = 0;
    buf_init(&bytes, 1 << 20);
    buf_init(&text, 1 << 20);
    assert_int_equal(file_read(TEST_CASES "/robots/cases.txt", &bytes, &why), ERR_OK);
    struct span rest = buf_span(&bytes), line, name = {NULL, 0};
    while (span_line(&rest, &line)) {
        if (span_starts(line, "== ")) {
            name = span_from(line, 3);
            buf_reset(&text);
        } else if (span_starts(line, "? ")) {
            checks++;
            wrong += !check(buf_span(&text), line, name);
        } else if (name.n) {
            assert_int_equal(buf_put(&text, line), ERR_OK);
            assert_int_equal(buf_putc(&text, '\n'), ERR_OK);
        }
    }
    buf_finish(&bytes);
    buf_finish(&text);
    assert_int_equal(wrong, 0);
    assert_true(checks > 30);
}

/* Many stars against a long path: each byte of the path is looked at a bounded number of times. */
static void test_no_explosion(void **state)
{
    (void)state;
    struct buf text, url;
    buf_init(&text, 1 << 20);
    buf_init(&url, 1 << 20);
    (void)buf_puts(&text, "User-agent: *\nDisallow: /");
    (void)buf_puts(&url, "https://a.example/");
    for (int i = 0; i < 1000; i++)
        (void)buf_puts(&text, "*a");
    (void)buf_puts(&text, "*b\n");
    for (int i = 0; i < 8000; i++)
        (void)buf_puts(&url, "a");
    assert_true(robots_allow(buf_span(&text), span_of("Motograph"), buf_span(&url)));
    buf_finish(&text);
    buf_finish(&url);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),
        cmocka_unit_test(test_no_explosion),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
