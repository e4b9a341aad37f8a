/* layout_card.h - what frames the large story: its colours, who tells it, its age, its time left.
 *
 * Floor 7. Main thread. Inner to the layouts. */
#ifndef MOTOGRAPH_VIEW_LAYOUT_CARD_H
#define MOTOGRAPH_VIEW_LAYOUT_CARD_H

#include "view/layout_parts.h"

/* Colours and directions of one story on the board. */
struct card {
    const struct story *story;
    struct span lang;
    enum direction direction;     /* of headline and facts */
    enum direction row_direction; /* of sources and age: on a flat picture they share the
                                     heading's row and go the wall's way */
    bool breaking;
    uint32_t row_ground, row_text, row_quiet;
    uint32_t text; /* of the headline */
    uint32_t fact_text, fact_label;
};

/* How the story looks on the board; a breaking one wears its own colours. */
struct card layout_card(const struct sheet *s, const struct parts *p, const struct story *story);

/* Draw one part of the card. */
void layout_card_sources(const struct sheet *s, const struct parts *p, const struct card *c);
void layout_card_age(const struct sheet *s, const struct parts *p, const struct card *c);
void layout_card_bar(const struct sheet *s, const struct parts *p, const struct card *c);

#endif
