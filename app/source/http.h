/* http.h - many fetches at once over curl's multi interface.
 *
 * Floor 1. One thread owns it; only http_wake may come from another. The only
 * file that knows curl is http.c. Only http and https, redirects likewise; the
 * connected address is checked on every hop. */
#ifndef MOTOGRAPH_SOURCE_HTTP_H
#define MOTOGRAPH_SOURCE_HTTP_H

#include <poll.h>

#include "source/source.h"

struct http;

struct http_opts {
    unsigned connections;      /* in all; 0: 4 */
    unsigned per_host;         /* 0: 1 */
    long connect_ms, total_ms; /* 0: 10 000 and 30 000 */
    long redirects;            /* 0: 5 */
    const char *user_agent;    /* NULL: "Motograph/VERSION (+URL)" */
    const char *open_private;  /* test-only: a range such as "192.0.2.0/24" that counts as public; NULL: none */
};

struct http_request {
    const char *url;
    const char *etag, *last_modified; /* validators, NULL: none */
    bool allow_private;               /* may connect to loopback and the local network */
    size_t max_bytes;                 /* decoded */
    void *tag;                        /* comes back with the result */
};

/* NULL when curl or memory is out. Calls curl_global_init once: create it before threads start. */
struct http *http_create(const struct http_opts *opts);
void http_destroy(struct http *h); /* NULL is allowed; running fetches are dropped */

/* Queues a fetch. */
MUST_USE enum err http_start(struct http *h, const struct http_request *request, struct why *why);

/* Works until something is done, an extra descriptor is ready (its revents are set), http_wake is
 * called or the time is over. */
void http_wait(struct http *h, struct pollfd *extra, size_t n_extra, int timeout_ms);

/* GIVES a finished fetch (init'ed here, caller finishes) and its tag; false when none is done. */
bool http_pop(struct http *h, struct fetched *out, void **tag);

size_t http_running(const struct http *h); /* queued and under way */
void http_wake(struct http *h);            /* any thread */

#endif
