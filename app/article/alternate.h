/* alternate.h - the feed that a page names (feed autodiscovery).
 *
 * Floor 3. Any thread. By HTML's link elements alone: no address is guessed. */
#ifndef MOTOGRAPH_ARTICLE_ALTERNATE_H
#define MOTOGRAPH_ARTICLE_ALTERNATE_H

#include "article/page.h"

/* The first feed in the order of the document, one of RSS or Atom before any other, and never one
 * of comments. Absolute http(s), against the page's own <base> and url (may be empty); empty where
 * there is none. */
struct span alternate_feed(const struct page *p, struct span url, struct arena *a);

#endif
