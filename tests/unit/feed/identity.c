/* identity.c - what tells items apart. */
#include "feed/identity.h"

#include <stdio.h>

#include "unit.h"

enum { MANY = 2000 };

static void addresses(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"https://pier.example/a", "https://pier.example/a"},
        {"https://pier.example/a?id=7", "https://pier.example/a?id=7"},
        {"https://pier.example/a?utm_source=rss", "https://pier.example/a"},
        {"https://pier.example/a?UTM_Source=rss", "https://pier.example/a"},
        {"https://pier.example/a?utm_source=rss&id=7&fbclid=x#top",
         "https://pier.example/a?id=7#top"},
        {"https://pier.example/a?id=7&at_medium=rss&b", "https://pier.example/a?id=7&b"},
        {"https://pier.example/a?gclid", "https://pier.example/a"},
        {"https://pier.example/a?gclids=1", "https://pier.example/a?gclids=1"},
        {"https://pier.example/a#?utm_source=rss", "https://pier.example/a#?utm_source=rss"},
        {"https://pier.example/a?", "https://pier.example/a"},
        {"tag:pier.example,2026:a?utm_source=rss", "tag:pier.example,2026:a?utm_source=rss"},
        {"", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 4096);
        identity_put_address(&out, span_of(cases[i][0]));
        assert_span(buf_span(&out), cases[i][1]);
        buf_finish(&out);
    }
}

static void keys(void **state)
{
    (void)state;
    const struct item items[] = {
        {.id = SPAN("1"), .link = SPAN("https://p.example/1"), .title = SPAN("One")},
        {.link = SPAN("https://p.example/2?utm_source=a"), .title = SPAN("Two")},
        {.title = SPAN("Three")},
        /* one guid for all that lead elsewhere */
        {.id = SPAN("x"), .link = SPAN("https://p.example/4"), .title = SPAN("Four")},
        {.id = SPAN("x"), .link = SPAN("https://p.example/5"), .title = SPAN("Five")},
        /* guid and link are the front page in both */
        {.id = SPAN("home"), .link = SPAN("https://p.example/"), .title = SPAN("Six")},
        {.id = SPAN("home"), .link = SPAN("https://p.example/"), .title = SPAN("Seven")},
        /* the same item twice */
        {.id = SPAN("8"), .link = SPAN("https://p.example/8"), .title = SPAN("Eight")},
        {.id = SPAN("8"), .link = SPAN("https://p.example/8"), .title = SPAN("Eight")},
    };
    static const char *const want[] = {
        "1", "https://p.example/2", "", "https://p.example/4", "https://p.example/5", "", "", "8",
        "8"};
    enum { N = sizeof items / sizeof *items };
    const struct item *list[N];
    struct arena *a = arena_create(64 * 1024);
    for (size_t i = 0; i < N; i++)
        list[i] = &items[i];
    const struct span *got = identity_keys(list, N, a);
    assert_non_null(got);
    for (size_t i = 0; i < N; i++)
        assert_span(got[i], want[i]);
    assert_non_null(identity_keys(list, 0, a));
    arena_destroy(a);
}

static void many_of_one_guid(void **state)
{
    (void)state;
    static struct item items[MANY];
    static const struct item *list[MANY];
    static char links[MANY][32];
    struct arena *a = arena_create(1024 * 1024);
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(links[i], sizeof links[i], "https://p.example/%zu", i);
        items[i] = (struct item){.id = SPAN("x"), .link = span_of(links[i])};
        list[i] = &items[i];
    }
    const struct span *got = identity_keys(list, MANY, a);
    assert_span(got[MANY - 1], links[MANY - 1]);
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(addresses),
        cmocka_unit_test(keys),
        cmocka_unit_test(many_of_one_guid),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
