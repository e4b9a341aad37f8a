/* probe.c - source/http by hand, for tests/net/fetch.py: what goes out and what is made of the
 * answer.
 *
 * The first line of standard input is a JSON object of http_opts. Each further line is an array of
 * requests, which are started at once; when all have ended, an array of their results is printed in
 * the order of their ends. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/json.h"
#include "base/jsonout.h"
#include "source/http.h"

enum { LINE_MAX_BYTES = 64 * 1024, BATCH_MAX = 64, BODY_MAX = 1024 * 1024, OUT_MAX = 8 * BODY_MAX };
enum { WAIT_MS = 1000, WAITS_MAX = 2000 };

static int64_t clock_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * INT64_C(1000) + t.tv_nsec / 1000000;
}

/* NULL where it is not said. BORROWED from the object. */
static const char *text(const json_t *o, const char *key)
{
    return json_string_value(json_object_get(o, key));
}

static int64_t number(const json_t *o, const char *key)
{
    return json_integer_value(json_object_get(o, key));
}

static bool truth(const json_t *o, const char *key)
{
    return json_is_true(json_object_get(o, key));
}

static struct http *open_http(const json_t *o)
{
    struct http_opts opts = {.connections = (unsigned)number(o, "connections"),
                             .per_host = (unsigned)number(o, "per_host"),
                             .gap_ms = number(o, "gap_ms"),
                             .clock_ms = clock_ms,
                             .total_ms = number(o, "total_ms"),
                             .redirects = number(o, "redirects"),
                             .user_agent = text(o, "user_agent"),
                             .proxy = text(o, "proxy"),
                             .proxy_http = text(o, "proxy_http"),
                             .proxy_https = text(o, "proxy_https"),
                             .no_proxy = text(o, "no_proxy"),
                             .netrc_file = text(o, "netrc_file"),
                             .ca_file = text(o, "ca_file")};
    return http_create(&opts);
}

static struct http_access access_of(const json_t *o)
{
    return (struct http_access){.user = text(o, "user"),
                                .secret = text(o, "secret"),
                                .proxy = text(o, "proxy"),
                                .ca_file = text(o, "ca_file"),
                                .cert_file = text(o, "cert_file"),
                                .key_file = text(o, "key_file"),
                                .user_agent = text(o, "user_agent"),
                                .http1 = truth(o, "http1"),
                                .broken = text(o, "broken")};
}

static bool start(struct http *h, const json_t *o, const struct http_access *access)
{
    struct why why = {.text = ""};
    struct http_request request = {.url = text(o, "url"),
                                   .etag = text(o, "etag"),
                                   .last_modified = text(o, "last_modified"),
                                   .allow_private = !truth(o, "public"),
                                   .access = access,
                                   .max_bytes = BODY_MAX,
                                   .now = number(o, "now"),
                                   .tag = (void *)o};
    if (request.url && http_start(h, &request, &why) == ERR_OK)
        return true;
    (void)fprintf(stderr, "probe: %s\n", why.text);
    return false;
}

static void put_result(struct jsonout *j, const struct fetched *f, const json_t *asked)
{
    jsonout_object(j);
    jsonout_field(j, "asked", span_of(text(asked, "url")));
    jsonout_field(j, "outcome", span_of(fetch_outcome_name(f->outcome)));
    jsonout_field_int(j, "status", f->status);
    jsonout_field(j, "address", buf_span(&f->address));
    jsonout_field(j, "moved", buf_span(&f->moved));
    jsonout_field(j, "etag", buf_span(&f->etag));
    jsonout_field(j, "last_modified", buf_span(&f->last_modified));
    jsonout_field(j, "type", buf_span(&f->content_type));
    jsonout_field(j, "body", buf_span(&f->body));
    jsonout_field_int(j, "fresh_for", f->fresh_for);
    jsonout_field_int(j, "retry_after", f->retry_after);
    jsonout_field(j, "why", span_of(f->why.text));
    jsonout_close(j);
}

/* Ends of a batch, in their order. False when one did not end. */
static bool run_batch(struct http *h, const json_t *batch, struct buf *out)
{
    struct http_access access[BATCH_MAX];
    struct jsonout j;
    struct fetched f;
    void *tag;
    size_t n = json_array_size(batch), left = 0;
    for (size_t i = 0; i < n && i < BATCH_MAX; i++) {
        access[i] = access_of(json_array_get(batch, i));
        left += start(h, json_array_get(batch, i), &access[i]);
    }
    jsonout_init(&j, out);
    jsonout_array(&j);
    for (int waits = 0; left > 0 && waits < WAITS_MAX; waits++) {
        http_wait(h, NULL, 0, WAIT_MS);
        for (; http_pop(h, &f, &tag); left--) {
            put_result(&j, &f, tag);
            fetched_finish(&f);
        }
    }
    jsonout_close(&j);
    return left == 0 && puts(buf_cstr(out)) >= 0 && fflush(stdout) == 0;
}

int main(void)
{
    static char line[LINE_MAX_BYTES];
    struct http *h = NULL;
    struct buf out;
    bool good = true;
    buf_init(&out, OUT_MAX);
    while (good && fgets(line, sizeof line, stdin)) {
        struct why why;
        json_t *o = json_read(span_of(line), &why);
        buf_reset(&out);
        if (!h)
            good = (h = open_http(o)) != NULL;
        else
            good = run_batch(h, o, &out);
        json_decref(o);
    }
    http_destroy(h);
    buf_finish(&out);
    return good ? EXIT_SUCCESS : EXIT_FAILURE;
}
