/* layout_parts.h - where the parts of the board and the list stand, and the one both have: the
 * heading.
 *
 * Floor 7. Main thread. Inner to the layouts. */
#ifndef MOTOGRAPH_VIEW_LAYOUT_PARTS_H
#define MOTOGRAPH_VIEW_LAYOUT_PARTS_H

#include "view/sheet.h"

struct parts {
    bool flat;          /* a picture so low that the sources take the heading's row */
    int column;         /* on it, width of sources and headline; the facts stand beside them */
    struct box heading; /* name of the wall */
    struct box clock;   /* date, clock, state dot: drawn anew each minute */
    struct box sources; /* who tells the story (board) */
    struct box age;     /* beside it, drawn anew each minute */
    struct box body;    /* headline and facts; rows of the list */
    struct box bar;     /* time left (board) */
    struct box strip;   /* the crawl at the foot (board), or the bar of the crawl layout */
};

/* Where everything stands on this screen in this layout. */
struct parts layout_parts(const struct layout_opts *o);

/* The wall's name; and, drawn anew each minute, date, time and state dot. */
void layout_parts_heading(const struct sheet *s, const struct parts *p);
void layout_parts_clock(const struct sheet *s, const struct parts *p);

/* The layouts; each draws on s->out and leaves sealing to layout.c. */
void layout_board_still(const struct sheet *s, const struct parts *p, const struct story *story);
void layout_board_ticking(const struct sheet *s, const struct parts *p, const struct story *story);
void layout_list_still(const struct sheet *s, const struct parts *p,
                       const struct story *const *next, size_t n_next);
size_t layout_list_page_size(const struct layout_opts *o);
void layout_item_draw(const struct sheet *s, const struct story *story, int height);

/* Beside the bar of the crawl, where a whole screen has room: time and date, drawn anew each
 * minute. */
void layout_crawl_clock(const struct sheet *s, const struct parts *p);

/* A waiting card: no news yet. */
void layout_board_waiting(const struct sheet *s, const struct parts *p);

#endif
