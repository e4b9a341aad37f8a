/* clock.c - the clock: started elsewhere, of the machine's zone, known or not. */
#include "run/clock.h"

#include <stdlib.h>
#include <time.h>

#include "unit.h"

enum { MOMENT = 1795269900 /* 2026-11-21T14:05:00Z, a Saturday */, SLACK = 5 };

static void the_machines_own(void **state)
{
    (void)state;
    struct clock c = clock_make(WHEN_NONE);
    int64_t now = time(NULL);
    assert_in_range(clock_now(&c), now, now + SLACK);
    assert_int_equal(clock_known(&c), now >= when_make(2026, 1, 1, 0, 0, 0));
}

static void started_elsewhere_it_goes_on(void **state)
{
    (void)state;
    struct clock c = clock_make(MOMENT), early = clock_make(0);
    assert_in_range(clock_now(&c), MOMENT, MOMENT + SLACK);
    assert_true(clock_known(&c));
    assert_in_range(clock_now(&early), 0, SLACK);
    assert_true(clock_known(&early)); /* said on purpose */
}

static void local_time_is_of_the_zone(void **state)
{
    (void)state;
    (void)setenv("TZ", "XYZ-9:30", 1); /* nine and a half hours ahead */
    tzset();
    struct when_civil t = clock_local(MOMENT);
    assert_int_equal(t.year * 10000 + t.month * 100 + t.day, 20261121);
    assert_int_equal(t.hour * 100 + t.minute, 2335);
    assert_int_equal(t.weekday, 6);
    t = clock_local(MOMENT + 3600);
    assert_int_equal(t.day, 22);
    assert_int_equal(t.weekday, 0);
}

static void monotonic_time_only_grows(void **state)
{
    (void)state;
    int64_t last = clock_ms(), first = last;
    for (int i = 0; i < 1000; i++) {
        int64_t now = clock_ms();
        assert_true(now >= last);
        last = now;
    }
    (void)nanosleep(&(struct timespec){.tv_nsec = 20 * 1000 * 1000}, NULL);
    assert_true(clock_ms() - first >= 19);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_machines_own),
        cmocka_unit_test(started_elsewhere_it_goes_on),
        cmocka_unit_test(local_time_is_of_the_zone),
        cmocka_unit_test(monotonic_time_only_grows),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
