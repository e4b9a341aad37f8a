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
    const struct span *langs;
    size_t n_langs = words_langs(words, &langs), count = 0;
    struct tokens t;
    struct date dates[DATES_MAX];
    struct article_day day = {n % 5 ? 2024 : 0, 2, 29, 4, -1};
    struct span lang = n % 3 ? span_of("en") : langs[n % n_langs];
    if (n % 7 == 0)
        lang = date_lang(text, words, a);
    if (token_cut(text, lang, words, &t, a))
        count = n % 2 ? date_find(&t, day, dates) : date_find_parts(&t, day, dates);
    for (size_t i = 0; i < count; i++)
        if (dates[i].n == 0 || dates[i].first + dates[i].n > t.n)
            abort();
    arena_destroy(a);
    return 0;
}
