/* scene.c - what the screen shows at each presented frame. Floor 9. Main thread. */
#include "run/scene.h"

#include <stdlib.h>
#include <string.h>

#include "run/ahead.h"
#include "run/instep.h"
#include "run/links.h"
#include "view/drift.h"

enum { PAGE_MS = 12 * 1000 };
enum { TAPE_AGE = 23 * 3600, TAPE_SLACK = 2 };

struct scene {
    struct scene_opts opts, given; /* as it is now; as it was asked for */
    struct rundown *rundown;
    struct crawl *crawl; /* NULL where the layout has no strip */
    struct crawl_pace pace;
    struct theme look; /* that its items have */
    struct box strip;  /* that the crawl was made for */
    enum direction direction;
    struct instep instep;
    struct draw_list still, over;
    struct draw_list card; /* the next one, laid out ahead */
    struct ahead strip_ahead, card_ahead;
    uint64_t card_laid; /* story of that */
    struct links links;
    enum layout_state state;
    struct scene_time time;      /* of this frame */
    int64_t card_ms, card_until; /* length and monotonic end of the card or page */
    int64_t ticked;              /* local second of the last ticking */
    int minute;                  /* local minute of the last still picture */
    int64_t tapes_minute;        /* of the last look at what is on the tapes; -1: look now */
    size_t page;
    size_t foot;    /* place in the round of the foot's next item */
    unsigned phase; /* refreshes since the last step */
    bool dirty, fresh, paused;
};

static bool has_cards(const struct scene *s)
{
    return s->opts.layout.kind == LAYOUT_BOARD;
}

static bool is_list(const struct scene *s)
{
    return s->opts.layout.kind == LAYOUT_LIST;
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
    s->pace = box.w > 0 ? crawl_pace(scene_opts_pace(&s->opts), s->opts.refresh)
                        : (struct crawl_pace){1, 1, 0};
    instep_pace(&s->instep, s->pace, s->opts.refresh);
    s->instep.strip.n = 0; /* other lengths, perhaps */
    s->instep.strip.length = 0;
    s->tapes_minute = -1;
    s->phase = 0;
    s->strip = box;
    s->look = *s->opts.layout.theme;
    s->direction = opts.direction;
}

struct scene *scene_create(const struct scene_opts *opts)
{
    struct rundown_opts rundown = {.max = opts->max_stories, .max_age = opts->max_age};
    struct scene *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    s->opts = s->given = *opts;
    s->state = STATE_STARTING;
    s->dirty = true;
    s->rundown = rundown_create(&rundown);
    if (!s->rundown || drawlist_init(&s->still, opts->layout.w, opts->layout.h) != ERR_OK ||
        drawlist_init(&s->over, opts->layout.w, opts->layout.h) != ERR_OK) {
        scene_destroy(s);
        return NULL;
    }
    if (drawlist_init(&s->card, opts->layout.w, opts->layout.h) != ERR_OK) {
        scene_destroy(s);
        return NULL;
    }
    ahead_init(&s->strip_ahead, opts->layout.measure);
    ahead_init(&s->card_ahead, opts->layout.measure);
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
    drawlist_finish(&s->card);
    free(s);
}

/* What waits behind the edge goes back into the round, to come as it is then. */
static void refresh_strip(struct scene *s, int64_t now)
{
    size_t dropped = s->crawl ? crawl_refresh(s->crawl) : 0;
    s->foot -= dropped < s->foot ? dropped : s->foot;
    for (size_t i = 0; i < dropped && s->opts.layout.kind == LAYOUT_CRAWL && !s->opts.sync; i++)
        (void)rundown_previous(s->rundown, now);
}

/* Which breaking stories a list has, where they stand first, as one number; 0 without one. */
static uint64_t breaking(const struct scene *s)
{
    uint64_t sum = 0;
    for (size_t i = 1; is_list(s) && i <= rundown_count(s->rundown); i++) {
        const struct story *story = rundown_peek(s->rundown, i);
        if (story->priority != STORY_BREAKING)
            break;
        sum += span_hash(story->id);
    }
    return sum;
}

/* News stand there from the next card or page on, or the next minute of a list; breaking news turn
 * a list to its first page. */
void scene_take(struct scene *s, struct story_batch *batch, int64_t now)
{
    bool was_empty = rundown_count(s->rundown) == 0;
    uint64_t broke = breaking(s);
    if (!was_empty)
        refresh_strip(s, now);
    rundown_take(s->rundown, batch, now);
    s->tapes_minute = -1;
    bool breaks = breaking(s) && breaking(s) != broke;
    bool stands = is_list(s) ? rundown_count(s->rundown) > 0 : rundown_current(s->rundown) != NULL;
    if (breaks)
        s->page = 0;
    if (was_empty || breaks)
        s->card_until = 0;
    if (was_empty || !stands)
        s->dirty = true;
}

void scene_set_state(struct scene *s, enum layout_state state)
{
    s->ticked = state == s->state ? s->ticked : -1;
    s->state = state;
}

/* All of the picture changes its colours at once, and nothing of it its place. (Links go by the
 * items' ids, which are others then: until these have left, a click on them finds none.) */
static void recolour(struct scene *s)
{
    const struct theme *theme = s->opts.layout.theme;
    if (!s->crawl || theme_same(&s->look, theme))
        return;
    crawl_recolour(s->crawl, &s->look, theme);
    s->look = *theme;
}

void scene_redraw(struct scene *s)
{
    recolour(s);
    s->dirty = true;
}

void scene_resize(struct scene *s, int w, int h)
{
    s->dirty = true;
    if (w == s->opts.layout.w && h == s->opts.layout.h)
        return;
    s->opts.layout.w = w;
    s->opts.layout.h = h;
    build_strip(s, true);
}

void scene_restart(struct scene *s)
{
    build_strip(s, true);
    s->card_until = 0;
    s->dirty = true;
}

void scene_renew(struct scene *s, const struct scene_opts *opts)
{
    struct layout_opts *o = &s->opts.layout;
    enum layout_kind kind = o->kind;
    struct box before = s->strip;
    enum direction direction = s->direction;
    s->opts = scene_opts_renewed(&s->opts, &s->given, opts);
    s->given = *opts;
    struct box box = layout_strip_box(o);
    s->dirty = true;
    if (o->kind != kind)
        s->card_until = 0;
    if (box.h != before.h || box.w != before.w || direction != layout_direction(o)) {
        build_strip(s, true);
        return;
    }
    refresh_strip(s, s->time.now);
    recolour(s);
    scene_set_refresh(s, s->opts.refresh);
}

void scene_set_refresh(struct scene *s, double refresh)
{
    s->opts.refresh = refresh;
    if (s->crawl)
        s->pace = crawl_pace(scene_opts_pace(&s->opts), refresh);
    instep_pace(&s->instep, s->pace, refresh);
}

void scene_next_layout(struct scene *s)
{
    s->opts.layout.kind = (enum layout_kind)((s->opts.layout.kind + 1) % (LAYOUT_LIST + 1));
    s->card_until = 0;
    build_strip(s, true);
    s->dirty = true;
}

void scene_faster(struct scene *s, double factor)
{
    scene_opts_faster(&s->opts, factor);
    scene_set_refresh(s, s->opts.refresh);
}

void scene_pause(struct scene *s, bool paused)
{
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

/* The story that strip_story will most likely give. */
static const struct story *strip_coming(const struct scene *s)
{
    size_t count = rundown_count(s->rundown);
    if (count == 0)
        return NULL;
    size_t ahead = s->opts.layout.kind == LAYOUT_CRAWL
                       ? 1
                       : (s->foot + count - rundown_place(s->rundown)) % count;
    return rundown_peek(s->rundown, ahead ? ahead % count : 1 % count);
}

/* The coming item is laid out in slices as long as there is time. */
static bool strip_waits(struct scene *s, const struct layout_now *now, struct draw_list *list)
{
    const struct story *story = crawl_spare(s->crawl) > 0 ? strip_coming(s) : NULL;
    struct layout_opts sliced = s->opts.layout;
    sliced.measure = &s->strip_ahead.sliced;
    s->strip_ahead.waits = false;
    if (!story || !ahead_begin(&s->strip_ahead, span_hash(story->id)))
        return false;
    layout_item(&sliced, now, story, list);
    drawlist_reset(list, 0, 0);
    return s->strip_ahead.waits;
}

/* The story that the wall clock brings, and the gap before it. */
static const struct story *story_in_step(struct scene *s)
{
    uint64_t id;
    int hold;
    if (!instep_item(&s->instep, s->time.wall_ms, crawl_position(s->crawl),
                     crawl_next_place(s->crawl), &id, &hold))
        return NULL;
    crawl_hold(s->crawl, hold);
    return rundown_find(s->rundown, id);
}

static bool next_item(void *data, struct draw_list *list)
{
    struct scene *s = data;
    struct layout_now now = layout_now(s);
    if (!s->opts.sync && strip_waits(s, &now, list))
        return false;
    const struct story *story = s->opts.sync ? story_in_step(s) : strip_story(s);
    if (!story)
        return false;
    layout_item(&s->opts.layout, &now, story, list);
    drawlist_seal(list);
    links_remember(&s->links, list, story);
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
    rundown_rest(s->rundown, s->time.now);
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
    else if (is_list(s))
        turn_page(s, places);
    else if (s->crawl)
        crawl_skip(s->crawl, places, next_item, s);
}

/* The room that an item takes on the tape: with an age of hours, and some more for longer ones, so
 * that it is the same at any time. */
static int tape_length(const struct scene *s, const struct story *story)
{
    struct draw_list list;
    struct layout_now now = layout_now(s);
    if (!story || drawlist_init(&list, 0, 0) != ERR_OK)
        return 1;
    now.now = story->updated + TAPE_AGE;
    layout_item(&s->opts.layout, &now, story, &list);
    int length = list.w + s->strip.h * TAPE_SLACK;
    drawlist_finish(&list);
    return length;
}

/* What is on the tapes, looked at with news and every minute. Items are measured one a frame, so
 * that no frame is late for it; all at once only while nothing moves yet. */
static void keep_tapes(struct scene *s)
{
    struct tape *strip = &s->instep.strip, *cards = &s->instep.cards;
    bool idle = s->crawl && crawl_next_place(s->crawl) == 0;
    if (s->tapes_minute != s->time.now / 60) {
        tape_renew(strip, s->rundown, s->time.now);
        tape_renew(cards, s->rundown, s->time.now);
        s->tapes_minute = s->time.now / 60;
    }
    for (size_t i = tape_unknown(cards); i != SIZE_MAX; i = tape_unknown(cards))
        tape_set(cards, i,
                 layout_card_ms(rundown_find(s->rundown, cards->pieces[i].id), s->opts.wpm));
    for (size_t i = tape_unknown(strip); i != SIZE_MAX && s->crawl; i = tape_unknown(strip)) {
        tape_set(strip, i, tape_length(s, rundown_find(s->rundown, strip->pieces[i].id)));
        if (!idle)
            break;
    }
}

static void turn_card_in_step(struct scene *s)
{
    uint64_t id;
    int64_t left;
    if (!instep_card(&s->instep, s->time.wall_ms, &id, &left))
        return;
    const struct story *story = rundown_turn_to(s->rundown, id, s->time.now);
    s->card_ms = story ? layout_card_ms(story, s->opts.wpm) : 0;
    s->card_until = s->time.ms + left;
    s->dirty = true;
}

static void turn_page_in_step(struct scene *s)
{
    int64_t page = s->time.wall_ms / PAGE_MS;
    rundown_rest(s->rundown, s->time.now);
    size_t size = layout_page_size(&s->opts.layout), count = rundown_count(s->rundown);
    s->page = size && count ? (size_t)page % ((count + size - 1) / size) : 0;
    s->card_until = s->time.ms + (page + 1) * PAGE_MS - s->time.wall_ms;
    s->dirty = true;
}

static void turn_when_due(struct scene *s)
{
    bool due = s->time.ms >= s->card_until && rundown_count(s->rundown) > 0;
    if (s->paused && s->card_until > 0)
        return;
    if (due && has_cards(s) && s->opts.sync)
        turn_card_in_step(s);
    else if (due && is_list(s) && s->opts.sync)
        turn_page_in_step(s);
    else if (due && has_cards(s))
        turn_card(s, 1);
    else if (due && is_list(s))
        turn_page(s, s->card_until > 0 ? 1 : 0);
}

static void draw_still(struct scene *s)
{
    const struct story *list[RUNDOWN_MAX];
    struct layout_opts *o = &s->opts.layout;
    size_t size = layout_page_size(o), n = 0, count = rundown_count(s->rundown);
    if (s->page * size >= count) /* there are fewer than before */
        s->page = 0;
    for (; is_list(s) && n < count && n < RUNDOWN_MAX; n++)
        list[n] = rundown_peek(s->rundown, rundown_current(s->rundown) ? n : n + 1);
    drift_at(s->time.now / 60, s->opts.drift, &o->shift_x, &o->shift_y);
    drawlist_reset(&s->still, o->w, o->h);
    const struct story *card = has_cards(s) ? rundown_current(s->rundown) : NULL;
    struct layout_now now = layout_now(s);
    layout_still(o, &now, card, list, n, &s->still);
    drawlist_seal(&s->still);
    s->minute = s->time.local.minute;
    s->card_laid = 0;
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
    return x != s->opts.layout.shift_x || y != s->opts.layout.shift_y || is_list(s);
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

/* The next card, laid out in slices while the one before it stands. */
static const struct draw_list *lay_card_ahead(struct scene *s)
{
    const struct story *story = has_cards(s) ? rundown_peek(s->rundown, 1) : NULL;
    struct layout_opts sliced = s->opts.layout;
    struct layout_now now = layout_now(s);
    sliced.measure = &s->card_ahead.sliced;
    if (!story || s->card_laid == span_hash(story->id))
        return story ? &s->card : NULL;
    if (!ahead_begin(&s->card_ahead, span_hash(story->id)))
        return NULL;
    drawlist_reset(&s->card, sliced.w, sliced.h);
    layout_still(&sliced, &now, story, NULL, 0, &s->card);
    if (s->card_ahead.waits)
        return NULL;
    drawlist_seal(&s->card);
    s->card_laid = span_hash(story->id);
    return &s->card;
}

static void step_strip(struct scene *s)
{
    bool step = !s->paused && ++s->phase >= (unsigned)s->pace.every;
    int px = step ? s->pace.step : 0;
    if (step)
        s->phase = 0;
    if (step && s->opts.sync)
        px = instep_step(&s->instep, s->time.wall_ms, crawl_position(s->crawl), px);
    crawl_step(s->crawl, px, next_item, s);
}

/* The last item in reading order, when its end is still outside. */
static const struct draw_list *entering(const struct strip *strip)
{
    bool rtl = strip->direction == DIRECTION_RTL;
    const struct strip_item *last = strip->n ? &strip->items[rtl ? 0 : strip->n - 1] : NULL;
    bool whole = !last || (rtl ? last->x >= 0 : last->x + last->list->w <= strip->box.w);
    return whole ? NULL : last->list;
}

void scene_frame(struct scene *s, const struct scene_time *t, struct scene_frame *out)
{
    *out = (struct scene_frame){0};
    if (s->paused && s->card_until > 0) /* what is left of the card's time stays */
        s->card_until += t->ms - s->time.ms;
    s->time = *t;
    if (s->opts.sync)
        keep_tapes(s);
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
        out->strip.box = s->strip;
        out->entering = entering(&out->strip);
        out->strip.back = s->opts.layout.theme->crawl_back;
    }
    if (s->crawl && !out->still && !s->strip_ahead.waits)
        out->card = lay_card_ahead(s);
    out->moving = s->crawl && !s->paused && out->strip.n > 0;
    out->wait_ms = (int)(1000 - t->ms % 1000);
}

static bool inside(struct box b, int x, int y)
{
    return x >= b.x && y >= b.y && x < b.x + b.w && y < b.y + b.h;
}

struct span scene_link(const struct scene *s, int x, int y)
{
    struct box box = layout_strip_box(&s->opts.layout);
    const struct story *story = has_cards(s) ? rundown_current(s->rundown) : NULL;
    if (s->crawl && inside(box, x, y)) {
        struct strip strip;
        const struct draw_list *ahead;
        crawl_visible(s->crawl, &strip, &ahead);
        return links_at(&s->links, &strip, x - box.x);
    }
    return links_of(story);
}
