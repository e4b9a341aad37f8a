/* markup.c - any bytes as a fragment of HTML, as tags, as references, as a list of feeds. */
#include <stdint.h>
#include <stdlib.h>

#include "base/entity.h"
#include "base/markup.h"
#include "base/tag.h"
#include "feed/opml.h"

enum { GROWTH = 4, ARENA_MAX = 4 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The pieces lie end to end, and together they are the whole. */
static void cut_to_pieces(struct span s)
{
    const char *at = s.p;
    struct span rest = s, name, value;
    for (struct tag t = {0}; tag_next(&rest, &t);) {
        if (t.source.p != at || t.source.n == 0)
            abort();
        at += t.source.n;
        for (struct span left = t.body; tag_attribute(&left, &name, &value);)
            if (name.n == 0 || value.n > t.body.n)
                abort();
    }
    if (s.n && at != s.p + s.n)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = span_make((const char *)data, size);
    struct buf out;
    struct opml opml;
    struct arena *a = arena_create(ARENA_MAX);
    cut_to_pieces(s);
    buf_init(&out, size * GROWTH + 1);
    if (markup_text(s, &out) != ERR_OK || out.n > size * GROWTH)
        abort();
    buf_reset(&out);
    if (markup_maybe(s, &out) != ERR_OK)
        abort();
    (void)entity_any(s);
    if (a && opml_parse(s, &opml, NULL, a) == ERR_OK && opml.n > OPML_OUTLINES_MAX)
        abort();
    buf_finish(&out);
    arena_destroy(a);
    return 0;
}
