/* desk.c - what commands that handle news need: which store, which clock, which code. */
#include "run/desk.h"

#include "room.h"

enum { SLACK = 5 };

/* The store of a line, by the way of show (kept) or of news; a file of the room that is then there.
 */
static void assert_store(const struct room *r, const char *words, bool kept, int place,
                         const char *file)
{
    struct room_line line;
    struct cli cli;
    struct desk desk;
    char path[ROOM_PATH];
    room_cli(r, words, &line, &cli);
    enum exit_code code = kept ? desk_init_kept(&desk, &cli) : desk_init(&desk, &cli);
    assert_int_equal(code, EXIT_CODE_DONE);
    assert_int_equal(desk.store ? (int)store_where(desk.store) : -1, place);
    desk_finish(&desk);
    if (file)
        assert_int_equal(access(room_path(r, file, path), F_OK), 0);
    cli_finish(&cli);
}

static void which_store(void **state)
{
    const struct room *r = *state;
    char path[ROOM_PATH];
    assert_store(r, "news a.xml", false, -1, NULL);
    assert_store(r, "show --no-store a.xml", true, STORE_MEMORY, NULL);
    assert_store(r, "news --no-store --store ~/x.sqlite a.xml", false, -1, NULL);
    assert_int_not_equal(access(room_path(r, "motograph", path), F_OK), 0);
    assert_store(r, "show a.xml", true, STORE_DISK, "motograph/store.sqlite");
    assert_store(r, "news --store ~/deep/er/x.sqlite a.xml", false, STORE_DISK, "deep/er/x.sqlite");
    assert_store(r, "show --store ~/y.sqlite a.xml", true, STORE_DISK, "y.sqlite");
    room_write(r, "file", "");
    assert_store(r, "show --store ~/file/x.sqlite a.xml", true, STORE_MEMORY, NULL);
}

static void no_folder_for_a_store(void **state)
{
    (void)unsetenv("HOME");
    (void)unsetenv("XDG_CACHE_HOME");
    assert_store(*state, "show a.xml", true, STORE_MEMORY, NULL);
}

static void the_clock_starts_where_it_is_told(void **state)
{
    struct room_line line;
    struct cli cli;
    struct desk desk;
    room_cli(*state, "news --now 2026-11-21T14:05:00Z a.xml", &line, &cli);
    assert_int_equal(desk_init(&desk, &cli), EXIT_CODE_DONE);
    int64_t start = when_make(2026, 11, 21, 14, 5, 0);
    assert_in_range(clock_now(&desk.clock), start, start + SLACK);
    desk_finish(&desk);
    cli_finish(&cli);
}

static void gathers_what_is_there(void **state)
{
    static const struct {
        const char *words;
        enum exit_code code;
        size_t stories;
    } cases[] = {
        {"news ~/feed.xml", EXIT_CODE_DONE, 1},
        {"news ~/feed.xml ~/none.xml", EXIT_CODE_SOME, 1},
        {"news ~/none.xml", EXIT_CODE_NO_INPUT, 0},
    };
    room_write(*state, "feed.xml", ROOM_FEED("Ferry runs again", "", "The ferry runs again."));
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        struct desk desk;
        struct story_batch *b;
        room_cli(*state, cases[i].words, &line, &cli);
        assert_int_equal(desk_init(&desk, &cli), EXIT_CODE_DONE);
        assert_int_equal(desk_gather(&desk, &cli, &b), cases[i].code);
        assert_non_null(b);
        assert_int_equal(b->n, cases[i].stories);
        story_batch_destroy(b);
        desk_finish(&desk);
        cli_finish(&cli);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(which_store, room_make, room_remove),
        cmocka_unit_test_setup_teardown(no_folder_for_a_store, room_make, room_remove),
        cmocka_unit_test_setup_teardown(the_clock_starts_where_it_is_told, room_make, room_remove),
        cmocka_unit_test_setup_teardown(gathers_what_is_there, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
