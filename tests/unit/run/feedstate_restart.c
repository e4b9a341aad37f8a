/* feedstate_restart.c - what is known of a feed after a restart, and how all of them fare together.
 */
#include "unit.h"

#include "run/feedstate.h"
#include "view/layout.h"

enum { NOW = 1800000000, HOUR = 3600 };

static const struct span address = SPAN("https://harbour-post.example/feed");

/* Milliseconds until the feed is due after a restart, when its last fetch ended so. */
static int64_t left_after(enum fetch_outcome outcome)
{
    struct store *store = store_open(NULL, NULL);
    struct feed_source feed = {.source = {.address = address, .kind = SOURCE_URL}};
    struct sources sources = {.list = &feed, .n = 1};
    struct store_feed known = {
        .outcome = outcome, .tried = NOW, .succeeded = NOW, .due = NOW + HOUR};
    assert_int_equal(store_put_feed(store, address, &known), ERR_OK);
    struct feedstate *list = feedstate_create_all(&sources, store, NOW, 5000);
    assert_non_null(list);
    int64_t left = list->due_ms - 5000;
    feedstate_destroy_all(list, 1);
    store_close(store);
    return left;
}

static void an_answer_is_kept_to_over_a_restart(void **state)
{
    (void)state;
    assert_int_equal(left_after(FETCH_OK), HOUR * 1000);
    assert_int_equal(left_after(FETCH_UNCHANGED), HOUR * 1000);
    assert_int_equal(left_after(FETCH_LATER), HOUR * 1000); /* what a server asked for */
    assert_int_equal(left_after(FETCH_GONE), HOUR * 1000);
    assert_int_equal(left_after(FETCH_DNS), 0); /* the network may be back */
    assert_int_equal(left_after(FETCH_NEVER), 0);
}

static void all_together(void **state)
{
    (void)state;
    struct feed_source feed = {.source = {.address = address, .kind = SOURCE_URL}, .every = HOUR};
    struct sources sources = {.list = &feed, .n = 1};
    struct schedule_hint none = {0};
    struct why why = {.text = "x"};
    struct feedstate *f = feedstate_create_all(&sources, NULL, NOW, 0);
    assert_non_null(f);
    assert_int_equal(feedstate_overall(f, 1, NOW), STATE_STARTING);
    feedstate_ended(f, FETCH_DNS, &none, &why, NOW, 0);
    assert_int_equal(feedstate_overall(f, 1, NOW), STATE_OFFLINE);
    feedstate_ended(f, FETCH_OK, &none, &why, NOW, 0);
    assert_int_equal(feedstate_overall(f, 1, NOW), STATE_GOOD);
    assert_true(f->due_ms >= 9 * HOUR * 100 && f->due_ms <= 11 * HOUR * 100);
    feedstate_ended(f, FETCH_DNS, &none, &why, NOW + HOUR, 0);
    assert_int_equal(feedstate_overall(f, 1, NOW + HOUR), STATE_STALE);
    assert_int_equal(feedstate_overall(f, 1, NOW + 3 * HOUR), STATE_OFFLINE);
    feedstate_destroy_all(f, 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_answer_is_kept_to_over_a_restart),
        cmocka_unit_test(all_together),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
