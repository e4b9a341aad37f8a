/* http_transfer.c - one fetch: what is asked, with which manners, within which limits. Floor 1. One
 * thread owns it. Knows neither the queue nor what an end means. */
#include "source/http_transfer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "source/url.h"

enum {
    SLOW_BYTES = 50, /* a second, for a third of the total time: given up */
    HEADER_LINE_MAX = 8192,
};

static const char ACCEPT[] = "Accept: application/atom+xml, application/rss+xml, "
                             "application/feed+json, application/xml;q=0.9, text/html;q=0.8, "
                             "*/*;q=0.5";

/* ---- What curl calls ---- */

static size_t on_header(char *bytes, size_t one, size_t n, void *user)
{
    struct http_transfer *t = user;
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
    struct http_transfer *t = user;
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

/* Sees the address that is really connected to, on every hop and after every look-up. A proxy may
 * be anywhere: the operator named it. */
static curl_socket_t on_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
    struct http_transfer *t = user;
    bool open = t->allow_private || t->proxied || !url_address_private(&address->addr);
    if (!open || purpose != CURLSOCKTYPE_IPCXN) {
        t->blocked = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- A fetch ---- */

void http_transfer_destroy(struct http_transfer *t)
{
    if (!t)
        return;
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->asked);
    http_hosts_drop(t->host);
    free(t->first);
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

struct http_transfer *http_transfer_create(const struct http_opts *opts,
                                           const struct http_request *request)
{
    static const struct http_access plain = {0};
    struct http_transfer *t = calloc(1, sizeof *t);
    if (!t)
        return NULL;
    fetched_init(&t->result, request->max_bytes);
    headers_begin(&t->headers, &t->result);
    t->opts = opts;
    t->access = request->access ? request->access : &plain;
    t->tag = request->tag;
    t->allow_private = request->allow_private;
    t->now = request->now;
    t->etag = copy_validator(request->etag);
    t->last_modified = copy_validator(request->last_modified);
    t->first = strdup(request->url);
    t->url = strdup(request->url);
    if (t->first && t->url)
        return t;
    http_transfer_destroy(t);
    return NULL;
}

/* ---- A hop ---- */

/* False when memory is out. */
static bool add_header(struct http_transfer *t, const char *line)
{
    struct curl_slist *longer = curl_slist_append(t->asked, line);
    t->asked = longer ? longer : t->asked;
    return longer != NULL;
}

static bool add_validator(struct http_transfer *t, const char *name, const char *value)
{
    struct buf line;
    if (!value)
        return true;
    buf_init(&line, HEADER_LINE_MAX);
    bool done = !buf_printf(&line, "%s: %s", name, value) && add_header(t, buf_cstr(&line));
    buf_finish(&line);
    return done;
}

static void set_limits(const struct http_transfer *t)
{
    const struct http_opts *opts = t->opts;
    long third = opts->total_ms / 3000, left = opts->total_ms - t->spent_ms;
    curl_easy_setopt(t->easy, CURLOPT_CONNECTTIMEOUT_MS, opts->connect_ms);
    curl_easy_setopt(t->easy, CURLOPT_TIMEOUT_MS, left > 0 ? left : 1L);
    curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_LIMIT, (long)SLOW_BYTES);
    curl_easy_setopt(t->easy, CURLOPT_LOW_SPEED_TIME, third > 0 ? third : 1L);
    curl_easy_setopt(t->easy, CURLOPT_MAXFILESIZE_LARGE, (curl_off_t)t->result.body.max);
}

/* Only http and https. No cookies, no referrer, no redirects but those that we look at. */
static void set_manners(const struct http_transfer *t)
{
    const char *agent = t->access->user_agent;
    curl_easy_setopt(t->easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(t->easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(t->easy, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
    curl_easy_setopt(t->easy, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(t->easy, CURLOPT_USERAGENT, agent ? agent : t->opts->user_agent);
    curl_easy_setopt(t->easy, CURLOPT_HTTP_VERSION,
                     t->access->http1 ? (long)CURL_HTTP_VERSION_1_1 : (long)CURL_HTTP_VERSION_2TLS);
    curl_easy_setopt(t->easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(t->easy, CURLOPT_QUICK_EXIT, 1L);
}

/* "" for none. What the section of a feed says goes before everything else. */
static const char *proxy_of(const struct http_transfer *t, bool secure)
{
    const struct http_opts *opts = t->opts;
    const char *proxy = t->access->proxy;
    if (!proxy) {
        proxy = opts->proxy ? opts->proxy : secure ? opts->proxy_https : opts->proxy_http;
        if (opts->no_proxy && url_host_listed(t->host->name, span_of(opts->no_proxy)))
            proxy = NULL;
    }
    return !proxy || strcasecmp(proxy, "none") == 0 ? "" : proxy;
}

/* CURLOPT_NOPROXY, or curl would ask the environment. */
static void set_proxy(struct http_transfer *t)
{
    const char *proxy = proxy_of(t, span_starts_nocase(span_of(t->url), "https:"));
    t->proxied = proxy[0] != 0;
    curl_easy_setopt(t->easy, CURLOPT_PROXY, proxy);
    curl_easy_setopt(t->easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(t->easy, CURLOPT_PROXYAUTH, (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST));
    curl_easy_setopt(t->easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
}

/* Who is trusted. The system's folder of authorities must go, or it would count beside ours. */
static void set_trust(const struct http_transfer *t)
{
    const char *ca_file = t->access->ca_file ? t->access->ca_file : t->opts->ca_file;
    curl_easy_setopt(t->easy, CURLOPT_SSLVERSION, (long)CURL_SSLVERSION_TLSv1_2);
    if (!ca_file)
        return;
    curl_easy_setopt(t->easy, CURLOPT_CAINFO, ca_file);
    curl_easy_setopt(t->easy, CURLOPT_CAPATH, NULL);
}

/* Who we are: shown where the feed's own address leads, and to nobody that a redirect names. */
static void set_identity(const struct http_transfer *t)
{
    const struct http_access *access = t->access;
    if (!span_eq_nocase(url_origin(span_of(t->first)), url_origin(span_of(t->url))))
        return;
    curl_easy_setopt(t->easy, CURLOPT_HTTPAUTH, (long)(CURLAUTH_BASIC | CURLAUTH_DIGEST));
    if (access->user) {
        curl_easy_setopt(t->easy, CURLOPT_USERNAME, access->user);
        curl_easy_setopt(t->easy, CURLOPT_PASSWORD, access->secret ? access->secret : "");
    } else if (t->opts->netrc_file) {
        curl_easy_setopt(t->easy, CURLOPT_NETRC, (long)CURL_NETRC_OPTIONAL);
        curl_easy_setopt(t->easy, CURLOPT_NETRC_FILE, t->opts->netrc_file);
    }
    if (access->cert_file) {
        curl_easy_setopt(t->easy, CURLOPT_SSLCERT, access->cert_file);
        curl_easy_setopt(t->easy, CURLOPT_SSLKEY,
                         access->key_file ? access->key_file : access->cert_file);
    }
}

static void set_callbacks(struct http_transfer *t)
{
    curl_easy_setopt(t->easy, CURLOPT_HEADERFUNCTION, on_header);
    curl_easy_setopt(t->easy, CURLOPT_HEADERDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_WRITEFUNCTION, on_body);
    curl_easy_setopt(t->easy, CURLOPT_WRITEDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETFUNCTION, on_socket);
    curl_easy_setopt(t->easy, CURLOPT_OPENSOCKETDATA, t);
    curl_easy_setopt(t->easy, CURLOPT_ERRORBUFFER, t->said);
    curl_easy_setopt(t->easy, CURLOPT_PRIVATE, t);
}

static bool set_headers(struct http_transfer *t)
{
    curl_slist_free_all(t->asked);
    t->asked = NULL;
    return add_header(t, ACCEPT) && add_validator(t, "If-None-Match", t->etag) &&
           add_validator(t, "If-Modified-Since", t->last_modified) &&
           curl_easy_setopt(t->easy, CURLOPT_HTTPHEADER, t->asked) == CURLE_OK &&
           curl_easy_setopt(t->easy, CURLOPT_URL, t->url) == CURLE_OK;
}

static bool is_below(struct span host, const char *top)
{
    size_t n = strlen(top);
    return host.n > n && host.p[host.n - n - 1] == '.' &&
           span_is_nocase(span_from(host, host.n - n), top);
}

/* A proxy would open what on_socket cannot see: what names the local network (RFC 6761, 6762) is
 * not asked for. */
static bool names_private(const struct http_transfer *t)
{
    struct span host = t->host->name;
    while (span_ends(host, "."))
        host.n--;
    return url_host_private(host) || span_is_nocase(host, "localhost") ||
           is_below(host, "localhost") || is_below(host, "local");
}

CURLcode http_transfer_prepare(struct http_transfer *t, CURLSH *inside)
{
    if (t->access->broken)
        return CURLE_LOGIN_DENIED;
    curl_easy_cleanup(t->easy);
    t->easy = curl_easy_init();
    if (!t->easy || !set_headers(t))
        return CURLE_OUT_OF_MEMORY;
    buf_reset(&t->result.body); /* of the hop before */
    t->said[0] = 0;
    set_limits(t);
    set_manners(t);
    set_proxy(t);
    set_trust(t);
    set_identity(t);
    set_callbacks(t);
    /* A connection into the local network serves those that may have it, and no other. */
    if (t->allow_private && curl_easy_setopt(t->easy, CURLOPT_SHARE, inside) != CURLE_OK)
        return CURLE_OUT_OF_MEMORY;
    t->blocked = t->proxied && !t->allow_private && names_private(t);
    return t->blocked ? CURLE_COULDNT_CONNECT : CURLE_OK;
}
