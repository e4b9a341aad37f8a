/* conf.c - files read, wrong lines named with file, line and what is allowed. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "conf/conf.h"

enum { SAID_MAX = 8192 };

struct said {
    char text[SAID_MAX];
    unsigned n;
};

static void note(void *data, const char *text)
{
    struct said *said = data;
    size_t n = strlen(said->text);
    (void)snprintf(said->text + n, sizeof said->text - n, "%s\n", text);
    said->n++;
}

static char folder[] = "/tmp/motograph-conf-XXXXXX";

static int make_folder(void **state)
{
    (void)state;
    return mkdtemp(folder) ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    char command[256];
    (void)snprintf(command, sizeof command, "rm -r '%s'", folder);
    return system(command);
}

static const char *write_file(const char *name, const char *text)
{
    static char path[256];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
    return path;
}

static void good_file_is_taken(void **state)
{
    (void)state;
    struct conf c;
    struct said said = {.text = ""};
    assert_int_equal(conf_init(&c), ERR_OK);
    const char *path = write_file("good.conf", "screen {\n  layout = crawl\n  size = 800x480\n}\n"
                                               "motion { wpm = 240 }\n# a comment\n"
                                               "feed \"Harbour Post\" {\n"
                                               "  url = \"https://harbour-post.example/a?b=c\"\n"
                                               "  colour = \"#2a6fdb\"\n  every = 30m\n}\n"
                                               "feed Notices { url = \"/srv/notices\" }\n");
    assert_int_equal(conf_load(&c, path, note, &said), ERR_OK);
    assert_int_equal(said.n, 0);
    int w, h;
    conf_size(&c, OPTION_SIZE, &w, &h);
    assert_int_equal(w, 800);
    assert_int_equal(h, 480);
    assert_int_equal(conf_int(&c, OPTION_WPM), 240);
    assert_string_equal(conf_cstr(&c, OPTION_LAYOUT), "crawl");
    assert_null(conf_cstr(&c, OPTION_TITLE));
    assert_int_equal(c.n_feeds, 2);
    assert_span(c.feeds[0].name, "Harbour Post");
    assert_span(c.feeds[0].values[FEED_URL].text, "https://harbour-post.example/a?b=c");
    assert_true(c.feeds[0].values[FEED_COLOUR].number == 0x2a6fdb);
    assert_true(c.feeds[0].values[FEED_EVERY].number == 1800);
    assert_span(c.feeds[1].values[FEED_URL].text, "/srv/notices");
    conf_finish(&c);
    conf_finish(&c);
}

/* Each wrong file: what must be said, and that the rest of it still counts. */
static const struct {
    const char *text, *said;
} wrong[] = {
    {"screen {\n layout = crow\n}\n", ":2: layout is \"crow\"; allowed: crawl, board, list"},
    {"motion {\n\n wpm = 9999 }\n", ":3: wpm is \"9999\"; allowed: a number from 40 to 600"},
    {"screen {\n them = night\n}\n", ":2: no such option 'them'; allowed: layout, painter"},
    {"scren {\n}\n", ":1: no such option 'scren'; allowed: screen, motion"},
    {"feed A { colour = red\n url = x }\n", "allowed: a colour such as #2a6fdb"},
    {"feed A {\n}\n", "a feed section needs a url"},
    {"feed A { url = https://a.example/?b=c }\n", "stands in quotes"},
    {"feed A { url = x }\nfeed A { url = y }\n", ":2: found duplicate title 'A'"},
    {"screen = 1\n", ":1: "},
};

static void wrong_lines_are_named(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        struct conf c;
        struct said said = {.text = ""};
        assert_int_equal(conf_init(&c), ERR_OK);
        const char *path = write_file("wrong.conf", wrong[i].text);
        assert_int_equal(conf_load(&c, path, note, &said), ERR_SYNTAX);
        if (!strstr(said.text, wrong[i].said) || !strstr(said.text, "wrong.conf:"))
            fail_msg("want \"%s\", got \"%s\"", wrong[i].said, said.text);
        conf_finish(&c);
    }
}

static void all_wrong_values_are_named_and_the_right_ones_count(void **state)
{
    (void)state;
    struct conf c;
    struct said said = {.text = ""};
    assert_int_equal(conf_init(&c), ERR_OK);
    const char *path = write_file("two.conf", "screen {\n edge = left\n rotate = 90\n}\n"
                                              "news { max-age = 3w }\n");
    assert_int_equal(conf_load(&c, path, note, &said), ERR_SYNTAX);
    assert_int_equal(said.n, 2);
    assert_string_equal(conf_cstr(&c, OPTION_EDGE), "bottom");
    assert_string_equal(conf_cstr(&c, OPTION_ROTATE), "90");
    conf_finish(&c);
}

/* Of a later program's file all that is known here counts. */
static void unknown_keys_are_passed_over(void **state)
{
    static const char text[] =
        "screen {\n layout = crawl\n mood = \"calm # } \\\" \"\n title = House\n}\n"
        "fleet \"west { wing\" {\n # a } here\n peers = { a, \"}\" }\n inner { x = 1 }\n}\n"
        "motion { swing = 3 wpm = 5 }\nmotion { wpm = 240 pause += {a, b} }\n"
        "glow {}\nfeed A { url = x hold = yes taste = 'it # s' }\nfeed B { url = y\n hold = often "
        "}\n"
        "feed C { url = z }\n";
    struct conf c;
    struct said said = {.text = ""};
    (void)state;
    assert_int_equal(conf_init(&c), ERR_OK);
    const char *path = write_file("later.conf", text);
    assert_int_equal(conf_load(&c, path, note, &said), ERR_SYNTAX);
    assert_false(c.cut);
    assert_int_equal(said.n, 8);
    assert_string_equal(conf_cstr(&c, OPTION_LAYOUT), "crawl");
    assert_string_equal(conf_cstr(&c, OPTION_TITLE), "House");
    assert_int_equal(conf_int(&c, OPTION_WPM), 240);
    assert_int_equal(c.n_feeds, 2); /* B might show what was to be held */
    assert_span(c.feeds[0].name, "A");
    assert_true(c.feeds[0].values[FEED_HOLD].number == 1);
    assert_span(c.feeds[1].name, "C");
    conf_finish(&c);
}

/* What does not end is a slip of the form, known or not. */
static void slips_of_the_form_end_a_file(void **state)
{
    static const char *const slips[] = {"screen {\nfeed A { url = x }\n",
                                        "fleet {\n",
                                        "fleet \"a {\n}\n",
                                        "mood =",
                                        "mood = {a\n",
                                        "mood\n",
                                        "mood }\n",
                                        "fleet a b {}\n"};
    (void)state;
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        struct conf c;
        struct said said = {.text = ""};
        assert_int_equal(conf_init(&c), ERR_OK);
        const char *path = write_file("slip.conf", slips[i]);
        if (conf_load(&c, path, note, &said) != ERR_SYNTAX || !c.cut)
            fail_msg("not cut: %s", slips[i]);
        conf_finish(&c);
    }
}

static void missing_and_special_files_are_refused(void **state)
{
    (void)state;
    struct conf c;
    struct said said = {.text = ""};
    assert_int_equal(conf_init(&c), ERR_OK);
    assert_int_equal(conf_load(&c, "/nowhere/motograph.conf", note, &said), ERR_NOT_FOUND);
    assert_int_equal(conf_load(&c, folder, note, &said), ERR_IO);
    assert_int_equal(said.n, 2);
    assert_null(strstr(said.text, ":0:")); /* the file as a whole has no line */
    assert_int_equal(conf_load(&c, "/nowhere/motograph.conf", NULL, NULL), ERR_NOT_FOUND);
    conf_finish(&c);
}

static void marks_are_passed_over_and_pipes_refused(void **state)
{
    (void)state;
    struct conf c;
    struct said said = {.text = ""};
    char path[256];
    assert_int_equal(conf_init(&c), ERR_OK);
    assert_int_equal(conf_load(&c,
                               write_file("mark.conf", "\xef\xbb\xbfscreen { layout = list }\n"),
                               note, &said),
                     ERR_OK);
    assert_span(conf_text(&c, OPTION_LAYOUT), "list");
    (void)snprintf(path, sizeof path, "%s/pipe.conf", folder);
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_int_equal(conf_load(&c, path, note, &said), ERR_IO);
    conf_finish(&c);
}

static void later_files_win_over_earlier_ones(void **state)
{
    (void)state;
    char path[128];
    struct conf c;
    struct said said = {.text = ""};
    (void)snprintf(path, sizeof path, "%s/conf.d", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/home", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)snprintf(path, sizeof path, "%s/home/motograph", folder);
    assert_int_equal(mkdir(path, 0700), 0);
    (void)write_file("motograph.conf", "motion { wpm = 100 }\nfeed A { url = one }\n");
    (void)write_file("conf.d/10-a.conf", "motion { wpm = 110 }\n");
    (void)write_file("conf.d/20-b.conf", "motion { wpm = 120 }\nscreen { title = Hall }\n");
    (void)write_file("conf.d/ignored.txt", "motion { wpm = 1 }\n");
    (void)write_file("home/motograph/motograph.conf", "feed A { url = two }\n");
    (void)snprintf(path, sizeof path, "%s/home", folder);
    assert_int_equal(conf_init(&c), ERR_OK);
    assert_int_equal(conf_load_all(&c, NULL, folder, path, NULL, note, &said), ERR_OK);
    assert_int_equal(conf_int(&c, OPTION_WPM), 120);
    assert_span(conf_text(&c, OPTION_TITLE), "Hall");
    assert_int_equal(c.n_feeds, 1);
    assert_span(c.feeds[0].values[FEED_URL].text, "two");
    conf_finish(&c);
}

static void too_many_feeds_are_named(void **state)
{
    struct conf c;
    struct said said = {.text = ""};
    struct buf text;
    buf_init(&text, CONF_FILE_MAX);
    (void)state;
    for (int i = 0; i <= CONF_FEEDS_MAX; i++)
        (void)buf_printf(&text, "feed \"%d\" { url = x }\n", i);
    assert_int_equal(conf_init(&c), ERR_OK);
    const char *path = write_file("many.conf", buf_cstr(&text));
    assert_int_equal(conf_load(&c, path, note, &said), ERR_TOO_BIG);
    assert_non_null(strstr(said.text, "too many feeds"));
    assert_int_equal(c.n_feeds, CONF_FEEDS_MAX);
    conf_finish(&c);
    buf_finish(&text);
}

static void the_default_file_is_a_file_that_can_be_read(void **state)
{
    (void)state;
    struct buf file;
    struct conf c;
    struct said said = {.text = ""};
    buf_init(&file, 1 << 20);
    option_print_default(&file);
    const char *path = write_file("default.conf", buf_cstr(&file));
    assert_int_equal(conf_init(&c), ERR_OK);
    assert_int_equal(conf_load(&c, path, note, &said), ERR_OK);
    assert_int_equal(conf_set(&c, OPTION_WPM, span_of("12"), NULL), ERR_SYNTAX);
    assert_int_equal(conf_set(&c, OPTION_WPM, span_of("200"), NULL), ERR_OK);
    assert_true(conf_bool(&c, OPTION_WINDOW) == false);
    assert_true(conf_real(&c, OPTION_WPM) == 200);
    buf_finish(&file);
    conf_finish(&c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(good_file_is_taken),
        cmocka_unit_test(wrong_lines_are_named),
        cmocka_unit_test(all_wrong_values_are_named_and_the_right_ones_count),
        cmocka_unit_test(unknown_keys_are_passed_over),
        cmocka_unit_test(slips_of_the_form_end_a_file),
        cmocka_unit_test(missing_and_special_files_are_refused),
        cmocka_unit_test(too_many_feeds_are_named),
        cmocka_unit_test(marks_are_passed_over_and_pipes_refused),
        cmocka_unit_test(later_files_win_over_earlier_ones),
        cmocka_unit_test(the_default_file_is_a_file_that_can_be_read),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
