/* Showing hours: what is read, and what holds at which minute of the week. */
#include "unit.h"

#include <stdio.h>

#include "play/hours.h"

enum { SUN, MON, TUE, WED, THU, FRI, SAT };

static struct hours parsed(const char *show, const char *dim)
{
    struct hours h;
    assert_int_equal(hours_parse(span_of(show), span_of(dim), &h, NULL), ERR_OK);
    return h;
}

static int clock_minute(int hour, int minute)
{
    return hour * 60 + minute;
}

static void empty_is_always_shown(void **state)
{
    (void)state;
    struct hours h = parsed("", "  ");
    for (int day = SUN; day <= SAT; day++)
        for (int m = 0; m < 24 * 60; m++)
            assert_int_equal(hours_at(&h, day, m), HOURS_SHOW);
}

static void days_and_times(void **state)
{
    (void)state;
    struct hours h = parsed("mon-fri 07:00-22:00, Sat 9:00-18:00", "mon-fri 20:00-22:00");
    assert_int_equal(hours_at(&h, MON, clock_minute(6, 59)), HOURS_BLANK);
    assert_int_equal(hours_at(&h, MON, clock_minute(7, 0)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, FRI, clock_minute(20, 0)), HOURS_DIM);
    assert_int_equal(hours_at(&h, FRI, clock_minute(22, 0)), HOURS_BLANK);
    assert_int_equal(hours_at(&h, SAT, clock_minute(9, 0)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, SAT, clock_minute(18, 0)), HOURS_BLANK);
    assert_int_equal(hours_at(&h, SUN, clock_minute(12, 0)), HOURS_BLANK);
}

static void over_midnight_belongs_to_the_evening(void **state)
{
    (void)state;
    struct hours h = parsed("sat 20:00-02:00", "");
    assert_int_equal(hours_at(&h, SAT, clock_minute(23, 59)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, SUN, clock_minute(1, 59)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, SUN, clock_minute(2, 0)), HOURS_BLANK);
    assert_int_equal(hours_at(&h, SAT, clock_minute(1, 0)), HOURS_BLANK);
    h = parsed("mon 08:00-08:00", "");
    assert_int_equal(hours_at(&h, MON, clock_minute(8, 0)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, TUE, clock_minute(7, 59)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, TUE, clock_minute(8, 0)), HOURS_BLANK);
}

static void short_forms(void **state)
{
    (void)state;
    struct hours h = parsed("fri-mon", "00:00-24:00");
    assert_int_equal(hours_at(&h, SUN, 0), HOURS_DIM);
    assert_int_equal(hours_at(&h, TUE, 0), HOURS_BLANK);
    h = parsed("mon wed  10:00-11:00", "");
    assert_int_equal(hours_at(&h, WED, clock_minute(10, 30)), HOURS_SHOW);
    assert_int_equal(hours_at(&h, TUE, clock_minute(10, 30)), HOURS_BLANK);
}

static void nonsense_is_refused(void **state)
{
    (void)state;
    static const char *const bad[] = {"mon-fri 7-22",
                                      "monday 07:00-22:00",
                                      "07:00",
                                      "25:00-26:00",
                                      "07:60-08:00",
                                      "07:00-22:00 mon",
                                      "mon,,tue",
                                      ",",
                                      "mon-",
                                      "mon 24:00-25:00",
                                      "24:00-24:00",
                                      "07:00-22:00-23:00",
                                      "mon 07:00-24:01",
                                      "mon-fri-sun",
                                      "-",
                                      "7:0-8:0",
                                      "mon 07:00-08:00 x",
                                      "mon 99999999:00-1:00"};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct hours h;
        struct why why = {0};
        assert_int_equal(hours_parse(span_of(bad[i]), span_of(""), &h, &why), ERR_SYNTAX);
        assert_int_not_equal(why.text[0], 0);
        assert_int_equal(hours_parse(span_of(""), span_of(bad[i]), &h, NULL), ERR_SYNTAX);
    }
}

static void too_many_rules(void **state)
{
    (void)state;
    char text[HOURS_RULES_MAX * 4 + 8] = "mon";
    for (int i = 0; i < HOURS_RULES_MAX; i++)
        snprintf(text + 3 + 4 * i, 5, ",mon");
    struct hours h;
    assert_int_equal(hours_parse(span_of(text), span_of(""), &h, NULL), ERR_TOO_BIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty_is_always_shown),
        cmocka_unit_test(days_and_times),
        cmocka_unit_test(over_midnight_belongs_to_the_evening),
        cmocka_unit_test(short_forms),
        cmocka_unit_test(nonsense_is_refused),
        cmocka_unit_test(too_many_rules),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
