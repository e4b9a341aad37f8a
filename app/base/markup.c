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
    struct span name;
    enum effect effect;
};

/* The elements of HTML that are met in feeds, in order of bytes. */
static const struct element elements[] = {
    {SPAN("a"), INLINE},         {SPAN("abbr"), INLINE},     {SPAN("acronym"), INLINE},
    {SPAN("address"), BLOCK},    {SPAN("applet"), INLINE},   {SPAN("area"), INLINE},
    {SPAN("article"), BLOCK},    {SPAN("aside"), BLOCK},     {SPAN("audio"), INLINE},
    {SPAN("b"), INLINE},         {SPAN("base"), INLINE},     {SPAN("bdi"), INLINE},
    {SPAN("bdo"), INLINE},       {SPAN("big"), INLINE},      {SPAN("blink"), INLINE},
    {SPAN("blockquote"), BLOCK}, {SPAN("body"), BLOCK},      {SPAN("br"), BLOCK},
    {SPAN("button"), INLINE},    {SPAN("canvas"), INLINE},   {SPAN("caption"), BLOCK},
    {SPAN("center"), BLOCK},     {SPAN("cite"), INLINE},     {SPAN("code"), INLINE},
    {SPAN("col"), INLINE},       {SPAN("dd"), BLOCK},        {SPAN("del"), INLINE},
    {SPAN("details"), BLOCK},    {SPAN("dfn"), INLINE},      {SPAN("dir"), BLOCK},
    {SPAN("div"), BLOCK},        {SPAN("dl"), BLOCK},        {SPAN("dt"), BLOCK},
    {SPAN("em"), INLINE},        {SPAN("embed"), INLINE},    {SPAN("fieldset"), BLOCK},
    {SPAN("figcaption"), BLOCK}, {SPAN("figure"), BLOCK},    {SPAN("font"), INLINE},
    {SPAN("footer"), BLOCK},     {SPAN("form"), BLOCK},      {SPAN("h1"), BLOCK},
    {SPAN("h2"), BLOCK},         {SPAN("h3"), BLOCK},        {SPAN("h4"), BLOCK},
    {SPAN("h5"), BLOCK},         {SPAN("h6"), BLOCK},        {SPAN("head"), BLOCK},
    {SPAN("header"), BLOCK},     {SPAN("hr"), BLOCK},        {SPAN("html"), BLOCK},
    {SPAN("i"), INLINE},         {SPAN("iframe"), INLINE},   {SPAN("img"), INLINE},
    {SPAN("input"), INLINE},     {SPAN("ins"), INLINE},      {SPAN("kbd"), INLINE},
    {SPAN("label"), INLINE},     {SPAN("li"), BLOCK},        {SPAN("link"), INLINE},
    {SPAN("main"), BLOCK},       {SPAN("map"), INLINE},      {SPAN("mark"), INLINE},
    {SPAN("marquee"), INLINE},   {SPAN("meta"), INLINE},     {SPAN("nav"), BLOCK},
    {SPAN("nobr"), INLINE},      {SPAN("noscript"), INLINE}, {SPAN("object"), INLINE},
    {SPAN("ol"), BLOCK},         {SPAN("option"), CELL},     {SPAN("p"), BLOCK},
    {SPAN("param"), INLINE},     {SPAN("picture"), INLINE},  {SPAN("pre"), BLOCK},
    {SPAN("q"), INLINE},         {SPAN("rp"), INLINE},       {SPAN("rt"), INLINE},
    {SPAN("ruby"), INLINE},      {SPAN("s"), INLINE},        {SPAN("samp"), INLINE},
    {SPAN("script"), RAW},       {SPAN("section"), BLOCK},   {SPAN("select"), INLINE},
    {SPAN("small"), INLINE},     {SPAN("source"), INLINE},   {SPAN("span"), INLINE},
    {SPAN("strike"), INLINE},    {SPAN("strong"), INLINE},   {SPAN("style"), RAW},
    {SPAN("sub"), INLINE},       {SPAN("summary"), BLOCK},   {SPAN("sup"), INLINE},
    {SPAN("svg"), INLINE},       {SPAN("table"), BLOCK},     {SPAN("tbody"), BLOCK},
    {SPAN("td"), CELL},          {SPAN("textarea"), INLINE}, {SPAN("tfoot"), BLOCK},
    {SPAN("th"), CELL},          {SPAN("thead"), BLOCK},     {SPAN("time"), INLINE},
    {SPAN("title"), BLOCK},      {SPAN("tr"), BLOCK},        {SPAN("tt"), INLINE},
    {SPAN("u"), INLINE},         {SPAN("ul"), BLOCK},        {SPAN("var"), INLINE},
    {SPAN("video"), INLINE},     {SPAN("wbr"), INLINE},
};

enum { NAME_BYTES = 16 };

static int compare(const void *key, const void *row)
{
    const struct element *element = row;
    return span_cmp(*(const struct span *)key, element->name);
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
static void skip_raw(struct span *rest, struct span name)
{
    for (size_t at; (at = span_find(*rest, span_of("</"))) != SIZE_MAX;) {
        *rest = span_from(*rest, at + 2);
        if (span_eq_nocase(span_sub(*rest, 0, name.n), name))
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

/* What was escaped twice is read twice, but a tag that comes to light by that stays text: it is
 * more often meant (texts about markup) than a fault. */
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
