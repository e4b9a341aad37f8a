/* hints.h - what the class and id of an element say of its use.
 *
 * Floor 3. Any thread. The words themselves are data (assets/words/any.words). */
#ifndef MOTOGRAPH_ARTICLE_HINTS_H
#define MOTOGRAPH_ARTICLE_HINTS_H

#include <stdbool.h>

#include "article/page.h"
#include "base/words.h"

enum hint {
    HINT_NONE = 0,
    HINT_BODY = 1,     /* names the article's body ("article-body", itemprop articleBody) */
    HINT_LIKELY = 2,   /* often holds it ("content", "post") */
    HINT_UNWANTED = 4, /* something beside the article ("related", "share", "comments") */
    HINT_HIDDEN = 8    /* not shown to readers */
};

/* A set of enum hint. */
unsigned hints_of(const struct node *n, const struct words *words);

#endif
