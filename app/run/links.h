/* links.h - which article an item of the strip leads to, for a click on it.
 *
 * Floor 9. Main thread. */
#ifndef MOTOGRAPH_RUN_LINKS_H
#define MOTOGRAPH_RUN_LINKS_H

#include "story/story.h"
#include "view/crawl.h"

enum { LINKS_SLOTS = CRAWL_ITEMS_MAX, LINKS_TEXT_MAX = 512 };

/* A ring: as many as there can be items. */
struct links {
    struct {
        uint64_t item; /* id of its list */
        char link[LINKS_TEXT_MAX];
    } slots[LINKS_SLOTS];
    size_t next;
};

/* The item came from this story. */
void links_remember(struct links *l, const struct draw_list *item, const struct story *story);
/* The address of the item at x of the strip's box; empty where there is none. BORROWED: until the
 * next is remembered. */
struct span links_at(const struct links *l, const struct strip *strip, int x);
/* Of a story: its first telling's. */
struct span links_of(const struct story *story);

#endif
