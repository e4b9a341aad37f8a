/* clean.c - any bytes as text for the screen. Cleaning twice gives what cleaning once gives. */
#include <stdint.h>
#include <stdlib.h>

#include "base/clean.h"
#include "base/utf8.h"

enum { GROWTH = 27, SIZE_MAX_HERE = 4096 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(bool right)
{
    if (!right)
        abort();
}

static void check_screen(struct span s)
{
    check(utf8_valid(s));
    for (struct span rest = s; rest.n;) {
        size_t n = utf8_cluster(rest);
        check(utf8_count(span_sub(rest, 0, n)) <= CLEAN_CLUSTER);
        rest = span_from(rest, n);
    }
    while (s.n) {
        uint32_t cp = utf8_next(&s);
        check(cp == '\n' || (cp >= 0x20 && (cp < 0x7f || cp > 0x9f)));
        check(!(cp >= 0x202a && cp <= 0x202e) && !(cp >= 0x2066 && cp <= 0x2069));
        check(cp != 0x200e && cp != 0x200f && cp != 0x61c && cp != 0xfeff && cp != 0x200b);
    }
}

static void clean_twice(enum err (*clean)(struct span, struct buf *), struct span s)
{
    struct buf once, twice;
    buf_init(&once, s.n * GROWTH);
    buf_init(&twice, s.n * GROWTH * GROWTH);
    check(clean(s, &once) == ERR_OK);
    check_screen(buf_span(&once));
    check(clean(buf_span(&once), &twice) == ERR_OK);
    check(span_eq(buf_span(&once), buf_span(&twice)));
    buf_finish(&once);
    buf_finish(&twice);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span s = span_make((const char *)data, size < SIZE_MAX_HERE ? size : SIZE_MAX_HERE);
    clean_twice(clean_line, s);
    clean_twice(clean_text, s);
    return 0;
}
