/* tag.c - markup cut into text and tags. Floor 0. Any thread. Knows neither feeds nor HTML's
 * elements. */
#include "base/tag.h"

#include <string.h>

static bool name_start(char c)
{
    return ascii_alpha(c) || c == '_';
}

static bool name_end(char c)
{
    return ascii_space(c) || c == '/' || c == '>' || c == '<';
}

/* True when the "<" at the head of s begins something else than text. */
static bool begins_tag(struct span s)
{
    if (s.n < 2)
        return false;
    char c = s.p[1];
    if (c == '/')
        return s.n > 2 && (name_start(s.p[2]) || s.p[2] == '>');
    return name_start(c) || c == '!' || c == '?';
}

/* Offset of the end of the text that *rest begins with. */
static size_t text_end(struct span s, size_t from)
{
    while (from < s.n) {
        const char *hit = memchr(s.p + from, '<', s.n - from);
        if (!hit)
            return s.n;
        from = (size_t)(hit - s.p);
        if (begins_tag(span_from(s, from)))
            return from;
        from++;
    }
    return s.n;
}

static bool closes(struct span s, size_t at)
{
    return s.p[at] == '>' || s.p[at] == '<';
}

/* Offset behind the quoted value that begins at the quote s.p[at]; 0 where it has no end
 * within the limit of a tag. */
static size_t skip_quoted(struct span s, size_t at)
{
    size_t room = s.n < TAG_BYTES_MAX ? s.n : TAG_BYTES_MAX;
    if (at + 1 >= room)
        return 0;
    const char *end = memchr(s.p + at + 1, s.p[at], room - at - 1);
    return end ? (size_t)(end - s.p) + 1 : 0;
}

/* Offset of the ">" or "<" that ends the tag at the head of s, quoted values left aside; 0 where
 * there is none within the limit of a tag. */
static size_t tag_end(struct span s)
{
    bool value = false; /* "=" was the last thing, so a quote opens a value */
    for (size_t i = 1; i < s.n && i < TAG_BYTES_MAX;) {
        char c = s.p[i];
        if (closes(s, i))
            return i;
        if (value && (c == '"' || c == '\'')) {
            i = skip_quoted(s, i);
            if (i == 0)
                return 0;
            value = false;
            continue;
        }
        if (!ascii_space(c))
            value = c == '=';
        i++;
    }
    return 0;
}

/* Sets what lies between head and the first end mark (to the end where it is missing);
 * gives the offset behind the mark. */
static size_t until(struct span s, size_t head, const char *mark, struct span *body)
{
    size_t at = span_find(span_from(s, head), span_of(mark));
    if (at == SIZE_MAX) {
        *body = span_from(s, head);
        return s.n;
    }
    *body = span_sub(s, head, at);
    return head + at + strlen(mark);
}

/* A DOCTYPE may hold an internal subset in brackets: its declarations are skipped unread. */
static size_t declaration(struct span s, struct span *body)
{
    struct span head = span_sub(s, 0, span_find_byte(s, '>'));
    size_t bracket = span_find_byte(head, '[');
    if (bracket == SIZE_MAX || !span_starts_nocase(s, "<!doctype"))
        return until(s, 2, ">", body);
    size_t end = until(s, bracket, "]", body);
    return until(s, end, ">", body);
}

static size_t read_other(struct span s, struct tag *t)
{
    t->kind = TAG_OTHER;
    if (span_starts(s, "<!--"))
        return until(s, 4, "-->", &t->body);
    if (span_starts_nocase(s, "<![CDATA[")) {
        t->kind = TAG_CDATA;
        return until(s, 9, "]]>", &t->body);
    }
    if (span_starts(s, "<?"))
        return until(s, 2, ">", &t->body);
    return declaration(s, &t->body);
}

/* A tag that is over the limit or in which a quote stays open ends at the first ">". */
static size_t read_broken_tag(struct span s, struct tag *t)
{
    size_t end = span_find_byte(s, '>');
    if (end == SIZE_MAX) {
        t->kind = TAG_OTHER;
        return s.n;
    }
    t->empty = s.p[end - 1] == '/';
    return end + 1;
}

static size_t read_tag(struct span s, struct tag *t)
{
    bool close = s.p[1] == '/';
    size_t head = close ? 2 : 1, n = head;
    while (n < s.n && !name_end(s.p[n]))
        n++;
    t->kind = close ? TAG_CLOSE : TAG_OPEN;
    t->name = span_sub(s, head, n - head);
    size_t end = tag_end(s);
    if (end == 0)
        return read_broken_tag(s, t);
    t->body = span_sub(s, n, end - n);
    t->empty = t->body.n && t->body.p[t->body.n - 1] == '/';
    if (t->empty)
        t->body.n--;
    return end + (s.p[end] == '>');
}

bool tag_next(struct span *rest, struct tag *t)
{
    *t = (struct tag){.kind = TAG_TEXT};
    if (rest->n == 0)
        return false;
    struct span s = *rest;
    size_t end;
    if (s.p[0] != '<' || !begins_tag(s)) {
        end = text_end(s, 0);
        t->body = span_sub(s, 0, end);
    } else if (s.p[1] == '!' || s.p[1] == '?') {
        end = read_other(s, t);
    } else {
        end = read_tag(s, t);
    }
    t->source = span_sub(s, 0, end);
    *rest = span_from(s, end);
    return true;
}

static struct span skip_space(struct span s)
{
    while (s.n && ascii_space(s.p[0]))
        s = span_from(s, 1);
    return s;
}

/* Cuts the value behind "=" off *s. */
static struct span cut_value(struct span *s)
{
    char quote = s->n ? s->p[0] : 0;
    size_t n = 0, mark = 0;
    if (quote == '"' || quote == '\'') {
        mark = 1;
        n = span_find_byte(span_from(*s, 1), quote);
    } else {
        while (n < s->n && !ascii_space(s->p[n]))
            n++;
    }
    struct span value = span_sub(*s, mark, n);
    *s = span_from(*s, mark + value.n + mark);
    return value;
}

static bool ends_attribute(char c)
{
    return c == '=' || c == '"' || c == '\'' || ascii_space(c);
}

bool tag_attribute(struct span *attributes, struct span *name, struct span *value)
{
    struct span s = *attributes;
    while (s.n && (ends_attribute(s.p[0]) || s.p[0] == '/'))
        s = span_from(s, 1);
    size_t n = 0;
    while (n < s.n && !ends_attribute(s.p[n]))
        n++;
    *name = span_sub(s, 0, n);
    *value = span_make(NULL, 0);
    s = skip_space(span_from(s, n));
    if (n && s.n && s.p[0] == '=') {
        s = skip_space(span_from(s, 1));
        *value = cut_value(&s);
    }
    *attributes = s;
    return n > 0;
}

struct span tag_get(struct span attributes, const char *wanted)
{
    struct span name, value;
    for (int i = 0; i < TAG_ATTRIBUTES_MAX && tag_attribute(&attributes, &name, &value); i++)
        if (span_is_nocase(name, wanted))
            return value;
    return span_make(NULL, 0);
}
