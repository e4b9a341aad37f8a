/* http_end.c - how a fetch ended: another hop, or an outcome with its reason in words. Floor 1. One
 * thread owns it. Knows not when it is tried again. */
#include "source/http_end.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "source/url.h"

/* X509_V_ERR_… of OpenSSL (x509_vfy.h), which CURLINFO_SSL_VERIFYRESULT gives. */
enum {
    CERT_UNSPECIFIED = 1, /* also where curl itself did not find the host in it */
    CERT_NO_ISSUER = 2,
    CERT_NOT_YET_VALID = 9,
    CERT_EXPIRED = 10,
    CERT_SELF_SIGNED = 18,
    CERT_SELF_SIGNED_IN_CHAIN = 19, /* a root that nobody here knows */
    CERT_NO_LOCAL_ISSUER = 20,
    CERT_LEAF_UNVERIFIED = 21,
    CERT_UNTRUSTED = 27,
    CERT_HOST = 62,
};

/* ---- Outcomes ---- */

static enum fetch_outcome outcome_of_status(long status)
{
    if (status >= 200 && status < 300)
        return status == 206 ? FETCH_BROKEN : FETCH_OK; /* nobody asked for a part of it */
    switch (status) {
    case 304:
        return FETCH_UNCHANGED;
    case 401:
    case 407:
        return FETCH_LOGIN;
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
    case 511: /* RFC 6585, section 6 */
        return FETCH_PORTAL;
    default:
        return FETCH_SERVER;
    }
}

/* The numbers of verification are those of OpenSSL and its kin; others have their own. */
static bool speaks_openssl(void)
{
    const char *name = curl_version_info(CURLVERSION_NOW)->ssl_version;
    return name && (strstr(name, "OpenSSL") || strstr(name, "LibreSSL") ||
                    strstr(name, "BoringSSL") || strstr(name, "quictls"));
}

static enum fetch_outcome outcome_of_certificate(const struct http_transfer *t)
{
    long verify = CERT_UNSPECIFIED;
    if (strstr(t->said, "subject name") || strstr(t->said, "common name"))
        return FETCH_TLS_HOST; /* curl's own check, of every flavour */
    if (!speaks_openssl())     /* a clock that is not set is the likely cause */
        return t->now && t->now < WHEN_CLOCK_SET ? FETCH_CLOCK : FETCH_TLS;
    curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &verify);
    switch (verify) {
    case CERT_NOT_YET_VALID:
        return t->now < WHEN_CLOCK_SET ? FETCH_CLOCK : FETCH_TLS_EARLY;
    case CERT_EXPIRED:
        return FETCH_TLS_EXPIRED;
    case CERT_SELF_SIGNED:
        return FETCH_TLS_SELF;
    case CERT_NO_ISSUER:
    case CERT_SELF_SIGNED_IN_CHAIN:
    case CERT_NO_LOCAL_ISSUER:
    case CERT_LEAF_UNVERIFIED:
    case CERT_UNTRUSTED:
        return FETCH_TLS_ISSUER;
    case CERT_HOST:
        return FETCH_TLS_HOST;
    default:
        return FETCH_TLS;
    }
}

/* A proxy that does not open the way to a secure server answers with a status of its own. */
static long proxy_status(const struct http_transfer *t)
{
    long status = 0;
    if (t->proxied)
        curl_easy_getinfo(t->easy, CURLINFO_HTTP_CONNECTCODE, &status);
    return status;
}

/* With TLS 1.3 it comes after the handshake, as an alert in place of an answer. */
static bool wants_certificate(const struct http_transfer *t)
{
    return strstr(t->said, "certificate required") != NULL;
}

/* Errors that say nothing of the server but that the way broke off, perhaps in the proxy. */
static enum fetch_outcome outcome_of_break(const struct http_transfer *t)
{
    long status = proxy_status(t);
    if (wants_certificate(t))
        return FETCH_TLS;
    return status == 407 || status == 511 ? outcome_of_status(status) : FETCH_BROKEN;
}

static enum fetch_outcome outcome_of_failure(const struct http_transfer *t, CURLcode code)
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
    case CURLE_LOGIN_DENIED:
        return FETCH_LOGIN;
    case CURLE_TOO_MANY_REDIRECTS:
        return FETCH_REDIRECTS;
    case CURLE_UNSUPPORTED_PROTOCOL: /* of a redirect, or no HTTP came at all */
        return t->result.status ? FETCH_REDIRECTS : FETCH_BROKEN;
    case CURLE_URL_MALFORMAT: /* a port or a name that only curl finds wrong */
        return t->hops ? FETCH_REDIRECTS : FETCH_BROKEN;
    case CURLE_PEER_FAILED_VERIFICATION:
        return outcome_of_certificate(t);
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_INVALIDCERTSTATUS:
        return FETCH_TLS;
    default:
        return outcome_of_break(t);
    }
}

/* ---- Reasons, for whoever looks after the wall ---- */

static const char *reason_of_tls(const struct http_transfer *t, CURLcode code)
{
    switch (t->result.outcome) {
    case FETCH_CLOCK:
        return "the clock of this machine is not set; it is tried again once it is";
    case FETCH_TLS_EARLY:
        return "its time has not begun; is the clock of this machine right?";
    case FETCH_TLS_EXPIRED:
        return "the publisher has to renew it, or the clock of this machine is wrong";
    case FETCH_TLS_HOST:
        return "the server showed a certificate that is not of the host in the address";
    case FETCH_TLS_SELF:
        return "no authority vouches for it; to trust it all the same, name it as ca-file";
    case FETCH_TLS_ISSUER:
        return "no authority that this machine knows vouches for it; ca-file can name another";
    default:
        break;
    }
    if (wants_certificate(t))
        return "the server wants to see a certificate of ours (cert-file)";
    if (code == CURLE_SSL_CERTPROBLEM)
        return "our own certificate or its key cannot be used (cert-file, key-file)";
    if (code == CURLE_SSL_CACERT_BADFILE)
        return "the file of trusted certificates cannot be used (ca-file)";
    return t->said[0] ? t->said : curl_easy_strerror(code);
}

static const char *reason_of_login(const struct http_transfer *t)
{
    if (!t->access->user)
        return "the server wants a user and a password";
    if (!span_eq_nocase(url_origin(span_of(t->first)), url_origin(span_of(t->url))))
        return "it leads to another server, which is not shown the user and password";
    return "the server does not take the user and password";
}

static void say_login(struct http_transfer *t, CURLcode code)
{
    struct why *why = &t->result.why;
    bool proxy = t->result.status == 407 || proxy_status(t) == 407;
    if (code == CURLE_LOGIN_DENIED && t->access->broken)
        (void)why_set(why, ERR_NET, 0, "%s", t->access->broken);
    else if (proxy)
        (void)why_set(why, ERR_NET, 0, "the proxy wants to know who we are (HTTP status 407)");
    else
        (void)why_set(why, ERR_NET, 0, "%s (HTTP status %ld)", reason_of_login(t),
                      t->result.status);
}

static void say_redirect(struct http_transfer *t, CURLcode code)
{
    struct why *why = &t->result.why;
    if (code == CURLE_TOO_MANY_REDIRECTS)
        (void)why_set(why, ERR_NET, 0, "more than %ld redirects", t->opts->redirects);
    else
        (void)why_set(why, ERR_NET, 0,
                      "to an address that is not followed: only the web, and no "
                      "way back from https to http");
}

static void say_too_big(struct http_transfer *t)
{
    struct why *why = &t->result.why;
    if (t->header_bytes > HTTP_HEADERS_MAX)
        (void)why_set(why, ERR_TOO_BIG, 0, "more than %d bytes of headers", HTTP_HEADERS_MAX);
    else
        (void)why_set(why, ERR_TOO_BIG, 0, "more than %zu bytes", t->result.body.max);
}

static const char *reason_of_break(const struct http_transfer *t, CURLcode code)
{
    if (code == CURLE_COULDNT_CONNECT && t->proxied)
        return "by way of the proxy";
    if (code == CURLE_UNSUPPORTED_PROTOCOL)
        return "what answers there does not speak HTTP";
    return curl_easy_strerror(code);
}

/* What the outcome does not say by its name. Curl's own words are used for TLS alone: elsewhere
 * they may quote the address of a proxy with its password. */
static void say_why(struct http_transfer *t, CURLcode code)
{
    struct fetched *f = &t->result;
    switch (f->outcome) {
    case FETCH_OK:
    case FETCH_UNCHANGED:
        break;
    case FETCH_TOO_BIG:
        say_too_big(t);
        break;
    case FETCH_LOGIN:
        say_login(t, code);
        break;
    case FETCH_REDIRECTS:
        say_redirect(t, code);
        break;
    case FETCH_PRIVATE:
        (void)why_set(&f->why, ERR_NET, 0, "allow-private = yes in its section opens the way");
        break;
    case FETCH_PORTAL:
        (void)why_set(&f->why, ERR_NET, 0, "a person has to open a page first (HTTP status 511)");
        break;
    case FETCH_TLS:
    case FETCH_CLOCK:
    case FETCH_TLS_EARLY:
    case FETCH_TLS_EXPIRED:
    case FETCH_TLS_HOST:
    case FETCH_TLS_SELF:
    case FETCH_TLS_ISSUER:
        (void)why_set(&f->why, ERR_NET, 0, "%s", reason_of_tls(t, code));
        break;
    default:
        if (code == CURLE_OK)
            (void)why_set(&f->why, ERR_NET, 0, "HTTP status %ld", f->status);
        else
            (void)why_set(&f->why, ERR_NET, 0, "%s", reason_of_break(t, code));
    }
}

/* ---- Ends ---- */

/* Nothing is unchanged against what nobody named: such an answer, of a cache that is out of order,
 * would keep a feed empty and call it good. */
static enum fetch_outcome outcome_of_answer(const struct http_transfer *t)
{
    enum fetch_outcome outcome = outcome_of_status(t->result.status);
    bool asked = t->etag || t->last_modified;
    return outcome == FETCH_UNCHANGED && !asked ? FETCH_SERVER : outcome;
}

/* A 304 may renew the validators and need not repeat them (RFC 9110, section 15.4.5). */
static void keep_validators(struct http_transfer *t)
{
    if (t->result.etag.n == 0 && t->etag)
        (void)buf_puts(&t->result.etag, t->etag);
    if (t->result.last_modified.n == 0 && t->last_modified)
        (void)buf_puts(&t->result.last_modified, t->last_modified);
}

void http_end_fetch(struct http_transfer *t, CURLcode code)
{
    struct fetched *f = &t->result;
    if (t->easy)
        curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &f->status);
    (void)buf_puts(&f->address, t->url);
    f->outcome = code == CURLE_OK ? outcome_of_answer(t) : outcome_of_failure(t, code);
    if ((code == CURLE_OK && f->outcome != FETCH_OK) || f->outcome == FETCH_REDIRECTS)
        buf_reset(&f->body); /* an error page is no news */
    if (f->outcome != FETCH_OK && f->outcome != FETCH_UNCHANGED)
        buf_reset(&f->moved); /* where nothing good lives */
    if (f->outcome == FETCH_UNCHANGED)
        keep_validators(t);
    headers_settle(&t->headers, t->now, f);
    say_why(t, code);
    t->state = HTTP_DONE;
}

static bool is_redirect(long status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* What began secure goes on secure. */
static bool may_follow(const char *from, const char *to)
{
    bool secure = span_starts_nocase(span_of(from), "https:");
    return url_is_http(span_of(to)) && (!secure || span_starts_nocase(span_of(to), "https:"));
}

/* Up to the first hop that is not for good, each says where the source has moved. */
static void note_move(struct http_transfer *t, long status)
{
    t->detour = t->detour || (status != 301 && status != 308);
    if (t->detour)
        return;
    buf_reset(&t->result.moved);
    (void)buf_puts(&t->result.moved, t->url);
}

/* Where the hop leads (the caller frees it), or NULL with *code saying why it leads nowhere. A user
 * in the address is left out: the server's is none of ours, and ours curl puts there. */
static char *next_address(const struct http_transfer *t, long status, CURLcode *code)
{
    const char *said = NULL;
    curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_URL, &said);
    if (!is_redirect(status) || (!said && *code == CURLE_OK))
        return NULL; /* no redirect, or one without an address: its status says all */
    if (*code != CURLE_OK && *code != CURLE_URL_MALFORMAT && *code != CURLE_UNSUPPORTED_PROTOCOL)
        return NULL;
    char *next = said ? strdup(said) : NULL;
    if (next)
        (void)url_drop_user(next);
    if (said && !next)
        *code = CURLE_OUT_OF_MEMORY;
    else if (!next || !may_follow(t->url, next))
        *code = CURLE_UNSUPPORTED_PROTOCOL;
    else if (t->hops >= t->opts->redirects)
        *code = CURLE_TOO_MANY_REDIRECTS;
    else
        return next;
    free(next);
    return NULL;
}

bool http_end_hop(struct http_transfer *t, CURLcode code)
{
    long status = 0;
    double seconds = 0;
    curl_easy_getinfo(t->easy, CURLINFO_RESPONSE_CODE, &status);
    curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME, &seconds);
    char *next = next_address(t, status, &code);
    if (!next) {
        http_end_fetch(t, code);
        return false;
    }
    free(t->url);
    t->url = next;
    t->spent_ms += (long)(seconds * 1000);
    t->hops++;
    note_move(t, status);
    return true;
}
