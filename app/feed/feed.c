/* feed.c - the one door to all formats. Floor 2. Any thread. Knows formats by their first byte. */
#include "feed/feed.h"

#include "base/buf.h"
#include "base/when.h"
#include "feed/charset.h"
#include "feed/jsonfeed.h"
#include "feed/xmlfeed.h"

enum { GROWTH = 3 }; /* most that decoding makes of a byte */

static enum err read_text(struct span text, const struct feed_opts *opts, struct feed *out,
                          struct why *why, struct arena *a)
{
    struct span head = span_trim(text);
    if (head.n && head.p[0] == '{')
        return jsonfeed_read(head, opts, out, why, a);
    return xmlfeed_read(text, opts, out, why, a);
}

enum err feed_parse(struct span bytes, const struct feed_opts *opts, struct feed *out,
                    struct why *why, struct arena *a)
{
    struct buf work;
    struct span text, whole = span_sub(bytes, 0, FEED_BYTES_MAX);
    *out = (struct feed){.updated = WHEN_NONE};
    buf_init(&work, whole.n * GROWTH);
    enum err e = charset_read(whole, opts->content_type, &work, &text);
    if (e)
        e = why_set(why, e, 0, "a feed that cannot be decoded");
    else
        e = read_text(text, opts, out, why, a);
    out->cut = out->cut || whole.n < bytes.n;
    buf_finish(&work);
    return e;
}
