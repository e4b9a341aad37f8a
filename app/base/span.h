/* span.h - a borrowed piece of bytes, not zero-terminated.
 *
 * Floor 0. Any thread. A span owns nothing: it lives as long as what it points
 * into. Does not know UTF-8 (see utf8.h); case here means ASCII case. */
#ifndef MOTOGRAPH_BASE_SPAN_H
#define MOTOGRAPH_BASE_SPAN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct span {
    const char *p; /* may be NULL when n is 0 */
    size_t n;
};

/* A span of a string literal, usable in initialisers. */
#define SPAN(literal)                                                                              \
    {                                                                                              \
        "" literal, sizeof(literal) - 1                                                            \
    }

struct span span_of(const char *zero_terminated); /* NULL gives the empty span */
struct span span_make(const char *p, size_t n);

bool span_eq(struct span a, struct span b);
bool span_is(struct span a, const char *zero_terminated);
bool span_is_nocase(struct span a, const char *zero_terminated);
bool span_eq_nocase(struct span a, struct span b);
int span_cmp(struct span a, struct span b); /* by bytes, as memcmp */
bool span_starts(struct span s, const char *prefix);
bool span_starts_nocase(struct span s, const char *prefix);
bool span_ends(struct span s, const char *suffix);

/* Offset of the first needle, or SIZE_MAX. */
size_t span_find(struct span s, struct span needle);
size_t span_find_nocase(struct span s, struct span needle);
size_t span_find_byte(struct span s, char c);

/* s from offset (clamped) to the end; n bytes from offset (clamped). */
struct span span_from(struct span s, size_t offset);
struct span span_sub(struct span s, size_t offset, size_t n);

/* Without ASCII white space at both ends. */
struct span span_trim(struct span s);

/* Cuts the piece before the next sep off *rest and gives it; at the end gives
 * what is left and sets *rest to {NULL, 0}. False when *rest is {NULL, 0}. */
bool span_split(struct span *rest, char sep, struct span *piece);

/* Cuts one line off *rest: ended by LF, CR LF, CR or the end, which is not part of it. */
bool span_line(struct span *rest, struct span *line);

/* The whole span as a decimal number; false when it is not one or over max. */
bool span_uint(struct span s, uint64_t max, uint64_t *out);

/* XXH3 of the bytes. */
uint64_t span_hash(struct span s);

/* Of one byte, whatever the locale says; bytes over 0x7f are none of these. */
bool ascii_space(char c);
bool ascii_digit(char c);
bool ascii_alpha(char c);
char ascii_lower(char c);

#endif
