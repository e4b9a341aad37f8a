/* page.c - fuzz target: any bytes as a page. The words are in the folder $MOTOGRAPH_WORDS, else in
 * assets/words. */
#include <stdlib.h>

#include "article/article.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    static struct words *words;
    const char *folder = getenv("MOTOGRAPH_WORDS");
    if (!words)
        words = words_load(folder ? folder : "assets/words", NULL);
    if (!words)
        abort();
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
