/* hosts.c - hosts that rest, also over a restart. */
#include "run/hosts.h"

#include "base/when.h"
#include "run/schedule.h"
#include "unit.h"

enum { NOW = 1795269900, NOW_MS = 5000, HOUR = 3600 };

static const struct span name = SPAN("A.example");

static void a_host_is_known_by_its_name(void **state)
{
    (void)state;
    struct hosts h;
    hosts_init(&h, NULL);
    assert_null(hosts_find(&h, name));
    struct host *host = hosts_get(&h, name, NOW, NOW_MS);
    assert_non_null(host);
    assert_string_equal(host->name, "a.example");
    assert_ptr_equal(hosts_get(&h, span_of("a.EXAMPLE"), NOW, NOW_MS), host);
    assert_ptr_equal(hosts_find(&h, span_of("a.example")), host);
    assert_null(hosts_find(&h, span_of("a.exampl")));
    assert_int_equal(host->rest_ms, NOW_MS);
    assert_int_equal(h.n, 1);
    hosts_finish(&h);
    hosts_finish(&h);
}

static void rest_is_never_shortened(void **state)
{
    (void)state;
    struct hosts h;
    hosts_init(&h, NULL);
    struct host *host = hosts_get(&h, name, NOW, NOW_MS);
    hosts_rest(&h, host, HOUR, NOW, NOW_MS);
    assert_int_equal(host->rest_ms, NOW_MS + HOUR * 1000);
    hosts_rest(&h, host, 60, NOW, NOW_MS);
    assert_int_equal(host->rest_ms, NOW_MS + HOUR * 1000);
    hosts_rest(&h, host, HOUR, NOW + 60, NOW_MS + 60000);
    assert_int_equal(host->rest_ms, NOW_MS + 60000 + HOUR * 1000);
    hosts_finish(&h);
}

static void new_settings_end_no_rest(void **state)
{
    (void)state;
    struct hosts h;
    hosts_init(&h, NULL);
    struct host *host = hosts_get(&h, name, NOW, NOW_MS);
    host->running = 1;
    hosts_rest(&h, host, HOUR, NOW, NOW_MS);
    hosts_renew(&h, NULL);
    assert_ptr_equal(hosts_find(&h, name), host);
    assert_int_equal(host->running, 0);
    assert_int_equal(host->rest_ms, NOW_MS + HOUR * 1000);
    hosts_finish(&h);
}

/* Milliseconds that the host still rests, in a program that starts later. */
static int64_t left_after(int64_t later)
{
    struct store *store = store_open(NULL, NULL);
    struct hosts h;
    hosts_init(&h, store);
    hosts_rest(&h, hosts_get(&h, name, NOW, NOW_MS), HOUR, NOW, NOW_MS);
    hosts_finish(&h);
    hosts_init(&h, store);
    int64_t left = hosts_get(&h, name, NOW + later, 77)->rest_ms - 77;
    hosts_finish(&h);
    store_close(store);
    return left;
}

static void rest_outlives_a_restart(void **state)
{
    (void)state;
    assert_int_equal(left_after(60), (HOUR - 60) * 1000);
    assert_int_equal(left_after(HOUR), 0);
    assert_int_equal(left_after(-2 * SCHEDULE_CEILING), 0); /* by another clock */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_host_is_known_by_its_name),
        cmocka_unit_test(rest_is_never_shortened),
        cmocka_unit_test(new_settings_end_no_rest),
        cmocka_unit_test(rest_outlives_a_restart),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
