/* sources_order.c - tests of run/sources: which news are of which sources. */
#include "run/sources.h"

#include "unit.h"

static struct feed_source one(enum source_kind kind, const char *address)
{
    return (struct feed_source){.source = {.kind = kind, .address = span_of(address)}};
}

static void news_are_held_by_their_source(void **state)
{
    static const struct {
        const char *identity;
        bool held;
    } cases[] = {
        {"https://harbour-post.example/feed", true},
        {"https://harbour-post.example/feed2", false},
        {"/srv/news/a.txt", true},
        {"/srv/news/deep/b.txt", true},
        {"/srv/news", false},
        {"/srv/newsroom/a.txt", false},
        {"/srv/one.xml", true},
        {"/srv/one.xml/x", false},
        {"", false},
    };
    (void)state;
    struct feed_source list[] = {one(SOURCE_URL, "https://harbour-post.example/feed"),
                                 one(SOURCE_FOLDER, "/srv/news"), one(SOURCE_FILE, "/srv/one.xml")};
    struct sources s = {.list = list, .n = 3};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        if ((sources_origin(&s, span_of(cases[i].identity)) != NULL) != cases[i].held)
            fail_msg("%s", cases[i].identity);
}

static void the_order_of_sources_does_not_matter(void **state)
{
    (void)state;
    struct feed_source list[] = {one(SOURCE_FILE, "a"), one(SOURCE_FILE, "b")};
    struct feed_source turned[] = {list[1], list[0]};
    uint64_t hash = sources_hash(&(struct sources){.list = list, .n = 2});
    assert_true(sources_hash(&(struct sources){.list = turned, .n = 2}) == hash);
    assert_true(sources_hash(&(struct sources){.list = list, .n = 1}) != hash);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(news_are_held_by_their_source),
        cmocka_unit_test(the_order_of_sources_does_not_matter),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
