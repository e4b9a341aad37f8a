/* words.h - the word lists for a fuzz entry, loaded once: it is called millions of times. */
#ifndef MOTOGRAPH_TESTS_FUZZ_WORDS_H
#define MOTOGRAPH_TESTS_FUZZ_WORDS_H

#include <stdlib.h>

#include "base/words.h"

static inline const struct words *fuzz_words(void)
{
    static struct words *words;
    if (!words)
        words = words_load(TEST_ASSETS "/words", NULL);
    if (!words)
        abort();
    return words;
}

#endif
