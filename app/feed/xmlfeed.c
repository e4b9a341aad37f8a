/* xmlfeed.c - RSS and Atom. Floor 2. Any thread. Knows no bytes, no charset, no HTML.
 *
 * The walk keeps a stack only of what holds fields (root, channel, item, groups). Everything else
 * is one field being read or one element being passed over, and ends with its own closing tag
 * or with that of something below it on the stack. */
#include "feed/xmlfeed.h"

#include "base/markup.h"
#include "base/tag.h"
#include "base/when.h"
#include "feed/attributes.h"
#include "feed/field.h"
#include "feed/names.h"
#include "source/url.h"

enum { RAW_MAX = 4 * FEED_TEXT_MAX }; /* of one field, markup and all */

enum { ID_ABOUT = 1, LANG_ATTRIBUTE = 1, UPDATED_ATTRIBUTE = 1 };

struct level {
    struct span name;
    enum element_role role;
    size_t n_names;   /* declarations in force outside */
    struct span base; /* xml:base; empty: none known */
};

/* The element being read or passed over; name empty when there is none. */
struct capture {
    struct span name;
    unsigned nested;        /* elements of the same name open inside */
    enum entry_field field; /* ENTRY_NONE: passed over */
    unsigned rank;
    enum form form;
    size_t n_names;
    struct span base;
    bool permalink; /* guid: may be an address */
    bool base64;
    bool foreign; /* of a vocabulary we do not know: items inside are none of ours */
};

struct walk {
    struct feed *feed;
    struct arena *arena;
    struct span base; /* address of the feed as we know it */
    struct span self; /* and as it says it */
    size_t newest;
    struct arena_mark before; /* the item that is being read */
    size_t items_cap;
    enum err stop; /* ERR_OK while the walk goes on */
    bool in_item;
    bool early; /* RSS 0.9x, whose titles are plain text by its specifications */
    struct entry head, item;
    struct capture capture;
    struct buf raw, work;
    struct names names;
    struct level levels[FEED_DEPTH_MAX];
    size_t depth;
};

static struct entry *current(struct walk *w)
{
    return w->in_item ? &w->item : &w->head;
}

static struct span base_of(const struct walk *w)
{
    return w->depth ? w->levels[w->depth - 1].base : w->base;
}

/* BORROWED: until the next use of w->work. */
static struct span decoded(struct walk *w, struct span attribute)
{
    if (span_find_byte(attribute, '&') == SIZE_MAX)
        return attribute;
    buf_reset(&w->work);
    field_decode(attribute, &w->work);
    return buf_span(&w->work);
}

static void finish_item(struct walk *w)
{
    w->in_item = false;
    if (w->newest && !entry_is_new(&w->item, w->feed, w->newest)) {
        entry_forget(&w->item);
        arena_back(w->arena, w->before);
    }
    enum err e = entry_push(&w->item, w->feed, &w->items_cap, w->arena);
    if (e)
        w->stop = e;
}

/* Closes levels until n are left. */
static void pop_to(struct walk *w, size_t n)
{
    while (w->depth > n) {
        const struct level *level = &w->levels[--w->depth];
        w->names.n = level->n_names;
        if (level->role == ELEMENT_ITEM)
            finish_item(w);
    }
}

/* Addresses without any base are taken as relative to the site, or to what the feed says is its own
 * address. */
static struct span link_of(struct walk *w, struct span raw, struct span base)
{
    struct span site = w->head.item.link.n ? w->head.item.link : w->self;
    return field_link(raw, base.n ? base : site, w->arena);
}

/* Many feeds escape the "&" of addresses twice. */
static struct span address_of(struct walk *w, struct span raw, struct span base)
{
    return link_of(w, decoded(w, raw), base);
}

/* A person as written: the name where Atom's element for it is there, else all of it. */
static struct span author_of(struct span raw)
{
    struct span rest = raw;
    for (struct tag t = {0}; tag_next(&rest, &t);) {
        if (t.kind != TAG_OPEN || !span_is_nocase(t.name, "name"))
            continue;
        size_t end = span_find(rest, span_of("</"));
        return span_sub(rest, 0, end);
    }
    return raw;
}

static void take_id(struct walk *w, const struct capture *c, struct span raw)
{
    struct entry *d = current(w);
    entry_text(d, ENTRY_ID, c->rank, field_line(raw, FIELD_PLAIN, &w->work, w->arena));
    if (c->permalink && w->in_item && url_is_http(span_trim(raw)))
        entry_text(d, ENTRY_LINK, LINK_GUID, link_of(w, raw, c->base));
}

static void take_text(struct walk *w, const struct capture *c, struct span raw)
{
    static const enum field_kind kinds[] = {
        [FORM_PLAIN] = FIELD_PLAIN, [FORM_ONCE] = FIELD_ONCE,  [FORM_MAYBE] = FIELD_MAYBE,
        [FORM_HTML] = FIELD_HTML,   [FORM_XHTML] = FIELD_HTML,
    };
    enum field_kind kind = kinds[c->form];
    struct span text = c->field == ENTRY_CONTENT ? field_text(raw, kind, &w->work, w->arena)
                                                 : field_line(raw, kind, &w->work, w->arena);
    entry_text(current(w), c->field, c->rank, text);
}

static void take_base64(struct walk *w)
{
    struct buf bytes;
    buf_init(&bytes, RAW_MAX);
    field_base64(buf_span(&w->raw), &bytes);
    buf_reset(&w->raw);
    field_put(&w->raw, buf_span(&bytes));
    buf_finish(&bytes);
}

static void finish_capture(struct walk *w)
{
    struct capture c = w->capture;
    w->capture = (struct capture){.field = ENTRY_NONE};
    w->names.n = c.n_names;
    if (c.base64)
        take_base64(w);
    struct span raw = buf_span(&w->raw);
    switch (c.field) {
    case ENTRY_NONE:
        break;
    case ENTRY_LINK:
        entry_text_again(current(w), ENTRY_LINK, c.rank, address_of(w, raw, c.base));
        break;
    case ENTRY_ID:
        take_id(w, &c, raw);
        break;
    case ENTRY_TTL:
    case ENTRY_PERIOD:
    case ENTRY_FREQUENCY:
    case ENTRY_SKIP_HOUR:
    case ENTRY_SKIP_DAY:
    case ENTRY_PUBLISHED:
    case ENTRY_UPDATED:
    case ENTRY_CREATED:
        entry_value(current(w), c.field, c.rank, raw);
        break;
    case ENTRY_AUTHOR:
        raw = author_of(raw);
        /* fall through */
    default:
        take_text(w, &c, raw);
    }
}

static void begin_capture(struct walk *w, const struct tag *t, struct capture c)
{
    c.name = t->name;
    w->capture = c;
    buf_reset(&w->raw);
    if (t->empty)
        finish_capture(w);
}

static void pass_over(struct walk *w, const struct tag *t, size_t n_names)
{
    begin_capture(w, t, (struct capture){.n_names = n_names});
}

static void push_level(struct walk *w, const struct tag *t, enum element_role role, size_t n_names,
                       struct span base)
{
    if (w->depth >= FEED_DEPTH_MAX) {
        pass_over(w, t, n_names);
        return;
    }
    w->levels[w->depth++] = (struct level){t->name, role, n_names, base};
    if (t->empty)
        pop_to(w, w->depth - 1);
}

/* CDF gives an item and a channel its link and date as attributes (Channel Definition Format). */
static void take_own(struct walk *w, const struct attributes *a, struct span base)
{
    struct entry *d = current(w);
    entry_text(d, ENTRY_LINK, LINK_ABOUT, link_of(w, decoded(w, a->href), base));
    entry_value(d, ENTRY_UPDATED, UPDATED_ATTRIBUTE, a->lastmod);
}

static void begin_item(struct walk *w, const struct tag *t, const struct attributes *a,
                       size_t n_names, struct span base)
{
    w->in_item = true;
    w->before = arena_mark(w->arena);
    entry_init(&w->item);
    struct span lang = field_line(a->lang, FIELD_PLAIN, &w->work, w->arena);
    entry_text(&w->item, ENTRY_LANG, LANG_ATTRIBUTE, lang);
    struct span about = decoded(w, a->about);
    entry_text(&w->item, ENTRY_LINK, LINK_ABOUT, link_of(w, about, base));
    entry_text(&w->item, ENTRY_ID, ID_ABOUT, field_line(about, FIELD_PLAIN, &w->raw, w->arena));
    take_own(w, a, base);
    push_level(w, t, ELEMENT_ITEM, n_names, base);
}

static void begin_feed(struct walk *w, const struct tag *t, const struct attributes *a,
                       size_t n_names, struct span base)
{
    struct span local = names_local(t->name);
    if (!w->feed->format)
        w->feed->format = span_is_nocase(local, "rdf")    ? "rdf"
                          : span_is_nocase(local, "feed") ? "atom"
                                                          : "rss";
    bool first = span_find_nocase(t->body, span_of("my.netscape.com/rdf/simple/0.9")) != SIZE_MAX;
    w->early = w->early || first || span_starts(span_trim(a->version), "0.9");
    struct span lang = field_line(a->lang, FIELD_PLAIN, &w->work, w->arena);
    entry_text(current(w), ENTRY_LANG, LANG_ATTRIBUTE, lang); /* not all stand outside of items */
    take_own(w, a, base);
    push_level(w, t, ELEMENT_FEED, n_names, base);
}

static void take_href(struct walk *w, const struct attributes *a, struct span base, unsigned rank)
{
    if (span_is_nocase(span_trim(a->rel), "self") && !w->in_item && w->self.n == 0)
        w->self = field_link(decoded(w, a->href), base, w->arena);
    struct span link = link_of(w, decoded(w, a->href), base);
    if (rank == LINK_RSS)
        entry_text_again(current(w), ENTRY_LINK, rank, link);
    else
        entry_text(current(w), ENTRY_LINK, rank, link);
}

static bool is_atom(const struct walk *w)
{
    return span_is(span_of(w->feed->format), "atom");
}

static void begin_link(struct walk *w, const struct tag *t, const struct attributes *a,
                       struct element_meaning meaning, struct capture c)
{
    if (a->href.n || meaning.rank == LINK_ENCLOSURE) {
        bool rss = meaning.vocabulary == NAMES_RSS && !is_atom(w) && a->rel.n == 0;
        unsigned rank = attributes_link_rank(a, meaning.rank);
        take_href(w, a, c.base, rss && rank == LINK_ATOM ? LINK_RSS : rank);
        pass_over(w, t, c.n_names);
        return;
    }
    c.field = ENTRY_LINK;
    c.rank = LINK_RSS;
    begin_capture(w, t, c);
}

static void begin_field(struct walk *w, const struct tag *t, const struct attributes *a,
                        struct element_meaning meaning, struct capture c)
{
    if (!entry_wants(current(w), meaning.field, meaning.rank)) {
        pass_over(w, t, c.n_names);
        return;
    }
    c.field = meaning.field;
    c.rank = meaning.rank;
    c.form = attributes_form(a, meaning.vocabulary, is_atom(w));
    c.base64 = attributes_base64(a);
    c.permalink = !span_is_nocase(span_trim(a->permalink), "false");
    if (c.field == ENTRY_AUTHOR)
        c.form = FORM_MAYBE;
    if (c.field == ENTRY_TITLE && w->early && c.form == FORM_MAYBE)
        c.form = FORM_ONCE;
    begin_capture(w, t, c);
}

static struct span new_base(struct walk *w, const struct attributes *a)
{
    struct span base = base_of(w);
    struct span joined = a->base.n ? field_link(decoded(w, a->base), base, w->arena) : base;
    return joined.n ? joined : base;
}

static void open_element(struct walk *w, const struct tag *t)
{
    size_t n_names = w->names.n;
    struct attributes a = attributes_read(t->body, &w->names);
    struct element_meaning meaning = names_meaning(&w->names, t->name);
    struct span base = new_base(w, &a);
    struct capture c = {.n_names = n_names, .base = base};
    switch (meaning.role) {
    case ELEMENT_ROOT:
    case ELEMENT_FEED:
        begin_feed(w, t, &a, n_names, base);
        break;
    case ELEMENT_ITEM:
        begin_item(w, t, &a, n_names, base);
        break;
    case ELEMENT_GROUP:
        push_level(w, t, ELEMENT_GROUP, n_names, base);
        break;
    case ELEMENT_LINK:
        begin_link(w, t, &a, meaning, c);
        break;
    case ELEMENT_FIELD:
        begin_field(w, t, &a, meaning, c);
        break;
    default:
        c.foreign = meaning.vocabulary == NAMES_OTHER;
        begin_capture(w, t, c);
    }
}

static bool is_root(struct span local)
{
    return span_is_nocase(local, "rss") || span_is_nocase(local, "rdf") ||
           span_is_nocase(local, "feed") || span_is_nocase(local, "channel");
}

static bool is_something_else(struct span local)
{
    return span_is_nocase(local, "html") || span_is_nocase(local, "svg") ||
           span_is_nocase(local, "opml");
}

/* Before the root: everything is passed over but a root, and but what shows that there is none. */
static void open_outside(struct walk *w, const struct tag *t)
{
    struct span local = names_local(t->name);
    if (is_root(local)) {
        size_t n_names = w->names.n;
        struct attributes a = attributes_read(t->body, &w->names);
        begin_feed(w, t, &a, n_names, new_base(w, &a));
    } else if (span_is_nocase(local, "entry")) { /* Atom: a document of its own */
        w->feed->format = "atom";
        open_element(w, t);
    } else if (!w->feed->format && is_something_else(local)) {
        w->stop = ERR_UNSUPPORTED;
    }
}

/* How many levels are left when the item that is open, if any, is closed. */
static size_t below_item(const struct walk *w)
{
    for (size_t i = 0; i < w->depth; i++)
        if (w->levels[i].role == ELEMENT_ITEM)
            return i;
    return w->depth;
}

static bool names_item(struct span name)
{
    struct span local = names_local(name);
    return span_is_nocase(local, "item") || span_is_nocase(local, "entry");
}

/* A tag of HTML or of a person inside a field is kept, without attributes and prefix, to be read
 * with the rest of the field; others leave no trace. */
static void put_inline(struct walk *w, const struct tag *t)
{
    struct span local = names_local(t->name);
    bool kept = w->capture.field != ENTRY_NONE && w->capture.form != FORM_PLAIN;
    bool person = w->capture.field == ENTRY_AUTHOR;
    if (!kept || !(person || markup_element(local)))
        return;
    field_put(&w->raw, span_of(t->kind == TAG_CLOSE ? "</" : "<"));
    field_put(&w->raw, local);
    field_put(&w->raw, span_of(t->empty ? "/>" : ">"));
}

static void on_open(struct walk *w, const struct tag *t)
{
    if (w->depth == 0) {
        open_outside(w, t);
        return;
    }
    bool item = names_item(t->name) && names_meaning(&w->names, t->name).role == ELEMENT_ITEM;
    bool closed_off = w->capture.foreign || w->capture.form == FORM_XHTML;
    if (w->capture.name.n && (!item || closed_off)) {
        w->capture.nested += !t->empty && span_eq_nocase(t->name, w->capture.name);
        put_inline(w, t);
        return;
    }
    if (w->capture.name.n) /* it was never closed: an item holds no item */
        finish_capture(w);
    if (item)
        pop_to(w, below_item(w));
    open_element(w, t);
}

static void on_close(struct walk *w, const struct tag *t)
{
    struct capture *c = &w->capture;
    if (c->name.n && span_eq_nocase(t->name, c->name)) {
        if (c->nested == 0)
            finish_capture(w);
        else
            c->nested--;
        return;
    }
    size_t i = w->depth;
    while (i > 0 && !span_eq_nocase(t->name, w->levels[i - 1].name))
        i--;
    if (i == 0) {
        put_inline(w, t);
        return;
    }
    if (c->name.n)
        finish_capture(w);
    pop_to(w, i - 1);
}

/* Inside XHTML the text stays escaped, as its tags are kept beside it. */
static void on_cdata(struct walk *w, struct span body)
{
    if (w->capture.form != FORM_XHTML) {
        field_put(&w->raw, body);
        return;
    }
    for (size_t i = 0; i < body.n; i++) {
        char c = body.p[i];
        field_put(&w->raw, c == '<'   ? span_of("&lt;")
                           : c == '&' ? span_of("&amp;")
                                      : span_sub(body, i, 1));
    }
}

static void on_text(struct walk *w, const struct tag *t)
{
    if (w->capture.field == ENTRY_NONE)
        return;
    if (t->kind == TAG_CDATA)
        on_cdata(w, t->body);
    else if (w->capture.form == FORM_XHTML)
        field_put(&w->raw, t->body);
    else
        field_decode(t->body, &w->raw);
}

static void walk_all(struct walk *w, struct span text)
{
    for (struct tag t = {0}; w->stop == ERR_OK && tag_next(&text, &t);) {
        if (t.kind == TAG_OPEN)
            on_open(w, &t);
        else if (t.kind == TAG_CLOSE)
            on_close(w, &t);
        else if (t.kind != TAG_OTHER)
            on_text(w, &t);
    }
}

/* What was open at the end of the input: the field that was cut off is not whole and goes, the
 * item stays when it can be told by a title or a text. */
static void finish_cut(struct walk *w)
{
    w->capture = (struct capture){.field = ENTRY_NONE};
    const struct item *item = &w->item.item;
    if (w->in_item && item->title.n == 0 && item->summary.n == 0 && item->content.n == 0) {
        w->in_item = false;
        w->depth = 0;
    }
    if (w->stop == ERR_OK)
        pop_to(w, 0);
}

static enum err judge(struct walk *w, struct why *why)
{
    if (w->stop == ERR_NOMEM || w->raw.failed == ERR_NOMEM || w->work.failed == ERR_NOMEM)
        return why_set(why, ERR_NOMEM, 0, "out of memory in a feed");
    if (!w->feed->format)
        return why_set(why, ERR_UNSUPPORTED, 0, "no feed: neither rss, rdf, feed nor channel");
    entry_text(&w->head, ENTRY_LINK, LINK_ENCLOSURE, w->self.n ? w->self : w->base);
    entry_head(&w->head, w->feed);
    if (w->feed->n_items == 0 && w->feed->title.n == 0 && w->feed->link.n == 0 &&
        w->feed->summary.n == 0 && w->feed->id.n == 0)
        return why_set(why, ERR_SYNTAX, 0, "a feed with nothing in it");
    return ERR_OK;
}

enum err xmlfeed_read(struct span text, const struct feed_opts *opts, struct feed *out,
                      struct why *why, struct arena *a)
{
    struct walk *w = arena_alloc(a, sizeof *w);
    if (!w)
        return why_set(why, ERR_NOMEM, 0, "out of memory in a feed");
    *out = (struct feed){.updated = WHEN_NONE};
    w->feed = out;
    w->arena = a;
    w->base = opts->base;
    w->newest = opts->newest;
    entry_init(&w->head);
    buf_init(&w->raw, RAW_MAX);
    buf_init(&w->work, RAW_MAX * 2);
    walk_all(w, text);
    finish_cut(w);
    enum err e = judge(w, why);
    buf_finish(&w->raw);
    buf_finish(&w->work);
    return e;
}
