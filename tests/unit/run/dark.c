/* dark.c - when the screen is dimmed or black: hours of the machine's zone, and what a person said.
 */
#include "run/dark.h"

#include <stdlib.h>
#include <time.h>

#include "run/clock.h"
#include "unit.h"

static struct scene_time at(const char *iso, int64_t ms)
{
    struct scene_time t = {.clock_known = true, .ms = ms};
    assert_true(when_parse(span_of(iso), &t.now));
    t.local = clock_local(t.now);
    return t;
}

static enum hours_state state_at(const struct dark *d, const char *iso)
{
    struct scene_time t = at(iso, 1000);
    return dark_state(d, &t);
}

static struct dark with_hours(const char *show, const char *dim)
{
    struct dark d = {0};
    assert_int_equal(hours_parse(span_of(show), span_of(dim), &d.hours, NULL), ERR_OK);
    return d;
}

static void zone(const char *name)
{
    (void)setenv("TZ", name, 1);
    tzset();
}

static void hours_across_midnight(void **state)
{
    struct dark d = with_hours("sun-thu 06:00-01:30, fri-sat 06:00-03:00", "22:00-07:00");
    (void)state;
    zone("UTC0");
    assert_int_equal(state_at(&d, "2026-11-19T21:59:59Z"), HOURS_SHOW); /* a Thursday */
    assert_int_equal(state_at(&d, "2026-11-19T22:00:00Z"), HOURS_DIM);
    assert_int_equal(state_at(&d, "2026-11-20T01:29:59Z"), HOURS_DIM);
    assert_int_equal(state_at(&d, "2026-11-20T01:30:00Z"), HOURS_BLANK);
    assert_int_equal(state_at(&d, "2026-11-20T06:00:00Z"), HOURS_DIM);
    assert_int_equal(state_at(&d, "2026-11-20T07:00:00Z"), HOURS_SHOW);
    assert_int_equal(state_at(&d, "2026-11-21T02:59:59Z"), HOURS_DIM); /* Friday's night */
    assert_int_equal(state_at(&d, "2026-11-21T03:00:00Z"), HOURS_BLANK);
    assert_int_equal(state_at(&d, "2026-11-23T01:00:00Z"), HOURS_DIM); /* Sunday's */
    assert_int_equal(state_at(&d, "2026-11-23T02:00:00Z"), HOURS_BLANK);
}

/* The hours are those of the clock on the wall: the night of the change is an hour shorter or
 * longer, and an hour that is left out takes its rule along. */
static void summer_time_comes_and_goes(void **state)
{
    struct dark d = with_hours("02:30-22:00", "");
    (void)state;
    zone("CET-1CEST,M3.5.0,M10.5.0/3");
    assert_int_equal(state_at(&d, "2026-03-29T00:59:59Z"), HOURS_BLANK); /* 01:59:59 */
    assert_int_equal(state_at(&d, "2026-03-29T01:00:00Z"), HOURS_SHOW);  /* 03:00 */
    assert_int_equal(state_at(&d, "2026-03-29T19:59:59Z"), HOURS_SHOW);
    assert_int_equal(state_at(&d, "2026-03-29T20:00:00Z"), HOURS_BLANK); /* 22:00 of summer */
    assert_int_equal(state_at(&d, "2026-10-25T00:30:00Z"), HOURS_SHOW);  /* 02:30 */
    assert_int_equal(state_at(&d, "2026-10-25T01:00:00Z"), HOURS_BLANK); /* 02:00 again */
    assert_int_equal(state_at(&d, "2026-10-25T01:30:00Z"), HOURS_SHOW);
    assert_int_equal(state_at(&d, "2026-10-25T21:00:00Z"), HOURS_BLANK); /* 22:00 of winter */
    zone("UTC0");
}

static void without_a_clock_it_shows(void **state)
{
    struct dark d = with_hours("07:00-08:00", "");
    struct scene_time t = at("2026-11-19T12:00:00Z", 5000);
    (void)state;
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
    t.clock_known = false;
    assert_int_equal(dark_state(&d, &t), HOURS_SHOW);
    dark_ask(&d, DARK_ON, t.ms); /* a person is believed */
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
}

static void a_person_comes_before_the_hours(void **state)
{
    struct dark d = with_hours("07:00-22:00", "");
    struct scene_time t = at("2026-11-19T12:00:00Z", 5000);
    (void)state;
    dark_ask(&d, 30, t.ms);
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
    t.ms += 29999;
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
    t.ms += 1;
    assert_int_equal(dark_state(&d, &t), HOURS_SHOW);
    dark_ask(&d, DARK_ON, t.ms);
    t.ms += INT64_C(1000) * WHEN_DAY * 365;
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
    dark_ask(&d, DARK_OFF, t.ms);
    assert_int_equal(dark_state(&d, &t), HOURS_SHOW);
    dark_toggle(&d, t.ms);
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
    dark_toggle(&d, t.ms);
    assert_int_equal(dark_state(&d, &t), HOURS_SHOW);
    t = at("2026-11-19T23:00:00Z", t.ms); /* nor is night made day */
    dark_ask(&d, DARK_OFF, t.ms);
    assert_int_equal(dark_state(&d, &t), HOURS_BLANK);
}

static void lines(void **state)
{
    static const struct {
        const char *line;
        bool good;
        long seconds;
        const char *answer;
    } cases[] = {
        {"blank", true, DARK_ON, "ok\n"},
        {"blank on", true, DARK_ON, "ok\n"},
        {"blank  off", true, DARK_OFF, "ok\n"},
        {"blank 30m", true, 1800, "ok\n"},
        {"blank 5", true, 5, "ok\n"},
        {"blank 8d", false, 0, "error: blank is \"8d\""},
        {"blank soon", false, 0, "error: blank is \"soon\""},
        {"blank -5", false, 0, "error: blank is \"-5\""},
        {"blanket", false, 0, ""},
        {"", false, 0, ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        long seconds = 0;
        buf_init(&out, 1000);
        assert_int_equal(dark_read(span_of(cases[i].line), &out, &seconds), cases[i].good);
        if (cases[i].good)
            assert_int_equal(seconds, cases[i].seconds);
        assert_true(span_starts(buf_span(&out), cases[i].answer));
        assert_int_equal(out.n == 0, cases[i].answer[0] == 0);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(hours_across_midnight),
        cmocka_unit_test(summer_time_comes_and_goes),
        cmocka_unit_test(without_a_clock_it_shows),
        cmocka_unit_test(a_person_comes_before_the_hours),
        cmocka_unit_test(lines),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
