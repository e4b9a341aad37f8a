/* desk.c - sources, clock, store and pipeline together. Floor 9. One thread at a time. */
#include "run/desk.h"

#include <string.h>
#include <sys/stat.h>

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
    if (conf_bool(&cli->conf, OPTION_NO_STORE) || (!path && !keep))
        return NULL;
    if (path)
        make_folders(path);
    struct store *store = store_open(path, &why);
    if (why.text[0])
        log_warn("store: %s", why.text);
    return store;
}

static enum exit_code init(struct desk *d, const struct cli *cli, bool keep)
{
    *d = (struct desk){0};
    d->clock = clock_make(start_of(&cli->conf));
    if (sources_init(&d->sources, cli) != ERR_OK) {
        log_error("out of memory");
        return EXIT_CODE_SOFTWARE;
    }
    d->store = open_store(cli, keep);
    struct pipeline_opts opts = {.ingest = cli->places.ingest,
                                 .assets = cli->places.assets,
                                 .store = d->store,
                                 .max_facts = (size_t)conf_int(&cli->conf, OPTION_FACTS)};
    d->pipeline = pipeline_create(&opts);
    return d->pipeline ? EXIT_CODE_DONE : EXIT_CODE_SOFTWARE;
}

enum exit_code desk_init(struct desk *d, const struct cli *cli)
{
    return init(d, cli, false);
}

enum exit_code desk_init_kept(struct desk *d, const struct cli *cli)
{
    return init(d, cli, true);
}

void desk_finish(struct desk *d)
{
    pipeline_destroy(d->pipeline);
    store_close(d->store);
    sources_finish(&d->sources);
    *d = (struct desk){0};
}

enum exit_code desk_gather(struct desk *d, const struct cli *cli, struct story_batch **b)
{
    struct gathered g;
    int64_t now = clock_now(&d->clock);
    *b = NULL;
    if (gather_all(&d->sources, d->pipeline, &cli->conf, now, &g) != ERR_OK)
        return EXIT_CODE_SOFTWARE;
    *b = pipeline_stories(d->pipeline, now);
    return *b ? gather_exit_code(&g) : EXIT_CODE_SOFTWARE;
}
