/* gather.c - every source once, now. Floor 9. One thread. */
#include "run/gather.h"

#include "base/log.h"
#include "feed/feed.h"
#include "run/access.h"
#include "run/clock.h"
#include "run/fetching.h"
#include "run/follow.h"
#include "source/file.h"

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

/* Starts every feed that was not tried yet and whose host is free. */
static void start_fetches(struct fetching *x, int64_t now, struct gathered *g)
{
    for (size_t i = 0; i < x->n; i++) {
        struct why why = {.text = ""};
        struct feedstate *f = &x->feeds[i];
        if (f->tried_once || f->running || fetching_left(x, f, now, clock_ms()) < 0)
            continue;
        if (fetching_left(x, f, now, clock_ms()) > 0) {
            f->tried_once = true;
            (void)why_set(&why, ERR_NET, 0, "its host asked for rest");
            note_failure(g, f->feed, FETCH_LATER, &why);
        } else if (fetching_start(x, f, now, &why) != ERR_OK) {
            f->tried_once = true;
            note_failure(g, f->feed, FETCH_NEVER, &why);
        }
    }
}

static void take_fetched(struct fetching *x, int64_t now, struct gathered *g)
{
    struct fetching_end end;
    while (fetching_pop(x, now, clock_ms(), &end)) {
        end.feed->tried_once = true;
        end.feed->running = false;
        if (end.outcome != FETCH_OK)
            note_failure(g, end.feed->feed, end.outcome, &end.why);
        g->told += end.taken.told;
        g->held += end.taken.counts.held;
    }
}

static enum err gather_urls(const struct sources *s, struct pipeline *p, const struct conf *conf,
                            int64_t now, struct gathered *g)
{
    struct fetching x = {.http = access_open(conf), .pipeline = p, .n = s->n};
    struct follow_opts opts = {.http = x.http, .pipeline = p, .sources = s};
    x.follow = x.http ? follow_create(&opts) : NULL;
    x.feeds = feedstate_create_all(s, NULL, now, clock_ms());
    hosts_init(&x.hosts, NULL);
    for (size_t i = 0; x.feeds && i < x.n; i++)
        x.feeds[i].tried_once = s->list[i].source.kind != SOURCE_URL;
    bool able = x.http && x.follow && x.feeds;
    for (bool more = able; more;) {
        start_fetches(&x, now, g);
        follow_start(x.follow, now);
        more = http_running(x.http) > 0;
        if (more)
            http_wait(x.http, NULL, 0, WAIT_MS);
        take_fetched(&x, now, g);
    }
    follow_destroy(x.follow);
    http_destroy(x.http);
    hosts_finish(&x.hosts);
    feedstate_destroy_all(x.feeds, x.n);
    return able ? ERR_OK : ERR_NOMEM;
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
    if (g->failed < g->sources || g->told) /* of what was too big something was told */
        return EXIT_CODE_SOME;
    if (g->missing == g->failed)
        return EXIT_CODE_NO_INPUT;
    return g->unreachable == g->failed ? EXIT_CODE_UNAVAILABLE : EXIT_CODE_DATA;
}
