/* opml.c - lists of feeds. Floor 2. Any thread. Knows no feeds themselves. */
#include "feed/opml.h"

#include "base/tag.h"
#include "feed/charset.h"
#include "feed/field.h"
#include "source/url.h"

enum { GROWTH = 3 }; /* most that decoding makes of a byte */

struct reader {
    struct opml *opml;
    struct arena *arena;
    size_t cap;
    struct buf raw, work;
    struct span folders[OPML_DEPTH_MAX]; /* empty for a feed that holds others */
    size_t depth;                        /* outlines open, also those over the limit */
};

/* An attribute as one clean line in the arena. */
static struct span attribute(struct reader *r, const struct tag *t, const char *name)
{
    buf_reset(&r->raw);
    field_decode(tag_get(t->body, name), &r->raw);
    return field_line(buf_span(&r->raw), FIELD_MAYBE, &r->work, r->arena);
}

static struct span folder_of(const struct reader *r)
{
    size_t i = r->depth < OPML_DEPTH_MAX ? r->depth : OPML_DEPTH_MAX;
    while (i > 0 && r->folders[i - 1].n == 0)
        i--;
    return i ? r->folders[i - 1] : span_make(NULL, 0);
}

static enum err add(struct reader *r, struct span title, struct span url)
{
    struct opml *opml = r->opml;
    if (opml->n >= OPML_OUTLINES_MAX)
        return ERR_OK;
    struct outline *grown =
        arena_grow(r->arena, opml->outlines, opml->n, &r->cap, sizeof *opml->outlines);
    if (!grown)
        return ERR_NOMEM;
    grown[opml->n++] = (struct outline){title, url, folder_of(r)};
    opml->outlines = grown;
    return ERR_OK;
}

static enum err open_outline(struct reader *r, const struct tag *t)
{
    struct span title = attribute(r, t, "title"), url = attribute(r, t, "xmlUrl");
    if (title.n == 0)
        title = attribute(r, t, "text");
    bool feed = url_is_http(url);
    enum err e = feed ? add(r, title, url) : ERR_OK;
    if (!t->empty) {
        if (r->depth < OPML_DEPTH_MAX)
            r->folders[r->depth] = feed ? span_make(NULL, 0) : title;
        r->depth++;
    }
    return e;
}

static enum err read_all(struct reader *r, struct span text, struct why *why)
{
    bool opml = false;
    enum err e = ERR_OK;
    for (struct tag t = {0}; !e && tag_next(&text, &t);) {
        bool outline = span_is_nocase(t.name, "outline");
        opml = opml || span_is_nocase(t.name, "opml");
        if (opml && outline && t.kind == TAG_OPEN)
            e = open_outline(r, &t);
        else if (outline && t.kind == TAG_CLOSE && r->depth > 0)
            r->depth--;
    }
    if (e)
        return why_set(why, e, 0, "out of memory in a list of feeds");
    return opml ? ERR_OK : why_set(why, ERR_UNSUPPORTED, 0, "no OPML: it has no opml element");
}

enum err opml_parse(struct span bytes, struct opml *out, struct why *why, struct arena *a)
{
    struct buf text;
    struct reader r = {.opml = out, .arena = a};
    *out = (struct opml){0};
    buf_init(&text, bytes.n * GROWTH);
    buf_init(&r.raw, TAG_BYTES_MAX);
    buf_init(&r.work, TAG_BYTES_MAX);
    enum err e = charset_to_utf8(bytes, span_make(NULL, 0), &text);
    if (e)
        e = why_set(why, e, 0, "a list of feeds that cannot be decoded");
    else
        e = read_all(&r, buf_span(&text), why);
    buf_finish(&text);
    buf_finish(&r.raw);
    buf_finish(&r.work);
    return e;
}

static void put_attribute(struct buf *out, const char *name, struct span value)
{
    (void)buf_printf(out, " %s=\"", name);
    for (size_t i = 0; i < value.n; i++) {
        const char *escape = value.p[i] == '&'   ? "&amp;"
                             : value.p[i] == '<' ? "&lt;"
                             : value.p[i] == '"' ? "&quot;"
                                                 : NULL;
        (void)buf_put(out, escape ? span_of(escape) : span_sub(value, i, 1));
    }
    (void)buf_putc(out, '"');
}

static void put_folder(struct buf *out, struct span folder)
{
    (void)buf_puts(out, "    <outline");
    put_attribute(out, "text", folder);
    (void)buf_puts(out, ">\n");
}

static void put_outline(struct buf *out, const struct outline *o)
{
    (void)buf_puts(out, o->folder.n ? "      <outline" : "    <outline");
    put_attribute(out, "type", span_of("rss"));
    put_attribute(out, "text", o->title.n ? o->title : o->url);
    put_attribute(out, "xmlUrl", o->url);
    (void)buf_puts(out, "/>\n");
}

enum err opml_write(const struct opml *opml, struct buf *out)
{
    struct span folder = {NULL, 0};
    (void)buf_puts(out, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<opml version=\"2.0\">\n"
                        "  <head>\n    <title>Motograph</title>\n  </head>\n  <body>\n");
    for (size_t i = 0; i < opml->n; i++) {
        const struct outline *o = &opml->outlines[i];
        if (!span_eq(o->folder, folder)) {
            if (folder.n)
                (void)buf_puts(out, "    </outline>\n");
            folder = o->folder;
            if (folder.n)
                put_folder(out, folder);
        }
        put_outline(out, o);
    }
    if (folder.n)
        (void)buf_puts(out, "    </outline>\n");
    (void)buf_puts(out, "  </body>\n</opml>\n");
    return out->failed;
}
