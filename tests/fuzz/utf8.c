/* utf8.c - any bytes as text: read both ways, repaired, cut, folded, normalised. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"

enum { GROWTH = 20, SIZE_MAX_HERE = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool right)
{
    if (!right)
        abort();
}

static void read_both_ways(struct span s)
{
    while (s.n) {
        struct span rest = s;
        uint32_t cp = 0;
        while (rest.n)
            cp = utf8_next(&rest);
        size_t at;
        check(utf8_last(s, &at) == cp && at < s.n);
        s = span_sub(s, 0, at);
    }
}

/* Whatever make does to it, what comes out is UTF-8 and comes out the same a second time. */
static void make_twice(enum err (*make)(struct buf *, struct span), struct span s)
{
    struct buf once, twice;
    buf_init(&once, s.n * GROWTH);
    buf_init(&twice, s.n * GROWTH * GROWTH);
    check(make(&once, s) == ERR_OK && utf8_valid(buf_span(&once)));
    check(make(&twice, buf_span(&once)) == ERR_OK);
    check(make != utf8_put_nfc || span_eq(buf_span(&once), buf_span(&twice)));
    buf_finish(&once);
    buf_finish(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = span_make((const char *)data, size < SIZE_MAX_HERE ? size : SIZE_MAX_HERE);
    struct buf whole;
    read_both_ways(span_sub(s, 0, 64)); /* costs the square of its length */
    buf_init(&whole, s.n * 3);
    check(utf8_repair(s, &whole) == ERR_OK && utf8_valid(buf_span(&whole)));
    check(utf8_count(s) == utf8_count(buf_span(&whole)));
    check(utf8_valid(s) == span_eq(s, buf_span(&whole)));
    check(utf8_clusters(s) <= utf8_count(s));
    size_t half = s.n / 2;
    struct span head = utf8_cut(s, half);
    check(head.n <= half && utf8_clusters(head) <= utf8_clusters(s));
    (void)utf8_starts_rtl(s);
    make_twice(utf8_put_nfc, s);
    make_twice(utf8_put_lower, s);
    make_twice(utf8_put_key, s);
    buf_finish(&whole);
    return 0;
}
