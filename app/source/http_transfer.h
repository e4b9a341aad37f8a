/* http_transfer.h - one fetch: what is asked, with which manners, within which limits.
 *
 * Floor 1. For http.c and http_end.c; one thread owns it. A fetch is made of hops: redirects are
 * followed here and not by curl, so that every hop has its own look at host, proxy and who may see
 * the password. Includes curl. */
#ifndef MOTOGRAPH_SOURCE_HTTP_TRANSFER_H
#define MOTOGRAPH_SOURCE_HTTP_TRANSFER_H

#include <curl/curl.h>

#include "source/headers.h"
#include "source/http.h"
#include "source/http_hosts.h"

enum http_transfer_state { HTTP_WAITING, HTTP_RUNNING, HTTP_DONE };

struct http_transfer {
    struct http_transfer *next;
    enum http_transfer_state state;
    const struct http_opts *opts;     /* BORROWED, with the defaults filled in */
    const struct http_access *access; /* BORROWED, never NULL */
    struct http_host *host;           /* of url */
    CURL *easy;                       /* of this hop */
    struct curl_slist *asked;         /* headers of its request */
    char *first, *url;                /* asked for; the address of this hop */
    char *etag, *last_modified;
    void *tag;
    bool allow_private;
    int64_t now;
    long spent_ms;         /* by the hops before this one */
    long hops;             /* redirects followed */
    bool detour;           /* one of them was not for good */
    bool proxied;          /* this hop goes through a proxy */
    bool blocked, too_big; /* why our own callbacks ended it */
    size_t header_bytes;
    struct headers headers; /* of the last answer */
    struct fetched result;
    char said[CURL_ERROR_SIZE]; /* curl's own words */
};

/* NULL when memory is out. */
struct http_transfer *http_transfer_create(const struct http_opts *opts,
                                           const struct http_request *request);
void http_transfer_destroy(struct http_transfer *t); /* NULL is allowed */

/* Makes t->easy for the hop to t->url. inside: the connections of those that may reach the local
 * network. Else why it cannot be asked: CURLE_OUT_OF_MEMORY, CURLE_COULDNT_CONNECT (t->blocked),
 * CURLE_LOGIN_DENIED (t->access->broken). */
CURLcode http_transfer_prepare(struct http_transfer *t, CURLSH *inside);

#endif
