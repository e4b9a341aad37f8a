/* follow.c - the articles behind teasers: which pages are asked for, which take their teaser's
 * place, and what robots.txt keeps shut. Real server, real ingest. */
#include "run/follow.h"

#include "room.h"
#include "run/desk.h"
#include "server.h"

enum { NOW = 1795269900 };

#define ITEM(key, title, path, text)                                                               \
    "<item><guid>" key "</guid><title>" title "</title><link>" path "</link>"                      \
    "<pubDate>Sat, 21 Nov 2026 08:00:00 GMT</pubDate><description>" text "</description></item>"

#define PAGE(title, text)                                                                          \
    "<!doctype html><html><head><title>" title "</title></head><body><article><h1>" title          \
    "</h1>" text "</article></body></html>"

static const char FEED[] =
    "<rss version=\"2.0\"><channel><title>Pier Gazette</title><link>/</link>" ITEM(
        "ferry", "Night ferry to the islands returns", "/ferry.html", "The night ferry is back.")
        ITEM("bees", "Beekeepers of Orrin count their hives", "/closed/bees.html",
             "Hives were counted.") ITEM("snow", "Snow shuts the high pass", "/snow.html",
                                         "Snow has shut the pass.")
            ITEM("lamp", "Lamps go out at midnight", "/none.html", "Lamps go out.")
                ITEM("clock", "Tower clock stops at noon", "/short.html",
                     "The tower clock of Orrin stopped at noon on Friday and stood until evening, "
                     "the keeper said.") "</channel></rss>";

static const char FERRY[] =
    PAGE("Night ferry to the islands returns | Pier Gazette",
         "<p>The night ferry to the islands returns after eleven years, the harbour board said on "
         "Friday. It leaves Pier 4 at ten in the evening on Fridays and Sundays.</p>"
         "<p>The new boat takes 240 people and 60 cars. A crossing costs 12 crowns, and children "
         "travel free, because the council pays for them until the spring.</p>"
         "<p>\"The boats are ready,\" said board member Anna Lind. The old boat was sold in 2015 "
         "after its engine had failed twice in one winter.</p>");

static const char LOGIN[] =
    PAGE("Welcome",
         "<p>We care about your privacy. We and our partners keep data on your device and "
         "ask you to agree before you go on reading. You can change your choice at any time "
         "at the foot of each page of ours, and read there what each partner does.</p>"
         "<p>If you have an account, enter your name here. If you have none, you can make one "
         "in a minute, and read everything for a month without paying for it.</p>");

static const char SHORT[] = PAGE("Tower clock stops at noon", "<p>The clock stopped.</p>");

static const char CONF[] = "feed \"Pier Gazette\" {\n url = \"http://127.0.0.1:%d/feed.xml\"\n"
                           " allow-private = yes\n follow = %s\n max-age = 0\n}\n"
                           "news { max-age = 0 }\nfetch { spacing = 0 }\n";

struct world {
    struct room *room;
    struct server server;
};

static int begin(void **state)
{
    static struct world w; /* one test at a time */
    char log[ROOM_PATH];
    room_make(state);
    w.room = *state;
    room_write(w.room, "site/feed.xml", FEED);
    room_write(w.room, "site/ferry.html", FERRY);
    room_write(w.room, "site/closed/bees.html", FERRY);
    room_write(w.room, "site/snow.html", LOGIN);
    room_write(w.room, "site/short.html", SHORT);
    char root[ROOM_PATH];
    w.server = server_start((const char *const[4]){"--root", room_path(w.room, "site", root),
                                                   "--log", room_path(w.room, "log", log)});
    *state = &w;
    return 0;
}

static int end(void **state)
{
    struct world *w = *state;
    server_end(&w->server);
    *state = w->room;
    return room_remove(state);
}

/* Paths that were asked for, each behind a line end. */
static void asked(const struct world *w, char out[1024])
{
    char path[ROOM_PATH];
    FILE *f = fopen(room_path(w->room, "log", path), "r");
    size_t n = 1;
    out[0] = '\n';
    if (f) {
        n += fread(out + 1, 1, 1022, f);
        (void)fclose(f);
    }
    out[n] = 0;
}

static void read_news(const struct world *w, const char *follow, const char *store, struct desk *d,
                      struct cli *cli, struct room_line *line)
{
    char conf[512], words[128];
    struct gathered g;
    size_t restored;
    (void)snprintf(conf, sizeof conf, CONF, w->server.port, follow);
    room_write(w->room, "conf", conf);
    (void)snprintf(words, sizeof words, "news --config ~/conf %s", store);
    room_cli(w->room, words, line, cli);
    assert_int_equal(desk_init(d, cli), EXIT_CODE_DONE);
    assert_int_equal(pipeline_restore(d->pipeline, 0, sources_origin, &d->sources, &restored),
                     ERR_OK);
    assert_int_equal(gather_all(&d->sources, d->pipeline, &cli->conf, NOW, &g), ERR_OK);
    assert_int_equal(g.failed, 0);
    assert_int_equal(g.told, 5);
}

/* Facts of the story with that headline. */
static size_t facts_of(const struct story_batch *b, const char *headline)
{
    for (size_t i = 0; i < b->n; i++)
        if (span_is(b->stories[i].headline, headline))
            return b->stories[i].n_facts;
    fail_msg("no story: %s", headline);
    return 0;
}

static void close_desk(struct desk *d, struct cli *cli)
{
    desk_finish(d);
    cli_finish(cli);
}

static void pages_are_read_by_leave(void **state)
{
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    char log[1024];
    room_write(w->room, "site/robots.txt", "User-agent: *\nDisallow: /closed/\n");
    read_news(w, "yes", "", &d, &cli, &line);
    asked(w, log);
    assert_non_null(strstr(log, "\n/feed.xml\n/robots.txt\n")); /* the rules before any page */
    assert_null(strstr(strstr(log, "/robots.txt") + 1, "/robots.txt"));
    assert_non_null(strstr(log, "\n/ferry.html\n"));
    assert_non_null(strstr(log, "\n/snow.html\n"));
    assert_null(strstr(log, "/closed/"));
    struct story_batch *b = pipeline_stories(d.pipeline, NOW);
    assert_non_null(b);
    assert_int_equal(b->n, 5);
    assert_true(facts_of(b, "Night ferry to the islands returns") > 2);
    assert_true(facts_of(b, "Beekeepers of Orrin count their hives") < 2);
    assert_true(facts_of(b, "Snow shuts the high pass") < 2); /* the page spoke of other things */
    for (size_t i = 0; i < b->n; i++)
        for (size_t k = 0; k < b->stories[i].n_facts; k++)
            assert_int_equal(span_find(b->stories[i].facts[k].text, span_of("privacy")), SIZE_MAX);
    story_batch_destroy(b);
    close_desk(&d, &cli);
}

static void nothing_is_read_unasked(void **state)
{
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    char log[1024];
    read_news(w, "no", "", &d, &cli, &line);
    asked(w, log);
    assert_string_equal(log, "\n/feed.xml\n");
    close_desk(&d, &cli);
}

static size_t count(const char *log, const char *line)
{
    size_t n = 0;
    for (const char *at = log; (at = strstr(at, line)) != NULL; at++)
        n++;
    return n;
}

/* What was read in full stays so when the feed comes again, and is not asked for again, not by
 * another run either. */
static void a_page_is_read_once(void **state)
{
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    char log[1024];
    for (int run = 0; run < 2; run++) {
        read_news(w, "yes", "--store ~/store", &d, &cli, &line);
        struct story_batch *b = pipeline_stories(d.pipeline, NOW);
        assert_non_null(b);
        assert_true(facts_of(b, "Night ferry to the islands returns") > 2);
        story_batch_destroy(b);
        close_desk(&d, &cli);
    }
    asked(w, log);
    assert_int_equal(count(log, "\n/feed.xml\n"), 2);
    assert_int_equal(count(log, "\n/ferry.html\n"), 1);
}

/* No robots.txt opens a site; one that cannot be had shuts it. */
static void no_answer_is_no_leave(void **state)
{
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    char log[1024];
    room_write(w->room, "site/robots.txt.status", "503");
    read_news(w, "yes", "", &d, &cli, &line);
    close_desk(&d, &cli);
    asked(w, log);
    assert_string_equal(log, "\n/feed.xml\n/robots.txt\n");
    room_write(w->room, "site/robots.txt.status", "404");
    read_news(w, "yes", "", &d, &cli, &line);
    close_desk(&d, &cli);
    asked(w, log);
    assert_int_equal(count(log, "\n/closed/bees.html\n"), 1);
}

/* Rules that are longer than a robot has to read, as their length says beforehand, are not taken as
 * none. */
static void rules_too_long_shut(void **state)
{
    enum { LONG = 600 * 1024 };
    static const char head[] = "User-agent: *\nDisallow: /\n#";
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    char log[1024], *rules = malloc(LONG + 1);
    assert_non_null(rules);
    memset(rules, 'x', LONG);
    memcpy(rules, head, sizeof head - 1);
    rules[LONG] = 0;
    room_write(w->room, "site/robots.txt", rules);
    free(rules);
    read_news(w, "yes", "", &d, &cli, &line);
    close_desk(&d, &cli);
    asked(w, log);
    assert_string_equal(log, "\n/feed.xml\n/robots.txt\n");
}

/* A site that asks for time while its pages are read is asked for no other page. */
static void a_site_that_wants_rest_gets_it(void **state)
{
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    char log[1024];
    room_write(w->room, "site/ferry.html.status", "429");
    read_news(w, "yes", "", &d, &cli, &line);
    close_desk(&d, &cli);
    asked(w, log);
    assert_string_equal(log, "\n/feed.xml\n/robots.txt\n/ferry.html\n");
}

static void count_teaser(void *data, const struct origin *origin, const struct told *told)
{
    size_t *n = data;
    assert_true(origin->follow && told->link.n > 0);
    ++*n;
}

/* Pages that were not read before the program ended are offered after the next start: their feed
 * may not change for long. */
static void pages_left_over_are_offered(void **state)
{
    const struct world *w = *state;
    struct desk d;
    struct cli cli;
    struct room_line line;
    size_t restored, offered = 0;
    room_write(w->room, "site/robots.txt.status", "503");
    read_news(w, "yes", "--store ~/store", &d, &cli, &line);
    desk_finish(&d);
    assert_int_equal(desk_init(&d, &cli), EXIT_CODE_DONE);
    pipeline_on_teaser(d.pipeline, count_teaser, &offered);
    assert_int_equal(pipeline_restore(d.pipeline, 0, sources_origin, &d.sources, &restored),
                     ERR_OK);
    assert_int_equal(restored, 5);
    assert_int_equal(offered, 5);
    close_desk(&d, &cli);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(pages_are_read_by_leave, begin, end),
        cmocka_unit_test_setup_teardown(nothing_is_read_unasked, begin, end),
        cmocka_unit_test_setup_teardown(a_page_is_read_once, begin, end),
        cmocka_unit_test_setup_teardown(no_answer_is_no_leave, begin, end),
        cmocka_unit_test_setup_teardown(rules_too_long_shut, begin, end),
        cmocka_unit_test_setup_teardown(a_site_that_wants_rest_gets_it, begin, end),
        cmocka_unit_test_setup_teardown(pages_left_over_are_offered, begin, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
