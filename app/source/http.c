/* http.c - many fetches at once over curl's multi interface. Floor 1. One thread owns it. Knows
 * neither feeds nor schedules.
 *
 * Waiting fetches stand in our own queue, as curl's would let their time-out run. */
#include "source/http.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/when.h"
#include "source/headers.h"
#include "source/url.h"

enum {
    CONNECTIONS = 4,
    PER_HOST = 1,
    CONNECT_MS = 10000,
    TOTAL_MS = 30000,
    REDIRECTS = 5,
    SLOW_BYTES = 50, /* a second, for a third of the total time: given up */
    HEADER_LINE_MAX = 8192,
    CERT_NOT_YET_VALID = 9, /* X509_V_ERR_CERT_NOT_YET_VALID of OpenSSL */
};

static const char ACCEPT[] = "Accept: application/atom+xml, application/rss+xml, "
                             "application/feed+json, application/xml;q=0.9, text/html;q=0.8, "
                             "*/*;q=0.5";

enum state { WAITING, RUNNING, DONE };

struct transfer {
    struct transfer *next;
    const struct http *http;
    enum state state;
    CURL *easy;
    struct curl_slist *asked; /* headers of the request */
    char *url;
    struct span host; /* in url */
    char *etag, *last_modified;
    void *tag;
    bool allow_private;
    int64_t now;
    bool blocked, too_big; /* why our own callbacks ended it */
    size_t header_bytes;
    struct headers headers; /* of the last answer */
    struct fetched result;
};

struct http {
    CURLM *multi;
    struct http_opts opts;         /* with the defaults filled in; strings are our own */
    struct transfer *first, *last; /* in the order of http_start */
    size_t waiting, running;
};

/* ---- What curl calls ---- */

static size_t on_header(char *bytes, size_t one, size_t n, void *user)
{
    struct transfer *t = user;
    t->header_bytes += n * one;
    if (t->header_bytes > HTTP_HEADERS_MAX) {
        t->too_big = true;
        return 0;
    }
    headers_read(&t->headers, span_make(bytes, n * one), &t->result);
    return n * one;
}

/* Decoded bytes: neither a gzip bomb nor a body without an end gets past the limit. */
static size_t on_body(char *bytes, size_t one, size_t n, void *user)
{
    struct transfer *t = user;
    struct buf *body = &t->result.body;
    struct span piece = {bytes, n * one};
    size_t room = body->max - body->n;
    if (piece.n > room) {
        t->too_big = true;
        (void)buf_put(body, span_sub(piece, 0, room));
        return 0;
    }
    return buf_put(body, piece) ? 0 : piece.n;
}

/* Sees the address that is really connected to, on every hop and after every look-up. */
static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct transfer *t = user;
    const struct http_opts *opts = &t->http->opts;
    bool open = t->allow_private || opts->proxy || !url_address_private(&address->addr) ||
                (opts->open_private && url_address_in(&address->addr, opts->open_private));
    if (!open || purpose != CURLSOCKTYPE_IPCXN) {
        t->blocked = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- One transfer ---- */

static void destroy_transfer(struct transfer *t)
{
    if (!t)
        return;
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->asked);
    free(t->url);
    free(t->etag);
    free(t->last_modified);
    fetched_finish(&t->result);
    free(t);
}

/* A copy of a validator, NULL where there is none or it could smuggle in a header. */
static char *copy_validator(const char *s)
{
    if (!s || !*s)
        return NULL;
    for (const char *p = s; *p; p++)
        if ((unsigned char)*p < 0x20 && *p != '\t')
            return NULL;
    return strdup(s);
}

static struct transfer *create_transfer(const struct http *h, const struct http_request *request)
{
    struct transfer *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    fetched_init(&t->result, request->max_bytes);
    headers_begin(&t->headers, &t->result);
    t->http = h;
    t->tag = request->tag;
    t->allow_private = request->allow_private;
    t->now = request->now;
    t->etag = copy_validator(request->etag);
    t->last_modified = copy_validator(request->last_modified);
    t->url = strdup(request->url);
    t->host = url_host(span_of(t->url));
    t->easy = curl_easy_init();
    if (t->url && t->easy)
        return t;
    destroy_transfer(t);
    return NULL;
}

/* False when memory is out. */
static bool add_header(struct transfer *t, const char *line)
{
    struct curl_slist *longer = curl_slist_append(t->asked, line);
    t->asked = longer ? longer : t->asked;
    return longer != NULL;
}

static bool add_validator(struct transfer *t, const char *name, const char *value)
{
    struct buf line;
    if (!value)
        return true;
    buf_init(&line, HEADER_LINE_MAX);
    bool done = !buf_printf(&line, "%s: %s", name, value) && add_header(t, buf_cstr(&line));
    buf_finish(&line);
    return done;
}

static void set_limits(const struct transfer *t)
{
    const struct http_opts *opts = &t->http->opts;
    long third = opts->total_ms / 3000;
    curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, opts->connect_ms);
    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, opts->total_ms);
    curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, third > 0 ? third : 1L);
    curl_easy_setopt(t->easy, CURLOPT_MAXREDIRS, opts->redirects);
    curl_easy_setopt(t->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->result.body.max);
}

/* Only http and https; what began secure goes on secure. No cookies, no referrer, no passwords. */
static void set_manners(const struct transfer *t)
{
    const struct http_opts *opts = &t->http->opts;
    bool secure = span_starts_nocase(span_of(t->url), "https:");
    curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(t->easy, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
    curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION, 1L);
    curl_easy_setopt(t->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(t->easy, CURLOPT_PROXY, opts->proxy ? opts->proxy : "");
    curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(t->easy, CURLOPT_USERAGENT, opts->user_agent);
    curl_easy_setopt(t->easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(t->easy, CURLOPT_QUICK_EXIT, 1L);
    if (opts->ca_file)
        curl_easy_setopt(t->easy, CURLOPT_CAINFO, opts->ca_file);
    /* A connection into the local network serves the fetch that may have it, and no other. */
    if (t->allow_private) {
        curl_easy_setopt(t->easy, CURLOPT_FRESH_CONNECT, 1L);
        curl_easy_setopt(t->easy, CURLOPT_FORBID_REUSE, 1L);
    }
}

static bool prepare(struct transfer *t)
{
    if (!add_header(t, ACCEPT) || !add_validator(t, "If-None-Match", t->etag) ||
        !add_validator(t, "If-Modified-Since", t->last_modified))
        return false;
    set_limits(t);
    set_manners(t);
    curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->asked);
    curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
    return curl_easy_setopt(t->easy, CURLOPT_URL, t->url) == CURLE_OK;
}

/* ---- How it ended ---- */

static enum fetch_outcome outcome_of_status(long status)
{
    if (status >= 200 && status < 300)
        return FETCH_OK;
    switch (status) {
    case 304:
        return FETCH_UNCHANGED;
    case 401:
    case 403:
    case 451:
        return FETCH_REFUSED;
    case 404:
        return FETCH_NOT_FOUND;
    case 410:
        return FETCH_GONE;
    case 429:
    case 503:
        return FETCH_LATER;
    default:
        return FETCH_SERVER;
    }
}

static enum fetch_outcome outcome_of_tls(const struct transfer *t)
{
    long verify = 0;
    curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &verify);
    bool early = verify == CERT_NOT_YET_VALID && t->now < WHEN_CLOCK_SET;
    return early ? FETCH_CLOCK : FETCH_TLS;
}

static enum fetch_outcome outcome_of_failure(const struct transfer *t, CURLcode code)
{
    if (t->too_big)
        return FETCH_TOO_BIG;
    switch (code) {
    case CURLE_COULDNT_RESOLVE_HOST:
    case CURLE_COULDNT_RESOLVE_PROXY:
        return FETCH_DNS;
    case CURLE_COULDNT_CONNECT:
        return t->blocked ? FETCH_PRIVATE : FETCH_CONNECT;
    case CURLE_OPERATION_TIMEDOUT:
        return FETCH_TIMEOUT;
    case CURLE_FILESIZE_EXCEEDED:
        return FETCH_TOO_BIG;
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return outcome_of_tls(t);
    default:
        return FETCH_BROKEN;
    }
}

/* A 304 may renew the validators and need not repeat them (RFC 9110, section 15.4.5). */
static void keep_validators(struct transfer *t)
{
    if (t->result.etag.n == 0 && t->etag)
        (void)buf_puts(&t->result.etag, t->etag);
    if (t->result.last_modified.n == 0 && t->last_modified)
        (void)buf_puts(&t->result.last_modified, t->last_modified);
}

static void say_why(struct fetched *f, const struct transfer *t, CURLcode code)
{
    const char *name = fetch_outcome_name(f->outcome);
    if (f->outcome == FETCH_OK || f->outcome == FETCH_UNCHANGED)
        return;
    if (f->outcome == FETCH_TOO_BIG)
        (void)why_set(&f->why, ERR_TOO_BIG, 0, "more than %zu bytes", f->body.max);
    else if (code == CURLE_OK)
        (void)why_set(&f->why, ERR_NET, 0, "%s (HTTP status %ld)", name, f->status);
    else
        (void)why_set(&f->why, ERR_NET, 0, "%s: %s", name,
                      t->blocked ? "the address is of a local network" : curl_easy_strerror(code));
}

static void finish_transfer(struct transfer *t, CURLcode code)
{
    struct fetched *f = &t->result;
    const char *address = NULL;
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &f->status);
    curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &address);
    (void)buf_puts(&f->address, address ? address : t->url);
    f->outcome = code == CURLE_OK ? outcome_of_status(f->status) : outcome_of_failure(t, code);
    if (code == CURLE_OK && f->outcome != FETCH_OK)
        buf_reset(&f->body); /* an error page is no news */
    if (f->outcome == FETCH_UNCHANGED)
        keep_validators(t);
    headers_settle(&t->headers, t->now, f);
    say_why(f, t, code);
    t->state = DONE;
}

/* ---- All of them ---- */

static bool host_is_free(const struct http *h, struct span host)
{
    unsigned n = 0;
    for (const struct transfer *t = h->first; t; t = t->next)
        if (t->state == RUNNING && span_eq_nocase(t->host, host))
            n++;
    return n < h->opts.per_host;
}

static void start_waiting(struct http *h)
{
    for (struct transfer *t = h->first; t && h->waiting && h->running < h->opts.connections;
         t = t->next) {
        if (t->state != WAITING || !host_is_free(h, t->host))
            continue;
        h->waiting--;
        if (prepare(t) && curl_multi_add_handle(h->multi, t->easy) == CURLM_OK) {
            t->state = RUNNING;
            h->running++;
        } else {
            finish_transfer(t, CURLE_OUT_OF_MEMORY);
        }
    }
}

/* Lets curl work; true when something is done. */
static bool perform(struct http *h)
{
    int ignored;
    bool any = false;
    const CURLMsg *message;
    start_waiting(h);
    (void)curl_multi_perform(h->multi, &ignored);
    while ((message = curl_multi_info_read(h->multi, &ignored)) != NULL) {
        struct transfer *t = NULL;
        CURLcode code = message->data.result;
        if (message->msg != CURLMSG_DONE)
            continue;
        curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, (char **)&t);
        (void)curl_multi_remove_handle(h->multi, t->easy);
        finish_transfer(t, code);
        h->running--;
        any = true;
    }
    start_waiting(h);
    return any;
}

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
    out->connect_ms = opts->connect_ms ? opts->connect_ms : CONNECT_MS;
    out->total_ms = opts->total_ms ? opts->total_ms : TOTAL_MS;
    out->redirects = opts->redirects ? opts->redirects : REDIRECTS;
    const char *agent = opts->user_agent;
    out->user_agent =
        copy_or_null(agent ? agent : "Motograph/" MOTOGRAPH_VERSION " (news ticker)", &failed);
    out->proxy = copy_or_null(opts->proxy, &failed);
    out->ca_file = copy_or_null(opts->ca_file, &failed);
    out->open_private = copy_or_null(opts->open_private, &failed);
    return !failed;
}

static void free_opts(struct http_opts *opts)
{
    free((char *)opts->user_agent);
    free((char *)opts->proxy);
    free((char *)opts->ca_file);
    free((char *)opts->open_private);
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
    if (copied && h->multi)
        return h;
    http_destroy(h);
    return NULL;
}

void http_destroy(struct http *h)
{
    if (!h)
        return;
    for (struct transfer *t = h->first; t;) {
        struct transfer *next = t->next;
        if (t->state == RUNNING)
            (void)curl_multi_remove_handle(h->multi, t->easy);
        destroy_transfer(t);
        t = next;
    }
    if (h->multi)
        (void)curl_multi_cleanup(h->multi);
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
    struct transfer *t = create_transfer(h, request);
    if (!t)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    if (h->last)
        h->last->next = t;
    else
        h->first = t;
    h->last = t;
    h->waiting++;
    return ERR_OK;
}

static bool any_done(const struct http *h)
{
    for (const struct transfer *t = h->first; t; t = t->next)
        if (t->state == DONE)
            return true;
    return false;
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
    (void)perform(h);
    (void)curl_multi_poll(h->multi, fds, (unsigned)n_extra, any_done(h) ? 0 : timeout_ms, &ready);
    (void)perform(h);
    /* curl tells nothing of a closed pipe, which would make the next wait return at once. */
    if (n_extra)
        (void)poll(extra, n_extra, 0);
}

bool http_pop(struct http *h, struct fetched *out, void **tag)
{
    struct transfer *before = NULL, *t = h->first;
    while (t && t->state != DONE) {
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
    destroy_transfer(t);
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
