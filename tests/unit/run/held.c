/* held.c - what waits for a person: the answers to "held", "release" and "reject". */
#include "run/held.h"

#include "room.h"

enum { ANSWER_MAX = 128 * 1024 };

#define ITEM(guid, title)                                                                          \
    "<item><guid isPermaLink=\"false\">" guid "</guid><title>" title                               \
    "</title><description>It was said on Friday.</description></item>"

static const char CONF[] = "feed \"Pier\" { url = \"%s/feed.xml\"\n hold = yes }\n"
                           "feed \"Open\" { url = \"%s/open.xml\" }\n";

struct bench {
    struct room_line line;
    struct cli cli;
    struct desk desk;
    struct buf out;
};

/* Three articles wait, and one does not. */
static void open_bench(const struct room *r, struct bench *b)
{
    char conf[1024];
    struct story_batch *batch;
    (void)snprintf(conf, sizeof conf, CONF, r->folder, r->folder);
    room_write(r, "motograph/motograph.conf", conf);
    room_write(r, "feed.xml",
               "<rss version=\"2.0\"><channel>" ITEM("a", "Ferry runs again")
                   ITEM("b", "Museum opens") ITEM("c", "Snow closes the pass") "</channel></rss>");
    room_write(r, "open.xml",
               "<rss version=\"2.0\"><channel>" ITEM("a", "Bees are counted") "</channel></rss>");
    room_cli(r, "show --now 2026-11-21T14:05:00Z", &b->line, &b->cli);
    assert_int_equal(desk_init_kept(&b->desk, &b->cli), EXIT_CODE_DONE);
    assert_int_equal(desk_gather(&b->desk, &b->cli, &batch), EXIT_CODE_DONE);
    assert_int_equal(batch->n, 1);
    story_batch_destroy(batch);
    buf_init(&b->out, ANSWER_MAX);
}

static void close_bench(struct bench *b)
{
    buf_finish(&b->out);
    desk_finish(&b->desk);
    cli_finish(&b->cli);
}

/* Asks; how many lines came, and whether something was decided. */
static size_t ask(struct bench *b, const char *line, bool decided)
{
    size_t n = 0;
    buf_reset(&b->out);
    assert_int_equal(held_answer(&b->desk, span_of(line), &b->out), decided);
    for (size_t i = 0; i < b->out.n; i++)
        n += b->out.p[i] == '\n';
    return n;
}

static void assert_says(const struct bench *b, const char *words)
{
    if (span_find(buf_span(&b->out), span_of(words)) == SIZE_MAX)
        print_error("%s\nwithout: %s\n", buf_cstr(&b->out), words);
    assert_true(span_find(buf_span(&b->out), span_of(words)) != SIZE_MAX);
}

static void assert_wall(struct bench *b, size_t n)
{
    struct story_batch *batch = pipeline_stories(b->desk.pipeline, clock_now(&b->desk.clock));
    assert_non_null(batch);
    assert_int_equal(batch->n, n);
    story_batch_destroy(batch);
}

/* The number of the first article that waits. */
static void first_id(struct bench *b, char id[9])
{
    (void)ask(b, "held", false);
    assert_true(b->out.n > 8 && b->out.p[8] == '\t');
    (void)snprintf(id, 9, "%.8s", b->out.p);
}

static void lists_and_decides(void **state)
{
    struct bench b;
    char line[64], id[9];
    open_bench(*state, &b);
    assert_int_equal(ask(&b, "held", false), 3);
    assert_says(&b, "\tPier\tFerry runs again\n");
    assert_says(&b, "\t2026-11-21T14:05:0");
    first_id(&b, id);
    (void)snprintf(line, sizeof line, "release %s", id);
    assert_int_equal(ask(&b, line, true), 1);
    assert_says(&b, "released\t");
    assert_wall(&b, 2);
    assert_int_equal(ask(&b, line, false), 1);
    assert_says(&b, "error: nothing is held as ");
    first_id(&b, id);
    (void)snprintf(line, sizeof line, "reject  %s %s nothing", id, id);
    assert_int_equal(ask(&b, line, true), 3);
    assert_says(&b, "rejected\t");
    assert_int_equal(ask(&b, "held", false), 1);
    assert_int_equal(ask(&b, "release all", true), 1);
    assert_wall(&b, 3);
    assert_int_equal(ask(&b, "held", false), 1);
    assert_says(&b, "note: nothing is held");
    assert_int_equal(ask(&b, "reject all", false), 1);
    assert_says(&b, "note: nothing is held");
    close_bench(&b);
}

/* Where not all are looked at, it is said. */
static void more_than_are_listed(void **state)
{
    struct bench b;
    struct buf feed;
    struct story_batch *batch;
    char conf[512];
    open_bench(*state, &b);
    close_bench(&b);
    const struct room *r = *state;
    (void)snprintf(conf, sizeof conf,
                   "feed \"Pier\" { url = \"%s/feed.xml\"\n hold = yes\n flood = 0\n"
                   " max-items = 2000 }\n",
                   r->folder);
    room_write(r, "motograph/motograph.conf", conf);
    buf_init(&feed, 1024 * 1024);
    (void)buf_puts(&feed, "<rss version=\"2.0\"><channel>");
    for (int i = 0; i < STORE_HELD_MAX + 1; i++)
        (void)buf_printf(&feed, ITEM("g%d", "Hive %d is counted"), i, i);
    (void)buf_puts(&feed, "</channel></rss>");
    room_write(r, "feed.xml", buf_cstr(&feed));
    buf_finish(&feed);
    room_cli(r, "show --now 2026-11-21T14:15:00Z", &b.line, &b.cli);
    assert_int_equal(desk_init_kept(&b.desk, &b.cli), EXIT_CODE_DONE);
    (void)desk_gather(&b.desk, &b.cli, &batch);
    story_batch_destroy(batch);
    buf_init(&b.out, ANSWER_MAX);
    assert_int_equal(ask(&b, "held", false), STORE_HELD_MAX + 1);
    assert_says(&b, "note: of the 1000 that wait longest; there are more\n");
    assert_int_equal(ask(&b, "reject all", true), STORE_HELD_MAX + 1);
    assert_true(ask(&b, "held", false) < STORE_HELD_MAX); /* and no note */
    close_bench(&b);
}

static void odd_lines(void **state)
{
    struct bench b;
    open_bench(*state, &b);
    static const char *const none[] = {"", " ", "hold", "releases all", "HELD", "\x01\xff"};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(ask(&b, none[i], false), 0);
    assert_int_equal(ask(&b, "release", false), 1);
    assert_says(&b, "error: release: which?");
    assert_int_equal(ask(&b, "reject %s%n", false), 1);
    assert_says(&b, "error: nothing is held as %s%n");
    assert_int_equal(ask(&b, "held", false), 3);
    close_bench(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(lists_and_decides, room_make, room_remove),
        cmocka_unit_test_setup_teardown(more_than_are_listed, room_make, room_remove),
        cmocka_unit_test_setup_teardown(odd_lines, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
