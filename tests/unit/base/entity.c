/* entity.c - HTML character references. */
#include "unit.h"

#include <string.h>

#include "base/entity.h"

struct reading {
    const char *text;
    size_t taken;
    uint32_t first, second;
};

static void references_read_as_browsers_read_them(void **state)
{
    static const struct reading readings[] = {
        {"&amp;", 5, '&', 0},
        {"&lt;x", 4, '<', 0},
        {"&apos;", 6, '\'', 0},
        {"&nbsp;", 6, 0xa0, 0},
        {"&eacute;", 8, 0xe9, 0},
        {"&Eacute;", 8, 0xc9, 0},
        {"&zwnj;", 6, 0x200c, 0},
        {"&NotEqualTilde;", 15, 0x2242, 0x338},
        {"&AElig", 6, 0xc6, 0},
        {"&CounterClockwiseContourIntegral;", 33, 0x2233, 0},
        {"&amp", 4, '&', 0},
        {"&copy 2", 5, 0xa9, 0},
        {"&notit;", 4, 0xac, 0},
        {"&notin;", 7, 0x2209, 0},
        {"&hellip", 0, 0, 0},
        {"&nosuch;", 0, 0, 0},
        {"&;", 0, 0, 0},
        {"&", 0, 0, 0},
        {"& amp;", 0, 0, 0},
        {"x&amp;", 0, 0, 0},
        {"&#65;", 5, 'A', 0},
        {"&#65", 4, 'A', 0},
        {"&#x41;", 6, 'A', 0},
        {"&#X1f6A2;", 9, 0x1f6a2, 0},
        {"&#146;", 6, 0x2019, 0},
        {"&#x80;", 6, 0x20ac, 0},
        {"&#129;", 6, 0x81, 0},
        {"&#0;", 4, 0xfffd, 0},
        {"&#xD800;", 8, 0xfffd, 0},
        {"&#x110000;", 10, 0xfffd, 0},
        {"&#99999999999;", 14, 0xfffd, 0},
        {"&#;", 0, 0, 0},
        {"&#x;", 0, 0, 0},
        {"&#xg;", 0, 0, 0},
        {"&zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz;", 0, 0, 0},
        {"&zwj;", 5, 0x200d, 0},
        {"&Aacute;", 8, 0xc1, 0},
    };
    (void)state;
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        const struct reading *r = &readings[i];
        uint32_t cps[2] = {0, 0};
        size_t taken = entity_read(span_of(r->text), cps);
        if (taken != r->taken || cps[0] != r->first || cps[1] != r->second)
            print_error("%s: %zu bytes, U+%04X U+%04X\n", r->text, taken, cps[0], cps[1]);
        assert_int_equal(taken, r->taken);
        assert_int_equal(cps[0], r->first);
        assert_int_equal(cps[1], r->second);
    }
}

static void decoding_leaves_what_it_does_not_know(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 256);
    assert_int_equal(entity_decode(span_of("R&D &lt;&amp;amp;&#8364;& &bne; &"), &out), ERR_OK);
    assert_span(buf_span(&out), "R&D <&amp;\xe2\x82\xac& =\xe2\x83\xa5 &");
    buf_reset(&out);
    assert_int_equal(entity_decode(span_make(NULL, 0), &out), ERR_OK);
    assert_int_equal(out.n, 0);
    buf_finish(&out);
}

static void stray_references_are_those_nobody_means(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 256);
    assert_int_equal(
        entity_decode_stray(span_of("a&nbsp;b&#8217;&#x26;&amp;&lt;b&gt; &eacute &x; &"), &out),
        ERR_OK);
    assert_span(buf_span(&out), "a\xc2\xa0"
                                "b\xe2\x80\x99&#x26;&amp;&lt;b&gt; &eacute &x; &");
    buf_finish(&out);
}

static void full_buffers_say_so(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 3);
    assert_int_equal(entity_decode(span_of("abc&amp;"), &out), ERR_TOO_BIG);
    buf_finish(&out);
}

static void a_reference_counts_with_its_semicolon_only(void **state)
{
    (void)state;
    assert_true(entity_any(span_of("a &amp; b")));
    assert_true(entity_any(span_of("& &x &#8217;")));
    assert_false(entity_any(span_of("AT&T &copy 2020 &nosuch; &")));
    assert_false(entity_any(span_of("")));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(references_read_as_browsers_read_them),
        cmocka_unit_test(decoding_leaves_what_it_does_not_know),
        cmocka_unit_test(stray_references_are_those_nobody_means),
        cmocka_unit_test(full_buffers_say_so),
        cmocka_unit_test(a_reference_counts_with_its_semicolon_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
