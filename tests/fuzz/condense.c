/* condense.c - fuzz target: any bytes as the title and text of an article. */
#include <stdlib.h>

#include "story/condense.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct words *words = fuzz_words();
    struct arena *a = arena_create(64 * 1024 * 1024);
    struct span text = span_make((const char *)data, n);
    struct told told;
    struct condense_opts opts = {.words = words, .now = 1795269900};
    struct article article = {.title = span_sub(text, 0, n / 5),
                              .text = span_from(text, n / 5),
                              .lang = span_of(n % 2 ? "en" : "ru"),
                              .published = n % 3 ? 1795269900 : INT64_MIN,
                              .day = {0, 7, 25, -1, -1}};
    if (a && condense_article(&article, &opts, &told, a) == ERR_OK && told.n_facts > TOLD_FACTS_MAX)
        abort();
    arena_destroy(a);
    return 0;
}
