/* fetch.c - what a server says of its answer, where it leads, and how it packs it. */
#include <stdint.h>
#include <stdlib.h>

#include "source/headers.h"
#include "source/http_unpack.h"
#include "source/url.h"

enum { ARENA_MAX = 1024 * 1024, UNPACKED_MAX = 64 * 1024, BODY_MAX = 1024, YEAR = 366 * 86400 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_headers(struct span text)
{
    struct headers h;
    struct fetched f;
    struct span line;
    fetched_init(&f, BODY_MAX);
    headers_begin(&h, &f);
    while (span_line(&text, &line))
        headers_read(&h, line, &f);
    headers_settle(&h, 1800000000, &f);
    if (f.fresh_for < 0 || f.fresh_for > YEAR || f.retry_after < 0 || f.retry_after > YEAR)
        abort();
    if (h.no_store && (f.etag.n || f.last_modified.n))
        abort();
    fetched_finish(&f);
}

/* What is joined is of the web and has no user; a host is listed by itself. */
static void read_address(struct span text)
{
    struct span ref;
    struct arena *a = arena_create(ARENA_MAX);
    char *copy = a ? arena_cstr(a, text) : NULL;
    if (copy && url_drop_user(copy) && span_find_byte(url_origin(span_of(copy)), '@') != SIZE_MAX)
        abort();
    while (a && span_line(&text, &ref)) {
        struct span url = url_join(span_of("https://quay.example/a/b?c"), ref, a);
        struct span host = url_host(url);
        if (url.n && (!url_is_http(url) || span_find_byte(url_origin(url), '@') != SIZE_MAX))
            abort();
        (void)url_host_listed(host, ref);
        (void)url_host_private(host);
    }
    arena_destroy(a);
}

static void unpack(const char *head, size_t n, struct span data)
{
    struct buf body;
    buf_init(&body, UNPACKED_MAX);
    (void)buf_put(&body, span_make(head, n));
    (void)buf_put(&body, data);
    (void)http_unpack(&body);
    if (body.n > UNPACKED_MAX)
        abort();
    buf_finish(&body);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char head[] = "\x1f\x8b\x08\0\0\0\0\0\0\x03";
    struct span text = span_make((const char *)data, size);
    read_headers(text);
    read_address(text);
    unpack("", 0, text);
    unpack(head, sizeof head - 1, text);
    return 0;
}
