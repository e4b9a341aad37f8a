/* settings.c - what of the configuration the screen follows while it runs. */
#include "run/settings.h"

#include "room.h"

struct pair {
    struct room_line line[2];
    struct cli cli[2];
};

/* The same line twice, with another configuration each. */
static void read_both(struct pair *p, const struct room *r, const char *before, const char *after)
{
    room_write(r, "a.conf", before);
    room_cli(r, "show --config ~/a.conf", &p->line[0], &p->cli[0]);
    room_write(r, "a.conf", after);
    room_cli(r, "show --config ~/a.conf", &p->line[1], &p->cli[1]);
}

static void end_both(struct pair *p)
{
    cli_finish(&p->cli[0]);
    cli_finish(&p->cli[1]);
}

static void what_news_depend_on(void **state)
{
    static const struct {
        const char *before, *after;
        bool same;
    } cases[] = {
        {"", "", true},
        {"", "screen { theme = paper\n title = \"Quay\"\n layout = list }\nmotion { wpm = 90 }",
         true},
        {"screen { title = a }", "screen { title = b }", true},
        {"", "news { facts = 3 }", false},
        {"", "fetch { every = 1h }", false},
        {"", "feed \"a\" { url = \"/a\" }", false},
        {"feed \"a\" { url = \"/a\" }", "feed \"a\" { url = \"/a\" }", true},
        {"feed \"a\" { url = \"/a\" }", "feed \"a\" { url = \"/a\"\n colour = \"#102030\" }",
         false},
        {"feed \"a\" { url = \"/a\" }", "feed \"b\" { url = \"/a\" }", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct pair p;
        read_both(&p, *state, cases[i].before, cases[i].after);
        assert_int_equal(settings_same_news(&p.cli[0].conf, &p.cli[1].conf), cases[i].same);
        end_both(&p);
    }
}

static void fresh_ones_or_none(void **state)
{
    struct pair p;
    struct cli fresh;
    read_both(
        &p, *state, "screen { title = \"Quay\" }",
        "screen { title = \"Pier\"\n theme = day\n show-hours = \"07:00-22:00\"\n keys = none }");
    struct settings *s = settings_create(&p.cli[1], &p.cli[0]);
    assert_non_null(s);
    assert_string_equal(s->title, "Pier");
    assert_int_equal(s->hours.n_show, 1);
    assert_int_equal(s->keys, 2);
    struct theme day;
    assert_int_equal(theme_load(TEST_ASSETS, "day", &day, NULL), ERR_OK);
    assert_true(theme_same(&s->theme, &day));
    free(s);
    room_write(*state, "a.conf", "screen { theme = none-such }");
    assert_true(settings_again(&p.cli[0], &fresh));
    assert_null(settings_create(&fresh, &p.cli[0]));
    p.cli[0].unread = true; /* a wall that waits for a configuration begins anew with this one */
    s = settings_create(&fresh, &p.cli[0]);
    assert_non_null(s);
    free(s);
    p.cli[0].unread = false;
    cli_finish(&fresh);
    room_write(*state, "a.conf", "screen { them = day }");
    assert_false(settings_again(&p.cli[0], &fresh));
    end_both(&p);
}

static void long_titles_are_cut_whole(void **state)
{
    char text[2 * SETTINGS_TITLE_MAX + 32] = "screen { title = \"x";
    size_t n = strlen(text);
    for (int i = 0; i < SETTINGS_TITLE_MAX - 100; i++, n += 2)
        (void)strcpy(text + n, "\xc3\xa4");
    (void)strcpy(text + n, "\" }");
    struct pair p;
    read_both(&p, *state, "", text);
    struct settings *s = settings_create(&p.cli[1], &p.cli[0]);
    assert_non_null(s);
    assert_int_equal(strlen(s->title), SETTINGS_TITLE_MAX - 1); /* 1 and 127 times 2 */
    assert_memory_equal(s->title + SETTINGS_TITLE_MAX - 3, "\xc3\xa4", 2);
    free(s);
    end_both(&p);
}

static void a_bar_is_a_crawl(void **state)
{
    struct pair p;
    read_both(&p, *state, "", "screen { layout = list\n bar = yes }");
    struct settings *s = settings_create(&p.cli[1], &p.cli[0]);
    assert_non_null(s);
    assert_int_equal(s->layout, LAYOUT_CRAWL);
    free(s);
    end_both(&p);
}

static bool changed(struct watch *w, unsigned tag)
{
    unsigned got;
    for (int i = 0; i < 100; i++) {
        if (watch_next(w, &got))
            return got == tag;
        (void)usleep(10000);
    }
    return false;
}

static void its_files_are_watched(void **state)
{
    struct room_line line;
    struct cli cli;
    struct watch *w = watch_create();
    assert_non_null(w);
    room_write(*state, "motograph/motograph.conf", "screen { theme = day }");
    room_cli(*state, "show", &line, &cli);
    settings_watch(&cli, w, 7);
    room_write(*state, "motograph/motograph.conf", "screen { theme = night }");
    assert_true(changed(w, 7));
    room_write(*state, "motograph/conf.d/a.conf", "screen { theme = paper }");
    assert_true(changed(w, 7));
    watch_destroy(w);
    cli_finish(&cli);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(what_news_depend_on, room_make, room_remove),
        cmocka_unit_test_setup_teardown(fresh_ones_or_none, room_make, room_remove),
        cmocka_unit_test_setup_teardown(long_titles_are_cut_whole, room_make, room_remove),
        cmocka_unit_test_setup_teardown(a_bar_is_a_crawl, room_make, room_remove),
        cmocka_unit_test_setup_teardown(its_files_are_watched, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
