/* polish.c - what typewriters left in a text. Floor 7. Any thread. Knows no layout. */
#include "view/polish.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "view/label.h"

static const struct span APOSTROPHE = SPAN("\xe2\x80\x99");
static const struct span ELLIPSIS = SPAN("\xe2\x80\xa6"), DASH = SPAN("\xe2\x80\x93");
enum { LATIN_END = 0x250, QUOTES_MAX = 64 };

struct polish {
    struct span text;
    struct span open, close; /* of the language */
    bool paired;             /* every straight mark has its partner */
};

/* The characters before and behind an offset, 0 at an end. */
static uint32_t before(struct span text, size_t at)
{
    size_t begin;
    return at ? utf8_last(span_sub(text, 0, at), &begin) : 0;
}

static uint32_t behind(struct span text, size_t at)
{
    struct span rest = span_from(text, at);
    return rest.n ? utf8_next(&rest) : 0;
}

static bool is_border(uint32_t cp)
{
    return cp == 0 || utf8_is_space(cp) || utf8_is_punct(cp);
}

static bool is_gap(uint32_t cp)
{
    return cp == 0 || utf8_is_space(cp);
}

/* Marks open behind a border and close before one, by turns; inches and gershayim do not. */
static bool are_paired(struct span text)
{
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (text.p[i] != '"')
            continue;
        uint32_t left = before(text, i), right = behind(text, i + 1);
        bool good = n % 2 ? is_border(right) && !is_gap(left) : is_border(left) && !is_gap(right);
        if (!good || ++n > QUOTES_MAX)
            return false;
    }
    return n > 0 && n % 2 == 0;
}

static bool is_latin(uint32_t cp)
{
    return cp < LATIN_END && utf8_is_letter(cp);
}

static bool is_apostrophe(struct span text, size_t at)
{
    return text.p[at] == '\'' && is_latin(before(text, at)) && is_latin(behind(text, at + 1));
}

static bool is_ellipsis(struct span text, size_t at)
{
    return span_starts(span_from(text, at), "...") && before(text, at) != '.' &&
           behind(text, at + 3) != '.';
}

static bool is_dash(struct span text, size_t at)
{
    return text.p[at] == '-' && before(text, at) == ' ' && behind(text, at + 1) == ' ';
}

/* What stands at this offset, as it should be set; gives how many bytes of the text it is. */
static size_t put_next(const struct polish *p, size_t at, size_t *marks, struct buf *out)
{
    struct span one = span_sub(p->text, at, 1);
    if (one.p[0] == '"' && p->paired)
        one = (*marks)++ % 2 ? p->close : p->open;
    else if (is_apostrophe(p->text, at))
        one = APOSTROPHE;
    else if (is_dash(p->text, at))
        one = DASH;
    bool dots = is_ellipsis(p->text, at);
    buf_put(out, dots ? ELLIPSIS : one);
    return dots ? 3 : 1;
}

static bool may_change(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] == '"' || text.p[i] == '\'' || text.p[i] == '-' || text.p[i] == '.')
            return true;
    return false;
}

struct span polish_text(const struct words *w, struct span lang, struct span text, struct arena *a)
{
    struct polish p = {.text = text, .paired = are_paired(text)};
    struct span quotes = label_find(w, lang, lang, "wall", "quotes");
    struct buf out;
    size_t marks = 0;
    if (text.n > POLISH_BYTES_MAX || !may_change(text))
        return text;
    p.paired = span_split(&quotes, ' ', &p.open) && quotes.n && p.paired;
    p.close = quotes;
    buf_init(&out, (size_t)4 * POLISH_BYTES_MAX);
    for (size_t at = 0; at < text.n;)
        at += put_next(&p, at, &marks, &out);
    struct span polished = arena_copy(a, buf_span(&out));
    bool good = !out.failed && polished.p;
    buf_finish(&out);
    return good ? polished : text;
}
