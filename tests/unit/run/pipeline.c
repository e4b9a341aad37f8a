/* pipeline.c - bytes to stories: ages, facts, breaking, forgetting, and back from the store. */
#include "run/pipeline.h"

#include "base/when.h"
#include "room.h"

enum { NOW = 1795269900 /* 2026-11-21T14:05:00Z */, DAY = 86400 };

static const char TWO[] =
    "<rss version=\"2.0\"><channel><title>Pier Gazette</title><ttl>90</ttl>"
    "<item><title>Ferry to the islands runs again</title><guid>a</guid>"
    "<pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate><description>The night ferry to the islands "
    "runs again from Friday, the harbour board said on Saturday. It takes 240 people and costs "
    "12 crowns. The old boat was sold because its engine had failed twice.</description></item>"
    "<item><title>Beekeepers count their hives</title><guid>b</guid>"
    "<pubDate>Mon, 16 Nov 2026 08:00:00 GMT</pubDate><description>Some 600 hives stand in the "
    "valley, the beekeepers of Orrin said.</description></item></channel></rss>";

static const struct origin PLAIN = {.address = SPAN("https://pier.example/rss"),
                                    .identity = SPAN("https://pier.example/rss"),
                                    .fallback = SPAN("pier.example"),
                                    .max_items = 50};

static struct pipeline *create(struct store *store, size_t max_facts)
{
    struct pipeline_opts opts = {.bell = -1,
                                 .ingest = TEST_INGEST,
                                 .assets = TEST_ASSETS,
                                 .store = store,
                                 .max_facts = max_facts};
    struct pipeline *p = pipeline_create(&opts);
    assert_non_null(p);
    return p;
}

static struct taken take(struct pipeline *p, const struct origin *origin, const char *text)
{
    struct taken taken;
    struct why why = {.text = ""};
    enum err e = pipeline_take(p, origin, span_of(text), span_make(NULL, 0), origin->identity, NOW,
                               &taken, &why);
    if (e)
        print_error("%s\n", why.text);
    assert_int_equal(e, ERR_OK);
    return taken;
}

static struct story_batch *stories(struct pipeline *p, int64_t now, size_t n)
{
    struct story_batch *b = pipeline_stories(p, now);
    assert_non_null(b);
    assert_int_equal(b->n, n);
    return b;
}

static const struct origin *any(const void *data, struct span identity)
{
    (void)data, (void)identity;
    return &PLAIN;
}

static enum err restore_all(struct pipeline *p)
{
    size_t restored;
    return pipeline_restore(p, 0, any, NULL, &restored);
}

static void assert_count(struct pipeline *p, size_t n)
{
    story_batch_destroy(stories(p, NOW, n));
}

static void bytes_become_stories(void **state)
{
    (void)state;
    struct pipeline *p = create(NULL, 6);
    assert_count(p, 0);
    struct taken taken = take(p, &PLAIN, TWO);
    assert_int_equal(taken.told, 2);
    assert_int_equal(taken.fresh, 2);
    assert_int_equal(taken.ttl_minutes, 90);
    struct story_batch *b = stories(p, NOW, 2);
    assert_span(b->stories[0].headline, "Ferry to the islands runs again"); /* newest first */
    assert_span(b->stories[1].headline, "Beekeepers count their hives");
    assert_int_equal(b->stories[0].tellings[0].published, when_make(2026, 11, 21, 8, 0, 0));
    assert_true(b->stories[0].n_facts > 1);
    story_batch_destroy(b);
    (void)take(p, &PLAIN, TWO); /* the same again changes nothing */
    assert_count(p, 2);
    pipeline_destroy(p);
    pipeline_destroy(NULL);
}

/* The label: the configuration's name, else the outlet of the text, else where it lay. */
static void names_by_their_rule(void **state)
{
    (void)state;
    static const char nameless[] = "<rss version=\"2.0\"><channel><item><title>Snow closes the "
                                   "pass</title><description>The pass is shut.</description></item>"
                                   "</channel></rss>";
    struct origin named = PLAIN;
    struct pipeline *p = create(NULL, 6);
    named.name = span_of("Quayside");
    (void)take(p, &named, nameless);
    struct story_batch *b = stories(p, NOW, 1);
    assert_span(b->stories[0].tellings[0].name, "Quayside");
    story_batch_destroy(b);
    pipeline_destroy(p);
    p = create(NULL, 6);
    (void)take(p, &PLAIN, nameless);
    b = stories(p, NOW, 1);
    assert_span(b->stories[0].tellings[0].name, "pier.example");
    story_batch_destroy(b);
    pipeline_destroy(p);
}

static void too_old_ones_are_left_out(void **state)
{
    (void)state;
    struct origin young = PLAIN;
    struct pipeline *p = create(NULL, 6);
    young.max_age = 2 * DAY;
    struct taken taken = take(p, &young, TWO);
    assert_int_equal(taken.told, 2);
    assert_int_equal(taken.fresh, 1);
    assert_count(p, 1);
    pipeline_destroy(p);
    p = create(NULL, 6);
    (void)take(p, &young, ROOM_FEED("No day is named", "", "The text has no date at all."));
    assert_count(p, 1); /* without a date it is not old */
    pipeline_destroy(p);
}

static void what_is_no_news_says_why(void **state)
{
    (void)state;
    struct taken taken = {.told = 9};
    struct why why = {.text = ""};
    struct pipeline *p = create(NULL, 6);
    assert_int_not_equal(pipeline_take(p, &PLAIN, span_of("x"), span_make(NULL, 0),
                                       span_make(NULL, 0), NOW, &taken, &why),
                         ERR_OK);
    assert_true(why.text[0] != 0);
    assert_int_equal(taken.told, 0);
    (void)take(p, &PLAIN, TWO);
    assert_count(p, 2);
    pipeline_destroy(p);
}

static void facts_are_cut_to_the_option(void **state)
{
    (void)state;
    for (size_t most = 0; most <= 2; most++) {
        struct pipeline *p = create(NULL, most);
        (void)take(p, &PLAIN, TWO);
        struct story_batch *b = stories(p, NOW, 2);
        for (size_t i = 0; i < b->n; i++)
            assert_true(b->stories[i].n_facts <= most);
        assert_int_equal(b->stories[0].n_facts, most);
        story_batch_destroy(b);
        pipeline_destroy(p);
    }
}

static void breaking_ends_by_itself(void **state)
{
    (void)state;
    struct origin breaking = PLAIN;
    struct pipeline *p = create(NULL, 6);
    breaking.priority = STORY_BREAKING;
    (void)take(p, &breaking, TWO);
    static const struct {
        int64_t after;
        enum story_priority priority;
    } cases[] = {{0, STORY_BREAKING},
                 {PIPELINE_BREAKING, STORY_BREAKING},
                 {PIPELINE_BREAKING + 1, STORY_NORMAL}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct story_batch *b = stories(p, NOW + cases[i].after, 2);
        assert_int_equal(b->stories[0].priority, cases[i].priority);
        story_batch_destroy(b);
    }
    pipeline_destroy(p);
}

/* One article a file, as a folder gives them. */
static void take_file(struct pipeline *p, const char *path, const char *text)
{
    struct origin file = PLAIN;
    file.address = span_of("/news");
    file.identity = span_of(path);
    (void)take(p, &file, text);
}

static void vanished_files_take_their_news_along(void **state)
{
    (void)state;
    struct why why = {.text = ""};
    struct store *store = store_open(NULL, &why);
    struct pipeline *p = create(store, 6), *later;
    take_file(p, "/news/a.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    take_file(p, "/news/b.xml", ROOM_FEED("Bees are counted", "", "Hives were counted in Orrin."));
    take_file(p, "/newsreel/c.xml", ROOM_FEED("Snow on the pass", "", "Snow shuts the pass."));
    assert_count(p, 3);
    const struct span left[] = {SPAN("/news/a.xml")};
    pipeline_forget(p, span_of("/news"), left, 1);
    assert_count(p, 2); /* a neighbour with a longer name stays */
    pipeline_forget(p, span_of("/news/"), NULL, 0);
    assert_count(p, 1);
    assert_int_equal(store_commit(store, &why), ERR_OK);
    later = create(store, 6);
    assert_int_equal(restore_all(later), ERR_OK);
    assert_count(later, 1); /* the store forgot them too */
    pipeline_destroy(later);
    pipeline_destroy(p);
    store_close(store);
}

static void old_news_leave(void **state)
{
    (void)state;
    struct pipeline *p = create(NULL, 6);
    (void)take(p, &PLAIN, TWO);
    pipeline_expire(p, NOW, 0);
    assert_count(p, 2);
    pipeline_expire(p, NOW, 2 * DAY);
    assert_count(p, 1);
    pipeline_expire(p, NOW + 3 * DAY, 2 * DAY);
    assert_count(p, 0);
    pipeline_destroy(p);
}

static void a_restart_gives_the_same_stories(void **state)
{
    char path[ROOM_PATH];
    struct why why = {.text = ""};
    struct store *store = store_open(room_path(*state, "store.sqlite", path), &why);
    struct pipeline *p = create(store, 6);
    assert_int_equal(restore_all(p), ERR_OK); /* of nothing */
    struct origin named = PLAIN;
    named.name = span_of("Quayside");
    named.colour = 0x2a6fdb;
    (void)take(p, &named, TWO);
    struct story_batch *before = stories(p, NOW, 2);
    pipeline_destroy(p);
    store_close(store);
    store = store_open(path, &why);
    p = create(store, 6);
    assert_int_equal(restore_all(p), ERR_OK);
    struct story_batch *after = stories(p, NOW, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct story *a = &before->stories[i], *b = &after->stories[i];
        assert_true(a->id.n == 16 && span_eq(a->id, b->id));
        assert_true(span_eq(a->headline, b->headline));
        assert_true(span_eq(a->tellings[0].name, b->tellings[0].name));
        assert_int_equal(a->published, b->published);
        assert_int_equal(a->colour, b->colour);
        assert_int_equal(a->n_facts, b->n_facts);
    }
    (void)take(p, &named, TWO); /* what comes again joins itself */
    story_batch_destroy(stories(p, NOW, 2));
    story_batch_destroy(before);
    story_batch_destroy(after);
    pipeline_destroy(p);
    store_close(store);
}

/* A line that stands in every article of a source is known after some of them, and left out. */
static void lines_of_a_source_are_counted(void **state)
{
    (void)state;
    static const char format[] =
        "%s\n\n%s said the council of Orrin on Friday in the town hall.\nThe people of the town "
        "have waited for it since the spring of last year.\nWalk with us along the old canal every "
        "first Sunday.\n";
    static const char *const titles[] = {"Bridge is mended", "Clock strikes again", "Mill opens",
                                         "Well is found", "Road is closed"};
    struct why why = {.text = ""};
    struct store *store = store_open(NULL, &why);
    struct pipeline *p = create(store, 6);
    uint64_t *known = NULL;
    size_t n = 0;
    for (size_t i = 0; i < sizeof titles / sizeof *titles; i++) {
        char text[512], path[64];
        (void)snprintf(text, sizeof text, format, titles[i], titles[i]);
        (void)snprintf(path, sizeof path, "/news/%zu.txt", i);
        take_file(p, path, text);
    }
    struct arena *a = arena_create(64 * 1024);
    assert_int_equal(store_known_lines(store, span_of("/news"), &known, &n, a), ERR_OK);
    assert_true(n >= 1);
    arena_destroy(a);
    pipeline_destroy(p);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(bytes_become_stories),
        cmocka_unit_test(names_by_their_rule),
        cmocka_unit_test(too_old_ones_are_left_out),
        cmocka_unit_test(what_is_no_news_says_why),
        cmocka_unit_test(facts_are_cut_to_the_option),
        cmocka_unit_test(breaking_ends_by_itself),
        cmocka_unit_test(vanished_files_take_their_news_along),
        cmocka_unit_test(old_news_leave),
        cmocka_unit_test_setup_teardown(a_restart_gives_the_same_stories, room_make, room_remove),
        cmocka_unit_test(lines_of_a_source_are_counted),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
