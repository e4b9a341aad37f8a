/* quote.h - what somebody said, in whose words and whose name.
 *
 * Floor 4. Any thread. */
#ifndef MOTOGRAPH_STORY_QUOTE_H
#define MOTOGRAPH_STORY_QUOTE_H

#include "story/body.h"

enum { QUOTE_LEAST_WORDS = 4, QUOTE_BACK = 3 };

struct quote {
    struct span text;    /* with its marks, as it stands in the article */
    struct span speaker; /* a person, a body; never a pronoun */
    bool whole;          /* the sentence is little more than the quote */
};

/* The quote of sentence i with its speaker. A pronoun ("he said") is the last who spoke or was
 * quoted before it. False when there is no quote or nobody who said it. */
bool quote_find(const struct body *body, size_t i, struct quote *out, struct arena *a);

#endif
