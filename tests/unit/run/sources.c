/* sources.c - which sources there are: of the line, of the configuration, the demo. */
#include "run/sources.h"

#include "room.h"

enum { QUARTER = 15 * 60, DAY = 86400 };

static void of_the_line(void **state)
{
    struct room_line line;
    struct cli cli;
    struct sources s;
    room_write(*state, "notices/a.txt", "A");
    room_write(*state, "motograph/motograph.conf", "feed \"Quay\" { url = \"quay.xml\" }\n");
    room_cli(*state, "news https://www.pier.example/rss ~/notices ~/quay-post.xml -", &line, &cli);
    assert_int_equal(sources_init(&s, &cli), ERR_OK);
    assert_int_equal(s.n, 4);
    assert_false(s.demo);
    assert_int_equal(s.max_age, 0);
    static const enum source_kind kinds[] = {SOURCE_URL, SOURCE_FOLDER, SOURCE_FILE, SOURCE_INPUT};
    static const char *const names[] = {"pier.example", "notices", "quay-post", ""};
    for (size_t i = 0; i < s.n; i++) {
        assert_int_equal(s.list[i].source.kind, kinds[i]);
        assert_span(s.list[i].origin.fallback, names[i]);
        assert_span(s.list[i].origin.name, "");
        assert_int_equal(s.list[i].origin.max_age, 0);
        assert_int_equal(s.list[i].every, QUARTER);
    }
    sources_finish(&s);
    sources_finish(&s); /* twice is harmless */
    cli_finish(&cli);
}

static void private_hosts_of_the_line(void **state)
{
    static const struct {
        const char *address;
        bool allowed;
    } cases[] = {
        {"http://localhost/a", true},
        {"http://LocalHost:8080/a", true},
        {"http://printer.local/a", true},
        {"http://127.0.0.1/a", true},
        {"http://10.1.2.3:81/a", true},
        {"http://172.16.4.5/a", true},
        {"http://172.32.0.1/a", false},
        {"http://192.168.1.1/a", true},
        {"http://169.254.1.1/a", true},
        {"http://[::1]/a", true},
        {"http://[fe80::1]/a", true},
        {"http://[fd00::1]:80/a", true},
        {"http://[2606:4700::1111]/a", false},
        {"http://198.41.0.4/a", false},
        {"http://pier.example/a", false},
        {"http://10.pier.example/a", false},
        {"http://127.0.0.1.example/a", false},
        {"http://localhost.example/a", false},
        {"http://pier.example/127.0.0.1", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        struct sources s;
        room_cli(*state, cases[i].address, &line, &cli);
        assert_int_equal(sources_init(&s, &cli), ERR_OK);
        if (s.list[0].allow_private != cases[i].allowed)
            print_error("%s\n", cases[i].address);
        assert_int_equal(s.list[0].allow_private, cases[i].allowed);
        sources_finish(&s);
        cli_finish(&cli);
    }
}

static void of_the_configuration(void **state)
{
    struct room_line line;
    struct cli cli;
    struct sources s;
    room_write(*state, "motograph/motograph.conf",
               "news { max-age = 2d }\nfetch { every = 20m }\n"
               "feed \"Quay\" { url = \"http://127.0.0.1/quay\"\n every = 1h\n max-age = 7d\n"
               " priority = breaking\n colour = \"#2a6fdb\"\n language = nl\n max-items = 5 }\n"
               "feed \"Pier\" { url = \"http://pier.example/rss\"\n allow-private = yes }\n");
    room_cli(*state, "show", &line, &cli);
    assert_int_equal(sources_init(&s, &cli), ERR_OK);
    assert_int_equal(s.n, 2);
    assert_int_equal(s.max_age, 7 * DAY);
    const struct feed_source *f = &s.list[0];
    assert_span(f->origin.name, "Quay");
    assert_span(f->origin.lang, "nl");
    assert_int_equal(f->origin.colour, 0x2a6fdb);
    assert_int_equal(f->origin.priority, STORY_BREAKING);
    assert_int_equal(f->origin.max_items, 5);
    assert_int_equal(f->origin.max_age, 7 * DAY);
    assert_int_equal(f->every, 3600);
    assert_false(f->allow_private); /* in a file it must be said */
    f = &s.list[1];
    assert_int_equal(f->origin.max_age, 2 * DAY);
    assert_int_equal(f->every, 20 * 60);
    assert_true(f->allow_private);
    sources_finish(&s);
    cli_finish(&cli);
}

/* What is known of a feed is known by its address. */
static void an_address_stands_once(void **state)
{
    struct room_line line;
    struct cli cli;
    struct sources s;
    room_write(*state, "motograph/motograph.conf",
               "feed \"Ferries\" { url = \"http://pier.example/rss\"\n include = ferry }\n"
               "feed \"Quay\" { url = \"http://quay.example/rss\" }\n"
               "feed \"Bees\" { url = \"http://pier.example/rss\"\n include = bees }\n");
    room_cli(*state, "show", &line, &cli);
    assert_int_equal(sources_init(&s, &cli), ERR_OK);
    assert_int_equal(s.n, 2);
    assert_span(s.list[0].origin.name, "Ferries");
    assert_span(s.list[1].origin.name, "Quay");
    sources_finish(&s);
    cli_finish(&cli);
}

static void one_without_a_limit_lifts_it(void **state)
{
    struct room_line line;
    struct cli cli;
    struct sources s;
    room_write(*state, "motograph/motograph.conf",
               "news { max-age = 0 }\nfeed \"A\" { url = \"http://a.example/\"\n max-age = 1d }\n"
               "feed \"B\" { url = \"http://b.example/\" }\n");
    room_cli(*state, "show", &line, &cli);
    assert_int_equal(sources_init(&s, &cli), ERR_OK);
    assert_int_equal(s.max_age, 0);
    sources_finish(&s);
    cli_finish(&cli);
}

static void the_demo_where_nothing_is_named(void **state)
{
    struct room_line line;
    struct cli cli;
    struct sources s;
    room_cli(*state, "show", &line, &cli);
    assert_int_equal(sources_init(&s, &cli), ERR_OK);
    assert_int_equal(s.n, 1);
    assert_true(s.demo);
    assert_span(s.list[0].source.address, TEST_ASSETS "/demo");
    assert_int_equal(s.list[0].source.kind, SOURCE_FOLDER);
    assert_int_equal(s.max_age, 0);
    sources_finish(&s);
    cli_finish(&cli);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(of_the_line, room_make, room_remove),
        cmocka_unit_test_setup_teardown(private_hosts_of_the_line, room_make, room_remove),
        cmocka_unit_test_setup_teardown(of_the_configuration, room_make, room_remove),
        cmocka_unit_test_setup_teardown(an_address_stands_once, room_make, room_remove),
        cmocka_unit_test_setup_teardown(one_without_a_limit_lifts_it, room_make, room_remove),
        cmocka_unit_test_setup_teardown(the_demo_where_nothing_is_named, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
