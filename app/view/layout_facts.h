/* layout_facts.h - key facts as labelled rows.
 *
 * Floor 7. Main thread. Inner to the layouts. */
#ifndef MOTOGRAPH_VIEW_LAYOUT_FACTS_H
#define MOTOGRAPH_VIEW_LAYOUT_FACTS_H

#include "view/fit.h"
#include "view/layout_card.h"

struct fact_row {
    const struct fact *fact;
    const struct fit *fit; /* BORROWED from what was measured */
    struct span label;
    struct fit_block text;
};

struct facts {
    struct fact_row rows[STORY_FACTS_MAX]; /* in the order in which they are shown */
    size_t n;
    int size;    /* of the text */
    int label_w; /* of the column with its gap */
    int gap;     /* between rows */
    int height;  /* of all rows */
};

/* A story's facts with their labels, measured once for all rooms and sizes tried. */
struct facts_measured {
    const struct story *story;
    struct fit fits[STORY_FACTS_MAX];
    struct span labels[STORY_FACTS_MAX];
    size_t n;
    int size, label_w; /* the size measured, and the widest label in it */
};

void layout_facts_measure(const struct sheet *s, const struct story *story,
                          struct facts_measured *out);
/* The largest size, up to most, at which all facts fit the room; at the least size as many as fit,
 * the most important first, and false. */
bool layout_facts_fit(const struct sheet *s, const struct facts_measured *m, struct box room,
                      int most, struct facts *out);
/* How far the widest row reaches. */
int layout_facts_width(const struct sheet *s, const struct facts *f, struct span lang);
void layout_facts_draw(const struct sheet *s, const struct facts *f, struct box room,
                       const struct card *c);

#endif
