/* utf8.h - code points, clusters, classes, normal form; over utf8proc.
 *
 * Floor 0. Any thread. Malformed bytes read as U+FFFD, one for each maximal
 * ill-formed piece (Unicode 15, section 3.9), and never stop a loop. */
#ifndef MOTOGRAPH_BASE_UTF8_H
#define MOTOGRAPH_BASE_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/span.h"

/* Cuts the next code point off *s and gives it; only for s->n > 0. */
uint32_t utf8_next(struct span *s);
/* The last code point of s and the offset where it begins; only for s.n > 0. */
uint32_t utf8_last(struct span s, size_t *at);
/* Adds cp (U+FFFD for what is no scalar value). */
enum err utf8_put(struct buf *b, uint32_t cp);

bool utf8_valid(struct span s);
bool utf8_is_ascii(struct span s);
/* Adds s to out with every malformed piece as U+FFFD. */
enum err utf8_repair(struct span s, struct buf *out);

size_t utf8_count(struct span s); /* code points */
/* Bytes of the first grapheme cluster (UAX #29). Letters that a virama or coeng joins are one, as
 * newer versions of the annex have it for some scripts: a reader sees them as one. */
size_t utf8_cluster(struct span s);
size_t utf8_clusters(struct span s);
struct span utf8_cut(struct span s, size_t max_bytes); /* longest head of whole clusters */

/* True when cp lies in one of the ranges, which are in order. */
struct utf8_range {
    uint32_t first, last;
};
bool utf8_among(const struct utf8_range *ranges, size_t n, uint32_t cp);

bool utf8_is_letter(uint32_t cp);
bool utf8_is_digit(uint32_t cp); /* Nd */
bool utf8_is_upper(uint32_t cp); /* Lu, Lt */
bool utf8_is_lower(uint32_t cp);
bool utf8_is_mark(uint32_t cp);   /* Mn, Mc, Me */
bool utf8_is_space(uint32_t cp);  /* White_Space, with U+00A0, U+200B and U+FEFF */
bool utf8_is_punct(uint32_t cp);  /* P* */
bool utf8_is_symbol(uint32_t cp); /* S* */
bool utf8_is_cjk(uint32_t cp);    /* Han, kana, Hangul: scripts that cut lines anywhere */
bool utf8_is_rtl(uint32_t cp);    /* bidi class R or AL */

uint32_t utf8_lower(uint32_t cp); /* simple mapping */
uint32_t utf8_upper(uint32_t cp);

/* Adds s lower-cased, letter by letter. */
enum err utf8_put_lower(struct buf *out, struct span s);
/* Adds s with compatibility and case folded and marks gone: a key for comparing words. */
enum err utf8_put_key(struct buf *out, struct span s);
/* Adds s in NFC. */
enum err utf8_put_nfc(struct buf *out, struct span s);

/* Direction of the first strong character (UAX #9, P2 and P3); false where there is none. */
bool utf8_starts_rtl(struct span s);

#endif
