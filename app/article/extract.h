/* extract.h - the paragraphs of the main content of a page.
 *
 * Floor 3. Any thread. Judges by structure: how much text, how many links, which hints. */
#ifndef MOTOGRAPH_ARTICLE_EXTRACT_H
#define MOTOGRAPH_ARTICLE_EXTRACT_H

#include <stddef.h>

#include "article/page.h"
#include "base/words.h"

enum { EXTRACT_PARAGRAPHS_MAX = 4000 };

struct paragraph {
    struct span text; /* one line, clean */
    enum tag tag;     /* of the block it stands in */
};

/* *n is 0 where no part of the page reads as an article. Marks parts of the page as gone.
 * ERR_NOMEM. */
MUST_USE enum err extract_main(struct page *page, struct span title, const struct words *words,
                               struct paragraph **out, size_t *n, struct arena *a);

#endif
