/* field.c - one field of a feed, plain and clean. Floor 2. Any thread. Knows no format. */
#include "feed/field.h"

#include <string.h>

#include "base/clean.h"
#include "base/entity.h"
#include "base/markup.h"
#include "base/utf8.h"
#include "feed/doubled.h"
#include "feed/feed.h"
#include "source/url.h"

/* raw without its markup: either raw itself or what is in *work then. */
static struct span plain(struct span raw, enum field_kind kind, struct buf *work)
{
    bool tags = kind != FIELD_PLAIN && span_find_byte(raw, '<') != SIZE_MAX;
    if (!tags && span_find_byte(raw, '&') == SIZE_MAX)
        return raw;
    bool html = kind == FIELD_HTML || (kind == FIELD_ONCE && tags && markup_any(raw));
    buf_reset(work);
    enum err e = html                  ? markup_text(raw, work)
                 : kind == FIELD_MAYBE ? markup_maybe(raw, work)
                                       : entity_decode_stray(raw, work);
    return e == ERR_NOMEM ? span_make(NULL, 0) : buf_span(work);
}

/* Some feeds have single fields, or references, in which UTF-8 was encoded twice. */
static struct span field_clean(struct span raw, enum field_kind kind, bool lines, struct buf *work,
                               struct arena *a)
{
    struct span text = plain(raw, kind, work);
    struct buf meant;
    buf_init(&meant, text.n);
    if (doubled_undo(text, &meant))
        text = buf_span(&meant);
    struct span clean =
        lines ? clean_text_copy(text, FEED_TEXT_MAX, a) : clean_line_copy(text, FEED_TEXT_MAX, a);
    buf_finish(&meant);
    return clean;
}

struct span field_line(struct span raw, enum field_kind kind, struct buf *work, struct arena *a)
{
    return field_clean(raw, kind, false, work, a);
}

struct span field_text(struct span raw, enum field_kind kind, struct buf *work, struct arena *a)
{
    return field_clean(raw, kind, true, work, a);
}

struct span field_link(struct span raw, struct span base, struct arena *a)
{
    raw = span_trim(raw);
    return raw.n ? url_join(base, raw, a) : raw;
}

void field_put(struct buf *b, struct span s)
{
    size_t room = b->max - b->n;
    if (room == 0)
        return;
    (void)buf_put(b, s.n <= room ? s : utf8_cut(s, room));
}

void field_decode(struct span text, struct buf *out)
{
    uint32_t cps[2];
    for (size_t at; (at = span_find_byte(text, '&')) != SIZE_MAX;) {
        struct span here = span_from(text, at);
        size_t taken = entity_read(here, cps);
        if (taken && here.p[1] != '#' && here.p[taken - 1] != ';')
            taken = 0;
        field_put(out, span_sub(text, 0, taken ? at : at + 1));
        if (taken)
            (void)utf8_put(out, cps[0]);
        if (taken && cps[1])
            (void)utf8_put(out, cps[1]);
        text = span_from(text, at + (taken ? taken : 1));
    }
    field_put(out, text);
}

static int base64_value(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (ascii_digit(c))
        return c - '0' + 52;
    return c == '+' || c == '-' ? 62 : c == '/' || c == '_' ? 63 : -1;
}

void field_base64(struct span s, struct buf *out)
{
    unsigned held = 0, bits = 0;
    for (size_t i = 0; i < s.n && s.p[i] != '='; i++) {
        int value = base64_value(s.p[i]);
        if (value < 0)
            continue;
        held = held << 6 | (unsigned)value;
        bits += 6;
        if (bits < 8)
            continue;
        bits -= 8;
        (void)buf_putc(out, (char)(held >> bits & 0xff));
    }
}
