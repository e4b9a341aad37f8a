/* http_hosts.c - which hosts are asked just now, and which have a rest. Floor 1. One thread owns
 * it. Knows neither curl nor clocks. */
#include "source/http_hosts.h"

#include <stdlib.h>
#include <string.h>

static void forget_idle(struct http_hosts *h, int64_t now)
{
    struct http_host **at = &h->first;
    while (*at) {
        struct http_host *host = *at;
        if (host->users > 0 || host->rest_until > now) {
            at = &host->next;
            continue;
        }
        *at = host->next;
        free(host);
    }
}

struct http_host *http_hosts_take(struct http_hosts *h, struct span name, int64_t now)
{
    forget_idle(h, now);
    struct http_host *host = h->first;
    while (host && !span_eq_nocase(host->name, name))
        host = host->next;
    if (!host) {
        host = calloc(1, sizeof *host + name.n + 1);
        if (!host)
            return NULL;
        host->name = span_make(memcpy(host + 1, name.n ? name.p : "", name.n), name.n);
        host->next = h->first;
        h->first = host;
    }
    host->users++;
    return host;
}

void http_hosts_drop(struct http_host *host)
{
    if (host)
        host->users--;
}

void http_hosts_finish(struct http_hosts *h)
{
    while (h->first) {
        struct http_host *next = h->first->next;
        free(h->first);
        h->first = next;
    }
}
