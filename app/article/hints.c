/* hints.c - classes and ids as hints. Floor 3. Any thread. Knows no tree.
 *
 * Readability and trafilatura match parts of names by regular expressions; here a name is cut into
 * its words ("relatedPosts_left" is "related posts left") and runs of them are looked up, which is
 * quicker and does not take "shareholder" for "share". */
#include "article/hints.h"

#include <string.h>

enum { NAME_WORDS_MAX = 24, NAME_RUN_MAX = 3, NAME_MAX = 200 };

/* A name in lower case with single spaces between its words; starts[i] where word i begins. */
struct name {
    char text[2 * NAME_MAX];
    size_t n;
    size_t starts[NAME_WORDS_MAX + 1];
    size_t words;
};

static bool alnum(char c)
{
    return ascii_alpha(c) || ascii_digit(c);
}

static bool upper(char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool word_begins(struct span s, size_t i)
{
    return i == 0 || !alnum(s.p[i - 1]) || (upper(s.p[i]) && !upper(s.p[i - 1]));
}

static void name_read(struct span s, struct name *out)
{
    out->n = 0;
    out->words = 0;
    s = span_sub(s, 0, NAME_MAX);
    for (size_t i = 0; i < s.n; i++) {
        if (!alnum(s.p[i]))
            continue;
        if (word_begins(s, i)) {
            if (out->words == NAME_WORDS_MAX)
                break;
            if (out->n > 0)
                out->text[out->n++] = ' ';
            out->starts[out->words++] = out->n;
        }
        out->text[out->n++] = ascii_lower(s.p[i]);
    }
    out->starts[out->words] = out->n + 1;
}

static bool name_in(const struct name *name, const struct words *words, const char *list)
{
    static const struct span any = SPAN("any");
    for (size_t i = 0; i < name->words; i++)
        for (size_t run = 1; run <= NAME_RUN_MAX && i + run <= name->words; run++) {
            size_t from = name->starts[i], to = name->starts[i + run] - 1;
            if (words_find(words, any, list, span_make(name->text + from, to - from), NULL))
                return true;
        }
    return false;
}

static unsigned name_hints(struct span value, const struct words *words)
{
    struct name name;
    name_read(value, &name);
    unsigned set = HINT_NONE;
    if (name_in(&name, words, "page-body"))
        set |= HINT_BODY;
    if (name_in(&name, words, "page-likely"))
        set |= HINT_LIKELY;
    if (name_in(&name, words, "page-unwanted"))
        set |= HINT_UNWANTED;
    return set;
}

static bool hidden(const struct node *n)
{
    struct span style = page_attr(n, ATTR_STYLE);
    return page_has(n, ATTR_HIDDEN) || span_is_nocase(page_attr(n, ATTR_ARIA_HIDDEN), "true") ||
           span_find_nocase(style, span_of("display:none")) != SIZE_MAX ||
           span_find_nocase(style, span_of("display: none")) != SIZE_MAX;
}

unsigned hints_of(const struct node *n, const struct words *words)
{
    static const enum attr_name names[] = {ATTR_CLASS, ATTR_ID, ATTR_ITEMPROP, ATTR_ROLE};
    unsigned set = HINT_NONE;
    if (n->n_attrs == 0)
        return set;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        set |= name_hints(page_attr(n, names[i]), words);
    if (hidden(n))
        set |= HINT_HIDDEN;
    return set;
}
