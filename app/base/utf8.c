/* utf8.c - code points, clusters, classes and normal form over utf8proc. Floor 0. Any thread.
 * Does not know what may reach a screen (see clean.h). */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

enum { REPLACEMENT = 0xfffd, SCALAR_MAX = 0x10ffff };
enum { RUN_ON_STACK = 128 }; /* code points normalised without asking for memory */
enum { REPAIR_GROWTH = 3 };  /* a lone byte becomes the three of U+FFFD */

/* What may follow a lead byte: Unicode 15, table 3-7. */
struct lead {
    unsigned char first, last, more, low, high; /* low, high: bounds of the second byte */
};

static const struct lead leads[] = {
    {0xc2, 0xdf, 1, 0x80, 0xbf}, {0xe0, 0xe0, 2, 0xa0, 0xbf}, {0xe1, 0xec, 2, 0x80, 0xbf},
    {0xed, 0xed, 2, 0x80, 0x9f}, {0xee, 0xef, 2, 0x80, 0xbf}, {0xf0, 0xf0, 3, 0x90, 0xbf},
    {0xf1, 0xf3, 3, 0x80, 0xbf}, {0xf4, 0xf4, 3, 0x80, 0x8f},
};

static const struct lead *find_lead(unsigned char c)
{
    size_t i = c < 0xe0 ? 0 : c < 0xed ? 1 : c < 0xf0 ? 3 : 5;
    while (i < sizeof leads / sizeof leads[0] && c > leads[i].last)
        i++;
    return i < sizeof leads / sizeof leads[0] && c >= leads[i].first ? &leads[i] : NULL;
}

/* The code point at the head of s and the bytes it takes. False: an ill-formed piece of that
 * many bytes. */
static bool decode(struct span s, uint32_t *cp, size_t *bytes)
{
    const unsigned char *p = (const unsigned char *)s.p;
    *cp = p[0];
    *bytes = 1;
    if (p[0] < 0x80)
        return true;
    const struct lead *lead = find_lead(p[0]);
    if (!lead)
        return false;
    uint32_t value = p[0] & (0x3fU >> lead->more);
    for (size_t i = 1; i <= lead->more; i++) {
        unsigned char low = i == 1 ? lead->low : 0x80, high = i == 1 ? lead->high : 0xbf;
        if (i >= s.n || p[i] < low || p[i] > high)
            return false;
        value = value << 6 | (p[i] & 0x3fU);
        *bytes = i + 1;
    }
    *cp = value;
    return true;
}

uint32_t utf8_next(struct span *s)
{
    uint32_t cp = (unsigned char)s->p[0];
    size_t bytes = 1;
    if (cp >= 0x80 && !decode(*s, &cp, &bytes))
        cp = REPLACEMENT;
    s->p += bytes;
    s->n -= bytes;
    return cp;
}

uint32_t utf8_last(struct span s, size_t *at)
{
    size_t back = s.n < 4 ? s.n : 4;
    for (; back > 1; back--) {
        uint32_t cp;
        size_t bytes;
        bool whole = decode(span_from(s, s.n - back), &cp, &bytes);
        if (bytes == back) {
            *at = s.n - back;
            return whole ? cp : REPLACEMENT;
        }
    }
    *at = s.n - 1;
    unsigned char c = (unsigned char)s.p[s.n - 1];
    return c < 0x80 ? c : REPLACEMENT;
}

enum err utf8_put(struct buf *b, uint32_t cp)
{
    if (cp < 0x80)
        return buf_putc(b, (char)cp);
    if (cp > SCALAR_MAX || (cp >= 0xd800 && cp <= 0xdfff))
        cp = REPLACEMENT;
    char bytes[4];
    utf8proc_ssize_t n = utf8proc_encode_char((utf8proc_int32_t)cp, (utf8proc_uint8_t *)bytes);
    return buf_put(b, span_make(bytes, (size_t)n));
}

/* Bytes at the head of s that are ASCII. */
static size_t ascii_run(struct span s)
{
    uint64_t eight, high = 0x8080808080808080;
    size_t n = 0;
    for (; n + sizeof eight <= s.n; n += sizeof eight) {
        memcpy(&eight, s.p + n, sizeof eight);
        if (eight & high)
            break;
    }
    while (n < s.n && (unsigned char)s.p[n] < 0x80)
        n++;
    return n;
}

bool utf8_is_ascii(struct span s)
{
    return ascii_run(s) == s.n;
}

bool utf8_valid(struct span s)
{
    for (s = span_from(s, ascii_run(s)); s.n; s = span_from(s, ascii_run(s))) {
        uint32_t cp;
        size_t bytes;
        if (!decode(s, &cp, &bytes))
            return false;
        s = span_from(s, bytes);
    }
    return true;
}

enum err utf8_repair(struct span s, struct buf *out)
{
    size_t before = out->n;
    while (s.n && !out->failed) {
        size_t plain = ascii_run(s);
        (void)buf_put(out, span_sub(s, 0, plain));
        s = span_from(s, plain);
        if (s.n)
            (void)utf8_put(out, utf8_next(&s));
    }
    if (out->failed)
        buf_cut(out, before);
    return out->failed;
}

size_t utf8_count(struct span s)
{
    size_t n = 0;
    for (; s.n; n++)
        (void)utf8_next(&s);
    return n;
}

/* Signs that join the consonant before them with the one behind (Indic_Conjunct_Break=Linker of
 * Unicode 15.1, and those of Gurmukhi, Kannada, Sinhala, Myanmar and Khmer). Not Tamil's, which
 * mostly only silences a vowel. */
static bool is_linker(uint32_t cp)
{
    static const uint16_t linkers[] = {0x94d, 0x9cd, 0xa4d, 0xacd,  0xb4d, 0xc4d,
                                       0xccd, 0xd4d, 0xdca, 0x1039, 0x17d2};
    if (cp < linkers[0] || cp > linkers[10])
        return false;
    size_t i = 0;
    while (linkers[i] < cp)
        i++;
    return linkers[i] == cp;
}

/* Letters that a linker holds together: rule GB9c of newer versions of UAX #29. */
struct conjunct {
    uint32_t letter, linker; /* 0: none */
};

static void conjunct_add(struct conjunct *c, uint32_t cp)
{
    if (is_linker(cp))
        c->linker = c->letter >> 7 == cp >> 7 && cp != 0xdca ? cp : 0;
    else if (cp == 0x200d && c->letter >> 7 == 0xdca >> 7) /* Sinhala joins by ZWJ alone */
        c->linker = 0xdca;
    else if (utf8_is_letter(cp))
        *c = (struct conjunct){cp, 0};
    else if (cp != 0x200d && !utf8_is_mark(cp))
        *c = (struct conjunct){0, 0};
}

static bool conjunct_goes_on(const struct conjunct *c, uint32_t cp)
{
    return c->linker && cp >> 7 == c->linker >> 7 && utf8_is_letter(cp);
}

size_t utf8_cluster(struct span s)
{
    if (s.n < 2)
        return s.n;
    if ((unsigned char)s.p[0] < 0x80 && s.p[0] != '\r' && (unsigned char)s.p[1] < 0x80)
        return 1;
    struct span rest = s;
    struct conjunct conjunct = {0, 0};
    utf8proc_int32_t before = (utf8proc_int32_t)utf8_next(&rest), state = 0;
    while (rest.n) {
        struct span ahead = rest;
        utf8proc_int32_t cp = (utf8proc_int32_t)utf8_next(&ahead);
        if (before >= 0x900)
            conjunct_add(&conjunct, (uint32_t)before);
        if (utf8proc_grapheme_break_stateful(before, cp, &state) &&
            !conjunct_goes_on(&conjunct, (uint32_t)cp))
            break;
        before = cp;
        rest = ahead;
    }
    return s.n - rest.n;
}

/* Bytes at the head of s of which each is a cluster. */
static size_t single_bytes(struct span s)
{
    size_t n = 0;
    while (n + 1 < s.n && (unsigned char)s.p[n] < 0x80 && s.p[n] != '\r' &&
           (unsigned char)s.p[n + 1] < 0x80)
        n++;
    return n;
}

size_t utf8_clusters(struct span s)
{
    size_t n = 0;
    while (s.n) {
        size_t single = single_bytes(s);
        s = span_from(s, single);
        s = span_from(s, utf8_cluster(s));
        n += single + 1;
    }
    return n;
}

struct span utf8_cut(struct span s, size_t max_bytes)
{
    if (s.n <= max_bytes)
        return s;
    size_t n = 0;
    while (n < s.n) {
        n += single_bytes(span_sub(s, n, max_bytes - n));
        size_t more = utf8_cluster(span_from(s, n));
        if (more > max_bytes - n)
            break;
        n += more;
    }
    return span_sub(s, 0, n);
}

/* Most text is ASCII, and asking utf8proc for a class costs many times the answer. */
static utf8proc_category_t category(uint32_t cp)
{
    return utf8proc_category((utf8proc_int32_t)cp);
}

static bool category_within(uint32_t cp, utf8proc_category_t first, utf8proc_category_t last)
{
    utf8proc_category_t c = category(cp);
    return c >= first && c <= last;
}

bool utf8_is_letter(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_alpha((char)cp);
    return category_within(cp, UTF8PROC_CATEGORY_LU, UTF8PROC_CATEGORY_LO);
}

bool utf8_is_digit(uint32_t cp)
{
    if (cp < 0x80)
        return ascii_digit((char)cp);
    return category(cp) == UTF8PROC_CATEGORY_ND;
}

bool utf8_is_upper(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = category(cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool utf8_is_lower(uint32_t cp)
{
    if (cp < 0x80)
        return cp >= 'a' && cp <= 'z';
    return category(cp) == UTF8PROC_CATEGORY_LL;
}

bool utf8_is_mark(uint32_t cp)
{
    return cp >= 0x300 && category_within(cp, UTF8PROC_CATEGORY_MN, UTF8PROC_CATEGORY_ME);
}

bool utf8_is_space(uint32_t cp)
{
    if (cp < 0x80)
        return cp == ' ' || (cp >= 0x09 && cp <= 0x0d);
    if (cp == 0x85 || cp == 0x200b || cp == 0xfeff)
        return true;
    return category_within(cp, UTF8PROC_CATEGORY_ZS, UTF8PROC_CATEGORY_ZP);
}

bool utf8_is_punct(uint32_t cp)
{
    return category_within(cp, UTF8PROC_CATEGORY_PC, UTF8PROC_CATEGORY_PO);
}

bool utf8_is_symbol(uint32_t cp)
{
    return category_within(cp, UTF8PROC_CATEGORY_SM, UTF8PROC_CATEGORY_SO);
}

bool utf8_among(const struct utf8_range *ranges, size_t n, uint32_t cp)
{
    for (size_t i = 0; i < n && cp >= ranges[i].first; i++)
        if (cp <= ranges[i].last)
            return true;
    return false;
}

bool utf8_is_cjk(uint32_t cp)
{
    /* Blocks of Han, kana, bopomofo and Hangul; ideographic full stops are punctuation. */
    static const struct utf8_range blocks[] = {
        {0x1100, 0x11ff},   {0x2e80, 0x2fdf}, {0x3005, 0x3007}, {0x3021, 0x302f},
        {0x3031, 0x3035},   {0x3041, 0x30fa}, {0x30fc, 0x318f}, {0x31a0, 0x31bf},
        {0x31f0, 0x31ff},   {0x3400, 0x4dbf}, {0x4e00, 0x9fff}, {0xa960, 0xa97f},
        {0xac00, 0xd7ff},   {0xf900, 0xfaff}, {0xff66, 0xffdc}, {0x1aff0, 0x1b16f},
        {0x20000, 0x3fffd},
    };
    return utf8_among(blocks, sizeof blocks / sizeof *blocks, cp);
}

static utf8proc_propval_t bidi_class(uint32_t cp)
{
    return (utf8proc_propval_t)utf8proc_get_property((utf8proc_int32_t)cp)->bidi_class;
}

bool utf8_is_rtl(uint32_t cp)
{
    utf8proc_propval_t c = bidi_class(cp);
    return c == UTF8PROC_BIDI_CLASS_R || c == UTF8PROC_BIDI_CLASS_AL;
}

bool utf8_starts_rtl(struct span s)
{
    size_t isolates = 0;
    while (s.n) {
        uint32_t cp = utf8_next(&s);
        if (cp >= 0x2066 && cp <= 0x2068)
            isolates++;
        else if (cp == 0x2069 && isolates)
            isolates--;
        else if (!isolates && utf8_is_rtl(cp))
            return true;
        else if (!isolates && bidi_class(cp) == UTF8PROC_BIDI_CLASS_L)
            return false;
    }
    return false;
}

uint32_t utf8_lower(uint32_t cp)
{
    if (cp < 0x80)
        return (unsigned char)ascii_lower((char)cp);
    return (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}

uint32_t utf8_upper(uint32_t cp)
{
    return (uint32_t)utf8proc_toupper((utf8proc_int32_t)cp);
}

static void put_ascii_lower(struct buf *out, struct span s)
{
    char *room = buf_room(out, s.n);
    if (!room)
        return;
    for (size_t i = 0; i < s.n; i++)
        room[i] = ascii_lower(s.p[i]);
    buf_commit(out, s.n);
}

enum err utf8_put_lower(struct buf *out, struct span s)
{
    size_t before = out->n;
    while (s.n && !out->failed) {
        size_t plain = ascii_run(s);
        put_ascii_lower(out, span_sub(s, 0, plain));
        s = span_from(s, plain);
        if (s.n)
            (void)utf8_put(out, utf8_lower(utf8_next(&s)));
    }
    if (out->failed)
        buf_cut(out, before);
    return out->failed;
}

/* Marks that a reader may leave out: accents, Hebrew and Arabic points. By their combining
 * class; vowel signs of Indic scripts and kana voicing are letters to their readers. */
static bool optional_mark(uint32_t cp)
{
    utf8proc_propval_t c =
        (utf8proc_propval_t)utf8proc_get_property((utf8proc_int32_t)cp)->combining_class;
    return (c >= 10 && c <= 35) || c >= 200;
}

/* Composes n decomposed, ordered code points in place and adds them. */
static void put_composed(struct buf *out, utf8proc_int32_t *cps, utf8proc_ssize_t n)
{
    n = utf8proc_normalize_utf32(cps, n, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    for (utf8proc_ssize_t i = 0; i < n; i++)
        (void)utf8_put(out, (uint32_t)cps[i]);
}

static utf8proc_ssize_t drop_optional(utf8proc_int32_t *cps, utf8proc_ssize_t n)
{
    utf8proc_ssize_t kept = 0;
    for (utf8proc_ssize_t i = 0; i < n; i++)
        if (!optional_mark((uint32_t)cps[i]))
            cps[kept++] = cps[i];
    return kept;
}

/* Adds s, which is valid, as NFC; as a key: NFKC, folded, without optional marks. */
static enum err put_run(struct buf *out, struct span s, bool key)
{
    utf8proc_int32_t some[RUN_ON_STACK], *cps = some;
    const utf8proc_uint8_t *p = (const utf8proc_uint8_t *)s.p;
    utf8proc_ssize_t length = (utf8proc_ssize_t)s.n;
    utf8proc_option_t options =
        key ? UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_IGNORE
            : UTF8PROC_DECOMPOSE;
    utf8proc_ssize_t n = utf8proc_decompose(p, length, some, RUN_ON_STACK, options);
    if (n > RUN_ON_STACK) {
        cps = malloc((size_t)n * sizeof *cps);
        if (!cps)
            return out->failed = ERR_NOMEM;
        n = utf8proc_decompose(p, length, cps, n, options);
    }
    if (n > 0)
        put_composed(out, cps, key ? drop_optional(cps, n) : n);
    if (cps != some)
        free(cps);
    return out->failed;
}

/* Starters that are NFC as they stand and never join with what stands before them: they part
 * a text into runs that can be normalised alone, and most text is nothing else. */
static bool never_joins(uint32_t cp)
{
    static const struct utf8_range ranges[] = {
        {0x400, 0x482},   {0x5d0, 0x5ea},   {0x620, 0x64a},   {0x904, 0x939},
        {0xe01, 0xe30},   {0x1e00, 0x1eff}, {0x2010, 0x203a}, {0x3041, 0x3096},
        {0x30a1, 0x30fa}, {0x4e00, 0x9fff}, {0xac00, 0xd7a3}, {0x1f300, 0x1faff},
    };
    return cp < 0x300 || utf8_among(ranges, sizeof ranges / sizeof *ranges, cp);
}

/* Length of the head of s whose code points all are (or all are not) of the kind above. */
static size_t run_of(struct span s, bool plain)
{
    struct span rest = s;
    while (rest.n) {
        struct span ahead = rest;
        if (never_joins(utf8_next(&ahead)) != plain)
            break;
        rest = ahead;
    }
    return s.n - rest.n;
}

static void put_valid_nfc(struct buf *out, struct span s)
{
    while (s.n && !out->failed) {
        size_t plain = run_of(s, true);
        size_t joining = run_of(span_from(s, plain), false);
        size_t at = plain;
        if (plain && joining) /* the last plain one may take what follows */
            (void)utf8_last(span_sub(s, 0, plain), &at);
        (void)buf_put(out, span_sub(s, 0, at));
        (void)put_run(out, span_sub(s, at, plain + joining - at), false);
        s = span_from(s, plain + joining);
    }
}

static void put_valid_key(struct buf *out, struct span s)
{
    if (utf8_is_ascii(s))
        put_ascii_lower(out, s); /* which is its own NFKC */
    else
        (void)put_run(out, s, true);
}

/* Gives s, repaired where it is not valid, to put; on failure nothing stays in out. */
static enum err put_repaired(struct buf *out, struct span s,
                             void (*put)(struct buf *out, struct span valid))
{
    size_t before = out->n;
    struct buf whole;
    buf_init(&whole, s.n * REPAIR_GROWTH);
    if (!utf8_valid(s)) {
        if (utf8_repair(s, &whole))
            out->failed = whole.failed;
        s = buf_span(&whole);
    }
    if (!out->failed)
        put(out, s);
    buf_finish(&whole);
    if (out->failed)
        buf_cut(out, before);
    return out->failed;
}

enum err utf8_put_nfc(struct buf *out, struct span s)
{
    return put_repaired(out, s, put_valid_nfc);
}

enum err utf8_put_key(struct buf *out, struct span s)
{
    return put_repaired(out, s, put_valid_key);
}
