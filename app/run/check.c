/* check.c - `motograph check`: the configuration and this machine. Floor 9. Main thread. */
#include <glob.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "play/hours.h"
#include "run/access.h"
#include "run/command.h"
#include "run/control.h"
#include "run/machine.h"
#include "run/sources.h"
#include "source/url.h"
#include "view/theme.h"
#include "view/type.h"

enum { MACHINE_BYTES = 16 * 1024 };

/* Counts what must be mended; advice is printed and not counted. */
struct findings {
    unsigned wrong;
};

static void check_theme(const struct cli *cli, struct findings *f)
{
    struct theme theme;
    struct why why = {.text = ""};
    const char *name = conf_cstr(&cli->conf, OPTION_THEME);
    enum err e = theme_load(cli->places.assets, name ? name : "night", &theme, &why);
    if (!e && !why.text[0])
        e = theme_check(&theme, &why);
    if (!e && !why.text[0])
        return;
    f->wrong++;
    log_error("theme %s: %s", name ? name : "night", why.text);
}

static void check_hours(const struct cli *cli, struct findings *f)
{
    struct hours hours;
    struct why why = {.text = ""};
    if (hours_parse(conf_text(&cli->conf, OPTION_SHOW_HOURS),
                    conf_text(&cli->conf, OPTION_DIM_HOURS), &hours, &why) == ERR_OK)
        return;
    f->wrong++;
    log_error("hours: %s", why.text);
}

/* A list that says less than was meant: a comma too many, "*" alone. Advice. */
static void check_words(struct span name, const char *key, const struct sift_words *w)
{
    if (w->odd == 0)
        return;
    const char *where = name.n ? "feed " : "all feeds";
    (void)printf("%s%.*s: %s: %zu of its entries hold%s no word%s\n", where, (int)name.n,
                 name.n ? name.p : "", key, w->odd, w->odd == 1 ? "s" : "",
                 w->n ? "" : ": it does nothing");
}

/* A path that is none was meant for an address, mostly. */
static const char *path_advice(struct span address)
{
    if (span_find(address, span_of("://")) != SIZE_MAX)
        return ": of the web it can be http:// and https:// alone";
    return address.p[0] == '/' ? "" : ": an address of the web begins with http:// or https://";
}

static void check_source(const struct feed_source *s, struct findings *f)
{
    struct span address = s->source.address;
    const char *name = s->origin.name.p ? s->origin.name.p : address.p;
    if (s->access.broken == ACCESS_OF_UNIT) {
        (void)printf("feed %s: secret-file: %s\n", name, ACCESS_OF_UNIT);
    } else if (s->access.broken) {
        f->wrong++;
        log_error("feed %s: %s", name, s->access.broken);
    }
    check_words(s->origin.name, "include", &s->origin.rules.include[0]);
    check_words(s->origin.name, "exclude", &s->origin.rules.exclude[0]);
    if (s->source.kind == SOURCE_URL && !url_is_http(address)) {
        f->wrong++;
        log_error("feed %s: %s is no address of the web", s->origin.name.p, address.p);
    } else if ((s->source.kind == SOURCE_FILE || s->source.kind == SOURCE_FOLDER) &&
               access(address.p, R_OK) != 0) {
        f->wrong++;
        log_error("feed %s: %s cannot be read%s", s->origin.name.p ? s->origin.name.p : "",
                  address.p, path_advice(address));
    }
}

static void say_missing(void *data, const char *script, const char *package)
{
    (void)data;
    (void)printf("font: no face for %s; it comes with the package %s\n", script, package);
}

static void say_broken(void *data, const char *file, const char *package)
{
    (void)data;
    (void)printf("font: %s is broken; it comes with the package %s\n", file, package);
}

static void say_forms(void *data, const char *langs, const char *package)
{
    (void)data;
    (void)printf("font: the forms of %s come with the package %s (optional)\n", langs, package);
}

static void check_fonts(const struct cli *cli)
{
    char path[PLACES_PATH_MAX + 16];
    (void)snprintf(path, sizeof path, "%s/chain.conf", cli->places.fonts);
    struct type_opts opts = {.chain = path, .folder = cli->places.fonts};
    type_missing(&opts, say_missing, NULL);
    type_broken(&opts, say_broken, NULL);
    type_forms(&opts, say_forms, NULL);
}

/* What root alone may read is fine for root, and keeps the service, a user of its own, from all
 * news. */
static void check_readable(struct findings *f)
{
    static const char *const patterns[] = {MOTOGRAPH_SYSCONFDIR "/motograph.conf",
                                           MOTOGRAPH_SYSCONFDIR "/conf.d/*.conf"};
    glob_t found = {0};
    for (size_t i = 0; geteuid() == 0 && i < sizeof patterns / sizeof *patterns; i++)
        (void)glob(patterns[i], i ? GLOB_APPEND : 0, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        struct stat st;
        if (stat(found.gl_pathv[i], &st) != 0 || st.st_mode & S_IROTH)
            continue;
        f->wrong++;
        log_error("%s: root alone can read it, the service cannot: chmod a+r", found.gl_pathv[i]);
    }
    globfree(&found);
}

/* Advice: what is missing here may be there where the ticker runs. */
static void check_machine(const struct cli *cli)
{
    struct buf out;
    buf_init(&out, MACHINE_BYTES);
    machine_print(cli, &out);
    (void)fputs(buf_cstr(&out), stdout);
    buf_finish(&out);
}

/* Wrong lines of the files were named before this is reached. */
enum exit_code check_run(struct cli *cli)
{
    struct findings f = {.wrong = cli->passed_over};
    struct sources sources;
    if (sources_init(&sources, cli) != ERR_OK)
        return EXIT_CODE_SOFTWARE;
    check_readable(&f);
    check_theme(cli, &f);
    check_hours(cli, &f);
    f.wrong += access_check(&cli->conf);
    for (size_t i = 0; i < sources.n; i++)
        check_source(&sources.list[i], &f);
    check_words(span_make(NULL, 0), "include", &sources.rules.include[1]);
    check_words(span_make(NULL, 0), "exclude", &sources.rules.exclude[1]);
    check_fonts(cli);
    if (control_whose() == CONTROL_UNIT)
        places_of_unit(&cli->places);
    check_machine(cli);
    if (f.wrong == 0)
        (void)printf("configuration: fine, %zu source%s%s\n", sources.n, sources.n == 1 ? "" : "s",
                     sources.demo ? " (the demo: no feed is configured)" : "");
    sources_finish(&sources);
    return f.wrong ? EXIT_CODE_CONFIG : EXIT_CODE_DONE;
}
