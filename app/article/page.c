/* page.c - HTML to a flat tree by libxml2's SAX parser. Floor 3. Any thread. Does not know what
 * an article is.
 *
 * libxml2 only cuts the markup into events here; the tree is ours, so that its size and depth are
 * bounded while the page is read and nothing ever walks it by recursion. */
#include "article/page.h"

#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "article/article.h"
#include "base/clean.h"

enum { TAG_WORDS_MAX = 800 };

struct builder {
    struct page *page;
    struct arena *a;
    htmlParserCtxtPtr parser;
    size_t cap;
    size_t cap_text;
    uint32_t open; /* the innermost open node */
    uint32_t depth;
    uint32_t beyond; /* open elements that got no node */
    bool no_memory;
};

static struct node *builder_add(struct builder *b, enum tag tag)
{
    struct page *p = b->page;
    if (p->n >= PAGE_NODES_MAX) {
        p->cut = true;
        xmlStopParser(b->parser);
        return NULL;
    }
    struct node *nodes = arena_grow(b->a, p->nodes, p->n, &b->cap, sizeof(*nodes));
    if (!nodes) {
        b->no_memory = true;
        xmlStopParser(b->parser);
        return NULL;
    }
    p->nodes = nodes;
    struct node *n = &nodes[p->n++];
    *n = (struct node){.tag = tag, .parent = b->open, .end = p->n};
    return n;
}

static void builder_attrs(struct builder *b, struct node *n, const xmlChar **attrs)
{
    struct attr list[PAGE_ATTRS_MAX];
    size_t count = 0;
    for (; attrs && attrs[0] && count < PAGE_ATTRS_MAX; attrs += 2) {
        enum attr_name name = tags_attr((const char *)attrs[0]);
        if (name == ATTR_NONE)
            continue;
        struct span value = span_sub(span_of((const char *)attrs[1]), 0, PAGE_VALUE_MAX);
        list[count++] = (struct attr){name, arena_copy(b->a, value)};
    }
    if (count == 0)
        return;
    struct attr *kept = arena_array(b->a, count, sizeof(*kept));
    if (!kept) {
        b->no_memory = true;
        return;
    }
    memcpy(kept, list, count * sizeof(*kept));
    n->attrs = kept;
    n->n_attrs = (uint8_t)count;
}

static void on_start(void *user, const xmlChar *name, const xmlChar **attrs)
{
    struct builder *b = user;
    struct node *n = NULL;
    if (b->depth < PAGE_DEPTH_MAX && b->beyond == 0)
        n = builder_add(b, tags_of((const char *)name));
    if (!n) {
        b->beyond++;
        return;
    }
    builder_attrs(b, n, attrs);
    b->open = (uint32_t)(n - b->page->nodes);
    b->depth++;
}

static void builder_close(struct builder *b)
{
    struct node *n = &b->page->nodes[b->open];
    n->end = b->page->n;
    b->open = n->parent;
    b->depth--;
}

static void on_end(void *user, const xmlChar *name)
{
    struct builder *b = user;
    (void)name;
    if (b->beyond > 0)
        b->beyond--;
    else if (b->depth > 0)
        builder_close(b);
}

/* Character data comes in pieces: a piece that follows another in the same element is one node
 * with it. */
static void on_text(void *user, const xmlChar *text, int n)
{
    struct builder *b = user;
    struct page *p = b->page;
    if (n <= 0 || (size_t)n > b->cap_text - p->n_text || !p->nodes)
        return;
    struct node *last = &p->nodes[p->n - 1];
    if (last->tag != TAG_TEXT || last->parent != b->open) {
        last = builder_add(b, TAG_TEXT);
        if (!last)
            return;
        last->text = (uint32_t)p->n_text;
    }
    memcpy(p->text + p->n_text, text, (size_t)n);
    p->n_text += (size_t)n;
    last->n_text += (uint32_t)n;
}

static void parse(struct builder *b, struct span html)
{
    *b->parser->sax = (htmlSAXHandler){
        .startElement = on_start,
        .endElement = on_end,
        .characters = on_text,
        .ignorableWhitespace = on_text,
        .cdataBlock = on_text,
        .initialized = 1,
    };
    b->parser->userData = b;
    htmlCtxtUseOptions(b->parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET | HTML_PARSE_NOERROR |
                                      HTML_PARSE_NOWARNING | HTML_PARSE_IGNORE_ENC);
    (void)html;
    (void)htmlParseDocument(b->parser);
    while (b->depth > 0)
        builder_close(b);
    b->page->nodes[0].end = b->page->n;
}

/* Bytes of the tag at the front of s, and how many words and quotes stand in it. */
static size_t tag_bytes(struct span s, size_t *words)
{
    char quote = 0, before = 0; /* a quote opens behind "=" alone */
    size_t i = 1;
    *words = 0;
    for (; i < s.n && (quote || s.p[i] != '>'); i++) {
        bool closes = quote && s.p[i] == quote;
        *words += closes;
        if (quote)
            quote = closes ? 0 : quote;
        else if (before == '=' && (s.p[i] == '"' || s.p[i] == '\''))
            quote = s.p[i];
        else
            *words += ascii_space(s.p[i]) && !ascii_space(s.p[i - 1]);
        before = ascii_space(s.p[i]) ? before : s.p[i];
    }
    return i;
}

/* Behind a script whose tag ends at i: what is in it is no tag. */
static size_t behind_script(struct span html, size_t from, size_t i)
{
    static const struct span names[] = {SPAN("<script"), SPAN("<style")};
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (span_starts_nocase(span_from(html, from), names[k].p)) {
            size_t end = span_find(span_from(html, i), span_of("</"));
            while (end != SIZE_MAX &&
                   !span_starts_nocase(span_from(html, i + end + 2), names[k].p + 1)) {
                size_t next = span_find(span_from(html, i + end + 2), span_of("</"));
                end = next == SIZE_MAX ? SIZE_MAX : end + 2 + next;
            }
            return end == SIZE_MAX ? html.n : i + end;
        }
    return i;
}

/* The parser compares each attribute of a tag with all before it: no tag may have very many. */
static bool is_bounded(struct span html)
{
    for (size_t i = 0, words; i + 1 < html.n; i++) {
        const char *open = memchr(html.p + i, '<', html.n - i - 1);
        if (!open)
            return true;
        size_t from = (size_t)(open - html.p);
        i = from;
        if (!ascii_alpha(html.p[from + 1]))
            continue;
        i += tag_bytes(span_from(html, from), &words);
        if (words > TAG_WORDS_MAX)
            return false;
        i = behind_script(html, from, i);
        i -= i < html.n && html.p[i] == '<';
    }
    return true;
}

enum err page_parse(struct span html, struct page *out, struct arena *a)
{
    *out = (struct page){0};
    if (html.n > ARTICLE_PAGE_MAX || !is_bounded(html))
        return ERR_TOO_BIG;
    /* A reference is never shorter than what it stands for, so the text fits the bytes read. */
    struct builder b = {.page = out, .a = a, .cap_text = html.n};
    out->text = arena_alloc(a, html.n + 1);
    if (!out->text || !builder_add(&b, TAG_OTHER))
        return ERR_NOMEM;
    if (html.n == 0)
        return ERR_OK;
    b.parser = htmlCreateMemoryParserCtxt(html.p, (int)html.n);
    if (!b.parser)
        return ERR_NOMEM;
    (void)xmlSwitchEncoding(b.parser, XML_CHAR_ENCODING_UTF8);
    parse(&b, html);
    htmlFreeParserCtxt(b.parser);
    return b.no_memory ? ERR_NOMEM : ERR_OK;
}

static const struct attr *find_attr(const struct node *n, enum attr_name name)
{
    for (size_t i = 0; i < n->n_attrs; i++)
        if (n->attrs[i].name == name)
            return &n->attrs[i];
    return NULL;
}

struct span page_attr(const struct node *n, enum attr_name name)
{
    const struct attr *hit = find_attr(n, name);
    return hit ? hit->value : span_of(NULL);
}

bool page_has(const struct node *n, enum attr_name name)
{
    return find_attr(n, name) != NULL;
}

struct span page_text(const struct page *p, uint32_t node)
{
    const struct node *n = &p->nodes[node];
    return span_make(p->text + n->text, n->n_text);
}

struct span page_line(const struct page *p, uint32_t node, size_t max, struct arena *a)
{
    struct buf b;
    buf_init(&b, 4 * max);
    for (uint32_t i = node; i < p->nodes[node].end; i++) {
        if (p->nodes[i].tag == TAG_TEXT)
            (void)buf_put(&b, page_text(p, i));
        else if (tags_block(p->nodes[i].tag))
            (void)buf_putc(&b, ' ');
    }
    struct span line = clean_line_copy(buf_span(&b), max, a);
    buf_finish(&b);
    return line;
}
