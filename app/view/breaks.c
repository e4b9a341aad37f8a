/* breaks.c - where words end without spaces. Floor 7. Any thread. Knows no widths. */
#include "view/breaks.h"

#include <unicode/ubrk.h>
#include <unicode/utext.h>

#include "base/utf8.h"

/* Line_Break=SA of UAX #14 where ICU has a dictionary: Thai and Lao, Myanmar, Khmer. */
static const struct utf8_range SCRIPTS[] = {
    {0x0e00, 0x0eff}, {0x1000, 0x109f}, {0x1780, 0x17ff}, {0xa9e0, 0xa9ff}, {0xaa60, 0xaa7f}};

static bool is_unspaced(uint32_t cp)
{
    return cp >= SCRIPTS[0].first && utf8_among(SCRIPTS, sizeof SCRIPTS / sizeof *SCRIPTS, cp);
}

static bool has_unspaced(struct span text)
{
    while (text.n)
        if (is_unspaced(utf8_next(&text)))
            return true;
    return false;
}

/* Only what stands between two of their letters: all other places are found without a dictionary.
 */
static bool between_letters(struct span text, size_t at)
{
    size_t last;
    struct span before = span_sub(text, 0, at), behind = span_from(text, at);
    return before.n && behind.n && is_unspaced(utf8_last(before, &last)) &&
           is_unspaced(utf8_next(&behind));
}

void breaks_find(struct span text, struct breaks *out)
{
    UErrorCode status = U_ZERO_ERROR;
    out->n = 0;
    if (!has_unspaced(text))
        return;
    UBreakIterator *lines = ubrk_open(UBRK_LINE, "th", NULL, 0, &status);
    UText *utf8 = utext_openUTF8(NULL, text.p, (int64_t)text.n, &status);
    ubrk_setUText(lines, utf8, &status);
    if (U_SUCCESS(status))
        for (int32_t at = ubrk_next(lines); at != UBRK_DONE && out->n < BREAKS_MAX;
             at = ubrk_next(lines))
            if (between_letters(text, (size_t)at))
                out->at[out->n++] = (size_t)at;
    utext_close(utf8);
    ubrk_close(lines);
}

bool breaks_has(const struct breaks *b, size_t at)
{
    for (size_t i = 0; i < b->n && b->at[i] <= at; i++)
        if (b->at[i] == at)
            return true;
    return false;
}
