/* inspect_article.c - a page as its article, for inspection. Floor 5. One thread at a time. Knows
 * no batch. */
#include "ingest/inspect_article.h"

#include "article/article.h"
#include "feed/charset.h"
#include "ingest/inspect.h"
#include "source/file.h"

/* The page of the case, in UTF-8: given as text, or as the name of a file. */
static enum err read_page(const json_t *line, struct buf *out, struct arena *a)
{
    struct span html = json_get_span(line, "html");
    const char *path = arena_cstr(a, json_get_span(line, "file"));
    struct buf bytes;
    if (json_is_string(json_object_get(line, "html")))
        return buf_put(out, html);
    if (!path)
        return ERR_NOMEM;
    buf_init(&bytes, ARTICLE_PAGE_MAX);
    enum err e = file_read(path, &bytes, NULL);
    if (e == ERR_OK)
        e = charset_to_utf8(buf_span(&bytes), span_of(NULL), out);
    buf_finish(&bytes);
    return e;
}

static void write_article(const json_t *line, const struct article *art, struct buf *out)
{
    struct jsonout j;
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    jsonout_field(&j, "title", art->title);
    jsonout_field(&j, "text", art->text);
    jsonout_field_when(&j, "date", art->published);
    jsonout_field(&j, "lang", art->lang);
    jsonout_field(&j, "site", art->site);
    jsonout_close(&j);
}

enum err inspect_article(const json_t *line, const struct words *words, struct buf *out,
                         struct arena *a)
{
    struct article art;
    struct buf html;
    buf_init(&html, ARTICLE_PAGE_MAX);
    enum err e = read_page(line, &html, a);
    if (e == ERR_OK)
        e = article_from_page(buf_span(&html), json_get_span(line, "url"), NULL, words, &art, NULL,
                              a);
    buf_finish(&html);
    if (e != ERR_OK)
        return e;
    write_article(line, &art, out);
    return out->failed;
}
