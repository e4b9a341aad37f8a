/* excerpt.h - a sentence from which words are taken out.
 *
 * Floor 4. Any thread. What it gives is a subsequence of the sentence, but for words
 * that were put in the place of others (the date of a relative day). */
#ifndef MOTOGRAPH_STORY_EXCERPT_H
#define MOTOGRAPH_STORY_EXCERPT_H

#include "story/token.h"

/* How long a text may be. */
struct budget {
    size_t max;
    bool bytes; /* else grapheme clusters */
};

struct excerpt {
    const struct tokens *t;
    bool *out;            /* by token: left out */
    struct span *instead; /* by token: what stands there now, empty for itself */
    struct arena *arena;
    bool plain_end; /* without the full stop at its end */
};

/* All tokens in; lives as long as the arena. False when memory is out. */
MUST_USE bool excerpt_start(struct excerpt *d, const struct tokens *t, struct arena *a);

/* Leaves out the tokens from first up to, not including, end. */
void excerpt_drop(struct excerpt *d, size_t first, size_t end);

/* The first or last token still in, not before or not behind i; t->n where there is none. */
size_t excerpt_next(const struct excerpt *d, size_t i);
size_t excerpt_last(const struct excerpt *d);
size_t excerpt_words(const struct excerpt *d, size_t first, size_t end); /* words still in */

bool excerpt_soft(enum token_kind kind); /* a comma, dash or colon */

/* The text: spaces as they were, no mark left over, the first letter a capital. Empty when
 * nothing is left or memory is out. */
struct span excerpt_text(const struct excerpt *d, struct arena *a);

/* Whether its text is within the budget. */
bool excerpt_fits(const struct excerpt *d, struct budget budget);

#endif
