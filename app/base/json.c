/* json.c - JSON in, over jansson, forgivingly. Floor 0. One thread at a time.
 *
 * What jansson would refuse (RFC 8259 leaves some of it open) is mended in the text before:
 * UTF-8, lone surrogates, NUL, raw control bytes in strings, numbers over its range. */
#include "base/json.h"

#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"

enum {
    JSON_BYTES_MAX = 64 * 1024 * 1024, /* of the mended text */
    INTEGER_DIGITS = 18,               /* always fit in 64 bits with their sign */
    REAL_DIGITS = 300,                 /* 1e300 is still a double */
};

static int hex_digit(char c)
{
    if (ascii_digit(c))
        return c - '0';
    char lower = ascii_lower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

/* The code unit of an escape "\uXXXX" at the head of s; -1: none there. */
static int32_t unicode_escape(struct span s)
{
    int32_t unit = 0;
    if (s.n < 6 || s.p[0] != '\\' || s.p[1] != 'u')
        return -1;
    for (size_t i = 2; i < 6; i++) {
        int digit = hex_digit(s.p[i]);
        if (digit < 0)
            return -1;
        unit = unit << 4 | digit;
    }
    return unit;
}

/* Bytes of the escape at the head of s, added whole or as U+FFFD. */
static size_t mend_escape(struct span s, struct buf *out)
{
    int32_t unit = unicode_escape(s);
    size_t bytes = unit < 0 ? 2 : 6;
    bool lone = unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff);
    if (unit >= 0xd800 && unit <= 0xdbff) {
        int32_t low = unicode_escape(span_from(s, 6));
        lone = low < 0xdc00 || low > 0xdfff;
        bytes = lone ? 6 : 12;
    }
    if (lone)
        (void)utf8_put(out, 0xfffd);
    else
        (void)buf_put(out, span_sub(s, 0, bytes));
    return bytes;
}

/* Bytes of the string that begins at the head of s with its quotation mark. */
static size_t mend_string(struct span s, struct buf *out)
{
    struct span rest = span_from(s, 1);
    (void)buf_putc(out, '"');
    while (rest.n && rest.p[0] != '"' && !out->failed) {
        unsigned char c = (unsigned char)rest.p[0];
        if (c == '\\') {
            rest = span_from(rest, mend_escape(rest, out));
            continue;
        }
        if (c == 0)
            (void)utf8_put(out, 0xfffd);
        else if (c < 0x20)
            (void)buf_printf(out, "\\u%04x", c);
        else
            (void)utf8_put(out, utf8_next(&(struct span){rest.p, rest.n}));
        (void)utf8_next(&rest);
    }
    if (rest.n)
        (void)buf_putc(out, '"');
    return s.n - rest.n + (rest.n ? 1 : 0);
}

static size_t digits(struct span s)
{
    size_t n = 0;
    while (n < s.n && ascii_digit(s.p[n]))
        n++;
    return n;
}

/* Bytes of the exponent at the head of s; *large when it is over max. */
static size_t exponent(struct span s, size_t max, bool *large)
{
    if (s.n < 2 || (s.p[0] != 'e' && s.p[0] != 'E'))
        return 0;
    size_t sign = s.p[1] == '+' || s.p[1] == '-' ? 2 : 1;
    size_t n = digits(span_from(s, sign));
    uint64_t value;
    *large = n && !span_uint(span_sub(s, sign, n), max, &value);
    return n ? sign + n : 0;
}

/* Bytes of the number that begins with a digit at the head of s. */
static size_t mend_number(struct span s, struct buf *out)
{
    size_t whole = digits(s), n = whole;
    bool large = whole > REAL_DIGITS;
    if (n + 1 < s.n && s.p[n] == '.' && ascii_digit(s.p[n + 1]))
        n += 1 + digits(span_from(s, n + 1));
    size_t power = exponent(span_from(s, n), large ? 0 : REAL_DIGITS - whole, &large);
    bool small = power > 1 && s.p[n + 1] == '-';
    if (large) /* nothing of news is that far from zero, or that near */
        (void)buf_puts(out, small ? "0.0" : "1e300");
    else
        (void)buf_put(out, span_sub(s, 0, n + power));
    uint64_t value;
    bool integer = whole <= INTEGER_DIGITS || span_uint(span_sub(s, 0, whole), INT64_MAX, &value);
    if (!large && !integer && n + power == whole)
        (void)buf_puts(out, ".0");
    return n + power;
}

static void mend(struct span s, struct buf *out)
{
    while (s.n && !out->failed) {
        size_t n = 1;
        if (s.p[0] == '"')
            n = mend_string(s, out);
        else if (ascii_digit(s.p[0]))
            n = mend_number(s, out);
        else
            (void)buf_putc(out, s.p[0]);
        s = span_from(s, n);
    }
}

/* Without what may stand around the text: BOM, white space, NUL. */
static struct span trim_around(struct span s)
{
    while (s.n && s.p[s.n - 1] == 0)
        s.n--;
    s = span_trim(s);
    return span_starts(s, "\xef\xbb\xbf") ? span_trim(span_from(s, 3)) : s;
}

/* What jansson refuses, once more with what can be mended mended. */
static json_t *read_mended(struct span text, struct why *why)
{
    struct buf mended;
    json_error_t error;
    json_t *value = NULL;
    buf_init(&mended, JSON_BYTES_MAX);
    mend(text, &mended);
    if (mended.failed) {
        (void)why_set(why, mended.failed, 0, "%s", err_text(mended.failed));
    } else {
        value = json_loadb(buf_cstr(&mended), mended.n, JSON_DECODE_ANY, &error);
        if (!value)
            (void)why_set(why, ERR_SYNTAX, error.line, "%s", error.text);
    }
    buf_finish(&mended);
    return value;
}

json_t *json_read(struct span text, struct why *why)
{
    json_error_t error;
    text = trim_around(text);
    if (text.n > JSON_BYTES_MAX) {
        (void)why_set(why, ERR_TOO_BIG, 0, "%s", err_text(ERR_TOO_BIG));
        return NULL;
    }
    json_t *value = json_loadb(text.n ? text.p : "", text.n, JSON_DECODE_ANY, &error);
    return value ? value : read_mended(text, why);
}

struct span json_get_span(const json_t *o, const char *key)
{
    const json_t *value = json_object_get(o, key);
    return span_make(json_string_value(value), json_string_length(value));
}
