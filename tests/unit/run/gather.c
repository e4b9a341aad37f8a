/* gather.c - every source once: what is counted, what is named, the exit codes. */
#include "run/gather.h"

#include "room.h"
#include "run/desk.h"
#include "server.h"

enum { NOW = 1795269900 };

static void codes_say_how_it_went(void **state)
{
    (void)state;
    static const struct {
        struct gathered g;
        enum exit_code code;
    } cases[] = {
        {{.sources = 2, .told = 5}, EXIT_CODE_DONE},
        {{.sources = 2, .told = 0}, EXIT_CODE_DATA}, /* feeds without an item */
        {{.sources = 0}, EXIT_CODE_DATA},
        {{.sources = 3, .failed = 1, .told = 5}, EXIT_CODE_SOME},
        {{.sources = 3, .failed = 2, .missing = 2, .told = 1}, EXIT_CODE_SOME},
        {{.sources = 2, .failed = 2, .missing = 2}, EXIT_CODE_NO_INPUT},
        {{.sources = 2, .failed = 2, .unreachable = 2}, EXIT_CODE_UNAVAILABLE},
        {{.sources = 2, .failed = 2, .missing = 1, .unreachable = 1}, EXIT_CODE_DATA},
        {{.sources = 1, .failed = 1}, EXIT_CODE_DATA},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        assert_int_equal(gather_exit_code(&cases[i].g), cases[i].code);
}

/* Gathers the sources of a line; gives the count of stories. */
static size_t gather(const struct room *r, const char *words, struct gathered *g)
{
    struct room_line line;
    struct cli cli;
    struct desk desk;
    room_cli(r, words, &line, &cli);
    assert_int_equal(desk_init(&desk, &cli), EXIT_CODE_DONE);
    assert_null(desk.store);
    assert_int_equal(gather_all(&desk.sources, desk.pipeline, &cli.conf, NOW, g), ERR_OK);
    struct story_batch *b = pipeline_stories(desk.pipeline, NOW);
    assert_non_null(b);
    size_t n = b->n;
    story_batch_destroy(b);
    desk_finish(&desk);
    desk_finish(&desk); /* twice is harmless */
    cli_finish(&cli);
    return n;
}

static void write_news(const struct room *r)
{
    room_write(r, "feed.xml", ROOM_FEED("Ferry runs again", "", "The night ferry runs again."));
    room_write(r, "news/a.xml", ROOM_FEED("Bees are counted", "", "Hives were counted in Orrin."));
    room_write(r, "news/b.xml", ROOM_FEED("Snow on the pass", "", "Snow has shut the high pass."));
    room_write(r, "news/letter.txt", "x");
    room_write(r, "letters/one.txt", "x");
    room_write(r, "letter.txt", "x");
}

static void files_and_folders(void **state)
{
    static const struct {
        const char *words;
        struct gathered g;
        size_t stories;
    } cases[] = {
        {"news ~/feed.xml", {.sources = 1, .told = 1}, 1},
        {"news ~/feed.xml ~/news", {.sources = 2, .told = 3}, 3}, /* the letter is passed over */
        {"news ~/feed.xml ~/none.xml ~/gone", {3, .failed = 2, .missing = 2, .told = 1}, 1},
        {"news ~/letter.txt", {.sources = 1, .failed = 1}, 0},
        {"news ~/letters", {.sources = 1, .failed = 1}, 0},
        {"news http://127.0.0.1:9/rss", {.sources = 1, .failed = 1, .unreachable = 1}, 0},
        {"news http://127.0.0.1:9/rss ~/feed.xml",
         {.sources = 2, .failed = 1, .unreachable = 1, .told = 1},
         1},
    };
    write_news(*state);
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct gathered g;
        size_t n = gather(*state, cases[i].words, &g);
        if (n != cases[i].stories || memcmp(&g, &cases[i].g, sizeof g) != 0)
            print_error("%s\n", cases[i].words);
        assert_int_equal(n, cases[i].stories);
        assert_memory_equal(&g, &cases[i].g, sizeof g);
    }
}

static void addresses(void **state)
{
    struct server server = server_start((const char *const[4]){0});
    char words[256];
    struct gathered g;
    (void)snprintf(words, sizeof words,
                   "news http://127.0.0.1:%d/ok http://127.0.0.1:%d/html http://127.0.0.1:%d/gone "
                   "http://127.0.0.1:%d/gzip",
                   server.port, server.port, server.port, server.port);
    size_t n = gather(*state, words, &g);
    server_end(&server);
    assert_int_equal(g.sources, 4);
    assert_int_equal(g.failed, 2);      /* the page without news, and what is gone */
    assert_int_equal(g.unreachable, 1); /* a page came, after all */
    assert_int_equal(g.missing, 0);
    assert_int_equal(g.told, 2);
    assert_int_equal(n, 1); /* twice the same news */
}

/* What the worker does with a folder that changed. */
static void a_folder_again(void **state)
{
    struct room_line line;
    struct cli cli;
    struct desk desk;
    struct taken taken = {0};
    struct why why = {.text = ""};
    char path[ROOM_PATH];
    write_news(*state);
    room_cli(*state, "news ~/news", &line, &cli);
    assert_int_equal(desk_init(&desk, &cli), EXIT_CODE_DONE);
    const struct feed_source *f = &desk.sources.list[0];
    assert_int_equal(gather_path(f, desk.pipeline, NOW, &taken, &why), FETCH_OK);
    assert_int_equal(taken.told, 2);
    assert_int_equal(unlink(room_path(*state, "news/a.xml", path)), 0);
    taken = (struct taken){0};
    assert_int_equal(gather_path(f, desk.pipeline, NOW, &taken, &why), FETCH_OK);
    assert_int_equal(taken.told, 1);
    struct story_batch *b = pipeline_stories(desk.pipeline, NOW);
    assert_int_equal(b->n, 1);
    story_batch_destroy(b);
    assert_int_equal(unlink(room_path(*state, "news/b.xml", path)), 0);
    taken = (struct taken){0};
    assert_int_equal(gather_path(f, desk.pipeline, NOW, &taken, &why), FETCH_NOT_NEWS);
    assert_non_null(strstr(why.text, "1 files, none of them news"));
    b = pipeline_stories(desk.pipeline, NOW);
    assert_int_equal(b->n, 0);
    story_batch_destroy(b);
    desk_finish(&desk);
    cli_finish(&cli);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(codes_say_how_it_went),
        cmocka_unit_test_setup_teardown(files_and_folders, room_make, room_remove),
        cmocka_unit_test_setup_teardown(addresses, room_make, room_remove),
        cmocka_unit_test_setup_teardown(a_folder_again, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
