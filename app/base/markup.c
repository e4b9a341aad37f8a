/* markup.c - an HTML fragment as plain text. Floor 0. Any thread. Knows no tree and no white space
 * rules (see clean.h). */
#include "base/markup.h"

#include <stdlib.h>

#include "base/entity.h"
#include "base/tag.h"

enum effect {
    INLINE, /* leaves no trace */
    BLOCK,  /* a line of its own */
    CELL,   /* parted from its neighbour by a space */
    RAW     /* goes with all its content */
};

struct element {
    const char *name;
    enum effect effect;
};

/* The elements of HTML that are met in feeds, in order of bytes. */
static const struct element elements[] = {
    {"a", INLINE},         {"abbr", INLINE},     {"acronym", INLINE}, {"address", BLOCK},
    {"applet", INLINE},    {"area", INLINE},     {"article", BLOCK},  {"aside", BLOCK},
    {"audio", INLINE},     {"b", INLINE},        {"base", INLINE},    {"bdi", INLINE},
    {"bdo", INLINE},       {"big", INLINE},      {"blink", INLINE},   {"blockquote", BLOCK},
    {"body", BLOCK},       {"br", BLOCK},        {"button", INLINE},  {"canvas", INLINE},
    {"caption", BLOCK},    {"center", BLOCK},    {"cite", INLINE},    {"code", INLINE},
    {"col", INLINE},       {"dd", BLOCK},        {"del", INLINE},     {"details", BLOCK},
    {"dfn", INLINE},       {"dir", BLOCK},       {"div", BLOCK},      {"dl", BLOCK},
    {"dt", BLOCK},         {"em", INLINE},       {"embed", INLINE},   {"fieldset", BLOCK},
    {"figcaption", BLOCK}, {"figure", BLOCK},    {"font", INLINE},    {"footer", BLOCK},
    {"form", BLOCK},       {"h1", BLOCK},        {"h2", BLOCK},       {"h3", BLOCK},
    {"h4", BLOCK},         {"h5", BLOCK},        {"h6", BLOCK},       {"head", BLOCK},
    {"header", BLOCK},     {"hr", BLOCK},        {"html", BLOCK},     {"i", INLINE},
    {"iframe", INLINE},    {"img", INLINE},      {"input", INLINE},   {"ins", INLINE},
    {"kbd", INLINE},       {"label", INLINE},    {"li", BLOCK},       {"link", INLINE},
    {"main", BLOCK},       {"map", INLINE},      {"mark", INLINE},    {"marquee", INLINE},
    {"meta", INLINE},      {"nav", BLOCK},       {"nobr", INLINE},    {"noscript", INLINE},
    {"object", INLINE},    {"ol", BLOCK},        {"option", CELL},    {"p", BLOCK},
    {"param", INLINE},     {"picture", INLINE},  {"pre", BLOCK},      {"q", INLINE},
    {"rp", INLINE},        {"rt", INLINE},       {"ruby", INLINE},    {"s", INLINE},
    {"samp", INLINE},      {"script", RAW},      {"section", BLOCK},  {"select", INLINE},
    {"small", INLINE},     {"source", INLINE},   {"span", INLINE},    {"strike", INLINE},
    {"strong", INLINE},    {"style", RAW},       {"sub", INLINE},     {"summary", BLOCK},
    {"sup", INLINE},       {"svg", INLINE},      {"table", BLOCK},    {"tbody", BLOCK},
    {"td", CELL},          {"textarea", INLINE}, {"tfoot", BLOCK},    {"th", CELL},
    {"thead", BLOCK},      {"time", INLINE},     {"title", BLOCK},    {"tr", BLOCK},
    {"tt", INLINE},        {"u", INLINE},        {"ul", BLOCK},       {"var", INLINE},
    {"video", INLINE},     {"wbr", INLINE},
};

enum { NAME_BYTES = 16 };

static int compare(const void *key, const void *row)
{
    const struct element *element = row;
    return span_cmp(*(const struct span *)key, span_of(element->name));
}

static const struct element *find(struct span name)
{
    char lower[NAME_BYTES];
    if (name.n == 0 || name.n > sizeof lower)
        return NULL;
    for (size_t i = 0; i < name.n; i++)
        lower[i] = ascii_lower(name.p[i]);
    struct span key = span_make(lower, name.n);
    return bsearch(&key, elements, sizeof elements / sizeof elements[0], sizeof elements[0],
                   compare);
}

bool markup_element(struct span name)
{
    return find(name) != NULL;
}

/* Skips to behind the closing tag of a raw element, to the end where there is none. */
static void skip_raw(struct span *rest, const char *name)
{
    for (size_t at; (at = span_find(*rest, span_of("</"))) != SIZE_MAX;) {
        *rest = span_from(*rest, at + 2);
        if (span_starts_nocase(*rest, name))
            break;
    }
    size_t end = span_find_byte(*rest, '>');
    *rest = span_from(*rest, end == SIZE_MAX ? rest->n : end + 1);
}

bool markup_any(struct span s)
{
    if (span_find_byte(s, '<') == SIZE_MAX)
        return false;
    for (struct tag t; tag_next(&s, &t);)
        if (t.kind == TAG_CDATA || span_starts(t.source, "<!--") || find(t.name))
            return true;
    return false;
}

static void put_tag(const struct tag *t, struct span *rest, struct buf *out)
{
    const struct element *element = find(t->name);
    enum effect effect = element ? element->effect : INLINE;
    if (effect == BLOCK)
        (void)buf_putc(out, '\n');
    else if (effect == CELL)
        (void)buf_putc(out, ' ');
    else if (effect == RAW && t->kind == TAG_OPEN && !t->empty)
        skip_raw(rest, element->name);
}

enum err markup_text(struct span s, struct buf *out)
{
    for (struct tag t; tag_next(&s, &t);) {
        if (t.kind == TAG_TEXT || t.kind == TAG_CDATA)
            (void)entity_decode(t.body, out);
        else if (t.kind != TAG_OTHER)
            put_tag(&t, &s, out);
    }
    return out->failed;
}

/* What was escaped twice is read twice, but a tag that comes to light by that stays text: it is more
 * often meant (texts about markup) than a fault. */
enum err markup_maybe(struct span s, struct buf *out)
{
    if (markup_any(s))
        return markup_text(s, out);
    struct buf once;
    buf_init(&once, out->max);
    enum err e = entity_decode(s, &once);
    if (!e)
        e = entity_any(buf_span(&once)) ? entity_decode(buf_span(&once), out)
                                        : buf_put(out, buf_span(&once));
    buf_finish(&once);
    return e;
}
