/* scan.c - marks and words at offsets of a line. Floor 4. Any thread. Knows no language. */
#include "story/scan.h"

#include <string.h>

#include "base/utf8.h"

uint32_t scan_at(struct span s, size_t at)
{
    struct span rest = span_from(s, at);
    return rest.n ? utf8_next(&rest) : 0;
}

size_t scan_bytes(struct span s, size_t at)
{
    struct span rest = span_from(s, at);
    size_t before = rest.n;
    if (rest.n)
        (void)utf8_next(&rest);
    return before - rest.n;
}

uint32_t scan_before(struct span s, size_t at)
{
    size_t begins;
    return at ? utf8_last(span_sub(s, 0, at), &begins) : 0;
}

bool scan_is_full_stop(uint32_t c)
{
    switch (c) {
    case 0x3002: /* ideographic full stop */
    case 0xff01:
    case 0xff1f:
    case 0xff0e:
    case 0xff61:
    case 0x0964: /* danda */
    case 0x0965:
    case 0x061f: /* Arabic question mark */
    case 0x06d4: /* Urdu full stop */
    case 0x0589: /* Armenian full stop */
    case 0x1362: /* Ethiopic full stop */
    case 0x1367:
    case 0x1368:
    case 0x104a: /* Myanmar */
    case 0x104b:
    case 0x17d4: /* Khmer */
        return true;
    default:
        return false;
    }
}

uint32_t scan_closer_of(uint32_t c)
{
    switch (c) {
    case '(':
        return ')';
    case '[':
        return ']';
    case '`':
        return '\'';
    case 0xab:
        return 0xbb;
    case 0xbb:
        return 0xab;
    case 0x201e:
        return 0x201c;
    case 0xff08:
        return 0xff09;
    case '"':
    case '\'':
    case 0x201d:
        return c;
    case 0x2018:
    case 0x201c:
    case 0x2039:
    case 0x3008:
    case 0x300a:
    case 0x300c:
    case 0x300e:
    case 0x3010:
        return c + 1;
    default:
        return 0;
    }
}

bool scan_is_closer(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 ||
           c == 0xbb || c == 0x300b || c == 0x300d || c == 0x300f || c == 0xff09 || c == 0x203a ||
           c == 0x201c;
}

bool scan_is_opener(uint32_t c)
{
    return scan_closer_of(c) || c == 0xbf || c == 0xa1;
}

bool scan_is_single_quote(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019;
}

bool scan_is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0x2043 || c == 0x25aa || c == 0x2023 || c == 0x25cf || c == 0x25a0;
}

struct span scan_word_before(struct span line, size_t from, size_t at)
{
    size_t begin = at;
    while (begin > from) {
        size_t here;
        uint32_t c = utf8_last(span_sub(line, 0, begin), &here);
        bool inside = c == ',' && begin < at && ascii_digit(line.p[begin]);
        if (utf8_is_space(c) || scan_is_opener(c) || scan_is_bullet(c) || c == 0x2014 ||
            (c == ',' && !inside) || at - here > SCAN_WORD_MAX)
            break;
        begin = here;
    }
    return span_sub(line, begin, at - begin);
}

struct span scan_skip_space(struct span s)
{
    while (s.n && utf8_is_space(scan_at(s, 0)))
        s = span_from(s, scan_bytes(s, 0));
    return s;
}

struct span scan_first_word(struct span s)
{
    uint32_t c;
    s = scan_skip_space(s);
    while (s.n && ((c = scan_at(s, 0)),
                   scan_is_opener(c) || c == '-' || c == 0x2013 || c == 0x2014 || utf8_is_space(c)))
        s = span_from(s, scan_bytes(s, 0));
    size_t n = 0;
    while (n < s.n && ((c = scan_at(s, n)), utf8_is_letter(c) || utf8_is_digit(c) ||
                                                utf8_is_mark(c) || scan_is_single_quote(c)))
        n += scan_bytes(s, n);
    return span_sub(s, 0, n);
}

struct span scan_behind(struct span s, struct span word)
{
    return span_from(s, (size_t)(word.p + word.n - s.p));
}

bool scan_is_initials(struct span word)
{
    bool letter = true;
    size_t letters = 0;
    for (size_t at = 0; at < word.n; at += scan_bytes(word, at)) {
        uint32_t c = scan_at(word, at);
        if (c == '-' && letter && letters)
            continue;
        if (letter ? !utf8_is_letter(c) : c != '.')
            return false;
        letters += letter;
        letter = !letter;
    }
    return letters > 0 && !letter;
}

bool scan_is_number(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_digit(word.p[i]))
            return false;
    return word.n > 0;
}

bool scan_is_roman(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!strchr("IVXLC", word.p[i]))
            return false;
    return word.n > 1;
}

size_t scan_count_words(struct span s)
{
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        bool space = ascii_space(s.p[i]);
        n += !space && !inside;
        inside = !space;
    }
    return n;
}
