/* Themes: the ones that come with the program, contrast, and what is refused. */
#include "unit.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "view/theme.h"

/* A folder with themes/t.conf of this text. */
struct folder {
    char path[64], themes[80], file[96];
};

static struct folder folder_with(const char *text)
{
    struct folder f = {.path = "/tmp/motograph-theme-XXXXXX"};
    assert_non_null(mkdtemp(f.path));
    snprintf(f.themes, sizeof f.themes, "%s/themes", f.path);
    snprintf(f.file, sizeof f.file, "%s/t.conf", f.themes);
    assert_int_equal(mkdir(f.themes, 0700), 0);
    FILE *out = fopen(f.file, "w");
    assert_non_null(out);
    fputs(text, out);
    fclose(out);
    return f;
}

static void remove_folder(const struct folder *f)
{
    unlink(f->file);
    rmdir(f->themes);
    rmdir(f->path);
}

static enum err load(const char *text, struct theme *out, struct why *why)
{
    struct folder f = folder_with(text);
    enum err e = theme_load(f.path, "t", out, why);
    remove_folder(&f);
    return e;
}

static void the_programs_own_themes(void **state)
{
    (void)state;
    static const char *const names[] = {"night", "day", "paper", "contrast", "amber"};
    struct theme night, t;
    struct why why = {0};
    theme_default(&night);
    assert_int_equal(theme_check(&night, &why), ERR_OK);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        assert_int_equal(theme_load(TEST_ASSETS, names[i], &t, &why), ERR_OK);
        if (theme_check(&t, &why))
            fail_msg("%s: %s", names[i], why.text);
        assert_true(i == 0 || t.back != night.back);
    }
    assert_int_equal(theme_load(TEST_ASSETS, "night", &t, &why), ERR_OK);
    assert_int_equal(t.back, night.back);
    assert_int_equal(t.bad, night.bad);
}

static void what_is_not_set_is_night(void **state)
{
    (void)state;
    struct theme night, t;
    theme_default(&night);
    assert_int_equal(load("# mine\ncrawl-back = \"#aBcDeF\"\nscale = 1.5\n", &t, NULL), ERR_OK);
    assert_int_equal(t.crawl_back, 0xabcdef);
    assert_int_equal(t.back, night.back);
    assert_true(fabs(t.scale - 1.5) < 1e-9);
    assert_int_equal(load("", &t, NULL), ERR_OK);
    assert_int_equal(t.crawl_back, night.crawl_back);
}

static void wrong_lines_are_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *key;
        int line;
    } bad[] = {
        {"back = \"#000000\"\ntext = \"#12345\"\n", "text", 2},
        {"back = \"red\"\n", "back", 1},
        {"\n\nquiet = \"#12345g\"\n", "quiet", 3},
        {"scale = 9\n", "scale", 1},
        {"scale = large\n", "scale", 1},
        {"colour = \"#000000\"\nback = \"red\"\n", "colour", 1},
        {"back = \"#0000000\"", "back", 1},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct theme t;
        struct why why = {0};
        assert_int_equal(load(bad[i].text, &t, &why), ERR_SYNTAX);
        assert_int_equal(why.line, bad[i].line);
        assert_non_null(strstr(why.text, bad[i].key));
    }
}

static void names_stay_in_the_folder(void **state)
{
    (void)state;
    static const char *const bad[] = {"",    ".",         "..",        "../themes/night",
                                      "a/b", "none-such", "night.conf"};
    struct theme t, night;
    struct why why;
    theme_default(&night);
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        assert_int_equal(theme_load(TEST_ASSETS, bad[i], &t, &why), ERR_NOT_FOUND);
        assert_int_equal(t.back, night.back);
    }
    char deep[5000];
    memset(deep, 'a', sizeof deep);
    deep[sizeof deep - 1] = 0;
    assert_int_equal(theme_load(deep, "night", &t, &why), ERR_TOO_BIG);
}

static void a_file_too_long(void **state)
{
    (void)state;
    char *text = malloc(70000);
    assert_non_null(text);
    memset(text, '\n', 69999);
    text[69999] = 0;
    struct theme t;
    assert_int_equal(load(text, &t, NULL), ERR_TOO_BIG);
    free(text);
}

static void contrast_as_in_the_guidelines(void **state)
{
    (void)state;
    assert_true(fabs(theme_contrast(0x000000, 0xffffff) - 21) < 0.001);
    assert_true(fabs(theme_contrast(0x777777, 0x777777) - 1) < 0.001);
    assert_true(fabs(theme_contrast(0xffffff, 0x767676) - 4.54) < 0.01);
    assert_true(fabs(theme_contrast(0x767676, 0xffffff) - 4.54) < 0.01);
}

static void dimmed_is_darker_in_every_colour(void **state)
{
    (void)state;
    struct theme t;
    theme_default(&t);
    t.back = 0x000000;
    t.text = 0xff8001;
    struct theme dim = theme_dimmed(&t);
    assert_int_equal(dim.line, 0x151b21);
    assert_int_equal(dim.back, 0);
    assert_true(dim.text == 0x804000 || theme_contrast(0x804000, 0) < 4.5);
    assert_true(dim.bad != t.bad && dim.scale == t.scale);
}

static void dimmed_themes_can_be_read(void **state)
{
    (void)state;
    static const char *const own[] = {"night", "day", "paper", "contrast", "amber"};
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        struct theme t;
        struct why why = {.text = ""};
        assert_int_equal(theme_load(TEST_ASSETS, own[i], &t, NULL), ERR_OK);
        t = theme_dimmed(&t);
        if (theme_check(&t, &why) != ERR_OK)
            fail_msg("%s, dimmed: %s", own[i], why.text);
    }
}

/* A later program's theme: what is known of it counts. */
static void unknown_keys_are_passed_over(void **state)
{
    (void)state;
    struct theme t;
    struct why why = {0};
    const char *text =
        "back = \"#010203\"\nglow = \"#ffffff\"\nglows = {1, 2}\ntext = \"#fefdfc\"\n";
    assert_int_equal(load(text, &t, &why), ERR_OK);
    assert_true(t.back == 0x010203 && t.text == 0xfefdfc);
    assert_non_null(strstr(why.text, "glow"));
}

/* The dark between lamps counts. */
static void lamps_need_more(void **state)
{
    (void)state;
    struct theme t;
    struct why why = {0};
    theme_default(&t);
    t.quiet = 0x7d8894;
    assert_int_equal(theme_check(&t, &why), ERR_OK);
    t.lamps = true;
    assert_int_equal(theme_check(&t, &why), ERR_SYNTAX);
    assert_non_null(strstr(why.text, "quiet on back"));
}

static void faint_text_is_refused(void **state)
{
    (void)state;
    struct theme t;
    struct why why = {0};
    theme_default(&t);
    t.crawl_quiet = t.crawl_back;
    assert_int_equal(theme_check(&t, &why), ERR_SYNTAX);
    assert_non_null(strstr(why.text, "crawl-quiet on crawl-back"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_programs_own_themes),
        cmocka_unit_test(what_is_not_set_is_night),
        cmocka_unit_test(wrong_lines_are_named),
        cmocka_unit_test(names_stay_in_the_folder),
        cmocka_unit_test(a_file_too_long),
        cmocka_unit_test(contrast_as_in_the_guidelines),
        cmocka_unit_test(faint_text_is_refused),
        cmocka_unit_test(dimmed_themes_can_be_read),
        cmocka_unit_test(unknown_keys_are_passed_over),
        cmocka_unit_test(lamps_need_more),
        cmocka_unit_test(dimmed_is_darker_in_every_colour),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
