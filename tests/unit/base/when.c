/* when.c - tests of base/when; the dates of feeds are in cases/dates/feeds.tsv. */
#include "base/when.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unit.h"

enum { LINE_BYTES = 512, CASES_MIN = 120 };

static bool right(struct span in, struct span want)
{
    char iso[WHEN_ISO_MAX] = "-";
    int64_t moment;
    if (when_parse(in, &moment))
        when_iso(moment, iso);
    if (span_is(want, iso))
        return true;
    print_error("\"%.*s\": got %s, want %.*s\n", (int)in.n, in.p, iso, (int)want.n, want.p);
    return false;
}

static void test_dates_of_feeds(void **state)
{
    (void)state;
    char line[LINE_BYTES];
    size_t cases = 0, wrong = 0;
    FILE *f = fopen(TEST_CASES "/dates/feeds.tsv", "re");
    assert_non_null(f);
    while (fgets(line, sizeof line, f)) {
        struct span rest = span_of(line), in, want;
        if (line[0] == '#' || !span_split(&rest, '\t', &in) || !span_split(&rest, '\n', &want))
            continue;
        cases++;
        wrong += !right(in, want);
    }
    (void)fclose(f);
    assert_int_equal(wrong, 0);
    assert_true(cases >= CASES_MIN);
}

static void test_too_long_is_no_date(void **state)
{
    (void)state;
    char text[400];
    int64_t moment;
    memset(text, ' ', sizeof text);
    memcpy(text + 150, "2004-07-13", 10);
    assert_true(when_parse(span_make(text, sizeof text), &moment)); /* space around counts not */
    memset(text, 'x', sizeof text);
    assert_false(when_parse(span_make(text, sizeof text), &moment));
    assert_false(when_parse(span_make(NULL, 0), &moment));
}

/* Any bytes: no crash, and what is found lies within the range. */
static void test_any_bytes(void **state)
{
    (void)state;
    static const char *const bits[] = {"2004",
                                       "13",
                                       "7",
                                       "-",
                                       "/",
                                       ".",
                                       ":",
                                       " ",
                                       "T",
                                       "Z",
                                       "+",
                                       "W",
                                       "Jul",
                                       "pm",
                                       "h",
                                       "GMT",
                                       "\xff",
                                       "\xec\x98\xa4\xed\x9b\x84",
                                       "\xe5\xb9\xb4",
                                       "0",
                                       "9",
                                       "999",
                                       "00",
                                       ",",
                                       "12:30",
                                       "a.m.",
                                       "EST"};
    enum { BITS = sizeof bits / sizeof *bits };
    srand(5);
    for (int round = 0; round < 50000; round++) {
        char text[256] = "";
        int64_t moment = 0;
        for (int i = rand() % 14; i > 0; i--)
            (void)strcat(text, bits[rand() % BITS]);
        if (when_parse(span_of(text), &moment))
            assert_true(moment >= 0 && moment < when_make(10000, 1, 1, 0, 0, 0));
    }
}

/* Day by day through 800 years: the calendar counts as one does on paper. */
static void test_calendar(void **state)
{
    (void)state;
    int year = 1600, month = 1, day = 1, weekday = 6; /* 1600-01-01 was a Saturday */
    for (int64_t n = when_days(1600, 1, 1); year < 2400; n++) {
        assert_int_equal(when_days(year, month, day), n);
        struct when_civil c = when_civil(n * WHEN_DAY + 86399);
        assert_true(c.year == year && c.month == month && c.day == day);
        assert_true(c.hour == 23 && c.minute == 59 && c.second == 59);
        assert_true(c.weekday == weekday && when_weekday(year, month, day) == weekday);
        weekday = (weekday + 1) % 7;
        if (++day > when_month_days(year, month)) {
            day = 1;
            if (++month > 12) {
                month = 1;
                year++;
            }
        }
    }
}

static void test_days(void **state)
{
    (void)state;
    assert_int_equal(when_days(1970, 1, 1), 0);
    assert_int_equal(when_make(2001, 9, 9, 1, 46, 40), 1000000000);
    assert_int_equal(when_month_days(2000, 2), 29);
    assert_int_equal(when_month_days(1900, 2), 28);
    assert_true(when_valid_day(2004, 2, 29));
    assert_false(when_valid_day(2003, 2, 29) || when_valid_day(2003, 13, 1) ||
                 when_valid_day(2003, 0, 1) || when_valid_day(2003, 1, 0) ||
                 when_valid_day(2003, 4, 31));
}

static void test_iso(void **state)
{
    (void)state;
    char out[WHEN_ISO_MAX];
    when_iso(0, out);
    assert_string_equal(out, "1970-01-01T00:00:00Z");
    when_iso(-1, out);
    assert_string_equal(out, "1969-12-31T23:59:59Z");
    when_iso(WHEN_NONE, out);
    assert_string_equal(out, "");
    when_iso(INT64_MAX / 1000, out); /* far beyond any year; only that it ends in time */
    assert_true(strlen(out) < WHEN_ISO_MAX);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dates_of_feeds), cmocka_unit_test(test_too_long_is_no_date),
        cmocka_unit_test(test_any_bytes),      cmocka_unit_test(test_calendar),
        cmocka_unit_test(test_days),           cmocka_unit_test(test_iso),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
