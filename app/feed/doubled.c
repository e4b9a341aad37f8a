/* doubled.c - text that was encoded as UTF-8 twice. Floor 2. Any thread. Knows no formats. */
#include "feed/doubled.h"

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

/* Cuts one code point off *rest that was meant, which stands there as two to four; false where
 * what stands there is no such thing. */
static bool undo_one(struct span *rest, struct buf *out)
{
    char bytes[4];
    size_t n = 0, want = 1;
    while (n < want && rest->n) {
        unsigned byte = byte_of(utf8_next(rest));
        if (byte == 0)
            return false;
        if (n == 0)
            want = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
        bytes[n++] = (char)byte;
    }
    struct span meant = span_make(bytes, n);
    return n == want && utf8_valid(meant) && buf_put(out, meant) == ERR_OK;
}

bool doubled_undo(struct span text, struct buf *out)
{
    size_t before = out->n, sequences = 0;
    while (text.n) {
        size_t plain = 0;
        while (plain < text.n && (unsigned char)text.p[plain] < 0x80)
            plain++;
        (void)buf_put(out, span_sub(text, 0, plain));
        text = span_from(text, plain);
        if (text.n == 0)
            break;
        if (!undo_one(&text, out)) {
            buf_cut(out, before);
            return false;
        }
        sequences++;
    }
    if (sequences >= SEQUENCES_MIN && !out->failed)
        return true;
    buf_cut(out, before);
    return false;
}
