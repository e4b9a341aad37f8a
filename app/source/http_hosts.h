/* http_hosts.h - which hosts are asked just now, and which have a rest.
 *
 * Floor 1. For http.c; one thread owns it. Knows neither curl nor clocks: times are milliseconds
 * that come in. */
#ifndef MOTOGRAPH_SOURCE_HTTP_HOSTS_H
#define MOTOGRAPH_SOURCE_HTTP_HOSTS_H

#include <stdint.h>

#include "base/span.h"

struct http_host {
    struct http_host *next;
    unsigned users;     /* fetches of it, waiting or under way: it stays while there are any */
    unsigned running;   /* of these, under way */
    int64_t rest_until; /* not asked before */
    struct span name;   /* behind this struct */
};

struct http_hosts {
    struct http_host *first;
};

/* The host of this name (ASCII case does not count) with one user more, made where it is new; NULL
 * when memory is out. Forgets those that nobody uses and whose rest is over. */
struct http_host *http_hosts_take(struct http_hosts *h, struct span name, int64_t now);
/* One user less; NULL is allowed. */
void http_hosts_drop(struct http_host *host);
void http_hosts_finish(struct http_hosts *h);

#endif
