/* listing.c - lists inside running text. Floor 4. Any thread. Knows no language. */
#include "story/listing.h"

#include <string.h>

/* What is read at a place that may hold a marker: its number and how it is dressed. */
struct marker {
    unsigned value; /* 1, 2 ... */
    char style;     /* '1' number, 'a' letter, 'i' roman */
    char close;     /* '.', ')' or '}' for ".)" */
    size_t n;       /* bytes */
};

/* Roman numerals up to xx: longer lists are not written so. */
static unsigned roman(struct span s)
{
    static const struct span numerals[] = {SPAN("i"),    SPAN("ii"),    SPAN("iii"), SPAN("iv"),
                                           SPAN("v"),    SPAN("vi"),    SPAN("vii"), SPAN("viii"),
                                           SPAN("ix"),   SPAN("x"),     SPAN("xi"),  SPAN("xii"),
                                           SPAN("xiii"), SPAN("xiv"),   SPAN("xv"),  SPAN("xvi"),
                                           SPAN("xvii"), SPAN("xviii"), SPAN("xix"), SPAN("xx")};
    for (unsigned i = 0; i < sizeof numerals / sizeof *numerals; i++)
        if (span_eq_nocase(s, numerals[i]))
            return i + 1;
    return 0;
}

/* The number, letter or numeral at the beginning of s; its bytes. */
static size_t read_value(struct span s, char style, unsigned *value)
{
    size_t n = 0;
    while (n < s.n && n < 5 && (style == '1' ? ascii_digit(s.p[n]) : ascii_alpha(s.p[n])))
        n++;
    struct span text = span_sub(s, 0, n);
    uint64_t number = 0;
    *value = 0;
    if (style == '1' && n <= 2 && span_uint(text, 99, &number))
        *value = (unsigned)number;
    if (style == 'a' && n == 1)
        *value = (unsigned)(ascii_lower(text.p[0]) - 'a') + 1;
    if (style == 'i')
        *value = roman(text);
    return *value ? n : 0;
}

static bool read_marker(struct span s, char style, struct marker *m)
{
    size_t open = s.n && s.p[0] == '(' ? 1 : 0;
    size_t n = read_value(span_from(s, open), style, &m->value);
    if (!n)
        return false;
    n += open;
    struct span close = span_from(s, n);
    m->style = style;
    m->close = span_starts(close, ".)") ? '}' : close.n ? close.p[0] : 0;
    m->n = n + (m->close == '}' ? 2 : 1);
    if (m->close != '}' && m->close != ')' && (m->close != '.' || open))
        return false;
    return m->n < s.n && ascii_space(s.p[m->n]);
}

/* A marker stands at the beginning or behind white space, or behind a bullet. */
static bool may_begin(struct span line, size_t at)
{
    return at == 0 || ascii_space(line.p[at - 1]) || (unsigned char)line.p[at - 1] >= 0x80;
}

/* The first item stands at the beginning of the line or behind the end of a sentence: "the
 * 1. FC and the 2. division" is no list. */
static bool may_open(struct span line, size_t at)
{
    while (at && ascii_space(line.p[at - 1]))
        at--;
    return at == 0 || strchr(".:;!?", line.p[at - 1]) || (unsigned char)line.p[at - 1] >= 0x80;
}

/* The dot in front is of an initial: "E. B. White". */
static bool behind_initial(struct span line, size_t at)
{
    while (at && ascii_space(line.p[at - 1]))
        at--;
    return at > 1 && line.p[at - 1] == '.' && ascii_alpha(line.p[at - 2]) &&
           (at == 2 || !ascii_alpha(line.p[at - 3]));
}

/* A row of markers of one style and dress, 1 2 3 ...; nothing when it is not a row of two. */
static size_t find_row(struct span line, char style, char close, size_t starts[LISTING_MAX])
{
    size_t found = 0;
    for (size_t at = 0; at < line.n && found < LISTING_MAX; at++) {
        struct marker m;
        if (!may_begin(line, at) || !read_marker(span_from(line, at), style, &m))
            continue;
        bool initial = m.style == 'a' && m.close == '.' && line.p[at] < 'a';
        if (m.close != close || m.value != found + 1 ||
            ((!found || initial) && !may_open(line, at)) || (initial && behind_initial(line, at)))
            continue;
        starts[found++] = at;
        at += m.n - 1;
    }
    return found >= 2 ? found : 0;
}

/* What the first item of a list ends with, by its style and dress. Most lines hold no such thing,
 * and in one look it is seen for all. */
static const struct first {
    char style, close;
    const char *end;
} firsts[] = {{'1', '.', "1."}, {'1', ')', "1)"}, {'1', '}', "1.)"},
              {'a', '.', "a."}, {'a', ')', "a)"}, {'a', '}', "a.)"},
              {'i', '.', "i."}, {'i', ')', "i)"}, {'i', '}', "i.)"}};
enum { FIRSTS = sizeof firsts / sizeof *firsts };

static unsigned firsts_of(struct span line)
{
    unsigned found = 0;
    for (size_t i = 1; i + 1 < line.n; i++)
        if (line.p[i] == '.' || line.p[i] == ')')
            for (size_t k = 0; k < FIRSTS; k++)
                found |= (unsigned)span_starts_nocase(span_from(line, i - 1), firsts[k].end) << k;
    return found;
}

size_t listing_find(struct span line, size_t starts[LISTING_MAX])
{
    unsigned may = firsts_of(line);
    for (size_t k = 0; k < FIRSTS; k++) {
        size_t found = may >> k & 1 ? find_row(line, firsts[k].style, firsts[k].close, starts) : 0;
        if (found)
            return found;
    }
    return 0;
}

size_t listing_marker(struct span s)
{
    struct marker m;
    static const char styles[] = "1ai";
    for (size_t i = 0; i < strlen(styles); i++)
        if (read_marker(s, styles[i], &m))
            return m.n;
    return 0;
}
