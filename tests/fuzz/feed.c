/* feed.c - any bytes as a feed: no harm, and what comes out keeps the promises of feed.h. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feed/feed.h"
#include "source/url.h"

enum { ARENA_MAX = 16 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool promise)
{
    if (!promise)
        abort();
}

static void check_text(struct span s, bool one_line)
{
    require(s.n <= FEED_TEXT_MAX && utf8_valid(s));
    require(!one_line || span_find_byte(s, '\n') == SIZE_MAX);
    for (size_t i = 0; i < s.n; i++)
        require(s.p[i] == '\n' || (unsigned char)s.p[i] >= 0x20);
}

static void check_item(const struct item *item)
{
    check_text(item->title, true);
    check_text(item->summary, true);
    check_text(item->content, false);
    check_text(item->id, true);
    check_text(item->author, true);
    check_text(item->lang, true);
    require(item->link.n == 0 || url_is_http(item->link));
}

/* The last byte says how the rest is given, so that the cases of tests/cases are seeds as they are.
 */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const types[] = {"", "text/xml; charset=windows-1251",
                                        "application/json; charset=utf-8", "charset=shift_jis"};
    struct arena *a = arena_create(ARENA_MAX);
    struct feed feed;
    struct why why;
    if (size == 0 || !a) {
        arena_destroy(a);
        return 0;
    }
    unsigned how = data[size - 1];
    struct feed_opts opts = {.content_type = span_of(types[how & 3])};
    if (how & 4)
        opts.base = span_of("https://base.example/feeds/all.xml");
    opts.newest = how >> 3 & 3;
    struct span bytes = span_make((const char *)data, size - 1);
    if (feed_parse(bytes, &opts, &feed, &why, a) == ERR_OK) {
        require(feed.n_items <= FEED_ITEMS_MAX);
        check_text(feed.title, true);
        check_text(feed.summary, true);
        check_text(feed.language, true);
        for (size_t i = 0; i < feed.n_items; i++)
            check_item(&feed.items[i]);
    }
    arena_destroy(a);
    return 0;
}
