/* http.c - many fetches at once over curl's multi interface. Floor 1. One thread owns it. Knows
 * neither feeds nor schedules.
 *
 * Waiting fetches stand in our own queue, as curl's would let their time-out run. */
#include "source/http.h"

#include <stdlib.h>
#include <string.h>

#include "source/http_end.h"
#include "source/http_hosts.h"
#include "source/http_transfer.h"
#include "source/url.h"

enum {
    CONNECTIONS = 4,
    PER_HOST = 1,
    CONNECT_MS = 10000,
    TOTAL_MS = 30000,
    REDIRECTS = 5,
};

struct http {
    CURLM *multi;
    CURLSH *inside;        /* connections that may have been let into the local network: in a cache
                              apart, so that no other fetch is lent one */
    struct http_opts opts; /* with the defaults filled in; strings are our own */
    struct http_hosts hosts;
    struct http_transfer *first, *last; /* in the order of http_start */
    size_t waiting, running;
};

/* 0 where nobody gave a clock: then no host rests. */
static int64_t now_of(const struct http *h)
{
    return h->opts.clock_ms ? h->opts.clock_ms() : 0;
}

/* ---- The queue ---- */

/* False when memory is out; the old host stays then. */
static bool set_host(struct http *h, struct http_transfer *t)
{
    struct http_host *host = http_hosts_take(&h->hosts, url_host(span_of(t->url)), now_of(h));
    if (!host)
        return false;
    http_hosts_drop(t->host);
    t->host = host;
    return true;
}

static void start_one(struct http *h, struct http_transfer *t)
{
    h->waiting--;
    CURLcode code = http_transfer_prepare(t, h->inside);
    if (code == CURLE_OK && curl_multi_add_handle(h->multi, t->easy) != CURLM_OK)
        code = CURLE_OUT_OF_MEMORY;
    if (code != CURLE_OK) {
        http_end_fetch(t, code);
        return;
    }
    t->state = HTTP_RUNNING;
    t->host->running++;
    h->running++;
}

static bool has_turn(const struct http *h, const struct http_transfer *t)
{
    return t->state == HTTP_WAITING && t->host->running < h->opts.per_host;
}

static void start_waiting(struct http *h)
{
    int64_t now = now_of(h);
    for (struct http_transfer *t = h->first; t && h->waiting && h->running < h->opts.connections;
         t = t->next)
        if (has_turn(h, t) && t->host->rest_until <= now)
            start_one(h, t);
}

/* A redirect goes on within the same fetch: at once where the host is the same, else in the queue
 * of the other host. A host that is left has its rest. */
static void end_hop(struct http *h, struct http_transfer *t, CURLcode code)
{
    struct http_host *left = t->host;
    bool more = http_end_hop(t, code);
    h->running--;
    left->running--;
    if (more && !set_host(h, t)) {
        http_end_fetch(t, CURLE_OUT_OF_MEMORY);
        more = false;
    }
    if (!more || t->host != left)
        left->rest_until = now_of(h) + h->opts.gap_ms;
    if (!more)
        return;
    t->state = HTTP_WAITING;
    h->waiting++;
    if (t->host == left) /* before another fetch of it, which has to wait for a rest */
        start_one(h, t);
}

/* Lets curl work. */
static void perform(struct http *h)
{
    int ignored;
    const CURLMsg *message;
    start_waiting(h);
    (void)curl_multi_perform(h->multi, &ignored);
    while ((message = curl_multi_info_read(h->multi, &ignored)) != NULL) {
        struct http_transfer *t = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        (void)curl_multi_remove_handle(h->multi, t->easy);
        end_hop(h, t, code);
    }
    start_waiting(h);
}

/* ---- All of them ---- */

static char *copy_or_null(const char *s, bool *failed)
{
    char *copy = s ? strdup(s) : NULL;
    *failed = *failed || (s && !copy);
    return copy;
}

/* opts with the defaults filled in and strings of its own; false when memory is out. */
static bool copy_opts(struct http_opts *out, const struct http_opts *opts)
{
    bool failed = false;
    *out = *opts;
    out->connections = opts->connections ? opts->connections : CONNECTIONS;
    out->per_host = opts->per_host ? opts->per_host : PER_HOST;
    out->gap_ms = opts->clock_ms ? opts->gap_ms : 0;
    out->connect_ms = opts->connect_ms ? opts->connect_ms : CONNECT_MS;
    out->total_ms = opts->total_ms ? opts->total_ms : TOTAL_MS;
    out->redirects = opts->redirects ? opts->redirects : REDIRECTS;
    const char *agent = opts->user_agent;
    out->user_agent =
        copy_or_null(agent ? agent : "Motograph/" MOTOGRAPH_VERSION " (news ticker)", &failed);
    out->proxy = copy_or_null(opts->proxy, &failed);
    out->proxy_http = copy_or_null(opts->proxy_http, &failed);
    out->proxy_https = copy_or_null(opts->proxy_https, &failed);
    out->no_proxy = copy_or_null(opts->no_proxy, &failed);
    out->netrc_file = copy_or_null(opts->netrc_file, &failed);
    out->ca_file = copy_or_null(opts->ca_file, &failed);
    return !failed;
}

static void free_opts(struct http_opts *opts)
{
    free((char *)opts->user_agent);
    free((char *)opts->proxy);
    free((char *)opts->proxy_http);
    free((char *)opts->proxy_https);
    free((char *)opts->no_proxy);
    free((char *)opts->netrc_file);
    free((char *)opts->ca_file);
}

struct http *http_create(const struct http_opts *opts)
{
    static const struct http_opts none = {0};
    struct http *h = calloc(1, sizeof *h);
    if (!h)
        return NULL;
    if (curl_global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) {
        free(h);
        return NULL;
    }
    bool copied = copy_opts(&h->opts, opts ? opts : &none);
    h->multi = curl_multi_init();
    h->inside = curl_share_init();
    if (copied && h->multi && h->inside &&
        curl_share_setopt(h->inside, CURLSHOPT_SHARE, CURL_LOCK_DATA_CONNECT) == CURLSHE_OK &&
        curl_multi_setopt(h->multi, CURLMOPT_MAXCONNECTS, (long)h->opts.connections) == CURLM_OK)
        return h;
    http_destroy(h);
    return NULL;
}

void http_destroy(struct http *h)
{
    if (!h)
        return;
    for (struct http_transfer *t = h->first; t;) {
        struct http_transfer *next = t->next;
        if (t->state == HTTP_RUNNING)
            (void)curl_multi_remove_handle(h->multi, t->easy);
        http_transfer_destroy(t);
        t = next;
    }
    if (h->multi)
        (void)curl_multi_cleanup(h->multi);
    if (h->inside)
        (void)curl_share_cleanup(h->inside);
    http_hosts_finish(&h->hosts);
    free_opts(&h->opts);
    free(h);
    curl_global_cleanup();
}

enum err http_start(struct http *h, const struct http_request *request, struct why *why)
{
    if (!url_is_http(span_of(request->url)))
        return why_set(why, ERR_SYNTAX, 0, "no address of the web: %s", request->url);
    if (http_running(h) >= HTTP_QUEUE_MAX)
        return why_set(why, ERR_TOO_BIG, 0, "more than %d fetches", HTTP_QUEUE_MAX);
    struct http_transfer *t = http_transfer_create(&h->opts, request);
    if (!t || !set_host(h, t)) {
        http_transfer_destroy(t);
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    }
    if (h->last)
        h->last->next = t;
    else
        h->first = t;
    h->last = t;
    h->waiting++;
    return ERR_OK;
}

/* How long nothing of ours has to be done: until the first rest is over that a fetch waits for. */
static int patience(const struct http *h, int timeout_ms)
{
    int64_t left = timeout_ms, now = now_of(h);
    for (const struct http_transfer *t = h->first; t; t = t->next) {
        if (t->state == HTTP_DONE)
            return 0;
        if (h->running < h->opts.connections && has_turn(h, t) && t->host->rest_until - now < left)
            left = t->host->rest_until - now;
    }
    return left > 0 ? (int)left : 0;
}

void http_wait(struct http *h, struct pollfd *extra, size_t n_extra, int timeout_ms)
{
    struct curl_waitfd fds[HTTP_EXTRA_MAX];
    int ready;
    if (n_extra > HTTP_EXTRA_MAX)
        n_extra = HTTP_EXTRA_MAX;
    for (size_t i = 0; i < n_extra; i++) {
        short events = 0;
        events |= extra[i].events & POLLIN ? CURL_WAIT_POLLIN : 0;
        events |= extra[i].events & POLLOUT ? CURL_WAIT_POLLOUT : 0;
        fds[i] = (struct curl_waitfd){.fd = extra[i].fd, .events = events};
    }
    perform(h);
    (void)curl_multi_poll(h->multi, fds, (unsigned)n_extra, patience(h, timeout_ms), &ready);
    perform(h);
    /* curl tells nothing of a closed pipe, which would make the next wait return at once. */
    if (n_extra)
        (void)poll(extra, n_extra, 0);
}

bool http_pop(struct http *h, struct fetched *out, void **tag)
{
    struct http_transfer *before = NULL, *t = h->first;
    while (t && t->state != HTTP_DONE) {
        before = t;
        t = t->next;
    }
    if (!t)
        return false;
    if (before)
        before->next = t->next;
    else
        h->first = t->next;
    if (h->last == t)
        h->last = before;
    *out = t->result;
    *tag = t->tag;
    fetched_init(&t->result, 0);
    http_transfer_destroy(t);
    return true;
}

size_t http_running(const struct http *h)
{
    return h->waiting + h->running;
}

void http_wake(struct http *h)
{
    (void)curl_multi_wakeup(h->multi);
}
