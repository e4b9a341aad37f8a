/* opml.c - lists of feeds, read and written. */
#include "unit.h"

#include <string.h>

#include "feed/opml.h"

enum { ARENA_MAX = 4 * 1024 * 1024 };

static int setup(void **state)
{
    *state = arena_create(ARENA_MAX);
    return *state ? 0 : -1;
}

static int teardown(void **state)
{
    arena_destroy(*state);
    return 0;
}

static void outlines_come_with_their_folder(void **state)
{
    static const char text[] =
        "<?xml version='1.0'?><opml version='2.0'><head><title>My list</title></head><body>\n"
        "<outline text='Sea &amp; shore'><outline text='Harbour' type='rss' "
        "xmlUrl='https://h.example/f?a=1&amp;b=2' htmlUrl='https://h.example/'/>"
        "<OUTLINE TITLE='Tide' text='no' XMLURL='http://t.example/f'></OUTLINE></outline>"
        "<outline text='Alone' xmlUrl='http://a.example/f'>"
        "<outline text='Inside' xmlUrl='http://i.example/f'/></outline>"
        "<outline text='Not a feed'/><outline text='bad' xmlUrl='file:///etc/passwd'/>"
        "<outline xmlUrl='http://n.example/f'/></body></opml>";
    struct opml opml;
    assert_int_equal(opml_parse(span_of(text), &opml, NULL, *state), ERR_OK);
    assert_int_equal(opml.n, 5);
    assert_span(opml.outlines[0].title, "Harbour");
    assert_span(opml.outlines[0].url, "https://h.example/f?a=1&b=2");
    assert_span(opml.outlines[0].folder, "Sea & shore");
    assert_span(opml.outlines[1].title, "Tide");
    assert_span(opml.outlines[1].folder, "Sea & shore");
    assert_span(opml.outlines[2].folder, "");
    assert_span(opml.outlines[3].title, "Inside");
    assert_span(opml.outlines[3].folder, "");
    assert_span(opml.outlines[4].title, "");
}

static void what_is_no_list_is_refused(void **state)
{
    static const char *const texts[] = {"", "<rss><channel/></rss>", "words",
                                        "<outline xmlUrl='http://x.example/'/>"};
    struct opml opml;
    struct why why;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        assert_int_equal(opml_parse(span_of(texts[i]), &opml, &why, *state), ERR_UNSUPPORTED);
        assert_true(strlen(why.text) > 0);
        assert_int_equal(opml.n, 0);
    }
}

static void depth_and_number_are_limited(void **state)
{
    struct buf text;
    struct opml opml;
    buf_init(&text, 1024 * 1024);
    (void)buf_puts(&text, "<opml>");
    for (int i = 0; i < 1000; i++)
        (void)buf_printf(&text, "<outline text='f%d'>", i);
    for (int i = 0; i < OPML_OUTLINES_MAX + 10; i++)
        (void)buf_puts(&text, "<outline xmlUrl='http://x.example/'/>");
    assert_int_equal(opml_parse(buf_span(&text), &opml, NULL, *state), ERR_OK);
    assert_int_equal(opml.n, OPML_OUTLINES_MAX);
    assert_span(opml.outlines[0].folder, "f31");
    buf_finish(&text);
}

static void what_is_written_reads_back_the_same(void **state)
{
    struct outline outlines[] = {
        {SPAN("A <b> & \"c\""), SPAN("https://a.example/?x=1&y=2"), SPAN("")},
        {SPAN("Zwei"), SPAN("https://b.example/"),
         SPAN("Nord & S\xc3\xbc"
              "d")},
        {SPAN("Drei"), SPAN("https://c.example/"),
         SPAN("Nord & S\xc3\xbc"
              "d")},
        {SPAN("Vier"), SPAN("https://d.example/"), SPAN("West")},
        {SPAN("F\xc3\xbcnf"), SPAN("https://e.example/"), SPAN("")},
    };
    struct opml opml = {outlines, sizeof outlines / sizeof outlines[0]}, back;
    struct buf text;
    buf_init(&text, 64 * 1024);
    assert_int_equal(opml_write(&opml, &text), ERR_OK);
    assert_int_equal(opml_parse(buf_span(&text), &back, NULL, *state), ERR_OK);
    assert_int_equal(back.n, opml.n);
    for (size_t i = 1; i < opml.n; i++) {
        assert_true(span_eq(back.outlines[i].title, outlines[i].title));
        assert_true(span_eq(back.outlines[i].url, outlines[i].url));
        assert_true(span_eq(back.outlines[i].folder, outlines[i].folder));
    }
    assert_span(back.outlines[0].url, "https://a.example/?x=1&y=2");
    buf_finish(&text);
}

static void a_list_without_a_folder_at_the_end_is_closed(void **state)
{
    (void)state;
    struct outline outline = {SPAN("x"), SPAN("http://x.example/"), SPAN("f")};
    struct opml opml = {&outline, 1};
    struct buf text;
    buf_init(&text, 4096);
    assert_int_equal(opml_write(&opml, &text), ERR_OK);
    assert_non_null(strstr(buf_cstr(&text), "    </outline>\n  </body>\n</opml>\n"));
    buf_finish(&text);
    buf_init(&text, 10);
    assert_int_equal(opml_write(&opml, &text), ERR_TOO_BIG);
    buf_finish(&text);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(outlines_come_with_their_folder),
        TEST(what_is_no_list_is_refused),
        TEST(depth_and_number_are_limited),
        TEST(what_is_written_reads_back_the_same),
        TEST(a_list_without_a_folder_at_the_end_is_closed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
