/* doubled.c - text that was encoded as UTF-8 twice. Floor 2. Any thread. Knows no formats. */
#include "feed/doubled.h"

#include <string.h>

#include "base/utf8.h"

enum { SEQUENCES_MIN = 4 }; /* fewer may be meant */

/* What windows-1252 has from 0x80 to 0x9f; 0 where it has nothing. */
static const uint16_t upper[32] = {
    0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
    0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

/* The byte that was read as cp; 0 where none can have been. */
static unsigned byte_of(uint32_t cp)
{
    if (cp >= 0x80 && cp <= 0xff)
        return cp;
    for (unsigned i = 0; i < 32; i++)
        if (upper[i] == cp)
            return 0x80 + i;
    return 0;
}

/* Cuts one code point off *rest that was meant, which stands there as two to four. Gives its bytes
 * in meant, empty where what stands there is no such thing. */
static struct span undo_one(struct span *rest, char room[4])
{
    size_t n = 0, want = 1;
    while (n < want && rest->n) {
        unsigned byte = byte_of(utf8_next(rest));
        if (byte == 0)
            break;
        if (n == 0)
            want = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        room[n++] = (char)byte;
    }
    struct span meant = span_make(room, n);
    return n == want && utf8_valid(meant) ? meant : span_make(NULL, 0);
}

/* Offset of the first byte from at on that is not ASCII, or s.n. */
static size_t skip_ascii(struct span s, size_t at)
{
    static const uint64_t high = 0x8080808080808080;
    for (uint64_t eight; s.n - at >= sizeof eight; at += sizeof eight) {
        memcpy(&eight, s.p + at, sizeof eight);
        if (eight & high)
            break;
    }
    while (at < s.n && (unsigned char)s.p[at] < 0x80)
        at++;
    return at;
}

/* Nobody writes "Ã©", "Â£" or "â€™"; but "É’" and "Ã»" can stand in a text. */
static bool unmistakable(struct span meant)
{
    unsigned char lead = (unsigned char)meant.p[0], second = (unsigned char)meant.p[1];
    if (meant.n == 2)
        return lead <= 0xc3 && second >= 0xa0 && second != 0xbb;
    return lead == 0xe2 && (second == 0x80 || second == 0x82);
}

/* True when all that is not ASCII is doubled, and enough of it. What was lost before it was
 * doubled (U+FFFD) proves nothing. */
static bool is_doubled(struct span text)
{
    char room[4];
    size_t sequences = 0, plain = 0, at = 0;
    while ((at = skip_ascii(text, at)) < text.n) {
        struct span rest = span_from(text, at), meant = undo_one(&rest, room);
        if (meant.n == 0)
            return false;
        at = text.n - rest.n;
        bool lost = span_is(meant, "\xef\xbf\xbd");
        sequences += !lost;
        plain += !lost && unmistakable(meant);
    }
    return sequences >= SEQUENCES_MIN || (sequences > 0 && plain == sequences);
}

bool doubled_undo(struct span text, struct buf *out)
{
    char room[4];
    if (!is_doubled(text))
        return false;
    while (text.n) {
        size_t ascii = skip_ascii(text, 0);
        (void)buf_put(out, span_sub(text, 0, ascii));
        text = span_from(text, ascii);
        if (text.n)
            (void)buf_put(out, undo_one(&text, room));
    }
    return out->failed == ERR_OK;
}
