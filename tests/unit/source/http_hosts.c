/* http_hosts.c - tests of source/http_hosts. */
#include "source/http_hosts.h"

#include "unit.h"

static struct http_host *take(struct http_hosts *h, const char *name, int64_t now)
{
    struct http_host *host = http_hosts_take(h, span_of(name), now);
    assert_non_null(host);
    return host;
}

static size_t count(const struct http_hosts *h)
{
    size_t n = 0;
    for (const struct http_host *host = h->first; host; host = host->next)
        n++;
    return n;
}

static void test_one_host_has_one_place(void **state)
{
    (void)state;
    struct http_hosts h = {0};
    struct http_host *quay = take(&h, "quay.example", 0);
    assert_ptr_equal(take(&h, "QUAY.example", 0), quay);
    assert_ptr_not_equal(take(&h, "pier.example", 0), quay);
    assert_ptr_not_equal(take(&h, "", 0), quay);
    assert_int_equal(quay->users, 2);
    assert_int_equal(count(&h), 3);
    http_hosts_finish(&h);
    http_hosts_finish(&h); /* twice is harmless */
}

static void test_who_rests_is_not_forgotten(void **state)
{
    (void)state;
    struct http_hosts h = {0};
    struct http_host *quay = take(&h, "quay.example", 0);
    quay->rest_until = 500;
    http_hosts_drop(quay);
    http_hosts_drop(NULL);
    assert_ptr_equal(take(&h, "quay.example", 499), quay);
    assert_int_equal(quay->rest_until, 500);
    http_hosts_drop(quay);
    http_hosts_drop(take(&h, "pier.example", 500)); /* now the quay is idle */
    assert_int_equal(count(&h), 1);
    assert_int_equal(take(&h, "quay.example", 501)->rest_until, 0);
    assert_int_equal(count(&h), 1); /* and the pier, too, has gone */
    http_hosts_finish(&h);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_one_host_has_one_place),
        cmocka_unit_test(test_who_rests_is_not_forgotten),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
