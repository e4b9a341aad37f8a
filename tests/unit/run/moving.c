/* moving.c - when another address is believed, and when it is given up. */
#include "run/moving.h"

#include <string.h>

#include "base/when.h"
#include "unit.h"

enum { NOW = 1795269900, DAY = 86400 };

static const struct span home = SPAN("http://a.example/feed");
static const struct span target = SPAN("https://b.example/feed");
static const struct span nowhere = {NULL, 0};

static bool note(struct moving *m, struct span moved, int64_t now)
{
    return moving_note(m, home, moved, true, now);
}

static void a_move_is_believed_after_proof(void **state)
{
    (void)state;
    struct moving m;
    moving_init(&m);
    assert_false(note(&m, target, NOW));
    assert_false(note(&m, target, NOW + 60));
    assert_false(note(&m, target, NOW + 120)); /* often, but not long */
    assert_false(note(&m, target, NOW + 2 * DAY - 1));
    assert_int_equal(m.asked_at.n, 0);
    assert_true(note(&m, target, NOW + 2 * DAY));
    assert_span(buf_span(&m.asked_at), "https://b.example/feed");
    assert_false(m.found);
    assert_int_equal(m.seen, 0);
    assert_int_equal(m.moved_to.n, 0);
    assert_false(note(&m, nowhere, NOW + 3 * DAY)); /* it stays there */
    assert_span(buf_span(&m.asked_at), "https://b.example/feed");
    moving_finish(&m);
    moving_finish(&m);
}

static void twice_over_a_week_is_no_proof(void **state)
{
    (void)state;
    struct moving m;
    moving_init(&m);
    assert_false(note(&m, target, NOW));
    assert_false(note(&m, target, NOW + 7 * DAY));
    assert_true(note(&m, target, NOW + 7 * DAY + 1));
    moving_finish(&m);
}

static void in_a_row_means_in_a_row(void **state)
{
    (void)state;
    static const struct span other = SPAN("https://c.example/feed");
    struct moving m;
    moving_init(&m);
    for (int round = 0; round < 3; round++) {
        int64_t now = NOW + round * 5 * DAY;
        assert_false(note(&m, target, now));
        assert_false(note(&m, target, now + 3 * DAY));
        if (round == 0)
            assert_false(note(&m, nowhere, now + 3 * DAY + 1));
        else if (round == 1)
            assert_false(note(&m, other, now + 3 * DAY + 1));
        else
            moving_doubt(&m); /* a page came */
        assert_int_equal(m.seen, round == 1);
    }
    assert_false(note(&m, target, NOW + 99 * DAY));
    assert_false(note(&m, target, NOW)); /* the clock went back: counted anew */
    assert_int_equal(m.seen, 1);
    moving_finish(&m);
}

static void what_is_unchanged_proves_no_feed_by_itself(void **state)
{
    (void)state;
    struct moving m;
    moving_init(&m);
    for (int i = 0; i < 9; i++)
        assert_false(moving_note(&m, home, target, false, NOW + i * DAY));
    assert_false(moving_note(&m, home, target, true, NOW + 10 * DAY));
    assert_false(moving_note(&m, home, target, false, NOW + 11 * DAY));
    assert_true(moving_note(&m, home, target, false, NOW + 12 * DAY));
    moving_finish(&m);
}

static void secure_stays_secure(void **state)
{
    (void)state;
    static const struct span secure = SPAN("https://a.example/feed");
    static const char *const refused[] = {"http://b.example/feed", "ftp://b.example/", "/feed",
                                          "https://a.example/feed"};
    struct moving m;
    moving_init(&m);
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++)
        for (int day = 0; day < 9; day++)
            assert_false(moving_note(&m, secure, span_of(refused[i]), true, NOW + day * DAY));
    for (int day = 0; day < 3; day++) /* from http to https */
        (void)note(&m, target, NOW + day * DAY);
    assert_int_equal(m.asked_at.n, target.n);
    for (int day = 0; day < 9; day++) /* and not back, though it was http once */
        assert_false(note(&m, span_of("http://b.example/feed"), NOW + day * DAY));
    moving_finish(&m);
}

static void it_may_move_on_and_come_home(void **state)
{
    (void)state;
    static const struct span secure = SPAN("https://a.example/feed");
    struct moving m;
    moving_init(&m);
    for (int day = 0; day < 3; day++)
        assert_int_equal(moving_note(&m, secure, target, true, NOW + day * DAY), day == 2);
    for (int day = 0; day < 3; day++)
        assert_int_equal(moving_note(&m, secure, secure, true, NOW + day * DAY), day == 2);
    assert_int_equal(m.asked_at.n, 0);
    moving_finish(&m);
}

static void what_is_too_long_is_no_address(void **state)
{
    (void)state;
    static char longest[3 * MOVING_ADDRESS_MAX];
    struct moving m;
    (void)memset(longest, 'x', sizeof longest - 1);
    (void)memcpy(longest, "https://b.example/", 18);
    moving_init(&m);
    for (int day = 0; day < 9; day++)
        assert_false(note(&m, span_of(longest), NOW + day * DAY));
    assert_int_equal(moving_found(&m, span_of(longest)), ERR_TOO_BIG);
    assert_int_equal(m.asked_at.n, 0);
    moving_finish(&m);
}

static bool failed(enum fetch_outcome outcome, unsigned failures, int64_t since_success)
{
    struct moving m;
    moving_init(&m);
    assert_int_equal(moving_found(&m, target), ERR_OK);
    assert_true(m.found);
    bool given_up = moving_failed(&m, outcome, failures, NOW - since_success, NOW);
    assert_int_equal(m.asked_at.n, given_up ? 0 : target.n);
    assert_int_equal(m.found, !given_up);
    moving_finish(&m);
    return given_up;
}

static void an_address_that_fails_is_given_up(void **state)
{
    (void)state;
    assert_true(failed(FETCH_NOT_FOUND, 1, 60));
    assert_true(failed(FETCH_GONE, 1, 60));
    assert_false(failed(FETCH_SERVER, 1, 60));
    assert_false(failed(FETCH_SERVER, 50, 60));
    assert_false(failed(FETCH_DNS, 4, 3 * DAY));
    assert_true(failed(FETCH_DNS, 5, 3 * DAY));
    assert_true(failed(FETCH_NOT_NEWS, 5, DAY + 1));
    assert_false(failed(FETCH_NOT_NEWS, 5, DAY));
    struct moving m;
    moving_init(&m);
    assert_false(moving_failed(&m, FETCH_GONE, 99, WHEN_NONE, NOW)); /* nothing to give up */
    moving_finish(&m);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_move_is_believed_after_proof),
        cmocka_unit_test(twice_over_a_week_is_no_proof),
        cmocka_unit_test(in_a_row_means_in_a_row),
        cmocka_unit_test(what_is_unchanged_proves_no_feed_by_itself),
        cmocka_unit_test(secure_stays_secure),
        cmocka_unit_test(it_may_move_on_and_come_home),
        cmocka_unit_test(what_is_too_long_is_no_address),
        cmocka_unit_test(an_address_that_fails_is_given_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
