/* When the next frame is due, and how even the last ones were. No clock is read. */
#include "unit.h"

#include <math.h>

#include "view/screen_pace.h"

enum { MS = 1000000, START = 5 };

static const double ns_per_s = 1e9;

static void feed(struct screen_pace *p, int64_t *now, int64_t interval, int frames)
{
    for (int i = 0; i < frames; i++) {
        *now += interval;
        screen_pace_note(p, *now);
    }
}

static void the_refresh_is_the_median_of_the_intervals(void **state)
{
    struct screen_pace p;
    int64_t now = START, real = (int64_t)(ns_per_s / 59.94);
    (void)state;
    screen_pace_init(&p, 60, true);
    screen_pace_note(&p, now);
    for (int i = 0; i < SCREEN_PACE_WINDOW / 4; i++) {
        feed(&p, &now, real, 3);
        feed(&p, &now, 2 * real, 1); /* a quarter is missed: the median does not mind */
    }
    assert_true(fabs(p.refresh - 59.94) < 0.001);
    assert_int_equal(p.missed, SCREEN_PACE_WINDOW / 4);
}

static void a_refresh_once_measured_changes_only_by_much(void **state)
{
    struct screen_pace p;
    int64_t now = START;
    (void)state;
    screen_pace_init(&p, 60, true);
    screen_pace_note(&p, now);
    feed(&p, &now, (int64_t)(ns_per_s / 59.94), SCREEN_PACE_WINDOW);
    feed(&p, &now, (int64_t)(ns_per_s / 60.1), SCREEN_PACE_WINDOW);
    assert_true(fabs(p.refresh - 59.94) < 0.001);
    feed(&p, &now, (int64_t)(ns_per_s / 50), SCREEN_PACE_WINDOW);
    assert_true(fabs(p.refresh - 50) < 0.001);
}

static void a_given_refresh_is_kept(void **state)
{
    struct screen_pace p;
    int64_t now = START;
    (void)state;
    screen_pace_init(&p, 30, false);
    screen_pace_note(&p, now);
    feed(&p, &now, 10 * MS, 3 * SCREEN_PACE_WINDOW);
    assert_true(p.refresh == 30);
    assert_int_equal(p.missed, 0);
}

static void missed_frames_are_counted(void **state)
{
    struct screen_pace p;
    int64_t now = START;
    (void)state;
    screen_pace_init(&p, 100, false);
    screen_pace_note(&p, now);
    feed(&p, &now, 10 * MS, 5);
    feed(&p, &now, 14 * MS, 1); /* late, not missed */
    assert_int_equal(p.missed, 0);
    feed(&p, &now, 16 * MS, 1);
    assert_int_equal(p.missed, 1);
    feed(&p, &now, 50 * MS, 1);
    assert_int_equal(p.missed, 5);
    assert_int_equal(p.presented, 9);
}

static void a_rest_is_no_miss(void **state)
{
    struct screen_pace p;
    int64_t now = START;
    (void)state;
    screen_pace_init(&p, 100, false);
    feed(&p, &now, 10 * MS, 5);
    screen_pace_rest(&p);
    feed(&p, &now, 5000 * (int64_t)MS, 1);
    feed(&p, &now, 10 * MS, 1);
    assert_int_equal(p.missed, 0);
    assert_int_equal(p.intervals, 5);
    assert_true(screen_pace_sd(&p) < 1);
}

static void frames_are_due_a_period_apart_and_not_made_up(void **state)
{
    struct screen_pace p;
    (void)state;
    screen_pace_init(&p, 100, false);
    int64_t now = 1000 * (int64_t)MS, due = screen_pace_due(&p, now);
    assert_int_equal(due, now); /* the first one at once */
    assert_int_equal(screen_pace_due(&p, due + 1 * MS), due + 10 * MS);
    assert_int_equal(screen_pace_due(&p, due + 13 * MS), due + 20 * MS);
    now = due + 95 * MS;
    assert_int_equal(screen_pace_due(&p, now), now);
    assert_int_equal(screen_pace_due(&p, now), now + 10 * MS);
}

static void the_guard_sleeps_where_the_display_does_not_pace(void **state)
{
    struct screen_pace p;
    (void)state;
    screen_pace_init(&p, 100, true);
    assert_int_equal(screen_pace_guard(&p, 1 * MS), 0); /* nothing was presented */
    screen_pace_note(&p, 100 * (int64_t)MS);
    assert_int_equal(screen_pace_guard(&p, 102 * (int64_t)MS), 110 * (int64_t)MS);
    assert_int_equal(screen_pace_guard(&p, 106 * (int64_t)MS), 0);
}

static void the_spread_is_that_of_the_intervals(void **state)
{
    struct screen_pace p;
    int64_t now = START;
    (void)state;
    screen_pace_init(&p, 100, false);
    assert_true(screen_pace_sd(&p) == 0);
    screen_pace_note(&p, now);
    feed(&p, &now, 9 * MS, 1);
    feed(&p, &now, 11 * MS, 1);
    assert_true(fabs(p.mean - 10 * MS) < 1);
    assert_true(fabs(screen_pace_sd(&p) - sqrt(2) * MS) < 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_refresh_is_the_median_of_the_intervals),
        cmocka_unit_test(a_refresh_once_measured_changes_only_by_much),
        cmocka_unit_test(a_given_refresh_is_kept),
        cmocka_unit_test(missed_frames_are_counted),
        cmocka_unit_test(a_rest_is_no_miss),
        cmocka_unit_test(frames_are_due_a_period_apart_and_not_made_up),
        cmocka_unit_test(the_guard_sleeps_where_the_display_does_not_pace),
        cmocka_unit_test(the_spread_is_that_of_the_intervals),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
