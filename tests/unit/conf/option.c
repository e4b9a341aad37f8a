/* option.c - the table of options: each row sound, each check telling. */
#include "unit.h"

#include <string.h>

#include "conf/option.h"

static void every_row_takes_its_own_default(void **state)
{
    (void)state;
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        double number;
        struct why why = {.text = ""};
        if (option_check(row, span_of(row->fallback), &number, &why) != ERR_OK)
            fail_msg("%s: %s", row->key, why.text);
        assert_non_null(row->help);
        assert_true(row->on_line || row->section);
    }
    for (int i = 0; i < FEED_OPTION_COUNT; i++) {
        const struct option_row *row = option_feed_row((enum feed_option_id)i);
        double number;
        assert_int_equal(option_check(row, span_of(row->fallback), &number, NULL), ERR_OK);
    }
}

static void keys_are_found_where_they_stand(void **state)
{
    (void)state;
    struct span flag = SPAN("--layout"), shot = SPAN("-o"), bad = SPAN("--nothing");
    assert_int_equal(option_by_flag(flag), OPTION_LAYOUT);
    assert_int_equal(option_by_flag(shot), OPTION_OUTPUT);
    assert_int_equal(option_by_flag(bad), OPTION_COUNT);
    assert_int_equal(option_by_key("motion", span_of("wpm")), OPTION_WPM);
    assert_int_equal(option_by_key("screen", span_of("wpm")), -1);
    assert_int_equal(option_by_key("feed", span_of("url")), FEED_URL);
    assert_int_equal(option_by_flag(span_of("--show-hours")), OPTION_COUNT); /* file only */
}

static const struct {
    enum option_id id;
    const char *text;
    bool good;
    double number;
} values[] = {
    {OPTION_LAYOUT, "crawl", true, 0},
    {OPTION_LAYOUT, "list", true, 2},
    {OPTION_LAYOUT, "Crawl", false, 0},
    {OPTION_LAYOUT, "", false, 0},
    {OPTION_WINDOW, "yes", true, 1},
    {OPTION_WINDOW, "OFF", true, 0},
    {OPTION_WINDOW, "maybe", false, 0},
    {OPTION_WPM, "180", true, 180},
    {OPTION_WPM, "39", false, 0},
    {OPTION_WPM, "180.5", false, 0},
    {OPTION_WPM, "-180", false, 0},
    {OPTION_WPM, "0x80", false, 0},
    {OPTION_WPM, "1e2", false, 0},
    {OPTION_WPM, "nan", false, 0},
    {OPTION_SPEED, "12.5", true, 12.5},
    {OPTION_SPEED, "12,5", false, 0},
    {OPTION_SPEED, "1.2.5", false, 0},
    {OPTION_MAX_AGE, "90", true, 90},
    {OPTION_MAX_AGE, "48h", true, 48 * 3600},
    {OPTION_MAX_AGE, "7d", true, 7 * 86400},
    {OPTION_MAX_AGE, "0", true, 0},
    {OPTION_MAX_AGE, "h", false, 0},
    {OPTION_EVERY, "299s", false, 0},
    {OPTION_EVERY, "5m", true, 300},
    {OPTION_SIZE, "1920x1080", true, 0},
    {OPTION_SIZE, "", true, 0},
    {OPTION_SIZE, "1920x0", false, 0},
    {OPTION_SIZE, "1920", false, 0},
    {OPTION_SIZE, "99999x1", false, 0},
    {OPTION_NOW, "2026-11-21T14:05:00Z", true, 0},
    {OPTION_NOW, "teatime", false, 0},
    {OPTION_ROTATE, "270", true, 3},
    {OPTION_ROTATE, "45", false, 0},
};

static void values_are_checked(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof values / sizeof *values; i++) {
        double number = -1;
        struct why why = {.text = ""};
        enum err e = option_check(option_row(values[i].id), span_of(values[i].text), &number, &why);
        if ((e == ERR_OK) != values[i].good)
            fail_msg("\"%s\": %s", values[i].text, e ? why.text : "was taken");
        if (e == ERR_OK)
            assert_true(number == values[i].number);
        else
            assert_non_null(strstr(why.text, "allowed: "));
    }
}

static void times_are_allowed_in_words(void **state)
{
    (void)state;
    static const struct {
        enum option_id id;
        const char *words;
    } cases[] = {
        {OPTION_MAX_AGE, "a time from 0s to 366d, such"},
        {OPTION_EVERY, "0 or a time from 5m to 24h, such"},
        {OPTION_TIMEOUT, "0 or a time from 5s to 5m, such"},
        {OPTION_SPACING, "a time from 0s to 60s, such"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        buf_init(&out, 256);
        option_allowed(option_row(cases[i].id), &out);
        if (strncmp(buf_cstr(&out), cases[i].words, strlen(cases[i].words)) != 0)
            fail_msg("\"%s\" in place of \"%s\"", buf_cstr(&out), cases[i].words);
        buf_finish(&out);
    }
    double number;
    const struct option_row *every = option_feed_row(FEED_EVERY);
    assert_int_equal(option_check(every, span_of("1m"), &number, NULL), ERR_SYNTAX);
    assert_int_equal(option_check(every, span_of("0"), &number, NULL), ERR_OK);
}

static void colours_are_read(void **state)
{
    (void)state;
    double number;
    const struct option_row *row = option_feed_row(FEED_COLOUR);
    assert_int_equal(option_check(row, span_of("#2a6fDB"), &number, NULL), ERR_OK);
    assert_true(number == 0x2a6fdb);
    assert_int_equal(option_check(row, span_of("#2a6fg0"), &number, NULL), ERR_SYNTAX);
    assert_int_equal(option_check(row, span_of("2a6fdb0"), &number, NULL), ERR_SYNTAX);
}

static void texts_name_every_option(void **state)
{
    (void)state;
    struct buf help, file, line_man, file_man;
    buf_init(&help, 1 << 20);
    buf_init(&file, 1 << 20);
    buf_init(&line_man, 1 << 20);
    buf_init(&file_man, 1 << 20);
    option_print_help(&help);
    option_print_default(&file);
    option_print_man(&line_man, false);
    option_print_man(&file_man, true);
    for (int i = 0; i < OPTION_COUNT; i++) {
        const struct option_row *row = option_row((enum option_id)i);
        if (row->on_line) {
            assert_non_null(strstr(buf_cstr(&help), row->key));
            assert_non_null(strstr(buf_cstr(&line_man), row->key));
        }
        if (row->section) {
            assert_non_null(strstr(buf_cstr(&file), row->key));
            assert_non_null(strstr(buf_cstr(&file_man), row->key));
        }
    }
    buf_finish(&help);
    buf_finish(&file);
    buf_finish(&line_man);
    buf_finish(&file_man);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_row_takes_its_own_default),
        cmocka_unit_test(keys_are_found_where_they_stand),
        cmocka_unit_test(values_are_checked),
        cmocka_unit_test(times_are_allowed_in_words),
        cmocka_unit_test(colours_are_read),
        cmocka_unit_test(texts_name_every_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
