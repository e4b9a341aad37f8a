/* Levels and visual order. */
#include "unit.h"

#include <string.h>

#include "base/utf8.h"
#include "view/bidi.h"

static uint32_t cps[BIDI_MAX + 1];
static uint8_t levels[BIDI_MAX + 1];

/* The levels of a text as digits. */
static const char *levels_of(const char *text, enum direction base)
{
    static char digits[BIDI_MAX + 1];
    struct span rest = span_of(text);
    size_t n = 0;
    while (rest.n)
        cps[n++] = utf8_next(&rest);
    assert_int_equal(bidi_levels(cps, n, base, levels), ERR_OK);
    for (size_t i = 0; i < n; i++)
        digits[i] = (char)('0' + levels[i]);
    digits[n] = 0;
    return digits;
}

static void levels_follow_the_letters(void **state)
{
    (void)state;
    assert_string_equal(levels_of("ab", DIRECTION_LTR), "00");
    assert_string_equal(levels_of("ab", DIRECTION_RTL), "22");
    assert_string_equal(levels_of("אב", DIRECTION_LTR), "11");
    assert_string_equal(levels_of("", DIRECTION_RTL), "");
}

static void numbers_run_left_to_right_in_right_to_left_text(void **state)
{
    (void)state;
    assert_string_equal(levels_of("נפט 82.5", DIRECTION_RTL), "11112222");
    assert_string_equal(levels_of("نفط 82.5", DIRECTION_RTL), "11112222");
    assert_string_equal(levels_of("نفط 82.5", DIRECTION_LTR), "11112222");
    assert_string_equal(levels_of("نفط 14:30", DIRECTION_RTL), "111122222");
}

static void brackets_go_with_what_they_hold(void **state) /* rule N0 */
{
    (void)state;
    assert_string_equal(levels_of("א (b) ג", DIRECTION_RTL), "1112111");
}

static void order_is(const char *digits, const char *want)
{
    uint8_t in[16] = {0};
    uint16_t order[16] = {0};
    char got[17] = "";
    size_t n = strlen(digits);
    for (size_t i = 0; i < n; i++)
        in[i] = (uint8_t)(digits[i] - '0');
    bidi_order(in, n, order);
    for (size_t i = 0; i < n; i++)
        got[i] = (char)('a' + order[i]);
    assert_string_equal(got, want);
}

static void order_follows_rule_l2(void **state)
{
    (void)state;
    order_is("", "");
    order_is("000", "abc");
    order_is("111", "cba");
    order_is("010", "abc");
    order_is("0110", "acbd");
    order_is("121", "cba");
    order_is("1221", "dbca");
    order_is("0122310", "afcdebg");
    order_is("2101", "bacd");
}

static void too_many_are_refused(void **state)
{
    (void)state;
    assert_int_equal(bidi_levels(cps, BIDI_MAX + 1, DIRECTION_LTR, levels), ERR_TOO_BIG);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(levels_follow_the_letters),
        cmocka_unit_test(numbers_run_left_to_right_in_right_to_left_text),
        cmocka_unit_test(brackets_go_with_what_they_hold),
        cmocka_unit_test(order_follows_rule_l2),
        cmocka_unit_test(too_many_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
