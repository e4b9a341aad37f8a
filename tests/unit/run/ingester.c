/* ingester.c - the other program as a thing that answers jobs: the real one, and ones that fail.
 *
 * The failing ones are shell scripts that become the real program when they are started again. */
#include "run/ingester.h"

#include "base/when.h"
#include "room.h"
#include "run/clock.h"

enum { PATIENT_MS = 20000, HASTY_MS = 400, NOW = 1795269900, SCRIPT = 1024 };

static const char FEED[] = ROOM_FEED("Ferry runs again", "Fri, 20 Nov 2026 08:00:00 GMT",
                                     "The night ferry to the islands runs again from Friday.");

/* A script that does FAILURE at its first start and is the real program from the second on. */
static const char *failing_once(const struct room *r, const char *failure, char path[ROOM_PATH])
{
    char script[SCRIPT];
    (void)snprintf(script, sizeof script,
                   "#!/bin/sh\n[ -e %s/tried ] && exec %s \"$@\"\n: >%s/tried\n%s\n", r->folder,
                   TEST_INGEST, r->folder, failure);
    return room_program(r, script, path);
}

static enum err ask(struct ingester *i, uint32_t id, struct span bytes, struct answer *answer,
                    struct why *why, struct arena *a)
{
    struct job job = {.id = id, .now = NOW, .max_items = 10, .bytes = bytes};
    *why = (struct why){.text = ""};
    *answer = (struct answer){0};
    return ingester_ask(i, &job, answer, why, a);
}

/* The feed of one item goes in and comes out told. */
static void assert_works(struct ingester *i, uint32_t id)
{
    struct arena *a = arena_create(1024 * 1024);
    struct answer answer;
    struct why why;
    enum err e = ask(i, id, span_of(FEED), &answer, &why, a);
    if (e)
        print_error("%s\n", why.text);
    assert_int_equal(e, ERR_OK);
    assert_int_equal(answer.id, id);
    assert_int_equal(answer.err, ERR_OK);
    assert_int_not_equal(ingester_sandbox(i), SANDBOX_UNKNOWN);
    assert_true(answer.is_feed);
    assert_int_equal(answer.n_told, 1);
    assert_span(answer.told[0].headline, "Ferry runs again");
    arena_destroy(a);
}

/* The job is lost with these words, and the next one works. */
static void assert_lost_then_works(struct ingester *i, const char *words)
{
    struct arena *a = arena_create(1024 * 1024);
    struct answer answer;
    struct why why;
    assert_non_null(i);
    assert_int_equal(ask(i, 1, span_of(FEED), &answer, &why, a), ERR_STOPPED);
    if (!strstr(why.text, words))
        print_error("%s\n", why.text);
    assert_non_null(strstr(why.text, words));
    arena_destroy(a);
    assert_works(i, 2);
    assert_works(i, 3);
    ingester_destroy(i);
}

static void answers_jobs_one_after_the_other(void **state)
{
    (void)state;
    struct ingester *i = ingester_create(TEST_INGEST, TEST_ASSETS, PATIENT_MS, -1);
    for (uint32_t id = 1; id <= 5; id++)
        assert_works(i, id);
    ingester_destroy(i);
}

static void what_is_no_news_is_an_answer_too(void **state)
{
    (void)state;
    struct arena *a = arena_create(1024 * 1024);
    struct answer answer;
    struct why why;
    struct ingester *i = ingester_create(TEST_INGEST, TEST_ASSETS, PATIENT_MS, -1);
    assert_int_equal(ask(i, 7, span_of(""), &answer, &why, a), ERR_OK);
    assert_int_equal(answer.id, 7);
    assert_int_not_equal(answer.err, ERR_OK);
    assert_true(answer.why.n > 0);
    assert_works(i, 8);
    ingester_destroy(i);
    arena_destroy(a);
}

/* It ends when it has had no job for so long, and the next job starts it anew. */
static void rests_when_idle(void **state)
{
    (void)state;
    struct ingester *i = ingester_create(TEST_INGEST, TEST_ASSETS, PATIENT_MS, -1);
    assert_int_equal(ingester_rest(i, 0), -1);
    assert_works(i, 1);
    assert_in_range(ingester_rest(i, PATIENT_MS), 1, PATIENT_MS);
    assert_works(i, 2);
    assert_int_equal(ingester_rest(i, 0), -1);
    assert_int_equal(ingester_rest(i, PATIENT_MS), -1);
    assert_works(i, 3);
    ingester_destroy(i);
}

static void nothing_is_started_without_need(void **state)
{
    char path[ROOM_PATH], made[ROOM_PATH];
    struct ingester *i =
        ingester_create(failing_once(*state, "exit 1", path), TEST_ASSETS, PATIENT_MS, -1);
    assert_non_null(i);
    ingester_destroy(i);
    ingester_destroy(NULL);
    assert_int_not_equal(access(room_path(*state, "tried", made), F_OK), 0);
}

static void dies_before_it_reads(void **state)
{
    char path[ROOM_PATH];
    failing_once(*state, "exit 3", path);
    assert_lost_then_works(ingester_create(path, TEST_ASSETS, PATIENT_MS, -1), "failed");
}

static void dies_by_a_signal_on_the_job(void **state)
{
    char path[ROOM_PATH];
    failing_once(*state, "head -c 10 >/dev/null; kill -SEGV $$", path);
    assert_lost_then_works(ingester_create(path, TEST_ASSETS, PATIENT_MS, -1), "failed");
}

static void says_nothing(void **state)
{
    char path[ROOM_PATH];
    failing_once(*state, "exec sleep 60", path);
    struct ingester *i = ingester_create(path, TEST_ASSETS, HASTY_MS, -1);
    struct arena *a = arena_create(1024 * 1024);
    struct answer answer;
    struct why why;
    int64_t began = clock_ms();
    assert_int_equal(ask(i, 1, span_of(FEED), &answer, &why, a), ERR_STOPPED);
    assert_in_range(clock_ms() - began, HASTY_MS - 1, 10 * HASTY_MS);
    assert_non_null(strstr(why.text, "silent"));
    arena_destroy(a);
    ingester_destroy(i);
}

/* A job larger than what a pipe or socket holds, to a program that reads none of it. */
static void does_not_read(void **state)
{
    enum { BIG = 4 * 1024 * 1024 };
    char path[ROOM_PATH];
    failing_once(*state, "exec sleep 60", path);
    struct ingester *i = ingester_create(path, TEST_ASSETS, HASTY_MS, -1);
    struct arena *a = arena_create(1024 * 1024);
    struct answer answer;
    struct why why;
    char *big = malloc(BIG);
    assert_non_null(big);
    memset(big, 'x', BIG);
    assert_int_equal(ask(i, 1, span_make(big, BIG), &answer, &why, a), ERR_STOPPED);
    assert_non_null(strstr(why.text, "silent"));
    free(big);
    arena_destroy(a);
    ingester_destroy(i);
}

static void stops_in_the_middle_of_an_answer(void **state)
{
    char path[ROOM_PATH];
    failing_once(*state, "printf '\\100\\000\\000\\000half'; exit 0", path);
    assert_lost_then_works(ingester_create(path, TEST_ASSETS, PATIENT_MS, -1), "failed");
}

static void answers_with_garbage(void **state)
{
    static const char *const answers[] = {
        "printf '\\005\\000\\000\\000hello'; exec sleep 60",                /* no fields */
        "printf '\\377\\377\\377\\377'; exec sleep 60",                     /* of 4 GB */
        "printf '\\000\\000\\000\\000'; exec sleep 60",                     /* empty */
        "printf '\\005\\000\\000\\000a\\377\\377\\377\\377'; exec sleep 60" /* a field of 4 GB */
    };
    char path[ROOM_PATH], tried[ROOM_PATH];
    for (size_t i = 0; i < sizeof answers / sizeof *answers; i++) {
        (void)unlink(room_path(*state, "tried", tried));
        failing_once(*state, answers[i], path);
        assert_lost_then_works(ingester_create(path, TEST_ASSETS, PATIENT_MS, -1), "failed");
    }
}

static void answers_another_job(void **state)
{
    struct answer other = {.id = 99};
    struct buf message;
    char path[ROOM_PATH], file[ROOM_PATH], script[SCRIPT];
    buf_init(&message, MESSAGE_MAX);
    assert_int_equal(message_put_answer(&message, &other), ERR_OK);
    FILE *f = fopen(room_path(*state, "answer", file), "w");
    assert_non_null(f);
    assert_int_equal(fwrite(message.p, 1, message.n, f), message.n);
    (void)fclose(f);
    buf_finish(&message);
    (void)snprintf(script, sizeof script, "cat %s; exec sleep 60", file);
    failing_once(*state, script, path);
    assert_lost_then_works(ingester_create(path, TEST_ASSETS, PATIENT_MS, -1), "failed");
}

static void is_not_there(void **state)
{
    char path[ROOM_PATH];
    struct arena *a = arena_create(1024 * 1024);
    struct answer answer;
    struct why why;
    struct ingester *i =
        ingester_create(room_path(*state, "none", path), TEST_ASSETS, PATIENT_MS, -1);
    for (uint32_t id = 1; id <= 2; id++) {
        assert_int_equal(ask(i, id, span_of(FEED), &answer, &why, a), ERR_STOPPED);
        if (TEST_EMULATOR[0] == 0) /* qemu-user says of every program that it was started */
            assert_non_null(strstr(why.text, path));
    }
    ingester_destroy(i);
    arena_destroy(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(answers_jobs_one_after_the_other),
        cmocka_unit_test(rests_when_idle),
        cmocka_unit_test(what_is_no_news_is_an_answer_too),
        cmocka_unit_test_setup_teardown(nothing_is_started_without_need, room_make, room_remove),
        cmocka_unit_test_setup_teardown(dies_before_it_reads, room_make, room_remove),
        cmocka_unit_test_setup_teardown(dies_by_a_signal_on_the_job, room_make, room_remove),
        cmocka_unit_test_setup_teardown(says_nothing, room_make, room_remove),
        cmocka_unit_test_setup_teardown(does_not_read, room_make, room_remove),
        cmocka_unit_test_setup_teardown(stops_in_the_middle_of_an_answer, room_make, room_remove),
        cmocka_unit_test_setup_teardown(answers_with_garbage, room_make, room_remove),
        cmocka_unit_test_setup_teardown(answers_another_job, room_make, room_remove),
        cmocka_unit_test_setup_teardown(is_not_there, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
