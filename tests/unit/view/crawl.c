/* The crawl: even displacement, whole items, borders, both directions, and the table of paces. */
#include "unit.h"

#include <math.h>

#include "view/crawl.h"

enum { WIDTH = 400, GAP = 20 };

/* Gives items of these widths, round and round; -1 is "none now". */
struct source {
    const int *widths;
    size_t n, given;
};

static bool give(void *data, struct draw_list *list)
{
    struct source *s = data;
    int w = s->n ? s->widths[s->given % s->n] : -1;
    s->given++;
    list->w = w;
    list->id = s->given;
    return w >= 0;
}

static struct crawl *crawl(enum direction direction, bool start_full)
{
    struct crawl *c = crawl_create(&(struct crawl_opts){WIDTH, GAP, direction, start_full});
    assert_non_null(c);
    return c;
}

static struct strip visible(const struct crawl *c)
{
    struct strip strip = {0};
    const struct draw_list *ahead;
    crawl_visible(c, &strip, &ahead);
    return strip;
}

static const struct strip_item *find(const struct strip *s, uint64_t id)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->items[i].list->id == id)
            return &s->items[i];
    return NULL;
}

/* Each item moves by exactly the step while it can be seen, and leaves with its last pixel. */
static void moves_evenly(enum direction direction)
{
    static const int widths[] = {90, 700, 1, 33, 250};
    struct source source = {widths, 5, 0};
    struct crawl *c = crawl(direction, false);
    int sign = direction == DIRECTION_RTL ? 1 : -1;
    crawl_step(c, 0, give, &source);
    assert_int_equal(visible(c).n, 0);
    struct strip_item before[CRAWL_ITEMS_MAX];
    for (int frame = 0; frame < 3000; frame++) {
        struct strip now = visible(c);
        size_t n = now.n;
        for (size_t i = 0; i < n; i++) {
            before[i] = now.items[i];
            assert_true(i == 0 ||
                        now.items[i].x == now.items[i - 1].x + now.items[i - 1].list->w + GAP);
        }
        uint64_t ids[CRAWL_ITEMS_MAX];
        int item_w[CRAWL_ITEMS_MAX];
        for (size_t i = 0; i < n; i++) {
            ids[i] = before[i].list->id;
            item_w[i] = before[i].list->w;
        }
        crawl_step(c, 3, give, &source);
        now = visible(c);
        for (size_t i = 0; i < n; i++) {
            const struct strip_item *same = find(&now, ids[i]);
            int x = before[i].x + 3 * sign;
            bool gone = direction == DIRECTION_RTL ? x >= WIDTH : x + item_w[i] <= 0;
            assert_true(gone == !same);
            assert_true(!same || same->x == x);
        }
    }
    assert_int_equal(crawl_position(c), 9000);
    crawl_destroy(c);
}

static void left_evenly(void **state)
{
    (void)state;
    moves_evenly(DIRECTION_LTR);
}

static void right_evenly(void **state)
{
    (void)state;
    moves_evenly(DIRECTION_RTL);
}

static void first_item_at_the_edge(void **state)
{
    (void)state;
    static const int widths[] = {100};
    struct source source = {widths, 1, 0};
    struct crawl *c = crawl(DIRECTION_LTR, true);
    crawl_step(c, 0, give, &source);
    assert_int_equal(visible(c).items[0].x, 0);
    assert_int_equal(visible(c).n, 4);
    crawl_destroy(c);
    c = crawl(DIRECTION_RTL, true);
    crawl_step(c, 0, give, &source);
    struct strip strip = visible(c);
    assert_int_equal(strip.items[strip.n - 1].x, WIDTH - 100);
    assert_int_equal(strip.direction, DIRECTION_RTL);
    crawl_destroy(c);
}

static void the_next_is_ready_a_width_ahead(void **state)
{
    (void)state;
    static const int widths[] = {100};
    struct source source = {widths, 1, 0};
    struct crawl *c = crawl(DIRECTION_LTR, true);
    struct strip strip;
    const struct draw_list *ahead;
    crawl_step(c, 0, give, &source);
    crawl_visible(c, &strip, &ahead);
    assert_non_null(ahead);
    assert_int_equal(ahead->id, strip.n + 1);
    assert_int_equal(source.given, 7); /* beginnings at 0, 120 ... 720; 840 is over two widths */
    crawl_destroy(c);
}

static void nothing_pops_up_after_silence(void **state)
{
    (void)state;
    static const int widths[] = {100};
    struct source some = {widths, 1, 0}, none = {NULL, 0, 0};
    struct crawl *c = crawl(DIRECTION_LTR, true);
    struct strip strip = {0};
    const struct draw_list *ahead;
    crawl_step(c, 0, give, &none);
    crawl_visible(c, &strip, &ahead);
    assert_int_equal(strip.n, 0);
    assert_null(ahead);
    crawl_step(c, 0, give, &some);
    assert_int_equal(visible(c).items[0].x, 0);
    for (int i = 0; i < 420; i++)
        crawl_step(c, 2, give, &none);
    assert_int_equal(visible(c).n, 0);
    crawl_step(c, 2, give, &some);
    assert_int_equal(visible(c).n, 0);
    crawl_step(c, 1, give, &some);
    assert_int_equal(visible(c).items[0].x, WIDTH - 1);
    crawl_destroy(c);
}

static void news_come_in_at_a_border(void **state)
{
    (void)state;
    static const int old[] = {150}, new[] = {60};
    struct source before = {old, 1, 0}, after = {new, 1, 1000};
    struct crawl *c = crawl(DIRECTION_LTR, true);
    crawl_step(c, 0, give, &before);
    struct strip seen = visible(c);
    size_t n = seen.n;
    int last = seen.items[n - 1].x;
    crawl_refresh(c);
    crawl_step(c, 1, give, &after);
    seen = visible(c);
    assert_int_equal(seen.items[n - 1].x, last - 1);
    crawl_step(c, 149, give, &after);
    seen = visible(c);
    bool news = false;
    for (size_t i = 0; i < seen.n; i++) {
        assert_true(seen.items[i].list->w == 60 || !news); /* no old one behind a new one */
        news = seen.items[i].list->w == 60;
    }
    assert_true(news);
    crawl_destroy(c);
}

static void empty_and_huge_items(void **state)
{
    (void)state;
    static const int empty[] = {0}, mixed[] = {0, 2000000000, 0, 50};
    struct source nothing = {empty, 1, 0}, odd = {mixed, 4, 0};
    struct crawl *c = crawl(DIRECTION_LTR, true);
    crawl_step(c, 1, give, &nothing);
    assert_int_equal(visible(c).n, 0);
    assert_true(nothing.given <= CRAWL_ITEMS_MAX);
    crawl_step(c, 1, give, &odd);
    struct strip strip = visible(c);
    assert_int_equal(strip.n, 1);
    assert_true(strip.items[0].list->w > WIDTH);
    for (int i = 0; i < 300; i++)
        crawl_step(c, 4000, give, &odd);
    assert_true(visible(c).n >= 1);
    crawl_destroy(c);
    crawl_destroy(NULL);
}

static void many_narrow_items_are_bounded(void **state)
{
    (void)state;
    static const int narrow[] = {1};
    struct source source = {narrow, 1, 0};
    struct crawl *c = crawl_create(&(struct crawl_opts){WIDTH, 0, DIRECTION_LTR, true});
    crawl_step(c, 0, give, &source);
    assert_int_equal(visible(c).n, CRAWL_ITEMS_MAX);
    crawl_destroy(c);
}

static void keys_go_from_item_to_item(void **state)
{
    (void)state;
    static const int widths[] = {100, 200};
    struct source source = {widths, 2, 0};
    struct crawl *c = crawl(DIRECTION_LTR, true);
    crawl_step(c, 0, give, &source);
    crawl_skip(c, 1, give, &source);
    struct strip strip = visible(c);
    assert_int_equal(find(&strip, 2)->x, 0);
    assert_int_equal(crawl_position(c), 120);
    crawl_step(c, 37, give, &source);
    crawl_skip(c, -1, give, &source);
    strip = visible(c);
    assert_int_equal(find(&strip, 2)->x, 0);
    crawl_skip(c, -1, give, &source);
    assert_int_equal(crawl_position(c), 120);
    crawl_skip(c, 2, give, &source);
    strip = visible(c);
    assert_int_equal(find(&strip, 4)->x, 0);
    crawl_destroy(c);
}

static void paces(void **state)
{
    (void)state;
    static const struct {
        double asked, refresh;
        int step, every;
        double most; /* speed error */
    } table[] = {{120, 30, 4, 1, 0},     {120, 50, 5, 2, 0.05},    {120, 59.94, 2, 1, 0.002},
                 {120, 60, 2, 1, 0},     {120, 75, 3, 2, 0.07},    {120, 120, 1, 1, 0},
                 {120, 144, 3, 4, 0.1},  {100, 50, 2, 1, 0},       {90, 60, 3, 2, 0},
                 {60, 60, 1, 1, 0},      {60, 120, 1, 2, 0},       {20, 60, 1, 3, 0},
                 {1, 60, 1, 60, 0},      {0, 60, 1, 60, 0},        {200, 59.94, 7, 2, 0.05},
                 {336, 60, 6, 1, 0.072}, {100, 0, 3, 2, 0.1},      {1000, 60, 17, 1, 0.03},
                 {NAN, 60, 1, 60, 0},    {1e9, 60, 4096, 1, 1e-9}, {119.9, 60, 2, 1, 0.001}};
    for (size_t i = 0; i < sizeof table / sizeof *table; i++) {
        struct crawl_pace p = crawl_pace(table[i].asked, table[i].refresh);
        if (p.step != table[i].step || p.every != table[i].every)
            fail_msg("%g px/s at %g Hz: %d every %d", table[i].asked, table[i].refresh, p.step,
                     p.every);
        assert_true(fabs(p.error) <= table[i].most + 1e-9);
    }
}

/* At every refresh, a fifth of the slowest speeds people choose, less above. */
static void pace_errors_stay_small(void **state)
{
    (void)state;
    static const double refreshes[] = {30, 50, 59.94, 60, 75, 120, 144};
    for (size_t i = 0; i < sizeof refreshes / sizeof *refreshes; i++)
        for (double speed = 60; speed <= 600; speed += 7) {
            struct crawl_pace p = crawl_pace(speed, refreshes[i]);
            assert_true(p.step >= 1 && p.every >= 1);
            double got = p.step * refreshes[i] / p.every;
            assert_true(fabs(p.error - (got - speed) / speed) < 1e-9);
            assert_true(fabs(p.error) <= 0.21);
            assert_true(p.step == 1 || refreshes[i] / p.every >= 24 || p.every == 1);
        }
}

static void speed_of_words(void **state)
{
    (void)state;
    assert_true(fabs(crawl_speed(180, 150) - 450) < 1e-9);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(left_evenly),
        cmocka_unit_test(right_evenly),
        cmocka_unit_test(first_item_at_the_edge),
        cmocka_unit_test(the_next_is_ready_a_width_ahead),
        cmocka_unit_test(nothing_pops_up_after_silence),
        cmocka_unit_test(news_come_in_at_a_border),
        cmocka_unit_test(empty_and_huge_items),
        cmocka_unit_test(many_narrow_items_are_bounded),
        cmocka_unit_test(keys_go_from_item_to_item),
        cmocka_unit_test(paces),
        cmocka_unit_test(pace_errors_stay_small),
        cmocka_unit_test(speed_of_words),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
