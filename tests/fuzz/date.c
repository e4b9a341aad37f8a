/* date.c - fuzz target: any bytes as a sentence with dates. */
#include <stdlib.h>

#include "story/date.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct words *words = fuzz_words();
    struct arena *a = arena_create(64 * 1024 * 1024);
    struct span text = span_make((const char *)data, n);
    struct tokens t;
    struct date dates[DATES_MAX];
    struct article_day day = {2024, 2, 29, 4, -1};
    size_t count = 0;
    if (token_cut(text, span_of(n % 2 ? "en" : "de"), words, &t, a))
        count = date_find(&t, day, dates);
    for (size_t i = 0; i < count; i++)
        if (dates[i].n == 0 || dates[i].first + dates[i].n > t.n)
            abort();
    arena_destroy(a);
    return 0;
}
