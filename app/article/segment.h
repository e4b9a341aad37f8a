/* segment.h - where an article begins and ends among its lines.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_SEGMENT_H
#define MOTOGRAPH_ARTICLE_SEGMENT_H

#include "article/lines.h"
#include "article/look.h"
#include "article/phrases.h"

/* Lines of content outside the article's stretch, and runs of labels inside it, become
 * LINE_NAVIGATION. A text without such a stretch stays as it is. */
void segment_trim(struct line *lines, const struct look *looks, size_t n, const struct tongues *t);

#endif
