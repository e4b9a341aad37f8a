/* stage.c - what show and shot set up alike: themes, the wall's language, the scene's settings. */
#include "run/stage.h"

#include "room.h"

enum { W = 1080, H = 1920 };

static void unset_languages(void)
{
    static const char *const names[] = {"LC_ALL", "LC_TIME", "LANG"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)unsetenv(names[i]);
}

static void settings_reach_the_scene(void **state)
{
    struct room_line line;
    struct cli cli;
    struct stage st;
    room_cli(*state,
             "show --layout list --edge top --rotate 90 --wpm 240 --speed 90 --title Quay "
             "--language de --drift 7",
             &line, &cli);
    assert_int_equal(stage_init(&st, &cli), EXIT_CODE_DONE);
    struct scene_opts o = stage_scene_opts(&st, &cli, W, H, 50);
    assert_int_equal(o.layout.kind, LAYOUT_LIST);
    assert_int_equal(o.layout.edge, EDGE_TOP);
    assert_int_equal(o.layout.rotation, ROTATE_90);
    assert_int_equal(o.layout.w, W);
    assert_int_equal(o.layout.h, H);
    assert_span(o.layout.title, "Quay");
    assert_span(o.layout.lang, "de");
    assert_int_equal(o.wpm, 240);
    assert_true(o.speed == 90 && o.refresh == 50);
    assert_int_equal(o.drift, 7);
    struct type_style style = {40, TYPE_REGULAR};
    const struct measure *m = o.layout.measure;
    int one = m->width(m->data, span_of("ferry"), span_of("en"), style);
    assert_true(one > 0 && m->width(m->data, span_of("ferry ferry"), span_of("en"), style) > one);
    assert_true(m->line(m->data, style) >= 40);
    stage_finish(&st);
    stage_finish(&st); /* twice is harmless */
    cli_finish(&cli);
}

static void themes_by_name_or_not_at_all(void **state)
{
    static const struct {
        const char *words;
        enum exit_code code;
    } cases[] = {
        {"show", EXIT_CODE_DONE},
        {"show --theme paper", EXIT_CODE_DONE},
        {"show --theme nothing", EXIT_CODE_DONE}, /* in the colours that are built in */
        {"shot --theme nothing", EXIT_CODE_CONFIG},
        {"shot --theme ../words/en", EXIT_CODE_CONFIG},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        struct stage st;
        room_cli(*state, cases[i].words, &line, &cli);
        assert_int_equal(stage_init(&st, &cli), cases[i].code);
        stage_finish(&st);
        cli_finish(&cli);
    }
}

static void the_language_of_the_wall(void **state)
{
    static const struct {
        const char *variable, *value, *lang;
    } cases[] = {
        {"LANG", "de_AT.UTF-8", "de-at"},
        {"LC_TIME", "fr_FR", "fr-fr"},
        {"LC_ALL", "ast_ES.UTF-8", "ast-es"},
        {"LANG", "C.UTF-8", "en"},
        {"LANG", "POSIX", "en"},
        {"LANG", "", "en"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct room_line line;
        struct cli cli;
        struct stage st;
        unset_languages();
        (void)setenv(cases[i].variable, cases[i].value, 1);
        room_cli(*state, "show", &line, &cli);
        assert_int_equal(stage_init(&st, &cli), EXIT_CODE_DONE);
        struct scene_opts o = stage_scene_opts(&st, &cli, W, H, 60);
        assert_span(o.layout.lang, cases[i].lang);
        stage_finish(&st);
        cli_finish(&cli);
    }
    unset_languages();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(settings_reach_the_scene, room_make, room_remove),
        cmocka_unit_test_setup_teardown(themes_by_name_or_not_at_all, room_make, room_remove),
        cmocka_unit_test_setup_teardown(the_language_of_the_wall, room_make, room_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
