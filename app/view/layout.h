/* layout.h - stories to draw lists.
 *
 * Floor 7. Main thread. No SDL: widths come from a measuring function. Pure:
 * the same input gives the same list. */
#ifndef MOTOGRAPH_VIEW_LAYOUT_H
#define MOTOGRAPH_VIEW_LAYOUT_H

#include "base/when.h"
#include "base/words.h"
#include "story/story.h"
#include "view/drawlist.h"
#include "view/theme.h"

/* How wide a text is and how high a line, in px. */
struct measure {
    int (*width)(void *data, struct span text, struct span lang, struct type_style style);
    int (*line)(void *data,
                struct type_style style); /* line box, ascent and descent of all fonts */
    void *data;
    /* One slice of the work that width would do at once; true when none is left. NULL: never any.
     */
    bool (*ahead)(void *data, struct span text, struct span lang, struct type_style style);
};

enum layout_kind { LAYOUT_CRAWL, LAYOUT_BOARD, LAYOUT_LIST };
enum layout_edge { EDGE_TOP, EDGE_BOTTOM };
enum layout_state { STATE_GOOD, STATE_STALE, STATE_OFFLINE, STATE_STARTING };

struct layout_opts {
    enum layout_kind kind;
    enum layout_edge edge; /* where the crawl of the crawl layout stands */
    enum rotation rotation;
    int w, h; /* of the upright picture */
    const struct theme *theme;
    const struct measure *measure;
    const struct words *words; /* labels, ages, plurals */
    struct span lang;          /* of the wall */
    struct span title;         /* heading; empty: "Motograph" */
    int shift_x, shift_y;      /* drift against burn-in, px; all parts wander */
};

/* What the moment adds. Local time comes in as a civil time. */
struct layout_now {
    int64_t now;             /* for ages */
    struct when_civil local; /* for the clock */
    bool clock_known;        /* false: "--:--" */
    enum layout_state state;
    int progress;        /* share of the card's time left, 0 to 1000 */
    size_t place, count; /* of the story in the round, from 0 */
    size_t page;         /* of the list layout */
};

/* Which way the crawl goes and the wall is read: by its language. */
enum direction layout_direction(const struct layout_opts *o);

/* Where the strip stands, {0,0,0,0} for a layout without one. It wanders with shift_y, by as much
 * as its text can. */
struct box layout_strip_box(const struct layout_opts *o);

/* The still part. story: the large one (board), NULL when there is none yet (a calm waiting
 * card). next: what the list shows, in order. */
void layout_still(const struct layout_opts *o, const struct layout_now *now,
                  const struct story *story, const struct story *const *next, size_t n_next,
                  struct draw_list *out);
/* Only the parts that change between two cards (clock, ages, time bar), drawn over the still part.
 * Each DRAW_FILL before texts clears its own ground. */
void layout_ticking(const struct layout_opts *o, const struct layout_now *now,
                    const struct story *story, struct draw_list *out);

/* One story as an item of the crawl: tag, headline, facts (crawl layout), age, separator. */
void layout_item(const struct layout_opts *o, const struct layout_now *now,
                 const struct story *story, struct draw_list *out);

/* How long a card stays: its words at `wpm`, at least 6 s, at most 45 s; in ms. */
int layout_card_ms(const struct story *story, int wpm);
/* Stories on one page of the list layout. */
size_t layout_page_size(const struct layout_opts *o);

#endif
