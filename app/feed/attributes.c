/* attributes.c - the attributes that mean something in feeds. Floor 2. Any thread. Knows no
 * elements. */
#include "feed/attributes.h"

#include "base/tag.h"

static struct span *place_of(struct attributes *a, struct span name)
{
    const struct {
        struct span name;
        struct span *place;
    } known[] = {
        {SPAN("href"), &a->href},       {SPAN("rel"), &a->rel},
        {SPAN("type"), &a->type},       {SPAN("mode"), &a->mode},
        {SPAN("xml:base"), &a->base},   {SPAN("isPermaLink"), &a->permalink},
        {SPAN("lang"), &a->lang},       {SPAN("xml:lang"), &a->lang},
        {SPAN("rdf:about"), &a->about}, {SPAN("url"), &a->href},
        {SPAN("lastmod"), &a->lastmod}, {SPAN("version"), &a->version},
    };
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (span_eq_nocase(name, known[i].name))
            return known[i].place;
    return NULL;
}

struct attributes attributes_read(struct span tag_body, struct names *names)
{
    struct attributes found = {0};
    struct span rest = tag_body, name, value;
    for (int i = 0; i < TAG_ATTRIBUTES_MAX && tag_attribute(&rest, &name, &value); i++) {
        struct span *place = place_of(&found, name);
        if (place)
            *place = value;
        else if (span_is(name, "xmlns"))
            names_declare(names, span_make(NULL, 0), value);
        else if (span_starts(name, "xmlns:"))
            names_declare(names, span_from(name, 6), value);
    }
    return found;
}

static bool is_one_of(struct span s, const char *a, const char *b, const char *c)
{
    return span_is_nocase(s, a) || span_is_nocase(s, b) || span_is_nocase(s, c);
}

static const char binary_type[] = "application/octet-stream";

/* Atom says how its text is to be read (RFC 4287, 3.1.1 and 4.1.3; Atom 0.3: type and mode), RSS
 * does not. */
enum form attributes_form(const struct attributes *a, enum vocabulary vocabulary, bool atom)
{
    bool says = vocabulary == NAMES_ATOM || (vocabulary == NAMES_RSS && atom);
    struct span type = span_trim(a->type);
    if (vocabulary == NAMES_XHTML)
        return FORM_XHTML;
    if (type.n == 0)
        return says ? FORM_PLAIN : FORM_MAYBE;
    if (is_one_of(type, "text", "text/plain", "plain"))
        return says || vocabulary == NAMES_MEDIA ? FORM_PLAIN : FORM_MAYBE;
    if (is_one_of(type, "html", "text/html", "text/xhtml"))
        return span_is_nocase(a->mode, "xml") ? FORM_XHTML : FORM_HTML;
    if (span_is_nocase(type, "xhtml") || span_ends(type, "xml"))
        return span_is_nocase(a->mode, "escaped") ? FORM_HTML : FORM_XHTML;
    return span_is_nocase(type, binary_type) ? FORM_HTML : FORM_MAYBE;
}

bool attributes_base64(const struct attributes *a)
{
    return span_is_nocase(a->mode, "base64") || span_is_nocase(span_trim(a->type), binary_type);
}

/* Atom's link for people is "alternate", which is also what no rel means. */
unsigned attributes_link_rank(const struct attributes *a, unsigned rank)
{
    static const char iana[] = "http://www.iana.org/assignments/relation/alternate";
    struct span rel = span_trim(a->rel), type = span_trim(a->type);
    if (rank == LINK_ENCLOSURE || span_is_nocase(rel, "enclosure"))
        return LINK_ENCLOSURE;
    if (rel.n && !is_one_of(rel, "alternate", iana, "permalink"))
        return 0;
    bool page = type.n == 0 || is_one_of(type, "text/html", "application/xhtml+xml", "html");
    return page ? LINK_ATOM : LINK_OTHER_TYPE;
}
