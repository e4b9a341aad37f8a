/* headline.h - the one line of a story.
 *
 * Floor 4. Any thread. */
#ifndef MOTOGRAPH_STORY_HEADLINE_H
#define MOTOGRAPH_STORY_HEADLINE_H

#include "story/body.h"
#include "story/excerpt.h"

enum { TITLE_MAX = 600 };

/* The title without what is not of the news: the outlet ("- Harbour Post"), labels ("LIVE:",
 * "[VIDEO]"). text: the article's, whose letters a title all in capitals takes over. */
struct span headline_clean(struct span title, const struct article *article,
                           const struct words *words, struct arena *a);

/* The headline of an article within the budget: its title, relative days resolved or dropped;
 * where there is no title, the best of its first sentences. Empty when there is nothing. */
struct span headline_make(const struct body *body, struct budget budget, struct arena *a);

#endif
