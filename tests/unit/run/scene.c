/* scene.c - what stands on the screen at each frame: cards, pages, the strip, the hand on the keys.
 *
 * Widths come from a fake measure and time from the test, so that every frame is known. */
#include "run/scene.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "unit.h"

enum { NOW = 1795269900 /* 2026-11-21T14:05:00Z */, W = 1280, H = 720, REFRESH = 60 };
enum { CARD_MS_MOST = 45000, PAGE_MS = 12000, BATCH_BYTES = 1024 * 1024 };

struct world {
    struct words *words;
    struct theme theme;
};

/* ---- Helpers ---- */

static int world_make(void **state)
{
    struct why why;
    struct world *w = calloc(1, sizeof *w);
    assert_non_null(w);
    w->words = words_load(TEST_ASSETS "/words", &why);
    assert_non_null(w->words);
    theme_default(&w->theme);
    *state = w;
    return 0;
}

static int world_end(void **state)
{
    struct world *w = *state;
    words_destroy(w->words);
    free(w);
    return 0;
}

static struct scene_opts plain_opts(const struct world *world, enum layout_kind kind)
{
    return (struct scene_opts){.layout = {.kind = kind,
                                          .w = W,
                                          .h = H,
                                          .theme = &world->theme,
                                          .measure = &MEASURE,
                                          .words = world->words,
                                          .lang = SPAN("en")},
                               .refresh = REFRESH,
                               .wpm = 180};
}

static struct scene *scene(const struct world *world, enum layout_kind kind, int w, int h)
{
    struct scene_opts opts = plain_opts(world, kind);
    opts.layout.w = w;
    opts.layout.h = h;
    struct scene *s = scene_create(&opts);
    assert_non_null(s);
    return s;
}

/* Stories number first to first + n - 1; the higher, the newer. */
static struct story_batch *batch(int first, int n)
{
    struct story_batch *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->arena = arena_create(BATCH_BYTES);
    b->stories = arena_array(b->arena, (size_t)n + 1, sizeof *b->stories);
    for (int i = first; i < first + n; i++) {
        struct story *s = &b->stories[b->n++];
        char text[80];
        (void)snprintf(text, sizeof text, "%016d", i);
        s->id = arena_copy(b->arena, span_of(text));
        (void)snprintf(text, sizeof text, "Headline number %d of the day", i);
        s->headline = arena_copy(b->arena, span_of(text));
        s->lang = span_of("en");
        s->tellings = arena_alloc(b->arena, sizeof *s->tellings);
        s->n_tellings = 1;
        (void)snprintf(text, sizeof text, "Outlet %d", i);
        s->tellings[0].name = arena_copy(b->arena, span_of(text));
        (void)snprintf(text, sizeof text, "https://pier.example/%d", i);
        s->tellings[0].link = arena_copy(b->arena, span_of(text));
        s->facts = arena_alloc(b->arena, sizeof *s->facts);
        s->facts[0] = (struct fact){.kind = FACT_WHAT, .text = SPAN("The boats go out again.")};
        s->n_facts = 1;
        s->published = s->updated = s->tellings[0].published = NOW - 10000 + i;
        s->expires = WHEN_NONE;
    }
    return b;
}

static struct scene_time at(int64_t ms)
{
    int64_t now = NOW + ms / 1000;
    return (struct scene_time){.now = now, .local = when_civil(now), .clock_known = true, .ms = ms};
}

static struct scene_frame frame(struct scene *s, int64_t ms)
{
    struct scene_frame f;
    struct scene_time t = at(ms);
    scene_frame(s, &t, &f);
    return f;
}

static void skip_to(struct scene *s, int places, int64_t ms)
{
    struct scene_time t = at(ms);
    scene_skip(s, places, &t);
}

static int shown(const struct scene *s)
{
    char text[20];
    struct span id = scene_shown(s);
    (void)snprintf(text, sizeof text, "%.*s", (int)id.n, id.p ? id.p : "");
    return id.n ? atoi(text) : -1;
}

/* The row in which it stands; INT_MAX where it does not. */
static int line_of(const struct draw_list *list, const char *text)
{
    for (size_t i = 0; list && i < list->n; i++)
        if (list->cmds[i].kind == DRAW_TEXT &&
            span_find(list->cmds[i].text, span_of(text)) != SIZE_MAX)
            return list->cmds[i].box.y;
    return INT_MAX;
}

static bool holds(const struct draw_list *list, const char *text)
{
    return line_of(list, text) < INT_MAX;
}

/* How long the card that is shown at ms stays from then on. */
static int64_t card_length(struct scene *s, int64_t ms)
{
    int first = shown(s);
    for (int64_t more = 0; more <= CARD_MS_MOST; more += 10) {
        (void)frame(s, ms + more);
        if (shown(s) != first)
            return more;
    }
    fail_msg("the card never turned");
    return 0;
}

/* ---- Cards ---- */

static void cards_turn_when_their_time_is_over(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    struct story_batch *b = batch(1, 3);
    int64_t length = layout_card_ms(&b->stories[0], 180), ms = 0;
    int seen[4] = {0};
    scene_take(s, b, NOW);
    assert_non_null(frame(s, 0).still);
    for (int i = 0; i < 6; i++) { /* twice round */
        seen[shown(s)]++;
        assert_int_equal(card_length(s, ms), length);
        ms += length;
    }
    for (int i = 1; i <= 3; i++)
        assert_int_equal(seen[i], 2);
    scene_destroy(s);
    scene_destroy(NULL);
}

static void a_still_card_is_drawn_once(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    int stills = 0, overs = 0;
    scene_take(s, batch(1, 3), NOW);
    for (int64_t ms = 0; ms < 5000; ms += 16) {
        struct scene_frame f = frame(s, ms);
        stills += f.still != NULL;
        overs += f.over != NULL;
    }
    assert_int_equal(stills, 1);
    assert_in_range(overs, 5, 6); /* at most one a second */
    scene_redraw(s);
    struct scene_frame f = frame(s, 5001);
    assert_true(f.still && f.over);
    scene_destroy(s);
}

static void pause_holds_the_card_and_the_strip(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    scene_take(s, batch(1, 5), NOW);
    (void)frame(s, 0);
    int card = shown(s);
    scene_pause(s, true);
    assert_true(scene_paused(s));
    struct scene_frame f = frame(s, 10);
    assert_true(f.strip.n > 0);
    int x = f.strip.items[0].x, changes = 0;
    for (int64_t ms = 20; ms < 3 * CARD_MS_MOST; ms += 100) {
        f = frame(s, ms);
        assert_false(f.moving);
        assert_int_equal(f.strip.items[0].x, x);
        assert_int_equal(shown(s), card);
        changes += f.over != NULL;
    }
    assert_true(changes <= 4);       /* the minutes: the time bar does not run on */
    skip_to(s, 1, 3 * CARD_MS_MOST); /* a hand may still turn it */
    (void)frame(s, 3 * CARD_MS_MOST + 10);
    assert_int_not_equal(shown(s), card);
    card = shown(s);
    scene_pause(s, false);
    assert_true(frame(s, 3 * CARD_MS_MOST + 20).moving);
    assert_int_equal(shown(s), card); /* it has its whole time yet */
    scene_destroy(s);
}

static void skipping_goes_both_ways(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    int cards[5];
    scene_take(s, batch(1, 5), NOW);
    for (int i = 0; i < 5; i++) {
        struct scene_frame f = frame(s, i * 100);
        cards[i] = shown(s);
        assert_non_null(f.still);
        skip_to(s, 1, i * 100 + 50);
    }
    assert_int_equal(shown(s), cards[0]); /* once round */
    for (int i = 4; i >= 0; i--) {
        skip_to(s, -1, 1000 + i);
        (void)frame(s, 1000 + i);
        assert_int_equal(shown(s), cards[i]);
    }
    int64_t length = card_length(s, 2000); /* a skipped-to card has its whole time */
    assert_in_range(length, 5000, CARD_MS_MOST);
    scene_destroy(s);
}

static void news_do_not_touch_the_card(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    bool fresh = false;
    scene_take(s, batch(1, 3), NOW);
    (void)frame(s, 0);
    int card = shown(s);
    scene_take(s, batch(10, 3), NOW); /* none of the old ones is in it */
    struct scene_frame f = frame(s, 1000);
    assert_null(f.still);
    assert_int_equal(shown(s), card);
    assert_non_null(f.over);
    int64_t ms = 1000 + card_length(s, 1000);
    for (int i = 0; i < 4; i++) {
        fresh = fresh || shown(s) >= 10;
        assert_int_not_equal(shown(s), card); /* it left with its turn */
        skip_to(s, 1, ms + i);
    }
    assert_true(fresh);
    scene_destroy(s);
}

static void the_minute_turns_and_the_clock_is_drawn(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    scene_take(s, batch(1, 1), NOW);
    assert_true(holds(frame(s, 0).over, "14:05"));
    assert_true(holds(frame(s, 60 * 1000).over, "14:06"));
    struct scene_time t = at(61 * 1000);
    t.clock_known = false;
    struct scene_frame f;
    scene_frame(s, &t, &f);
    assert_true(holds(f.over, "--:--"));
    scene_destroy(s);
}

static void the_state_is_drawn_at_once(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    scene_take(s, batch(1, 1), NOW);
    scene_set_state(s, STATE_GOOD);
    (void)frame(s, 0);
    assert_null(frame(s, 10).over);
    scene_set_state(s, STATE_GOOD);
    assert_null(frame(s, 20).over);
    scene_set_state(s, STATE_OFFLINE);
    assert_non_null(frame(s, 30).over);
    scene_destroy(s);
}

/* ---- The list ---- */

static void pages_turn_round(void **state)
{
    enum { PAGES = 3 };
    struct scene *s = scene(*state, LAYOUT_LIST, W, H);
    struct layout_opts o = {.kind = LAYOUT_LIST, .w = W, .h = H, .measure = &MEASURE};
    struct world *world = *state;
    o.theme = &world->theme;
    o.words = world->words;
    int n = (int)layout_page_size(&o) * PAGES;
    scene_take(s, batch(1, n), NOW);
    for (int i = 0; i < 2 * PAGES; i++) {
        char page[16];
        struct scene_frame f = frame(s, (int64_t)i * PAGE_MS);
        (void)snprintf(page, sizeof page, "%d / %d", i % PAGES + 1, PAGES);
        assert_true(holds(f.still, page));
        assert_false(f.moving);
        assert_in_range(f.wait_ms, 1, 1000);
        assert_null(frame(s, (int64_t)i * PAGE_MS + PAGE_MS / 2).still);
    }
    skip_to(s, -1, 6 * PAGE_MS);
    assert_true(holds(frame(s, 6 * PAGE_MS).still, "2 / 3"));
    skip_to(s, -1, 6 * PAGE_MS);
    skip_to(s, -1, 6 * PAGE_MS);
    assert_true(holds(frame(s, 6 * PAGE_MS).still, "3 / 3"));
    assert_int_equal(shown(s), -1); /* no card stands there */
    scene_destroy(s);
}

static void fewer_news_leave_no_empty_page(void **state)
{
    struct scene *s = scene(*state, LAYOUT_LIST, W, H);
    scene_take(s, batch(1, 60), NOW);
    (void)frame(s, 0);
    skip_to(s, -1, 10);
    assert_true(holds(frame(s, 20).still, "Headline number"));
    scene_take(s, batch(60, 2), NOW);
    assert_true(holds(frame(s, PAGE_MS + 20).still, "Headline number 60"));
    scene_take(s, batch(1, 0), NOW);
    struct scene_frame f = frame(s, PAGE_MS + 30);
    assert_non_null(f.still);
    assert_false(holds(f.still, "Headline number 6"));
    scene_destroy(s);
}

/* A page stands while it is read; the next one has the news, the newest first, and nothing that is
 * too old. */
static void a_list_is_in_order_from_the_next_page_on(void **state)
{
    struct scene_opts opts = plain_opts(*state, LAYOUT_LIST);
    opts.max_age = 9996; /* 15 is 9997 s old when the page turns */
    struct scene *s = scene_create(&opts);
    scene_take(s, batch(15, 1), NOW);
    assert_true(holds(frame(s, 0).still, "number 15"));
    scene_take(s, batch(15, 3), NOW);
    assert_null(frame(s, 10).still);
    struct scene_frame f = frame(s, PAGE_MS);
    assert_true(line_of(f.still, "number 17") < line_of(f.still, "number 16"));
    assert_true(line_of(f.still, "number 16") < INT_MAX);
    assert_int_equal(line_of(f.still, "number 15"), INT_MAX);
    scene_destroy(s);
}

static void breaking_news_turn_a_list_to_its_first_page(void **state)
{
    struct scene *s = scene(*state, LAYOUT_LIST, W, H);
    scene_take(s, batch(1, 60), NOW);
    (void)frame(s, 0);
    skip_to(s, -1, 10);
    assert_false(holds(frame(s, 20).still, "number 60"));
    struct story_batch *b = batch(1, 60);
    b->stories[4].priority = STORY_BREAKING;
    scene_take(s, b, NOW);
    struct scene_frame f = frame(s, 30);
    assert_true(line_of(f.still, "number 5 ") < line_of(f.still, "number 60"));
    b = batch(1, 60);
    b->stories[4].priority = STORY_BREAKING;
    scene_take(s, b, NOW);
    assert_null(frame(s, 40).still); /* it is no news any more */
    skip_to(s, -1, 50);
    assert_false(holds(frame(s, 60).still, "number 5 "));
    b = batch(1, 60);
    b->stories[4].priority = b->stories[2].priority = STORY_BREAKING;
    scene_take(s, b, NOW);
    f = frame(s, 70); /* an older one breaks, too: it stands second */
    assert_true(line_of(f.still, "number 5 ") < line_of(f.still, "number 3 "));
    assert_true(line_of(f.still, "number 3 ") < line_of(f.still, "number 60"));
    scene_destroy(s);
}

/* ---- The strip ---- */

/* An item of the strip as it was in the last frame. */
struct seen {
    uint64_t id;
    int x, w;
};

static bool stands_at(const struct strip *strip, uint64_t id, int x)
{
    for (size_t i = 0; i < strip->n; i++)
        if (strip->items[i].list->id == id && strip->items[i].x == x)
            return true;
    return false;
}

/* Every item of the last frame stands where the step brought it, or has left. */
static void assert_moved(const struct seen *before, size_t n, const struct strip *now, int by)
{
    for (size_t i = 0; i < n; i++)
        if (before[i].x + by + before[i].w > 0)
            assert_true(stands_at(now, before[i].id, before[i].x + by));
}

static size_t note_all(const struct strip *strip, struct seen *out)
{
    for (size_t i = 0; i < strip->n; i++)
        out[i] =
            (struct seen){strip->items[i].list->id, strip->items[i].x, strip->items[i].list->w};
    return strip->n;
}

static void the_strip_moves_evenly(void **state)
{
    static const enum layout_kind kinds[] = {LAYOUT_CRAWL, LAYOUT_BOARD};
    for (size_t k = 0; k < 2; k++) {
        struct scene *s = scene(*state, kinds[k], W, H);
        struct seen before[CRAWL_ITEMS_MAX];
        size_t n = 0;
        scene_take(s, batch(1, 8), NOW);
        struct crawl_pace pace = scene_pace(s);
        assert_true(pace.step >= 1 && pace.every >= 1);
        for (int i = 0; i < 1000; i++) {
            if (i % 300 == 150)
                scene_take(s, batch(i, 8), NOW);
            struct scene_frame f = frame(s, (int64_t)i * 1000 / REFRESH);
            bool step = i > 0 && (i + 1) % pace.every == 0;
            assert_true(f.moving && f.strip.n > 0 && f.strip.n <= CRAWL_ITEMS_MAX);
            assert_moved(before, n, &f.strip, step ? -pace.step : 0);
            for (size_t j = 1; j < f.strip.n; j++) /* in a row, none over another */
                assert_true(f.strip.items[j].x >=
                            f.strip.items[j - 1].x + f.strip.items[j - 1].list->w);
            n = note_all(&f.strip, before);
        }
        scene_destroy(s);
    }
}

static void the_strip_is_never_empty(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, W, H);
    scene_take(s, batch(1, 1), NOW); /* one story, again and again */
    for (int i = 0; i < 3000; i++) {
        struct scene_frame f = frame(s, (int64_t)i * 1000 / REFRESH);
        assert_true(f.strip.n > 0);
        if (f.ahead)
            assert_true(f.ahead->w > 0);
    }
    scene_destroy(s);
}

static void speed_follows_the_keys_and_the_display(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, W, H);
    scene_take(s, batch(1, 4), NOW);
    struct crawl_pace slow = scene_pace(s);
    scene_faster(s, 2);
    struct crawl_pace fast = scene_pace(s);
    assert_true((double)fast.step / fast.every > 1.6 * slow.step / slow.every);
    scene_set_refresh(s, 2 * REFRESH);
    struct crawl_pace smooth = scene_pace(s);
    assert_true((double)smooth.step / smooth.every < 0.7 * fast.step / fast.every);
    for (int i = 0; i < 50; i++)
        scene_faster(s, 2); /* and it ends somewhere */
    assert_true(scene_pace(s).step <= 4000);
    for (int i = 0; i < 100; i++)
        scene_faster(s, 0.5);
    assert_int_equal(scene_pace(s).step, 1);
    assert_true(frame(s, 0).strip.n > 0);
    scene_destroy(s);
}

static void the_strip_can_be_skipped(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, W, H);
    scene_take(s, batch(1, 8), NOW);
    struct scene_frame f = frame(s, 0);
    assert_true(f.strip.n > 0);
    uint64_t first = f.strip.items[0].list->id;
    skip_to(s, 1, 10);
    f = frame(s, 20);
    assert_true(f.strip.n > 0 && f.strip.items[0].list->id != first);
    skip_to(s, -1, 30);
    assert_true(frame(s, 40).strip.n > 0);
    scene_destroy(s);
}

/* ---- Settings that change ---- */

/* Other colours, title, hours, drift, language or speed: what is on the strip goes on from where it
 * is, in the new colours at once, and the card stays. */
static void new_settings_make_nothing_jump(void **state)
{
    struct world *world = *state;
    static const enum layout_kind kinds[] = {LAYOUT_CRAWL, LAYOUT_BOARD};
    for (size_t k = 0; k < 2; k++) {
        struct scene *s = scene(world, kinds[k], W, H);
        scene_take(s, batch(1, 8), NOW);
        struct scene_frame f = {0};
        for (int i = 0; i < 500; i++)
            f = frame(s, (int64_t)i * 1000 / REFRESH);
        int x[CRAWL_ITEMS_MAX], card = shown(s), step = scene_pace(s).step;
        size_t n = f.strip.n;
        for (size_t i = 0; i < n; i++)
            x[i] = f.strip.items[i].x;
        struct theme before = world->theme;
        struct scene_opts opts = plain_opts(world, kinds[k]);
        world->theme.crawl_back = 0x010203;
        world->theme.crawl_text = 0xfafbfc;
        opts.layout.title = span_of("Quay");
        opts.layout.lang = span_of("de");
        opts.drift = 7;
        opts.wpm = 360;
        scene_renew(s, &opts);
        f = frame(s, 500 * 1000 / REFRESH);
        assert_int_equal(shown(s), card);
        assert_non_null(f.still);
        assert_int_equal(holds(f.still, "Quay"), kinds[k] == LAYOUT_BOARD);
        assert_true(scene_pace(s).step > step);
        assert_in_range(f.strip.n, n - 1, n + 1);
        int moved = f.strip.items[0].x - x[0];
        assert_true(moved == 0 || moved == -scene_pace(s).step);
        for (size_t i = 0; i < f.strip.n && i < n; i++) {
            assert_int_equal(f.strip.items[i].x, x[i] + moved);
            assert_int_equal(f.strip.items[i].list->back, 0x010203);
        }
        assert_int_equal(f.strip.back, 0x010203);
        world->theme = before;
        scene_destroy(s);
    }
}

/* What hands did stays, unless the settings say something new about it. */
static void hands_and_settings(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, W, H);
    struct scene_opts opts = plain_opts(*state, LAYOUT_CRAWL);
    scene_take(s, batch(1, 8), NOW);
    (void)frame(s, 0);
    scene_next_layout(s); /* the board */
    scene_faster(s, 2);
    struct crawl_pace fast = scene_pace(s);
    scene_renew(s, &opts);
    assert_non_null(frame(s, 10).still);
    assert_true(shown(s) >= 0);
    assert_int_equal(scene_pace(s).step, fast.step);
    opts.wpm = 200;
    opts.layout.kind = LAYOUT_LIST;
    scene_renew(s, &opts);
    assert_int_equal(frame(s, 20).strip.n, 0);
    opts.layout.kind = LAYOUT_CRAWL;
    scene_renew(s, &opts);
    struct scene_frame f = frame(s, 30);
    assert_true(f.strip.n > 0 && f.strip.items[0].x <= 0);
    opts.layout.lang = span_of("ar"); /* the other way round: the strip begins anew */
    scene_renew(s, &opts);
    assert_int_equal(frame(s, 40).strip.direction, DIRECTION_RTL);
    scene_destroy(s);
}

/* What waits behind the edge when news come has its turn all the same. */
static void news_take_nobodys_turn(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, W, 60);
    enum { STORIES = 12 };
    bool seen[STORIES + 1] = {false};
    scene_take(s, batch(1, STORIES), NOW);
    int64_t ms = 0;
    for (int i = 0; i < 6000; i++, ms += 16) {
        struct scene_frame f = frame(s, ms);
        for (size_t k = 0; k < f.strip.n; k++)
            for (int number = 1; number <= STORIES; number++) {
                char text[32];
                (void)snprintf(text, sizeof text, "number %d of", number);
                seen[number] = seen[number] || holds(f.strip.items[k].list, text);
            }
        if (i % 50 == 49)
            scene_take(s, batch(1, STORIES), NOW);
    }
    for (int number = 1; number <= STORIES; number++)
        assert_true(seen[number]);
    scene_destroy(s);
}

static void after_the_dark_it_begins_anew(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    scene_take(s, batch(1, 8), NOW);
    for (int i = 0; i < 200; i++)
        (void)frame(s, (int64_t)i * 1000 / REFRESH);
    int card = shown(s);
    scene_restart(s);
    struct scene_frame f = frame(s, 8 * 3600 * 1000);
    assert_non_null(f.still);
    assert_int_not_equal(shown(s), card);
    assert_in_range(f.strip.items[0].x + 8, 0, 8); /* at the edge where reading begins */
    scene_destroy(s);
}

/* ---- Layouts and sizes ---- */

static void layouts_take_turns(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, W, H);
    scene_take(s, batch(1, 30), NOW);
    for (int i = 0; i < 6; i++) {
        struct scene_frame f = frame(s, i * 1000);
        int kind = i % 3;
        assert_non_null(f.still);
        assert_int_equal(f.strip.box.w > 0, kind != LAYOUT_LIST);
        assert_int_equal(f.moving, kind != LAYOUT_LIST);
        assert_int_equal(shown(s) >= 0, kind == LAYOUT_BOARD);
        scene_next_layout(s);
    }
    scene_destroy(s);
}

static void sizes_change(void **state)
{
    static const struct {
        int w, h;
    } sizes[] = {{1920, 1080}, {1080, 1920}, {320, 200}, {64, 64}, {1, 1}, {3840, 40}, {1280, 720}};
    for (int kind = LAYOUT_CRAWL; kind <= LAYOUT_LIST; kind++) {
        struct scene *s = scene(*state, (enum layout_kind)kind, W, H);
        scene_take(s, batch(1, 10), NOW);
        (void)frame(s, 0);
        int card = shown(s);
        for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
            scene_resize(s, sizes[i].w, sizes[i].h);
            struct scene_frame f = frame(s, (int64_t)i + 1);
            assert_non_null(f.still);
            assert_int_equal(f.still->w, sizes[i].w);
            assert_int_equal(f.still->h, sizes[i].h);
            assert_true(f.strip.box.x + f.strip.box.w <= sizes[i].w);
            assert_true(f.strip.box.y + f.strip.box.h <= sizes[i].h);
            assert_int_equal(shown(s), card);
        }
        scene_destroy(s);
    }
}

static void drift_moves_the_still_picture(void **state)
{
    struct world *world = *state;
    struct scene_opts opts = {.layout = {.kind = LAYOUT_LIST,
                                         .w = W,
                                         .h = H,
                                         .theme = &world->theme,
                                         .measure = &MEASURE,
                                         .words = world->words,
                                         .lang = SPAN("en")},
                              .refresh = REFRESH,
                              .wpm = 180,
                              .drift = 8};
    struct scene *s = scene_create(&opts);
    int least = INT32_MAX, most = INT32_MIN;
    scene_take(s, batch(1, 1), NOW);
    for (int64_t minute = 0; minute < 600; minute++) {
        struct scene_frame f = frame(s, minute * 60 * 1000);
        if (!f.still || f.still->n == 0)
            continue;
        int x = f.still->cmds[0].box.x;
        least = x < least ? x : least;
        most = x > most ? x : most;
    }
    assert_in_range(most - least, 1, 16);
    scene_destroy(s);
}

/* ---- Links ---- */

static void cards_and_items_have_their_links(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    char want[64];
    scene_take(s, batch(1, 6), NOW);
    struct scene_frame f = frame(s, 0);
    (void)snprintf(want, sizeof want, "https://pier.example/%d", shown(s));
    assert_span(scene_link(s, W / 2, H / 2), want);
    for (size_t i = 0; i < f.strip.n; i++) {
        const struct strip_item *item = &f.strip.items[i];
        int x = item->x + item->list->w / 2;
        if (x < 0 || x >= f.strip.box.w)
            continue;
        struct span link = scene_link(s, f.strip.box.x + x, f.strip.box.y + 1);
        assert_true(span_starts(link, "https://pier.example/"));
        char headline[64];
        (void)snprintf(headline, sizeof headline, "number %.*s of", (int)link.n - 21, link.p + 21);
        assert_true(holds(item->list, headline));
    }
    scene_destroy(s);
}

static void every_item_of_a_wide_strip_has_its_link(void **state)
{
    struct scene *s = scene(*state, LAYOUT_CRAWL, 7680, 60);
    scene_take(s, batch(1, 200), NOW);
    for (int i = 0; i < 200; i++) {
        struct scene_frame f = frame(s, (int64_t)i * 16);
        for (size_t j = 0; j < f.strip.n; j++) {
            int x = f.strip.items[j].x + f.strip.items[j].list->w / 2;
            if (x >= 0 && x < f.strip.box.w)
                assert_true(scene_link(s, f.strip.box.x + x, f.strip.box.y).n > 0);
        }
    }
    scene_destroy(s);
}

static void stories_without_a_link_have_none(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    static char longest[4096];
    struct story_batch *b = batch(1, 2);
    memset(longest, 'x', sizeof longest - 1);
    b->stories[0].tellings[0].link = span_make(NULL, 0);
    b->stories[1].n_tellings = 0;
    scene_take(s, b, NOW);
    (void)frame(s, 0);
    assert_int_equal(scene_link(s, W / 2, H / 2).n, 0);
    skip_to(s, 1, 10);
    (void)frame(s, 20);
    assert_int_equal(scene_link(s, W / 2, H / 2).n, 0);
    scene_destroy(s);
    s = scene(*state, LAYOUT_CRAWL, W, 60); /* one too long for its slot is none, not a cut one */
    b = batch(1, 1);
    b->stories[0].tellings[0].link = span_of(longest);
    scene_take(s, b, NOW);
    struct scene_frame f = frame(s, 0);
    assert_int_equal(scene_link(s, f.strip.box.x + 5, f.strip.box.y + 5).n, 0);
    scene_destroy(s);
}

/* ---- Nothing ---- */

static void without_news_it_waits_calmly(void **state)
{
    for (int kind = LAYOUT_CRAWL; kind <= LAYOUT_LIST; kind++) {
        struct scene *s = scene(*state, (enum layout_kind)kind, W, H);
        for (int round = 0; round < 2; round++) {
            struct scene_frame f = frame(s, round * 1000);
            /* a key draws anew */
            assert_int_equal(f.still != NULL, round == 0 || kind != LAYOUT_CRAWL);
            assert_false(f.moving);
            assert_in_range(f.wait_ms, 1, 1000);
            assert_int_equal(f.strip.n, 0);
            assert_int_equal(scene_shown(s).n, 0);
            assert_int_equal(scene_link(s, 10, 10).n, 0);
            skip_to(s, 1, round * 1000 + 1);
            skip_to(s, -1, round * 1000 + 2);
        }
        scene_take(s, batch(1, 0), NOW);
        (void)frame(s, 3000);
        scene_take(s, batch(1, 3), NOW); /* the first news come at once */
        struct scene_frame f = frame(s, 3010);
        assert_non_null(f.still);
        assert_int_equal(f.moving, kind != LAYOUT_LIST);
        scene_destroy(s);
    }
}

static void when_all_news_leave_the_card_stays_until_its_turn(void **state)
{
    struct scene *s = scene(*state, LAYOUT_BOARD, W, H);
    scene_take(s, batch(1, 3), NOW);
    (void)frame(s, 0);
    int card = shown(s);
    scene_take(s, batch(1, 0), NOW);
    assert_null(frame(s, 100).still);
    assert_int_equal(shown(s), card);
    for (int64_t ms = 200; ms < 2 * CARD_MS_MOST; ms += 500)
        (void)frame(s, ms);
    assert_int_equal(shown(s), -1);
    scene_take(s, batch(7, 1), NOW);
    (void)frame(s, 2 * CARD_MS_MOST);
    assert_int_equal(shown(s), 7);
    scene_destroy(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cards_turn_when_their_time_is_over),
        cmocka_unit_test(a_still_card_is_drawn_once),
        cmocka_unit_test(pause_holds_the_card_and_the_strip),
        cmocka_unit_test(skipping_goes_both_ways),
        cmocka_unit_test(news_do_not_touch_the_card),
        cmocka_unit_test(the_minute_turns_and_the_clock_is_drawn),
        cmocka_unit_test(the_state_is_drawn_at_once),
        cmocka_unit_test(pages_turn_round),
        cmocka_unit_test(fewer_news_leave_no_empty_page),
        cmocka_unit_test(a_list_is_in_order_from_the_next_page_on),
        cmocka_unit_test(breaking_news_turn_a_list_to_its_first_page),
        cmocka_unit_test(the_strip_moves_evenly),
        cmocka_unit_test(the_strip_is_never_empty),
        cmocka_unit_test(speed_follows_the_keys_and_the_display),
        cmocka_unit_test(the_strip_can_be_skipped),
        cmocka_unit_test(new_settings_make_nothing_jump),
        cmocka_unit_test(hands_and_settings),
        cmocka_unit_test(news_take_nobodys_turn),
        cmocka_unit_test(after_the_dark_it_begins_anew),
        cmocka_unit_test(layouts_take_turns),
        cmocka_unit_test(sizes_change),
        cmocka_unit_test(drift_moves_the_still_picture),
        cmocka_unit_test(cards_and_items_have_their_links),
        cmocka_unit_test(every_item_of_a_wide_strip_has_its_link),
        cmocka_unit_test(stories_without_a_link_have_none),
        cmocka_unit_test(without_news_it_waits_calmly),
        cmocka_unit_test(when_all_news_leave_the_card_stays_until_its_turn),
    };
    return cmocka_run_group_tests(tests, world_make, world_end);
}
