/* What comes next is laid out ahead: after the first frame nothing is measured in one go. */
#include "run/ahead.h"

#include <stdio.h>
#include <stdlib.h>

#include "measure.h"
#include "run/scene.h"
#include "unit.h"

enum { NOW = 1795269900, W = 1280, H = 720, REFRESH = 60, TEXTS = 1 << 16, COLD = 3 };

/* Measures a text in COLD slices, and remembers it. */
struct meter {
    unsigned char known[TEXTS]; /* slices done, by hash */
    int slices, at_once;
};

static unsigned char *known(struct meter *m, struct span text, struct type_style style)
{
    uint64_t key = span_hash(text) + (uint64_t)style.size * 31 + (uint64_t)style.weight;
    return &m->known[key % TEXTS];
}

static int meter_width(void *data, struct span text, struct span lang, struct type_style style)
{
    struct meter *m = data;
    unsigned char *slices = known(m, text, style);
    m->at_once += *slices < COLD;
    *slices = COLD;
    return measure_width(NULL, text, lang, style);
}

static bool meter_ahead(void *data, struct span text, struct span lang, struct type_style style)
{
    struct meter *m = data;
    unsigned char *slices = known(m, text, style);
    (void)lang;
    if (*slices >= COLD)
        return true;
    ++*slices;
    m->slices++;
    return false;
}

static void a_try_does_one_slice_and_no_more(void **state)
{
    static struct meter meter;
    const struct measure real = {meter_width, measure_line, &meter, meter_ahead};
    const struct type_style style = {20, TYPE_REGULAR};
    struct ahead a;
    int tries = 0, width = 0;
    (void)state;
    ahead_init(&a, &real);
    do {
        int before = meter.slices;
        assert_true(ahead_begin(&a, 1));
        width = a.sliced.width(a.sliced.data, span_of("one"), span_of(""), style);
        width += a.sliced.width(a.sliced.data, span_of("two"), span_of(""), style);
        assert_in_range(meter.slices - before, 0, 4); /* of short words, some */
        tries++;
    } while (a.waits);
    assert_in_range(tries, 2, 2 * COLD);
    assert_int_equal(meter.at_once, 0);
    assert_int_equal(width, 60);
    assert_int_equal(a.sliced.line(a.sliced.data, style), measure_line(NULL, style));
}

static bool never(void *data, struct span text, struct span lang, struct type_style style)
{
    (void)data, (void)text, (void)lang, (void)style;
    return false;
}

static void trying_comes_to_an_end(void **state)
{
    const struct measure real = {measure_width, measure_line, NULL, never};
    struct ahead a;
    int tries = 0;
    (void)state;
    ahead_init(&a, &real);
    while (ahead_begin(&a, 7))
        tries++;
    assert_int_equal(tries, AHEAD_SLICES);
    assert_true(ahead_begin(&a, 8)); /* another thing */
}

static struct story_batch *batch(int n)
{
    struct story_batch *b = calloc(1, sizeof *b);
    b->arena = arena_create(1 << 20);
    b->stories = arena_array(b->arena, (size_t)n, sizeof *b->stories);
    for (int i = 0; i < n; i++) {
        struct story *s = &b->stories[b->n++];
        char text[120];
        (void)snprintf(text, sizeof text, "%016d", i);
        s->id = arena_copy(b->arena, span_of(text));
        (void)snprintf(text, sizeof text,
                       "Headline %d of a day with many words, so that it is long", i);
        s->headline = arena_copy(b->arena, span_of(text));
        s->lang = span_of("en");
        s->tellings = arena_array(b->arena, 1, sizeof *s->tellings);
        s->n_tellings = 1;
        s->tellings[0].name = span_of("Harbour Post");
        s->facts = arena_array(b->arena, 1, sizeof *s->facts);
        s->n_facts = 1;
        (void)snprintf(text, sizeof text, "%d people", i);
        s->facts[0] = (struct fact){.kind = FACT_WHO, .text = arena_copy(b->arena, span_of(text))};
        s->published = s->updated = NOW - 60;
        s->expires = NOW + 100000;
    }
    return b;
}

/* Runs the show for some minutes; gives the most slices of one frame. What is measured at once
 * after the first second is counted in *late, but for the clock and the ages. */
static int run(struct scene *s, struct meter *m, int *cards_ahead)
{
    int most = 0, cold = 0;
    *cards_ahead = 0;
    for (int i = 0; i < 6000; i++) {
        struct scene_frame frame;
        struct scene_time t = {.now = NOW, .clock_known = true, .ms = (int64_t)i * 1000 / REFRESH};
        int slices = m->slices, at_once = m->at_once;
        scene_frame(s, &t, &frame);
        most = m->slices - slices > most ? m->slices - slices : most;
        cold += i > 0 ? m->at_once - at_once : 0;
        *cards_ahead += frame.card != NULL;
    }
    assert_int_equal(cold, 0);
    return most;
}

static void nothing_is_measured_in_one_go(void **state)
{
    static const enum layout_kind kinds[] = {LAYOUT_CRAWL, LAYOUT_BOARD};
    struct words *words = words_load(TEST_ASSETS "/words", NULL);
    struct theme theme;
    (void)state;
    assert_non_null(words);
    theme_default(&theme);
    for (int k = 0; k < 2; k++) {
        struct meter *meter = calloc(1, sizeof *meter);
        struct measure real = {meter_width, measure_line, meter, meter_ahead};
        struct scene_opts opts = {.layout = {.kind = kinds[k],
                                             .w = W,
                                             .h = H,
                                             .theme = &theme,
                                             .measure = &real,
                                             .words = words,
                                             .lang = SPAN("en")},
                                  .refresh = REFRESH,
                                  .wpm = 180};
        struct scene *s = scene_create(&opts);
        int cards = 0;
        assert_non_null(s);
        scene_take(s, batch(30), NOW);
        assert_in_range(run(s, meter, &cards), 1, 8);
        assert_int_equal(cards > 0, kinds[k] == LAYOUT_BOARD);
        assert_true(meter->slices > 20);
        scene_destroy(s);
        free(meter);
    }
    words_destroy(words);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_try_does_one_slice_and_no_more),
        cmocka_unit_test(trying_comes_to_an_end),
        cmocka_unit_test(nothing_is_measured_in_one_go),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
