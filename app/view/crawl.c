/* crawl.c - even motion: position from presented frames. Floor 7. Main thread. No SDL, no clock.
 *
 * Inside, an item's place is how far its beginning lies behind the edge where
 * reading begins (left; right for RTL); only crawl_visible turns that into x. */
#include "view/crawl.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { CRAWL_ITEM_WIDTH_MAX = 1 << 20, CRAWL_STEP_MAX = 4096 };

/* Steps of more than one px come at least this often a second, or they are seen as jerks. */
static const double STEPS_A_SECOND = 24;
/* Nobody sees a tenth in speed, but everybody sees larger steps at fewer refreshes. */
static const double ERROR_MAX = 0.1, EPSILON = 1e-9;

struct item {
    struct draw_list list; /* owned */
    int place;
};

struct crawl {
    struct crawl_opts opts;
    struct item *items; /* in reading order */
    size_t n;
    struct strip_item *visible;
    int64_t position;
    int hold;     /* that the item which is being asked for begins later */
    bool started; /* the first fill is done */
};

static double within(double v, double least, double most)
{
    return v >= least ? (v <= most ? v : most) : least;
}

struct crawl_pace crawl_pace(double px_per_s, double refresh)
{
    refresh = refresh > 0 ? within(refresh, 1, 1000) : 60;
    px_per_s = within(px_per_s, 1, refresh * CRAWL_STEP_MAX);
    struct crawl_pace best = {.step = 0};
    for (int n = 1; n <= (int)refresh; n++) {
        long k = lround(px_per_s * n / refresh);
        if (k < 1)
            k = 1;
        if (k > 1 && n > 1 && refresh / n < STEPS_A_SECOND)
            break;
        double error = ((double)k * refresh / n - px_per_s) / px_per_s;
        if (best.step == 0 || fabs(error) < fabs(best.error) - EPSILON)
            best = (struct crawl_pace){.step = (int)k, .every = n, .error = error};
        bool slow = best.step == 1 && best.every > 1; /* single px are as even at any n */
        if (!slow && fabs(best.error) <= ERROR_MAX + EPSILON)
            break;
    }
    return best;
}

double crawl_speed(int words_per_minute, int word_width)
{
    return (double)words_per_minute * word_width / 60;
}

struct crawl *crawl_create(const struct crawl_opts *opts)
{
    struct crawl *c = calloc(1, sizeof *c);
    if (!c)
        return NULL;
    c->opts = *opts;
    c->items = calloc(CRAWL_ITEMS_MAX, sizeof *c->items);
    c->visible = calloc(CRAWL_ITEMS_MAX, sizeof *c->visible);
    if (c->items && c->visible)
        return c;
    crawl_destroy(c);
    return NULL;
}

static void drop_from(struct crawl *c, size_t first)
{
    while (c->n > first)
        drawlist_finish(&c->items[--c->n].list);
}

void crawl_destroy(struct crawl *c)
{
    if (!c)
        return;
    if (c->items)
        drop_from(c, 0);
    free(c->items);
    free(c->visible);
    free(c);
}

static int end_of(const struct item *i)
{
    return i->place + i->list.w;
}

/* Where the next item begins. What comes after the first fill comes from outside: nothing pops
 * up in the middle of the box, not even after a time without items. */
int crawl_next_place(const struct crawl *c)
{
    int outside = c->started || !c->opts.start_full ? c->opts.width : 0;
    int behind = c->n ? end_of(&c->items[c->n - 1]) + c->opts.gap : outside;
    return behind > outside ? behind : outside;
}

/* Asks for one more item; false when there is none. Items without width are let go. */
static bool fetch(struct crawl *c, crawl_feed *feed, void *data)
{
    struct item *i = &c->items[c->n];
    if (drawlist_init(&i->list, 0, 0))
        return false;
    c->hold = 0;
    bool got = feed(data, &i->list);
    if (!got || i->list.w <= 0) {
        drawlist_finish(&i->list);
        return got;
    }
    if (i->list.w > CRAWL_ITEM_WIDTH_MAX)
        i->list.w = CRAWL_ITEM_WIDTH_MAX;
    i->place = crawl_next_place(c) + c->hold;
    c->n++;
    return true;
}

/* The count of questions is bounded too: a feed of empty items must not hold the frame. */
static void fill(struct crawl *c, crawl_feed *feed, void *data)
{
    for (int asked = 0; asked < CRAWL_ITEMS_MAX && c->n < CRAWL_ITEMS_MAX; asked++)
        if (crawl_next_place(c) > 2 * c->opts.width || !fetch(c, feed, data))
            break;
    c->started = c->started || c->n > 0;
}

static void move(struct crawl *c, int px)
{
    for (size_t i = 0; i < c->n; i++)
        c->items[i].place -= px;
    c->position += px;
}

static void drop_passed(struct crawl *c)
{
    size_t gone = 0;
    while (gone < c->n && end_of(&c->items[gone]) <= 0)
        drawlist_finish(&c->items[gone++].list);
    c->n -= gone;
    memmove(c->items, c->items + gone, c->n * sizeof *c->items);
}

void crawl_step(struct crawl *c, int px, crawl_feed *feed, void *data)
{
    move(c, px);
    drop_passed(c);
    fill(c, feed, data);
}

int crawl_spare(const struct crawl *c)
{
    return crawl_next_place(c) - c->opts.width;
}

static bool is_visible(const struct crawl *c, const struct item *i)
{
    return i->place < c->opts.width && end_of(i) > 0;
}

void crawl_visible(const struct crawl *c, struct strip *out, const struct draw_list **ahead)
{
    bool rtl = c->opts.direction == DIRECTION_RTL;
    size_t n = 0;
    *ahead = NULL;
    while (n < c->n && is_visible(c, &c->items[n]))
        n++;
    if (n < c->n)
        *ahead = &c->items[n].list;
    for (size_t i = 0; i < n; i++) {
        const struct item *item = &c->items[rtl ? n - 1 - i : i];
        int x = rtl ? c->opts.width - end_of(item) : item->place;
        c->visible[i] = (struct strip_item){.list = &item->list, .x = x};
    }
    out->items = c->visible;
    out->n = n;
    out->direction = c->opts.direction;
}

size_t crawl_refresh(struct crawl *c)
{
    size_t keep = 0, n = c->n;
    while (keep < c->n && is_visible(c, &c->items[keep]))
        keep++;
    drop_from(c, keep);
    return n - keep;
}

static void recolour(struct draw_list *d, const struct theme *from, const struct theme *to)
{
    for (size_t i = 0; i < d->n; i++) {
        d->cmds[i].colour = theme_translate(from, to, d->cmds[i].colour);
        d->cmds[i].back = theme_translate(from, to, d->cmds[i].back);
    }
    d->back = theme_translate(from, to, d->back);
    drawlist_seal(d);
}

void crawl_recolour(struct crawl *c, const struct theme *from, const struct theme *to)
{
    for (size_t i = 0; i < c->n; i++)
        recolour(&c->items[i].list, from, to);
}

static void skip_forward(struct crawl *c, crawl_feed *feed, void *data)
{
    size_t next = 0;
    while (next < c->n && c->items[next].place <= 0)
        next++;
    if (next < c->n)
        crawl_step(c, c->items[next].place, feed, data);
}

void crawl_skip(struct crawl *c, int items, crawl_feed *feed, void *data)
{
    for (int i = 0; i < items && i < CRAWL_ITEMS_MAX; i++)
        skip_forward(c, feed, data);
    if (items < 0 && c->n && c->items[0].place < 0)
        move(c, c->items[0].place);
}

void crawl_hold(struct crawl *c, int px)
{
    c->hold = px;
}

int64_t crawl_position(const struct crawl *c)
{
    return c->position;
}
