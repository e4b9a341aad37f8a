/* schedule.c - how long is waited after each end of a fetch. */
#include "unit.h"

#include "run/schedule.h"

enum { QUARTER = 15 * 60, HOUR = 3600 };

/* chance 0.5 is no jitter at all. */
static int64_t wait_after(enum fetch_outcome outcome, unsigned failures, struct schedule_hint hint)
{
    return schedule_wait(outcome, failures, QUARTER, &hint, 0.5);
}

static void good_answers_wait_for_the_longest_wish(void **state)
{
    (void)state;
    struct schedule_hint none = {0}, server = {.fresh_for = HOUR}, feed = {.ttl_minutes = 120};
    struct schedule_hint years = {.fresh_for = 10LL * 365 * 86400};
    assert_int_equal(wait_after(FETCH_OK, 0, none), QUARTER);
    assert_int_equal(wait_after(FETCH_UNCHANGED, 0, none), QUARTER);
    assert_int_equal(wait_after(FETCH_OK, 0, server), HOUR);
    assert_int_equal(wait_after(FETCH_OK, 0, feed), 2 * HOUR);
    assert_int_equal(wait_after(FETCH_OK, 0, years), SCHEDULE_CEILING);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 10, &none, 0.5), SCHEDULE_FLOOR);
    assert_int_equal(schedule_wait(FETCH_OK, 0, SCHEDULE_FLOOR, &none, 0.0), SCHEDULE_FLOOR);
}

static void failures_double_up_to_a_day(void **state)
{
    (void)state;
    struct schedule_hint none = {0};
    assert_int_equal(wait_after(FETCH_DNS, 1, none), SCHEDULE_FIRST_RETRY);
    assert_int_equal(wait_after(FETCH_DNS, 2, none), 2 * SCHEDULE_FIRST_RETRY);
    assert_int_equal(wait_after(FETCH_SERVER, 5, none), 16 * SCHEDULE_FIRST_RETRY);
    assert_int_equal(wait_after(FETCH_TIMEOUT, 1000000, none), 4096 * SCHEDULE_FIRST_RETRY);
    assert_int_equal(wait_after(FETCH_GONE, 1, none), SCHEDULE_CEILING);
    assert_int_equal(wait_after(FETCH_CLOCK, 50, none), SCHEDULE_CLOCK);
}

static void servers_that_ask_for_time_get_it(void **state)
{
    (void)state;
    struct schedule_hint none = {0}, asked = {.retry_after = 120}, year = {.retry_after = 1 << 30};
    assert_int_equal(wait_after(FETCH_LATER, 1, none), SCHEDULE_BUSY);
    assert_int_equal(wait_after(FETCH_LATER, 2, none), 2 * SCHEDULE_BUSY);
    assert_int_equal(wait_after(FETCH_LATER, 7, asked), 120);
    assert_int_equal(schedule_wait(FETCH_LATER, 1, QUARTER, &asked, 0.0), 120);
    assert_int_equal(wait_after(FETCH_LATER, 1, year), SCHEDULE_CEILING);
}

static void jitter_is_a_tenth_either_way(void **state)
{
    (void)state;
    struct schedule_hint none = {0};
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &none, 0.0), 900);
    assert_int_equal(schedule_wait(FETCH_OK, 0, 1000, &none, 1.0), 1100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_answers_wait_for_the_longest_wish),
        cmocka_unit_test(failures_double_up_to_a_day),
        cmocka_unit_test(servers_that_ask_for_time_get_it),
        cmocka_unit_test(jitter_is_a_tenth_either_way),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
