/* inspect_items.c - what feed_parse makes of one input, as JSON. Floor 5. One thread at a time. */
#include "ingest/inspect_items.h"

#include "base/clean.h"
#include "base/json.h"
#include "base/when.h"
#include "feed/feed.h"
#include "feed/packed.h"
#include "ingest/inspect.h"
#include "source/file.h"

static void put_item(struct jsonout *j, const struct item *item, struct arena *a)
{
    struct span summary = item->summary, content = item->content;
    if (summary.n == 0)
        summary = clean_line_copy(content, FEED_TEXT_MAX, a);
    jsonout_object(j);
    jsonout_field(j, "title", item->title);
    jsonout_field(j, "link", item->link);
    jsonout_field(j, "id", item->id);
    jsonout_field_when(j, "date", item->published != WHEN_NONE ? item->published : item->updated);
    jsonout_field(j, "summary_text", summary);
    jsonout_field(j, "content_text", content.n ? content : summary);
    jsonout_close(j);
}

static void put_feed(struct jsonout *j, const struct feed *feed, struct arena *a)
{
    jsonout_field(j, "feed_title", feed->title);
    jsonout_field(j, "feed_link", feed->link);
    jsonout_field(j, "feed_language", feed->language);
    jsonout_field_int(j, "n_items", (int64_t)feed->n_items);
    jsonout_key(j, "items");
    jsonout_array(j);
    for (size_t i = 0; i < feed->n_items; i++)
        put_item(j, &feed->items[i], a);
    jsonout_close(j);
}

static enum err parse(const json_t *line, struct feed *feed, struct why *why, struct arena *a)
{
    const json_t *file = json_object_get(line, "file");
    struct feed_opts opts = {.content_type = json_get_span(line, "content_type"),
                             .base = json_get_span(line, "base")};
    struct span text = json_get_span(line, "text");
    if (!json_is_string(file))
        return feed_parse(text, &opts, feed, why, a);
    struct buf bytes, opened;
    buf_init(&bytes, FEED_BYTES_MAX + 1);
    buf_init(&opened, FEED_BYTES_MAX);
    enum err e = file_read(json_string_value(file), &bytes, why);
    if (e == ERR_TOO_BIG) /* what came before the limit is read */
        e = ERR_OK;
    bool packed = packed_is(buf_span(&bytes));
    if (packed)
        packed_open(buf_span(&bytes), &opened);
    if (!e)
        e = feed_parse(buf_span(packed ? &opened : &bytes), &opts, feed, why, a);
    buf_finish(&opened);
    buf_finish(&bytes);
    return e;
}

enum err inspect_items(const json_t *line, struct buf *out, struct arena *a)
{
    struct feed feed = {0};
    struct why why = {0};
    struct jsonout j;
    enum err e = parse(line, &feed, &why, a);
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    if (e)
        jsonout_field(&j, "error", span_of(why.text[0] ? why.text : err_text(e)));
    else
        put_feed(&j, &feed, a);
    jsonout_close(&j);
    return out->failed;
}
