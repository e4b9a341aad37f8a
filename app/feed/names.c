/* names.c - what an element of an XML feed means. Floor 2. One thread at a time. Knows no text. */
#include "feed/names.h"

#include <stdlib.h>

struct vocabulary_uri {
    const char *start; /* behind "http://" */
    enum vocabulary vocabulary;
};

/* Found by how they begin; the longer ones of a family first. */
static const struct vocabulary_uri uris[] = {
    {"www.w3.org/2005/atom", NAMES_ATOM},
    {"purl.org/atom/", NAMES_ATOM},
    {"www.w3.org/1999/xhtml", NAMES_XHTML},
    {"www.w3.org/tr/rec-html40", NAMES_XHTML},
    {"www.w3.org/1999/02/22-rdf-syntax-ns", NAMES_RDF},
    {"purl.org/dc/elements/", NAMES_DC},
    {"purl.org/dc/terms/", NAMES_TERMS},
    {"purl.org/rss/1.0/modules/content", NAMES_CONTENT},
    {"purl.org/rss/1.0/modules/dc", NAMES_DC},
    {"purl.org/rss/1.0/modules/syndication", NAMES_SYNDICATION},
    {"purl.org/rss/1.0/modules/", NAMES_OTHER},
    {"purl.org/rss/", NAMES_RSS},
    {"purl.org/net/rss", NAMES_RSS},
    {"my.netscape.com/", NAMES_RSS},
    {"channel.netscape.com/", NAMES_RSS},
    {"backend.userland.com/", NAMES_RSS},
    {"blogs.law.harvard.edu/tech/rss", NAMES_RSS},
    {"cyber.law.harvard.edu/rss", NAMES_RSS},
    {"search.yahoo.com/mrss", NAMES_MEDIA},
    {"www.itunes.com/dtds/podcast", NAMES_ITUNES},
};

static const struct vocabulary_uri prefixes[] = {
    {"atom", NAMES_ATOM},       {"atom03", NAMES_ATOM},    {"atom10", NAMES_ATOM},
    {"content", NAMES_CONTENT}, {"dc", NAMES_DC},          {"dcterms", NAMES_TERMS},
    {"itunes", NAMES_ITUNES},   {"media", NAMES_MEDIA},    {"rdf", NAMES_RDF},
    {"rss", NAMES_RSS},         {"sy", NAMES_SYNDICATION}, {"xhtml", NAMES_XHTML},
};

struct row {
    struct span name;
    unsigned vocabularies;
    enum element_role role;
    enum entry_field field;
    unsigned rank;
};

enum { RSS_ATOM = NAMES_RSS | NAMES_ATOM, DUBLIN = NAMES_DC | NAMES_TERMS };

/* By name in order of bytes; of rows with the same name the first that fits counts. */
static const struct row rows[] = {
    {SPAN("abstract"), NAMES_TERMS | NAMES_RSS, ELEMENT_FIELD, ENTRY_SUMMARY, 2},
    {SPAN("author"), RSS_ATOM, ELEMENT_FIELD, ENTRY_AUTHOR, 4},
    {SPAN("author"), NAMES_ITUNES, ELEMENT_FIELD, ENTRY_AUTHOR, 1},
    {SPAN("body"), NAMES_XHTML | NAMES_RSS, ELEMENT_FIELD, ENTRY_CONTENT, 3},
    {SPAN("channel"), NAMES_RSS, ELEMENT_FEED, ENTRY_NONE, 0},
    {SPAN("content"), NAMES_ATOM, ELEMENT_FIELD, ENTRY_CONTENT, 5},
    {SPAN("content"), NAMES_RSS, ELEMENT_FIELD, ENTRY_CONTENT, 2},
    {SPAN("content"), NAMES_MEDIA, ELEMENT_GROUP, ENTRY_NONE, 0},
    {SPAN("created"), RSS_ATOM, ELEMENT_FIELD, ENTRY_CREATED, 2},
    {SPAN("created"), NAMES_TERMS, ELEMENT_FIELD, ENTRY_CREATED, 1},
    {SPAN("creator"), DUBLIN, ELEMENT_FIELD, ENTRY_AUTHOR, 3},
    {SPAN("date"), NAMES_DC, ELEMENT_FIELD, ENTRY_PUBLISHED, 4},
    {SPAN("date"), NAMES_TERMS | NAMES_RSS, ELEMENT_FIELD, ENTRY_PUBLISHED, 2},
    {SPAN("day"), NAMES_RSS, ELEMENT_FIELD, ENTRY_SKIP_DAY, 1},
    {SPAN("description"), NAMES_RSS, ELEMENT_FIELD, ENTRY_SUMMARY, 4},
    {SPAN("description"), DUBLIN, ELEMENT_FIELD, ENTRY_SUMMARY, 2},
    {SPAN("description"), NAMES_MEDIA, ELEMENT_FIELD, ENTRY_SUMMARY, 1},
    {SPAN("div"), NAMES_XHTML, ELEMENT_FIELD, ENTRY_CONTENT, 3},
    {SPAN("enclosure"), NAMES_RSS, ELEMENT_LINK, ENTRY_LINK, 1},
    {SPAN("encoded"), NAMES_CONTENT, ELEMENT_FIELD, ENTRY_CONTENT, 5},
    {SPAN("entry"), RSS_ATOM, ELEMENT_ITEM, ENTRY_NONE, 0},
    {SPAN("feed"), RSS_ATOM, ELEMENT_FEED, ENTRY_NONE, 0},
    {SPAN("fullitem"), NAMES_RSS | NAMES_OTHER, ELEMENT_FIELD, ENTRY_CONTENT, 1},
    {SPAN("group"), NAMES_MEDIA, ELEMENT_GROUP, ENTRY_NONE, 0},
    {SPAN("guid"), NAMES_RSS, ELEMENT_FIELD, ENTRY_ID, 4},
    {SPAN("hour"), NAMES_RSS, ELEMENT_FIELD, ENTRY_SKIP_HOUR, 1},
    {SPAN("id"), RSS_ATOM, ELEMENT_FIELD, ENTRY_ID, 3},
    {SPAN("identifier"), DUBLIN, ELEMENT_FIELD, ENTRY_ID, 2},
    {SPAN("info"), NAMES_ATOM, ELEMENT_FIELD, ENTRY_SUMMARY, 1},
    {SPAN("issued"), RSS_ATOM, ELEMENT_FIELD, ENTRY_PUBLISHED, 3},
    {SPAN("issued"), NAMES_TERMS, ELEMENT_FIELD, ENTRY_PUBLISHED, 2},
    {SPAN("item"), RSS_ATOM, ELEMENT_ITEM, ENTRY_NONE, 0},
    {SPAN("language"), NAMES_RSS, ELEMENT_FIELD, ENTRY_LANG, 3},
    {SPAN("language"), DUBLIN, ELEMENT_FIELD, ENTRY_LANG, 2},
    {SPAN("lastbuilddate"), NAMES_RSS, ELEMENT_FIELD, ENTRY_UPDATED, 2},
    {SPAN("link"), RSS_ATOM, ELEMENT_LINK, ENTRY_LINK, 4},
    {SPAN("managingeditor"), NAMES_RSS, ELEMENT_FIELD, ENTRY_AUTHOR, 2},
    {SPAN("modified"), RSS_ATOM, ELEMENT_FIELD, ENTRY_UPDATED, 3},
    {SPAN("modified"), NAMES_TERMS, ELEMENT_FIELD, ENTRY_UPDATED, 1},
    {SPAN("player"), NAMES_MEDIA, ELEMENT_LINK, ENTRY_LINK, 1},
    {SPAN("pubdate"), NAMES_RSS, ELEMENT_FIELD, ENTRY_PUBLISHED, 5},
    {SPAN("published"), RSS_ATOM, ELEMENT_FIELD, ENTRY_PUBLISHED, 3},
    {SPAN("rdf"), NAMES_RSS | NAMES_RDF, ELEMENT_ROOT, ENTRY_NONE, 0},
    {SPAN("rss"), NAMES_RSS, ELEMENT_ROOT, ENTRY_NONE, 0},
    {SPAN("skipdays"), NAMES_RSS, ELEMENT_GROUP, ENTRY_NONE, 0},
    {SPAN("skiphours"), NAMES_RSS, ELEMENT_GROUP, ENTRY_NONE, 0},
    {SPAN("subtitle"), NAMES_ATOM, ELEMENT_FIELD, ENTRY_SUMMARY, 4},
    {SPAN("subtitle"), NAMES_ITUNES | NAMES_RSS, ELEMENT_FIELD, ENTRY_SUMMARY, 1},
    {SPAN("summary"), RSS_ATOM, ELEMENT_FIELD, ENTRY_SUMMARY, 4},
    {SPAN("summary"), NAMES_ITUNES, ELEMENT_FIELD, ENTRY_SUMMARY, 1},
    {SPAN("tagline"), RSS_ATOM, ELEMENT_FIELD, ENTRY_SUMMARY, 4},
    {SPAN("title"), RSS_ATOM, ELEMENT_FIELD, ENTRY_TITLE, 4},
    {SPAN("title"), DUBLIN, ELEMENT_FIELD, ENTRY_TITLE, 3},
    {SPAN("title"), NAMES_MEDIA | NAMES_ITUNES, ELEMENT_FIELD, ENTRY_TITLE, 1},
    {SPAN("ttl"), NAMES_RSS, ELEMENT_FIELD, ENTRY_TTL, 1},
    {SPAN("updated"), RSS_ATOM, ELEMENT_FIELD, ENTRY_UPDATED, 3},
    {SPAN("updatefrequency"), NAMES_SYNDICATION, ELEMENT_FIELD, ENTRY_FREQUENCY, 1},
    {SPAN("updateperiod"), NAMES_SYNDICATION, ELEMENT_FIELD, ENTRY_PERIOD, 1},
};

enum { ROWS = sizeof rows / sizeof rows[0], NAME_BYTES = 16 };

static enum vocabulary of_prefix(struct span prefix)
{
    for (size_t i = 0; i < sizeof prefixes / sizeof prefixes[0]; i++)
        if (span_is_nocase(prefix, prefixes[i].start))
            return prefixes[i].vocabulary;
    return NAMES_OTHER;
}

static enum vocabulary of_uri(struct span uri)
{
    size_t scheme = span_find(uri, span_of("://"));
    struct span rest = scheme == SIZE_MAX ? uri : span_from(uri, scheme + 3);
    for (size_t i = 0; i < sizeof uris / sizeof uris[0]; i++)
        if (span_starts_nocase(rest, uris[i].start))
            return uris[i].vocabulary;
    return NAMES_OTHER;
}

/* A default namespace nobody knows is taken for RSS, an unknown prefix at its word. */
void names_declare(struct names *names, struct span prefix, struct span uri)
{
    if (names->n >= NAMES_BINDINGS_MAX)
        return;
    enum vocabulary vocabulary = of_uri(span_trim(uri));
    if (vocabulary == NAMES_OTHER)
        vocabulary = prefix.n ? of_prefix(prefix) : NAMES_RSS;
    names->bindings[names->n++] = (struct binding){prefix, vocabulary};
}

struct span names_local(struct span name)
{
    size_t colon = span_find_byte(name, ':');
    return colon == SIZE_MAX ? name : span_from(name, colon + 1);
}

static enum vocabulary vocabulary_of(const struct names *names, struct span prefix)
{
    for (size_t i = names->n; i-- > 0;)
        if (span_eq(names->bindings[i].prefix, prefix))
            return names->bindings[i].vocabulary;
    return prefix.n ? of_prefix(prefix) : NAMES_RSS;
}

/* The first row of that name; ROWS where there is none. */
static size_t first_row(struct span lower)
{
    size_t low = 0, high = ROWS;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (span_cmp(rows[middle].name, lower) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low < ROWS && span_eq(lower, rows[low].name) ? low : ROWS;
}

struct element_meaning names_meaning(const struct names *names, struct span name)
{
    struct span local = names_local(name);
    struct span prefix = span_sub(name, 0, name.n > local.n ? name.n - local.n - 1 : 0);
    enum vocabulary vocabulary = vocabulary_of(names, prefix);
    struct element_meaning meaning = {ELEMENT_UNKNOWN, vocabulary, ENTRY_NONE, 0};
    char lower[NAME_BYTES];
    if (local.n > sizeof lower)
        return meaning;
    for (size_t i = 0; i < local.n; i++)
        lower[i] = ascii_lower(local.p[i]);
    struct span key = span_make(lower, local.n);
    for (size_t i = first_row(key); i < ROWS && span_eq(key, rows[i].name); i++)
        if (rows[i].vocabularies & (unsigned)vocabulary)
            return (struct element_meaning){rows[i].role, vocabulary, rows[i].field, rows[i].rank};
    return meaning;
}
