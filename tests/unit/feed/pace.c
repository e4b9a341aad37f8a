/* pace.c - how often a feed wants to be asked, and how often it has something new. (Whole feeds
 * that say so: tests/cases/feed/pace-*.) */
#include "unit.h"

#include "base/when.h"
#include "feed/feed.h"
#include "feed/pace.h"

enum { DAY = 24 * 60, NOW = 1795269900, LATER = 60 };

static void the_longer_wish_counts(void **state)
{
    static const struct {
        const char *ttl, *period, *frequency;
        int32_t minutes;
    } rows[] = {
        {"", "", "", 0},
        {"30", "", "", 30},
        {" 30\n", "", "", 30},
        {"half an hour", "", "", 0},
        {"-5", "", "", 0},
        {"0", "hourly", "", 60},
        {"30", "hourly", "1", 60},
        {"90", "hourly", "1", 90},
        {"", "Hourly", "4", 15},
        {"", "hourly", "1000", 0},
        {"", "daily", "", DAY},
        {"", "weekly", "7", DAY},
        {"", "", "2", DAY / 2},
        {"", "daily", "0", DAY},
        {"", "often", "", 0},
        {"", "monthly", "", PACE_MINUTES_MAX},
        {"", "yearly", "", PACE_MINUTES_MAX},
        {"", "yearly", "365", DAY},
        {"999999", "", "", PACE_MINUTES_MAX},
        {"99999999999999999999", "", "", 0},
        {"", "daily", "99999999999999999999", DAY},
    };
    (void)state;
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        struct pace p = {0};
        (void)pace_ttl(&p, span_of(rows[i].ttl));
        (void)pace_period(&p, span_of(rows[i].period));
        (void)pace_frequency(&p, span_of(rows[i].frequency));
        if (pace_minutes(&p) != rows[i].minutes)
            fail_msg("row %zu: %d minutes", i, pace_minutes(&p));
    }
}

static void hours_and_days_become_bits(void **state)
{
    static const char *const days[] = {"Sunday",   "MONDAY", " tuesday ", "Wednesday",
                                       "Thursday", "Friday", "Saturday"};
    struct pace p = {0};
    (void)state;
    assert_true(pace_hour(&p, span_of("24")) && pace_hour(&p, span_of("07")));
    assert_false(pace_hour(&p, span_of("25")) || pace_hour(&p, span_of("noon")));
    assert_int_equal(pace_hours(&p), 1U | 1U << 7);
    assert_false(pace_day(&p, span_of("Sun")) || pace_day(&p, span_of("")));
    assert_int_equal(pace_days(&p), 0);
    for (unsigned i = 0; i < 7; i++) {
        assert_true(pace_day(&p, span_of(days[i])));
        assert_int_equal(pace_days(&p), i < 6 ? (2U << i) - 1 : 0);
    }
}

static void all_hours_are_a_mistake(void **state)
{
    struct pace p = {.hours = 0xffffff, .days = 0x3f};
    (void)state;
    assert_int_equal(pace_hours(&p), 0);
    assert_int_equal(pace_days(&p), 0x3f);
}

/* The gap of items that came so many seconds before now. */
static int64_t gap_of(const int *ago, size_t n)
{
    struct item items[64] = {0};
    for (size_t i = 0; i < n; i++) {
        items[i].published = ago[i] == LATER ? WHEN_NONE : NOW - ago[i];
        items[i].updated = ago[i] == LATER ? NOW + LATER : WHEN_NONE;
    }
    return pace_gap(items, n, NOW);
}

static void the_gap_is_the_median(void **state)
{
    static const int few[] = {0, 100, 200}, even[] = {300, 0, 100, 200};
    static const int odd[] = {10, 20, 30, 1000, 5000, 60000}, at_once[] = {5, 5, 5, 5, 5};
    static const int later[] = {LATER, 0, 10, 20, LATER, 30};
    int many[60];
    (void)state;
    assert_int_equal(gap_of(few, 3), 0);
    assert_int_equal(gap_of(even, 4), 100);
    assert_int_equal(gap_of(odd, 6), 970);
    assert_int_equal(gap_of(at_once, 5), 0);
    assert_int_equal(gap_of(later, 6), 10);
    assert_int_equal(gap_of(NULL, 0), 0);
    for (int i = 0; i < 60; i++) /* oldest first; those before the 20 newest came an hour apart */
        many[59 - i] = i < 20 ? i * 70 : i * 3600;
    assert_int_equal(gap_of(many, 60), 70);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_longer_wish_counts),
        cmocka_unit_test(hours_and_days_become_bits),
        cmocka_unit_test(all_hours_are_a_mistake),
        cmocka_unit_test(the_gap_is_the_median),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
