/* pack.h - the sentences that together say most within a budget.
 *
 * Floor 4. Any thread. A set of sentences is good by where they stand and what it says of the
 * article's own matters (terms that come back in other sentences, each counted once, so that no
 * sentence is paid for saying the same again); every word costs. Sets of the first sentences vote
 * for their words, the better ones with more weight; the best set within a budget is the one whose
 * words have most votes for its length (minimum Bayes risk, Kumar and Byrne 2004, with ROUGE-1 F1
 * as the gain). */
#ifndef MOTOGRAPH_STORY_PACK_H
#define MOTOGRAPH_STORY_PACK_H

#include "story/body.h"

enum { PACK_SENTENCES = 8 };

/* Sentences and characters that may be filled; SIZE_MAX for any. */
struct pack_budget {
    size_t sentences, chars;
};

/* The best set in the article's order, each sentence whole or trimmed. Of the last one up to a
 * third may stand beyond the budget: who shows the text decides where it ends. How many; 0 also
 * when memory is out. Texts live in the arena. */
size_t pack_sentences(const struct body *body, struct pack_budget budget,
                      struct span out[PACK_SENTENCES], struct arena *a);

#endif
