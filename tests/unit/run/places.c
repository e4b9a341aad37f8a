/* places.c - where our own files lie: the build tree, an installed layout, --assets, nowhere.
 *
 * Where the program lies is asked of the system: so the test copies itself into a folder that looks
 * like an installation and starts itself there, to print what it finds. */
#include "run/places.h"

#include <fcntl.h>
#include <sys/wait.h>

#include "room.h"

enum { COPY_BYTES = 64 * 1024, ANSWER_BYTES = 4 * PLACES_PATH_MAX };

static int find_and_print(const char *assets)
{
    struct places p = {.assets = ""};
    struct why why = {.text = ""};
    enum err e = places_find(&p, assets, &why);
    (void)printf("%s|%s|%s|%s\n", e ? why.text : "found", p.assets, p.fonts, p.ingest);
    return 0;
}

static void copy_self(const struct room *r, const char *name)
{
    char path[ROOM_PATH];
    static char block[COPY_BYTES];
    room_write(r, name, "");
    int from = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    int to = open(room_path(r, name, path), O_WRONLY | O_CLOEXEC);
    assert_true(from >= 0 && to >= 0);
    for (ssize_t n; (n = read(from, block, sizeof block)) > 0;)
        assert_int_equal(write(to, block, (size_t)n), n);
    assert_int_equal(fchmod(to, 0700), 0);
    (void)close(from);
    (void)close(to);
}

/* What a copy of this program at ROOM/bin finds, one line. */
static void ask_copy(const struct room *r, const char *assets, char answer[ANSWER_BYTES])
{
    char command[ROOM_PATH * 3];
    (void)snprintf(command, sizeof command, TEST_EMULATOR "%s/bin/copy --find %s", r->folder,
                   assets);
    FILE *f = popen(command, "r");
    assert_non_null(f);
    assert_non_null(fgets(answer, ANSWER_BYTES, f));
    assert_int_equal(pclose(f), 0);
}

static void make_ingest(const struct room *r)
{
    char path[ROOM_PATH];
    room_write(r, "bin/motograph-ingest", "#!/bin/sh\n");
    assert_int_equal(chmod(room_path(r, "bin/motograph-ingest", path), 0700), 0);
}

static void beside_the_build(void **state)
{
    struct places p;
    struct why why = {.text = ""};
    (void)state;
    assert_int_equal(places_find(&p, NULL, &why), ERR_OK);
    assert_string_equal(p.assets, TEST_ASSETS);
    assert_string_equal(p.fonts, TEST_FONTS);
    assert_string_equal(p.ingest, TEST_INGEST);
}

static void where_it_was_installed(void **state)
{
    const struct room *r = *state;
    char answer[ANSWER_BYTES], want[ANSWER_BYTES];
    copy_self(r, "bin/copy");
    make_ingest(r);
    room_write(r, "share/motograph/words/any.words", "");
    ask_copy(r, "", answer);
    (void)snprintf(want, sizeof want,
                   "found|%s/bin/../share/motograph|%s/bin/../share/motograph/fonts|"
                   "%s/bin/motograph-ingest\n",
                   r->folder, r->folder, r->folder);
    assert_string_equal(answer, want);
}

static void by_the_command_line(void **state)
{
    const struct room *r = *state;
    char path[ROOM_PATH], fonts[ROOM_PATH];
    struct places p;
    struct why why = {.text = ""};
    room_write(r, "mine/words/any.words", "");
    room_path(r, "mine", path);
    assert_int_equal(places_find(&p, path, &why), ERR_OK);
    assert_string_equal(p.assets, path);
    assert_string_equal(p.fonts, TEST_FONTS); /* none of its own */
    room_write(r, "mine/fonts/chain.conf", "");
    assert_int_equal(places_find(&p, path, &why), ERR_OK);
    assert_string_equal(p.fonts, room_path(r, "mine/fonts", fonts));
    assert_int_equal(places_find(&p, r->folder, &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, r->folder));
    assert_non_null(strstr(why.text, "--assets"));
}

static void nowhere(void **state)
{
    const struct room *r = *state;
    char answer[ANSWER_BYTES];
    if (access(MOTOGRAPH_DATADIR "/words/any.words", R_OK) == 0)
        skip(); /* it is installed on this machine */
    copy_self(r, "bin/copy");
    make_ingest(r);
    ask_copy(r, "", answer);
    assert_non_null(strstr(answer, "no assets (words/any.words) in " MOTOGRAPH_DATADIR));
}

static void without_the_other_program(void **state)
{
    const struct room *r = *state;
    char answer[ANSWER_BYTES];
    copy_self(r, "bin/copy");
    ask_copy(r, TEST_ASSETS, answer);
    assert_non_null(strstr(answer, "no motograph-ingest beside the program"));
}

static void the_store_lies_in_a_cache(void **state)
{
    struct places p;
    struct why why;
    (void)state;
    (void)setenv("CACHE_DIRECTORY", "/cache/of/unit", 1);
    assert_int_equal(places_find(&p, NULL, &why), ERR_OK);
    assert_string_equal(p.store, "/cache/of/unit/store.sqlite");
    (void)setenv("CACHE_DIRECTORY", "", 1);
    (void)setenv("XDG_CACHE_HOME", "/cache/of/user", 1);
    assert_int_equal(places_find(&p, NULL, &why), ERR_OK);
    assert_string_equal(p.store, "/cache/of/user/motograph/store.sqlite");
    (void)unsetenv("XDG_CACHE_HOME");
    (void)setenv("HOME", "/home/someone", 1);
    assert_int_equal(places_find(&p, NULL, &why), ERR_OK);
    assert_string_equal(p.store, "/home/someone/.cache/motograph/store.sqlite");
    (void)unsetenv("HOME");
    assert_int_equal(places_find(&p, NULL, &why), ERR_OK);
    assert_string_equal(p.store, "");
}

int main(int argc, char **argv)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(beside_the_build, room_make, room_remove),
        cmocka_unit_test_setup_teardown(where_it_was_installed, room_make, room_remove),
        cmocka_unit_test_setup_teardown(by_the_command_line, room_make, room_remove),
        cmocka_unit_test_setup_teardown(nowhere, room_make, room_remove),
        cmocka_unit_test_setup_teardown(without_the_other_program, room_make, room_remove),
        cmocka_unit_test_setup_teardown(the_store_lies_in_a_cache, room_make, room_remove),
    };
    if (argc > 1 && strcmp(argv[1], "--find") == 0)
        return find_and_print(argc > 2 ? argv[2] : NULL);
    return cmocka_run_group_tests(tests, NULL, NULL);
}
