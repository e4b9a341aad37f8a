/* damage.c - how much of the picture is drawn anew: between changes nothing but the crawl.
 *
 * The scene as show runs it, onto a canvas, for a minute of frames with time from the test. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/scene.h"
#include "unit.h"
#include "view/paint_canvas.h"

enum { NOW = 1795269900, W = 480, H = 270, REFRESH = 30, SECONDS = 61, STORIES = 12, PIXEL = 4 };

struct world {
    struct words *words;
    struct type *type;
    struct theme theme;
    struct measure measure;
};

/* What one run brought about. */
struct tally {
    size_t frames, changes; /* a change: a frame that draws more than the strip */
    size_t bytes_between;   /* damaged outside the strip in frames that are no change */
    size_t moved;           /* frames in which the strip was copied */
};

static int width(void *data, struct span text, struct span lang, struct type_style style)
{
    return type_width(data, text, lang, style);
}

static int line(void *data, struct type_style style)
{
    return type_line(data, style);
}

static int world_make(void **state)
{
    struct type_opts type = {.chain = TEST_FONTS "/chain.conf"};
    struct world *w = calloc(1, sizeof *w);
    struct why why;
    assert_non_null(w);
    w->words = words_load(TEST_ASSETS "/words", &why);
    w->type = type_create(&type, &why);
    assert_true(w->words && w->type);
    theme_default(&w->theme);
    w->measure = (struct measure){width, line, w->type, NULL};
    *state = w;
    return 0;
}

static int world_end(void **state)
{
    struct world *w = *state;
    words_destroy(w->words);
    type_destroy(w->type);
    free(w);
    SDL_Quit();
    return 0;
}

static struct story_batch *batch(void)
{
    struct story_batch *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->arena = arena_create(1024 * 1024);
    b->stories = arena_array(b->arena, STORIES, sizeof *b->stories);
    for (int i = 0; i < STORIES; i++) {
        struct story *s = &b->stories[b->n++];
        char text[80];
        (void)snprintf(text, sizeof text, "Ferry number %d sails from the old quay again", i);
        *s = (struct story){.headline = arena_copy(b->arena, span_of(text)),
                            .id = arena_copy(b->arena, span_make(text, 15)),
                            .lang = SPAN("en"),
                            .published = NOW - 600 * i,
                            .updated = NOW - 600 * i,
                            .expires = WHEN_NONE};
    }
    return b;
}

/* Bytes of the damage that lie outside the box. */
static size_t outside(const struct paint_canvas *c, struct box box)
{
    size_t bytes = 0;
    for (int i = 0; i < c->n_damage; i++) {
        const SDL_Rect *r = &c->damage[i];
        struct box in = paint_meet((struct box){r->x, r->y, r->w, r->h}, box);
        bytes += (size_t)(r->w * r->h - in.w * in.h) * PIXEL;
    }
    return bytes;
}

static void one_frame(struct scene *s, struct paint_canvas *c, int number, struct tally *t)
{
    struct scene_frame f;
    int64_t ms = (int64_t)number * 1000 / REFRESH;
    struct scene_time time = {.now = NOW + ms / 1000,
                              .local = when_civil(NOW + ms / 1000),
                              .clock_known = true,
                              .ms = ms};
    scene_frame(s, &time, &f);
    if (f.still)
        paint_canvas_still(c, f.still);
    if (f.over)
        paint_canvas_over(c, f.over);
    paint_canvas_strip(c, &f.strip);
    bool change = f.still || (f.over && f.over->n > 0);
    t->frames++;
    t->changes += change;
    t->moved += c->n_damage > 0;
    t->bytes_between += change ? 0 : outside(c, f.strip.box);
    paint_canvas_clean(c);
}

static struct tally run(const struct world *w, enum layout_kind kind)
{
    struct scene_opts opts = {.layout = {.kind = kind,
                                         .edge = EDGE_BOTTOM,
                                         .w = W,
                                         .h = H,
                                         .theme = &w->theme,
                                         .measure = &w->measure,
                                         .words = w->words,
                                         .lang = SPAN("en")},
                              .refresh = REFRESH,
                              .wpm = 180};
    struct paint_canvas canvas;
    struct tally t = {0};
    SDL_Surface *front = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    struct scene *s = scene_create(&opts);
    assert_true(front && s);
    paint_canvas_init(&canvas, front, w->type, ROTATE_0);
    scene_take(s, batch(), NOW);
    for (int i = 0; i < SECONDS * REFRESH; i++)
        one_frame(s, &canvas, i, &t);
    paint_canvas_finish(&canvas);
    scene_destroy(s);
    SDL_FreeSurface(front);
    return t;
}

/* The board changes with its cards, its time bar (at most once a second) and the minute. */
static void board_draws_nothing_but_the_crawl_between_changes(void **state)
{
    struct tally t = run(*state, LAYOUT_BOARD);
    assert_int_equal(t.bytes_between, 0);
    assert_in_range(t.changes, 2, 2 * SECONDS);
    assert_true(t.moved > t.frames / 2);
}

static void crawl_draws_nothing_but_itself(void **state)
{
    struct tally t = run(*state, LAYOUT_CRAWL);
    assert_int_equal(t.bytes_between, 0);
    assert_in_range(t.changes, 1, 4);
    assert_true(t.moved > t.frames / 2);
}

/* Nothing moves: without a change no byte is drawn. */
static void list_draws_nothing_between_changes(void **state)
{
    struct tally t = run(*state, LAYOUT_LIST);
    assert_int_equal(t.bytes_between, 0);
    assert_in_range(t.moved, 1, t.changes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(board_draws_nothing_but_the_crawl_between_changes),
        cmocka_unit_test(crawl_draws_nothing_but_itself),
        cmocka_unit_test(list_draws_nothing_between_changes),
    };
    return cmocka_run_group_tests(tests, world_make, world_end);
}
