/* Hints by symptom: each once, one at a time, and none where all is well. */
#include "run/hint.h"

#include "unit.h"

#include <string.h>

enum { MINUTE = 60 * 1000 };

static const struct hint_facts well = {.ms = 1, .clock_known = true, .gpu = true, .keys = true};

static void is_silent_where_all_is_well(void **state)
{
    (void)state;
    struct hint h = {0};
    struct hint_facts f = well;
    for (f.ms = 1; f.ms < 10 * MINUTE; f.ms += MINUTE / 2, f.presented += 1800, f.missed += 10)
        assert_null(hint_next(&h, &f));
}

static void says_each_once(void **state)
{
    (void)state;
    struct hint h = {0};
    struct hint_facts f = {.ms = 1, .console = true, .gpu = true, .keys = true, .deaf = true};
    f.pi5 = f.old_sdl = true;
    assert_non_null(strstr(hint_next(&h, &f), "--:--"));
    assert_non_null(strstr(hint_next(&h, &f), "group input"));
    assert_non_null(strstr(hint_next(&h, &f), "painter kms"));
    assert_null(hint_next(&h, &f));
}

static void knows_who_keeps_the_display_lit(void **state)
{
    (void)state;
    struct hint h = {0};
    struct hint_facts f = well;
    f.black = f.console = true;
    assert_null(hint_next(&h, &f)); /* there the ticker switches it off */
    f.console = false;
    assert_non_null(strstr(hint_next(&h, &f), "power saving"));
    assert_null(hint_next(&h, &f));
}

static void tells_late_frames_after_a_minute(void **state)
{
    (void)state;
    struct hint h = {0};
    struct hint_facts f = well;
    assert_null(hint_next(&h, &f));
    f.presented = 3600, f.missed = 181, f.ms += MINUTE - 1;
    assert_null(hint_next(&h, &f));
    f.ms++;
    assert_non_null(strstr(hint_next(&h, &f), "late"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(is_silent_where_all_is_well),
        cmocka_unit_test(says_each_once),
        cmocka_unit_test(knows_who_keeps_the_display_lit),
        cmocka_unit_test(tells_late_frames_after_a_minute),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
