/* worker.c - network, store, merge and sockets in one poll loop. Floor 9. The worker's thread. */
#include "run/worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "feed/feed.h"
#include "run/control.h"
#include "run/feedstate.h"
#include "source/http.h"
#include "source/watch.h"
#include "view/layout.h"

enum { TICK_MS = 30 * 1000, COMMIT_MS = 60 * 1000, SNAPSHOT_MAX = 60 };
enum { PUBLISH_MS = 15 * 60 * 1000 }; /* so that old news leaves where nothing new comes */

struct worker {
    struct worker_opts opts;
    pthread_t thread;
    atomic_bool stop;
    struct http *http;       /* made before the thread starts, so that stopping can wake it */
    struct watch *watch;     /* NULL: files are read once */
    struct control *control; /* NULL: nobody can talk to us */
    struct feedstate *feeds;
    size_t n_feeds;
    bool changed, dirty; /* stories to publish; store to commit */
    int64_t committed_ms, published_ms;
    int state; /* last one sent down */
    struct control_status status;
};

static int64_t now_of(const struct worker *w)
{
    return clock_now(&w->opts.desk->clock);
}

static void send_down(struct worker *w, struct note note)
{
    queue_push(w->opts.down, note);
    w->opts.wake(w->opts.data);
}

static void destroy_batch(void *payload)
{
    story_batch_destroy(payload);
}

/* Sends every story down, and keeps the first ones for the next start. */
static void publish(struct worker *w)
{
    struct desk *d = w->opts.desk;
    pipeline_expire(d->pipeline, now_of(w), d->sources.max_age);
    struct story_batch *b = pipeline_stories(d->pipeline, now_of(w));
    w->changed = false;
    w->dirty = true; /* expiring forgets */
    w->published_ms = clock_ms();
    if (!b)
        return;
    w->status.stories = b->n;
    if (d->store && b->n) {
        struct story_batch head = *b;
        if (head.n > SNAPSHOT_MAX)
            head.n = SNAPSHOT_MAX;
        if (store_put_snapshot(d->store, sources_hash(&d->sources), &head) != ERR_OK)
            log_warn("store: the snapshot was not kept");
    }
    send_down(w, (struct note){.kind = DOWN_BATCH, .payload = b, .destroy = destroy_batch});
}

static void publish_state(struct worker *w)
{
    int state = feedstate_overall(w->feeds, w->n_feeds, now_of(w));
    w->status.state = state;
    if (state == w->state)
        return;
    w->state = state;
    send_down(w, (struct note){.kind = DOWN_STATE, .number = state});
}

static void commit(struct worker *w)
{
    struct why why = {.text = ""};
    w->dirty = false;
    w->committed_ms = clock_ms();
    if (w->opts.desk->store && store_commit(w->opts.desk->store, &why) != ERR_OK)
        log_warn("store: %s", why.text);
}

/* Notes how a source fared; only changes are logged. */
static void ended(struct worker *w, struct feedstate *f, enum fetch_outcome outcome,
                  const struct schedule_hint *hint, const struct why *why)
{
    feedstate_ended(f, outcome, hint, why, now_of(w), clock_ms());
    if (w->opts.desk->store && f->feed->source.kind == SOURCE_URL) {
        feedstate_save(f, w->opts.desk->store);
        w->dirty = true;
    }
}

static void read_path(struct worker *w, struct feedstate *f)
{
    struct taken taken = {0};
    struct why why = {.text = ""};
    struct schedule_hint hint = {0};
    enum fetch_outcome outcome =
        gather_path(f->feed, w->opts.desk->pipeline, now_of(w), &taken, &why);
    f->items = taken.told;
    ended(w, f, outcome, &hint, &why);
    w->changed = true;
}

static void start_fetch(struct worker *w, struct feedstate *f)
{
    struct why why = {.text = ""};
    struct schedule_hint hint = {0};
    struct http_request request = {.url = f->feed->source.address.p,
                                   .etag = f->etag.n ? buf_cstr(&f->etag) : NULL,
                                   .last_modified =
                                       f->last_modified.n ? buf_cstr(&f->last_modified) : NULL,
                                   .allow_private = f->feed->allow_private,
                                   .max_bytes = FEED_BYTES_MAX,
                                   .now = now_of(w),
                                   .tag = f};
    f->running = true;
    if (http_start(w->http, &request, &why) != ERR_OK)
        ended(w, f, FETCH_NEVER, &hint, &why);
}

/* Starts what is due; gives the milliseconds until the next one is. */
static int start_due(struct worker *w)
{
    int64_t now = clock_ms(), next = TICK_MS;
    for (size_t i = 0; i < w->n_feeds; i++) {
        struct feedstate *f = &w->feeds[i];
        if (f->feed->source.kind != SOURCE_URL && f->tried_once)
            continue;
        int64_t left = f->due_ms - now;
        if (!f->running && left <= 0 && f->feed->source.kind == SOURCE_URL)
            start_fetch(w, f);
        else if (!f->running && left <= 0)
            read_path(w, f);
        else if (!f->running && left < next)
            next = left;
    }
    return (int)next;
}

static void take_fetched(struct worker *w, struct feedstate *f, const struct fetched *got)
{
    struct taken taken = {0};
    struct why why = got->why;
    enum fetch_outcome outcome = got->outcome;
    struct schedule_hint hint = {.retry_after = got->retry_after, .fresh_for = got->fresh_for};
    if (outcome == FETCH_OK) {
        enum err e = pipeline_take(w->opts.desk->pipeline, &f->feed->origin, buf_span(&got->body),
                                   buf_span(&got->content_type), buf_span(&got->address), now_of(w),
                                   &taken, &why);
        outcome = e ? FETCH_NOT_NEWS : FETCH_OK;
        w->changed = w->changed || !e;
        hint.ttl_minutes = taken.ttl_minutes;
        f->items = e ? f->items : taken.told;
        if (!e)
            feedstate_validators(f, got);
    }
    ended(w, f, outcome, &hint, &why);
}

static void take_all_fetched(struct worker *w)
{
    struct fetched got;
    void *tag;
    while (http_pop(w->http, &got, &tag)) {
        take_fetched(w, tag, &got);
        fetched_finish(&got);
    }
}

static void take_changes(struct worker *w)
{
    unsigned tag;
    while (w->watch && watch_next(w->watch, &tag))
        if (tag < w->n_feeds)
            read_path(w, &w->feeds[tag]);
}

static void take_notes(struct worker *w)
{
    struct note note;
    while (queue_pop(w->opts.up, &note)) {
        if (note.kind == UP_FRAMES)
            w->status.frames = (uint64_t)note.number;
        else if (note.kind == UP_SHOWN)
            w->status.shown++;
        note_finish(&note);
    }
}

static void take_commands(struct worker *w)
{
    int command;
    while (w->control && control_next(w->control, &w->status, &command))
        send_down(w, (struct note){.kind = DOWN_COMMAND, .number = command});
}

/* One turn of the loop: start, wait, take. */
static void turn(struct worker *w)
{
    struct pollfd fds[1 + CONTROL_FDS];
    size_t n = 0;
    int wait_ms = start_due(w);
    publish_state(w);
    if (w->changed || (w->state == STATE_GOOD && clock_ms() - w->published_ms >= PUBLISH_MS))
        publish(w);
    if (w->dirty && clock_ms() - w->committed_ms >= COMMIT_MS)
        commit(w);
    if (w->watch)
        fds[n++] = (struct pollfd){.fd = watch_fd(w->watch), .events = POLLIN};
    if (w->control)
        n += control_fds(w->control, fds + n);
    http_wait(w->http, fds, n, wait_ms > 0 ? wait_ms : 0);
    take_notes(w);
    take_all_fetched(w);
    take_changes(w);
    take_commands(w);
}

static void *run(void *data)
{
    struct worker *w = data;
    struct desk *d = w->opts.desk;
    int64_t since = d->sources.max_age ? now_of(w) - d->sources.max_age : 0;
    size_t restored;
    if (pipeline_restore(d->pipeline, since, sources_hold, &d->sources, &restored) != ERR_OK)
        log_warn("store: the last news could not be read");
    w->changed = w->opts.show_restored && restored > 0;
    w->committed_ms = w->published_ms = clock_ms();
    while (!atomic_load(&w->stop))
        turn(w);
    commit(w);
    return NULL;
}

static void watch_sources(struct worker *w)
{
    struct why why;
    for (size_t i = 0; i < w->n_feeds; i++) {
        const struct source *s = &w->feeds[i].feed->source;
        if (s->kind != SOURCE_FILE && s->kind != SOURCE_FOLDER)
            continue;
        if (!w->watch)
            w->watch = watch_create();
        if (!w->watch || watch_add(w->watch, s->address.p, (unsigned)i, &why) != ERR_OK)
            log_warn("%s: changes are not watched", s->address.p);
    }
}

/* Signals are the main thread's: the new thread starts with all of them blocked. */
static int start_thread(struct worker *w)
{
    sigset_t all, before;
    (void)sigfillset(&all);
    (void)pthread_sigmask(SIG_SETMASK, &all, &before);
    int e = pthread_create(&w->thread, NULL, run, w);
    (void)pthread_sigmask(SIG_SETMASK, &before, NULL);
    return e;
}

static void free_parts(struct worker *w)
{
    http_destroy(w->http);
    watch_destroy(w->watch);
    control_destroy(w->control);
    feedstate_destroy_all(w->feeds, w->n_feeds);
    free(w);
}

struct worker *worker_create(const struct worker_opts *opts, struct why *why)
{
    struct http_opts http = {.connections = (unsigned)conf_int(opts->conf, OPTION_CONNECTIONS),
                             .total_ms = conf_int(opts->conf, OPTION_TIMEOUT) * 1000};
    struct worker *w = calloc(1, sizeof *w);
    if (!w) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        return NULL;
    }
    w->opts = *opts;
    w->state = -1;
    w->n_feeds = opts->desk->sources.n;
    w->feeds = feedstate_create_all(&opts->desk->sources, opts->desk->store,
                                    clock_now(&opts->desk->clock), clock_ms());
    w->http = http_create(&http);
    w->control = control_create();
    if (w->feeds && w->http) {
        watch_sources(w);
        int e = start_thread(w);
        if (!e)
            return w;
        (void)why_set(why, ERR_IO, 0, "thread: %s", strerror(e));
    } else {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
    }
    free_parts(w);
    return NULL;
}

void worker_destroy(struct worker *w)
{
    if (!w)
        return;
    atomic_store(&w->stop, true);
    http_wake(w->http);
    (void)pthread_join(w->thread, NULL);
    free_parts(w);
}
