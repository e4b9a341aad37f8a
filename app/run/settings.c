/* settings.c - what of the configuration the screen follows while it runs. Floor 9. Any thread. */
#include "run/settings.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/utf8.h"

static const char *theme_name(const struct cli *cli)
{
    const char *name = conf_cstr(&cli->conf, OPTION_THEME);
    return name ? name : "night";
}

/* In shorter sides of the screen: from there the designed sizes are read with ease. */
static const double DISTANCE_DESIGNED = 5;

/* The wall's language: the configuration's, else that of the environment, with its region
 * ("de_AT.UTF-8" is "de-at"). */
static void take_language(const struct cli *cli, char room[SETTINGS_LANG_MAX])
{
    static const char *const names[] = {"LC_ALL", "LC_TIME", "LANG"};
    struct span lang = conf_text(&cli->conf, OPTION_LANGUAGE);
    for (size_t i = 0; !lang.n && i < sizeof names / sizeof *names; i++)
        lang = span_of(getenv(names[i]));
    size_t letters = 0, n = 0;
    while (letters < lang.n && ascii_alpha(lang.p[letters]))
        letters++;
    for (; n < lang.n && n + 1 < SETTINGS_LANG_MAX && lang.p[n] != '.' && lang.p[n] != '@'; n++)
        room[n] = lang.p[n] == '_' ? '-' : ascii_lower(lang.p[n]);
    room[n] = 0;
    if (letters != 2 && letters != 3)
        (void)strcpy(room, "en");
}

static void copy_text(struct span text, char *out, size_t room)
{
    struct span cut = utf8_cut(text, room - 1);
    if (cut.n)
        memcpy(out, cut.p, cut.n);
    out[cut.n] = 0;
}

enum err settings_read(const struct cli *cli, struct settings *out, struct why *why)
{
    const struct conf *c = &cli->conf;
    struct why hours = {.text = ""};
    *out = (struct settings){.layout = (enum layout_kind)conf_int(c, OPTION_LAYOUT),
                             .edge = (enum layout_edge)conf_int(c, OPTION_EDGE),
                             .keys = (int)conf_int(c, OPTION_KEYS),
                             .wpm = (int)conf_int(c, OPTION_WPM),
                             .drift = (int)conf_int(c, OPTION_DRIFT),
                             .speed = conf_real(c, OPTION_SPEED),
                             .sync = conf_int(c, OPTION_SYNC) != 0};
    if (conf_bool(c, OPTION_BAR)) /* a bar is a crawl, whatever the screen's layout would be */
        out->layout = LAYOUT_CRAWL;
    copy_text(conf_text(c, OPTION_TITLE), out->title, sizeof out->title);
    take_language(cli, out->lang);
    if (hours_parse(conf_text(c, OPTION_SHOW_HOURS), conf_text(c, OPTION_DIM_HOURS), &out->hours,
                    &hours) != ERR_OK)
        log_error("hours: %s", hours.text);
    enum err e = theme_load(cli->places.assets, theme_name(cli), &out->theme, why);
    if (!e && why->text[0])
        log_warn("theme %s: %s; passed over", theme_name(cli), why->text);
    out->theme.scale *= conf_real(c, OPTION_DISTANCE) / DISTANCE_DESIGNED;
    return e;
}

static bool same_value(const struct conf_value *a, const struct conf_value *b)
{
    return span_eq(a->text, b->text);
}

/* Of the screen alone: news need not be read anew for it. */
static bool is_screens(enum option_id id)
{
    const char *section = option_row(id)->section;
    return section && (strcmp(section, "screen") == 0 || strcmp(section, "motion") == 0);
}

static bool same_feed(const struct conf_feed *a, const struct conf_feed *b)
{
    bool same = span_eq(a->name, b->name);
    for (int i = 0; same && i < FEED_OPTION_COUNT; i++)
        same = same_value(&a->values[i], &b->values[i]);
    return same;
}

bool settings_same_news(const struct conf *a, const struct conf *b)
{
    bool same = a->n_feeds == b->n_feeds;
    for (int i = 0; same && i < OPTION_COUNT; i++)
        same = is_screens((enum option_id)i) || same_value(&a->values[i], &b->values[i]);
    for (size_t i = 0; same && i < a->n_feeds; i++)
        same = same_feed(&a->feeds[i], &b->feeds[i]);
    return same;
}

static void name_fixed(const struct conf *start, const struct conf *now)
{
    static const enum option_id fixed[] = {OPTION_PAINTER, OPTION_DISPLAY,    OPTION_WINDOW,
                                           OPTION_BAR,     OPTION_SIZE,       OPTION_ROTATE,
                                           OPTION_REFRESH, OPTION_MAX_STORIES};
    for (size_t i = 0; i < sizeof fixed / sizeof *fixed; i++)
        if (!same_value(&start->values[fixed[i]], &now->values[fixed[i]]))
            log_warn("%s: changed; that needs a restart", option_row(fixed[i])->key);
}

bool settings_again(const struct cli *start, struct cli *fresh)
{
    bool done;
    if (cli_init(fresh, start->argc, start->argv, &done) == EXIT_CODE_DONE && !fresh->unread &&
        (start->passed_over || !fresh->passed_over))
        return true;
    log_error("reload: the configuration is wrong; the old one stays");
    cli_finish(fresh);
    return false;
}

struct settings *settings_create(const struct cli *cli, const struct cli *start)
{
    struct why why = {.text = ""};
    struct settings *s = malloc(sizeof *s);
    if (!s)
        return NULL;
    name_fixed(&start->conf, &cli->conf);
    if (settings_read(cli, s, &why) == ERR_OK || start->unread) /* it is started anew by them */
        return s;
    log_error("theme: %s; the screen stays as it is", why.text);
    free(s);
    return NULL;
}

static void watch_path(struct watch *watch, const char *path, unsigned tag)
{
    struct why why = {.text = ""};
    if (watch_add(watch, path, tag, &why) != ERR_OK)
        log_debug("%s: not watched: %s", path, why.text);
}

void settings_watch(const struct cli *cli, struct watch *watch, unsigned tag)
{
    char path[2 * PLACES_PATH_MAX];
    const char *config = conf_cstr(&cli->conf, OPTION_CONFIG);
    (void)snprintf(path, sizeof path, "%s/themes/%s.conf", cli->places.assets, theme_name(cli));
    watch_path(watch, path, tag);
    if (config) {
        watch_path(watch, config, tag);
        return;
    }
    watch_path(watch, MOTOGRAPH_SYSCONFDIR, tag);
    if (conf_user_folder(getenv("XDG_CONFIG_HOME"), getenv("HOME"), path, sizeof path))
        watch_path(watch, path, tag);
}
