/* stage.c - what show and shot set up alike. Floor 9. Main thread. */
#include "run/stage.h"

#include <stdlib.h>

#include "base/log.h"
#include "view/label.h"

static int measure_width(void *data, struct span text, struct span lang, struct type_style style)
{
    return type_width(data, text, lang, style);
}

static int measure_line(void *data, struct type_style style)
{
    return type_line(data, style);
}

enum exit_code stage_init(struct stage *st, const struct cli *cli)
{
    char path[PLACES_PATH_MAX + 32];
    struct why why = {.text = ""};
    *st = (struct stage){0};
    const char *theme = conf_cstr(&cli->conf, OPTION_THEME);
    if (theme_load(cli->places.assets, theme ? theme : "night", &st->theme, &why) != ERR_OK) {
        log_error("theme: %s", why.text);
        return EXIT_CODE_CONFIG;
    }
    (void)snprintf(path, sizeof path, "%s/words", cli->places.assets);
    st->words = words_load_lists(path, label_lists, &why);
    (void)snprintf(path, sizeof path, "%s/chain.conf", cli->places.fonts);
    struct type_opts type = {.chain = path};
    if (st->words)
        st->type = type_create(&type, &why);
    st->measure = (struct measure){measure_width, measure_line, st->type};
    if (st->type)
        return EXIT_CODE_DONE;
    log_error("%s", why.text);
    return EXIT_CODE_UNAVAILABLE;
}

void stage_finish(struct stage *st)
{
    type_destroy(st->type);
    words_destroy(st->words);
    *st = (struct stage){0};
}

/* The wall's language: the configuration's, else that of the environment ("de_AT.UTF-8" is "de").
 */
static struct span wall_language(const struct cli *cli)
{
    static const char *const names[] = {"LC_ALL", "LC_TIME", "LANG"};
    struct span lang = conf_text(&cli->conf, OPTION_LANGUAGE);
    for (size_t i = 0; !lang.n && i < sizeof names / sizeof *names; i++)
        lang = span_of(getenv(names[i]));
    size_t n = 0;
    while (n < lang.n && ascii_alpha(lang.p[n]))
        n++;
    return n == 2 || n == 3 ? span_sub(lang, 0, n) : span_of("en");
}

struct scene_opts stage_scene_opts(const struct stage *st, const struct cli *cli, int w, int h,
                                   double refresh)
{
    const struct conf *c = &cli->conf;
    struct layout_opts layout = {.kind = (enum layout_kind)conf_int(c, OPTION_LAYOUT),
                                 .edge = (enum layout_edge)conf_int(c, OPTION_EDGE),
                                 .rotation = (enum rotation)conf_int(c, OPTION_ROTATE),
                                 .w = w,
                                 .h = h,
                                 .theme = &st->theme,
                                 .measure = &st->measure,
                                 .words = st->words,
                                 .lang = wall_language(cli),
                                 .title = conf_text(c, OPTION_TITLE)};
    return (struct scene_opts){.layout = layout,
                               .refresh = refresh,
                               .wpm = (int)conf_int(c, OPTION_WPM),
                               .speed = conf_real(c, OPTION_SPEED),
                               .max_stories = (size_t)conf_int(c, OPTION_MAX_STORIES),
                               .drift = (int)conf_int(c, OPTION_DRIFT)};
}
