/* intake.c - what of an answer is taken, and what of it is known the next time: dates, floods,
 * identity, updates, words, hold. Through the pipeline, with feeds that are made here. */
#include "base/when.h"
#include "room.h"
#include "run/pipeline.h"

enum {
    NOW = 1795269900 /* 2026-11-21T14:05:00Z */,
    HOUR = 3600,
    DAY = 86400,
    FEED_MAX = 256 * 1024
};
enum { MANY = 60, FLOOD = 5 };

struct entry {
    const char *guid, *link, *title, *text;
    int64_t date; /* 0: none */
};

struct bench {
    struct store *store;
    struct pipeline *p;
    struct origin origin;
    int64_t now;
};

static const struct origin *any(const void *data, struct span identity)
{
    const struct bench *b = data;
    (void)identity;
    return &b->origin;
}

static void open_pipeline(struct bench *b)
{
    struct pipeline_opts opts = {.bell = -1,
                                 .ingest = TEST_INGEST,
                                 .assets = TEST_ASSETS,
                                 .store = b->store,
                                 .max_facts = 6};
    b->p = pipeline_create(&opts);
    assert_non_null(b->p);
}

static int begin(void **state)
{
    struct bench *b = calloc(1, sizeof *b);
    assert_non_null(b);
    *b = (struct bench){.store = store_open(NULL, NULL),
                        .origin = {.address = SPAN("https://pier.example/rss"),
                                   .identity = SPAN("https://pier.example/rss"),
                                   .fallback = SPAN("pier.example"),
                                   .max_items = 500,
                                   .rules = {.flood = FLOOD}},
                        .now = NOW};
    assert_non_null(b->store);
    open_pipeline(b);
    *state = b;
    return 0;
}

static int end(void **state)
{
    struct bench *b = *state;
    pipeline_destroy(b->p);
    store_close(b->store);
    free(b);
    return 0;
}

/* The program ends and begins again. */
static void restart(struct bench *b)
{
    size_t restored;
    pipeline_destroy(b->p);
    open_pipeline(b);
    assert_int_equal(pipeline_restore(b->p, 0, any, b, &restored), ERR_OK);
}

static void put_entry(struct buf *out, const struct entry *e)
{
    char iso[WHEN_ISO_MAX];
    when_iso(e->date, iso);
    (void)buf_printf(out, "<item><title>%s</title><description>%s</description>", e->title,
                     e->text ? e->text : "");
    if (e->guid)
        (void)buf_printf(out, "<guid isPermaLink=\"false\">%s</guid>", e->guid);
    if (e->link)
        (void)buf_printf(out, "<link>%s</link>", e->link);
    if (e->date)
        (void)buf_printf(out, "<pubDate>%s</pubDate>", iso);
    (void)buf_puts(out, "</item>");
}

static struct store_counts take(struct bench *b, const struct entry *list, size_t n)
{
    struct taken taken;
    struct buf feed;
    struct why why = {.text = ""};
    buf_init(&feed, FEED_MAX);
    (void)buf_puts(&feed, "<rss version=\"2.0\"><channel><title>Pier Gazette</title>");
    for (size_t i = 0; i < n; i++)
        put_entry(&feed, &list[i]);
    (void)buf_puts(&feed, "</channel></rss>");
    assert_false(feed.failed);
    enum err e = pipeline_take(b->p, &b->origin, buf_span(&feed), span_make(NULL, 0),
                               b->origin.identity, b->now, &taken, &why);
    if (e)
        print_error("%s\n", why.text);
    assert_int_equal(e, ERR_OK);
    buf_finish(&feed);
    return taken.counts;
}

static struct story_batch *stories(struct bench *b, size_t n)
{
    struct story_batch *batch = pipeline_stories(b->p, b->now);
    assert_non_null(batch);
    assert_int_equal(batch->n, n);
    return batch;
}

static void assert_stories(struct bench *b, size_t n)
{
    story_batch_destroy(stories(b, n));
}

/* The one story that there is. */
static struct story one_story(struct bench *b, char id[17])
{
    struct story_batch *batch = stories(b, 1);
    struct story s = batch->stories[0];
    (void)snprintf(id, 17, "%.*s", (int)s.id.n, s.id.p);
    assert_int_equal(s.n_tellings, 1);
    story_batch_destroy(batch);
    return s; /* numbers only: its spans are gone */
}

/* So many articles with nothing in common but their feed. */
static void make_many(struct entry list[MANY], char texts[MANY][3][64], int first, int n)
{
    for (int i = 0; i < n; i++) {
        int k = first + i;
        (void)snprintf(texts[i][0], 64, "guid-%d", k);
        (void)snprintf(texts[i][1], 64, "https://pier.example/%d", k);
        (void)snprintf(texts[i][2], 64, "A%dx b%dy c%dz d%dw", k, k, k, k);
        list[i] = (struct entry){texts[i][0], texts[i][1], texts[i][2], "", NOW - k * 60};
    }
}

/* ---- Dates ---- */

static void dates_that_cannot_be(void **state)
{
    struct bench *b = *state;
    const struct entry future = {"a", NULL, "Ferry runs again", "It runs.", NOW + 40 * DAY};
    char first[17], later[17];
    b->origin.max_age = 2 * DAY;
    struct store_counts c = take(b, &future, 1);
    assert_true(c.shown == 1 && c.future == 1);
    struct story s = one_story(b, first);
    assert_true(s.published == WHEN_NONE && s.updated == NOW);
    b->now += DAY;
    c = take(b, &future, 1);
    assert_true(c.shown == 1 && c.future == 1);
    s = one_story(b, later);
    assert_string_equal(first, later);
    assert_true(s.published == WHEN_NONE && s.updated == NOW); /* it goes by when it first came */
    b->now += DAY + 1;
    c = take(b, &future, 1);
    assert_true(c.shown == 0 && c.old == 1);
    pipeline_expire(b->p, b->now, b->origin.max_age);
    assert_stories(b, 0);
}

static void dates_a_little_ahead(void **state)
{
    struct bench *b = *state;
    const struct entry ahead = {"a", NULL, "Ferry runs again", "It runs.", NOW + 3 * HOUR};
    char id[17];
    for (int i = 0; i < 6; i++) {
        struct store_counts c = take(b, &ahead, 1);
        assert_true(c.shown == 1 && c.future == 0);
        struct story s = one_story(b, id);
        assert_true(s.published == NOW && s.updated == NOW);
        b->now += HOUR;
    }
}

static void undated_news_grows_old(void **state)
{
    struct bench *b = *state;
    const struct entry bare = {"a", NULL, "Ferry runs again", "It runs.", 0},
                       epoch = {"b", NULL, "Bees are counted", "All of them.", 1};
    const struct entry both[] = {bare, epoch};
    b->origin.max_age = 2 * DAY;
    assert_int_equal(take(b, both, 2).shown, 2);
    b->now += 3 * DAY;
    pipeline_expire(b->p, b->now, b->origin.max_age);
    assert_stories(b, 0);
    assert_int_equal(take(b, both, 2).old, 2); /* it is not news again */
    assert_stories(b, 0);
    const struct entry anew = {"a", NULL, "Ferry runs again", "It runs on Sundays, too.", 0};
    assert_int_equal(take(b, &anew, 1).shown, 1); /* unless it is written anew */
    assert_stories(b, 1);
}

/* The clock was three days behind when the program began. */
static void a_clock_that_is_set(void **state)
{
    struct bench *b = *state;
    const struct entry e = {"a", NULL, "Ferry runs again", "It runs.", NOW - HOUR};
    char id[17];
    b->origin.max_age = 2 * DAY;
    b->now = NOW - 3 * DAY;
    assert_int_equal(take(b, &e, 1).future, 1);
    b->now = NOW;
    pipeline_clock_set(b->p, NOW - 3 * DAY, 3 * DAY);
    struct store_counts c = take(b, &e, 1);
    assert_true(c.shown == 1 && c.future == 0);
    assert_int_equal(one_story(b, id).published, NOW - HOUR);
}

/* ---- Floods ---- */

static void a_flood_is_passed_over(void **state)
{
    struct bench *b = *state;
    static struct entry list[MANY];
    static char texts[MANY][3][64];
    make_many(list, texts, 100, 20);
    struct store_counts c = take(b, list, 20);
    assert_true(c.shown == 20 && c.flood == 0); /* the first answer is no flood */
    make_many(list, texts, 90, 30);             /* ten new ones and the old ones */
    c = take(b, list, 30);
    assert_true(c.shown == 20 + FLOOD && c.flood == 10 - FLOOD);
    struct story_batch *batch = stories(b, 20 + FLOOD);
    assert_span(batch->stories[0].headline, texts[0][2]); /* the newest were taken */
    story_batch_destroy(batch);
    for (int i = 0; i < 2; i++) {
        c = take(b, list, 30); /* and the rest does not come in by and by */
        assert_true(c.shown == 20 + FLOOD && c.flood == 10 - FLOOD);
        restart(b);
    }
    assert_stories(b, 20 + FLOOD);
    list[9].title = "Something else has happened at the pier"; /* it changed: it may come */
    c = take(b, list, 30);
    assert_true(c.shown == 21 + FLOOD && c.flood == 9 - FLOOD);
    b->origin.rules.flood = 0;
    make_many(list, texts, 10, 40);
    assert_int_equal(take(b, list, 40).shown, 40);
}

/* ---- Identity ---- */

/* Whether they have links or titles alone. */
static void take_changing_guids(struct bench *b, bool links)
{
    static struct entry list[MANY];
    static char texts[MANY][3][64];
    struct arena *a = arena_create(4 * 1024 * 1024);
    struct store_told *told;
    size_t n;
    for (int poll = 0; poll < 40; poll++) {
        make_many(list, texts, 0, 8);
        for (int i = 0; i < 8; i++)
            (void)snprintf(texts[i][0], 64, "guid-%d-%d", i, poll);
        for (int i = 0; i < 8 && !links; i++)
            list[i].link = NULL;
        struct store_counts c = take(b, list, 8);
        assert_true(c.shown == 8 && c.flood == 0);
        b->now += HOUR;
    }
    struct story_batch *batch = stories(b, 8);
    for (size_t i = 0; i < 8; i++) {
        assert_int_equal(batch->stories[i].n_tellings, 1);
        assert_int_equal(batch->stories[i].updated, NOW);
    }
    story_batch_destroy(batch);
    assert_int_equal(store_get_told(b->store, 0, &told, &n, a), ERR_OK);
    assert_int_equal(n, 8);
    arena_destroy(a);
}

static void guids_that_change_each_time(void **state)
{
    take_changing_guids(*state, true);
}

static void guids_that_change_without_links(void **state)
{
    take_changing_guids(*state, false);
}

static void links_with_traces(void **state)
{
    struct bench *b = *state;
    struct entry e = {NULL, "https://pier.example/1?utm_source=rss&amp;utm_term=1",
                      "Ferry runs again", "It runs.", NOW - HOUR};
    char first[17], later[17];
    (void)take(b, &e, 1);
    (void)one_story(b, first);
    e.link = "https://pier.example/1?utm_source=rss&amp;utm_term=2";
    e.title = "Ferry runs again at last"; /* the link alone says that it is the same */
    (void)take(b, &e, 1);
    (void)one_story(b, later);
    assert_string_equal(first, later);
}

static void names_that_tell_nothing(void **state)
{
    struct bench *b = *state;
    static struct entry list[MANY];
    static char texts[MANY][3][64];
    make_many(list, texts, 0, 6);
    for (int i = 0; i < 6; i++) {
        list[i].guid = i < 3 ? "" : "https://pier.example/";
        list[i].link = i < 3 ? NULL : "https://pier.example/";
    }
    for (int poll = 0; poll < 2; poll++) {
        assert_int_equal(take(b, list, 6).shown, 6);
        assert_stories(b, 6);
    }
}

static void two_feeds_with_the_same_guid(void **state)
{
    struct bench *b = *state;
    const struct entry one = {"1", NULL, "Ferry runs again", "It runs.", NOW - HOUR},
                       other = {"1", NULL, "Bees are counted", "All hives.", NOW - HOUR};
    struct span mine = b->origin.identity;
    for (int poll = 0; poll < 2; poll++) {
        b->origin.identity = mine;
        (void)take(b, &one, 1);
        b->origin.identity = span_of("https://field.example/rss");
        (void)take(b, &other, 1);
        assert_stories(b, 2);
    }
    restart(b);
    assert_stories(b, 2);
}

/* The weather of every day under one guid. */
static void another_article_under_an_old_guid(void **state)
{
    struct bench *b = *state;
    struct entry e = {"weather", "https://pier.example/w", "Weather", "Rain is to come.", NOW};
    char id[17];
    b->origin.max_age = 2 * DAY;
    for (int day = 0; day < 5; day++) {
        char text[64];
        (void)snprintf(text, sizeof text, "On day %d there will be %d drops of rain.", day, day);
        e.text = text;
        e.date = b->now;
        assert_int_equal(take(b, &e, 1).shown, 1);
        pipeline_expire(b->p, b->now, b->origin.max_age);
        assert_int_equal(one_story(b, id).published, b->now);
        b->now += DAY;
    }
}

/* ---- Updates ---- */

static void updates_keep_their_place(void **state)
{
    struct bench *b = *state;
    struct entry list[] = {{"a", "https://pier.example/a", "Ferry runs again",
                            "The night ferry runs on Friday.", NOW - 2 * HOUR},
                           {"b", "https://pier.example/b", "Bees are counted",
                            "Some 600 hives stand in the valley.", NOW - HOUR}};
    char ids[2][17];
    (void)take(b, list, 2);
    struct story_batch *batch = stories(b, 2);
    for (size_t i = 0; i < 2; i++)
        (void)snprintf(ids[i], 17, "%.*s", (int)batch->stories[i].id.n, batch->stories[i].id.p);
    story_batch_destroy(batch);
    static const struct {
        const char *guid, *text;
        bool moves;
    } steps[] = {
        {"a", "The night  ferry runs on Friday. ", false},
        {"a2", "The night ferry runs on Friday.", false},
        {"a", "The night ferry runs on Friday, and the harbour board has paid 12 crowns for it.",
         true},
        {"a", "The night ferry runs on Friday, and the harbour board has paid 12 crowns for it.",
         false},
    };
    int64_t updated = NOW;
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        b->now += HOUR;
        list[0].guid = steps[i].guid;
        list[0].text = steps[i].text;
        updated = steps[i].moves ? b->now : updated;
        assert_int_equal(take(b, list, 2).shown, 2);
        batch = stories(b, 2);
        assert_span(batch->stories[0].id, ids[0]);
        assert_span(batch->stories[1].id, ids[1]);
        assert_int_equal(batch->stories[1].published, NOW - 2 * HOUR);
        assert_int_equal(batch->stories[1].updated, updated);
        assert_int_equal(batch->stories[1].n_tellings, 1);
        story_batch_destroy(batch);
    }
}

/* Dated anew without another word, it stays where it is. */
static void touched_dates_move_nothing(void **state)
{
    struct bench *b = *state;
    struct entry e = {"a", NULL, "Ferry runs again", "It runs.", NOW - HOUR};
    char id[17];
    (void)take(b, &e, 1);
    b->now += DAY;
    e.date = b->now;
    (void)take(b, &e, 1);
    struct story s = one_story(b, id);
    assert_true(s.published <= NOW && s.updated == NOW);
}

/* ---- Words ---- */

static void excluded_when_it_changes(void **state)
{
    struct bench *b = *state;
    struct arena *a = arena_create(64 * 1024);
    struct entry list[] = {{"a", NULL, "Ferry runs again", "It runs.", NOW - HOUR},
                           {"b", NULL, "Lottery numbers", "Seven and nine.", NOW - HOUR}};
    assert_int_equal(sift_parse(span_of("lottery"), &b->origin.rules.exclude[0], a), ERR_OK);
    struct store_counts c = take(b, list, 2);
    assert_true(c.shown == 1 && c.excluded == 1);
    list[0].text = "It runs, paid by the lottery.";
    c = take(b, list, 2);
    assert_true(c.shown == 0 && c.excluded == 2);
    assert_stories(b, 0);
    list[0].text = "It runs.";
    assert_int_equal(take(b, list, 2).shown, 1);
    assert_int_equal(sift_parse(span_of("ferry"), &b->origin.rules.exclude[1], a), ERR_OK);
    restart(b); /* with other rules */
    assert_stories(b, 0);
    arena_destroy(a);
}

/* ---- Hold ---- */

/* What waits: so many. The first one is released or rejected. */
static void judge_first(struct bench *b, size_t n, enum store_hold hold)
{
    struct arena *a = arena_create(4 * 1024 * 1024);
    struct store_told *list;
    size_t waiting;
    assert_int_equal(store_get_held(b->store, &list, &waiting, a), ERR_OK);
    assert_int_equal(waiting, n);
    if (n && hold != STORE_HELD)
        assert_int_equal(store_set_hold(b->store, list[0].address, list[0].told.key, hold), ERR_OK);
    if (n && hold == STORE_RELEASED)
        assert_int_equal(pipeline_show(b->p, &list[0], b->now), ERR_OK);
    arena_destroy(a);
}

static void held_until_released(void **state)
{
    struct bench *b = *state;
    struct entry e = {"a", "https://pier.example/a", "Ferry runs again", "It runs.", NOW - HOUR};
    b->origin.rules.hold = true;
    for (int poll = 0; poll < 2; poll++) {
        struct store_counts c = take(b, &e, 1);
        assert_true(c.shown == 0 && c.held == 1);
        assert_stories(b, 0);
        restart(b);
        assert_stories(b, 0);
    }
    judge_first(b, 1, STORE_RELEASED);
    assert_stories(b, 1);
    for (int poll = 0; poll < 2; poll++) {
        assert_int_equal(take(b, &e, 1).shown, 1);
        assert_stories(b, 1);
        restart(b);
        assert_stories(b, 1);
        e.guid = "another"; /* the same article */
    }
    e.title = "Ferry sinks"; /* nobody has released that */
    assert_int_equal(take(b, &e, 1).held, 1);
    assert_stories(b, 0);
    judge_first(b, 1, STORE_RELEASED);
    assert_stories(b, 1);
}

static void rejected_for_good(void **state)
{
    struct bench *b = *state;
    struct entry e = {"a", "https://pier.example/a", "Ferry runs again", "It runs.", NOW - HOUR};
    b->origin.rules.hold = true;
    assert_int_equal(take(b, &e, 1).held, 1);
    judge_first(b, 1, STORE_REJECTED);
    for (int poll = 0; poll < 3; poll++) {
        b->now += HOUR;
        struct store_counts c = take(b, &e, 1);
        assert_true(c.shown == 0 && c.held == 0);
        judge_first(b, 0, STORE_HELD);
        restart(b);
        assert_stories(b, 0);
        e.guid = "another";
        e.text = poll ? "It runs, and sails." : e.text;
    }
    b->origin.rules.hold = false; /* what a person said stays said */
    assert_int_equal(take(b, &e, 1).shown, 0);
}

static void hold_comes_and_goes(void **state)
{
    struct bench *b = *state;
    const struct entry e = {"a", NULL, "Ferry runs again", "It runs.", NOW - HOUR};
    assert_int_equal(take(b, &e, 1).shown, 1);
    b->origin.rules.hold = true;
    restart(b);
    assert_stories(b, 0);
    judge_first(b, 1, STORE_HELD);
    b->origin.rules.hold = false;
    restart(b);
    assert_stories(b, 1);
    judge_first(b, 0, STORE_HELD);
    b->origin.rules.hold = true; /* and without a restart */
    assert_int_equal(take(b, &e, 1).held, 1);
    assert_stories(b, 0);
    b->origin.rules.hold = false;
    assert_int_equal(take(b, &e, 1).shown, 1);
    assert_stories(b, 1);
}

/* Nothing is shown where nothing can be remembered. */
static void held_without_a_store(void **state)
{
    struct bench *b = *state;
    const struct entry e = {"a", NULL, "Ferry runs again", "It runs.", NOW - HOUR};
    struct bench bare = *b;
    bare.store = NULL;
    open_pipeline(&bare);
    bare.origin.rules.hold = true;
    assert_int_equal(take(&bare, &e, 1).held, 1);
    assert_stories(&bare, 0);
    bare.origin.rules.hold = false;
    assert_int_equal(take(&bare, &e, 1).shown, 1);
    assert_stories(&bare, 1);
    pipeline_destroy(bare.p);
}

/* ---- Pages behind teasers ---- */

static const char PAGE[] =
    "<!doctype html><html><head><title>Ferry runs again</title></head><body><article>"
    "<h1>Ferry runs again</h1><p>The night ferry runs again, the harbour board said on Friday. It "
    "leaves Pier 4 at ten in the evening on Fridays and Sundays.</p><p>The new boat takes 240 "
    "people and 60 cars. A crossing costs 12 crowns, which the lottery pays for children.</p>"
    "</article></body></html>";

static void count_offers(void *data, const struct origin *origin, const struct told *told)
{
    (void)origin, (void)told;
    ++*(int *)data;
}

static enum err take_page(struct bench *b)
{
    struct why why;
    const struct pipeline_item item = {
        .key = SPAN("a"), .title = SPAN("Ferry runs again"), .published = b->now - HOUR};
    const struct span where = SPAN("https://pier.example/ferry.html");
    return pipeline_take_page(b->p, &b->origin, &item, span_of(PAGE), span_of("text/html"), where,
                              b->now, &why);
}

static void a_page_changes_no_decision(void **state)
{
    struct bench *b = *state;
    const struct entry e = {"a", "https://pier.example/ferry.html", "Ferry runs again",
                            "It runs again.", NOW - HOUR};
    int offers = 0;
    char id[17];
    b->origin.follow = true;
    b->origin.rules.hold = true;
    pipeline_on_teaser(b->p, count_offers, &offers);
    assert_int_equal(take(b, &e, 1).held, 1);
    judge_first(b, 1, STORE_RELEASED);
    assert_int_equal(take(b, &e, 1).shown, 1);
    assert_int_equal(offers, 0); /* a feed on hold is not followed */
    b->origin.rules.hold = false;
    assert_int_equal(take(b, &e, 1).shown, 1);
    assert_int_equal(offers, 1);
    b->now += HOUR;
    assert_int_equal(take_page(b), ERR_OK);
    for (int poll = 0; poll < 2; poll++) {
        struct story_batch *batch = stories(b, 1);
        assert_true(batch->stories[0].n_facts > 1);
        assert_int_equal(batch->stories[0].updated, NOW); /* more of the same is no update */
        story_batch_destroy(batch);
        assert_int_equal(take(b, &e, 1).shown, 1); /* the teaser comes again, and changes nothing */
        restart(b);
    }
    b->origin.rules.hold = true; /* what was released stays so */
    assert_int_equal(take(b, &e, 1).shown, 1);
    (void)one_story(b, id);
}

static void words_of_a_page_exclude(void **state)
{
    struct bench *b = *state;
    struct arena *a = arena_create(64 * 1024);
    struct entry e = {"a", "https://pier.example/ferry.html", "Ferry runs again", "It runs again.",
                      NOW - HOUR};
    b->origin.follow = true;
    assert_int_equal(sift_parse(span_of("lottery"), &b->origin.rules.exclude[0], a), ERR_OK);
    assert_int_equal(take(b, &e, 1).shown, 1);
    assert_int_equal(take_page(b), ERR_SYNTAX);
    for (int poll = 0; poll < 2; poll++) {
        assert_stories(b, 0);
        assert_int_equal(take(b, &e, 1).shown, 0); /* nor does its teaser come again */
        restart(b);
    }
    e.text = "It runs again, at last.";
    assert_int_equal(take(b, &e, 1).shown, 1);
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(dates_that_cannot_be, begin, end),
        cmocka_unit_test_setup_teardown(dates_a_little_ahead, begin, end),
        cmocka_unit_test_setup_teardown(undated_news_grows_old, begin, end),
        cmocka_unit_test_setup_teardown(a_clock_that_is_set, begin, end),
        cmocka_unit_test_setup_teardown(a_flood_is_passed_over, begin, end),
        cmocka_unit_test_setup_teardown(guids_that_change_each_time, begin, end),
        cmocka_unit_test_setup_teardown(guids_that_change_without_links, begin, end),
        cmocka_unit_test_setup_teardown(links_with_traces, begin, end),
        cmocka_unit_test_setup_teardown(names_that_tell_nothing, begin, end),
        cmocka_unit_test_setup_teardown(two_feeds_with_the_same_guid, begin, end),
        cmocka_unit_test_setup_teardown(another_article_under_an_old_guid, begin, end),
        cmocka_unit_test_setup_teardown(updates_keep_their_place, begin, end),
        cmocka_unit_test_setup_teardown(touched_dates_move_nothing, begin, end),
        cmocka_unit_test_setup_teardown(excluded_when_it_changes, begin, end),
        cmocka_unit_test_setup_teardown(held_until_released, begin, end),
        cmocka_unit_test_setup_teardown(rejected_for_good, begin, end),
        cmocka_unit_test_setup_teardown(hold_comes_and_goes, begin, end),
        cmocka_unit_test_setup_teardown(held_without_a_store, begin, end),
        cmocka_unit_test_setup_teardown(a_page_changes_no_decision, begin, end),
        cmocka_unit_test_setup_teardown(words_of_a_page_exclude, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
