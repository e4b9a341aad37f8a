/* clean.c - tests of base/clean. */
#include "base/clean.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "unit.h"

#define FAMILY "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466"
#define KISS "\U0001F469\U0001F3FD\u200D\u2764\uFE0F\u200D\U0001F48B\u200D\U0001F468\U0001F3FF"
#define WALES "\U0001F3F4\U000E0067\U000E0062\U000E0077\U000E006C\U000E0073\U000E007F"

static void assert_clean(enum err (*clean)(struct span, struct buf *), const char *in,
                         const char *want)
{
    struct buf once, twice;
    buf_init(&once, 65536);
    buf_init(&twice, 65536);
    assert_int_equal(clean(span_of(in), &once), ERR_OK);
    assert_span(buf_span(&once), want);
    assert_int_equal(clean(buf_span(&once), &twice), ERR_OK);
    assert_span(buf_span(&twice), want);
    buf_finish(&once);
    buf_finish(&twice);
}

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"", ""},
        {"  Two\t words \r\n here ", "Two words here"},
        {"no\u00A0break\u2009thin\u3000wide\u2800dots", "no break thin wide dots"},
        {"\x1b]0;title\x07 bell", "]0;title bell"},
        {"nul\x01\x08\x7f\xc2\x80\xc2\x9f"
         "end",
         "nulend"},
        {"next\xc2\x85line", "next line"},
        {"OK \u202E dessapmi \u202C\u2066x\u2069\u200E\u200F\u061C", "OK dessapmi x"},
        {"so\u00ADft\u200Bzero\u2060word\uFEFF", "softzeroword"},
        {"tags\U000E0041\U000E0042 \U000E0001", "tags"},
        {"private\uE000\U000F0000 non\uFFFE\uFDD0\U0001FFFF.", "private non."},
        {"obj\uFFFC \uFFF9a\uFFFAb\uFFFB", "obj ab"},
        {"\u3164\uFFA0\u115F\u17B4", ""},
        {"joiner a\u200Db\u200Cc", "joiner abc"},
        {"e\u0301 \xff", "é \uFFFD"},
        {"\u0301lead a \u0301b", "lead a b"},
        {"smuggled\uFE01\uFE02\U000E0100", "smuggled"},
        {"\U0001F600\uFE0F\uFE01\uFE02\U000E0100x", "\U0001F600\uFE0Fx"},
        {"1\uFE0F\u20E3 #\uFE0F\u20E3", "1\uFE0F\u20E3 #\uFE0F\u20E3"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_clean(clean_line, cases[i].in, cases[i].want);
}

static void test_what_has_to_stay(void **state)
{
    (void)state;
    static const char *const texts[] = {
        FAMILY,
        KISS,
        WALES,
        WALES " and " FAMILY,
        "\U0001F3F3\uFE0F\u200D\U0001F308",
        "\U0001F1FA\U0001F1F3",
        "\u0915\u094D\u200D\u0937",                         /* Devanagari: half form */
        "\u0915\u094D\u200C\u0937",                         /* Devanagari: visible virama */
        "\u0D05\u0D35\u0D28\u0D4D\u200D \u0D35",            /* Malayalam: chillu ends a word */
        "\u0DC1\u0DCA\u200D\u0DBB\u0DD3",                   /* Sinhala */
        "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645", /* Persian */
        "العَرَبِيَّةُ لُغَةٌ",
        "\u0600\u0661\u0662", /* Arabic number sign */
        "שָׁלוֹם",
        "\u1019\u103C\u103E\u102D\u102F\u1037", /* Myanmar: many signs on one letter */
        "\u0E17\u0E35\u0E48",
        "Việt Nam",
        "한국어 日本語 ガ",
        "ναί; Ωμέγα",
        "\u1820\u180B\u1821", /* Mongolian variant */
        "\u845B\U000E0100",   /* Han variant */
        "\u2764\uFE0F",
        "5 < 6 & \"7\" \\ \u2014 \u2026",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct buf nfc;
        buf_init(&nfc, 4096);
        assert_int_equal(utf8_put_nfc(&nfc, span_of(texts[i])), ERR_OK);
        assert_clean(clean_line, texts[i], buf_cstr(&nfc));
        assert_clean(clean_text, texts[i], buf_cstr(&nfc));
        buf_finish(&nfc);
    }
}

static void test_tag_sequences_have_to_be_whole(void **state)
{
    (void)state;
    assert_clean(clean_line, "\U0001F3F4\U000E0067\U000E0062 x", "\U0001F3F4 x"); /* no end */
    assert_clean(clean_line, "\U0001F3F4\U000E007F", "\U0001F3F4");               /* no letters */
    assert_clean(clean_line,
                 "\U0001F3F4\U000E0061\U000E0061\U000E0061\U000E0061\U000E0061\U000E0061"
                 "\U000E0061\U000E007F",
                 "\U0001F3F4"); /* too long */
    assert_clean(clean_line, "a\U000E0067\U000E007F", "a");
    assert_clean(clean_line, "\U0001F3F4\U000E0067", "\U0001F3F4");
}

static void test_paragraphs(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {" a \n b\t c \r\n\r\n\r\n d\re ", "a\nb c\n\nd\ne"},
        {"\n\n a\u2029b\u2028c\n\n", "a\nb\nc"},
        {"a\n \u200B \n\u00A0\nb", "a\n\nb"},
        {"\n", ""},
        {"a\v\fb", "a\n\nb"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_clean(clean_text, cases[i].in, cases[i].want);
}

static void test_zalgo(void **state)
{
    (void)state;
    struct buf in, out;
    buf_init(&in, 65536);
    buf_init(&out, 65536);
    (void)buf_puts(&in, "a");
    for (int i = 0; i < 3000; i++)
        (void)buf_puts(&in, i % 2 ? "\u0301" : "\u0323");
    (void)buf_puts(&in, "bc");
    assert_int_equal(clean_line(buf_span(&in), &out), ERR_OK);
    assert_int_equal(utf8_clusters(buf_span(&out)), 3);
    assert_true(out.n <= 3 + 2 * CLEAN_MARKS + 2);
    assert_true(span_ends(buf_span(&out), "bc"));
    buf_finish(&in);
    buf_finish(&out);
}

static void test_floods(void **state)
{
    (void)state;
    static const char *const floods[] = {"\U0001F468\u200D", "\U0001F3FD", "\u1100", "\u0600",
                                         "\u093E",           "\uFE0F",     "\u200D", "\u0E47"};
    for (size_t f = 0; f < sizeof floods / sizeof *floods; f++) {
        struct buf in, out;
        buf_init(&in, 65536);
        buf_init(&out, 65536);
        (void)buf_puts(&in, "x");
        for (int i = 0; i < 2000; i++)
            (void)buf_puts(&in, floods[f]);
        (void)buf_puts(&in, " end");
        assert_int_equal(clean_line(buf_span(&in), &out), ERR_OK);
        for (struct span rest = buf_span(&out); rest.n;) {
            size_t n = utf8_cluster(rest);
            assert_true(utf8_count(span_sub(rest, 0, n)) <= CLEAN_CLUSTER);
            rest = span_from(rest, n);
        }
        assert_true(span_ends(buf_span(&out), " end"));
        buf_finish(&in);
        buf_finish(&out);
    }
}

/* Of any bytes at all, cleaning twice gives what cleaning once gives, and nothing forbidden. */
static void test_any_mixture(void **state)
{
    (void)state;
    static const char *const bits[] = {
        "a",      " ",          "\n",         "\r\n",       "\u0301",     "\u0323", "\u200D",
        "\u200C", "\uFE0F",     "\U0001F468", "\U0001F3FD", "\u0915",     "\u094D", "\u093C",
        "\u0958", "\u1100",     "\u1161",     "\u11A8",     "\u0627",     "\u0651", "\U0001F3F4",
        "=",      "\U000E0067", "\U000E007F", "\xff",       "\u202E",     "\u0600", "\uFB2C",
        "\u09C7", "\u09BE",     "\U0001F1E9", "\u2ADC",     "\u1820",     "\u180B", "\u0E47",
        "\u0E2A", "\u1FB3",     "\u30AB",     "\u3099",     "\U000E0100", "\u845B", "\xe2\x80",
    };
    enum { BITS = sizeof bits / sizeof *bits, ROUNDS = 20000, LENGTH = 30 };
    srand(11);
    for (int round = 0; round < ROUNDS; round++) {
        enum err (*const clean)(struct span, struct buf *) = round % 2 ? clean_text : clean_line;
        struct buf in, once, twice;
        buf_init(&in, 4096);
        buf_init(&once, 8192);
        buf_init(&twice, 8192);
        for (int i = rand() % LENGTH; i > 0; i--)
            (void)buf_puts(&in, bits[rand() % 3 ? rand() % BITS : round % BITS]);
        assert_int_equal(clean(buf_span(&in), &once), ERR_OK);
        assert_int_equal(clean(buf_span(&once), &twice), ERR_OK);
        assert_true(span_eq(buf_span(&once), buf_span(&twice)));
        assert_true(utf8_valid(buf_span(&once)));
        assert_int_equal(span_find(buf_span(&once), span_of("\u202E")), SIZE_MAX);
        buf_finish(&in);
        buf_finish(&once);
        buf_finish(&twice);
    }
}

static void test_copies(void **state)
{
    (void)state;
    struct arena *a = arena_create(4096);
    assert_span(clean_line_copy(span_of(" a\nb "), 100, a), "a b");
    assert_span(clean_text_copy(span_of(" a\n b "), 100, a), "a\nb");
    assert_span(clean_line_copy(span_of("ab cd"), 3, a), "ab"); /* no space at the cut */
    assert_span(clean_line_copy(span_of("abe\u0301"), 3, a), "ab");
    assert_span(clean_line_copy(span_of(""), 3, a), "");
    arena_destroy(a);
    a = arena_create(2);
    assert_int_equal(clean_line_copy(span_of("abcdef"), 100, a).n, 0);
    arena_destroy(a);
}

static void test_full_buffer(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 5);
    (void)buf_puts(&b, "abc");
    assert_int_equal(clean_line(span_of("defg"), &b), ERR_TOO_BIG);
    assert_span(buf_span(&b), "abc");
    buf_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines),
        cmocka_unit_test(test_what_has_to_stay),
        cmocka_unit_test(test_tag_sequences_have_to_be_whole),
        cmocka_unit_test(test_paragraphs),
        cmocka_unit_test(test_zalgo),
        cmocka_unit_test(test_floods),
        cmocka_unit_test(test_any_mixture),
        cmocka_unit_test(test_copies),
        cmocka_unit_test(test_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
