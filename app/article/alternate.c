/* alternate.c - the feed that a page names. Floor 3. Any thread. Does not look at the text. */
#include "article/alternate.h"

#include "source/url.h"

enum { RANK_NONE, RANK_XML, RANK_JSON, RANK_FEED };

/* How surely a media type is that of a feed: sites have other things in bare XML and JSON too. */
static unsigned type_rank(struct span type)
{
    static const struct {
        const char *type;
        unsigned rank;
    } types[] = {
        {"application/rss+xml", RANK_FEED},
        {"application/atom+xml", RANK_FEED},
        {"application/feed+json", RANK_JSON},
        {"application/json", RANK_XML},
        {"application/rdf+xml", RANK_XML},
        {"application/xml", RANK_XML},
        {"text/xml", RANK_XML},
    };
    struct span bare = span_trim(span_sub(type, 0, span_find_byte(type, ';')));
    for (size_t i = 0; i < sizeof types / sizeof types[0]; i++)
        if (span_is_nocase(bare, types[i].type))
            return types[i].rank;
    return RANK_NONE;
}

static bool has_rel(const struct node *n, const char *wanted)
{
    struct span rest = page_attr(n, ATTR_REL), word;
    while (span_split(&rest, ' ', &word))
        if (span_is_nocase(span_trim(word), wanted))
            return true;
    return false;
}

/* Blogs name the feed of their comments beside that of their posts, in address or title; and the
 * program's own interface. */
static bool is_aside(const struct node *n)
{
    static const char *const signs[] = {"comment", "kommentar", "comentar", "reacties",
                                        "коммент", "комент",    "wp-json",  "oembed"};
    for (size_t i = 0; i < sizeof signs / sizeof signs[0]; i++)
        if (span_find_nocase(page_attr(n, ATTR_HREF), span_of(signs[i])) != SIZE_MAX ||
            span_find_nocase(page_attr(n, ATTR_TITLE), span_of(signs[i])) != SIZE_MAX)
            return true;
    return false;
}

static unsigned link_rank(const struct node *n)
{
    if (n->tag != TAG_LINK || !has_rel(n, "alternate") || has_rel(n, "stylesheet") || is_aside(n))
        return RANK_NONE;
    return type_rank(page_attr(n, ATTR_TYPE));
}

static struct span base_of(const struct page *p, struct span url, struct arena *a)
{
    for (uint32_t i = 1; i < p->n; i++) {
        if (p->nodes[i].tag != TAG_BASE)
            continue;
        struct span base = url_join(url, span_trim(page_attr(&p->nodes[i], ATTR_HREF)), a);
        return base.n ? base : url;
    }
    return url;
}

struct span alternate_feed(const struct page *p, struct span url, struct arena *a)
{
    struct span base = base_of(p, url, a), found = span_make(NULL, 0);
    unsigned best = RANK_NONE;
    for (uint32_t i = 1; i < p->n && best < RANK_FEED; i++) {
        unsigned rank = link_rank(&p->nodes[i]);
        if (rank <= best)
            continue;
        struct span link = url_join(base, span_trim(page_attr(&p->nodes[i], ATTR_HREF)), a);
        if (link.n == 0)
            continue;
        found = link;
        best = rank;
    }
    return found;
}
