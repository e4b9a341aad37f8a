/* Days that texts name: cases by language; forms of days; years of plain texts. */
#include "story/lines.h"

#include "story/calendar.h"
#include "story/date.h"

static int wrong;

/* lang | written on | text | dates in order, "-" for none */
static void check(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    struct tokens t;
    struct date dates[DATES_MAX];
    struct buf got;
    struct arena *a = arena_create(1024 * 1024);
    (void)file;
    assert_int_equal(case_columns(line, c), 4);
    assert_true(token_cut(c[2], c[0], words, &t, a));
    size_t n = date_find(&t, case_day(c[1]), dates);
    buf_init(&got, 256);
    for (size_t i = 0; i < n; i++) {
        if (i)
            (void)buf_putc(&got, ' ');
        assert_int_equal(date_iso(&dates[i], &got), ERR_OK);
    }
    if (!span_eq(buf_span(&got), c[3]) && !(n == 0 && span_is(c[3], "-"))) {
        wrong++;
        print_error("%.*s\n   got %s\n", (int)line.n, line.p, buf_cstr(&got));
    }
    buf_finish(&got);
    arena_destroy(a);
}

static void check_file(const char *path)
{
    case_lines(path, check);
}

static void finds_as_the_cases_say(void **state)
{
    (void)state;
    case_each(TEST_CASES "/dates", ".txt", 2, check_file);
    assert_int_equal(wrong, 0);
}

static void writes_days_as_the_language_does(void **state)
{
    (void)state;
    static const struct {
        const char *lang;
        enum calendar_form form;
        const char *want;
    } cases[] = {
        {"en", CALENDAR_ON, "on July 25"},      {"en", CALENDAR_DAY, "July 25"},
        {"de", CALENDAR_ON, "am 25. Juli"},     {"fr", CALENDAR_ON, "le 25 juillet"},
        {"es", CALENDAR_ON, "el 25 de julio"},  {"nl", CALENDAR_ON, "op 25 juli"},
        {"ru", CALENDAR_WEEKDAY, "X, 25 июля"}, {"it", CALENDAR_ON, "martedì 25 luglio"},
        {"en", CALENDAR_WEEKDAY, ""},           {"xx", CALENDAR_ON, ""},
    };
    struct article_day day = {2023, 7, 25, 2, -1};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct tokens t = {.lang = span_of(cases[i].lang), .words = words};
        struct span weekday = span_of(cases[i].form == CALENDAR_WEEKDAY ? "X" : "");
        struct buf b;
        buf_init(&b, 64);
        assert_int_equal(calendar_put(&day, &day, cases[i].form, weekday, &t, &b), ERR_OK);
        assert_string_equal(buf_cstr(&b), cases[i].want);
        buf_finish(&b);
    }
}

static void names_the_year_only_where_it_is_another(void **state)
{
    (void)state;
    struct article_day day = {2023, 7, 25, -1, -1}, ref = {2024, 1, 1, -1, -1};
    struct tokens t = {.lang = span_of("en"), .words = words};
    struct buf b;
    buf_init(&b, 64);
    assert_int_equal(calendar_put(&day, &ref, CALENDAR_DAY, span_of(""), &t, &b), ERR_OK);
    assert_string_equal(buf_cstr(&b), "July 25, 2023");
    buf_finish(&b);
}

static void chooses_the_latest_year_that_fits(void **state)
{
    (void)state;
    struct article_day day = {0, 7, 25, 2, -1}; /* a Tuesday */
    assert_int_equal(calendar_year(&day, when_make(2026, 11, 21, 0, 0, 0)), 2023);
    assert_int_equal(calendar_year(&day, when_make(2023, 7, 25, 0, 0, 0)), 2023);
    assert_int_equal(calendar_year(&day, when_make(2023, 7, 24, 0, 0, 0)), 2017);
    day.weekday = -1;
    assert_int_equal(calendar_year(&day, when_make(2026, 11, 21, 0, 0, 0)), 0);
    day.weekday = 2;
    assert_int_equal(calendar_year(&day, WHEN_NONE), 0);
    day = (struct article_day){0, 2, 29, 4, -1};
    assert_int_equal(calendar_year(&day, when_make(2026, 11, 21, 0, 0, 0)), 2024);
}

/* Without a year, or without any day of writing, nothing is made up. */
static void leaves_open_what_nothing_says(void **state)
{
    (void)state;
    struct tokens t;
    struct date dates[DATES_MAX];
    struct arena *a = arena_create(1024 * 1024);
    struct article_day none = {.weekday = -1}, no_year = {0, 7, 25, -1, -1};
    assert_true(token_cut(span_of("He came today and on Friday."), span_of("en"), words, &t, a));
    assert_int_equal(date_find(&t, none, dates), 2);
    assert_int_equal(dates[0].from.month, 0);
    assert_int_equal(dates[1].from.month, 0);
    assert_int_equal(date_find(&t, no_year, dates), 2);
    assert_int_equal(dates[0].from.year, 0);
    assert_int_equal(dates[0].from.day, 25);
    assert_int_equal(dates[1].from.month, 0);
    arena_destroy(a);
}

static void tells_languages_by_their_dates(void **state)
{
    (void)state;
    static const char *const cases[][2] = {
        {"5 May 2020", "en"},     {"5. kesäkuuta 2018", "fi"},
        {"12 листоп 2017", "uk"}, {"torsdagen 13 augusti", "sv"},
        {"5 tháng 6 2015", "vi"}, {"17 มกราคม 2012", "th"},
        {"20. studenoga", "hr"},  {"", "en"},
        {"12345", "en"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct arena *a = arena_create(1024 * 1024);
        struct span lang = date_lang(span_of(cases[i][0]), words, a);
        assert_true(span_is(lang, cases[i][1]));
        arena_destroy(a);
    }
}

/* Where nothing parts words, the lists do; what follows a date without a space is found by who asks
 * for parts. */
static void finds_parts_of_tokens(void **state)
{
    (void)state;
    struct tokens t;
    struct date dates[DATES_MAX];
    struct arena *a = arena_create(1024 * 1024);
    struct article_day day = {2024, 5, 7, 2, -1};
    assert_true(token_cut(span_of("明日戻ります"), span_of("ja"), words, &t, a));
    assert_int_equal(date_find(&t, day, dates), 1);
    assert_int_equal(dates[0].from.day, 8);
    assert_true(token_cut(span_of("5월9일까지"), span_of("ko"), words, &t, a));
    assert_int_equal(date_find(&t, day, dates), 0);
    assert_int_equal(date_find_parts(&t, day, dates), 1);
    assert_int_equal(dates[0].from.day, 9);
    arena_destroy(a);
}

/* The limits of months, years and weeks. */
static void counts_weeks_and_weekdays(void **state)
{
    (void)state;
    static const struct {
        struct article_day day;
        int year, week;
    } cases[] = {{{2021, 1, 3, -1, -1}, 2020, 53},
                 {{2024, 12, 30, -1, -1}, 2025, 1},
                 {{2018, 8, 17, -1, -1}, 2018, 33}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        int year, week;
        calendar_week(&cases[i].day, &year, &week);
        assert_int_equal(year, cases[i].year);
        assert_int_equal(week, cases[i].week);
    }
    assert_int_equal(calendar_nth(2024, 11, 4, 4), when_days(2024, 11, 28));
    assert_int_equal(calendar_nth(2024, 5, 1, -1), when_days(2024, 5, 27));
    assert_int_equal(calendar_century(69), 2069);
    assert_int_equal(calendar_century(70), 1970);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_as_the_cases_say),
        cmocka_unit_test(writes_days_as_the_language_does),
        cmocka_unit_test(names_the_year_only_where_it_is_another),
        cmocka_unit_test(chooses_the_latest_year_that_fits),
        cmocka_unit_test(leaves_open_what_nothing_says),
        cmocka_unit_test(tells_languages_by_their_dates),
        cmocka_unit_test(finds_parts_of_tokens),
        cmocka_unit_test(counts_weeks_and_weekdays),
    };
    return cmocka_run_group_tests(tests, case_setup, case_teardown);
}
