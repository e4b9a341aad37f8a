/* entity.c - HTML character references. Floor 0. Any thread. Knows no tags. */
#include "base/entity.h"

#include <string.h>

#include "base/utf8.h"

struct name {
    const char *name;
    uint32_t first;
    uint16_t second;
    bool old; /* counts without a semicolon too */
};

static const struct name names[] = {
#include "base/entity_names.inc"
};

/* These make up nearly all references of real feeds, so they are tried before the search. */
static const struct name common[] = {
    {"lt", '<', 0, 1},   {"gt", '>', 0, 1},    {"amp", '&', 0, 1},
    {"quot", '"', 0, 1}, {"nbsp", 0xa0, 0, 1}, {"apos", '\'', 0, 0},
};

enum { NAME_MAX_BYTES = 31, OLD_NAME_MAX_BYTES = 6, DIGITS_LIMIT = 0x110000, REPLACEMENT = 0xfffd };

/* WHATWG HTML 13.2.5.80: numbers from 128 to 159 are read as windows-1252. */
static const uint16_t windows_1252[32] = {
    0x20ac, 0x81,   0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8d,   0x017d, 0x8f,   0x90,   0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0x9d,   0x017e, 0x0178,
};

static const struct name *find_common(struct span s)
{
    for (size_t i = 0; i < sizeof common / sizeof common[0]; i++)
        if (span_is(s, common[i].name))
            return &common[i];
    return NULL;
}

static const struct name *find(struct span s)
{
    size_t low = 0, high = sizeof names / sizeof names[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = strncmp(names[middle].name, s.p, s.n);
        if (order == 0)
            order = names[middle].name[s.n] != 0;
        if (order == 0)
            return &names[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static int digit_value(char c, bool hex)
{
    if (ascii_digit(c))
        return c - '0';
    char lower = ascii_lower(c);
    return hex && lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

static uint32_t scalar(uint32_t number)
{
    if (number >= 0x80 && number < 0xa0)
        return windows_1252[number - 0x80];
    if (number == 0 || number >= DIGITS_LIMIT || (number >= 0xd800 && number < 0xe000))
        return REPLACEMENT;
    return number;
}

static size_t read_number(struct span s, uint32_t cps[2])
{
    bool hex = s.n > 2 && ascii_lower(s.p[2]) == 'x';
    size_t start = hex ? 3 : 2, i = start;
    uint32_t number = 0;
    for (; i < s.n && digit_value(s.p[i], hex) >= 0; i++)
        if (number < DIGITS_LIMIT)
            number = number * (hex ? 16 : 10) + (uint32_t)digit_value(s.p[i], hex);
    if (i == start)
        return 0;
    cps[0] = scalar(number);
    cps[1] = 0;
    return i + (i < s.n && s.p[i] == ';');
}

static size_t read_name(struct span s, uint32_t cps[2])
{
    size_t n = 0;
    while (n < NAME_MAX_BYTES && n + 1 < s.n &&
           (ascii_alpha(s.p[n + 1]) || ascii_digit(s.p[n + 1])))
        n++;
    struct span name = span_sub(s, 1, n);
    bool ended = n && n + 1 < s.n && s.p[n + 1] == ';';
    const struct name *hit = NULL;
    if (ended)
        hit = find_common(name);
    if (ended && !hit)
        hit = find(name);
    size_t taken = ended && hit ? n + 2 : 0;
    for (size_t head = n < OLD_NAME_MAX_BYTES ? n : OLD_NAME_MAX_BYTES; !hit && head >= 2; head--) {
        hit = find(span_sub(name, 0, head));
        if (hit && !hit->old)
            hit = NULL;
        taken = hit ? head + 1 : 0;
    }
    if (!hit)
        return 0;
    cps[0] = hit->first;
    cps[1] = hit->second;
    return taken;
}

size_t entity_read(struct span s, uint32_t cps[2])
{
    if (s.n < 3 || s.p[0] != '&')
        return 0;
    return s.p[1] == '#' ? read_number(s, cps) : read_name(s, cps);
}

/* A reference that can stand in plain text as such: without its end, or to a sign of markup. */
static bool meant(struct span s, size_t taken, uint32_t cp)
{
    return s.p[taken - 1] != ';' || cp == '&' || cp == '<' || cp == '>';
}

static enum err decode(struct span s, bool stray, struct buf *out)
{
    uint32_t cps[2];
    for (size_t at; (at = span_find_byte(s, '&')) != SIZE_MAX;) {
        struct span here = span_from(s, at);
        size_t taken = entity_read(here, cps);
        if (taken && stray && meant(here, taken, cps[0]))
            taken = 0;
        (void)buf_put(out, span_sub(s, 0, taken ? at : at + 1));
        if (taken)
            (void)utf8_put(out, cps[0]);
        if (taken && cps[1])
            (void)utf8_put(out, cps[1]);
        s = span_from(s, at + (taken ? taken : 1));
    }
    (void)buf_put(out, s);
    return out->failed;
}

enum err entity_decode(struct span s, struct buf *out)
{
    return decode(s, false, out);
}

enum err entity_decode_stray(struct span s, struct buf *out)
{
    return decode(s, true, out);
}

bool entity_any(struct span s)
{
    uint32_t cps[2];
    for (size_t at; (at = span_find_byte(s, '&')) != SIZE_MAX;) {
        s = span_from(s, at);
        size_t taken = entity_read(s, cps);
        if (taken && s.p[taken - 1] == ';')
            return true;
        s = span_from(s, 1);
    }
    return false;
}
