/* headers.c - tests of source/headers. */
#include "source/headers.h"

#include <string.h>

#include "base/when.h"
#include "unit.h"

enum { DAY = WHEN_DAY, YEAR = 366 * WHEN_DAY };

static void read_all(struct headers *h, struct fetched *f, const char *text)
{
    struct span rest = span_of(text), line;
    headers_begin(h, f);
    while (span_line(&rest, &line))
        headers_read(h, line, f);
}

static void test_times(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        int64_t now, fresh, retry;
    } cases[] = {
        {"", 0, 0, 0},
        {"Cache-Control: max-age=60", 0, 60, 0},
        {"cache-control: public, MAX-AGE=60 , x", 0, 60, 0},
        {"Cache-Control: max-age=60\nAge: 25", 0, 35, 0},
        {"Cache-Control: max-age=60\nAge: 99", 0, 0, 0},
        {"Cache-Control: max-age=60\nAge: -5", 0, 60, 0},
        {"Cache-Control: max-age=60, no-cache", 0, 0, 0},
        {"Cache-Control: no-store, max-age=60", 0, 0, 0},
        {"Cache-Control: max-age=999999999999999999999999", 0, YEAR, 0},
        {"Cache-Control: max-age=soon", 0, 0, 0},
        {"Cache-Control: max-age=60\nExpires: 0", 0, 60, 0},
        {"Date: Thu, 01 Jan 2026 00:00:00 GMT\nExpires: Thu, 01 Jan 2026 01:00:00 GMT", 0, 3600, 0},
        {"Date: Thu, 01 Jan 2026 00:00:00 GMT\nExpires: Wed, 31 Dec 2025 00:00:00 GMT", 0, 0, 0},
        {"Expires: Thu, 01 Jan 2026 01:00:00 GMT", 0, 0, 0}, /* no clock to hold it against */
        {"Expires: Thu, 01 Jan 1970 01:00:00 GMT", 600, 3000, 0},
        {"Expires: 0\nDate: Thu, 01 Jan 2026 00:00:00 GMT", 0, 0, 0},
        {"Expires: Fri, 01 Jan 2100 00:00:00 GMT", 600, YEAR, 0},
        {"Retry-After: 120", 0, 0, 120},
        {"Retry-After: 0", 0, 0, 1}, /* said, and over */
        {"Retry-After: -3", 0, 0, 0},
        {"Retry-After: 1.5", 0, 0, 0},
        {"Retry-After: Thu, 01 Jan 1970 00:20:00 GMT", 600, 0, 600},
        {"Retry-After: Thu, 01 Jan 1970 00:20:00 GMT", 0, 0, 0},
        {"Retry-After: Thu, 01 Jan 1970 00:20:00 GMT", 1200, 0, 1},
        {"Retry-After: Thu, 01 Jan 1970 00:20:00 GMT", 9000, 0, 1},
        {"Date: Thu, 01 Jan 1970 00:10:00 GMT\nRetry-After: Thu, 01 Jan 1970 00:20:00 GMT", 0, 0,
         600},
        {"Retry-After: 99999999999999999999", 0, 0, YEAR},
        {"Retry-After:\t 7 \r", 0, 0, 7},
        {"X-Retry-After: 7\nRetry-Afterwards: 7\nRetry-After", 0, 0, 0},
        {"Retry-After: 7\nHTTP/1.1 200 OK", 0, 0, 0}, /* a redirect's headers count no more */
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct headers h;
        struct fetched f;
        fetched_init(&f, 100);
        read_all(&h, &f, cases[i].text);
        headers_settle(&h, cases[i].now, &f);
        if (f.fresh_for != cases[i].fresh || f.retry_after != cases[i].retry)
            print_error("%s\n", cases[i].text);
        assert_int_equal(f.fresh_for, cases[i].fresh);
        assert_int_equal(f.retry_after, cases[i].retry);
        fetched_finish(&f);
    }
}

static void test_what_is_kept(void **state)
{
    (void)state;
    struct headers h;
    struct fetched f;
    fetched_init(&f, 100);
    read_all(&h, &f,
             "HTTP/2 302\nETag: \"old\"\nContent-Type: text/html\n\nHTTP/2 200\n"
             "etag: W/\"a,b\"\nLAST-MODIFIED:  some day  \ncontent-type: application/xml");
    assert_span(buf_span(&f.etag), "W/\"a,b\"");
    assert_span(buf_span(&f.last_modified), "some day");
    assert_span(buf_span(&f.content_type), "application/xml");
    char line[4000] = "ETag: ";
    memset(line + 6, 'x', sizeof line - 6);
    headers_read(&h, span_make(line, sizeof line), &f); /* too long: as if not said */
    assert_span(buf_span(&f.etag), "");
    headers_read(&h, span_of("ETag: \"new\""), &f);
    assert_span(buf_span(&f.etag), "\"new\"");
    fetched_finish(&f);
}

static void test_validators_not_to_be_kept(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool kept;
    } cases[] = {
        {"", true},
        {"Expires: 0", false},
        {"Expires: -1", false},
        {"Expires:  0 ", false},
        {"Expires: 00", true},
        {"Expires: soon", true},
        {"Expires: Thu, 19 Nov 1981 08:52:00 GMT", true}, /* a date: to be asked about each time */
        {"Expires: 0\nCache-Control: max-age=60", true},
        {"Cache-Control: max-age=0\nExpires: 0", true},
        {"Cache-Control: no-cache", true},
        {"Cache-Control: private, No-Store", false},
        {"Cache-Control: no-store\nCache-Control: max-age=60", false},
        {"Expires: 0\nHTTP/1.1 200 OK\nETag: \"a\"\nLast-Modified: some day", true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct headers h;
        struct fetched f;
        fetched_init(&f, 100);
        headers_begin(&h, &f);
        headers_read(&h, span_of("ETag: \"a\""), &f);
        headers_read(&h, span_of("Last-Modified: some day"), &f);
        struct span rest = span_of(cases[i].text), line;
        while (span_line(&rest, &line))
            headers_read(&h, line, &f);
        headers_settle(&h, 0, &f);
        if ((f.etag.n > 0) != cases[i].kept || (f.last_modified.n > 0) != cases[i].kept)
            fail_msg("%s", cases[i].text);
        fetched_finish(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_what_is_kept),
        cmocka_unit_test(test_validators_not_to_be_kept),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
