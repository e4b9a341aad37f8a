/* crawl.h - even motion: position from presented frames.
 *
 * Floor 7. Main thread. No SDL, no clock. k whole pixels every n-th refresh
 * (app/README.md, section 7); position = steps presented x k; a missed frame is
 * counted by the screen and never made up here. */
#ifndef MOTOGRAPH_VIEW_CRAWL_H
#define MOTOGRAPH_VIEW_CRAWL_H

#include "view/drawlist.h"
#include "view/theme.h"

struct crawl_pace {
    int step;     /* k, px, >= 1 */
    int every;    /* n, refreshes a step, >= 1 */
    double error; /* (got - asked) / asked */
};

/* The evenest pace at this refresh (Hz): the smallest n whose speed error is at most 10 %; where
 * there is none, the least error. Steps of more than 1 px come at least 24 times a second. */
struct crawl_pace crawl_pace(double px_per_s, double refresh);

/* Speed in px/s of a reading speed in words a minute: mean width of a word (with its gap) in px. */
double crawl_speed(int words_per_minute, int word_width);

enum { CRAWL_ITEMS_MAX = 64 };

struct crawl;

struct crawl_opts {
    int width;                /* of the strip's box, px */
    int gap;                  /* between items, px */
    enum direction direction; /* RTL: moves to the right */
    bool start_full;          /* first item begins at the leading edge, not outside */
};

/* Gives the next item: fills list (init'ed by the crawl, w set) and returns true; false: none now.
 */
typedef bool crawl_feed(void *data, struct draw_list *list);

struct crawl *crawl_create(const struct crawl_opts *opts); /* NULL: memory is out */
void crawl_destroy(struct crawl *c);                       /* NULL is allowed */

/* One step of px (0: none, paused). Items that left are freed, new ones asked of feed as
 * soon as their place is within one width of the box, so that they can be rasterised early. */
void crawl_step(struct crawl *c, int px, crawl_feed *feed, void *data);
/* How far the strip moves before there is a gap where the next item has its place; what is not
 * urgent may be given later: feed says false until it is ready. */
int crawl_spare(const struct crawl *c);
/* What is visible (items, n, direction; box and back are left alone), and in *ahead the item to be
 * rasterised next (NULL: none). BORROWED: until the next step. */
void crawl_visible(const struct crawl *c, struct strip *out, const struct draw_list **ahead);
/* Throws away what is not yet visible, so that new news come in at the next border; gives how many
 * items that were. */
size_t crawl_refresh(struct crawl *c);
/* The items that are there in the colours of another theme, each where it is. */
void crawl_recolour(struct crawl *c, const struct theme *from, const struct theme *to);
/* Moves to the next (previous) item's beginning: keys. */
void crawl_skip(struct crawl *c, int items, crawl_feed *feed, void *data);
/* Where the next item would begin, px behind the edge where reading begins; 0 only for the first of
 * a full strip. */
int crawl_next_place(const struct crawl *c);
/* The item that is being asked for begins so many px later (not positive for the first one). */
void crawl_hold(struct crawl *c, int px);
int64_t crawl_position(const struct crawl *c); /* px since the beginning */

#endif
