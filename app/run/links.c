/* links.c - which article an item of the strip leads to. Floor 9. Main thread. */
#include "run/links.h"

#include <string.h>

struct span links_of(const struct story *story)
{
    return story && story->n_tellings ? story->tellings[0].link : span_make(NULL, 0);
}

void links_remember(struct links *l, const struct draw_list *item, const struct story *story)
{
    size_t slot = l->next++ % LINKS_SLOTS;
    struct span link = links_of(story);
    l->slots[slot].item = item->id;
    l->slots[slot].link[0] = 0;
    if (link.n && link.n < LINKS_TEXT_MAX) {
        memcpy(l->slots[slot].link, link.p, link.n);
        l->slots[slot].link[link.n] = 0;
    }
}

struct span links_at(const struct links *l, const struct strip *strip, int x)
{
    for (size_t i = 0; i < strip->n; i++) {
        const struct strip_item *item = &strip->items[i];
        if (x < item->x || x >= item->x + item->list->w)
            continue;
        for (size_t k = 0; k < LINKS_SLOTS; k++)
            if (l->slots[k].item == item->list->id)
                return span_of(l->slots[k].link);
    }
    return span_make(NULL, 0);
}
