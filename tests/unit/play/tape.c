/* tape.c - a round of pieces that has run since 1970. */
#include "play/tape.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/when.h"
#include "unit.h"

static struct tape tape_of(const int *lengths, size_t n)
{
    struct tape t = {.n = n};
    for (size_t i = 0; i < n; i++)
        tape_set(&t, i, lengths[i]);
    return t;
}

static void how_far_it_has_run(void **state)
{
    (void)state;
    assert_int_equal(tape_run(120, 0), 0);
    assert_int_equal(tape_run(120, 1000), 120);
    assert_int_equal(tape_run(1000, 1795269900123), 1795269900123);
    for (int i = 0; i < 60; i++) /* frames of a dump: rounded ms make no px too few */
        assert_int_equal(tape_run(120, INT64_C(1795269900000) + i * 1000 / 60) -
                             tape_run(120, INT64_C(1795269900000)),
                         2 * i);
}

/* A function of the position alone, and one round as the next. */
static void what_lies_where(void **state)
{
    static const int lengths[] = {100, 1, 250, 49};
    struct tape t = tape_of(lengths, 4);
    (void)state;
    assert_int_equal(t.length, 400);
    int64_t far = INT64_C(400) * 12345678901;
    for (int64_t p = 0; p < 800; p++) {
        struct tape_place at = tape_at(&t, p), later = tape_at(&t, p + far);
        int64_t begin = p - at.into, sum = 0;
        for (size_t i = 0; i < at.piece; i++)
            sum += lengths[i];
        assert_int_equal(begin % 400, sum);
        assert_in_range(at.into, 0, lengths[at.piece] - 1);
        assert_int_equal(later.piece, at.piece);
        assert_int_equal(later.into, at.into);
        struct tape_place next = tape_from(&t, p);
        assert_true(next.into <= 0);
        struct tape_place there = tape_at(&t, p - next.into);
        assert_int_equal(there.piece, next.piece);
        assert_int_equal(there.into, 0);
        assert_int_equal(next.piece, at.into ? (at.piece + 1) % 4 : at.piece);
    }
    assert_int_equal(tape_at(&t, -1).piece, 3); /* before 1970, too */
}

static struct story_batch *stories(const int *numbers, size_t n)
{
    struct story_batch *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->arena = arena_create(1 << 20);
    b->stories = arena_array(b->arena, n, sizeof *b->stories);
    b->n = n;
    for (size_t i = 0; i < n; i++) {
        char id[20];
        (void)snprintf(id, sizeof id, "%016d", numbers[i]);
        b->stories[i] = (struct story){.id = arena_copy(b->arena, span_of(id)),
                                       .published = 1000 + numbers[i],
                                       .updated = 1000,
                                       .expires = numbers[i] == 3 ? 5000 : WHEN_NONE,
                                       .priority = numbers[i] == 2 ? STORY_BREAKING : STORY_NORMAL};
    }
    return b;
}

static uint64_t id_of(int number)
{
    char id[20];
    (void)snprintf(id, sizeof id, "%016d", number);
    return span_hash(span_of(id));
}

/* Whatever came when, and wherever the round stands. */
static void the_order_is_that_of_the_news_alone(void **state)
{
    static const int first[] = {1, 2, 5}, second[] = {4, 1, 3, 2, 5}, want[] = {2, 5, 4, 3, 1};
    struct rundown_opts opts = {.max = 0};
    struct rundown *a = rundown_create(&opts), *b = rundown_create(&opts);
    struct tape ta = {.n = 0}, tb = {.n = 0};
    (void)state;
    rundown_take(a, stories(first, 3), 2000);
    (void)rundown_next(a, 2000);
    (void)rundown_next(a, 2000);
    rundown_take(a, stories(second, 5), 2000);
    rundown_take(b, stories(second, 5), 2000);
    tape_renew(&ta, a, 2000);
    tape_renew(&tb, b, 2000);
    assert_int_equal(ta.n, 5);
    assert_int_equal(tb.n, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(ta.pieces[i].id, id_of(want[i]));
        assert_int_equal(tb.pieces[i].id, id_of(want[i]));
    }
    assert_int_equal(ta.length, 0); /* nothing is measured */
    for (size_t i = tape_unknown(&ta); i != SIZE_MAX; i = tape_unknown(&ta))
        tape_set(&ta, i, 10 * ((int)i + 1));
    assert_int_equal(ta.length, 150);
    tape_renew(&ta, a, 5000); /* number 3 is over; the others' lengths are known */
    assert_int_equal(ta.n, 4);
    assert_int_equal(ta.length, 110);
    assert_int_equal(rundown_find(a, id_of(4))->published, 1004);
    assert_null(rundown_find(a, id_of(9)));
    assert_int_equal(rundown_turn_to(a, id_of(4), 2000)->published, 1004);
    assert_ptr_equal(rundown_current(a), rundown_find(a, id_of(4)));
    rundown_destroy(a);
    rundown_destroy(b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(how_far_it_has_run),
        cmocka_unit_test(what_lies_where),
        cmocka_unit_test(the_order_is_that_of_the_news_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
