/* The rundown: order, fairness, expiry, and that a batch never touches what is shown.
 *
 * A batch is written as "id source age [b]" lines; an order as ids parted by spaces. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "play/rundown.h"

enum { NOW = 1700000000, BATCH_STORIES = 1200, BATCH_BYTES = 1024 * 1024 };

static void put_story(struct story_batch *b, const char *id, const char *source, int age,
                      enum story_priority priority)
{
    struct story *s = &b->stories[b->n++];
    s->id = arena_copy(b->arena, span_of(id));
    s->tellings = arena_alloc(b->arena, sizeof *s->tellings);
    s->tellings[0].name = arena_copy(b->arena, span_of(source));
    s->n_tellings = 1;
    s->published = age >= 0 ? NOW - age : WHEN_NONE;
    s->updated = NOW;
    s->expires = WHEN_NONE;
    s->priority = priority;
}

static struct story_batch *batch_new(void)
{
    struct story_batch *b = calloc(1, sizeof *b);
    b->arena = arena_create(BATCH_BYTES);
    b->stories = arena_array(b->arena, BATCH_STORIES, sizeof *b->stories);
    return b;
}

static struct story_batch *batch(const char *lines)
{
    struct story_batch *b = batch_new();
    struct span rest = span_of(lines), line;
    while (span_line(&rest, &line)) {
        char text[80], id[20], source[20], flag[4] = "";
        int age;
        snprintf(text, sizeof text, "%.*s", (int)line.n, line.p);
        assert_true(sscanf(text, "%19s %19s %d %3s", id, source, &age, flag) >= 3);
        put_story(b, id, source, age, flag[0] == 'b' ? STORY_BREAKING : STORY_NORMAL);
    }
    return b;
}

static struct rundown *rundown(size_t max, int64_t max_age)
{
    struct rundown *r = rundown_create(&(struct rundown_opts){max, max_age});
    assert_non_null(r);
    return r;
}

static void assert_shown(const struct story *s, const char *id)
{
    assert_span(s ? s->id : (struct span){0}, id ? id : "");
}

/* What peek gives from the current story on. */
static void assert_order(const struct rundown *r, const char *want)
{
    char got[4000] = "";
    size_t first = rundown_current(r) ? 0 : 1;
    for (size_t i = 0; i < rundown_count(r); i++) {
        struct span id = rundown_peek(r, first + i)->id;
        size_t n = strlen(got);
        snprintf(got + n, sizeof got - n, "%s%.*s", n ? " " : "", (int)id.n, id.p);
    }
    assert_string_equal(got, want);
}

static void empty(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    assert_null(rundown_next(r, NOW));
    assert_null(rundown_previous(r, NOW));
    assert_null(rundown_current(r));
    assert_null(rundown_peek(r, 3));
    rundown_take(r, batch_new(), NOW);
    assert_null(rundown_next(r, NOW));
    assert_int_equal(rundown_count(r), 0);
    rundown_destroy(r);
    rundown_destroy(NULL);
}

static void newest_first_and_fair(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    rundown_take(r, batch("a3 A 30\na1 A 10\nb1 B 500\na2 A 20\nc1 C 15\nc2 C 600"), NOW);
    assert_order(r, "a1 c1 b1 a2 c2 a3");
    assert_null(rundown_current(r));
    assert_null(rundown_peek(r, 0));
    assert_shown(rundown_next(r, NOW), "a1");
    assert_shown(rundown_next(r, NOW), "c1");
    assert_int_equal(rundown_place(r), 1);
    assert_shown(rundown_peek(r, 5), "a1");
    assert_shown(rundown_previous(r, NOW), "a1");
    assert_shown(rundown_previous(r, NOW), "a3");
    assert_shown(rundown_next(r, NOW), "a1");
    rundown_destroy(r);
}

static void breaking_first(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    rundown_take(r, batch("a A 10\nb B 20\nx C 900 b"), NOW);
    assert_order(r, "x a b");
    rundown_destroy(r);
}

static void between_rounds_all_are_in_order(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 100);
    rundown_take(r, batch("a A 10\nb B 20\nc C 30"), NOW);
    rundown_take(r, batch("a A 10\nd D 5\nb B 20\nc C 30"), NOW);
    assert_order(r, "d a b c");
    rundown_next(r, NOW);
    rundown_next(r, NOW);
    rundown_take(r, batch("e E 1\na A 10\nb B 20\nc C 30"), NOW);
    assert_order(r, "a e b c");
    rundown_rest(r, NOW);
    assert_null(rundown_current(r));
    assert_order(r, "e a b c");
    rundown_rest(r, NOW + 75);
    assert_order(r, "e a b");
    assert_shown(rundown_next(r, NOW), "e");
    rundown_destroy(r);
}

static void news_come_after_the_shown_one(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    rundown_take(r, batch("a A 10\nb B 20\nc C 30\nd D 40"), NOW);
    rundown_next(r, NOW);
    const struct story *shown = rundown_next(r, NOW);
    rundown_take(r, batch("d D 40\nx X 1\nc C 30\nz Z 50 b\nb B 20\ny Y 2"), NOW);
    assert_ptr_equal(rundown_current(r), shown);
    assert_order(r, "b z x y c d");
    assert_shown(rundown_next(r, NOW), "z");
    rundown_destroy(r);
}

static void a_shown_story_that_is_gone_stays_until_left(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    rundown_take(r, batch("a A 10\nb B 20\nc C 30"), NOW);
    rundown_next(r, NOW);
    const struct story *shown = rundown_next(r, NOW);
    rundown_take(r, batch("c C 30\na A 10"), NOW);
    rundown_take(r, batch("c C 30\na A 10\ne E 60"), NOW);
    assert_ptr_equal(rundown_current(r), shown);
    assert_shown(shown, "b");
    assert_order(r, "b e c a");
    assert_shown(rundown_next(r, NOW), "e");
    assert_order(r, "e c a");
    rundown_destroy(r);
}

static void back_from_a_story_that_is_gone(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    rundown_take(r, batch("a A 10\nb B 20\nc C 30"), NOW);
    rundown_next(r, NOW);
    rundown_next(r, NOW);
    rundown_take(r, batch("a A 10\nc C 30"), NOW);
    assert_shown(rundown_previous(r, NOW), "a");
    rundown_take(r, batch_new(), NOW);
    assert_shown(rundown_current(r), "a");
    assert_null(rundown_next(r, NOW));
    assert_null(rundown_current(r));
    rundown_take(r, batch("f F 1"), NOW);
    assert_shown(rundown_next(r, NOW), "f");
    rundown_destroy(r);
}

static void the_shown_story_is_not_told_twice_when_it_breaks(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    rundown_take(r, batch("a A 10\nb B 20\nc C 30"), NOW);
    rundown_next(r, NOW);
    rundown_take(r, batch("a A 10 b\nb B 20\nc C 30 b"), NOW);
    assert_order(r, "a c b");
    assert_shown(rundown_next(r, NOW), "c");
    assert_shown(rundown_next(r, NOW), "b");
    const struct story *again = rundown_next(r, NOW);
    assert_shown(again, "a");
    assert_int_equal(again->priority, STORY_BREAKING);
    rundown_destroy(r);
}

static void age_and_time_over(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 100);
    struct story_batch *b = batch("old A 101\nyoung A 99\nundated B -1\nsaid C 5 b");
    b->stories[3].expires = NOW + 10;
    rundown_take(r, b, NOW);
    assert_order(r, "said undated young");
    assert_shown(rundown_next(r, NOW), "said");
    assert_shown(rundown_next(r, NOW + 10), "undated");
    assert_int_equal(rundown_count(r), 1);
    assert_null(rundown_next(r, NOW + 1000));
    rundown_destroy(r);
}

static void doubles_and_the_limit(void **state)
{
    (void)state;
    struct rundown *r = rundown(3, 0);
    rundown_take(r, batch("a A 1\na A 2\nb B 3\nc C 4\nd D 5"), NOW);
    assert_order(r, "a b c");
    rundown_next(r, NOW);
    rundown_take(r, batch("x X 1\ny Y 2\nz Z 3\na A 4"), NOW);
    assert_order(r, "a x y z");
    assert_shown(rundown_next(r, NOW), "x");
    assert_order(r, "x y z");
    rundown_destroy(r);
}

static void a_full_round_shows_each_once(void **state)
{
    (void)state;
    struct rundown *r = rundown(0, 0);
    struct story_batch *b = batch_new();
    for (int i = 0; i < 1000; i++) {
        char id[20], source[20];
        snprintf(id, sizeof id, "%d", i);
        snprintf(source, sizeof source, "S%d", i % 7);
        put_story(b, id, source, i * 13 % 997, i % 50 ? STORY_NORMAL : STORY_HIGH);
    }
    rundown_take(r, b, NOW);
    assert_int_equal(rundown_count(r), RUNDOWN_MAX);
    char seen[1000] = {0};
    for (int i = 0; i < RUNDOWN_MAX; i++) {
        const struct story *s = rundown_next(r, NOW);
        assert_int_equal(seen[s - b->stories]++, 0);
    }
    rundown_destroy(r);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(empty),
        cmocka_unit_test(newest_first_and_fair),
        cmocka_unit_test(breaking_first),
        cmocka_unit_test(between_rounds_all_are_in_order),
        cmocka_unit_test(news_come_after_the_shown_one),
        cmocka_unit_test(a_shown_story_that_is_gone_stays_until_left),
        cmocka_unit_test(back_from_a_story_that_is_gone),
        cmocka_unit_test(the_shown_story_is_not_told_twice_when_it_breaks),
        cmocka_unit_test(age_and_time_over),
        cmocka_unit_test(doubles_and_the_limit),
        cmocka_unit_test(a_full_round_shows_each_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
