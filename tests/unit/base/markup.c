/* markup.c - fragments of HTML as text, and the tokenizer below them. */
#include "unit.h"

#include "base/markup.h"
#include "base/tag.h"

struct pair {
    const char *in, *out;
};

typedef enum err reader(struct span s, struct buf *out);

static void expect(reader *read, const struct pair *pairs, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct buf out;
        buf_init(&out, 4096);
        assert_int_equal(read(span_of(pairs[i].in), &out), ERR_OK);
        assert_span(buf_span(&out), pairs[i].out);
        buf_finish(&out);
    }
}

static void fragments_become_text(void **state)
{
    static const struct pair pairs[] = {
        {"", ""},
        {"plain", "plain"},
        {"<p>One</p><p>Two</p>", "\nOne\n\nTwo\n"},
        {"a<br/>b<BR >c", "a\nb\nc"},
        {"<b>bo</b>ld &amp; <i>br&eacute;ve</i>", "bold & br\xc3\xa9ve"},
        {"1 < 2, <3, a<b", "1 < 2, <3, a"},
        {"x<script>if (a < b) '</p>'</script>y<style>b{}</STYLE >z", "xyz"},
        {"x<script>never closed", "x"},
        {"x<script/>y", "xy"},
        {"</script>y", "y"},
        {"a<!-- <p>no</p> -->b<!doctype html>c<?php d ?>e", "abce"},
        {"<a title=\"x > y\" href='<b>'>in</a>", "in"},
        {"<td>1</td><td>2</td>", " 1  2 "},
        {"<foo:bar baz>in</foo:bar>", "in"},
        {"<<quoted>> <\xd0\xb7\xd0\xb0>", "<> <\xd0\xb7\xd0\xb0>"},
        {"<![CDATA[a &lt; b]]>", "a < b"},
        {"cut <a href=\"http://x.exam", "cut "},
    };
    (void)state;
    expect(markup_text, pairs, sizeof pairs / sizeof pairs[0]);
}

static void fields_of_unknown_kind_are_read_as_what_they_are(void **state)
{
    static const struct pair pairs[] = {
        {"1 < 2 &amp; 3", "1 < 2 & 3"},
        {"Fish &amp;amp; chips", "Fish & chips"},
        {"<b>Fish</b> &amp;amp; chips", "Fish &amp; chips"},
        {"List<String> &lt;p&gt;", "List<String> <p>"},
        {"It&#39;s <em>x</em>", "It's x"},
        {"<!-- hidden -->shown", "shown"},
        {"no markup", "no markup"},
    };
    (void)state;
    expect(markup_maybe, pairs, sizeof pairs / sizeof pairs[0]);
}

static void only_elements_of_html_are_markup(void **state)
{
    static const char *const yes[] = {"<b>",      "x</P>",         "<br/>",
                                      "a <!-- b", "<![CDATA[x]]>", "<h1 class='a'>"};
    static const char *const no[] = {"",        "1 < 2", "<3",
                                     "<BIGCO>", "a > b", "<",
                                     "< b>",    "<bb>",  "<verylongelementnamethatisnone>"};
    (void)state;
    for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++)
        assert_true(markup_any(span_of(yes[i])));
    for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
        assert_false(markup_any(span_of(no[i])));
    assert_true(markup_element(span_of("Span")));
    assert_false(markup_element(span_of("")));
}

static void full_buffers_say_so(void **state)
{
    struct buf out;
    (void)state;
    buf_init(&out, 2);
    assert_int_equal(markup_text(span_of("<p>abc</p>"), &out), ERR_TOO_BIG);
    buf_finish(&out);
    buf_init(&out, 2);
    assert_int_equal(markup_maybe(span_of("abcdef"), &out), ERR_TOO_BIG);
    buf_finish(&out);
}

/* Writes the pieces of s as "kind:name:body|" with "/" for an empty tag. */
static void put_pieces(struct span s, struct buf *out)
{
    static const char kinds[] = {[TAG_TEXT] = 't',
                                 [TAG_CDATA] = 'd',
                                 [TAG_OPEN] = 'o',
                                 [TAG_CLOSE] = 'c',
                                 [TAG_OTHER] = 'x'};
    for (struct tag t = {0}; tag_next(&s, &t);) {
        (void)buf_printf(out, "%c%s:", kinds[t.kind], t.empty ? "/" : "");
        (void)buf_put(out, t.name);
        (void)buf_putc(out, ':');
        (void)buf_put(out, t.body);
        (void)buf_putc(out, '|');
    }
}

static void tags_are_cut_forgivingly(void **state)
{
    static const struct pair pairs[] = {
        {"a<b c='d'>e</b >", "t::a|o:b: c='d'|t::e|c:b: |"},
        {"<x/><y a=1/>", "o/:x:|o/:y: a=1|"},
        {"<a:b-c.d>", "o:a:b-c.d:|"},
        {"<title<item>", "o:title:|o:item:|"},
        {"<a href=\"1>2\" b='<'>", "o:a: href=\"1>2\" b='<'|"},
        {"<a it's>x", "o:a: it's|t::x|"},
        {"<a b='never>x<c>", "o:a:|t::x|o:c:|"},
        {"a < b", "t::a < b|"},
        {"<?xml version='1.0'?>x", "x::xml version='1.0'?|t::x|"},
        {"<!-- a > b -->x", "x:: a > b |t::x|"},
        {"<!-- open", "x:: open|"},
        {"<!-- open >a<!-- b>c", "x:: open |t::a|x:: b|t::c|"},
        {"<!-- a --><!-- b>c<!---->", "x:: a |x:: b>c<!--|"},
        {"<!DOCTYPE r [<!ENTITY a '>'> ]>x", "x::|t::x|"},
        {"<!DOCTYPE r>x[y]>", "x::DOCTYPE r|t::x[y]>|"},
        {"<![CDATA[a]]]>b", "d::a]|t::b|"},
        {"<![cdata[open", "d::open|"},
        {"</>x", "c::|t::x|"},
        {"<unfinished a='b'", "x:unfinished:|"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        struct buf out;
        buf_init(&out, 4096);
        put_pieces(span_of(pairs[i].in), &out);
        assert_span(buf_span(&out), pairs[i].out);
        buf_finish(&out);
    }
}

static void attributes_are_cut_forgivingly(void **state)
{
    struct span rest = span_of(" a = 'x y' b=\"2\" c d=e/f g='open h"), name, value;
    (void)state;
    static const struct pair want[] = {
        {"a", "x y"}, {"b", "2"}, {"c", ""}, {"d", "e/f"}, {"g", "open h"}};
    for (size_t i = 0; i < sizeof want / sizeof want[0]; i++) {
        assert_true(tag_attribute(&rest, &name, &value));
        assert_span(name, want[i].in);
        assert_span(value, want[i].out);
    }
    assert_false(tag_attribute(&rest, &name, &value));
    assert_span(tag_get(span_of("x=1 HREF='u' href=v"), "href"), "u");
    assert_int_equal(tag_get(span_of("\"' = / "), "href").n, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(fragments_become_text),
        cmocka_unit_test(fields_of_unknown_kind_are_read_as_what_they_are),
        cmocka_unit_test(only_elements_of_html_are_markup),
        cmocka_unit_test(full_buffers_say_so),
        cmocka_unit_test(tags_are_cut_forgivingly),
        cmocka_unit_test(attributes_are_cut_forgivingly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
