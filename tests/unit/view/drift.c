/* The drift: a walk that comes everywhere, one px at a time. */
#include "unit.h"

#include <stdlib.h>

#include "view/drift.h"

static void walks_one_px_at_a_time(void **state)
{
    (void)state;
    enum { A = 3, SIDE = 2 * A + 1 };
    int seen[SIDE][SIDE] = {{0}}, x, y, last_x, last_y;
    drift_at(-1, A, &last_x, &last_y);
    for (int64_t minute = 0; minute < 2 * SIDE * SIDE - 2; minute++) {
        drift_at(minute, A, &x, &y);
        assert_true(abs(x) <= A && abs(y) <= A);
        assert_int_equal(abs(x - last_x) + abs(y - last_y), 1);
        seen[y + A][x + A]++;
        last_x = x;
        last_y = y;
    }
    for (int i = 0; i < SIDE * SIDE; i++)
        assert_in_range(seen[i / SIDE][i % SIDE], 1, 2);
}

static void begins_in_the_middle(void **state)
{
    (void)state;
    int x = 9, y = 9;
    drift_at(0, 4, &x, &y);
    assert_int_equal(x, 0);
    assert_int_equal(y, 0);
}

static void no_amplitude_no_drift(void **state)
{
    (void)state;
    int x = 9, y = 9;
    drift_at(12345, 0, &x, &y);
    assert_int_equal(x, 0);
    drift_at(12345, -3, &x, &y);
    assert_int_equal(y, 0);
    drift_at(INT64_MAX, 5, &x, &y);
    drift_at(INT64_MIN, 5, &x, &y);
    assert_true(abs(x) <= 5 && abs(y) <= 5);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(walks_one_px_at_a_time),
        cmocka_unit_test(begins_in_the_middle),
        cmocka_unit_test(no_amplitude_no_drift),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
