/* feedstate.c - how a source fares: when it is due, what is kept, the state of all together. */
#include "run/feedstate.h"

#include "base/when.h"
#include "room.h"
#include "view/layout.h"

enum { NOW = 1795269900, NOW_MS = 5000, QUARTER = 15 * 60, HOUR = 3600 };

static const struct why NO_WHY = {.text = ""};
static const struct schedule_hint NO_HINT = {0};

/* Sources as a configuration would give them, without one. */
struct desk_of_tests {
    struct feed_source list[3];
    struct sources sources;
    struct feedstate *feeds;
};

static void begin(struct desk_of_tests *d, size_t n, struct store *store, int64_t now)
{
    static const char *const addresses[] = {"https://a.example/", "https://b.example/",
                                            "https://c.example/"};
    *d = (struct desk_of_tests){.sources = {.n = n}};
    d->sources.list = d->list;
    for (size_t i = 0; i < n; i++) {
        d->list[i].source = (struct source){.address = span_of(addresses[i]), .kind = SOURCE_URL};
        d->list[i].every = QUARTER;
    }
    d->feeds = feedstate_create_all(&d->sources, store, now, NOW_MS);
    assert_non_null(d->feeds);
}

static void end(struct desk_of_tests *d)
{
    feedstate_destroy_all(d->feeds, d->sources.n);
}

static void ended(struct feedstate *f, enum fetch_outcome outcome, int64_t now)
{
    feedstate_ended(f, outcome, &NO_HINT, &NO_WHY, now, NOW_MS);
}

/* Within the jitter of a tenth. */
static void assert_due_in(const struct feedstate *f, int64_t now, int64_t wait)
{
    assert_in_range(f->due - now, wait - wait / 10 - 1, wait + wait / 10 + 1);
    assert_int_equal(f->due_ms, NOW_MS + (f->due - now) * 1000);
}

static void all_are_due_at_the_start(void **state)
{
    (void)state;
    struct desk_of_tests d;
    begin(&d, 3, NULL, NOW);
    for (size_t i = 0; i < 3; i++) {
        assert_int_equal(d.feeds[i].due_ms, NOW_MS);
        assert_int_equal(d.feeds[i].outcome, FETCH_NEVER);
        assert_true(d.feeds[i].succeeded == WHEN_NONE);
    }
    end(&d);
    begin(&d, 0, NULL, NOW);
    end(&d);
    feedstate_destroy_all(NULL, 3);
}

static void failures_back_off_and_success_forgets_them(void **state)
{
    (void)state;
    struct desk_of_tests d;
    begin(&d, 1, NULL, NOW);
    struct feedstate *f = d.feeds;
    for (int i = 0; i < 8; i++) {
        f->running = true;
        ended(f, FETCH_CONNECT, NOW);
        assert_false(f->running);
        assert_int_equal(f->failures, i + 1);
        assert_due_in(f, NOW, (int64_t)SCHEDULE_FIRST_RETRY << i);
        assert_true(f->succeeded == WHEN_NONE);
    }
    ended(f, FETCH_OK, NOW + HOUR);
    assert_int_equal(f->failures, 0);
    assert_int_equal(f->succeeded, NOW + HOUR);
    assert_due_in(f, NOW + HOUR, QUARTER);
    ended(f, FETCH_UNCHANGED, NOW + 2 * HOUR);
    assert_int_equal(f->succeeded, NOW + 2 * HOUR);
    ended(f, FETCH_TIMEOUT, NOW + 3 * HOUR);
    assert_int_equal(f->failures, 1);
    assert_int_equal(f->succeeded, NOW + 2 * HOUR);
    assert_int_equal(f->tried, NOW + 3 * HOUR);
    end(&d);
}

static void feeds_are_not_asked_in_step(void **state)
{
    (void)state;
    struct desk_of_tests d;
    begin(&d, 3, NULL, NOW);
    for (size_t i = 0; i < 3; i++)
        ended(&d.feeds[i], FETCH_OK, NOW);
    assert_true(d.feeds[0].due != d.feeds[1].due || d.feeds[1].due != d.feeds[2].due);
    int64_t first = d.feeds[0].due;
    ended(&d.feeds[0], FETCH_OK, NOW);
    assert_true(d.feeds[0].due != first); /* nor always after the same time */
    end(&d);
}

static void one_state_for_all(void **state)
{
    (void)state;
    struct desk_of_tests d;
    begin(&d, 3, NULL, NOW);
    assert_int_equal(feedstate_overall(d.feeds, 0, NOW), STATE_OFFLINE);
    assert_int_equal(feedstate_overall(d.feeds, 3, NOW), STATE_STARTING);
    ended(&d.feeds[0], FETCH_DNS, NOW);
    assert_int_equal(feedstate_overall(d.feeds, 3, NOW), STATE_OFFLINE);
    ended(&d.feeds[1], FETCH_OK, NOW);
    assert_int_equal(feedstate_overall(d.feeds, 3, NOW), STATE_GOOD); /* one is enough */
    ended(&d.feeds[1], FETCH_CONNECT, NOW + QUARTER);
    assert_int_equal(feedstate_overall(d.feeds, 3, NOW + QUARTER), STATE_STALE);
    assert_int_equal(feedstate_overall(d.feeds, 3, NOW + 3 * QUARTER), STATE_OFFLINE);
    ended(&d.feeds[2], FETCH_UNCHANGED, NOW + 3 * QUARTER);
    assert_int_equal(feedstate_overall(d.feeds, 3, NOW + 3 * QUARTER), STATE_GOOD);
    end(&d);
}

static void put(struct buf *b, const char *text)
{
    buf_reset(b);
    assert_int_equal(buf_puts(b, text), ERR_OK);
}

static void validators_are_kept_byte_for_byte(void **state)
{
    (void)state;
    static const char odd[] = "W/\"a;b, c\\\" \t\xc3\xa9\"",
                      date[] = "Tue, 03 Mar 2026 10:00:00 GMT";
    struct desk_of_tests d;
    struct fetched got;
    begin(&d, 1, NULL, NOW);
    fetched_init(&got, 1024);
    put(&got.etag, odd);
    put(&got.last_modified, date);
    feedstate_validators(d.feeds, &got);
    assert_span(buf_span(&d.feeds->etag), odd);
    assert_span(buf_span(&d.feeds->last_modified), date);
    buf_reset(&got.etag); /* an answer without them forgets the old ones */
    feedstate_validators(d.feeds, &got);
    assert_span(buf_span(&d.feeds->etag), "");
    assert_span(buf_span(&d.feeds->last_modified), date);
    fetched_finish(&got);
    end(&d);
}

/* Saves a feed with this outcome that is due after a while, and gives its state after a restart. */
static struct feedstate restart(struct desk_of_tests *d, enum fetch_outcome outcome, int64_t due,
                                int64_t later)
{
    struct why why = {.text = ""};
    struct store *store = store_open(NULL, &why);
    begin(d, 2, store, NOW);
    ended(&d->feeds[0], outcome, NOW);
    d->feeds[0].due = due;
    d->feeds[0].items = 12;
    put(&d->feeds[0].etag, "\"one\"");
    feedstate_save(&d->feeds[0], store);
    end(d);
    begin(d, 2, store, later);
    store_close(store);
    assert_int_equal(d->feeds[0].outcome, outcome);
    assert_int_equal(d->feeds[0].items, 12);
    assert_span(buf_span(&d->feeds[0].etag), "\"one\"");
    assert_int_equal(d->feeds[1].outcome, FETCH_NEVER);
    assert_int_equal(d->feeds[1].due_ms, NOW_MS);
    return d->feeds[0];
}

static void a_restart_knows_how_it_was(void **state)
{
    (void)state;
    struct desk_of_tests d;
    struct feedstate f = restart(&d, FETCH_OK, NOW + QUARTER, NOW + 60);
    assert_int_equal(f.due_ms, NOW_MS + (QUARTER - 60) * 1000); /* asked a minute ago */
    assert_int_equal(f.succeeded, NOW);
    assert_int_equal(feedstate_overall(d.feeds, 2, NOW + 60), STATE_GOOD);
    end(&d);
    f = restart(&d, FETCH_OK, NOW + QUARTER, NOW + HOUR);
    assert_int_equal(f.due_ms, NOW_MS); /* long due */
    end(&d);
    f = restart(&d, FETCH_CONNECT, NOW + HOUR, NOW + 60);
    assert_int_equal(f.due_ms, NOW_MS); /* a failure is tried again at once */
    end(&d);
    f = restart(&d, FETCH_OK, NOW + 10 * SCHEDULE_CEILING, NOW + 60);
    assert_int_equal(f.due_ms, NOW_MS); /* a clock that jumped keeps no feed silent */
    end(&d);
}

/* What is known after a restart of a feed that is kept as `f` says. */
static struct feedstate *restarted(struct desk_of_tests *d, const struct store_feed *known,
                                   int64_t now)
{
    struct store *store = store_open(NULL, NULL);
    assert_int_equal(store_put_feed(store, span_of("https://a.example/"), known), ERR_OK);
    begin(d, 1, store, now);
    store_close(store);
    return d->feeds;
}

static void everything_is_kept(void **state)
{
    (void)state;
    struct desk_of_tests d;
    struct store *store = store_open(NULL, NULL);
    begin(&d, 1, store, NOW);
    struct feedstate *f = d.feeds;
    assert_int_equal(moving_found(&f->moving, span_of("https://a.example/rss")), ERR_OK);
    put(&f->moving.moved_to, "https://b.example/rss");
    f->moving.seen = 2;
    f->moving.since = NOW - 7;
    f->was_feed = true;
    f->said = (struct schedule_hint){
        .ttl_minutes = 90, .skip_hours = 0xffff01, .skip_days = 0x41, .gap = 777};
    f->counts = (struct store_counts){.shown = 1, .old = 2, .flood = 3};
    ended(f, FETCH_REFUSED, NOW);
    ended(f, FETCH_REFUSED, NOW);
    int64_t due = f->due;
    feedstate_save(f, store);
    end(&d);
    begin(&d, 1, store, NOW + 60);
    f = d.feeds;
    assert_string_equal(feedstate_address(f), "https://a.example/rss");
    assert_true(f->moving.found && f->was_feed);
    assert_span(buf_span(&f->moving.moved_to), "https://b.example/rss");
    assert_int_equal(f->moving.seen, 2);
    assert_int_equal(f->moving.since, NOW - 7);
    assert_int_equal(f->said.ttl_minutes, 90);
    assert_int_equal(f->said.skip_hours, 0xffff01);
    assert_int_equal(f->said.skip_days, 0x41);
    assert_int_equal(f->said.gap, 777);
    assert_true(f->counts.shown == 1 && f->counts.old == 2 && f->counts.flood == 3);
    assert_int_equal(f->failures, 2); /* a server that answered is not asked as if it was new */
    assert_int_equal(f->due_ms, NOW_MS + (due - NOW - 60) * 1000);
    end(&d);
    store_close(store);
}

static void gone_for_a_month_over_restarts(void **state)
{
    (void)state;
    struct desk_of_tests d;
    enum { WEEK = 7 * 86400 };
    struct store_feed gone = {.outcome = FETCH_GONE, .due = NOW + SCHEDULE_GONE};
    struct feedstate *f = restarted(&d, &gone, NOW + WEEK);
    assert_int_equal(f->due_ms, NOW_MS + (int64_t)(SCHEDULE_GONE - WEEK) * 1000);
    end(&d);
    struct store_feed fine = {.outcome = FETCH_OK, .due = NOW + SCHEDULE_GONE};
    f = restarted(&d, &fine, NOW + WEEK); /* by another clock */
    assert_int_equal(f->due_ms, NOW_MS);
    end(&d);
}

/* Who restarts a ticker may have put its password right. */
static void a_log_in_is_tried_at_once_after_a_restart(void **state)
{
    (void)state;
    struct desk_of_tests d;
    struct store_feed wrong = {.outcome = FETCH_LOGIN, .due = NOW + 8 * HOUR, .failures = 7};
    struct feedstate *f = restarted(&d, &wrong, NOW);
    assert_int_equal(f->due_ms, NOW_MS);
    assert_int_equal(f->failures, 0);
    end(&d);
}

static void what_the_feed_says_holds_over_unchanged(void **state)
{
    (void)state;
    struct desk_of_tests d;
    begin(&d, 1, NULL, NOW);
    struct feedstate *f = d.feeds;
    f->said.ttl_minutes = 120;
    ended(f, FETCH_UNCHANGED, NOW);
    assert_in_range(f->due - NOW, 2 * HOUR, 2 * HOUR + HOUR / 5);
    f->said = (struct schedule_hint){.gap = 30 * 86400};
    ended(f, FETCH_UNCHANGED, NOW);
    assert_due_in(f, NOW, 4 * QUARTER);
    d.list[0].paced = true; /* its section says how often */
    ended(f, FETCH_UNCHANGED, NOW);
    assert_due_in(f, NOW, QUARTER);
    f->said = (struct schedule_hint){.skip_hours = 0xffffff & ~(1 << 5)};
    ended(f, FETCH_UNCHANGED, NOW);
    assert_int_equal(when_civil(f->due).hour, 5);
    ended(f, FETCH_DNS, NOW); /* a failure is not a matter of hours */
    assert_due_in(f, NOW, SCHEDULE_FIRST_RETRY);
    end(&d);
}

static void an_address_is_given_up_with_all_that_was_of_it(void **state)
{
    (void)state;
    struct desk_of_tests d;
    begin(&d, 1, NULL, NOW);
    struct feedstate *f = d.feeds;
    assert_int_equal(moving_found(&f->moving, span_of("https://a.example/rss")), ERR_OK);
    f->was_feed = true;
    put(&f->etag, "x");
    put(&f->last_modified, "y");
    ended(f, FETCH_SERVER, NOW);
    assert_int_equal(f->etag.n, 1); /* kept through errors */
    ended(f, FETCH_GONE, NOW);
    assert_string_equal(feedstate_address(f), "https://a.example/");
    assert_int_equal(f->etag.n + f->last_modified.n, 0);
    assert_false(f->was_feed);
    assert_due_in(f, NOW, 2 * SCHEDULE_FLOOR); /* not a month */
    ended(f, FETCH_GONE, NOW);
    assert_int_equal(f->due - NOW, SCHEDULE_GONE);
    end(&d);
}

/* Many feeds whose time passed, some that never succeeded. */
static void a_start_is_no_stampede(void **state)
{
    (void)state;
    enum { MANY = 1000, NEW = 100 };
    static struct feed_source list[MANY];
    static char names[MANY][32];
    struct store *store = store_open(NULL, NULL);
    struct sources sources = {.list = list, .n = MANY};
    for (size_t i = 0; i < MANY; i++) {
        (void)snprintf(names[i], sizeof names[i], "https://%zu.example/", i);
        list[i].source = (struct source){.address = span_of(names[i]), .kind = SOURCE_URL};
        list[i].every = QUARTER;
        struct store_feed known = {
            .outcome = FETCH_OK, .succeeded = NOW, .tried = NOW, .due = NOW + QUARTER};
        if (i >= NEW)
            assert_int_equal(store_put_feed(store, span_of(names[i]), &known), ERR_OK);
    }
    struct feedstate *feeds = feedstate_create_all(&sources, store, NOW + HOUR, NOW_MS);
    size_t at_once = 0;
    int64_t last = NOW_MS;
    for (size_t i = 0; i < MANY; i++) {
        at_once += feeds[i].due_ms == NOW_MS;
        assert_true(i >= NEW || feeds[i].due_ms == NOW_MS);
        assert_in_range(feeds[i].due_ms - NOW_MS, 0, FEEDSTATE_SPREAD_MS);
        assert_true(feeds[i].due_ms >= last);
        last = feeds[i].due_ms;
    }
    assert_int_equal(at_once, NEW + FEEDSTATE_AT_ONCE);
    feedstate_destroy_all(feeds, MANY);
    sources.n = NEW + FEEDSTATE_AT_ONCE + 2; /* a few more: one a second */
    feeds = feedstate_create_all(&sources, store, NOW + HOUR, NOW_MS);
    assert_int_equal(feeds[sources.n - 1].due_ms, NOW_MS + 2000);
    feedstate_destroy_all(feeds, sources.n);
    store_close(store);
}

static void files_have_no_history(void **state)
{
    (void)state;
    struct why why = {.text = ""};
    struct store *store = store_open(NULL, &why);
    struct desk_of_tests d;
    begin(&d, 1, store, NOW);
    ended(d.feeds, FETCH_OK, NOW);
    d.feeds->due = NOW + HOUR;
    feedstate_save(d.feeds, store);
    end(&d);
    struct feed_source file = {
        .source = {.address = SPAN("https://a.example/"), .kind = SOURCE_FILE}, .every = QUARTER};
    struct sources sources = {.list = &file, .n = 1};
    struct feedstate *f = feedstate_create_all(&sources, store, NOW, NOW_MS);
    assert_int_equal(f->due_ms, NOW_MS);
    feedstate_destroy_all(f, 1);
    store_close(store);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_are_due_at_the_start),
        cmocka_unit_test(failures_back_off_and_success_forgets_them),
        cmocka_unit_test(feeds_are_not_asked_in_step),
        cmocka_unit_test(one_state_for_all),
        cmocka_unit_test(validators_are_kept_byte_for_byte),
        cmocka_unit_test(a_restart_knows_how_it_was),
        cmocka_unit_test(everything_is_kept),
        cmocka_unit_test(gone_for_a_month_over_restarts),
        cmocka_unit_test(a_log_in_is_tried_at_once_after_a_restart),
        cmocka_unit_test(what_the_feed_says_holds_over_unchanged),
        cmocka_unit_test(an_address_is_given_up_with_all_that_was_of_it),
        cmocka_unit_test(a_start_is_no_stampede),
        cmocka_unit_test(files_have_no_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
