/* control.c - the socket of ctl: both sides, in a run-time folder of the test's own. */
#include "run/control.h"

#include <fcntl.h>
#include <pthread.h>
#include <sys/socket.h>
#include <sys/un.h>

#include "room.h"
#include "run/clock.h"
#include "run/worker.h"
#include "view/layout.h"

enum { WAIT_MS = 5000, SILENCE_MS = 300 };

static const struct control_status STATUS = {.frames = 123456789012,
                                             .shown = 42,
                                             .stories = 7,
                                             .state = STATE_STALE,
                                             .sandbox = SANDBOX_WHOLE,
                                             .painter = "gpu",
                                             .software = true};

/* A client as `motograph ctl` is, in a thread of its own. */
struct client {
    pthread_t thread;
    const char *line;
    struct buf answer;
    enum err err;
    struct why why;
};

static void *ask(void *data)
{
    struct client *c = data;
    c->err = control_ask(c->line, &c->answer, &c->why);
    return NULL;
}

static void client_start(struct client *c, const char *line)
{
    *c = (struct client){.line = line};
    buf_init(&c->answer, CONTROL_ANSWER_MAX);
    assert_int_equal(pthread_create(&c->thread, NULL, ask, c), 0);
}

/* Stands for what the worker knows besides the commands. */
static void echo(void *data, struct span line, struct buf *out)
{
    (void)data;
    if (span_starts(line, "echo "))
        (void)buf_put(out, span_from(line, 5));
    for (int i = 0; span_is(line, "flood") && i < CONTROL_ANSWER_MAX / 10; i++)
        (void)buf_puts(out, "123456789\n");
}

/* Waits until somebody wants something, and answers; gives the command, or -1. */
static int serve(struct control *c)
{
    struct pollfd fds[CONTROL_FDS];
    int command = -1;
    assert_int_equal(control_fds(c, fds), CONTROL_FDS);
    assert_int_equal(poll(fds, CONTROL_FDS, WAIT_MS), 1);
    return control_next(c, &STATUS, echo, NULL, &command) ? command : -1;
}

static void client_end(struct client *c, const char *answer)
{
    assert_int_equal(pthread_join(c->thread, NULL), 0);
    assert_int_equal(c->err, ERR_OK);
    assert_span(buf_span(&c->answer), answer);
    buf_finish(&c->answer);
}

static struct control *create(void)
{
    struct control *c = control_create();
    assert_non_null(c);
    return c;
}

static void status_is_json(void **state)
{
    (void)state;
    struct client client;
    struct control *c = create();
    client_start(&client, "status");
    assert_int_equal(serve(c), -1);
    client_end(&client, "{\"version\":\"" MOTOGRAPH_VERSION "\",\"state\":\"stale\",\"stories\":7,"
                        "\"shown\":42,\"frames\":123456789012,"
                        "\"painter\":\"gpu\",\"software\":true,\"sandbox\":\"whole\"}\n");
    control_destroy(c);
    control_destroy(NULL);
}

static void words_and_what_they_mean(void **state)
{
    (void)state;
    static const struct {
        const char *line;
        int command;
    } cases[] = {
        {"pause", COMMAND_PAUSE},
        {"resume", COMMAND_RESUME},
        {"next", COMMAND_NEXT},
        {" next\r\n", COMMAND_NEXT},
        {"previous", COMMAND_PREVIOUS},
        {"reload", COMMAND_RELOAD},
        {"NEXT", -1},
        {"next next", -1},
        {"nex", -1},
        {"\x01\xff\xfe%s%n", -1},
        {"{\"next\":1}", -1},
        {"\n", -1},
    };
    struct control *c = create();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct client client;
        client_start(&client, cases[i].line);
        assert_int_equal(serve(c), cases[i].command);
        client_end(&client, cases[i].command >= 0 ? "ok\n" : "unknown command\n");
    }
    int command;
    assert_false(control_next(c, &STATUS, NULL, NULL, &command)); /* nobody waits */
    control_destroy(c);
}

static void address_of(const struct room *r, struct sockaddr_un *address)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    (void)snprintf(address->sun_path, sizeof address->sun_path, "%s/motograph.sock", r->folder);
}

static int connect_raw(const struct room *r)
{
    struct sockaddr_un address;
    address_of(r, &address);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_true(fd >= 0);
    assert_int_equal(connect(fd, (const struct sockaddr *)&address, sizeof address), 0);
    return fd;
}

static void lines_with_words_and_long_answers(void **state)
{
    (void)state;
    struct client client;
    struct control *c = create();
    client_start(&client, "echo a b\n");
    assert_int_equal(serve(c), -1);
    client_end(&client, "a b");
    client_start(&client, "flood");
    assert_int_equal(serve(c), -1);
    assert_int_equal(pthread_join(client.thread, NULL), 0);
    assert_int_equal(client.err, ERR_OK);
    assert_int_equal(client.answer.n, CONTROL_ANSWER_MAX / 10 * 10);
    buf_finish(&client.answer);
    control_destroy(c);
}

/* One that asks for much and takes nothing of it. */
static void who_does_not_listen_holds_nobody_up(void **state)
{
    struct control *c = create();
    int deaf = connect_raw(*state);
    assert_int_equal(send(deaf, "flood", 5, MSG_NOSIGNAL), 5);
    int64_t began = clock_ms();
    assert_int_equal(serve(c), -1);
    assert_true(clock_ms() - began < WAIT_MS);
    (void)close(deaf);
    control_destroy(c);
}

static void a_line_that_is_too_long(void **state)
{
    static char line[CONTROL_LINE_MAX * 4];
    char answer[64] = "";
    struct control *c = create();
    int fd = connect_raw(*state);
    memset(line, 'n', sizeof line);
    (void)!send(fd, line, sizeof line, MSG_NOSIGNAL | MSG_DONTWAIT);
    assert_int_equal(serve(c), -1);
    (void)!recv(fd, answer, sizeof answer - 1, 0);
    (void)close(fd);
    struct client client; /* and the next one is served as ever */
    client_start(&client, "next");
    assert_int_equal(serve(c), COMMAND_NEXT);
    client_end(&client, "ok\n");
    control_destroy(c);
}

static void who_says_nothing_holds_nobody_up_for_long(void **state)
{
    struct client client;
    int command;
    struct control *c = create();
    int silent = connect_raw(*state), gone = connect_raw(*state);
    (void)close(gone);
    client_start(&client, "next");
    int64_t began = clock_ms();
    assert_int_equal(serve(c), COMMAND_NEXT);
    assert_true(clock_ms() - began < 10 * SILENCE_MS);
    client_end(&client, "ok\n");
    (void)close(silent);
    assert_false(control_next(c, &STATUS, NULL, NULL, &command));
    control_destroy(c);
}

static void two_at_once(void **state)
{
    (void)state;
    struct client a, b;
    bool next = false, pause = false;
    struct control *c = create();
    client_start(&a, "next");
    client_start(&b, "pause");
    for (int i = 0; i < 2; i++) {
        int command = serve(c);
        next = next || command == COMMAND_NEXT;
        pause = pause || command == COMMAND_PAUSE;
    }
    assert_true(next && pause);
    client_end(&a, "ok\n");
    client_end(&b, "ok\n");
    control_destroy(c);
}

static void only_its_owner_may(void **state)
{
    struct sockaddr_un address;
    struct stat st;
    struct control *c = create();
    address_of(*state, &address);
    assert_int_equal(stat(address.sun_path, &st), 0);
    assert_int_equal(st.st_mode & 0077, 0);
    control_destroy(c);
    assert_int_not_equal(stat(address.sun_path, &st), 0); /* and it leaves nothing behind */
}

static void a_living_ticker_keeps_its_socket(void **state)
{
    (void)state;
    struct client client;
    struct control *c = create();
    assert_null(control_create());
    client_start(&client, "next");
    int command = serve(c);
    if (command < 0) /* that was the second ticker's knock */
        command = serve(c);
    assert_int_equal(command, COMMAND_NEXT);
    client_end(&client, "ok\n");
    control_destroy(c);
}

/* What a killed ticker leaves, and a file that is no socket at all. */
static void a_dead_ones_is_taken_over(void **state)
{
    struct sockaddr_un address;
    struct client client;
    address_of(*state, &address);
    int dead = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(dead, (const struct sockaddr *)&address, sizeof address), 0);
    assert_int_equal(listen(dead, 1), 0);
    (void)close(dead);
    assert_int_equal(access(address.sun_path, F_OK), 0);
    for (int i = 0; i < 2; i++) {
        struct control *c = create();
        client_start(&client, "next");
        assert_int_equal(serve(c), COMMAND_NEXT);
        client_end(&client, "ok\n");
        control_destroy(c);
        room_write(*state, "motograph.sock", "left behind");
    }
}

static void nobody_there(void **state)
{
    (void)state;
    struct buf answer;
    struct why why = {.text = ""};
    buf_init(&answer, CONTROL_LINE_MAX);
    assert_int_equal(control_ask("status", &answer, &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, "motograph.sock"));
    (void)unsetenv("XDG_RUNTIME_DIR");
    assert_int_equal(control_ask("status", &answer, &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, "XDG_RUNTIME_DIR"));
    assert_null(control_create());
    buf_finish(&answer);
}

static void folders_that_cannot_hold_it(void **state)
{
    (void)state;
    char deep[300];
    memset(deep, 'd', sizeof deep - 1);
    deep[0] = '/';
    deep[sizeof deep - 1] = 0;
    (void)setenv("XDG_RUNTIME_DIR", "/none/at/all", 1);
    assert_null(control_create());
    (void)setenv("XDG_RUNTIME_DIR", deep, 1);
    assert_null(control_create());
}

/* The folder that the service manager made comes before the user's. */
static void the_unit_has_its_own(void **state)
{
    const struct room *r = *state;
    char folder[ROOM_PATH], path[ROOM_PATH];
    assert_int_equal(mkdir(room_path(r, "unit", folder), 0700), 0);
    (void)setenv("RUNTIME_DIRECTORY", folder, 1);
    struct control *c = create();
    assert_int_equal(access(room_path(r, "unit/motograph.sock", path), F_OK), 0);
    control_destroy(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(status_is_json, room_make, room_remove),
        cmocka_unit_test_setup_teardown(words_and_what_they_mean, room_make, room_remove),
        cmocka_unit_test_setup_teardown(lines_with_words_and_long_answers, room_make, room_remove),
        cmocka_unit_test_setup_teardown(who_does_not_listen_holds_nobody_up, room_make,
                                        room_remove),
        cmocka_unit_test_setup_teardown(a_line_that_is_too_long, room_make, room_remove),
        cmocka_unit_test_setup_teardown(who_says_nothing_holds_nobody_up_for_long, room_make,
                                        room_remove),
        cmocka_unit_test_setup_teardown(two_at_once, room_make, room_remove),
        cmocka_unit_test_setup_teardown(only_its_owner_may, room_make, room_remove),
        cmocka_unit_test_setup_teardown(a_living_ticker_keeps_its_socket, room_make, room_remove),
        cmocka_unit_test_setup_teardown(a_dead_ones_is_taken_over, room_make, room_remove),
        cmocka_unit_test_setup_teardown(nobody_there, room_make, room_remove),
        cmocka_unit_test_setup_teardown(folders_that_cannot_hold_it, room_make, room_remove),
        cmocka_unit_test_setup_teardown(the_unit_has_its_own, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
