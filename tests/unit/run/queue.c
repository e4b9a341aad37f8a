/* queue.c - ownership through the queue, and two threads at once. */
#include "unit.h"

#include <pthread.h>
#include <stdlib.h>

#include "run/queue.h"

enum { MANY = 20000 };

static void end_payload(void *payload)
{
    ++*(int *)payload;
}

static void notes_come_out_in_order(void **state)
{
    (void)state;
    struct queue *q = queue_create();
    struct note note;
    assert_false(queue_pop(q, &note));
    for (int i = 0; i < 3; i++)
        queue_push(q, (struct note){.kind = i});
    for (int i = 0; i < 3; i++) {
        assert_true(queue_pop(q, &note));
        assert_int_equal(note.kind, i);
        note_finish(&note);
    }
    assert_false(queue_pop(q, &note));
    queue_destroy(q);
    queue_destroy(NULL);
}

static void the_oldest_makes_room_and_is_ended(void **state)
{
    (void)state;
    int ended = 0;
    struct queue *q = queue_create();
    for (int i = 0; i < QUEUE_SLOTS + 5; i++)
        queue_push(q, (struct note){.kind = i, .payload = &ended, .destroy = end_payload});
    assert_int_equal(ended, 5);
    struct note note;
    assert_true(queue_pop(q, &note));
    assert_int_equal(note.kind, 5);
    note_finish(&note);
    note_finish(&note);
    assert_int_equal(ended, 6);
    queue_destroy(q);
    assert_int_equal(ended, QUEUE_SLOTS + 5);
}

static void *push_many(void *data)
{
    for (int i = 0; i < MANY; i++)
        queue_push(data, (struct note){.kind = i, .payload = malloc(8), .destroy = free});
    return NULL;
}

/* For the thread and leak sanitizers; order holds whatever is dropped. */
static void two_threads_share_it(void **state)
{
    (void)state;
    struct queue *q = queue_create();
    struct note note;
    pthread_t thread;
    int last = -1;
    assert_int_equal(pthread_create(&thread, NULL, push_many, q), 0);
    while (last < MANY - 1) {
        if (!queue_pop(q, &note))
            continue;
        assert_true(note.kind > last);
        last = note.kind;
        note_finish(&note);
    }
    assert_int_equal(pthread_join(thread, NULL), 0);
    queue_destroy(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(notes_come_out_in_order),
        cmocka_unit_test(the_oldest_makes_room_and_is_ended),
        cmocka_unit_test(two_threads_share_it),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
