/* robots.c - may a robot of that name read a page (RFC 9309)? Floor 1. Any thread. Knows no
 * network. */
#include "source/robots.h"

#include <string.h>

/* The path and query of an address, as rules match it. */
static struct span path_of(struct span url)
{
    size_t scheme = span_find(url, span_of("://"));
    struct span rest = scheme == SIZE_MAX ? url : span_from(url, scheme + 3);
    size_t at = 0, hash = span_find_byte(rest, '#');
    rest = span_sub(rest, 0, hash);
    while (at < rest.n && rest.p[at] != '/' && rest.p[at] != '?')
        at++;
    return span_from(rest, at);
}

static int hex(char c)
{
    if (ascii_digit(c))
        return c - '0';
    c = ascii_lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Cuts one byte off *s, %XX decoded (but an escaped slash, which parts no path); -1 at the end. */
static int next_byte(struct span *s)
{
    if (s->n == 0)
        return -1;
    int byte = (unsigned char)s->p[0], high, low;
    size_t n = 1;
    if (byte == '%' && s->n > 2 && (high = hex(s->p[1])) >= 0 && (low = hex(s->p[2])) >= 0 &&
        high * 16 + low != '/') {
        byte = high * 16 + low;
        n = 3;
    }
    *s = span_from(*s, n);
    return byte;
}

/* True when path begins with the pattern: "*" is any bytes, a "$" at the end is the path's end.
 * Greedy with one way back, to the latest "*": that is enough, as what a "*" before it took only
 * ever needs to be the least. */
static bool matches(struct span pattern, struct span path)
{
    bool to_end = span_ends(pattern, "$");
    struct span star = {NULL, 0}, retry = {NULL, 0};
    pattern.n -= to_end;
    for (;;) {
        if (pattern.n && pattern.p[0] == '*') {
            pattern = star = span_from(pattern, 1);
            retry = path;
            continue;
        }
        if (pattern.n == 0 && (!to_end || path.n == 0))
            return true;
        struct span p = pattern, q = path;
        int want = next_byte(&p), got = next_byte(&q);
        if (want >= 0 && want == got) {
            pattern = p;
            path = q;
        } else if (star.p && next_byte(&retry) >= 0) {
            pattern = star;
            path = retry;
        } else {
            return false;
        }
    }
}

/* A "key: value" line, its comment cut off; false when it is none. */
static bool read_line(struct span line, struct span *key, struct span *value)
{
    line = span_sub(line, 0, span_find_byte(line, '#'));
    size_t colon = span_find_byte(line, ':');
    if (colon == SIZE_MAX)
        return false;
    *key = span_trim(span_sub(line, 0, colon));
    *value = span_trim(span_from(line, colon + 1));
    return true;
}

/* What the rules read so far say of the path. */
struct verdict {
    bool named;   /* some group was for this agent */
    size_t best;  /* length of the longest rule that matches, plus 1; 0: none does */
    bool allowed; /* by that rule */
};

static void judge(struct verdict *v, struct span pattern, struct span path, bool allow)
{
    if (pattern.n == 0 || pattern.n + 1 < v->best || !matches(pattern, path))
        return;
    v->allowed = allow || (pattern.n + 1 == v->best && v->allowed);
    v->best = pattern.n + 1;
}

/* "Motograph/2.0" in a file means us, too: only the letters, "-" and "_" of the token count. */
static struct span token_of(struct span name)
{
    size_t n = 0;
    while (n < name.n && (ascii_alpha(name.p[n]) || name.p[n] == '-' || name.p[n] == '_'))
        n++;
    return span_sub(name, 0, n);
}

/* All groups for that agent together, as the RFC combines them. */
static struct verdict read_groups(struct span text, struct span agent, struct span path)
{
    struct verdict v = {.allowed = true};
    struct span line, key, value;
    bool ours = false, in_rules = true; /* a user-agent line after rules begins another group */
    if (span_starts(text, "\xef\xbb\xbf"))
        text = span_from(text, 3);
    while (span_line(&text, &line)) {
        if (!read_line(line, &key, &value))
            continue;
        if (span_is_nocase(key, "user-agent")) {
            bool all = span_is(agent, "*") && span_is(value, "*");
            bool match = all || (!span_is(value, "*") && span_eq_nocase(token_of(value), agent));
            ours = (ours && !in_rules) || match;
            in_rules = false;
            v.named = v.named || match;
        } else if (span_is_nocase(key, "allow") || span_is_nocase(key, "disallow")) {
            in_rules = true;
            if (ours)
                judge(&v, value, path, span_is_nocase(key, "allow"));
        }
    }
    return v;
}

bool robots_allow(struct span text, struct span agent, struct span url)
{
    struct span path = path_of(url);
    if (path.n == 0 || path.p[0] != '/')
        path = span_of("/"); /* "?query" of a host without a path is rare enough */
    if (span_is(path, "/robots.txt"))
        return true;
    text = span_sub(text, 0, ROBOTS_BYTES_MAX);
    struct verdict v = read_groups(text, agent, path);
    return v.named ? v.allowed : read_groups(text, span_of("*"), path).allowed;
}
