/* inspect_lines.c - the lines of a text with the boilerplate found, for inspection. Floor 5. One
 * thread at a time. Knows no batch. */
#include "article/article.h"
#include "article/lines.h"
#include "ingest/inspect.h"
#include "ingest/inspect_article.h"

/* The title itself is shown elsewhere, not thrown away, unless it was given apart. */
static bool dropped(enum line_kind kind, bool titled)
{
    return !line_shown(kind) && kind != LINE_EMPTY && (kind != LINE_TITLE || titled);
}

static void write_dropped(struct jsonout *j, const struct line *lines, size_t n, bool titled)
{
    jsonout_key(j, "drop");
    jsonout_array(j);
    for (size_t i = 0; i < n; i++)
        if (dropped(lines[i].kind, titled))
            jsonout_int(j, (int64_t)i);
    jsonout_close(j);
}

static enum err join_shown(const struct line *lines, size_t n, struct buf *text)
{
    for (size_t i = 0; i < n; i++) {
        if (!line_shown(lines[i].kind))
            continue;
        if (text->n > 0)
            (void)buf_putc(text, '\n');
        (void)buf_put(text, lines[i].text);
    }
    return text->failed;
}

enum err inspect_lines(const json_t *line, const struct words *words, struct buf *out,
                       struct arena *a)
{
    struct span text = json_get_span(line, "text"), title = json_get_span(line, "title");
    struct lines_opts opts = {.title = title, .lang = article_guess_lang(text, words)};
    struct jsonout j;
    struct buf shown;
    size_t n;
    struct line *lines = lines_judge(text, &opts, words, &n, a);
    if (!lines && text.n > 0)
        return ERR_NOMEM;
    buf_init(&shown, text.n + 1);
    enum err e = join_shown(lines, n, &shown);
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    write_dropped(&j, lines, n, title.n > 0);
    jsonout_field(&j, "text", buf_span(&shown));
    jsonout_close(&j);
    buf_finish(&shown);
    return e == ERR_OK ? out->failed : e;
}
