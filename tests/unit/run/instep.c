/* instep.c - screens in step: where the strip stands is a function of the wall clock, and it gets
 * there without a jump. */
#include "run/instep.h"

#include <stdlib.h>

#include "unit.h"

enum { WIDTH = 600, GAP = 20, SECOND = 1000 };
static const int64_t WALL = INT64_C(1795269900000);

/* A display with a crawl of its own: boxes of known width, by their numbers. */
struct display {
    struct instep step;
    struct crawl *crawl;
    struct crawl_pace pace;
    double refresh; /* as it really is */
    int64_t wall_ms, started;
    int64_t frames, clock_ahead; /* ms by which its wall clock is wrong */
};

static const int widths[] = {300, 810, 120, 455, 640};
enum { ITEMS = sizeof widths / sizeof *widths };

static bool feed(void *data, struct draw_list *list)
{
    struct display *d = data;
    uint64_t id;
    int hold;
    if (!instep_item(&d->step, d->wall_ms, crawl_position(d->crawl), crawl_next_place(d->crawl),
                     &id, &hold))
        return false;
    crawl_hold(d->crawl, hold);
    list->w = widths[id];
    list->id = id + 1;
    return true;
}

static void start(struct display *d, double nominal, double refresh, int64_t wall_ms)
{
    struct crawl_opts opts = {.width = WIDTH, .gap = GAP, .start_full = true};
    *d = (struct display){.refresh = refresh, .started = wall_ms, .wall_ms = wall_ms};
    d->crawl = crawl_create(&opts);
    d->pace = crawl_pace(120, nominal);
    d->step.strip.n = ITEMS;
    for (size_t i = 0; i < ITEMS; i++) {
        d->step.strip.pieces[i].id = i;
        tape_set(&d->step.strip, i, widths[i] + 2 * GAP);
    }
    instep_pace(&d->step, d->pace, nominal);
    crawl_step(d->crawl, 0, feed, d);
}

/* One refresh; gives the px it moved. */
static int refresh(struct display *d)
{
    bool due = ++d->frames % d->pace.every == 0;
    d->wall_ms = d->started + (int64_t)((double)d->frames * 1000 / d->refresh) + d->clock_ahead;
    int64_t before = crawl_position(d->crawl);
    int px = due ? instep_step(&d->step, d->wall_ms, before, d->pace.step) : 0;
    crawl_step(d->crawl, px, feed, d);
    return (int)(crawl_position(d->crawl) - before);
}

/* How far each visible item stands from where the tape says at this wall time: the worst. */
static int64_t error_of(struct display *d)
{
    struct strip strip;
    const struct draw_list *ahead;
    int64_t worst = 0, run = tape_run(d->step.px_per_s, d->wall_ms);
    crawl_visible(d->crawl, &strip, &ahead);
    for (size_t i = 0; i < strip.n; i++) {
        struct tape_place at = tape_at(&d->step.strip, run + strip.items[i].x + GAP);
        int64_t off = llabs(at.into - GAP);
        worst = off > worst ? off : worst;
        if (at.piece + 1 != strip.items[i].list->id)
            worst = WIDTH;
    }
    return strip.n ? worst : 0;
}

/* From the first frame on each item stands where the wall clock wants it, at any moment of a start.
 */
static void a_start_is_in_step(void **state)
{
    static const double rates[] = {30, 50, 60, 75, 120, 144};
    (void)state;
    for (size_t r = 0; r < sizeof rates / sizeof *rates; r++)
        for (int64_t later = 0; later < 30 * SECOND; later += 1371) {
            struct display d;
            start(&d, rates[r], rates[r], WALL + later);
            assert_true(error_of(&d) <= d.pace.step + 1);
            for (int i = 0; i < 300; i++) {
                int px = refresh(&d);
                assert_true(px == 0 || px == d.pace.step); /* no correction is called for */
                assert_true(error_of(&d) <= d.pace.step + 1);
            }
            crawl_destroy(d.crawl);
        }
}

/* A refresh that is not quite what it says: the gaps between items put it right, else one step at
 * most every two seconds. */
static void a_drifting_display_stays_in_step(void **state)
{
    static const double off[] = {0.996, 0.999, 1.001, 1.004};
    (void)state;
    for (size_t k = 0; k < sizeof off / sizeof *off; k++) {
        struct display d;
        int64_t last = -1000000;
        start(&d, 60, 60 * off[k], WALL);
        for (int i = 0; i < 60 * 600; i++) {
            int px = refresh(&d);
            assert_true(px == 0 || px == d.pace.step || px == 2 * d.pace.step);
            if (px != d.pace.step) {
                assert_true(d.wall_ms - last >= INSTEP_EVERY_MS);
                last = d.wall_ms;
            }
            assert_true(error_of(&d) <= (k == 0 || k == 3 ? 6 : 2) * d.pace.step);
        }
        assert_int_equal(last > 0, k == 0 || k == 3); /* small errors end in the gaps */
        crawl_destroy(d.crawl);
    }
}

/* A clock that is set: what is seen goes on evenly, what comes next comes where it belongs. */
static void a_clock_that_is_set_moves_nothing_that_is_seen(void **state)
{
    struct display d;
    (void)state;
    start(&d, 60, 60, WALL);
    for (int i = 0; i < 1000; i++)
        (void)refresh(&d);
    d.clock_ahead = 3217;
    int64_t last = -1000000;
    for (int i = 0; i < 60 * 60; i++) {
        int px = refresh(&d);
        assert_true(px == 0 || px == d.pace.step || px == 2 * d.pace.step);
        if (px != d.pace.step) {
            assert_true(d.wall_ms - last >= INSTEP_EVERY_MS);
            last = d.wall_ms;
        }
    }
    assert_true(error_of(&d) <= 3 * d.pace.step);
    crawl_destroy(d.crawl);
}

static void cards_by_the_clock(void **state)
{
    struct instep st = {.cards = {.n = 3}};
    uint64_t id;
    int64_t left;
    (void)state;
    assert_false(instep_card(&st, WALL, &id, &left));
    for (size_t i = 0; i < 3; i++) {
        st.cards.pieces[i].id = i;
        tape_set(&st.cards, i, 10 * SECOND);
    }
    for (int64_t ms = 0; ms < 60 * SECOND; ms += 100) {
        assert_true(instep_card(&st, ms, &id, &left));
        bool late = ms % (10 * SECOND) > 8 * SECOND;
        assert_int_equal(id, (uint64_t)(ms / (10 * SECOND) + late) % 3);
        assert_int_equal(left, 10 * SECOND - ms % (10 * SECOND) + (late ? 10 * SECOND : 0));
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_start_is_in_step),
        cmocka_unit_test(a_drifting_display_stays_in_step),
        cmocka_unit_test(a_clock_that_is_set_moves_nothing_that_is_seen),
        cmocka_unit_test(cards_by_the_clock),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
