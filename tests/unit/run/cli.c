/* cli.c - the command line: what it means, and the exit code of every way to get it wrong. */
#include "run/cli.h"

#include <fcntl.h>

#include "room.h"

/* Writes the words that are no options, parted by bars. */
static void put_args(const struct cli *cli, char *out, size_t room)
{
    out[0] = 0;
    for (int i = 0; i < cli->n_args; i++) {
        size_t n = strlen(out);
        (void)snprintf(out + n, room - n, "%s%s", i ? "|" : "", cli->args[i]);
    }
}

static void commands_and_words(void **state)
{
    static const struct {
        const char *words, *command, *args;
    } cases[] = {
        {"", "show", ""},
        {"a.xml b.xml", "show", "a.xml|b.xml"},
        {"news a.xml", "news", "a.xml"},
        {"news -", "news", "-"},
        {"a.xml news", "show", "a.xml|news"},
        {"news news", "news", "news"},
        {"-- news", "show", "news"},
        {"news -- news --json -- x", "news", "news|--json|--|x"},
        {"--json news a.xml --layout crawl b.xml", "news", "a.xml|b.xml"},
        {"-v shot -o picture.png a.xml", "shot", "a.xml"},
        {"shot -o news a.xml", "shot", "a.xml"},
        {"ctl next", "ctl", "next"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        char args[256];
        room_cli(*state, cases[i].words, &line, &cli);
        put_args(&cli, args, sizeof args);
        assert_string_equal(cli.command, cases[i].command);
        assert_string_equal(args, cases[i].args);
        cli_finish(&cli);
    }
}

static void values_of_options(void **state)
{
    struct room_line line;
    struct cli cli;
    room_cli(*state, "--layout=list --title=a=b --store= --json --batch=no -o x.png --wpm 240",
             &line, &cli);
    assert_int_equal(conf_int(&cli.conf, OPTION_LAYOUT), 2);
    assert_span(conf_text(&cli.conf, OPTION_TITLE), "a=b");
    assert_null(conf_cstr(&cli.conf, OPTION_STORE));
    assert_true(conf_bool(&cli.conf, OPTION_JSON));
    assert_false(conf_bool(&cli.conf, OPTION_BATCH));
    assert_string_equal(conf_cstr(&cli.conf, OPTION_OUTPUT), "x.png");
    assert_int_equal(conf_int(&cli.conf, OPTION_WPM), 240);
    cli_finish(&cli);
    room_cli(*state, "--wpm 200 --wpm 300", &line, &cli); /* the last one counts */
    assert_int_equal(conf_int(&cli.conf, OPTION_WPM), 300);
    cli_finish(&cli);
}

static void wrong_lines_say_their_code(void **state)
{
    static const struct {
        const char *words;
        enum exit_code code;
    } cases[] = {
        {"--nothing", EXIT_CODE_USAGE},
        {"--nothing=1", EXIT_CODE_USAGE},
        {"-x", EXIT_CODE_USAGE},
        {"---", EXIT_CODE_USAGE},
        {"--=x", EXIT_CODE_USAGE},
        {"-o=x.png", EXIT_CODE_USAGE},
        {"shot -o", EXIT_CODE_USAGE},
        {"--layout", EXIT_CODE_USAGE},
        {"--layout crow", EXIT_CODE_USAGE},
        {"--json=perhaps", EXIT_CODE_USAGE},
        {"--frames -1", EXIT_CODE_USAGE},
        {"--now yesterday", EXIT_CODE_USAGE},
        {"--size 0x0", EXIT_CODE_USAGE},
        {"--every 10m", EXIT_CODE_USAGE}, /* of the configuration alone */
        {"--help --nothing", EXIT_CODE_USAGE},
        {"--config ~/none.conf", EXIT_CODE_NO_INPUT},
        {"--config ~/range.conf ~/feed.xml", EXIT_CODE_DONE}, /* a wall comes up with the rest */
        {"--config ~/key.conf ~/feed.xml", EXIT_CODE_DONE},
        {"--config ~/key.conf", EXIT_CODE_CONFIG}, /* not with the demo */
        {"news --config ~/range.conf", EXIT_CODE_CONFIG},
        {"news --config ~/key.conf", EXIT_CODE_CONFIG},
        {"--config ~/form.conf", EXIT_CODE_CONFIG},
        {"--assets ~", EXIT_CODE_NO_INPUT},
    };
    room_write(*state, "range.conf", "motion { wpm = 5 }\n");
    room_write(*state, "key.conf", "motion { wmp = 100 }\n");
    room_write(*state, "form.conf", "motion { wpm = \n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        bool done;
        room_line(*state, cases[i].words, &line);
        enum exit_code code = cli_init(&cli, line.argc, line.argv, &done);
        if (code != cases[i].code)
            print_error("%s\n", line.text);
        assert_int_equal(code, cases[i].code);
        cli_finish(&cli);
        cli_finish(&cli); /* twice is harmless */
    }
}

static void the_line_wins_over_the_files(void **state)
{
    struct room_line line;
    struct cli cli;
    room_write(*state, "motograph/motograph.conf", "motion { wpm = 100 }\n");
    room_write(*state, "motograph/conf.d/title.conf", "screen { title = \"Quay\" }\n");
    room_write(*state, "other.conf", "motion { wpm = 150 }\n");
    room_cli(*state, "", &line, &cli);
    assert_int_equal(conf_int(&cli.conf, OPTION_WPM), 100);
    assert_span(conf_text(&cli.conf, OPTION_TITLE), "Quay");
    cli_finish(&cli);
    room_cli(*state, "--config ~/other.conf", &line, &cli);
    assert_int_equal(conf_int(&cli.conf, OPTION_WPM), 150);
    assert_span(conf_text(&cli.conf, OPTION_TITLE), "");
    cli_finish(&cli);
    room_cli(*state, "--config ~/other.conf --wpm 200", &line, &cli);
    assert_int_equal(conf_int(&cli.conf, OPTION_WPM), 200);
    cli_finish(&cli);
}

/* Standard output to a file of the room while something runs; gives the descriptor to go back. */
static int to_file(const struct room *r, const char *name)
{
    char path[ROOM_PATH];
    (void)fflush(stdout);
    int before = dup(STDOUT_FILENO);
    int fd = open(room_path(r, name, path), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    assert_true(before >= 0 && fd >= 0 && dup2(fd, STDOUT_FILENO) >= 0);
    (void)close(fd);
    return before;
}

static void back(int before)
{
    (void)fflush(stdout);
    assert_true(dup2(before, STDOUT_FILENO) >= 0);
    (void)close(before);
}

static size_t read_back(const struct room *r, const char *name, char *text, size_t room)
{
    char path[ROOM_PATH];
    FILE *f = fopen(room_path(r, name, path), "r");
    assert_non_null(f);
    size_t n = fread(text, 1, room - 1, f);
    (void)fclose(f);
    text[n] = 0;
    return n;
}

static void help_and_version_end_at_once(void **state)
{
    static const char *const words[] = {"--help", "news -h", "--version", "--help --layout crow",
                                        "--help --config ~/none.conf"};
    char text[64];
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct room_line line;
        struct cli cli;
        bool done;
        room_line(*state, words[i], &line);
        int before = to_file(*state, "out");
        enum exit_code code = cli_init(&cli, line.argc, line.argv, &done);
        back(before);
        assert_int_equal(code, EXIT_CODE_DONE);
        assert_true(done);
        assert_true(read_back(*state, "out", text, sizeof text) > 10);
        cli_finish(&cli);
    }
}

static void help_names_every_command_and_option(void **state)
{
    (void)state;
    char *text = NULL, wanted[64];
    size_t size, n;
    FILE *to = open_memstream(&text, &size);
    assert_non_null(to);
    cli_print_help(to);
    (void)fclose(to);
    const struct cli_command *commands = cli_commands(&n);
    for (size_t i = 0; i < n; i++) {
        (void)snprintf(wanted, sizeof wanted, "motograph %s", commands[i].name);
        assert_non_null(strstr(text, wanted));
        assert_non_null(strstr(text, commands[i].help));
    }
    for (int i = 0; i < OPTION_COUNT; i++) {
        (void)snprintf(wanted, sizeof wanted, "--%s", option_row((enum option_id)i)->key);
        if (option_row((enum option_id)i)->on_line)
            assert_non_null(strstr(text, wanted));
    }
    free(text);
}

static const char OPML[] = "<opml version=\"2.0\"><body><outline text=\"Pier\" type=\"rss\" "
                           "xmlUrl=\"https://pier.example/f.xml\"/><outline text=\"Pier\" "
                           "xmlUrl=\"https://quay.example/f.xml\"/></body></opml>";

/* Each command's way to its exit code, with a piece of what it prints. */
static void commands_end_with_their_codes(void **state)
{
    static const struct {
        const char *words;
        enum exit_code code;
        const char *prints;
    } cases[] = {
        {"help nothing", EXIT_CODE_USAGE, ""},
        {"help", EXIT_CODE_DONE, "Usage:"},
        {"help config", EXIT_CODE_DONE, "motion {"},
        {"help man", EXIT_CODE_DONE, ".Dt MOTOGRAPH 1"},
        {"help man5", EXIT_CODE_DONE, ".Dt MOTOGRAPH.CONF 5"},
        {"feeds", EXIT_CODE_USAGE, ""},
        {"feeds list more", EXIT_CODE_USAGE, ""},
        {"feeds import", EXIT_CODE_USAGE, ""},
        {"feeds import ~/none.opml", EXIT_CODE_NO_INPUT, ""},
        {"feeds import ~/letter.txt", EXIT_CODE_DATA, ""},
        {"feeds import ~/list.opml", EXIT_CODE_DONE, "url = \"https://pier.example/f.xml\""},
        {"feeds import ~/list.opml", EXIT_CODE_DONE, "feed \"https://quay.example/f.xml\" {"},
        {"feeds export --config ~/feeds.conf", EXIT_CODE_DONE, "https://quay.example/rss"},
        {"feeds list --config ~/feeds.conf", EXIT_CODE_DONE, "never tried"},
        {"ctl", EXIT_CODE_USAGE, ""},
        {"ctl status", EXIT_CODE_UNAVAILABLE, ""},
        {"shot ~/feed.xml", EXIT_CODE_USAGE, ""},
        {"shot -o ~/none/picture.png --size 320x200 ~/feed.xml", EXIT_CODE_OUTPUT, ""},
        {"shot -o ~/picture.png --size 320x200 --theme none ~/feed.xml", EXIT_CODE_CONFIG, ""},
        {"shot -o ~/picture.png --size 320x200 ~/feed.xml", EXIT_CODE_DONE, ""},
        {"news ~/feed.xml", EXIT_CODE_DONE, "Ferry runs again"},
        {"news --json ~/feed.xml", EXIT_CODE_DONE, "\"headline\":\"Ferry runs again\""},
        {"news ~/feed.xml ~/none.xml", EXIT_CODE_SOME, "Ferry runs again"},
        {"news ~/none.xml", EXIT_CODE_NO_INPUT, ""},
        {"news ~/letter.txt", EXIT_CODE_DATA, ""},
        {"news http://127.0.0.1:9/feed.xml", EXIT_CODE_UNAVAILABLE, ""},
        {"check", EXIT_CODE_DONE, "configuration: fine, 1 source (the demo"},
        {"check --theme nothing", EXIT_CODE_CONFIG, ""},
        {"check ~/none.xml", EXIT_CODE_CONFIG, ""},
        {"check --config ~/hours.conf", EXIT_CODE_CONFIG, ""},
    };
    static char text[256 * 1024];
    room_write(*state, "feed.xml",
               ROOM_FEED("Ferry runs again", "Fri, 20 Nov 2026 08:00:00 GMT",
                         "The night ferry to the islands runs again from Friday."));
    room_write(*state, "letter.txt", "x");
    room_write(*state, "list.opml", OPML);
    room_write(*state, "feeds.conf", "feed \"Quay\" { url = \"https://quay.example/rss\" }\n");
    room_write(*state, "hours.conf", "screen { show-hours = \"someday 22:00-23:00\" }\n");
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        room_line(*state, cases[i].words, &line);
        bool done;
        enum exit_code code = cli_init(&cli, line.argc, line.argv, &done);
        int before = to_file(*state, "out");
        code = code ? code : cli_run(&cli);
        back(before);
        cli_finish(&cli);
        (void)read_back(*state, "out", text, sizeof text);
        if (code != cases[i].code || !strstr(text, cases[i].prints))
            print_error("%s\n%s\n", line.text, text);
        assert_int_equal(code, cases[i].code);
        assert_non_null(strstr(text, cases[i].prints));
    }
}

/* What cannot be written is an error that is seen. */
static void output_that_is_full(void **state)
{
    static const char *const words[] = {"news ~/feed.xml", "help man"};
    room_write(*state, "feed.xml", ROOM_FEED("Tide is high", "", "The tide stands high today."));
    if (access("/dev/full", W_OK) != 0)
        skip();
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        struct room_line line;
        struct cli cli;
        room_cli(*state, words[i], &line, &cli);
        (void)fflush(stdout);
        int before = dup(STDOUT_FILENO), full = open("/dev/full", O_WRONLY);
        assert_true(before >= 0 && full >= 0 && dup2(full, STDOUT_FILENO) >= 0);
        enum exit_code code = cli_run(&cli);
        back(before);
        clearerr(stdout);
        (void)close(full);
        cli_finish(&cli);
        assert_int_equal(code, EXIT_CODE_OUTPUT);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(commands_and_words, room_make, room_remove),
        cmocka_unit_test_setup_teardown(values_of_options, room_make, room_remove),
        cmocka_unit_test_setup_teardown(wrong_lines_say_their_code, room_make, room_remove),
        cmocka_unit_test_setup_teardown(the_line_wins_over_the_files, room_make, room_remove),
        cmocka_unit_test_setup_teardown(help_and_version_end_at_once, room_make, room_remove),
        cmocka_unit_test_setup_teardown(help_names_every_command_and_option, room_make,
                                        room_remove),
        cmocka_unit_test_setup_teardown(commands_end_with_their_codes, room_make, room_remove),
        cmocka_unit_test_setup_teardown(output_that_is_full, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
