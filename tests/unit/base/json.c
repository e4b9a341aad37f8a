/* json.c - tests of base/json and base/jsonout. */
#include "base/json.h"

#include <math.h>
#include <string.h>

#include "base/jsonout.h"
#include "base/when.h"
#include "unit.h"

static json_t *read_value(const char *text)
{
    struct why why = {0};
    json_t *value = json_read(span_of(text), &why);
    if (!value)
        print_error("%s: %s\n", text, why.text);
    assert_non_null(value);
    return value;
}

static void test_strings(void **state)
{
    (void)state;
    static const struct {
        const char *in, *want;
    } cases[] = {
        {"\xef\xbb\xbf {\"a\":\"x\"} \n", "x"},
        {"{\"a\":\"\\ud83d\\ude00\"}", "\U0001F600"},
        {"{\"a\":\"1\\ud83d2\"}", "1\uFFFD2"},
        {"{\"a\":\"1\\ude002\"}", "1\uFFFD2"},
        {"{\"a\":\"\\ud83d\\ud83d\\ude00\"}", "\uFFFD\U0001F600"},
        {"{\"a\":\"n\\u0000l\"}", "n\uFFFDl"},
        {"{\"a\":\"raw\ttab\nand line\"}", "raw\ttab\nand line"},
        {"{\"a\":\"bad \xff byte\"}", "bad \uFFFD byte"},
        {"{\"a\":\"q\\\"b\\\\\"}", "q\"b\\"},
        {"{\"a\":\"first\",\"a\":\"last\"}", "last"},
        {"{\"a\":7}", ""},
        {"{\"b\":\"x\"}", ""},
        {"[]", ""},
        {"12", ""},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *value = read_value(cases[i].in);
        assert_span(json_get_span(value, "a"), cases[i].want);
        json_decref(value);
    }
    assert_int_equal(json_get_span(NULL, "a").n, 0);
}

static void test_raw_nul(void **state)
{
    (void)state;
    static const char text[] = "{\"a\":\"x\0y\"}\0\0";
    json_t *value = json_read(span_make(text, sizeof text), NULL);
    assert_span(json_get_span(value, "a"), "x\uFFFDy");
    json_decref(value);
}

static void test_numbers(void **state)
{
    (void)state;
    static const struct {
        const char *in;
        double want;
    } cases[] = {
        {"0", 0},
        {"-12", -12},
        {"1.5e3", 1500},
        {"123456789012345678", 123456789012345678.0},
        {"-123456789012345678901234567890", -123456789012345678901234567890.0},
        {"1e999", 1e300},
        {"1.25E+9999999999999999999999", 1e300},
        {"5e-99999", 0},
        {"12345678901234567890e295", 1e300},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        json_t *value = read_value(cases[i].in);
        double got = json_number_value(value);
        assert_true(fabs(got - cases[i].want) <= fabs(cases[i].want) * 1e-12);
        json_decref(value);
    }
    struct buf digits;
    buf_init(&digits, 4096);
    for (int i = 0; i < 1000; i++)
        (void)buf_puts(&digits, "9");
    json_t *value = read_value(buf_cstr(&digits));
    assert_true(json_number_value(value) > 1e299);
    json_decref(value);
    buf_finish(&digits);
}

static void test_what_is_no_json(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",          " ",       "<rss/>",       "{",    "{\"a\":}", "[1,]", "\"open", "{\"a\":\"\\",
        "\"\\u12\"", "{} {}",   "\"\\ud800",    "\"\\", "nul",      "01",   "-",      "1e",
        "{'a':1}",   "\"\\x\"", "[\"a\" \"b\"]"};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct why why = {0};
        json_t *value = json_read(span_of(texts[i]), &why);
        if (value)
            print_error("taken: %s\n", texts[i]);
        assert_null(value);
        assert_true(why.text[0] != 0);
    }
}

static void test_depth_is_limited(void **state)
{
    (void)state;
    struct buf deep;
    buf_init(&deep, 1024 * 1024);
    for (int i = 0; i < 100000; i++)
        (void)buf_puts(&deep, "[");
    assert_null(json_read(buf_span(&deep), NULL));
    buf_finish(&deep);
}

static void test_writing(void **state)
{
    (void)state;
    struct buf b;
    struct jsonout j;
    buf_init(&b, 4096);
    jsonout_init(&j, &b);
    jsonout_object(&j);
    jsonout_field(&j, "text", span_of("a\"b\\c\nd\te\x7f\xff"));
    jsonout_field_int(&j, "n", -5);
    jsonout_key(&j, "list");
    jsonout_array(&j);
    jsonout_int(&j, INT64_MIN);
    jsonout_real(&j, 0.25);
    jsonout_real(&j, NAN);
    jsonout_null(&j);
    jsonout_object(&j);
    jsonout_close(&j);
    jsonout_array(&j);
    jsonout_close(&j);
    jsonout_close(&j);
    jsonout_field_when(&j, "when", 0);
    jsonout_field_when(&j, "never", WHEN_NONE);
    jsonout_close(&j);
    assert_span(buf_span(&b),
                "{\"text\":\"a\\\"b\\\\c\\nd\\u0009e\\u007f\uFFFD\",\"n\":-5,\"list\":["
                "-9223372036854775808,0.25,null,null,{},[]],"
                "\"when\":\"1970-01-01T00:00:00Z\",\"never\":null}");
    json_t *back = json_read(buf_span(&b), NULL);
    assert_non_null(back);
    json_decref(back);
    buf_finish(&b);
}

static void test_writing_to_a_full_buffer(void **state)
{
    (void)state;
    struct buf b;
    struct jsonout j;
    buf_init(&b, 8);
    jsonout_init(&j, &b);
    jsonout_object(&j);
    jsonout_field(&j, "key", span_of("value"));
    jsonout_close(&j);
    assert_int_equal(b.failed, ERR_TOO_BIG);
    assert_true(b.n <= 8);
    buf_finish(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_strings),
        cmocka_unit_test(test_raw_nul),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_what_is_no_json),
        cmocka_unit_test(test_depth_is_limited),
        cmocka_unit_test(test_writing),
        cmocka_unit_test(test_writing_to_a_full_buffer),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
