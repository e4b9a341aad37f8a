/* utf8.c - tests of base/utf8. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

#include "unit.h"

static void assert_made(enum err (*make)(struct buf *, struct span), const char *in,
                        const char *want)
{
    struct buf b;
    buf_init(&b, 4096);
    assert_int_equal(buf_puts(&b, ">"), ERR_OK);
    assert_int_equal(make(&b, span_of(in)), ERR_OK);
    assert_span(span_from(buf_span(&b), 1), want);
    buf_finish(&b);
}

static enum err repair(struct buf *b, struct span s)
{
    return utf8_repair(s, b);
}

static void test_repair_makes_one_mark_a_piece(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"plain", "plain"},
        {"z\xc3\xbcrich", "zürich"},
        {"a\xff", "a\uFFFD"},
        {"\xc3", "\uFFFD"},
        {"\xe2\x82z", "\uFFFDz"},                         /* one maximal piece */
        {"\xf0\x9f\x92", "\uFFFD"},                       /* likewise */
        {"\xed\xa0\x80", "\uFFFD\uFFFD\uFFFD"},           /* a surrogate: no lead fits */
        {"\xc0\xaf", "\uFFFD\uFFFD"},                     /* overlong */
        {"\xe0\x80\xaf", "\uFFFD\uFFFD\uFFFD"},           /* overlong */
        {"\xf4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD"}, /* over U+10FFFF */
        {"\xf4\x8f\xbf\xbf", "\xf4\x8f\xbf\xbf"},
        {"\x80\x80", "\uFFFD\uFFFD"},
        /* the example of Unicode 15, table 3-8 */
        {"a\xf1\x80\x80\xe1\x80\xc2"
         "b\x80"
         "c\x80\xbf"
         "d",
         "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        assert_made(repair, cases[i].in, cases[i].want);
        assert_int_equal(utf8_valid(span_of(cases[i].in)), strcmp(cases[i].in, cases[i].want) == 0);
    }
}

static void test_next_and_last_agree(void **state)
{
    (void)state;
    static const char text[] = "a\xc3\xbc\xe2\x82\xac\xf0\x9f\x92\xa1\xffz\xe2\x82";
    struct span s = span_of(text);
    while (s.n) {
        size_t at;
        struct span head = s, rest = s;
        uint32_t cp = utf8_next(&rest);
        head.n = s.n - rest.n;
        assert_int_equal(utf8_last(head, &at), cp);
        assert_int_equal(at, 0);
        s = rest;
    }
    assert_int_equal(utf8_count(span_of(text)), 7);
}

/* Reading backwards finds the same code points as reading forwards, whatever the bytes. */
static void test_last_on_any_bytes(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 20000; round++) {
        static const char bytes[] = "az\x80\xbf\xc3\xe0\xe2\xed\xf0\xf4\x9f\xa0";
        char text[12];
        size_t n = 1 + (size_t)rand() % sizeof text;
        for (size_t i = 0; i < n; i++)
            text[i] = bytes[(size_t)rand() % (sizeof bytes - 1)];
        struct span rest = span_make(text, n);
        uint32_t cp = 0;
        while (rest.n)
            cp = utf8_next(&rest);
        size_t at;
        uint32_t last = utf8_last(span_make(text, n), &at);
        assert_true(at < n);
        assert_int_equal(last, cp);
    }
}

static void test_put(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 64);
    const uint32_t cps[] = {'a', 0xe9, 0x20ac, 0x1f4a1, 0xd800, 0xdfff, 0x110000};
    for (size_t i = 0; i < sizeof cps / sizeof *cps; i++)
        assert_int_equal(utf8_put(&b, cps[i]), ERR_OK);
    assert_span(buf_span(&b), "aé€\U0001F4A1\uFFFD\uFFFD\uFFFD");
    buf_finish(&b);
}

static void test_clusters(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        size_t clusters;
    } cases[] = {
        {"", 0},
        {"abc", 3},
        {"\r\nx", 2},
        {"e\u0301x", 2},
        {"\U0001F468\u200D\U0001F469\u200D\U0001F467", 1},
        {"\U0001F1E9\U0001F1EA\U0001F1EB\U0001F1F7", 2},
        {"\U0001F44D\U0001F3FD", 1},
        {"\u1100\u1161\u11A8", 1},
        {"\xff\xff", 2},
        /* Joined by a virama or coeng; not by one that stands alone, nor before a ZWNJ. */
        {"\u0938\u094d\u0924\u094d\u0930\u0940", 1},
        {"\u0915\u094d\u200d\u0937", 1},
        {"\u0915\u094d\u200c\u0937", 2},
        {"a\u094d\u0937", 2},
        {"\u0915\u094d a", 3},
        {"\u179f\u17d2\u178f\u17d2\u179a\u17b8", 1},
        {"\u0dc1\u0dca\u200d\u0dbb\u0dd3", 1},
        {"\u0d9a\u0dca\u0dbb", 2},
        {"\u0b95\u0bcd\u0ba4\u0bc1", 2},
        {"\u1000\u1039\u1001", 1},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(utf8_clusters(span_of(cases[i].text)), cases[i].clusters);
}

static void test_cut_keeps_clusters_whole(void **state)
{
    (void)state;
    struct span s = span_of("abe\u0301z");
    assert_span(utf8_cut(s, 99), "abe\u0301z");
    assert_span(utf8_cut(s, 6), "abe\u0301z");
    assert_span(utf8_cut(s, 5), "abe\u0301");
    assert_span(utf8_cut(s, 4), "ab");
    assert_span(utf8_cut(s, 3), "ab");
    assert_span(utf8_cut(s, 0), "");
    assert_span(utf8_cut(span_of("\U0001F468\u200D\U0001F469"), 8), "");
}

static void test_classes(void **state)
{
    (void)state;
    assert_true(utf8_is_letter('q') && utf8_is_letter(0x416) && utf8_is_letter(0x4e2d));
    assert_false(utf8_is_letter('1') || utf8_is_letter(' ') || utf8_is_letter(0x301));
    assert_true(utf8_is_digit('7') && utf8_is_digit(0x664) && !utf8_is_digit(0xbd));
    assert_true(utf8_is_upper('A') && utf8_is_upper(0x1c5) && !utf8_is_upper('a'));
    assert_true(utf8_is_lower(0xdf) && !utf8_is_lower('A'));
    assert_true(utf8_is_mark(0x301) && utf8_is_mark(0x93e) && utf8_is_mark(0x20dd));
    const uint32_t spaces[] = {' ', '\t', '\n', 0x85, 0xa0, 0x200b, 0x2028, 0x3000, 0xfeff};
    for (size_t i = 0; i < sizeof spaces / sizeof *spaces; i++)
        assert_true(utf8_is_space(spaces[i]));
    assert_false(utf8_is_space('x') || utf8_is_space(0x200d) || utf8_is_space(0));
    assert_true(utf8_is_punct(0x2014) && utf8_is_punct('.') && !utf8_is_punct('+'));
    assert_true(utf8_is_symbol('+') && utf8_is_symbol(0x20ac) && !utf8_is_symbol('.'));
    const uint32_t cjk[] = {0x4e2d, 0x3042, 0x30ab, 0x30fc, 0xd55c, 0x1100, 0x20000, 0x3007};
    for (size_t i = 0; i < sizeof cjk / sizeof *cjk; i++)
        assert_true(utf8_is_cjk(cjk[i]));
    assert_false(utf8_is_cjk('a') || utf8_is_cjk(0x3002) || utf8_is_cjk(0x30fb) ||
                 utf8_is_cjk(0x1f600));
    assert_true(utf8_is_rtl(0x5d0) && utf8_is_rtl(0x627) && !utf8_is_rtl('a') && !utf8_is_rtl('1'));
}

static void test_case(void **state)
{
    (void)state;
    assert_int_equal(utf8_lower('A'), 'a');
    assert_int_equal(utf8_lower(0x416), 0x436);
    assert_int_equal(utf8_lower('1'), '1');
    assert_int_equal(utf8_upper(0xe9), 0xc9);
    assert_made(utf8_put_lower, "ÀB Ω\xff", "àb ω\uFFFD");
}

static void test_keys(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"Ångström", "angstrom"}, {"STRASSE", "strasse"}, {"Straße", "strasse"},
        {"ﬁne", "fine"},          {"ＡＢＣ", "abc"},      {"Ιούλιος", "ιουλιοσ"},
        {"مُحَمَّد", "محمد"},         {"ガス", "ガス"}, /* voicing is a letter to its readers */
        {"हिन्दी", "हिन्दी"},       {"각", "각"},           {"so\u00ADft\u200B", "soft"},
        {"\xffx", "\uFFFDx"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_made(utf8_put_key, cases[i].in, cases[i].want);
}

static void test_nfc(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"plain", "plain"},
        {"cafe\u0301 z", "café z"},
        {"e\u0323\u0302 x", "ệ x"},
        {"e\u0302\u0323", "ệ"},
        {"\u1112\u1161\u11AB한", "한한"},
        {"\u212B", "Å"},
        {"\u0958", "\u0915\u093C"},
        {"か\u3099き", "がき"},
        {"a\xff\u0301", "a\uFFFD\u0301"},
        {"\u0301", "\u0301"},
        {"Жизнь и\u0306", "Жизнь й"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_made(utf8_put_nfc, cases[i].in, cases[i].want);
}

/* More code points than the stack takes, all in one run. */
static void test_nfc_of_a_long_run(void **state)
{
    (void)state;
    struct buf in, out;
    buf_init(&in, 4096);
    buf_init(&out, 4096);
    for (int i = 0; i < 300; i++)
        (void)buf_puts(&in, "\u0315\u0301");
    assert_int_equal(utf8_put_nfc(&out, buf_span(&in)), ERR_OK);
    assert_int_equal(out.n, in.n);
    assert_int_equal(out.p[1], '\x81'); /* class 230 now stands before class 232 */
    buf_finish(&in);
    buf_finish(&out);
}

static void test_failures_leave_nothing(void **state)
{
    (void)state;
    static const char text[] = "café cafe\u0301 \xff more";
    enum err (*const makers[])(struct buf *, struct span) = {utf8_put_nfc, utf8_put_key,
                                                             utf8_put_lower, repair};
    for (size_t i = 0; i < sizeof makers / sizeof *makers; i++) {
        struct buf b;
        buf_init(&b, 9);
        (void)buf_puts(&b, "abc");
        assert_int_equal(makers[i](&b, span_of(text)), ERR_TOO_BIG);
        assert_span(buf_span(&b), "abc");
        buf_finish(&b);
    }
}

static void test_direction(void **state)
{
    (void)state;
    assert_true(utf8_starts_rtl(span_of("12 שלום abc")));
    assert_true(utf8_starts_rtl(span_of("«مرحبا»")));
    assert_false(utf8_starts_rtl(span_of("abc שלום")));
    assert_false(utf8_starts_rtl(span_of("123 - 4")));
    assert_false(utf8_starts_rtl(span_of("\u2067שלום\u2069 abc"))); /* isolates are passed over */
    assert_true(utf8_starts_rtl(span_of("\u2069שלום")));
    assert_false(utf8_starts_rtl(span_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_repair_makes_one_mark_a_piece),
        cmocka_unit_test(test_next_and_last_agree),
        cmocka_unit_test(test_last_on_any_bytes),
        cmocka_unit_test(test_put),
        cmocka_unit_test(test_clusters),
        cmocka_unit_test(test_cut_keeps_clusters_whole),
        cmocka_unit_test(test_classes),
        cmocka_unit_test(test_case),
        cmocka_unit_test(test_keys),
        cmocka_unit_test(test_nfc),
        cmocka_unit_test(test_nfc_of_a_long_run),
        cmocka_unit_test(test_failures_leave_nothing),
        cmocka_unit_test(test_direction),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
