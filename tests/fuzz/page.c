/* page.c - fuzz target: any bytes as a page. */
#include <stdlib.h>

#include "article/article.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct words *words = fuzz_words();
    struct article art;
    struct arena *a = arena_create(64 * 1024 * 1024);
    if (a &&
        article_from_page(span_make((const char *)data, n), span_of(""), NULL, words, &art, NULL,
                          a) == ERR_OK &&
        art.text.n > ARTICLE_TEXT_MAX)
        abort();
    arena_destroy(a);
    return 0;
}
