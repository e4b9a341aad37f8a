/* answers.c - what the other program says of a feed or page beside its news. */
#include "feed/feed.h"
#include "room.h"
#include "run/ingester.h"

#include <zlib.h>

enum { PATIENT_MS = 20000, NOW = 1795269900, ARENA_MAX = 4 * 1024 * 1024, PACKED_MAX = 64 * 1024 };

#define ITEM(n, hour)                                                                              \
    "<item><title>Tide " n "</title><link>https://quay.example/" n                                 \
    "</link><pubDate>Fri, 20 Nov 2026 " hour ":00:00 GMT</pubDate></item>"
#define PARAGRAPHS                                                                                 \
    "<article><h1>Weir opens</h1><p>The weir at Corran was opened on Friday, and the mayor, "      \
    "Ada Lund, cut a ribbon before two hundred people on the bridge.</p><p>It had been closed "    \
    "for eleven years because its gates were rusty, and no boat could pass from the sea.</p>"      \
    "</article>"
#define LINK "<link rel=alternate type=application/rss+xml href=/feed.xml>"

static const char FEED[] =
    "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel>"
    "<title>Quay</title><ttl>15</ttl><sy:updatePeriod>hourly</sy:updatePeriod>"
    "<skipHours><hour>24</hour><hour>3</hour></skipHours>"
    "<skipDays><day>Saturday</day></skipDays>" ITEM("1", "05") ITEM("2", "06") ITEM("3", "07")
        ITEM("4", "09") "</channel></rss>";

struct asking {
    struct ingester *ingester;
    struct arena *arena;
    struct answer answer;
};

static int begin(void **state)
{
    static struct asking s;
    s.ingester = ingester_create(TEST_INGEST, TEST_ASSETS, PATIENT_MS, -1);
    s.arena = arena_create(ARENA_MAX);
    *state = &s;
    return s.ingester && s.arena ? 0 : -1;
}

static int end(void **state)
{
    struct asking *s = *state;
    ingester_destroy(s->ingester);
    arena_destroy(s->arena);
    return 0;
}

static const struct answer *ask(struct asking *s, struct span bytes, const char *where)
{
    struct job job = {.id = 1, .now = NOW, .base = span_of(where), .bytes = bytes};
    struct why why = {.text = ""};
    assert_int_equal(ingester_ask(s->ingester, &job, &s->answer, &why, s->arena), ERR_OK);
    return &s->answer;
}

static void a_feed_says_how_often(void **state)
{
    const struct answer *a = ask(*state, span_of(FEED), "https://quay.example/feed.xml");
    assert_int_equal(a->err, ERR_OK);
    assert_true(a->is_feed && !a->is_page && !a->is_article);
    assert_int_equal(a->ttl_minutes, 60);
    assert_int_equal(a->skip_hours, 1U | 1U << 3);
    assert_int_equal(a->skip_days, 1U << 6);
    assert_int_equal(a->gap, 3600);
    assert_int_equal(a->n_told, 4);
    assert_int_equal(a->feed_link.n, 0);
}

static void a_front_page_is_the_way_to_its_feed(void **state)
{
    static const char *const pages[] = {
        "<html><head>" LINK "</head><body>" PARAGRAPHS "</body></html>",
        "<html><head>" LINK "</head><body><a href=/1>One</a></body></html>",
    };
    for (size_t i = 0; i < 2; i++) {
        const struct answer *a = ask(*state, span_of(pages[i]), "https://quay.example/");
        assert_int_equal(a->err, ERR_OK);
        assert_true(a->is_page && !a->is_article && !a->is_feed);
        assert_span(a->feed_link, "https://quay.example/feed.xml");
        assert_int_equal(a->n_told, 0);
    }
}

static void an_article_is_told_though_it_names_a_feed(void **state)
{
    static const char page[] = "<html><head><meta property=og:type content=article>" LINK
                               "</head><body>" PARAGRAPHS "</body></html>";
    const struct answer *a = ask(*state, span_of(page), "https://quay.example/weir");
    assert_int_equal(a->err, ERR_OK);
    assert_true(a->is_page && a->is_article);
    assert_span(a->feed_link, "https://quay.example/feed.xml");
    assert_int_equal(a->n_told, 1);
}

static void a_page_without_feed_is_an_article_or_nothing(void **state)
{
    const struct answer *a = ask(*state, span_of("<html>" PARAGRAPHS), "https://quay.example/weir");
    assert_true(a->err == ERR_OK && a->is_page && !a->is_article && a->n_told == 1);
    a = ask(*state, span_of("<html><body>Log in, please"), "https://portal.example/");
    assert_true(a->err == ERR_SYNTAX && a->is_page && a->feed_link.n == 0 && a->n_told == 0);
}

static void a_file_is_read_for_itself(void **state)
{
    static const char page[] = "<html><head><link rel=alternate type=application/rss+xml "
                               "href=https://quay.example/feed.xml></head>" PARAGRAPHS;
    const struct answer *a = ask(*state, span_of(page), "/home/news/weir.html");
    assert_true(a->err == ERR_OK && a->is_page);
    assert_int_equal(a->feed_link.n, 0);
    assert_int_equal(a->n_told, 1);
}

/* text as a server sends it that keeps it packed; times: one in the other. */
static struct span pack(struct asking *s, const char *text, int times)
{
    struct span packed = span_of(text);
    for (int i = 0; i < times; i++) {
        char *room = arena_alloc(s->arena, PACKED_MAX);
        z_stream z = {.next_in = (Bytef *)packed.p,
                      .avail_in = (uInt)packed.n,
                      .next_out = (Bytef *)room,
                      .avail_out = PACKED_MAX};
        assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
        assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
        packed = span_make(room, PACKED_MAX - z.avail_out);
        (void)deflateEnd(&z);
    }
    return packed;
}

static void packed_bytes_are_opened_once(void **state)
{
    const struct answer *a = ask(*state, pack(*state, FEED, 1), "https://quay.example/feed.gz");
    assert_true(a->err == ERR_OK && a->is_feed && a->n_told == 4);
    a = ask(*state, pack(*state, "<html>" PARAGRAPHS, 1), "https://quay.example/weir");
    assert_true(a->err == ERR_OK && a->is_page && a->n_told == 1);
    a = ask(*state, pack(*state, "Weir opens\n\nThe weir at Corran was opened on Friday.", 1), "");
    assert_true(a->err == ERR_OK && !a->is_page && a->n_told == 1);
    a = ask(*state, pack(*state, FEED, 2), "https://quay.example/feed.gz.gz");
    assert_true(a->err == ERR_SYNTAX && a->n_told == 0);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, end)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(a_feed_says_how_often),
        TEST(a_front_page_is_the_way_to_its_feed),
        TEST(an_article_is_told_though_it_names_a_feed),
        TEST(a_page_without_feed_is_an_article_or_nothing),
        TEST(a_file_is_read_for_itself),
        TEST(packed_bytes_are_opened_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
