/* scene.c - what the screen shows at each presented frame. Floor 9. Main thread. */
#include "run/scene.h"

#include <stdlib.h>
#include <string.h>

#include "view/drift.h"

enum { PAGE_MS = 12 * 1000, SAMPLE_WORDS = 8, LINK_SLOTS = CRAWL_ITEMS_MAX, LINK_MAX = 512 };
enum { WPM_LEAST = 10, WPM_MOST = 2000 };
static const double SPEED_LEAST = 10, SPEED_MOST = 4000; /* px/s */
enum { STRIP_SHARE = 45 }; /* per cent of the strip's height that its type takes, for the pace */

/* Which story an item of the strip came from, for a click on it. */
struct strip_link {
    uint64_t item;
    char link[LINK_MAX];
};

struct scene {
    struct scene_opts opts;
    struct rundown *rundown;
    struct crawl *crawl; /* NULL where the layout has no strip */
    struct crawl_pace pace;
    struct draw_list still, over;
    struct strip_link links[LINK_SLOTS];
    size_t next_link;
    enum layout_state state;
    struct scene_time time;      /* of this frame */
    int64_t card_ms, card_until; /* length and monotonic end of the card or page */
    int64_t ticked;              /* local second of the last ticking */
    int minute;                  /* local minute of the last still picture */
    size_t page;
    size_t foot;    /* place in the round of the foot's next item */
    unsigned phase; /* refreshes since the last step */
    bool dirty, fresh, paused;
};

static bool has_cards(const struct scene *s)
{
    return s->opts.layout.kind == LAYOUT_BOARD;
}

/* Speed by reading speed: the mean word of a plain sample in the strip's type. */
static double px_per_s(const struct scene *s)
{
    static const struct span sample = SPAN("the news of the day in eight words ");
    const struct layout_opts *o = &s->opts.layout;
    if (s->opts.speed > 0)
        return s->opts.speed;
    struct type_style style = {layout_strip_box(o).h * STRIP_SHARE / 100, TYPE_REGULAR};
    int width = o->measure->width(o->measure->data, sample, span_make(NULL, 0), style);
    return crawl_speed(s->opts.wpm, width / SAMPLE_WORDS);
}

/* Makes the crawl for the strip of the layout as it is now. */
static void build_strip(struct scene *s, bool start_full)
{
    struct box box = layout_strip_box(&s->opts.layout);
    struct crawl_opts opts = {.width = box.w,
                              .gap = box.h / 3,
                              .direction = layout_direction(&s->opts.layout),
                              .start_full = start_full};
    crawl_destroy(s->crawl);
    s->crawl = box.w > 0 ? crawl_create(&opts) : NULL;
    s->pace = box.w > 0 ? crawl_pace(px_per_s(s), s->opts.refresh) : (struct crawl_pace){1, 1, 0};
    s->phase = 0;
}

struct scene *scene_create(const struct scene_opts *opts)
{
    struct rundown_opts rundown = {.max = opts->max_stories, .max_age = opts->max_age};
    struct scene *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->opts = *opts;
    s->state = STATE_STARTING;
    s->dirty = true;
    s->rundown = rundown_create(&rundown);
    if (!s->rundown || drawlist_init(&s->still, opts->layout.w, opts->layout.h) != ERR_OK ||
        drawlist_init(&s->over, opts->layout.w, opts->layout.h) != ERR_OK) {
        scene_destroy(s);
        return NULL;
    }
    build_strip(s, true);
    return s;
}

void scene_destroy(struct scene *s)
{
    if (!s)
        return;
    crawl_destroy(s->crawl);
    rundown_destroy(s->rundown);
    drawlist_finish(&s->still);
    drawlist_finish(&s->over);
    free(s);
}

void scene_take(struct scene *s, struct story_batch *batch, int64_t now)
{
    bool was_empty = rundown_count(s->rundown) == 0;
    rundown_take(s->rundown, batch, now);
    if (was_empty || s->opts.layout.kind == LAYOUT_LIST || !rundown_current(s->rundown))
        s->dirty = true;
    if (was_empty)
        s->card_until = 0;
    if (s->crawl && !was_empty)
        crawl_refresh(s->crawl);
}

void scene_set_state(struct scene *s, enum layout_state state)
{
    s->ticked = state == s->state ? s->ticked : -1;
    s->state = state;
}

void scene_redraw(struct scene *s)
{
    s->dirty = true;
}

void scene_resize(struct scene *s, int w, int h)
{
    s->opts.layout.w = w;
    s->opts.layout.h = h;
    build_strip(s, true);
    s->dirty = true;
}

void scene_set_refresh(struct scene *s, double refresh)
{
    s->opts.refresh = refresh;
    if (s->crawl)
        s->pace = crawl_pace(px_per_s(s), refresh);
}

void scene_next_layout(struct scene *s)
{
    s->opts.layout.kind = (enum layout_kind)((s->opts.layout.kind + 1) % (LAYOUT_LIST + 1));
    s->card_until = 0;
    build_strip(s, true);
    s->dirty = true;
}

static double between(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

void scene_faster(struct scene *s, double factor)
{
    s->opts.wpm = (int)between(s->opts.wpm * factor, WPM_LEAST, WPM_MOST);
    if (s->opts.speed > 0)
        s->opts.speed = between(s->opts.speed * factor, SPEED_LEAST, SPEED_MOST);
    scene_set_refresh(s, s->opts.refresh);
}

void scene_pause(struct scene *s, bool paused)
{
    if (s->paused && !paused)
        s->card_until += s->time.ms - s->card_until > 0 ? s->time.ms - s->card_until : 0;
    s->paused = paused;
}

bool scene_paused(const struct scene *s)
{
    return s->paused;
}

struct crawl_pace scene_pace(const struct scene *s)
{
    return s->pace;
}

struct span scene_shown(const struct scene *s)
{
    const struct story *story = has_cards(s) ? rundown_current(s->rundown) : NULL;
    return story ? story->id : span_make(NULL, 0);
}

static struct layout_now layout_now(const struct scene *s)
{
    int64_t left = s->card_until - s->time.ms;
    int share = s->card_ms > 0 && left > 0 ? (int)(left * 1000 / s->card_ms) : 0;
    return (struct layout_now){.now = s->time.now,
                               .local = s->time.local,
                               .clock_known = s->time.clock_known,
                               .state = s->state,
                               .progress = share > 1000 ? 1000 : share,
                               .place = rundown_place(s->rundown),
                               .count = rundown_count(s->rundown),
                               .page = s->page};
}

static void remember_link(struct scene *s, const struct story *story, const struct draw_list *list)
{
    struct strip_link *slot = &s->links[s->next_link++ % LINK_SLOTS];
    struct span link = story->n_tellings ? story->tellings[0].link : span_make(NULL, 0);
    slot->item = list->id;
    slot->link[0] = 0;
    if (link.n && link.n < sizeof slot->link) {
        memcpy(slot->link, link.p, link.n);
        slot->link[link.n] = 0;
    }
}

/* The strip's next story: in the crawl layout the round itself, else the others beside the card. */
static const struct story *strip_story(struct scene *s)
{
    size_t count = rundown_count(s->rundown);
    if (s->opts.layout.kind == LAYOUT_CRAWL)
        return rundown_next(s->rundown, s->time.now);
    if (count < 2)
        return NULL;
    size_t place = rundown_place(s->rundown);
    s->foot %= count;
    if (s->foot == place)
        s->foot = (s->foot + 1) % count;
    const struct story *story = rundown_peek(s->rundown, (s->foot + count - place) % count);
    s->foot++;
    return story;
}

static bool next_item(void *data, struct draw_list *list)
{
    struct scene *s = data;
    struct layout_now now = layout_now(s);
    const struct story *story = strip_story(s);
    if (!story)
        return false;
    layout_item(&s->opts.layout, &now, story, list);
    drawlist_seal(list);
    remember_link(s, story, list);
    return true;
}

/* The next card (or one back), and how long it stays. */
static void turn_card(struct scene *s, int places)
{
    const struct story *story = places < 0 ? rundown_previous(s->rundown, s->time.now)
                                           : rundown_next(s->rundown, s->time.now);
    s->card_ms = story ? layout_card_ms(story, s->opts.wpm) : 0;
    s->card_until = s->time.ms + s->card_ms;
    s->dirty = true;
}

static void turn_page(struct scene *s, int places)
{
    size_t size = layout_page_size(&s->opts.layout), count = rundown_count(s->rundown);
    size_t pages = size && count ? (count + size - 1) / size : 1;
    s->page = (s->page + pages + (size_t)(places + (int)pages)) % pages;
    s->card_ms = PAGE_MS;
    s->card_until = s->time.ms + PAGE_MS;
    s->dirty = true;
}

void scene_skip(struct scene *s, int places, const struct scene_time *t)
{
    s->time = *t;
    if (has_cards(s))
        turn_card(s, places);
    else if (s->opts.layout.kind == LAYOUT_LIST)
        turn_page(s, places);
    else if (s->crawl)
        crawl_skip(s->crawl, places, next_item, s);
}

static void turn_when_due(struct scene *s)
{
    bool due = s->time.ms >= s->card_until && rundown_count(s->rundown) > 0;
    if (s->paused && s->card_until > 0)
        return;
    if (due && has_cards(s))
        turn_card(s, 1);
    else if (due && s->opts.layout.kind == LAYOUT_LIST)
        turn_page(s, s->card_until > 0 ? 1 : 0);
}

static void draw_still(struct scene *s)
{
    const struct story *list[RUNDOWN_MAX];
    struct layout_opts *o = &s->opts.layout;
    size_t size = layout_page_size(o), n = 0, count = rundown_count(s->rundown);
    if (s->page * size >= count) /* there are fewer than before */
        s->page = 0;
    if (o->kind == LAYOUT_LIST && !rundown_current(s->rundown))
        (void)rundown_next(s->rundown, s->time.now); /* places are counted from a current story */
    if (o->kind == LAYOUT_LIST)
        for (; n < count && n < RUNDOWN_MAX; n++)
            list[n] = rundown_peek(s->rundown, n);
    drift_at(s->time.now / 60, s->opts.drift, &o->shift_x, &o->shift_y);
    drawlist_reset(&s->still, o->w, o->h);
    const struct story *card = has_cards(s) ? rundown_current(s->rundown) : NULL;
    struct layout_now now = layout_now(s);
    layout_still(o, &now, card, list, n, &s->still);
    drawlist_seal(&s->still);
    s->minute = s->time.local.minute;
    s->dirty = false;
    s->fresh = true;
}

/* A still picture lives until its card ends; drift moves it at most once a minute. */
static bool still_is_old(const struct scene *s)
{
    int x, y;
    if (s->dirty)
        return true;
    if (s->minute == s->time.local.minute)
        return false;
    drift_at(s->time.now / 60, s->opts.drift, &x, &y);
    return x != s->opts.layout.shift_x || y != s->opts.layout.shift_y ||
           s->opts.layout.kind == LAYOUT_LIST;
}

/* What ticks is drawn when it says something else, not each second. */
static bool draw_over(struct scene *s)
{
    struct layout_now now = layout_now(s);
    int64_t second = s->time.ms / 1000;
    if (second == s->ticked && !s->fresh)
        return false;
    bool anew = s->fresh;
    uint64_t shown = s->over.id;
    s->ticked = second;
    s->fresh = false;
    drawlist_reset(&s->over, s->opts.layout.w, s->opts.layout.h);
    layout_ticking(&s->opts.layout, &now, has_cards(s) ? rundown_current(s->rundown) : NULL,
                   &s->over);
    drawlist_seal(&s->over);
    return anew || s->over.id != shown;
}

static void step_strip(struct scene *s)
{
    bool step = !s->paused && ++s->phase >= (unsigned)s->pace.every;
    if (step)
        s->phase = 0;
    crawl_step(s->crawl, step ? s->pace.step : 0, next_item, s);
}

void scene_frame(struct scene *s, const struct scene_time *t, struct scene_frame *out)
{
    *out = (struct scene_frame){0};
    s->time = *t;
    turn_when_due(s);
    if (still_is_old(s)) {
        draw_still(s);
        out->still = &s->still;
    }
    if (draw_over(s))
        out->over = &s->over;
    if (s->crawl) {
        step_strip(s);
        crawl_visible(s->crawl, &out->strip, &out->ahead);
        out->strip.box = layout_strip_box(&s->opts.layout);
        out->strip.back = s->opts.layout.theme->crawl_back;
    }
    out->moving = s->crawl && !s->paused && out->strip.n > 0;
    out->wait_ms = (int)(1000 - t->ms % 1000);
}

static bool inside(struct box b, int x, int y)
{
    return x >= b.x && y >= b.y && x < b.x + b.w && y < b.y + b.h;
}

static struct span strip_link_at(const struct scene *s, const struct strip *strip, int x)
{
    for (size_t i = 0; i < strip->n; i++) {
        const struct strip_item *item = &strip->items[i];
        if (x < item->x || x >= item->x + item->list->w)
            continue;
        for (size_t k = 0; k < LINK_SLOTS; k++)
            if (s->links[k].item == item->list->id)
                return span_of(s->links[k].link);
    }
    return span_make(NULL, 0);
}

struct span scene_link(const struct scene *s, int x, int y)
{
    struct box box = layout_strip_box(&s->opts.layout);
    const struct story *story = has_cards(s) ? rundown_current(s->rundown) : NULL;
    if (s->crawl && inside(box, x, y)) {
        struct strip strip;
        const struct draw_list *ahead;
        crawl_visible(s->crawl, &strip, &ahead);
        return strip_link_at(s, &strip, x - box.x);
    }
    return story && story->n_tellings ? story->tellings[0].link : span_make(NULL, 0);
}
