/* url.c - addresses: joining and checking (RFC 3986). Floor 1. Any thread. No network. */
#include "source/url.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

enum { URL_MAX = 8192, V4_BYTES = 4, V6_BYTES = 16, ADDRESS_MAX = 64 };

/* ---- Parts ---- */

/* Spans of a reference; present tells a part that is empty from one that is not there. */
struct parts {
    struct span scheme, authority, path, query, fragment;
    bool has_authority, has_query, has_fragment;
};

/* Length of the scheme at the head of s, 0 where there is none. */
static size_t scheme_length(struct span s)
{
    size_t n = 0;
    while (n < s.n && (ascii_alpha(s.p[n]) || (n && (ascii_digit(s.p[n]) || s.p[n] == '+' ||
                                                     s.p[n] == '-' || s.p[n] == '.'))))
        n++;
    return n && n < s.n && s.p[n] == ':' ? n : 0;
}

/* Offset of the first of the stop bytes in s, or s.n. */
static size_t until(struct span s, const char *stops)
{
    size_t n = s.n;
    for (; *stops && n; stops++) {
        const char *hit = memchr(s.p, *stops, n);
        if (hit)
            n = (size_t)(hit - s.p);
    }
    return n;
}

static struct parts split(struct span s)
{
    struct parts p = {.scheme = span_sub(s, 0, scheme_length(s))};
    if (p.scheme.n)
        s = span_from(s, p.scheme.n + 1);
    if (span_starts(s, "//")) {
        s = span_from(s, 2);
        p.has_authority = true;
        p.authority = span_sub(s, 0, until(s, "/?#"));
        s = span_from(s, p.authority.n);
    }
    p.path = span_sub(s, 0, until(s, "?#"));
    s = span_from(s, p.path.n);
    if (s.n && s.p[0] == '?') {
        p.has_query = true;
        p.query = span_sub(s, 1, until(span_from(s, 1), "#"));
        s = span_from(s, 1 + p.query.n);
    }
    p.has_fragment = s.n > 0;
    p.fragment = span_from(s, 1);
    return p;
}

static struct span host_of(struct span authority)
{
    size_t user = span_find_byte(authority, '@');
    while (user != SIZE_MAX) {
        authority = span_from(authority, user + 1);
        user = span_find_byte(authority, '@');
    }
    if (authority.n && authority.p[0] == '[')
        return span_sub(authority, 1, until(authority, "]") - 1);
    return span_sub(authority, 0, until(authority, ":"));
}

/* White space and controls, those of C1 in UTF-8, too: terminals obey them. A backslash ends the
 * host for some readers and not for others. */
static bool is_bad_at(struct span s, size_t i)
{
    unsigned char c = (unsigned char)s.p[i], next = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
    return c <= 0x20 || c == 0x7f || c == '\\' || (c == 0xc2 && next < 0xa0);
}

bool url_is_http(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (is_bad_at(s, i))
            return false;
    struct parts p = split(s);
    bool http = span_is_nocase(p.scheme, "http") || span_is_nocase(p.scheme, "https");
    return http && s.n <= URL_MAX && host_of(p.authority).n &&
           span_find_byte(p.authority, '@') == SIZE_MAX;
}

struct span url_origin(struct span url)
{
    struct span authority = split(url).authority;
    return span_make(url.p, authority.p ? (size_t)(authority.p - url.p) + authority.n : 0);
}

bool url_drop_user(char *url)
{
    struct span authority = split(span_of(url)).authority;
    size_t start = authority.n ? (size_t)(authority.p - url) : 0, user = 0;
    for (size_t i = 0; i < authority.n; i++)
        if (authority.p[i] == '@')
            user = i + 1;
    if (user)
        memmove(url + start, url + start + user, strlen(url + start + user) + 1);
    return user > 0;
}

struct span url_host(struct span url)
{
    return host_of(split(url).authority);
}

/* ---- Joining ---- */

/* Cuts the last segment and its slash off what stands in out from the offset on. */
static void cut_segment(struct buf *out, size_t from)
{
    size_t n = out->n;
    while (n > from && out->p[n - 1] != '/')
        n--;
    buf_cut(out, n > from ? n - 1 : from);
}

/* RFC 3986, section 5.2.4, segment by segment. */
static void put_path(struct buf *out, struct span path)
{
    size_t from = out->n;
    while (path.n) {
        size_t slash = path.p[0] == '/' ? 1 : 0;
        size_t n = slash + until(span_from(path, slash), "/");
        struct span segment = span_sub(path, slash, n - slash);
        bool last = n == path.n;
        if (span_is(segment, "..")) {
            cut_segment(out, from);
        } else if (!span_is(segment, ".")) {
            (void)buf_put(out, span_sub(path, 0, n));
            last = false;
        }
        if (last)
            (void)buf_putc(out, '/');
        path = span_from(path, n);
    }
}

/* The base's path up to its last slash, then the reference's (section 5.2.3). */
static void put_merged(struct buf *out, const struct parts *base, struct span path)
{
    struct buf whole;
    buf_init(&whole, 2 * URL_MAX);
    size_t keep = base->path.n;
    while (keep && base->path.p[keep - 1] != '/')
        keep--;
    if (keep == 0)
        (void)buf_putc(&whole, '/');
    (void)buf_put(&whole, span_sub(base->path, 0, keep));
    (void)buf_put(&whole, path);
    if (whole.failed)
        out->failed = whole.failed;
    put_path(out, buf_span(&whole));
    buf_finish(&whole);
}

/* RFC 3986, sections 5.2.2 and 5.3. */
static void put_joined(struct buf *out, const struct parts *base, const struct parts *ref)
{
    bool own_authority = ref->scheme.n || ref->has_authority;
    bool own_path = own_authority || ref->path.n;
    (void)buf_put(out, ref->scheme.n ? ref->scheme : base->scheme);
    (void)buf_puts(out, "://");
    (void)buf_put(out, own_authority ? ref->authority : base->authority);
    if (own_authority || (ref->path.n && ref->path.p[0] == '/'))
        put_path(out, ref->path);
    else if (ref->path.n)
        put_merged(out, base, ref->path);
    else
        (void)buf_put(out, base->path);
    const struct parts *asks = own_path || ref->has_query ? ref : base;
    if (asks->has_query) {
        (void)buf_putc(out, '?');
        (void)buf_put(out, asks->query);
    }
    if (ref->has_fragment) {
        (void)buf_putc(out, '#');
        (void)buf_put(out, ref->fragment);
    }
}

/* As browsers read a reference: no white space around it, no line ends in it, spaces as %20, and
 * backslashes of the path as strokes. */
static void put_tidy(struct buf *out, struct span ref)
{
    ref = span_trim(ref);
    size_t path_end = until(ref, "?#");
    for (size_t i = 0; i < ref.n && !out->failed; i++) {
        size_t run = until(span_from(ref, i), " \\\t\n\r");
        (void)buf_put(out, span_sub(ref, i, run));
        i += run;
        if (i < ref.n && ref.p[i] == ' ')
            (void)buf_puts(out, "%20");
        else if (i < ref.n && ref.p[i] == '\\')
            (void)buf_puts(out, i < path_end ? "/" : "%5C");
    }
}

struct span url_join(struct span base, struct span ref, struct arena *a)
{
    struct buf tidy, joined;
    struct span result = {NULL, 0};
    buf_init(&tidy, URL_MAX);
    buf_init(&joined, URL_MAX);
    put_tidy(&tidy, ref);
    struct parts b = split(base), r = split(buf_span(&tidy));
    bool whole = !r.scheme.n || r.has_authority; /* "mailto:x" and its like have none */
    if (whole)
        put_joined(&joined, &b, &r);
    if (whole && !tidy.failed && !joined.failed && url_is_http(buf_span(&joined)))
        result = arena_copy(a, buf_span(&joined));
    buf_finish(&tidy);
    buf_finish(&joined);
    return result;
}

/* ---- Addresses ---- */

struct range {
    unsigned char bytes[V6_BYTES];
    unsigned bits;
};

/* RFC 6890 and its successors in the IANA registry of special-purpose addresses. */
static const struct range v4_private[] = {
    {{0}, 8},          /* this network */
    {{10}, 8},         /* private */
    {{100, 64}, 10},   /* carrier-grade NAT */
    {{127}, 8},        /* loopback */
    {{169, 254}, 16},  /* link-local */
    {{172, 16}, 12},   /* private */
    {{192, 0, 0}, 24}, /* protocol assignments */
    {{192, 168}, 16},  /* private */
    {{198, 18}, 15},   /* benchmarks */
    {{224}, 3},        /* multicast, reserved, broadcast */
};

static const struct range v6_private[] = {
    {{0x00, 0x64, 0xff, 0x9b, 0x00, 0x01}, 48}, /* local NAT64 */
    {{0x01}, 64},                               /* discard */
    {{0x20, 0x01}, 32},                         /* Teredo */
    {{0xfc}, 7},                                /* unique local */
    {{0xfe, 0x80}, 10},                         /* link-local */
    {{0xfe, 0xc0}, 10},                         /* site-local */
    {{0xff}, 8},                                /* multicast */
};

/* IPv6 ranges that carry an IPv4 address, and where. */
static const struct {
    struct range range;
    unsigned at;
} v6_carriers[] = {
    {{{0}, 96}, 12},                                        /* v4-compatible; ::, ::1 */
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12}, /* v4-mapped */
    {{{0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96}, 12},       /* v4-translated */
    {{{0x00, 0x64, 0xff, 0x9b}, 96}, 12},                   /* NAT64 */
    {{{0x20, 0x02}, 16}, 2},                                /* 6to4 */
};

static bool within(const unsigned char *bytes, const struct range *range)
{
    unsigned whole = range->bits / 8, rest = range->bits % 8;
    if (memcmp(bytes, range->bytes, whole) != 0)
        return false;
    unsigned mask = 0xff00U >> rest & 0xffU;
    return rest == 0 || ((bytes[whole] ^ range->bytes[whole]) & mask) == 0;
}

static bool v4_is_private(const unsigned char *bytes)
{
    for (size_t i = 0; i < sizeof v4_private / sizeof v4_private[0]; i++)
        if (within(bytes, &v4_private[i]))
            return true;
    return false;
}

static bool v6_is_private(const unsigned char *bytes)
{
    for (size_t i = 0; i < sizeof v6_private / sizeof v6_private[0]; i++)
        if (within(bytes, &v6_private[i]))
            return true;
    for (size_t i = 0; i < sizeof v6_carriers / sizeof v6_carriers[0]; i++)
        if (within(bytes, &v6_carriers[i].range))
            return v4_is_private(bytes + v6_carriers[i].at);
    return false;
}

/* Copies the bytes of an IPv4 or IPv6 address; gives their number, 0 for other families. */
static size_t address_bytes(const struct sockaddr *address, unsigned char out[V6_BYTES])
{
    if (address->sa_family == AF_INET) {
        memcpy(out, &((const struct sockaddr_in *)(const void *)address)->sin_addr, V4_BYTES);
        return V4_BYTES;
    }
    if (address->sa_family == AF_INET6) {
        memcpy(out, &((const struct sockaddr_in6 *)(const void *)address)->sin6_addr, V6_BYTES);
        return V6_BYTES;
    }
    return 0;
}

bool url_address_private(const struct sockaddr *address)
{
    unsigned char bytes[V6_BYTES];
    switch (address_bytes(address, bytes)) {
    case V4_BYTES:
        return v4_is_private(bytes);
    case V6_BYTES:
        return v6_is_private(bytes);
    default:
        return true;
    }
}

bool url_host_private(struct span host)
{
    unsigned char bytes[V6_BYTES];
    char text[ADDRESS_MAX];
    if (host.n >= sizeof text)
        return false;
    (void)snprintf(text, sizeof text, "%.*s", (int)host.n, host.n ? host.p : "");
    struct in_addr v4;
    if (inet_aton(text, &v4)) { /* "127.1" and "0x7f000001" are looked up as such, too */
        memcpy(bytes, &v4, V4_BYTES);
        return v4_is_private(bytes);
    }
    return inet_pton(AF_INET6, text, bytes) == 1 && v6_is_private(bytes);
}

/* ---- Lists of hosts ---- */

static struct span without_dots(struct span s)
{
    while (s.n && s.p[0] == '.')
        s = span_from(s, 1);
    return span_sub(s, 0, s.n && s.p[s.n - 1] == '.' ? s.n - 1 : s.n);
}

/* "::1" has no port behind it, "[::1]:80" and "h:80" have. */
static bool is_bare_v6(struct span entry)
{
    size_t colon = span_find_byte(entry, ':');
    return colon != SIZE_MAX && entry.p[0] != '[' &&
           span_find_byte(span_from(entry, colon + 1), ':') != SIZE_MAX;
}

/* An entry names the host itself and every name below it. */
static bool names_host(struct span entry, struct span host)
{
    entry = without_dots(is_bare_v6(entry) ? entry : host_of(entry));
    host = without_dots(host);
    if (entry.n == 0 || entry.n > host.n)
        return false;
    size_t below = host.n - entry.n;
    return span_eq_nocase(span_from(host, below), entry) &&
           (below == 0 || host.p[below - 1] == '.');
}

bool url_host_listed(struct span host, struct span list)
{
    while (list.n) {
        struct span entry = span_sub(list, 0, until(list, ", \t"));
        if (span_is(entry, "*") || (entry.n && names_host(entry, host)))
            return true;
        list = span_from(list, entry.n + 1);
    }
    return false;
}
