/* source.c - where bytes come from. Floor 1. Any thread. Knows no network. */
#include "source/source.h"

#include <string.h>
#include <sys/stat.h>

#include "source/url.h"

enum { VALIDATOR_MAX = 1024, ADDRESS_MAX = 8192, TYPE_MAX = 256 };

const char *fetch_outcome_name(enum fetch_outcome outcome)
{
    static const char *const names[] = {
        [FETCH_NEVER] = "never tried",
        [FETCH_OK] = "ok",
        [FETCH_UNCHANGED] = "unchanged",
        [FETCH_NOT_FOUND] = "not found",
        [FETCH_GONE] = "gone",
        [FETCH_REFUSED] = "refused",
        [FETCH_LATER] = "asked to come later",
        [FETCH_SERVER] = "server error",
        [FETCH_DNS] = "name not found",
        [FETCH_CONNECT] = "no connection",
        [FETCH_TIMEOUT] = "timed out",
        [FETCH_TLS] = "no secure connection",
        [FETCH_CLOCK] = "waiting for the clock",
        [FETCH_PRIVATE] = "local address not allowed",
        [FETCH_TOO_BIG] = "too big",
        [FETCH_BROKEN] = "broke off",
        [FETCH_NOT_NEWS] = "not news",
        [FETCH_UNREADABLE] = "unreadable",
        [FETCH_STOPPED] = "stopped",
        [FETCH_LOGIN] = "user or secret wrong",
        [FETCH_PORTAL] = "the network asks to log in",
        [FETCH_REDIRECTS] = "redirected in vain",
        [FETCH_TLS_EARLY] = "certificate not yet valid",
        [FETCH_TLS_EXPIRED] = "certificate expired",
        [FETCH_TLS_HOST] = "certificate of another host",
        [FETCH_TLS_SELF] = "certificate signed by itself",
        [FETCH_TLS_ISSUER] = "certificate of an unknown issuer",
    };
    return (size_t)outcome < sizeof names / sizeof names[0] ? names[outcome] : "unknown";
}

static bool is_folder(struct span path)
{
    char text[ADDRESS_MAX];
    struct stat st;
    if (path.n == 0 || path.n >= sizeof text || span_find_byte(path, 0) != SIZE_MAX)
        return false;
    memcpy(text, path.p, path.n);
    text[path.n] = 0;
    return stat(text, &st) == 0 && S_ISDIR(st.st_mode);
}

enum source_kind source_kind_of(struct span address)
{
    if (span_is(address, "-"))
        return SOURCE_INPUT;
    if (span_starts_nocase(address, "http://") || span_starts_nocase(address, "https://"))
        return SOURCE_URL;
    return is_folder(address) ? SOURCE_FOLDER : SOURCE_FILE;
}

static struct span last_part(struct span path)
{
    while (path.n > 1 && path.p[path.n - 1] == '/')
        path.n--;
    size_t at = path.n;
    while (at > 0 && path.p[at - 1] != '/')
        at--;
    return span_from(path, at);
}

/* The name of a file without its extension; hidden files keep theirs. */
static struct span stem(struct span name)
{
    for (size_t i = name.n; i-- > 1;)
        if (name.p[i] == '.')
            return span_sub(name, 0, i);
    return name;
}

struct span source_folder_name(struct span path)
{
    size_t slash = path.n;
    while (slash > 0 && path.p[slash - 1] != '/')
        slash--;
    struct span name = last_part(span_sub(path, 0, slash));
    return span_ends(name, ".") || span_ends(name, "/") ? span_make(NULL, 0) : name;
}

struct span source_fallback_name(struct span address, enum source_kind kind, struct arena *a)
{
    struct span name = span_make(NULL, 0);
    switch (kind) {
    case SOURCE_URL:
        name = url_host(address);
        name = span_from(name, span_starts_nocase(name, "www.") ? 4 : 0);
        break;
    case SOURCE_FILE:
        name = stem(last_part(address));
        break;
    case SOURCE_FOLDER:
        name = last_part(address);
        break;
    case SOURCE_INPUT:
        break;
    }
    return arena_copy(a, name);
}

void fetched_init(struct fetched *f, size_t max_bytes)
{
    *f = (struct fetched){.outcome = FETCH_NEVER};
    buf_init(&f->body, max_bytes);
    buf_init(&f->content_type, TYPE_MAX);
    buf_init(&f->address, ADDRESS_MAX);
    buf_init(&f->moved, ADDRESS_MAX);
    buf_init(&f->etag, VALIDATOR_MAX);
    buf_init(&f->last_modified, VALIDATOR_MAX);
}

void fetched_finish(struct fetched *f)
{
    buf_finish(&f->body);
    buf_finish(&f->content_type);
    buf_finish(&f->address);
    buf_finish(&f->moved);
    buf_finish(&f->etag);
    buf_finish(&f->last_modified);
}
