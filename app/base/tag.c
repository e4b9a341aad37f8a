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
    struct span value = span_sub(s, at + 1, TAG_BYTES_MAX - at);
    size_t end = span_find_byte(value, s.p[at]);
    return end == SIZE_MAX ? 0 : at + 1 + end + 1;
}

/* Goes over the tag at the head of s to the ">" or "<" that ends it, quoted values left aside.
 * False: none within the limit, and *end is where a quote stays open or the limit is. */
static bool find_end(struct span s, size_t *end)
{
    bool value = false; /* "=" was the last thing, so a quote opens a value */
    size_t i = 1;
    while (i < s.n && i < TAG_BYTES_MAX && !closes(s, i)) {
        char c = s.p[i];
        size_t behind = i + 1;
        if (value && (c == '"' || c == '\''))
            behind = skip_quoted(s, i);
        if (behind == 0)
            break;
        value = c == '=' || (value && ascii_space(c));
        i = behind;
    }
    *end = i;
    return i < s.n && i < TAG_BYTES_MAX && closes(s, i);
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

/* That there is no end is found out once, not for each comment. */
static size_t read_comment(struct span s, struct tag *t)
{
    if (!t->endless && span_find(span_from(s, 4), span_of("-->")) != SIZE_MAX)
        return until(s, 4, "-->", &t->body);
    t->endless = true;
    return until(s, 4, ">", &t->body);
}

static size_t read_other(struct span s, struct tag *t)
{
    t->kind = TAG_OTHER;
    if (span_starts(s, "<!--"))
        return read_comment(s, t);
    if (span_starts_nocase(s, "<![CDATA[")) {
        t->kind = TAG_CDATA;
        return until(s, 9, "]]>", &t->body);
    }
    if (span_starts(s, "<?"))
        return until(s, 2, ">", &t->body);
    return declaration(s, &t->body);
}

/* A tag that is over the limit, or in which a quote stays open, ends at the first ">" behind what
 * was gone over: so no byte is gone over often, whatever quotes are set as traps. */
static size_t read_broken_tag(struct span s, size_t from, struct tag *t)
{
    size_t more = span_find_byte(span_from(s, from), '>');
    if (more == SIZE_MAX) {
        t->kind = TAG_OTHER;
        return s.n;
    }
    t->empty = s.p[from + more - 1] == '/';
    return from + more + 1;
}

static size_t read_tag(struct span s, struct tag *t)
{
    bool close = s.p[1] == '/';
    size_t head = close ? 2 : 1, n = head;
    while (n < s.n && !name_end(s.p[n]))
        n++;
    t->kind = close ? TAG_CLOSE : TAG_OPEN;
    t->name = span_sub(s, head, n - head);
    size_t end;
    if (!find_end(s, &end))
        return read_broken_tag(s, end, t);
    t->body = span_sub(s, n, end - n);
    t->empty = t->body.n && t->body.p[t->body.n - 1] == '/';
    if (t->empty)
        t->body.n--;
    return end + (s.p[end] == '>');
}

bool tag_next(struct span *rest, struct tag *t)
{
    *t = (struct tag){.kind = TAG_TEXT, .endless = t->endless};
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
