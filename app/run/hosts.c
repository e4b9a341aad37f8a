/* hosts.c - the hosts that are asked. Floor 9. The worker's thread, or a command's. */
#include "run/hosts.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/when.h"
#include "run/schedule.h"

enum { REST_MIN = 1 };

void hosts_init(struct hosts *h, struct store *store)
{
    *h = (struct hosts){.store = store};
}

void hosts_finish(struct hosts *h)
{
    for (struct host *host = h->first; host;) {
        struct host *next = host->next;
        free(host->name);
        free(host);
        host = next;
    }
    hosts_init(h, NULL);
}

void hosts_renew(struct hosts *h, struct store *store)
{
    h->store = store;
    for (struct host *host = h->first; host; host = host->next)
        host->running = 0;
}

struct host *hosts_find(const struct hosts *h, struct span name)
{
    for (struct host *host = h->first; host; host = host->next)
        if (span_eq_nocase(span_of(host->name), name))
            return host;
    return NULL;
}

/* A rest that lies far ahead was noted by another clock. */
static int64_t restored_ms(const struct hosts *h, struct span name, int64_t now, int64_t now_ms)
{
    int64_t until = h->store ? store_get_host(h->store, name) : WHEN_NONE;
    bool rests = until > now && until <= now + SCHEDULE_CEILING;
    return rests ? now_ms + (until - now) * 1000 : now_ms;
}

struct host *hosts_get(struct hosts *h, struct span name, int64_t now, int64_t now_ms)
{
    struct host *host = hosts_find(h, name);
    if (host || h->n >= HOSTS_MAX)
        return host;
    host = calloc(1, sizeof *host);
    char *own = strndup(name.p ? name.p : "", name.n);
    if (!host || !own) {
        free(host);
        free(own);
        return NULL;
    }
    for (char *p = own; *p; p++)
        *p = ascii_lower(*p);
    *host = (struct host){.next = h->first, .name = own};
    host->rest_ms = restored_ms(h, span_of(own), now, now_ms);
    h->first = host;
    h->n++;
    return host;
}

void hosts_rest(struct hosts *h, struct host *host, int64_t seconds, int64_t now, int64_t now_ms)
{
    if (seconds < REST_MIN || host->rest_ms >= now_ms + seconds * 1000)
        return;
    host->rest_ms = now_ms + seconds * 1000;
    log_notice("%s: asked for rest; none of its feeds is asked for %lld s", host->name,
               (long long)seconds);
    if (h->store && store_put_host(h->store, span_of(host->name), now + seconds) != ERR_OK)
        log_debug("store: the rest of a host was not kept");
}
