/* stage.c - what show and shot set up alike. Floor 9. Main thread. */
#include "run/stage.h"

#include <string.h>

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

static bool measure_ahead(void *data, struct span text, struct span lang, struct type_style style)
{
    return type_width_ahead(data, text, lang, style);
}

enum exit_code stage_init(struct stage *st, const struct cli *cli)
{
    char path[PLACES_PATH_MAX + 32];
    struct why why = {.text = ""};
    *st = (struct stage){0};
    if (settings_read(cli, &st->settings, &why) != ERR_OK) {
        log_error("theme: %s", why.text);
        if (strcmp(cli->command, "show") != 0)
            return EXIT_CODE_CONFIG;
    } /* a wall goes on in the colours that are built in */
    stage_dim(st, false);
    (void)snprintf(path, sizeof path, "%s/words", cli->places.assets);
    st->words = words_load_lists(path, label_lists, &why);
    (void)snprintf(path, sizeof path, "%s/chain.conf", cli->places.fonts);
    struct type_opts type = {.chain = path, .folder = cli->places.fonts};
    if (st->words)
        st->type = type_create(&type, &why);
    st->measure = (struct measure){measure_width, measure_line, st->type, measure_ahead};
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

void stage_take(struct stage *st, const struct settings *settings)
{
    st->settings = *settings;
    stage_dim(st, false);
}

void stage_dim(struct stage *st, bool dim)
{
    st->theme = dim ? theme_dimmed(&st->settings.theme) : st->settings.theme;
}

struct scene_opts stage_scene_opts(const struct stage *st, const struct cli *cli, int w, int h,
                                   double refresh)
{
    const struct conf *c = &cli->conf;
    const struct settings *set = &st->settings;
    struct layout_opts layout = {.kind = set->layout,
                                 .edge = set->edge,
                                 .rotation = (enum rotation)conf_int(c, OPTION_ROTATE),
                                 .w = w,
                                 .h = h,
                                 .theme = &st->theme,
                                 .measure = &st->measure,
                                 .words = st->words,
                                 .lang = span_of(set->lang),
                                 .title = span_of(set->title)};
    return (struct scene_opts){.layout = layout,
                               .refresh = refresh,
                               .wpm = set->wpm,
                               .speed = set->speed,
                               .max_stories = (size_t)conf_int(c, OPTION_MAX_STORIES),
                               .drift = set->drift,
                               .sync = set->sync};
}
