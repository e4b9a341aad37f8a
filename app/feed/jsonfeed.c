/* jsonfeed.c - JSON Feed. Floor 2. Any thread. Knows no bytes, no charset.
 *
 * Members of a type they should not have are passed over, or read as what they mean (a number
 * as an id), so that one bad item costs at most itself. */
#include "feed/jsonfeed.h"

#include <stdio.h>

#include "base/json.h"
#include "base/when.h"
#include "feed/entry.h"
#include "feed/field.h"
#include "source/url.h"

enum { RANK_BEST = 3, RANK_GOOD = 2, RANK_POOR = 1, NUMBER_BYTES = 32, BRACKETS_MAX = 64 };

struct reader {
    struct feed *feed;
    struct arena *arena;
    struct span base;
    size_t newest;
    size_t items_cap;
    struct buf work;
};

struct member {
    const char *key;
    enum entry_field field;
    unsigned rank;
    enum field_kind kind;
};

static const struct member head_members[] = {
    {"title", ENTRY_TITLE, RANK_BEST, FIELD_PLAIN},
    {"description", ENTRY_SUMMARY, RANK_BEST, FIELD_PLAIN},
    {"language", ENTRY_LANG, RANK_BEST, FIELD_PLAIN},
    {"home_page_url", ENTRY_LINK, RANK_BEST, FIELD_PLAIN},
    {"feed_url", ENTRY_ID, RANK_BEST, FIELD_PLAIN},
    {"feed_url", ENTRY_LINK, RANK_GOOD, FIELD_PLAIN},
};

static const struct member item_members[] = {
    {"title", ENTRY_TITLE, RANK_BEST, FIELD_PLAIN},
    {"summary", ENTRY_SUMMARY, RANK_BEST, FIELD_PLAIN},
    {"content_text", ENTRY_CONTENT, RANK_BEST, FIELD_PLAIN},
    {"content_html", ENTRY_CONTENT, RANK_GOOD, FIELD_HTML},
    {"url", ENTRY_LINK, RANK_BEST, FIELD_PLAIN},
    {"external_url", ENTRY_LINK, RANK_GOOD, FIELD_PLAIN},
    {"id", ENTRY_LINK, RANK_POOR, FIELD_PLAIN},
    {"id", ENTRY_ID, RANK_BEST, FIELD_PLAIN},
    {"language", ENTRY_LANG, RANK_BEST, FIELD_PLAIN},
    {"date_published", ENTRY_PUBLISHED, RANK_BEST, FIELD_PLAIN},
    {"date_modified", ENTRY_UPDATED, RANK_BEST, FIELD_PLAIN},
};

/* A string, or a number written out into room; empty for everything else. */
static struct span text_of(const json_t *value, char room[NUMBER_BYTES])
{
    if (json_is_string(value))
        return span_make(json_string_value(value), json_string_length(value));
    int n = 0;
    if (json_is_integer(value))
        n = snprintf(room, NUMBER_BYTES, "%" JSON_INTEGER_FORMAT, json_integer_value(value));
    else if (json_is_real(value))
        n = snprintf(room, NUMBER_BYTES, "%.17g", json_real_value(value));
    return span_make(room, (size_t)n);
}

static void take(struct reader *r, struct entry *d, const struct member *m, struct span raw)
{
    switch (m->field) {
    case ENTRY_LINK:
        if (m->rank == RANK_POOR && !url_is_http(span_trim(raw))) /* an id is no path */
            break;
        entry_text(d, m->field, m->rank, field_link(raw, r->base, r->arena));
        break;
    case ENTRY_PUBLISHED:
    case ENTRY_UPDATED:
        entry_value(d, m->field, m->rank, raw);
        break;
    case ENTRY_CONTENT:
        entry_text(d, m->field, m->rank, field_text(raw, m->kind, &r->work, r->arena));
        break;
    default:
        entry_text(d, m->field, m->rank, field_line(raw, m->kind, &r->work, r->arena));
    }
}

/* A person is an object with a name; some write the name alone. */
static void take_person(struct reader *r, struct entry *d, const json_t *person)
{
    static const struct member name = {"name", ENTRY_AUTHOR, RANK_BEST, FIELD_PLAIN};
    struct span text = json_get_span(person, name.key);
    if (json_is_string(person))
        text = span_make(json_string_value(person), json_string_length(person));
    take(r, d, &name, text);
}

/* authors of 1.1 (the first with a name counts), author of 1.0. */
static void take_author(struct reader *r, struct entry *d, const json_t *object)
{
    const json_t *authors = json_object_get(object, "authors");
    for (size_t i = 0; i < json_array_size(authors) && d->item.author.n == 0; i++)
        take_person(r, d, json_array_get(authors, i));
    take_person(r, d, authors);
    take_person(r, d, json_object_get(object, "author"));
}

static void take_members(struct reader *r, struct entry *d, const json_t *object,
                         const struct member *members, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        char room[NUMBER_BYTES];
        struct span raw = text_of(json_object_get(object, members[i].key), room);
        if (raw.n && entry_wants(d, members[i].field, members[i].rank))
            take(r, d, &members[i], raw);
    }
    take_author(r, d, object);
}

static enum err read_items(struct reader *r, const json_t *items)
{
    for (size_t i = 0; i < json_array_size(items); i++) {
        const json_t *object = json_array_get(items, i);
        struct entry d;
        if (!json_is_object(object))
            continue;
        struct arena_mark before = arena_mark(r->arena);
        entry_init(&d);
        take_members(r, &d, object, item_members, sizeof item_members / sizeof item_members[0]);
        if (r->newest && !entry_is_new(&d, r->feed, r->newest)) {
            entry_forget(&d);
            arena_back(r->arena, before);
        }
        enum err e = entry_push(&d, r->feed, &r->items_cap, r->arena);
        if (e)
            return e == ERR_TOO_BIG ? ERR_OK : e;
    }
    return ERR_OK;
}

static enum err read_feed(struct reader *r, const json_t *root, struct why *why)
{
    const json_t *items = json_object_get(root, "items");
    struct span version = json_get_span(root, "version");
    bool named = span_find(version, span_of("jsonfeed.org")) != SIZE_MAX;
    if (!json_is_object(root) || (!named && !json_is_array(items)))
        return why_set(why, ERR_UNSUPPORTED, 0, "JSON, but no JSON Feed");
    struct entry head;
    entry_init(&head);
    take_members(r, &head, root, head_members, sizeof head_members / sizeof head_members[0]);
    entry_text(&head, ENTRY_LINK, RANK_POOR, r->base);
    entry_head(&head, r->feed);
    if (r->base.n == 0)
        r->base = r->feed->link;
    enum err e = read_items(r, items);
    if (e)
        return why_set(why, e, 0, "out of memory in a feed");
    if (r->feed->n_items == 0 && r->feed->title.n == 0 && r->feed->link.n == 0)
        return why_set(why, ERR_SYNTAX, 0, "a feed with nothing in it");
    return ERR_OK;
}

/* Adds the longest head of a JSON text that was cut off which ends with a whole item (an object
 * in an array in the outermost object), closed again. Nothing where there is none. */
static void mend(struct span text, struct buf *out)
{
    char brackets[BRACKETS_MAX];
    size_t depth = 0, whole = 0;
    bool string = false;
    for (size_t i = 0; i < text.n; i++) {
        char c = text.p[i];
        if (string && c == '\\')
            i++;
        else if (c == '"')
            string = !string;
        else if (!string && (c == '{' || c == '[')) {
            if (depth < BRACKETS_MAX)
                brackets[depth] = c;
            depth++;
        } else if (!string && (c == '}' || c == ']') && depth > 0) {
            depth--;
            if (c == '}' && depth == 2 && brackets[0] == '{' && brackets[1] == '[')
                whole = i + 1;
        }
    }
    if (whole == 0)
        return;
    (void)buf_put(out, span_sub(text, 0, whole));
    (void)buf_puts(out, "]}");
}

static json_t *read_json(struct span text, struct why *why)
{
    json_t *root = json_read(text, why);
    if (root)
        return root;
    struct buf mended;
    buf_init(&mended, text.n + sizeof "]}");
    mend(text, &mended);
    if (mended.n)
        root = json_read(buf_span(&mended), why);
    buf_finish(&mended);
    return root;
}

enum err jsonfeed_read(struct span text, const struct feed_opts *opts, struct feed *out,
                       struct why *why, struct arena *a)
{
    *out = (struct feed){.format = "json", .updated = WHEN_NONE};
    json_t *root = read_json(text, why);
    if (!root)
        return ERR_UNSUPPORTED;
    struct reader r = {.feed = out, .arena = a, .base = opts->base, .newest = opts->newest};
    buf_init(&r.work, FEED_TEXT_MAX * 4);
    enum err e = read_feed(&r, root, why);
    buf_finish(&r.work);
    json_decref(root);
    return e;
}
