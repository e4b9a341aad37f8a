/* desk.c - sources, clock, store and pipeline together. Floor 9. One thread at a time. */
#include "run/desk.h"

#include <string.h>
#include <sys/eventfd.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"

static int64_t start_of(const struct conf *conf)
{
    int64_t start;
    struct span text = conf_text(conf, OPTION_NOW);
    return text.n && when_parse(text, &start) ? start : WHEN_NONE;
}

/* Makes the folders of a path; what cannot be made shows itself when the file is opened. */
static void make_folders(const char *path)
{
    char part[PLACES_PATH_MAX];
    (void)snprintf(part, sizeof part, "%s", path);
    for (char *slash = strchr(part + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        (void)mkdir(part, 0700);
        *slash = '/';
    }
}

static struct store *open_store(const struct cli *cli, bool keep)
{
    struct why why = {.text = ""};
    const char *named = conf_cstr(&cli->conf, OPTION_STORE);
    const char *path = named ? named : keep && cli->places.store[0] ? cli->places.store : NULL;
    if (!keep && (conf_bool(&cli->conf, OPTION_NO_STORE) || !path))
        return NULL;
    if (conf_bool(&cli->conf, OPTION_NO_STORE))
        path = NULL; /* in memory */
    if (path)
        make_folders(path);
    struct store *store = store_open(path, &why);
    if (why.text[0])
        log_warn("store: %s", why.text);
    return store;
}

static enum exit_code open_parts(struct desk *d, const struct cli *cli, bool keep)
{
    if (sources_init(&d->sources, cli) != ERR_OK) {
        log_error("out of memory");
        return EXIT_CODE_SOFTWARE;
    }
    d->store = open_store(cli, keep);
    struct pipeline_opts opts = {.ingest = cli->places.ingest,
                                 .assets = cli->places.assets,
                                 .store = d->store,
                                 .max_facts = (size_t)conf_int(&cli->conf, OPTION_FACTS),
                                 .bell = d->bell};
    d->pipeline = pipeline_create(&opts);
    return d->pipeline ? EXIT_CODE_DONE : EXIT_CODE_SOFTWARE;
}

static void close_parts(struct desk *d)
{
    pipeline_destroy(d->pipeline);
    store_close(d->store);
    sources_finish(&d->sources);
    d->pipeline = NULL;
    d->store = NULL;
}

enum exit_code desk_init(struct desk *d, const struct cli *cli)
{
    *d = (struct desk){.clock = clock_make(start_of(&cli->conf)), .bell = -1};
    return open_parts(d, cli, false);
}

enum exit_code desk_init_kept(struct desk *d, const struct cli *cli)
{
    *d = (struct desk){.clock = clock_make(start_of(&cli->conf)),
                       .bell = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)};
    return open_parts(d, cli, true);
}

enum exit_code desk_renew(struct desk *d, const struct cli *cli)
{
    close_parts(d);
    return open_parts(d, cli, true);
}

void desk_finish(struct desk *d)
{
    close_parts(d);
    if (d->bell > 0)
        (void)close(d->bell);
    *d = (struct desk){0};
}

struct story_batch *desk_stories(const struct desk *d, const struct cli *cli, int64_t now)
{
    return cli->unread && d->store ? store_get_any_snapshot(d->store)
                                   : pipeline_stories(d->pipeline, now);
}

enum exit_code desk_gather(struct desk *d, const struct cli *cli, struct story_batch **b)
{
    struct gathered g;
    int64_t now = clock_now(&d->clock);
    *b = NULL;
    if (gather_all(&d->sources, d->pipeline, &cli->conf, now, &g) != ERR_OK)
        return EXIT_CODE_SOFTWARE;
    if (g.held)
        log_warn("%zu article%s of feeds on hold wait%s for motograph ctl release", g.held,
                 g.held == 1 ? "" : "s", g.held == 1 ? "s" : "");
    *b = desk_stories(d, cli, now);
    return *b ? gather_exit_code(&g) : EXIT_CODE_SOFTWARE;
}
