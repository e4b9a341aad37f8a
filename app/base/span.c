/* span.c - borrowed pieces of bytes. Floor 0. Any thread. */
#include "base/span.h"

#include <string.h>
#define XXH_INLINE_ALL
#include <xxhash.h>

bool ascii_space(char c)
{
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool ascii_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool ascii_alpha(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c;
}

struct span span_make(const char *p, size_t n)
{
    return (struct span){p, n};
}

struct span span_of(const char *zero_terminated)
{
    return span_make(zero_terminated, zero_terminated ? strlen(zero_terminated) : 0);
}

bool span_eq(struct span a, struct span b)
{
    return a.n == b.n && (a.n == 0 || memcmp(a.p, b.p, a.n) == 0);
}

bool span_is(struct span a, const char *zero_terminated)
{
    return span_eq(a, span_of(zero_terminated));
}

bool span_eq_nocase(struct span a, struct span b)
{
    if (a.n != b.n)
        return false;
    for (size_t i = 0; i < a.n; i++)
        if (ascii_lower(a.p[i]) != ascii_lower(b.p[i]))
            return false;
    return true;
}

bool span_is_nocase(struct span a, const char *zero_terminated)
{
    return span_eq_nocase(a, span_of(zero_terminated));
}

int span_cmp(struct span a, struct span b)
{
    size_t n = a.n < b.n ? a.n : b.n;
    int order = n ? memcmp(a.p, b.p, n) : 0;
    if (order != 0)
        return order;
    return (a.n > b.n) - (a.n < b.n);
}

bool span_starts(struct span s, const char *prefix)
{
    return span_is(span_sub(s, 0, strlen(prefix)), prefix);
}

bool span_starts_nocase(struct span s, const char *prefix)
{
    return span_is_nocase(span_sub(s, 0, strlen(prefix)), prefix);
}

bool span_ends(struct span s, const char *suffix)
{
    size_t n = strlen(suffix);
    return s.n >= n && span_is(span_from(s, s.n - n), suffix);
}

size_t span_find(struct span s, struct span needle)
{
    if (needle.n == 0)
        return 0;
    if (s.n < needle.n)
        return SIZE_MAX;
    const char *hit = memmem(s.p, s.n, needle.p, needle.n);
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

size_t span_find_nocase(struct span s, struct span needle)
{
    for (size_t i = 0; i + needle.n <= s.n; i++)
        if (span_eq_nocase(span_sub(s, i, needle.n), needle))
            return i;
    return SIZE_MAX;
}

size_t span_find_byte(struct span s, char c)
{
    const char *hit = s.n ? memchr(s.p, c, s.n) : NULL;
    return hit ? (size_t)(hit - s.p) : SIZE_MAX;
}

struct span span_from(struct span s, size_t offset)
{
    if (offset >= s.n)
        return span_make(s.p ? s.p + s.n : NULL, 0);
    return span_make(s.p + offset, s.n - offset);
}

struct span span_sub(struct span s, size_t offset, size_t n)
{
    struct span rest = span_from(s, offset);
    return span_make(rest.p, n < rest.n ? n : rest.n);
}

struct span span_trim(struct span s)
{
    while (s.n && ascii_space(s.p[0]))
        s = span_from(s, 1);
    while (s.n && ascii_space(s.p[s.n - 1]))
        s.n--;
    return s;
}

bool span_split(struct span *rest, char sep, struct span *piece)
{
    if (!rest->p)
        return false;
    size_t at = span_find_byte(*rest, sep);
    if (at == SIZE_MAX) {
        *piece = *rest;
        *rest = span_make(NULL, 0);
        return true;
    }
    *piece = span_sub(*rest, 0, at);
    *rest = span_make(rest->p + at + 1, rest->n - at - 1);
    return true;
}

bool span_line(struct span *rest, struct span *line)
{
    if (rest->n == 0)
        return false;
    size_t n = 0;
    while (n < rest->n &&
           ((unsigned char)rest->p[n] > '\r' || (rest->p[n] != '\n' && rest->p[n] != '\r')))
        n++;
    *line = span_sub(*rest, 0, n);
    if (n < rest->n)
        n += rest->p[n] == '\r' && n + 1 < rest->n && rest->p[n + 1] == '\n' ? 2 : 1;
    *rest = span_from(*rest, n);
    return true;
}

bool span_uint(struct span s, uint64_t max, uint64_t *out)
{
    uint64_t value = 0;
    if (s.n == 0)
        return false;
    for (size_t i = 0; i < s.n; i++) {
        if (!ascii_digit(s.p[i]))
            return false;
        uint64_t digit = (uint64_t)(s.p[i] - '0');
        if (digit > max || value > (max - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *out = value;
    return true;
}

uint64_t span_hash(struct span s)
{
    return XXH3_64bits(s.p, s.n);
}
