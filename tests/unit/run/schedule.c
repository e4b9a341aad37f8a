/* schedule.c - how long is waited after each end of a fetch. */
#include "unit.h"

#include "base/when.h"
#include "run/schedule.h"

enum { QUARTER = 15 * 60, HOUR = 3600, DAY = 86400 };

/* chance 0.5 is no jitter at all, where nothing was asked for. */
static int64_t wait_after(enum fetch_outcome outcome, unsigned failures, struct schedule_hint hint)
{
    return schedule_wait(outcome, failures, QUARTER, &hint, 0.5);
}

static void good_answers_wait_for_the_longest_wish(void **state)
{
    (void)state;
    struct schedule_hint none = {0}, server = {.fresh_for = HOUR}, feed = {.ttl_minutes = 120};
    struct schedule_hint both = {.fresh_for = HOUR, .ttl_minutes = 120}, less = {.fresh_for = 700};
    struct schedule_hint years = {.fresh_for = 10LL * 365 * DAY};
    assert_int_equal(wait_after(FETCH_OK, 0, none), QUARTER);
    assert_int_equal(wait_after(FETCH_UNCHANGED, 0, none), QUARTER);
    assert_int_equal(wait_after(FETCH_OK, 0, less), QUARTER);
    assert_int_equal(schedule_wait(FETCH_OK, 0, QUARTER, &server, 0), HOUR);
    assert_int_equal(schedule_wait(FETCH_UNCHANGED, 0, QUARTER, &feed, 0), 2 * HOUR);
    assert_int_equal(schedule_wait(FETCH_OK, 0, QUARTER, &both, 0), 2 * HOUR);
    assert_int_equal(wait_after(FETCH_OK, 0, years), SCHEDULE_CEILING);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 10, &none, 0), SCHEDULE_FLOOR);
    assert_int_equal(schedule_wait(FETCH_OK, 0, SCHEDULE_FLOOR, &none, 0), SCHEDULE_FLOOR);
}

static void nobody_reached_is_tried_soon(void **state)
{
    (void)state;
    static const enum fetch_outcome outcomes[] = {FETCH_DNS,    FETCH_CONNECT, FETCH_TIMEOUT,
                                                  FETCH_BROKEN, FETCH_TLS,     FETCH_TLS_EARLY};
    struct schedule_hint none = {0};
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        assert_false(schedule_answered(outcomes[i]));
        assert_int_equal(wait_after(outcomes[i], 1, none), SCHEDULE_FIRST_RETRY);
        assert_int_equal(wait_after(outcomes[i], 2, none), 2 * SCHEDULE_FIRST_RETRY);
        assert_int_equal(wait_after(outcomes[i], 5, none), 16 * SCHEDULE_FIRST_RETRY);
        assert_int_equal(wait_after(outcomes[i], 1000000, none), SCHEDULE_CEILING);
    }
}

static void a_server_that_answered_is_left_alone(void **state)
{
    (void)state;
    struct schedule_hint none = {0};
    for (int i = FETCH_NOT_FOUND; i < FETCH_OUTCOMES; i++) {
        if (!schedule_answered(i) || i == FETCH_LATER || i == FETCH_GONE)
            continue;
        assert_int_equal(wait_after(i, 1, none), SCHEDULE_FLOOR);
        assert_int_equal(wait_after(i, 4, none), 8 * SCHEDULE_FLOOR);
        assert_int_equal(wait_after(i, 4000000, none), SCHEDULE_CEILING);
    }
}

static void some_failures_end_by_themselves(void **state)
{
    (void)state;
    struct schedule_hint none = {0};
    for (unsigned n = 1; n < 100; n++) {
        int64_t wait = wait_after(FETCH_CLOCK, n, none);
        assert_int_equal(wait_after(FETCH_PORTAL, n, none), wait);
        assert_in_range(wait, SCHEDULE_FIRST_RETRY, SCHEDULE_SOON);
    }
    assert_int_equal(wait_after(FETCH_PORTAL, 1, none), SCHEDULE_FIRST_RETRY);
    assert_int_equal(wait_after(FETCH_PORTAL, 99, none), SCHEDULE_SOON);
}

static void what_is_gone_is_gone_for_a_month(void **state)
{
    (void)state;
    struct schedule_hint none = {0};
    for (int i = 0; i <= 4; i++)
        assert_int_equal(schedule_wait(FETCH_GONE, 1, QUARTER, &none, i / 4.0), SCHEDULE_GONE);
}

static void servers_that_ask_for_time_get_it(void **state)
{
    (void)state;
    struct schedule_hint none = {0}, asked = {.retry_after = 1200}, year = {.retry_after = 1 << 30};
    struct schedule_hint none_at_all = {.retry_after = 1}; /* as "Retry-After: 0" comes */
    assert_int_equal(schedule_wait(FETCH_LATER, 1, QUARTER, &none, 0), SCHEDULE_BUSY);
    assert_int_equal(schedule_wait(FETCH_LATER, 2, QUARTER, &none, 0), 2 * SCHEDULE_BUSY);
    assert_int_equal(schedule_wait(FETCH_LATER, 99, QUARTER, &none, 0), SCHEDULE_CEILING);
    assert_int_equal(schedule_wait(FETCH_LATER, 7, QUARTER, &asked, 0), 1200);
    assert_int_equal(schedule_wait(FETCH_LATER, 7, QUARTER, &asked, 1), 1320);
    assert_int_equal(wait_after(FETCH_LATER, 1, year), SCHEDULE_CEILING);
    assert_int_equal(wait_after(FETCH_LATER, 1, none_at_all), SCHEDULE_FIRST_RETRY);
    assert_int_equal(wait_after(FETCH_LATER, 99, none_at_all), SCHEDULE_SOON);
}

static void their_hosts_rest(void **state)
{
    (void)state;
    struct schedule_hint none = {0}, asked = {.retry_after = 1200}, year = {.retry_after = 1 << 30};
    assert_int_equal(schedule_rest(FETCH_LATER, 1, &none), SCHEDULE_BUSY);
    assert_int_equal(schedule_rest(FETCH_LATER, 3, &none), 4 * SCHEDULE_BUSY);
    assert_int_equal(schedule_rest(FETCH_LATER, 3, &asked), 1200);
    assert_int_equal(schedule_rest(FETCH_LATER, 3, &year), SCHEDULE_CEILING);
    assert_int_equal(schedule_rest(FETCH_SERVER, 3, &asked), 0);
    assert_int_equal(schedule_rest(FETCH_OK, 0, &asked), 0);
}

static void jitter_is_a_tenth_but_never_under_what_was_asked(void **state)
{
    (void)state;
    struct schedule_hint none = {0}, asked = {.fresh_for = 1000}, near = {.fresh_for = 950};
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &none, 0), 900);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &none, 1), 1100);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &near, 0), 950);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &asked, 0), 1000);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &asked, 1), 1100);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 300, &none, 0), SCHEDULE_FLOOR);
    assert_int_equal(schedule_wait(FETCH_SERVER, 2, 1000, &none, 0), 540);
    assert_int_equal(schedule_wait(FETCH_SERVER, 2, 1000, &none, 1), 660);
}

static void who_posts_rarely_is_asked_less(void **state)
{
    (void)state;
    assert_int_equal(schedule_stretch(QUARTER, 0), QUARTER); /* not known */
    assert_int_equal(schedule_stretch(QUARTER, 60), QUARTER);
    assert_int_equal(schedule_stretch(QUARTER, HOUR), QUARTER);
    assert_int_equal(schedule_stretch(QUARTER, 2 * HOUR), HOUR / 2);
    assert_int_equal(schedule_stretch(QUARTER, DAY), HOUR);
    assert_int_equal(schedule_stretch(QUARTER, 400LL * DAY), HOUR);
}

/* Moments of Saturday 21 November 2026, GMT. */
static int64_t at(int day, int hour, int minute)
{
    return when_make(2026, 11, day, hour, minute, 0);
}

static void hours_and_days_are_skipped(void **state)
{
    (void)state;
    enum { SUNDAY = 1, SATURDAY = 1 << 6 };
    static const struct {
        uint32_t hours, days;
        int day, hour, minute;                /* due */
        int then_day, then_hour, then_minute; /* asked */
    } cases[] = {
        {0, 0, 21, 3, 10, 21, 3, 10},
        {1 << 3, 0, 21, 3, 10, 21, 4, 0},
        {1 << 3, 0, 21, 2, 59, 21, 2, 59},
        {1 << 3, 0, 21, 4, 0, 21, 4, 0},
        {0xff, 0, 21, 0, 5, 21, 8, 0},
        {1 << 23, 0, 21, 23, 30, 22, 0, 0},
        {0xffffff & ~(1 << 5), 0, 21, 6, 0, 22, 5, 0}, /* one hour a day is left */
        {0, SATURDAY, 21, 12, 30, 22, 0, 0},
        {0, SATURDAY | SUNDAY, 21, 12, 30, 23, 0, 0},
        {0x7f, SATURDAY | SUNDAY, 21, 12, 30, 23, 7, 0},
        {0xffffff & ~(1 << 5), 0x7f & ~SATURDAY, 21, 6, 0, 28, 5, 0},
        {0xffffff, 0, 21, 3, 10, 21, 3, 10}, /* nothing left: no wish */
        {0, 0x7f, 21, 3, 10, 21, 3, 10},
        {0xffffffff, 0xff, 21, 3, 10, 21, 3, 10},
        {0xffffff, SATURDAY, 21, 12, 30, 22, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct schedule_hint hint = {.skip_hours = cases[i].hours, .skip_days = cases[i].days};
        int64_t due = at(cases[i].day, cases[i].hour, cases[i].minute);
        int64_t want = at(cases[i].then_day, cases[i].then_hour, cases[i].then_minute);
        if (schedule_allowed(due, &hint, 0) != want)
            print_error("case %zu\n", i);
        assert_int_equal(schedule_allowed(due, &hint, 0), want);
        int64_t spread = schedule_allowed(due, &hint, 1);
        assert_in_range(spread - want, 0, due == want ? 0 : QUARTER);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_answers_wait_for_the_longest_wish),
        cmocka_unit_test(nobody_reached_is_tried_soon),
        cmocka_unit_test(a_server_that_answered_is_left_alone),
        cmocka_unit_test(some_failures_end_by_themselves),
        cmocka_unit_test(what_is_gone_is_gone_for_a_month),
        cmocka_unit_test(servers_that_ask_for_time_get_it),
        cmocka_unit_test(their_hosts_rest),
        cmocka_unit_test(jitter_is_a_tenth_but_never_under_what_was_asked),
        cmocka_unit_test(who_posts_rarely_is_asked_less),
        cmocka_unit_test(hours_and_days_are_skipped),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
