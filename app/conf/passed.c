/* passed.c - settings that no row of the table knows, passed over in a file's text. Floor 1. Any
 * thread. Knows no section and no key. The form is libconfuse's. */
#include "conf/passed.h"

#include <string.h>

static const char blanks[] = " \t\r\n", stops[] = " \t\r\n={}(),+\"'#";

/* Behind what ends with the text, n when it does not. */
static size_t behind(struct span s, size_t from, const char *end)
{
    struct span rest = span_from(s, from);
    size_t at = span_find(rest, span_of(end));
    return at == SIZE_MAX ? s.n : from + at + strlen(end);
}

static size_t behind_quote(struct span s, size_t at)
{
    char quote = s.p[at++];
    while (at < s.n && s.p[at] != quote)
        at += s.p[at] == '\\' ? 2 : 1;
    return at < s.n ? at + 1 : s.n;
}

/* Behind the token at a place: a quoted text, a comment, a word or a single mark. */
static size_t behind_token(struct span s, size_t at)
{
    if (s.p[at] == '"' || s.p[at] == '\'')
        return behind_quote(s, at);
    if (s.p[at] == '#' || span_starts(span_from(s, at), "//"))
        return behind(s, at, "\n");
    if (span_starts(span_from(s, at), "/*"))
        return behind(s, at, "*/");
    if (memchr(stops, s.p[at], sizeof stops - 1))
        return at + 1;
    while (at < s.n && !memchr(stops, s.p[at], sizeof stops - 1))
        at++;
    return at;
}

/* From at on, the next place that is neither blank nor comment. */
static size_t next(struct span s, size_t at)
{
    while (at < s.n) {
        bool comment = s.p[at] == '#' || span_starts(span_from(s, at), "//") ||
                       span_starts(span_from(s, at), "/*");
        if (!comment && !memchr(blanks, s.p[at], sizeof blanks - 1))
            break;
        at = behind_token(s, at);
    }
    return at;
}

/* Behind the brace that closes the one at a place; SIZE_MAX: none does. */
static size_t behind_block(struct span s, size_t at)
{
    size_t depth = 0;
    while (at < s.n) {
        depth += s.p[at] == '{';
        bool last = s.p[at] == '}' && --depth == 0;
        at = behind_token(s, at);
        if (last)
            return at;
        at = next(s, at);
    }
    return SIZE_MAX;
}

/* Behind what follows a key: = value, = { list }, { block }, title { block }. */
static size_t behind_value(struct span s, size_t at)
{
    at = next(s, at);
    if (at < s.n && s.p[at] == '+')
        at = next(s, at + 1);
    bool assigned = at < s.n && s.p[at] == '=';
    if (assigned)
        at = next(s, at + 1);
    if (at < s.n && s.p[at] == '{')
        return behind_block(s, at);
    if (at >= s.n || s.p[at] == '}')
        return SIZE_MAX;
    at = behind_token(s, at);
    if (assigned)
        return at;
    at = next(s, at);
    return at < s.n && s.p[at] == '{' ? behind_block(s, at) : SIZE_MAX;
}

/* Where the key stands as a word of its own; SIZE_MAX: it does not. */
static size_t find_key(struct span s, int line, struct span key)
{
    size_t at = 0;
    for (int i = 1; i < line && at < s.n; i++)
        at = behind(s, at, "\n");
    size_t end = behind(s, at, "\n");
    for (at = next(s, at); at < end; at = next(s, at)) {
        size_t after = behind_token(s, at);
        if (span_eq(span_sub(s, at, after - at), key))
            return at;
        at = after;
    }
    return SIZE_MAX;
}

bool passed_blank(char *text, size_t n, int line, struct span key)
{
    struct span s = span_make(text, n);
    size_t from = find_key(s, line, key);
    size_t to = from == SIZE_MAX ? SIZE_MAX : behind_value(s, from + key.n);
    if (to == SIZE_MAX)
        return false;
    for (size_t i = from; i < to; i++)
        if (text[i] != '\n')
            text[i] = ' ';
    return true;
}
