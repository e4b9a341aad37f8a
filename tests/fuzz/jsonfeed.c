/* jsonfeed.c - any bytes as a JSON Feed: no harm, and what comes out keeps the promises of feed.h.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feed/jsonfeed.h"
#include "source/url.h"

enum { ARENA_MAX = 16 * 1024 * 1024 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool promise)
{
    if (!promise)
        abort();
}

static void check_line(struct span s)
{
    require(s.n <= FEED_TEXT_MAX && utf8_valid(s) && span_find_byte(s, '\n') == SIZE_MAX);
}

static void check_item(const struct item *item)
{
    check_line(item->title);
    check_line(item->summary);
    check_line(item->id);
    check_line(item->author);
    check_line(item->lang);
    require(item->content.n <= FEED_TEXT_MAX && utf8_valid(item->content));
    require(item->link.n == 0 || url_is_http(item->link));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *a = arena_create(ARENA_MAX);
    struct feed feed;
    struct why why;
    struct feed_opts opts = {.base = span_of("https://base.example/f"), .newest = size % 4};
    struct span text = span_make((const char *)data, size);
    if (a && jsonfeed_read(text, &opts, &feed, &why, a) == ERR_OK) {
        require(feed.n_items <= FEED_ITEMS_MAX);
        check_line(feed.title);
        check_line(feed.summary);
        check_line(feed.language);
        for (size_t i = 0; i < feed.n_items; i++)
            check_item(&feed.items[i]);
    }
    arena_destroy(a);
    return 0;
}
