/* sentence.c - fuzz target: any bytes as text to be tidied and split. */
#include <stdlib.h>

#include "story/sentence.h"
#include "story/tidy.h"
#include "words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
    const struct words *words = fuzz_words();
    struct arena *a = arena_create(64 * 1024 * 1024);
    struct span text = tidy_text(span_make((const char *)data, n), a);
    if (text.n > n)
        abort();
    size_t count;
    struct span *all = sentence_split(text, span_of(n % 2 ? "en" : "de"), words, &count, a);
    for (size_t i = 0; all && i < count; i++)
        if (all[i].p < text.p || all[i].p + all[i].n > text.p + text.n)
            abort();
    arena_destroy(a);
    return 0;
}
