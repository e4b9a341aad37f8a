/* The chain of fonts: reading its file, finding files, choosing. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "view/chain.h"

#define LATIN CHAIN_TAG('L', 'a', 't', 'n')
#define ARABIC CHAIN_TAG('A', 'r', 'a', 'b')
#define RUNIC CHAIN_TAG('R', 'u', 'n', 'r')

static char folder[] = "chain-XXXXXX";
static char path[64];

static int make_folder(void **state)
{
    (void)state;
    if (!mkdtemp(folder))
        return -1;
    return snprintf(path, sizeof path, "%s/chain.conf", folder) > 0 ? 0 : -1;
}

static int remove_folder(void **state)
{
    (void)state;
    (void)remove(path);
    return rmdir(folder);
}

static struct chain *chain_of(const char *text, struct why *why)
{
    FILE *out = fopen(path, "we");
    assert_non_null(out);
    assert_true(fputs(text, out) >= 0);
    assert_int_equal(fclose(out), 0);
    return chain_create(path, folder, why);
}

static unsigned pick(struct chain *c, uint32_t script, const char *lang, uint32_t cp)
{
    return chain_pick(c, script, span_of(lang), &cp, 1);
}

static void the_first_line_that_serves_wins(void **state)
{
    struct why why = {0};
    struct chain *c = chain_of("# comment\n\n"
                               "Latn,Grek - 100 NotoSans-Regular.ttf NotoSans-Bold.ttf a\n"
                               "Latn - 100 DejaVuSans.ttf - b\n"
                               "Arab - 80 NotoSansArabic-[R]egular.ttf#0 - c\n",
                               &why);
    (void)state;
    assert_non_null(c);
    assert_int_equal(pick(c, LATIN, "en", 'a'), 0);
    assert_int_equal(pick(c, ARABIC, "ar", 0x628), 2);
    assert_int_equal(pick(c, ARABIC, "ar", 'a'), 0);   /* no font of the script has it */
    assert_int_equal(pick(c, LATIN, "en", 0x2713), 1); /* only the second one has it */
    assert_int_equal(pick(c, RUNIC, "en", 0xf0000), CHAIN_NONE);
    assert_int_equal(chain_face(c, 2, TYPE_REGULAR).percent, 80);
    assert_false(chain_face(c, 2, TYPE_BOLD).bold);
    assert_true(chain_face(c, 0, TYPE_BOLD).bold);
    assert_false(chain_covers(c, CHAIN_NONE, &(uint32_t){'a'}, 1));
    chain_destroy(c);
}

static void the_language_chooses_among_fonts_of_a_script(void **state)
{
    struct why why = {0};
    struct chain *c = chain_of("Latn tr,zh-tw 100 DejaVuSans.ttf - b\n"
                               "Latn - 100 NotoSans-Regular.ttf - a\n",
                               &why);
    (void)state;
    assert_non_null(c);
    assert_int_equal(pick(c, LATIN, "tr", 'a'), 0);
    assert_int_equal(pick(c, LATIN, "TR-cy", 'a'), 0);
    assert_int_equal(pick(c, LATIN, "zh_TW", 'a'), 1);
    assert_int_equal(pick(c, LATIN, "zh-TW-x", 'a'), 0);
    assert_int_equal(pick(c, LATIN, "trk", 'a'), 1);
    assert_int_equal(pick(c, LATIN, "", 'a'), 1);
    chain_destroy(c);
}

static void what_shows_nothing_is_not_asked_for(void **state)
{
    struct why why = {0};
    const uint32_t cps[] = {'a', 0xfe0f, 0x200d};
    struct chain *c = chain_of("Latn - 100 NotoSans-Regular.ttf - a\n", &why);
    (void)state;
    assert_non_null(c);
    assert_int_equal(chain_pick(c, LATIN, span_of(""), cps, 3), 0);
    chain_destroy(c);
}

static void the_line_box_is_read(void **state)
{
    struct why why = {0};
    struct chain *c = chain_of("line 900 300\nLatn - 100 NotoSans-Regular.ttf - a\n", &why);
    (void)state;
    assert_non_null(c);
    assert_int_equal(chain_ascent(c), 900);
    assert_int_equal(chain_descent(c), 300);
    chain_destroy(c);
}

static void refused(const char *text, int line)
{
    struct why why = {0};
    assert_null(chain_of(text, &why));
    assert_int_equal(why.line, line);
    assert_true(why.text[0] != 0);
}

static void what_is_not_understood_is_named(void **state)
{
    static char many[(CHAIN_FONTS + 1) * 40];
    (void)state;
    refused("Latn - 100 NotoSans-Regular.ttf -\n", 1);
    refused("\nLatn - 100 NotoSans-Regular.ttf - a b\n", 2);
    refused("Latin - 100 NotoSans-Regular.ttf - a\n", 1);
    refused("Latn - 0 NotoSans-Regular.ttf - a\n", 1);
    refused("Latn - big NotoSans-Regular.ttf - a\n", 1);
    refused("Latn - 100 - - a\n", 1);
    refused("Latn - 100 NotoSans-Regular.ttf#x - a\n", 1);
    refused("Aaaa,Bbbb,Cccc,Dddd,Eeee,Ffff,Gggg,Hhhh,Iiii - 100 x - a\n", 1);
    refused("line 1 x\n", 1);
    for (int i = 0; i <= CHAIN_FONTS; i++)
        strcat(many, "Latn - 100 NotoSans-Regular.ttf - a\n");
    refused(many, CHAIN_FONTS + 1);
}

static void a_chain_without_its_first_font_names_the_package(void **state)
{
    struct why why = {0};
    (void)state;
    assert_null(chain_of("Latn - 100 None.ttf - some-fonts\nArab - 100 NotoSansArabic-Regular.ttf"
                         " - b\n",
                         &why));
    assert_non_null(strstr(why.text, "some-fonts"));
    assert_null(chain_of("# empty\n", &why));
    assert_null(chain_create("no such file", NULL, &why));
    assert_non_null(strstr(why.text, "no such file"));
}

static void a_file_too_large_is_refused(void **state)
{
    static char large[CHAIN_FILE_MAX + 2];
    struct why why = {0};
    (void)state;
    memset(large, '#', sizeof large - 1);
    assert_null(chain_of(large, &why));
}

/* A font file that is no font covers nothing, so that the next one is taken. */
static void a_broken_font_file_covers_nothing(void **state)
{
    struct why why = {0};
    char broken[80];
    (void)state;
    assert_true(snprintf(broken, sizeof broken, "%s/NotoSans-Regular.ttf", folder) > 0);
    FILE *out = fopen(broken, "we");
    assert_non_null(out);
    assert_true(fputs("not a font", out) >= 0);
    assert_int_equal(fclose(out), 0);
    struct chain *c = chain_of("Latn - 100 NotoSans-Regular.ttf - a\n"
                               "Latn - 100 DejaVuSans.ttf - b\n",
                               &why);
    assert_non_null(c);
    assert_int_equal(pick(c, LATIN, "en", 'a'), 1);
    chain_destroy(c);
    assert_int_equal(remove(broken), 0);
}

static void note(void *data, const char *script, const char *package)
{
    char *said = data;
    strcat(strcat(strcat(strcat(said, script), " "), package), "\n");
}

static void missing_scripts_are_said_once_with_their_package(void **state)
{
    char said[200] = "";
    struct why why = {0};
    struct chain *c = chain_of("Latn - 100 NotoSans-Regular.ttf - a\n"
                               "Runr,Arab - 100 None.ttf - b\n"
                               "Runr - 100 None.ttf - c\n"
                               "Arab - 100 NotoSansArabic-Regular.ttf - d\n",
                               &why);
    (void)state;
    assert_non_null(c);
    chain_missing(c, note, said);
    assert_string_equal(said, "Runr b\n");
    chain_destroy(c);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_first_line_that_serves_wins),
        cmocka_unit_test(the_language_chooses_among_fonts_of_a_script),
        cmocka_unit_test(what_shows_nothing_is_not_asked_for),
        cmocka_unit_test(the_line_box_is_read),
        cmocka_unit_test(what_is_not_understood_is_named),
        cmocka_unit_test(a_chain_without_its_first_font_names_the_package),
        cmocka_unit_test(a_file_too_large_is_refused),
        cmocka_unit_test(a_broken_font_file_covers_nothing),
        cmocka_unit_test(missing_scripts_are_said_once_with_their_package),
    };
    return cmocka_run_group_tests(tests, make_folder, remove_folder);
}
