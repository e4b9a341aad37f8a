/* alternate.c - what a page says of itself: the feed it names, and whether it is an article. */
#include "cases.h"

#include "article/article.h"

enum { ARENA_MAX = 4 * 1024 * 1024 };

#define RSS "<link rel=alternate type='application/rss+xml' href="
#define LD "<script type='application/ld+json'>"

static const char WEIR[] = "https://quay.example/news/weir?page=1";

static void read_page(const char *html, const char *url, struct article *out, struct arena *a)
{
    enum err e = article_from_page(span_of(html), span_of(url), NULL, words, out, NULL, a);
    assert_true(e == ERR_OK || e == ERR_SYNTAX);
}

static void the_feed_of_a_page(void **state)
{
    static const struct {
        const char *html, *feed;
    } pages[] = {
        {"<title>no feed</title><a href='/feed.xml'>our feed</a>", ""},
        {RSS "/rss.xml>", "https://quay.example/rss.xml"},
        {RSS "' rss.xml '>", "https://quay.example/news/rss.xml"},
        {"<html><head>" RSS "//cdn.example/a?b=1&amp;c=2></head><body>x</body></html>",
         "https://cdn.example/a?b=1&c=2"},
        {"<LINK REL='Alternate Feed' TYPE='Application/Atom+XML; charset=utf-8' HREF=/a>",
         "https://quay.example/a"},
        {RSS "/first>" RSS "/second>", "https://quay.example/first"},
        {"<link rel=alternate type=application/feed+json href=/j>" RSS "/r>",
         "https://quay.example/r"},
        {"<link rel=alternate type=application/json href=/x>"
         "<link rel=alternate type=application/feed+json href=/j>",
         "https://quay.example/j"},
        {"<link rel=alternate type=application/json href=/feed.json>",
         "https://quay.example/feed.json"},
        {"<link rel=alternate type=application/rdf+xml href=/index.rdf>",
         "https://quay.example/index.rdf"},
        {"<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/7>", ""},
        {RSS "/comments/feed/>" RSS "/feed/>", "https://quay.example/feed/"},
        {RSS "/d title='Kommentare zu: Wehr'>" RSS "/f title='Quay'>", "https://quay.example/f"},
        {RSS "/only title='Weir Comments Feed'>", ""},
        {"<base href=https://other.example/x/>" RSS "feed>", "https://other.example/x/feed"},
        {"<base href=/deep/>" RSS "feed>", "https://quay.example/deep/feed"},
        {"<base target=_top>" RSS "feed>", "https://quay.example/news/feed"},
        {RSS "'javascript:alert(1)'>" RSS "file:///etc/passwd>" RSS "feed://x.example/>", ""},
        {RSS "''>" RSS "/g>", "https://quay.example/news/weir?page=1"},
        {"<link rel=stylesheet type='text/css' href=/s.css>"
         "<link rel=alternate hreflang=de href=/de>"
         "<link rel='alternate stylesheet' type='text/xml' href=/s>",
         ""},
        {"<body><p>late</p>" RSS "/late></body>", "https://quay.example/late"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct arena *a = arena_create(ARENA_MAX);
        struct article article;
        read_page(pages[i].html, WEIR, &article, a);
        assert_span(article.feed, pages[i].feed);
        arena_destroy(a);
    }
}

static void a_file_has_no_base(void **state)
{
    struct arena *a = arena_create(ARENA_MAX);
    struct article article;
    (void)state;
    read_page(RSS "/rss.xml>", "", &article, a);
    assert_span(article.feed, "");
    read_page(RSS "https://quay.example/rss.xml>", "pages/weir.html", &article, a);
    assert_span(article.feed, "https://quay.example/rss.xml");
    arena_destroy(a);
}

static void a_page_that_calls_itself_an_article(void **state)
{
    static const struct {
        const char *html, *url;
        bool declared;
    } pages[] = {
        {"<p>nothing", WEIR, false},
        {"<meta property=og:type content=article>", WEIR, true},
        {"<meta property=og:type content=Website>", WEIR, false},
        {"<meta property=og:type content=article>", "https://quay.example", false},
        {"<meta property=og:type content=article>", "https://quay.example/", false},
        {"<meta property=og:type content=article>", "https://quay.example/?p=12", true},
        {"<meta property=og:type content=article>", "", true},
        {LD "{\"@type\":\"NewsArticle\",\"headline\":\"Weir opens\"}</script>", WEIR, true},
        {LD "{\"@type\":[\"BlogPosting\"],\"headline\":\"Weir opens\"}</script>", WEIR, true},
        {LD "{\"@graph\":[{\"@type\":\"WebPage\"},{\"@type\":\"Article\",\"headline\":\"W\","
            "\"mainEntityOfPage\":{\"@type\":\"Article\",\"@id\":\"x\"}}]}</script>",
         WEIR, true},
        {LD "{\"@type\":\"NewsArticle\",\"headline\":\"Weir opens\"}</script>" LD
            "{\"@type\":\"Article\",\"headline\":\"Weir opens\"}</script>",
         WEIR, true},
        {LD "[{\"@type\":\"NewsArticle\",\"headline\":\"Weir opens\"},"
            "{\"@type\":\"NewsArticle\",\"headline\":\"Ferry sails\"}]</script>",
         WEIR, false},
        {LD "{\"@type\":\"ItemList\",\"itemListElement\":[{\"@type\":\"NewsArticle\","
            "\"headline\":\"Weir opens\"}]}</script>",
         WEIR, false},
        {LD "{\"@type\":\"WebSite\",\"headline\":\"Quay\"}</script>", WEIR, false},
        {LD "{\"@type\":\"NewsArticle\"", WEIR, false},
    };
    (void)state;
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++) {
        struct arena *a = arena_create(ARENA_MAX);
        struct article article;
        read_page(pages[i].html, pages[i].url, &article, a);
        if (article.declared != pages[i].declared)
            fail_msg("%s at %s", pages[i].html, pages[i].url);
        arena_destroy(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_feed_of_a_page),
        cmocka_unit_test(a_file_has_no_base),
        cmocka_unit_test(a_page_that_calls_itself_an_article),
    };
    return cmocka_run_group_tests(tests, case_setup, case_teardown);
}
