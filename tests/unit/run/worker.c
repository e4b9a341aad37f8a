/* worker.c - the thread of network, store and sockets: what comes down from it, and how it ends. */
#include "run/worker.h"

#include <stdatomic.h>
#include <time.h>

#include "room.h"
#include "run/clock.h"
#include "run/control.h"
#include "run/settings.h"
#include "server.h"
#include "view/layout.h"

enum { WAIT_MS = 20000, NAP_MS = 5, QUICK_MS = 2500 };

/* A worker with everything that show gives it. */
struct office {
    struct room_line line;
    struct cli cli;
    struct desk desk;
    struct queue *down, *up;
    struct worker *worker;
    atomic_uint woken;
};

static void wake(void *data)
{
    struct office *o = data;
    atomic_fetch_add(&o->woken, 1);
}

static void office_open(struct office *o, const struct room *r, const char *words)
{
    struct why why = {.text = ""};
    room_cli(r, words, &o->line, &o->cli);
    assert_int_equal(desk_init_kept(&o->desk, &o->cli), EXIT_CODE_DONE);
    o->down = queue_create();
    o->up = queue_create();
    atomic_init(&o->woken, 0);
    struct worker_opts opts = {
        .desk = &o->desk, .cli = &o->cli, .down = o->down, .up = o->up, .wake = wake, .data = o};
    o->worker = worker_create(&opts, &why);
    assert_non_null(o->worker);
}

/* Gives the milliseconds that stopping took. */
static int64_t office_close(struct office *o)
{
    int64_t began = clock_ms();
    worker_destroy(o->worker);
    int64_t took = clock_ms() - began;
    queue_destroy(o->down);
    queue_destroy(o->up);
    desk_finish(&o->desk);
    cli_finish(&o->cli);
    return took;
}

static void nap(void)
{
    (void)nanosleep(&(struct timespec){.tv_nsec = NAP_MS * 1000000L}, NULL);
}

/* The next note of a kind that comes down; those of other kinds are passed over. */
static struct note next(struct office *o, int kind)
{
    struct note note;
    int64_t until = clock_ms() + WAIT_MS;
    while (clock_ms() < until) {
        while (queue_pop(o->down, &note)) {
            if (note.kind == kind)
                return note;
            note_finish(&note);
        }
        nap();
    }
    fail_msg("nothing of kind %d came down", kind);
    return (struct note){0};
}

/* Waits for a batch with this headline first. */
static void await_headline(struct office *o, const char *headline)
{
    for (int i = 0; i < QUEUE_SLOTS; i++) {
        struct note note = next(o, DOWN_BATCH);
        const struct story_batch *b = note.payload;
        bool found = b->n > 0 && span_is(b->stories[0].headline, headline);
        note_finish(&note);
        if (found)
            return;
    }
    fail_msg("no batch with %s", headline);
}

static void await_state(struct office *o, enum layout_state state)
{
    for (int i = 0; i < QUEUE_SLOTS; i++)
        if (next(o, DOWN_STATE).number == (long)state)
            return;
    fail_msg("the state never became %d", (int)state);
}

/* What a running ticker answers to a word. */
static void ask(const char *word, const char *wanted)
{
    struct buf answer;
    struct why why = {.text = ""};
    buf_init(&answer, CONTROL_LINE_MAX);
    assert_int_equal(control_ask(word, &answer, &why), ERR_OK);
    if (!strstr(buf_cstr(&answer), wanted))
        print_error("%s\n", buf_cstr(&answer));
    assert_non_null(strstr(buf_cstr(&answer), wanted));
    buf_finish(&answer);
}

static void news_and_state_come_down(void **state)
{
    struct office o;
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    office_open(&o, *state, "show --no-store ~/feed.xml");
    await_state(&o, STATE_GOOD); /* the state first */
    await_headline(&o, "Ferry runs again");
    assert_true(atomic_load(&o.woken) >= 2);
    assert_true(office_close(&o) < QUICK_MS);
}

static void a_changed_file_comes_down(void **state)
{
    struct office o;
    char path[ROOM_PATH];
    room_write(
        *state, "news/a.xml",
        ROOM_FEED("Ferry runs again", "Fri, 20 Nov 2026 08:00:00 GMT", "The ferry runs again."));
    office_open(&o, *state, "show --no-store ~/news");
    await_headline(&o, "Ferry runs again");
    room_write(
        *state, "news/a.xml",
        ROOM_FEED("Bees are counted", "Sat, 21 Nov 2026 08:00:00 GMT", "Hives were counted."));
    await_headline(&o, "Bees are counted");
    assert_int_equal(unlink(room_path(*state, "news/a.xml", path)), 0);
    await_state(&o, STATE_STALE);
    struct note note = next(&o, DOWN_BATCH);
    assert_int_equal(((struct story_batch *)note.payload)->n, 0); /* it took its news along */
    note_finish(&note);
    (void)office_close(&o);
}

static void a_server_is_asked(void **state)
{
    struct office o;
    char words[128];
    struct server server = server_start((const char *const[4]){0});
    (void)snprintf(words, sizeof words, "show --no-store http://127.0.0.1:%d/ok", server.port);
    office_open(&o, *state, words);
    await_state(&o, STATE_GOOD);
    await_headline(&o, "Tests begin on time");
    (void)office_close(&o);
    server_end(&server);
}

static void nobody_there(void **state)
{
    struct office o;
    office_open(&o, *state, "show --no-store http://127.0.0.1:9/rss ~/none.xml");
    await_state(&o, STATE_OFFLINE);
    assert_true(office_close(&o) < QUICK_MS);
}

/* Servers that hang, drip or never end hold up neither other news nor the end. */
static void stopping_is_quick_while_servers_hang(void **state)
{
    struct office o;
    char words[512];
    struct server server = server_start((const char *const[4]){0});
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    (void)snprintf(words, sizeof words,
                   "show --no-store http://127.0.0.1:%d/hang http://127.0.0.1:%d/drip ~/feed.xml",
                   server.port, server.port);
    office_open(&o, *state, words);
    await_headline(&o, "Ferry runs again");
    assert_true(office_close(&o) < QUICK_MS);
    office_open(&o, *state, words);
    assert_true(office_close(&o) < QUICK_MS); /* at once after the start, too */
    server_end(&server);
}

static void commands_come_down_and_counts_go_up(void **state)
{
    struct office o;
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    office_open(&o, *state, "show --no-store ~/feed.xml");
    await_headline(&o, "Ferry runs again");
    queue_push(o.up, (struct note){.kind = UP_FRAMES, .number = 600});
    for (int i = 0; i < 3; i++)
        queue_push(o.up, (struct note){.kind = UP_SHOWN,
                                       .payload = strdup("0123456789abcdef"),
                                       .destroy = free});
    queue_push(o.up, (struct note){.kind = UP_PAINTER, .payload = strdup("soft"), .destroy = free});
    ask("pause", "ok");
    assert_int_equal(next(&o, DOWN_COMMAND).number, COMMAND_PAUSE);
    ask("reload", "ok");
    assert_int_equal(next(&o, DOWN_COMMAND).number, COMMAND_RELOAD);
    ask("status",
        "\"state\":\"good\",\"stories\":1,\"shown\":3,\"frames\":600,\"painter\":\"soft\"");
    ask("dance", "unknown");
    (void)office_close(&o);
}

/* The next start has the last news without asking anybody, and keeps the server's validators. */
static void the_next_start_knows_the_news(void **state)
{
    struct office o;
    char words[128];
    struct server server = server_start((const char *const[4]){0});
    (void)snprintf(words, sizeof words, "show --store ~/store/news.sqlite http://127.0.0.1:%d/ok",
                   server.port);
    office_open(&o, *state, words);
    await_state(&o, STATE_GOOD);
    await_headline(&o, "Tests begin on time");
    (void)office_close(&o);
    server_end(&server);
    office_open(&o, *state, words);
    await_state(&o, STATE_GOOD);
    (void)office_close(&o);
    room_cli(*state, words, &o.line, &o.cli);
    assert_int_equal(desk_init_kept(&o.desk, &o.cli), EXIT_CODE_DONE);
    struct story_batch *b = store_get_snapshot(o.desk.store, sources_hash(&o.desk.sources));
    assert_int_equal(b->n, 1);
    assert_span(b->stories[0].headline, "Tests begin on time");
    story_batch_destroy(b);
    struct store_feed feed;
    struct arena *a = arena_create(64 * 1024);
    assert_int_equal(store_get_feed(o.desk.store, o.desk.sources.list[0].source.address, &feed, a),
                     ERR_OK);
    assert_span(feed.etag, "\"loop-1;odd, tag\"");
    assert_int_equal(feed.outcome, FETCH_OK);
    arena_destroy(a);
    desk_finish(&o.desk);
    cli_finish(&o.cli);
}

static void many_starts_and_ends(void **state)
{
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    for (int i = 0; i < 10; i++) {
        struct office o;
        office_open(&o, *state, "show --store ~/store.sqlite ~/feed.xml");
        if (i % 2)
            await_headline(&o, "Ferry runs again");
        assert_true(office_close(&o) < QUICK_MS);
    }
    worker_destroy(NULL);
}

static void what_a_person_wants_comes_down(void **state)
{
    struct office o;
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    office_open(&o, *state, "show --no-store ~/feed.xml");
    await_headline(&o, "Ferry runs again");
    ask("say --breaking Leave the hall", "ok");
    await_headline(&o, "Leave the hall");
    ask("unsay", "ok");
    await_headline(&o, "Ferry runs again");
    ask("blank 5", "ok");
    assert_int_equal(next(&o, DOWN_BLANK).number, 5);
    ask("blank soon", "error: ");
    (void)office_close(&o);
}

/* What a saved file says of the screen alone comes down, and no news are read anew for it. */
static void saved_settings_come_down(void **state)
{
    struct office o;
    room_write(*state, "motograph/motograph.conf", "screen { title = \"Hall\" }");
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    office_open(&o, *state, "show --no-store ~/feed.xml");
    await_headline(&o, "Ferry runs again");
    room_write(*state, "motograph/motograph.conf", "screen { titel = \"Pier\" }"); /* wrong */
    room_write(*state, "motograph/motograph.conf", "screen { title = \"Quay\" }");
    struct note note = next(&o, DOWN_SETTINGS);
    assert_string_equal(((struct settings *)note.payload)->title, "Quay");
    note_finish(&note);
    room_write(*state, "motograph/motograph.conf",
               "screen { title = \"Pier\" }\nnews { facts = 1 }");
    note = next(&o, DOWN_SETTINGS);
    assert_string_equal(((struct settings *)note.payload)->title, "Pier");
    note_finish(&note);
    await_headline(&o, "Ferry runs again"); /* read anew */
    (void)office_close(&o);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_a_person_wants_comes_down, room_make, room_remove),
        cmocka_unit_test_setup_teardown(saved_settings_come_down, room_make, room_remove),
        cmocka_unit_test_setup_teardown(news_and_state_come_down, room_make, room_remove),
        cmocka_unit_test_setup_teardown(a_changed_file_comes_down, room_make, room_remove),
        cmocka_unit_test_setup_teardown(a_server_is_asked, room_make, room_remove),
        cmocka_unit_test_setup_teardown(nobody_there, room_make, room_remove),
        cmocka_unit_test_setup_teardown(stopping_is_quick_while_servers_hang, room_make,
                                        room_remove),
        cmocka_unit_test_setup_teardown(commands_come_down_and_counts_go_up, room_make,
                                        room_remove),
        cmocka_unit_test_setup_teardown(the_next_start_knows_the_news, room_make, room_remove),
        cmocka_unit_test_setup_teardown(many_starts_and_ends, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
