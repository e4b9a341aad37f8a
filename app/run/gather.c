/* gather.c - every source once, now. Floor 9. One thread. */
#include "run/gather.h"

#include "base/log.h"
#include "feed/feed.h"
#include "run/follow.h"
#include "source/file.h"
#include "source/http.h"

enum { WAIT_MS = 1000, GATHER_ARENA_MAX = 8 * 1024 * 1024 };

static enum fetch_outcome outcome_of(enum err e)
{
    switch (e) {
    case ERR_OK:
        return FETCH_OK;
    case ERR_NOT_FOUND:
        return FETCH_NOT_FOUND;
    case ERR_TOO_BIG:
        return FETCH_TOO_BIG;
    case ERR_IO:
        return FETCH_UNREADABLE;
    case ERR_STOPPED:
        return FETCH_STOPPED;
    default:
        return FETCH_NOT_NEWS;
    }
}

static void add_counts(struct store_counts *sum, const struct store_counts *c)
{
    sum->shown += c->shown;
    sum->old += c->old;
    sum->excluded += c->excluded;
    sum->held += c->held;
    sum->flood += c->flood;
    sum->future += c->future;
}

static enum err take_file(const struct feed_source *f, const char *path, struct pipeline *p,
                          int64_t now, struct taken *taken, struct why *why)
{
    struct buf body;
    struct taken one = {0};
    struct origin origin = f->origin;
    origin.identity = span_of(path);
    struct span folder = source_folder_name(origin.identity);
    if (f->source.kind == SOURCE_FOLDER && folder.n)
        origin.fallback = folder; /* the nearest folder says most */
    buf_init(&body, FEED_BYTES_MAX);
    enum err e =
        f->source.kind == SOURCE_INPUT ? file_read_fd(0, &body, why) : file_read(path, &body, why);
    struct span where = f->source.kind == SOURCE_INPUT ? span_make(NULL, 0) : span_of(path);
    if (!e)
        e = pipeline_take(p, &origin, buf_span(&body), span_make(NULL, 0), where, now, &one, why);
    taken->told += one.told;
    taken->fresh += one.fresh;
    add_counts(&taken->counts, &one.counts);
    buf_finish(&body);
    return e;
}

static enum fetch_outcome take_folder(const struct feed_source *f, struct pipeline *p, int64_t now,
                                      struct taken *taken, struct why *why)
{
    struct span *paths;
    size_t n, bad = 0;
    struct arena *a = arena_create(GATHER_ARENA_MAX);
    enum err e = a ? file_list(f->source.address.p, &paths, &n, why, a) : ERR_NOMEM;
    if (!e && n == FILE_FOLDER_MAX)
        log_warn("%s: no more than %zu files are read", f->source.address.p, n);
    for (size_t i = 0; !e && i < n; i++) {
        struct why reason = {.text = ""};
        enum err one = take_file(f, paths[i].p, p, now, taken, &reason);
        if (pipeline_interrupted(p))
            e = why_set(why, ERR_STOPPED, 0, "interrupted");
        if (e || one == ERR_OK)
            continue;
        bad++;
        taken->lost += one == ERR_STOPPED;
        log_warn("%s: %s", paths[i].p, reason.text);
    }
    if (!e)
        pipeline_forget(p, f->source.address, paths, n);
    enum fetch_outcome outcome = outcome_of(e);
    if (!e && taken->told == 0) {
        (void)why_set(why, ERR_SYNTAX, 0, "%zu files, none of them news", bad);
        outcome = FETCH_NOT_NEWS;
    }
    arena_destroy(a);
    return outcome;
}

enum fetch_outcome gather_path(const struct feed_source *f, struct pipeline *p, int64_t now,
                               struct taken *taken, struct why *why)
{
    if (f->source.kind == SOURCE_FOLDER)
        return take_folder(f, p, now, taken, why);
    return outcome_of(take_file(f, f->source.address.p, p, now, taken, why));
}

enum fetch_outcome gather_bytes(const struct feed_source *f, struct span bytes, struct pipeline *p,
                                int64_t now, struct taken *taken, struct why *why)
{
    struct span none = span_make(NULL, 0);
    return outcome_of(pipeline_take(p, &f->origin, bytes, none, none, now, taken, why));
}

static void note_failure(struct gathered *g, const struct feed_source *f,
                         enum fetch_outcome outcome, const struct why *why)
{
    g->failed++;
    if (outcome == FETCH_NOT_FOUND && f->source.kind != SOURCE_URL)
        g->missing++;
    else if (outcome != FETCH_NOT_NEWS && f->source.kind == SOURCE_URL)
        g->unreachable++;
    log_error("%s: %s%s%s", f->source.address.p, fetch_outcome_name(outcome),
              why->text[0] ? ": " : "", why->text);
}

static void take_fetched(const struct feed_source *f, const struct fetched *got, struct pipeline *p,
                         int64_t now, struct gathered *g)
{
    struct taken taken;
    struct why why = got->why;
    enum fetch_outcome outcome = got->outcome;
    if (outcome == FETCH_OK &&
        pipeline_take(p, &f->origin, buf_span(&got->body), buf_span(&got->content_type),
                      buf_span(&got->address), now, &taken, &why) != ERR_OK)
        outcome = FETCH_NOT_NEWS;
    if (outcome != FETCH_OK)
        note_failure(g, f, outcome, &why);
    else
        g->told += taken.told;
    g->held += outcome == FETCH_OK ? taken.counts.held : 0;
}

static struct http *start_fetches(const struct sources *s, const struct conf *conf, int64_t now,
                                  struct gathered *g)
{
    struct http_opts opts = {.connections = (unsigned)conf_int(conf, OPTION_CONNECTIONS),
                             .total_ms = conf_int(conf, OPTION_TIMEOUT) * 1000};
    struct http *http = http_create(&opts);
    for (size_t i = 0; http && i < s->n; i++) {
        struct why why = {.text = ""};
        struct feed_source *f = &s->list[i];
        struct http_request request = {.url = f->source.address.p,
                                       .allow_private = f->allow_private,
                                       .max_bytes = FEED_BYTES_MAX,
                                       .now = now,
                                       .tag = f};
        if (f->source.kind == SOURCE_URL && http_start(http, &request, &why) != ERR_OK)
            note_failure(g, f, FETCH_NEVER, &why);
    }
    return http;
}

static enum err gather_urls(const struct sources *s, struct pipeline *p, const struct conf *conf,
                            int64_t now, struct gathered *g)
{
    struct fetched got;
    void *tag;
    bool changed = false; /* of no matter: all is printed at the end */
    struct http *http = start_fetches(s, conf, now, g);
    struct follow_opts opts = {.http = http, .pipeline = p, .sources = s};
    struct follow *follow = http ? follow_create(&opts) : NULL;
    for (bool more = follow; more; more = http_running(http) > 0) {
        http_wait(http, NULL, 0, http_running(http) ? WAIT_MS : 0);
        while (http_pop(http, &got, &tag)) {
            if (!follow_took(follow, tag, &got, now, &changed))
                take_fetched(tag, &got, p, now, g);
            fetched_finish(&got);
        }
        follow_start(follow, now);
    }
    enum err e = follow ? ERR_OK : ERR_NOMEM;
    follow_destroy(follow);
    http_destroy(http);
    return e;
}

enum err gather_all(const struct sources *s, struct pipeline *p, const struct conf *conf,
                    int64_t now, struct gathered *out)
{
    bool urls = false;
    *out = (struct gathered){.sources = s->n};
    for (size_t i = 0; i < s->n; i++) {
        struct taken taken = {0};
        struct why why = {.text = ""};
        if (s->list[i].source.kind == SOURCE_URL) {
            urls = true;
            continue;
        }
        enum fetch_outcome outcome = gather_path(&s->list[i], p, now, &taken, &why);
        out->told += taken.told;
        out->held += taken.counts.held;
        if (outcome != FETCH_OK)
            note_failure(out, &s->list[i], outcome, &why);
    }
    return urls ? gather_urls(s, p, conf, now, out) : ERR_OK;
}

enum exit_code gather_exit_code(const struct gathered *g)
{
    if (g->failed == 0)
        return g->told ? EXIT_CODE_DONE : EXIT_CODE_DATA;
    if (g->failed < g->sources)
        return EXIT_CODE_SOME;
    if (g->missing == g->failed)
        return EXIT_CODE_NO_INPUT;
    return g->unreachable == g->failed ? EXIT_CODE_UNAVAILABLE : EXIT_CODE_DATA;
}
