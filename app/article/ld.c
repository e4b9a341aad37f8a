/* ld.c - schema.org articles in JSON-LD. Floor 3. One thread at a time. Knows no HTML.
 *
 * Only the plain form that sites write is read: contexts and references are not followed. */
#include "article/ld.h"

#include "article/article.h"
#include "base/clean.h"
#include "base/json.h"
#include "base/markup.h"
#include "base/when.h"

struct queue {
    const json_t *values[META_JSON_VALUES_MAX];
    size_t n;
};

static void queue_push(struct queue *q, const json_t *v)
{
    if (q->n < META_JSON_VALUES_MAX && (json_is_object(v) || json_is_array(v)))
        q->values[q->n++] = v;
}

static void queue_push_all(struct queue *q, const json_t *array)
{
    size_t i;
    json_t *v;
    json_array_foreach(array, i, v) queue_push(q, v);
}

static bool article_name(struct span type)
{
    return span_ends(type, "Article") || span_ends(type, "Posting") || span_ends(type, "Report");
}

static bool is_article(const json_t *o)
{
    const json_t *type = json_object_get(o, "@type");
    if (json_is_string(type))
        return article_name(json_get_span(o, "@type"));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (article_name(span_of(json_string_value(json_array_get(type, i)))))
            return true;
    return false;
}

/* Sites put references and tags into JSON as well. */
static struct span plain(struct span s, bool lines, size_t max, struct arena *a)
{
    struct buf b;
    buf_init(&b, META_JSON_MAX);
    (void)markup_maybe(s, &b);
    struct span out =
        lines ? clean_text_copy(buf_span(&b), max, a) : clean_line_copy(buf_span(&b), max, a);
    buf_finish(&b);
    return out;
}

static void take(struct span *field, struct span s, struct arena *a)
{
    if (field->n == 0 && s.n > 0)
        *field = plain(s, false, META_FIELD_MAX, a);
}

static void take_when(int64_t *field, struct span s)
{
    int64_t moment;
    if (*field == WHEN_NONE && when_parse(s, &moment))
        *field = moment;
}

/* A person or an organisation: a name, an object with one, or a list of such. */
static void take_name(struct span *field, const json_t *v, struct arena *a)
{
    if (json_is_array(v))
        v = json_array_get(v, 0);
    if (json_is_object(v))
        take(field, json_get_span(v, "name"), a);
    else if (json_is_string(v))
        take(field, span_make(json_string_value(v), json_string_length(v)), a);
}

/* Sites describe one article twice, and front pages describe many. */
static void count_article(struct span headline, struct meta *out, struct arena *a)
{
    if (headline.n == 0 || (out->articles > 0 && span_eq(headline, out->headline)))
        return;
    if (out->articles++ == 0)
        out->headline = arena_copy(a, headline);
}

static void read_article(const json_t *o, struct meta *out, struct arena *a)
{
    struct span body = json_get_span(o, "articleBody");
    count_article(json_get_span(o, "headline"), out, a);
    take(&out->title, json_get_span(o, "headline"), a);
    take(&out->lang, json_get_span(o, "inLanguage"), a);
    take_when(&out->published, json_get_span(o, "datePublished"));
    take_when(&out->updated, json_get_span(o, "dateModified"));
    take_name(&out->author, json_object_get(o, "author"), a);
    take_name(&out->site, json_object_get(o, "publisher"), a);
    if (out->body.n == 0 && body.n > 0)
        out->body = plain(body, true, ARTICLE_TEXT_MAX, a);
}

/* The pure JSON: without the comment or CDATA marks around it. */
static struct span json_part(struct span s)
{
    size_t from = 0, to = s.n;
    while (from < s.n && s.p[from] != '{' && s.p[from] != '[')
        from++;
    if (span_starts(span_from(s, from), "[CDATA["))
        return json_part(span_from(s, from + 7));
    while (to > from && s.p[to - 1] != '}' && s.p[to - 1] != ']')
        to--;
    while (span_ends(span_sub(s, from, to - from), "]]") && s.p[from] == '{')
        to -= 2;
    return span_sub(s, from, to - from);
}

void ld_read(struct span json, struct meta *out, struct arena *a)
{
    if (json.n > META_JSON_MAX)
        return;
    json_t *root = json_read(json_part(json), NULL);
    struct queue q = {.n = 0};
    queue_push(&q, root);
    for (size_t i = 0; i < q.n; i++) {
        const json_t *v = q.values[i];
        if (json_is_array(v)) {
            queue_push_all(&q, v);
            continue;
        }
        if (is_article(v))
            read_article(v, out, a);
        queue_push(&q, json_object_get(v, "@graph"));
        queue_push(&q, json_object_get(v, "mainEntity"));
        queue_push(&q, json_object_get(v, "mainEntityOfPage"));
    }
    json_decref(root);
}
