/* draft.h - a sentence from which words are taken out.
 *
 * Floor 4. Any thread. What it gives is a subsequence of the sentence, but for words
 * that were put in the place of others (the date of a relative day). */
#ifndef MOTOGRAPH_STORY_DRAFT_H
#define MOTOGRAPH_STORY_DRAFT_H

#include "story/token.h"

/* How long a text may be. */
struct budget {
    size_t max;
    bool bytes; /* else grapheme clusters */
};

struct draft {
    const struct tokens *t;
    bool *out;            /* by token: left out */
    struct span *instead; /* by token: what stands there now, empty for itself */
    struct arena *arena;
    bool plain_end;       /* without the full stop at its end */
};

MUST_USE bool draft_start(struct draft *d, const struct tokens *t, struct arena *a);

/* Leaves out the tokens from first up to, not including, end. */
void draft_drop(struct draft *d, size_t first, size_t end);

/* The first or last token still in, not before or not behind i; t->n where there is none. */
size_t draft_next(const struct draft *d, size_t i);
size_t draft_last(const struct draft *d);
size_t draft_words(const struct draft *d, size_t first, size_t end); /* words still in */

/* The text: spaces as they were, no mark left over, the first letter a capital. Empty when
 * nothing is left or memory is out. */
struct span draft_text(const struct draft *d, struct arena *a);

bool draft_fits(const struct draft *d, struct budget budget);

#endif
