/* http.h - many fetches at once over curl's multi interface.
 *
 * Floor 1. One thread owns it; only http_wake may come from another. Nothing but http*.[ch] knows
 * curl. Only http and https, redirects likewise; the connected address is checked on every hop. No
 * option turns the check of certificates off. */
#ifndef MOTOGRAPH_SOURCE_HTTP_H
#define MOTOGRAPH_SOURCE_HTTP_H

#include <poll.h>

#include "source/source.h"

struct http;

enum { HTTP_EXTRA_MAX = 64, HTTP_QUEUE_MAX = 4096, HTTP_HEADERS_MAX = 64 * 1024 };

/* How one source is reached and what it is told; strings NULL: as http_opts say, or nothing. User
 * and certificate are shown to scheme, host and port of the request's address alone, never where a
 * redirect leads. */
struct http_access {
    const char *user, *secret; /* for basic and digest */
    const char *proxy;         /* "none": straight */
    const char *ca_file;       /* trusted in place of the system's: an own authority, or a pinned
                                  self-signed certificate */
    const char *cert_file, *key_file; /* our certificate, PEM */
    const char *user_agent;
    bool http1;         /* HTTP/1.1 and no other */
    const char *broken; /* why the above cannot be used: the fetch ends at once, as FETCH_LOGIN */
};

struct http_opts {
    unsigned connections;      /* in all; 0: 4 */
    unsigned per_host;         /* 0: 1 */
    long gap_ms;               /* between the end of one fetch and the start of the next of the same
                                  host; 0: none */
    int64_t (*clock_ms)(void); /* monotonic; NULL: no gap */
    long connect_ms, total_ms; /* 0: 10 000 and 30 000 */
    long redirects;            /* 0: 5 */
    const char *user_agent;    /* NULL: "Motograph/VERSION (news ticker)" */
    const char *proxy;         /* for http and https alike; "none": straight; NULL: as proxy_http
                                  and proxy_https */
    const char *proxy_http, *proxy_https; /* of the environment; NULL: none. See below */
    const char *no_proxy;   /* hosts and domains to reach straight, parted by commas; "*": all */
    const char *netrc_file; /* names and passwords by host; NULL: none */
    const char *ca_file;    /* certificates to trust; NULL: the system's */
};

/* Through a proxy the address check sees the proxy alone: it is let pass, as the operator named
 * it, and keeping fetches off the local network is then up to the proxy; only hosts that are
 * written as local addresses are not asked of it. */

struct http_request {
    const char *url;
    const char *etag, *last_modified; /* validators, NULL: none */
    bool allow_private;               /* may connect to loopback and the local network */
    const struct http_access *access; /* BORROWED until it is popped; NULL: nothing special */
    size_t max_bytes;                 /* decoded */
    int64_t now;                      /* for dates in answers and for FETCH_CLOCK; 0: not known */
    void *tag;                        /* comes back with the result */
};

/* NULL when curl or memory is out. Calls curl_global_init once: create it before threads start. */
struct http *http_create(const struct http_opts *opts);
void http_destroy(struct http *h); /* NULL is allowed; running fetches are dropped */

/* Queues a fetch. */
MUST_USE enum err http_start(struct http *h, const struct http_request *request, struct why *why);

/* Works until something is done, an extra descriptor is ready (their revents are set), http_wake
 * is called or the time is over; may come back earlier. At most HTTP_EXTRA_MAX extra ones. */
void http_wait(struct http *h, struct pollfd *extra, size_t n_extra, int timeout_ms);

/* A finished fetch tells what to remember: on FETCH_UNCHANGED the validators are those of the
 * request where the server sent none. What came before a limit or a break is in the body.
 *
 * GIVES a finished fetch (init'ed here, caller finishes) and its tag; false when none is done. */
bool http_pop(struct http *h, struct fetched *out, void **tag);

size_t http_running(const struct http *h); /* queued and under way */
void http_wake(struct http *h);            /* any thread */

#endif
