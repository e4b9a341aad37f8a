/* limits.c - feeds made to harm: floods, depth, size. Each must end soon and keep what is whole. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/when.h"
#include "feed/feed.h"

enum { TEXT_MAX = 40 * 1024 * 1024, ARENA_MAX = 64 * 1024 * 1024 };
enum { LARGE = 8 * 1000 * 1000, PEAK_KB = 12 * 1000 };

#define HEAD "<rss><channel><title>T</title>"
#define LAST "<item><title>last</title></item></channel></rss>"

struct fixture {
    struct buf text;
    struct arena *arena;
    struct feed feed;
    struct why why;
};

static int setup(void **state)
{
    static struct fixture f;
    buf_init(&f.text, TEXT_MAX);
    f.arena = arena_create(ARENA_MAX);
    *state = &f;
    return f.arena ? 0 : -1;
}

static int teardown(void **state)
{
    struct fixture *f = *state;
    buf_finish(&f->text);
    arena_destroy(f->arena);
    return 0;
}

static void repeat(struct buf *b, const char *piece, int times)
{
    for (int i = 0; i < times; i++)
        (void)buf_puts(b, piece);
}

static enum err parse(struct fixture *f)
{
    struct feed_opts opts = {0};
    assert_int_equal(f->text.failed, ERR_OK);
    return feed_parse(buf_span(&f->text), &opts, &f->feed, &f->why, f->arena);
}

/* Every flood stands before one good item, which must be read. */
static void expect_last(struct fixture *f)
{
    (void)buf_puts(&f->text, LAST);
    assert_int_equal(parse(f), ERR_OK);
    assert_true(f->feed.n_items > 0);
    assert_span(f->feed.items[f->feed.n_items - 1].title, "last");
}

static void attributes_beyond_the_limit_are_passed_over(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD "<item");
    for (int i = 0; i < 1000; i++)
        (void)buf_printf(&f->text, " a%d='%d'", i, i);
    (void)buf_puts(&f->text, "><title>many</title></item>");
    expect_last(f);
    assert_span(f->feed.items[0].title, "many");
}

static void a_tag_over_its_limit_keeps_its_name_only(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD "<item><link href='http://x.example/1' title='");
    repeat(&f->text, "long ", 300000);
    (void)buf_puts(&f->text, "'/><title>kept</title></item>");
    expect_last(f);
    assert_span(f->feed.items[0].title, "kept");
    assert_int_equal(f->feed.items[0].link.n, 0);
}

static void namespaces_beyond_the_limit_are_passed_over(void **state)
{
    struct fixture *f = *state;
    for (int i = 0; i < 5000; i++)
        (void)buf_printf(&f->text, "<x%d xmlns:n%d='urn:%d'>", i, i, i);
    (void)buf_puts(&f->text, HEAD);
    for (int i = 0; i < 200; i++)
        (void)buf_printf(&f->text, "<media:group xmlns:n%d='urn:%d'>", i, i);
    expect_last(f);
}

static void depth_costs_nothing(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD "<item><title>deep</title><description>");
    repeat(&f->text, "<div>", 100000);
    (void)buf_puts(&f->text, "core");
    repeat(&f->text, "</div>", 100000);
    (void)buf_puts(&f->text, "</description></item><a:b xmlns:a='urn:a'>");
    repeat(&f->text, "<q>", 100000);
    repeat(&f->text, "</q>", 100000);
    (void)buf_puts(&f->text, "</a:b>");
    expect_last(f);
    assert_span(f->feed.items[0].title, "deep");
}

static void groups_nest_to_the_depth_limit(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD "<item>");
    repeat(&f->text, "<media:group>", 1000);
    repeat(&f->text, "</media:group>", 1000);
    (void)buf_puts(&f->text, "<title>nested</title></item>");
    expect_last(f);
    assert_span(f->feed.items[0].title, "nested");
}

static void items_beyond_the_limit_are_cut(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD);
    repeat(&f->text, "<item><title>x</title></item>", FEED_ITEMS_MAX + 100);
    (void)buf_puts(&f->text, LAST);
    assert_int_equal(parse(f), ERR_OK);
    assert_int_equal(f->feed.n_items, FEED_ITEMS_MAX);
    assert_true(f->feed.cut);
}

static void items_inside_items_are_items(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD);
    repeat(&f->text, "<item><title>x</title>", 500);
    expect_last(f);
    assert_int_equal(f->feed.n_items, 501);
}

static void a_text_over_its_limit_is_cut(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD "<item><title>");
    repeat(&f->text, "hafen \xc3\xa4 &amp; ", 100000);
    (void)buf_puts(&f->text, "</title><description>fine</description></item>");
    expect_last(f);
    assert_in_range(f->feed.items[0].title.n, FEED_TEXT_MAX - 16, FEED_TEXT_MAX);
    assert_span(f->feed.items[0].summary, "fine");
}

static void bytes_over_the_limit_are_cut(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD "<item><title>first</title></item><!--");
    repeat(&f->text, "0123456789abcdef", FEED_BYTES_MAX / 16);
    (void)buf_puts(&f->text, "-->" LAST);
    assert_int_equal(parse(f), ERR_OK);
    assert_int_equal(f->feed.n_items, 1);
    assert_true(f->feed.cut);
}

static void openers_without_an_end_are_read_in_linear_time(void **state)
{
    static const char *const pieces[] = {"<a x='",    "<!a",         "<",   "<!--",
                                         "&#",        "</",          "<a ", "<a b='\"c=\">",
                                         "<![CDATA[", "<!DOCTYPE [", "<?",  "<!-- >"};
    struct fixture *f = *state;
    for (size_t i = 0; i < sizeof pieces / sizeof pieces[0]; i++) {
        buf_reset(&f->text);
        (void)buf_puts(&f->text, HEAD "<item><title>whole</title></item><item><description>");
        repeat(&f->text, pieces[i], 400000);
        assert_int_equal(parse(f), ERR_OK);
        assert_span(f->feed.items[0].title, "whole");
        arena_reset(f->arena);
    }
}

static void json_too_deep_is_no_feed(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":");
    repeat(&f->text, "[", 50000);
    repeat(&f->text, "]", 50000);
    (void)buf_puts(&f->text, "}");
    assert_int_equal(parse(f), ERR_UNSUPPORTED);
}

static void json_items_beyond_the_limit_are_cut(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, "{\"version\":\"https://jsonfeed.org/version/1\",\"items\":[");
    repeat(&f->text, "{\"title\":\"x\"},", FEED_ITEMS_MAX + 5);
    (void)buf_puts(&f->text, "{\"title\":\"y\"}]}");
    assert_int_equal(parse(f), ERR_OK);
    assert_int_equal(f->feed.n_items, FEED_ITEMS_MAX);
    assert_true(f->feed.cut);
}

/* The newest two of an unordered feed keep their texts; of the others at least the dates stay. */
static void check_newest(struct fixture *f)
{
    static const char *const titles[] = {"b", "", "a", "", ""};
    struct feed_opts opts = {.newest = 2};
    assert_int_equal(feed_parse(buf_span(&f->text), &opts, &f->feed, &f->why, f->arena), ERR_OK);
    assert_int_equal(f->feed.n_items, 5);
    assert_span(f->feed.title, "all");
    for (size_t i = 0; i < 5; i++) {
        assert_true((f->feed.items[i].published == WHEN_NONE) == (i == 4));
        if (i != 1)
            assert_span(f->feed.items[i].title, titles[i]);
    }
}

static void only_the_newest_items_keep_their_texts(void **state)
{
    static const int days[] = {8, 3, 9, 8};
    struct fixture *f = *state;
    (void)buf_puts(&f->text, "<rss version='2.0'><channel><title>all</title>");
    for (int i = 0; i < 4; i++)
        (void)buf_printf(&f->text,
                         "<item><title>%c</title><pubDate>0%d Nov 2026 10:00:00 GMT</pubDate>"
                         "<channel xml:lang='de'><title>no</title></channel></item>",
                         "bxac"[i], days[i]);
    (void)buf_puts(&f->text, "<item><title>d</title></item></channel></rss>");
    check_newest(f);
}

static void only_the_newest_json_items_keep_their_texts(void **state)
{
    static const int days[] = {8, 3, 9, 8};
    struct fixture *f = *state;
    (void)buf_puts(&f->text, "{\"version\":\"https://jsonfeed.org/version/1\",\"title\":\"all\","
                             "\"items\":[");
    for (int i = 0; i < 4; i++)
        (void)buf_printf(&f->text,
                         "{\"title\":\"%c\",\"date_published\":\"2026-11-0%dT10:00:00Z\"},",
                         "bxac"[i], days[i]);
    (void)buf_puts(&f->text, "{\"title\":\"d\"}]}");
    check_newest(f);
}

static void memory_that_runs_out_is_said(void **state)
{
    struct fixture *f = *state;
    struct feed_opts opts = {0};
    (void)buf_puts(&f->text, HEAD);
    repeat(&f->text, "<item><title>some title</title></item>", 1000);
    for (size_t max = 0; max < 25000 * sizeof(void *); max += 7001) {
        struct arena *small = arena_create(max);
        enum err e = feed_parse(buf_span(&f->text), &opts, &f->feed, &f->why, small);
        assert_true(e == ERR_NOMEM);
        arena_destroy(small);
    }
}

/* A line of the kernel's about this process, in kilobytes. */
static long memory(const char *key)
{
    char line[256];
    long found = 0;
    FILE *status = fopen("/proc/self/status", "r");
    while (status && fgets(line, sizeof line, status))
        if (strncmp(line, key, strlen(key)) == 0)
            found = strtol(line + strlen(key), NULL, 10);
    if (status)
        (void)fclose(status);
    return found;
}

/* From now on the peak is that of what comes. False where memory is not what we take: beneath a
 * sanitizer or valgrind. */
static bool forget_peak(void)
{
#if defined(__has_feature)
    if (__has_feature(address_sanitizer))
        return false;
#endif
#if defined(__SANITIZE_ADDRESS__)
    return false;
#endif
    const char *preload = getenv("LD_PRELOAD");
    FILE *peak = fopen("/proc/self/clear_refs", "w");
    if (!peak || (preload && strstr(preload, "valgrind")))
        return false;
    return fputs("5", peak) >= 0 && fclose(peak) == 0;
}

static void a_large_feed_takes_little_more_than_its_bytes(void **state)
{
    struct fixture *f = *state;
    (void)buf_puts(&f->text, HEAD);
    for (int i = 0; f->text.n < LARGE; i++) {
        (void)buf_printf(&f->text, "<item><title>Tide %d</title><description>", i);
        repeat(&f->text, "&lt;p&gt;High water came at nine. &amp;amp; so on \xe2\x80\x93 ", 75);
        (void)buf_puts(&f->text, "</description></item>");
    }
    if (!forget_peak())
        skip();
    long before = memory("VmRSS:");
    expect_last(f);
    assert_in_range(f->feed.n_items, 1500, FEED_ITEMS_MAX);
    assert_in_range(memory("VmHWM:") - before, 0, PEAK_KB);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(attributes_beyond_the_limit_are_passed_over),
        TEST(a_tag_over_its_limit_keeps_its_name_only),
        TEST(namespaces_beyond_the_limit_are_passed_over),
        TEST(depth_costs_nothing),
        TEST(groups_nest_to_the_depth_limit),
        TEST(items_beyond_the_limit_are_cut),
        TEST(items_inside_items_are_items),
        TEST(a_text_over_its_limit_is_cut),
        TEST(bytes_over_the_limit_are_cut),
        TEST(openers_without_an_end_are_read_in_linear_time),
        TEST(json_too_deep_is_no_feed),
        TEST(json_items_beyond_the_limit_are_cut),
        TEST(only_the_newest_items_keep_their_texts),
        TEST(only_the_newest_json_items_keep_their_texts),
        TEST(memory_that_runs_out_is_said),
        TEST(a_large_feed_takes_little_more_than_its_bytes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
