/* http.c - tests of source/http against a scripted server on loopback. */
#include "source/http.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "server.h"
#include "unit.h"

enum { WAITS_MAX = 200, WAIT_MS = 100, BODY_MAX = 1024 * 1024 };
enum { PATIENT_MS = 10000, HASTY_MS = 1500 };

static const char CERTS[] = TEST_CASES "/../net/certs";

struct world {
    struct server plain, secure, early;
    char folder[64];
    bool tls; /* the secure servers run */
};

/* ---- Helpers ---- */

static bool make_certs(const char *folder)
{
    char *argv[] = {"sh", (char *)CERTS, (char *)folder, NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int status = 1;
    (void)posix_spawn_file_actions_init(&actions);
    (void)posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    bool spawned = posix_spawnp(&pid, "sh", &actions, NULL, argv, environ) == 0;
    (void)posix_spawn_file_actions_destroy(&actions);
    return spawned && waitpid(pid, &status, 0) == pid && status == 0;
}

static int start_world(void **state)
{
    static const char *const none[4] = {0};
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    (void)strcpy(w->folder, "/tmp/motograph-http-XXXXXX");
    assert_non_null(mkdtemp(w->folder));
    w->plain = server_start(none);
    w->tls = make_certs(w->folder);
    if (w->tls) {
        char key[96], good[96], early[96];
        (void)snprintf(key, sizeof key, "%s/key.pem", w->folder);
        (void)snprintf(good, sizeof good, "%s/good.pem", w->folder);
        (void)snprintf(early, sizeof early, "%s/early.pem", w->folder);
        w->secure = server_start((const char *const[4]){"--cert", good, "--key", key});
        w->early = server_start((const char *const[4]){"--cert", early, "--key", key});
    }
    *state = w;
    return 0;
}

static int end_world(void **state)
{
    static const char *const files[] = {"key.pem",       "good.pem",  "early.pem", "early.csr",
                                        "ca.cnf",        "index.txt", "serial",    "index.txt.attr",
                                        "index.txt.old", "01.pem",    "serial.old"};
    struct world *w = *state;
    char path[128];
    server_end(&w->plain);
    server_end(&w->secure);
    server_end(&w->early);
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", w->folder, files[i]);
        (void)unlink(path);
    }
    (void)rmdir(w->folder);
    free(w);
    return 0;
}

static struct http *create(const struct http_opts *more)
{
    struct http_opts opts = more ? *more : (struct http_opts){0};
    opts.connect_ms = opts.total_ms = opts.total_ms ? opts.total_ms : PATIENT_MS;
    struct http *h = http_create(&opts);
    assert_non_null(h);
    return h;
}

static void wait_for(struct http *h, struct fetched *out, void **tag)
{
    for (int i = 0; i < WAITS_MAX; i++) {
        if (http_pop(h, out, tag))
            return;
        http_wait(h, NULL, 0, WAIT_MS);
    }
    fail_msg("no fetch ended");
}

/* One fetch, from start to end; the caller finishes what it gets. */
static struct fetched fetch(struct http *h, struct http_request request)
{
    struct fetched f;
    void *tag = NULL;
    request.max_bytes = request.max_bytes ? request.max_bytes : BODY_MAX;
    request.tag = &request;
    assert_int_equal(http_start(h, &request, NULL), ERR_OK);
    wait_for(h, &f, &tag);
    assert_ptr_equal(tag, &request);
    assert_int_equal(http_running(h), 0);
    return f;
}

static const char *address(const struct server *s, const char *path, char out[128])
{
    (void)snprintf(out, 128, "%s://127.0.0.1:%d%s", path[0] == '!' ? "https" : "http", s->port,
                   path + (path[0] == '!'));
    return out;
}

static struct fetched get_within(const struct world *w, const char *path, long total_ms)
{
    char url[128];
    struct http *h = create(&(struct http_opts){.total_ms = total_ms});
    struct fetched f = fetch(
        h, (struct http_request){.url = address(&w->plain, path, url), .allow_private = true});
    http_destroy(h);
    return f;
}

static struct fetched get(const struct world *w, const char *path)
{
    return get_within(w, path, PATIENT_MS);
}

/* ---- Tests ---- */

static void test_every_path_has_its_outcome(void **state)
{
    static const struct {
        const char *path;
        enum fetch_outcome outcome;
        long status;
    } cases[] = {
        {"/ok", FETCH_OK, 200},
        {"/redirect", FETCH_OK, 200},
        {"/gzip", FETCH_OK, 200},
        {"/html", FETCH_OK, 200},
        {"/part", FETCH_BROKEN, 206}, /* nobody asked for a part */
        {"/gone", FETCH_GONE, 410},
        {"/notfound", FETCH_NOT_FOUND, 404},
        {"/none.xml", FETCH_NOT_FOUND, 404},
        {"/forbidden", FETCH_REFUSED, 403},
        {"/login", FETCH_LOGIN, 401},
        {"/portal", FETCH_PORTAL, 511},
        {"/broken", FETCH_SERVER, 500},
        {"/later", FETCH_LATER, 429},
        {"/later-date", FETCH_LATER, 503},
        {"/loop", FETCH_REDIRECTS, 302},
        {"/to-file", FETCH_REDIRECTS, 302},
        {"/to-port", FETCH_REDIRECTS, 0},
        {"/unasked", FETCH_SERVER, 304},
        {"/no-http", FETCH_BROKEN, 0},
        {"/close", FETCH_BROKEN, 200},
        {"/bomb", FETCH_TOO_BIG, 200},
        {"/endless", FETCH_TOO_BIG, 200},
        {"/big-headers", FETCH_TOO_BIG, 200},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fetched f = get(*state, cases[i].path);
        if (f.outcome != cases[i].outcome)
            print_error("%s: %s (%s)\n", cases[i].path, fetch_outcome_name(f.outcome), f.why.text);
        assert_int_equal(f.outcome, cases[i].outcome);
        assert_int_equal(f.status, cases[i].status);
        bool fine = f.outcome == FETCH_OK;
        assert_int_equal(f.why.text[0] == 0, fine);
        assert_true(f.body.n <= BODY_MAX);
        if (fine)
            assert_true(span_starts(buf_span(&f.address), "http://127.0.0.1:"));
        fetched_finish(&f);
        fetched_finish(&f);
    }
}

static void test_body_and_headers(void **state)
{
    struct fetched f = get(*state, "/redirect");
    assert_true(span_starts(buf_span(&f.body), "<?xml"));
    assert_span(buf_span(&f.content_type), "application/rss+xml; charset=utf-8");
    assert_span(buf_span(&f.etag), "\"loop-1;odd, tag\"");
    assert_span(buf_span(&f.last_modified), "Tue, 03 Mar 2026 10:00:00 GMT");
    assert_true(span_ends(buf_span(&f.address), "/ok"));
    fetched_finish(&f);
    f = get(*state, "/gzip");
    assert_true(span_starts(buf_span(&f.body), "<?xml"));
    assert_int_equal(f.etag.n, 0);
    fetched_finish(&f);
    f = get(*state, "/notfound");
    assert_int_equal(f.body.n, 0);
    fetched_finish(&f);
    f = get(*state, "/close");
    assert_true(f.body.n > 100); /* what came is kept */
    fetched_finish(&f);
}

static void test_moves(void **state)
{
    static const struct {
        const char *path, *moved; /* its end */
    } cases[] = {
        {"/ok", NULL},           {"/redirect", NULL},      {"/moved", "/ok"},
        {"/moved-twice", "/ok"}, {"/detour", "/redirect"}, /* as far as it is for good */
        {"/loop", NULL},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct fetched f = get(*state, cases[i].path);
        if (cases[i].moved)
            assert_true(span_ends(buf_span(&f.moved), cases[i].moved) &&
                        span_starts(buf_span(&f.moved), "http://127.0.0.1:"));
        else
            assert_int_equal(f.moved.n, 0);
        fetched_finish(&f);
    }
}

static void test_access_that_cannot_be_used(void **state)
{
    struct world *w = *state;
    char url[128];
    struct http *h = create(NULL);
    struct http_access access = {.broken = "no secret to be found"};
    struct fetched f = fetch(h, (struct http_request){.url = address(&w->plain, "/ok", url),
                                                      .allow_private = true,
                                                      .access = &access});
    assert_int_equal(f.outcome, FETCH_LOGIN);
    assert_int_equal(f.status, 0);
    assert_string_equal(f.why.text, access.broken);
    fetched_finish(&f);
    http_destroy(h);
}

static int64_t fake_ms = 1000;

static int64_t fake_clock(void)
{
    return fake_ms;
}

/* By a clock that only we turn: nothing depends on how busy the machine is. */
static void test_hosts_rest(void **state)
{
    struct world *w = *state;
    char url[128];
    void *tag;
    struct fetched f;
    struct http *h = create(&(struct http_opts){.gap_ms = 60000, .clock_ms = fake_clock});
    struct http_request r = {
        .url = address(&w->plain, "/redirect", url), .allow_private = true, .max_bytes = BODY_MAX};
    for (int i = 0; i < 2; i++)
        assert_int_equal(http_start(h, &r, NULL), ERR_OK);
    wait_for(h, &f, &tag); /* the redirect within it did not wait */
    assert_int_equal(f.outcome, FETCH_OK);
    fetched_finish(&f);
    for (int i = 0; i < 5; i++) {
        http_wait(h, NULL, 0, 20);
        assert_false(http_pop(h, &f, &tag));
        fake_ms += 10000;
    }
    assert_int_equal(http_running(h), 1);
    char other[128]; /* who rests holds nobody else up */
    (void)snprintf(other, sizeof other, "http://localhost:%d/ok", w->plain.port);
    r.url = other;
    assert_int_equal(http_start(h, &r, NULL), ERR_OK);
    wait_for(h, &f, &tag);
    assert_true(span_starts(buf_span(&f.address), "http://localhost:"));
    fetched_finish(&f);
    r.url = url;
    fake_ms += 10000;
    wait_for(h, &f, &tag);
    assert_int_equal(f.outcome, FETCH_OK);
    fetched_finish(&f);
    assert_int_equal(http_start(h, &r, NULL), ERR_OK); /* it rests again */
    http_wait(h, NULL, 0, 20);
    assert_false(http_pop(h, &f, &tag));
    http_destroy(h);
}

static void test_limit_is_exact(void **state)
{
    struct world *w = *state;
    char url[128];
    struct http *h = create(NULL);
    struct http_request r = {.url = address(&w->plain, "/ok", url), .allow_private = true};
    struct fetched whole = fetch(h, r);
    r.max_bytes = whole.body.n;
    struct fetched f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_OK);
    fetched_finish(&f);
    r.max_bytes = whole.body.n - 1;
    f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_TOO_BIG);
    fetched_finish(&f);
    fetched_finish(&whole);
    http_destroy(h);
}

static void test_slow_servers_are_given_up(void **state)
{
    static const char *const paths[] = {"/hang", "/drip"};
    for (size_t i = 0; i < 2; i++) {
        struct fetched f = get_within(*state, paths[i], HASTY_MS);
        assert_int_equal(f.outcome, FETCH_TIMEOUT);
        fetched_finish(&f);
    }
}

static void test_validators_go_as_they_came(void **state)
{
    struct world *w = *state;
    char url[128];
    struct http *h = create(NULL);
    struct http_request r = {.url = address(&w->plain, "/ok", url),
                             .allow_private = true,
                             .etag = "\"loop-1;odd, tag\"",
                             .last_modified = "Tue, 03 Mar 2026 10:00:00 GMT"};
    struct fetched f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_UNCHANGED);
    assert_span(buf_span(&f.etag), r.etag);
    assert_span(buf_span(&f.last_modified), r.last_modified); /* the answer has none */
    fetched_finish(&f);
    r.url = address(&w->plain, "/echo", url);
    r.etag = "\"a\"\r\nX-Evil: 1";
    f = fetch(h, r);
    struct span body = buf_span(&f.body);
    assert_int_equal(span_find_nocase(body, span_of("X-Evil")), SIZE_MAX);
    assert_int_equal(span_find_nocase(body, span_of("If-None-Match")), SIZE_MAX);
    assert_true(span_find(body, span_of("If-Modified-Since: Tue, 03 Mar")) != SIZE_MAX);
    assert_true(span_find(body, span_of("User-Agent: Motograph/")) != SIZE_MAX);
    assert_int_equal(span_find_nocase(body, span_of("Cookie")), SIZE_MAX);
    assert_int_equal(span_find_nocase(body, span_of("Referer")), SIZE_MAX);
    fetched_finish(&f);
    http_destroy(h);
}

static void test_times(void **state)
{
    struct fetched f = get(*state, "/fresh");
    assert_int_equal(f.fresh_for, 500);
    fetched_finish(&f);
    f = get(*state, "/expires");
    assert_in_range(f.fresh_for, 1790, 1810);
    fetched_finish(&f);
    f = get(*state, "/later");
    assert_int_equal(f.retry_after, 120);
    fetched_finish(&f);
    f = get(*state, "/later-date");
    assert_in_range(f.retry_after, 290, 310);
    fetched_finish(&f);
}

static void test_local_network_is_closed(void **state)
{
    static const char *const hosts[] = {
        "127.0.0.1", "localhost",       "127.1", "2130706433",   "0x7f.1",       "0",
        "[::1]",     "[::ffff:7f00:1]", "[::]",  "017700000001", "[::127.0.0.1]"};
    struct world *w = *state;
    struct http *h = create(NULL);
    for (size_t i = 0; i < sizeof hosts / sizeof *hosts; i++) {
        char url[128];
        (void)snprintf(url, sizeof url, "http://%s:%d/ok", hosts[i], w->plain.port);
        struct fetched f = fetch(h, (struct http_request){.url = url});
        if (f.outcome != FETCH_PRIVATE)
            print_error("%s: %s\n", url, fetch_outcome_name(f.outcome));
        assert_int_equal(f.outcome, FETCH_PRIVATE);
        assert_int_equal(f.body.n, 0);
        fetched_finish(&f);
    }
    http_destroy(h);
}

static void test_open_connection_is_not_lent(void **state)
{
    struct world *w = *state;
    char url[128];
    struct http *h = create(NULL);
    struct http_request r = {.url = address(&w->plain, "/ok", url), .allow_private = true};
    struct fetched f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_OK);
    fetched_finish(&f);
    r.allow_private = false; /* the connection of the first fetch would have served */
    f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_PRIVATE);
    fetched_finish(&f);
    http_destroy(h);
}

static void test_environment_names_no_proxy(void **state)
{
    (void)setenv("http_proxy", "http://127.0.0.1:9", 1);
    struct fetched f = get(*state, "/ok");
    (void)unsetenv("http_proxy");
    assert_int_equal(f.outcome, FETCH_OK);
    fetched_finish(&f);
}

static void test_proxy_is_used_when_named(void **state)
{
    struct world *w = *state;
    char proxy[128];
    struct http *h = create(&(struct http_opts){.proxy = address(&w->plain, "", proxy)});
    struct fetched f = fetch(h, (struct http_request){.url = "http://feed.invalid/ok"});
    /* Our server, asked as a proxy, knows no file of the name "http://feed.invalid/ok". */
    assert_int_equal(f.outcome, FETCH_NOT_FOUND);
    fetched_finish(&f);
    http_destroy(h);
}

static void test_failures_below_http(void **state)
{
    (void)state;
    struct http *h = create(NULL);
    struct fetched f =
        fetch(h, (struct http_request){.url = "http://127.0.0.1:1/", .allow_private = true});
    assert_int_equal(f.outcome, FETCH_CONNECT);
    fetched_finish(&f);
    f = fetch(h, (struct http_request){.url = "http://no-such-name.invalid/"});
    assert_int_equal(f.outcome, FETCH_DNS);
    fetched_finish(&f);
    http_destroy(h);
}

static void test_what_is_no_address(void **state)
{
    static const char *const bad[] = {"",
                                      "ftp://h/",
                                      "file:///etc/hostname",
                                      "http://",
                                      "http://user:word@127.0.0.1/",
                                      "http://h/a b",
                                      "feed"};
    (void)state;
    struct http *h = create(NULL);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct why why = {0};
        assert_int_equal(http_start(h, &(struct http_request){.url = bad[i]}, &why), ERR_SYNTAX);
        assert_true(why.text[0] != 0);
    }
    assert_int_equal(http_running(h), 0);
    http_destroy(h);
}

static void test_secure_servers(void **state)
{
    struct world *w = *state;
    char url[128], good[96], early[96];
    if (!w->tls)
        skip();
    (void)snprintf(good, sizeof good, "%s/good.pem", w->folder);
    (void)snprintf(early, sizeof early, "%s/early.pem", w->folder);
    struct http_request r = {.url = address(&w->secure, "!/ok", url), .allow_private = true};
    struct http *h = create(NULL);
    struct fetched f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_TLS_SELF);
    fetched_finish(&f);
    http_destroy(h);

    h = create(&(struct http_opts){.ca_file = good});
    f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_OK);
    fetched_finish(&f);
    http_destroy(h);

    h = create(&(struct http_opts){.ca_file = early});
    r.url = address(&w->early, "!/ok", url);
    f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_CLOCK); /* no clock, or one that was never set */
    fetched_finish(&f);
    r.now = 2000000000;
    f = fetch(h, r);
    assert_int_equal(f.outcome, FETCH_TLS_EARLY); /* the clock is set: it is wrong, perhaps */
    fetched_finish(&f);
    http_destroy(h);
}

static void test_many_at_once(void **state)
{
    enum { MANY = 20 };
    struct world *w = *state;
    char url[128];
    bool seen[MANY] = {false};
    struct http *h = create(&(struct http_opts){.connections = 4, .per_host = 2});
    struct http_request r = {
        .url = address(&w->plain, "/ok", url), .allow_private = true, .max_bytes = BODY_MAX};
    for (size_t i = 0; i < MANY; i++) {
        r.tag = &seen[i];
        assert_int_equal(http_start(h, &r, NULL), ERR_OK);
    }
    assert_int_equal(http_running(h), MANY);
    for (size_t i = 0; i < MANY; i++) {
        struct fetched f;
        void *tag = NULL;
        wait_for(h, &f, &tag);
        assert_int_equal(f.outcome, FETCH_OK);
        assert_false(*(bool *)tag);
        *(bool *)tag = true;
        fetched_finish(&f);
    }
    assert_int_equal(http_running(h), 0);
    http_destroy(h);
}

static double seconds_now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void test_waiting_for_others(void **state)
{
    (void)state;
    int ends[2];
    struct http *h = create(NULL);
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    struct pollfd extra = {.fd = ends[0], .events = POLLIN};
    double start = seconds_now();
    http_wait(h, &extra, 1, 50);
    assert_int_equal(extra.revents, 0);
    assert_true(seconds_now() - start > 0.03);
    assert_int_equal(write(ends[1], "x", 1), 1);
    http_wait(h, &extra, 1, 5000);
    assert_true(extra.revents & POLLIN);
    char c;
    assert_int_equal(read(ends[0], &c, 1), 1);
    (void)close(ends[1]);
    http_wait(h, &extra, 1, 5000);
    assert_true(extra.revents & POLLHUP);
    http_wake(h);
    http_wait(h, NULL, 0, 5000);
    assert_true(seconds_now() - start < 4);
    (void)close(ends[0]);
    http_destroy(h);
}

static void test_destroying_while_it_runs(void **state)
{
    struct world *w = *state;
    char url[128];
    struct http *h = create(NULL);
    struct http_request r = {
        .url = address(&w->plain, "/hang", url), .allow_private = true, .max_bytes = BODY_MAX};
    for (int i = 0; i < 3; i++)
        assert_int_equal(http_start(h, &r, NULL), ERR_OK);
    http_wait(h, NULL, 0, 20);
    http_destroy(h);
    http_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_path_has_its_outcome),
        cmocka_unit_test(test_body_and_headers),
        cmocka_unit_test(test_moves),
        cmocka_unit_test(test_access_that_cannot_be_used),
        cmocka_unit_test(test_hosts_rest),
        cmocka_unit_test(test_limit_is_exact),
        cmocka_unit_test(test_slow_servers_are_given_up),
        cmocka_unit_test(test_validators_go_as_they_came),
        cmocka_unit_test(test_times),
        cmocka_unit_test(test_local_network_is_closed),
        cmocka_unit_test(test_open_connection_is_not_lent),
        cmocka_unit_test(test_environment_names_no_proxy),
        cmocka_unit_test(test_proxy_is_used_when_named),
        cmocka_unit_test(test_failures_below_http),
        cmocka_unit_test(test_what_is_no_address),
        cmocka_unit_test(test_secure_servers),
        cmocka_unit_test(test_many_at_once),
        cmocka_unit_test(test_waiting_for_others),
        cmocka_unit_test(test_destroying_while_it_runs),
    };
    return cmocka_run_group_tests(tests, start_world, end_world);
}
