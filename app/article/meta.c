/* meta.c - what a page says of itself. Floor 3. One thread at a time. Does not look at the text. */
#include "article/meta.h"

#include "article/ld.h"
#include "base/clean.h"
#include "base/when.h"

enum field {
    FIELD_TITLE,
    FIELD_SITE,
    FIELD_AUTHOR,
    FIELD_LANG,
    FIELD_PUBLISHED,
    FIELD_UPDATED,
    FIELD_TYPE,
    FIELDS
};

/* Names of meta elements and itemprops; within a field the first in this order that the page
 * has is taken. */
static const struct source {
    const char *name;
    enum field field;
} sources[] = {
    {"og:title", FIELD_TITLE},
    {"twitter:title", FIELD_TITLE},
    {"dc.title", FIELD_TITLE},
    {"og:site_name", FIELD_SITE},
    {"application-name", FIELD_SITE},
    {"dc.publisher", FIELD_SITE},
    {"author", FIELD_AUTHOR},
    {"article:author", FIELD_AUTHOR},
    {"dc.creator", FIELD_AUTHOR},
    {"content-language", FIELD_LANG},
    {"language", FIELD_LANG},
    {"dc.language", FIELD_LANG},
    {"og:locale", FIELD_LANG},
    {"article:published_time", FIELD_PUBLISHED},
    {"og:article:published_time", FIELD_PUBLISHED},
    {"datepublished", FIELD_PUBLISHED},
    {"date", FIELD_PUBLISHED},
    {"dc.date", FIELD_PUBLISHED},
    {"dc.date.issued", FIELD_PUBLISHED},
    {"dcterms.created", FIELD_PUBLISHED},
    {"parsely-pub-date", FIELD_PUBLISHED},
    {"pubdate", FIELD_PUBLISHED},
    {"publishdate", FIELD_PUBLISHED},
    {"article:modified_time", FIELD_UPDATED},
    {"og:updated_time", FIELD_UPDATED},
    {"datemodified", FIELD_UPDATED},
    {"last-modified", FIELD_UPDATED},
    {"og:type", FIELD_TYPE},
};

/* An outlet has few words, a title has some. */
enum { SITE_WORDS = 4, TITLE_WORDS = 4 };

enum { SOURCES = sizeof(sources) / sizeof(sources[0]) };

struct finds {
    struct span values[SOURCES];
    struct span title_tag, h1, html_lang, time;
    uint32_t n_h1;
};

static struct span value_of(const struct page *p, uint32_t i, struct arena *a)
{
    const struct node *n = &p->nodes[i];
    struct span content = page_attr(n, ATTR_CONTENT);
    if (n->tag == TAG_META || content.n > 0)
        return clean_line_copy(content, META_FIELD_MAX, a);
    if (page_attr(n, ATTR_DATETIME).n > 0)
        return page_attr(n, ATTR_DATETIME);
    return page_line(p, i, META_FIELD_MAX, a);
}

static void find_sources(const struct page *p, uint32_t i, struct finds *f, struct arena *a)
{
    const struct node *n = &p->nodes[i];
    struct span name = page_attr(n, ATTR_PROPERTY);
    if (name.n == 0)
        name = page_attr(n, ATTR_ITEMPROP);
    if (name.n == 0 && n->tag == TAG_META)
        name = page_attr(n, ATTR_NAME);
    for (size_t s = 0; name.n > 0 && s < SOURCES; s++)
        if (f->values[s].n == 0 && span_is_nocase(name, sources[s].name))
            f->values[s] = value_of(p, i, a);
}

/* An aside, a footer: what stands in it is dated by itself, or is the day of reading. */
static bool is_beside(const struct node *n)
{
    return n->tag == TAG_UNSEEN;
}

static void find_all(const struct page *p, struct finds *f, struct meta *out, struct arena *a)
{
    uint32_t beside = 0; /* behind the last of what stands beside the article */
    for (uint32_t i = 1; i < p->n; i++) {
        const struct node *n = &p->nodes[i];
        if (is_beside(n) && n->end > beside)
            beside = n->end;
        if (n->n_attrs > 0)
            find_sources(p, i, f, a);
        if (n->tag == TAG_HTML && f->html_lang.n == 0)
            f->html_lang = page_attr(n, ATTR_LANG);
        else if (n->tag == TAG_TITLE && f->title_tag.n == 0)
            f->title_tag = page_line(p, i, META_FIELD_MAX, a);
        else if (n->tag == TAG_H1 && f->n_h1++ == 0)
            f->h1 = page_line(p, i, META_FIELD_MAX, a);
        else if (n->tag == TAG_TIME && f->time.n == 0 && i >= beside)
            f->time = page_attr(n, ATTR_DATETIME);
        else if (n->tag == TAG_SCRIPT && n->end > i + 1 &&
                 span_is_nocase(page_attr(n, ATTR_TYPE), "application/ld+json"))
            ld_read(page_text(p, i + 1), out, a);
    }
}

static struct span first_of(const struct finds *f, enum field field)
{
    for (size_t s = 0; s < SOURCES; s++)
        if (sources[s].field == field && f->values[s].n > 0)
            return f->values[s];
    return span_of(NULL);
}

static void fill_when(int64_t *out, const struct finds *f, enum field field)
{
    for (size_t s = 0; s < SOURCES && *out == WHEN_NONE; s++)
        if (sources[s].field == field && f->values[s].n > 0 && !when_parse(f->values[s], out))
            *out = WHEN_NONE;
}

/* Where the last part of "Title | Site" begins, its mark before it; SIZE_MAX where there is none.
 */
static size_t last_mark(struct span title, size_t *mark)
{
    static const char *const marks[] = {" | ",      " - ",  " \u2013 ", " \u2014 ",
                                        " \u00bb ", " :: ", " \u00b7 "};
    for (size_t i = title.n; i-- > 1;)
        for (size_t m = 0; m < sizeof(marks) / sizeof(marks[0]); m++)
            if (span_starts(span_from(title, i), marks[m])) {
                *mark = span_of(marks[m]).n;
                return i;
            }
    return SIZE_MAX;
}

static size_t count_words(struct span s)
{
    struct span word;
    size_t n = 0;
    while (span_split(&s, ' ', &word))
        n += word.n > 0;
    return n;
}

/* Cuts the outlet off "Title | Site": it is named elsewhere, or, in a title element, it is the
 * short end of a long title, and then the outlet is learnt from it. */
static struct span without_site(struct span title, struct span *site, bool element)
{
    size_t mark, at = last_mark(title, &mark);
    if (at == SIZE_MAX)
        return title;
    struct span head = span_sub(title, 0, at), last = span_from(title, at + mark);
    bool named = site->n > 0 &&
                 (span_find_nocase(last, *site) != SIZE_MAX || span_find_nocase(*site, last) == 0);
    bool guessed = element && count_words(last) <= SITE_WORDS && count_words(head) >= TITLE_WORDS;
    if (!named && !guessed)
        return title;
    if (site->n == 0)
        *site = last;
    return head;
}

/* The one main heading is the title in the purest form, where the title for machines agrees. */
static struct span choose_title(const struct finds *f, struct meta *m)
{
    struct span title = m->title.n ? m->title : first_of(f, FIELD_TITLE);
    struct span element = without_site(f->title_tag, &m->site, true);
    if (f->n_h1 == 1 && f->h1.n > 0 &&
        (title.n == 0 || span_find_nocase(f->title_tag, f->h1) != SIZE_MAX))
        return f->h1;
    if (title.n > 0)
        return without_site(title, &m->site, false);
    return element.n > 0 ? element : f->h1;
}

/* "en-GB" is "en". */
static struct span short_lang(struct span s, struct arena *a)
{
    char two[2];
    s = span_trim(s);
    if (s.n < 2 || (s.n > 2 && s.p[2] != '-' && s.p[2] != '_'))
        return span_of(NULL);
    for (size_t i = 0; i < 2; i++) {
        two[i] = ascii_lower(s.p[i]);
        if (!ascii_alpha(two[i]))
            return span_of(NULL);
    }
    return arena_copy(a, span_make(two, 2));
}

void meta_read(const struct page *p, struct meta *out, struct arena *a)
{
    struct finds f = {0};
    *out = (struct meta){.published = WHEN_NONE, .updated = WHEN_NONE};
    find_all(p, &f, out, a);
    if (out->site.n == 0)
        out->site = first_of(&f, FIELD_SITE);
    if (out->author.n == 0)
        out->author = first_of(&f, FIELD_AUTHOR);
    if (span_starts(out->author, "http"))
        out->author = span_of(NULL);
    out->title = choose_title(&f, out);
    fill_when(&out->published, &f, FIELD_PUBLISHED);
    fill_when(&out->updated, &f, FIELD_UPDATED);
    if (out->published == WHEN_NONE && f.time.n > 0 && !when_parse(f.time, &out->published))
        out->published = WHEN_NONE;
    struct span lang = short_lang(out->lang, a);
    if (lang.n == 0)
        lang = short_lang(f.html_lang, a);
    if (lang.n == 0)
        lang = short_lang(first_of(&f, FIELD_LANG), a);
    out->lang = lang;
    out->says_article = out->articles == 1 || span_is_nocase(first_of(&f, FIELD_TYPE), "article");
}
