/* worker.c - network, store, merge and sockets in one poll loop. Floor 9. The worker's thread. */
#include "run/worker.h"

#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/log.h"
#include "feed/feed.h"
#include "run/access.h"
#include "run/control.h"
#include "run/dark.h"
#include "run/fetching.h"
#include "run/held.h"
#include "run/say.h"
#include "run/settings.h"
#include "source/file.h"
#include "source/watch.h"
#include "view/layout.h"

enum { TICK_MS = 30 * 1000, COMMIT_MS = 60 * 1000, SNAPSHOT_MAX = 60 };
enum { FIRST_COMMIT_MS = 3 * 1000 };       /* so that feeds list knows how a new start fares */
enum { PUBLISH_MS = 15 * 60 * 1000 };      /* so that old news leaves where nothing new comes */
enum { CLOCK_SET = 60 * 60 };              /* seconds: by so much a clock is set, not corrected */
enum { SETTLE_MS = 300 };                  /* editors write a file in several steps */
enum { SETTINGS_TAG = UINT_MAX };          /* among the watched paths: the configuration's */
enum { GONE_MS = 30 * 1000, FDS_MAX = 4 }; /* a path that is gone may come back */

struct worker {
    struct worker_opts opts;
    pthread_t thread;
    atomic_bool stop, reload; /* seen when the bell was rung */
    int bell;                 /* the desk's */
    struct cli fresh;         /* of the last reload */
    struct buf input;         /* standard input; kept for a reload */
    bool input_ended;
    struct http *http;
    struct fetching fetching;
    struct watch *watch;     /* NULL: files are read once */
    struct control *control; /* NULL: nobody can talk to us */
    struct feedstate *feeds;
    size_t n_feeds;
    struct say said;
    int64_t settings_due_ms; /* when changed files are read; INT64_MAX: none has changed */
    bool changed, dirty;     /* stories to publish; store to commit */
    int64_t committed_ms, published_ms;
    int64_t clock_ahead; /* seconds of the wall clock before the monotonic one */
    int64_t clock_since; /* when it was set so */
    int state;           /* last one sent down */
    struct control_status status;
    char *painter; /* its name, in status */
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

/* The settings in force: of the last reload, else of the start. */
static const struct cli *current(const struct worker *w)
{
    return w->fresh.argv ? &w->fresh : w->opts.cli;
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
    struct story_batch *b = desk_stories(d, current(w), now_of(w));
    w->changed = false;
    w->dirty = true; /* expiring forgets */
    w->published_ms = clock_ms();
    if (!b)
        return;
    if (d->store && b->n && !current(w)->unread) {
        struct story_batch head = *b;
        if (head.n > SNAPSHOT_MAX)
            head.n = SNAPSHOT_MAX;
        if (store_put_snapshot(d->store, sources_hash(&d->sources), &head) != ERR_OK)
            log_warn("store: the snapshot was not kept");
    }
    const struct conf *conf = &current(w)->conf;
    say_add(&w->said, conf_text(conf, OPTION_LANGUAGE), conf_text(conf, OPTION_TITLE), now_of(w),
            b);
    w->status.stories = b->n;
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

/* The milliseconds until there is something to commit and its time has come. */
static int64_t commit_left(const struct worker *w)
{
    int64_t left = w->committed_ms + COMMIT_MS - clock_ms();
    return !w->dirty ? TICK_MS : left > 0 ? left : 0;
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

/* Watches a path before it is read, so that no change is missed. It may have become a folder, or
 * another one of the same name, since it was watched last. */
static void watch_path(struct worker *w, struct feedstate *f)
{
    struct why why;
    unsigned tag = (unsigned)(f - w->feeds);
    struct source *source = &w->opts.desk->sources.list[tag].source;
    source->kind = source_kind_of(source->address);
    if (w->watch)
        watch_drop(w->watch, tag);
    f->watched = w->watch && watch_add(w->watch, source->address.p, tag, &why) == ERR_OK;
    if (!f->watched && !f->tried_once)
        log_warn("%s: changes are not watched", source->address.p);
}

/* A path that is watched is read again when it changes; one that is gone, or on which ingest ended,
 * after a while. */
static void plan_path(struct feedstate *f, const struct taken *taken)
{
    if (f->outcome == FETCH_NOT_FOUND || f->outcome == FETCH_UNREADABLE)
        f->due_ms = clock_ms() + GONE_MS;
    else if (f->watched && !taken->lost && f->outcome != FETCH_STOPPED)
        f->due_ms = INT64_MAX;
}

static void read_path(struct worker *w, struct feedstate *f)
{
    struct taken taken = {0};
    struct why why = {.text = ""};
    struct schedule_hint hint = {0};
    struct pipeline *p = w->opts.desk->pipeline;
    enum fetch_outcome outcome;
    if (f->feed->source.kind == SOURCE_INPUT) {
        outcome = gather_bytes(f->feed, buf_span(&w->input), p, now_of(w), &taken, &why);
        f->watched = true; /* there is nothing more to come */
    } else {
        watch_path(w, f);
        outcome = gather_path(f->feed, p, now_of(w), &taken, &why);
    }
    if (pipeline_interrupted(p)) {
        f->due_ms = clock_ms();
        return;
    }
    f->items = taken.told;
    ended(w, f, outcome, &hint, &why);
    plan_path(f, &taken);
    w->changed = true;
}

static void start_fetch(struct worker *w, struct feedstate *f)
{
    struct why why = {.text = ""};
    struct schedule_hint hint = {0};
    if (fetching_start(&w->fetching, f, now_of(w), &why) != ERR_OK)
        ended(w, f, FETCH_NEVER, &hint, &why);
}

/* Starts a source that is due, and whose host is free; gives the milliseconds until it may be. */
static int64_t start_one(struct worker *w, struct feedstate *f)
{
    int64_t now = clock_ms(), left = f->due_ms - now;
    bool url = f->feed->source.kind == SOURCE_URL;
    if (f->running || (f->feed->source.kind == SOURCE_INPUT && !w->input_ended))
        return TICK_MS;
    if (left > 0)
        return left;
    int64_t rest = url ? fetching_left(&w->fetching, f, now_of(w), now) : 0;
    if (rest)
        return rest > 0 ? rest : TICK_MS;
    if (url)
        start_fetch(w, f);
    else
        read_path(w, f);
    return TICK_MS;
}

/* Starts what is due, first what has never succeeded: a new feed is the screen's first news. Gives
 * the milliseconds until the next one is due. */
static int start_due(struct worker *w)
{
    int64_t next = TICK_MS;
    for (int known = 0; known < 2; known++)
        for (size_t i = 0; i < w->n_feeds; i++) {
            if ((w->feeds[i].succeeded != WHEN_NONE) != known)
                continue;
            int64_t left = start_one(w, &w->feeds[i]);
            next = left < next ? left : next;
        }
    return (int)next;
}

/* What another feed came upon before was a log-in page, too. */
static void note_portal(struct worker *w, const struct feedstate *f)
{
    struct schedule_hint hint = {0};
    for (size_t i = 0; i < w->n_feeds; i++) {
        struct feedstate *g = &w->feeds[i];
        if (!fetching_same_portal(f, g, now_of(w)))
            continue;
        g->failures = 0;
        ended(w, g, FETCH_PORTAL, &hint, &f->why);
    }
}

static void take_all_fetched(struct worker *w)
{
    struct fetching_end end;
    while (fetching_pop(&w->fetching, now_of(w), clock_ms(), &end)) {
        w->changed = w->changed || end.news;
        ended(w, end.feed, end.outcome, &end.hint, &end.why);
        if (end.readdressed)
            log_notice("%s: is asked at %s from now on", end.feed->feed->source.address.p,
                       feedstate_address(end.feed));
        if (end.outcome == FETCH_PORTAL)
            note_portal(w, end.feed);
    }
    follow_start(w->fetching.follow, now_of(w), clock_ms());
    w->changed = w->changed || w->fetching.followed;
    w->fetching.followed = false;
}

static void take_changes(struct worker *w)
{
    unsigned tag;
    while (w->watch && watch_next(w->watch, &tag))
        if (tag < w->n_feeds)
            read_path(w, &w->feeds[tag]);
        else if (tag == SETTINGS_TAG)
            w->settings_due_ms = clock_ms() + SETTLE_MS;
}

static void take_painter(struct worker *w, struct note *note)
{
    free(w->painter);
    w->painter = note->payload;
    w->status.painter = w->painter;
    w->status.software = note->number;
    note->destroy = NULL; /* taken */
}

static void take_notes(struct worker *w)
{
    struct note note;
    while (queue_pop(w->opts.up, &note)) {
        if (note.kind == UP_FRAMES)
            w->status.frames = (uint64_t)note.number;
        else if (note.kind == UP_SHOWN)
            w->status.shown++;
        else if (note.kind == UP_PAINTER)
            take_painter(w, &note);
        note_finish(&note);
    }
}

/* What a person decided is written at once: the power may go. */
static void answer_other(void *data, struct span line, struct buf *out)
{
    struct worker *w = data;
    long seconds;
    if (dark_read(line, out, &seconds))
        send_down(w, (struct note){.kind = DOWN_BLANK, .number = seconds});
    else if (say_answer(&w->said, line, now_of(w), out))
        w->changed = true;
    else if (held_answer(w->opts.desk, line, out)) {
        w->changed = true;
        commit(w);
    }
}

static void look_at_sandbox(struct worker *w)
{
    int found = (int)pipeline_sandbox(w->opts.desk->pipeline);
    if (found != w->status.sandbox && found != SANDBOX_UNKNOWN && found != SANDBOX_WHOLE)
        log_warn("motograph-ingest is %s shut in by this kernel or unit: see the manual, SANDBOX",
                 found == SANDBOX_PARTIAL ? "only partly" : "not");
    w->status.sandbox = found;
}

static void take_commands(struct worker *w)
{
    int command;
    look_at_sandbox(w);
    while (w->control && control_next(w->control, &w->status, answer_other, w, &command))
        send_down(w, (struct note){.kind = DOWN_COMMAND, .number = command});
}

static bool wants_input(const struct worker *w)
{
    for (size_t i = 0; i < w->n_feeds && !w->input_ended; i++)
        if (w->feeds[i].feed->source.kind == SOURCE_INPUT)
            return true;
    return false;
}

/* A writer may take its time: whatever is there is taken, and nobody waits for the rest. */
static void take_input(struct worker *w, const struct pollfd *fd)
{
    struct why why = {.text = ""};
    if (fd->revents == 0)
        return;
    if (file_read_piece(fd->fd, &w->input, &w->input_ended, &why) == ERR_OK)
        return;
    log_warn("standard input: %s", why.text);
    w->input_ended = true;
}

/* The clock was set (no battery, a fault, a long sleep): what was judged by the old time, and
 * thrown away as too old perhaps, is asked for again, and whole. Who asked for time keeps it: it is
 * counted without the clock. */
static void follow_clock(struct worker *w)
{
    int64_t ahead = now_of(w) - clock_ms() / 1000;
    int64_t by = ahead - w->clock_ahead;
    bool set = llabs(by) > CLOCK_SET;
    w->clock_ahead = ahead;
    for (size_t i = 0; set && i < w->n_feeds; i++) {
        buf_reset(&w->feeds[i].etag);
        buf_reset(&w->feeds[i].last_modified);
        if (w->feeds[i].outcome != FETCH_LATER && w->feeds[i].outcome != FETCH_GONE)
            w->feeds[i].due_ms = clock_ms();
    }
    if (!set)
        return;
    log_notice("the clock was set; every source is read again");
    pipeline_clock_set(w->opts.desk->pipeline, w->clock_since, by);
    say_clock_set(&w->said, by);
    w->clock_since = now_of(w);
    pipeline_expire(w->opts.desk->pipeline, now_of(w), w->opts.desk->sources.max_age);
}

/* One turn of the loop: start, wait, take. */
static void turn(struct worker *w)
{
    struct pollfd fds[FDS_MAX] = {{.fd = w->bell, .events = POLLIN}};
    size_t n = 1, input = 0;
    follow_clock(w);
    int64_t wait_ms = start_due(w);
    publish_state(w);
    if (w->changed || (w->state == STATE_GOOD && clock_ms() - w->published_ms >= PUBLISH_MS))
        publish(w);
    if (commit_left(w) == 0)
        commit(w);
    wait_ms = commit_left(w) < wait_ms ? commit_left(w) : wait_ms;
    if (w->settings_due_ms - clock_ms() < wait_ms)
        wait_ms = w->settings_due_ms - clock_ms();
    int64_t rest_ms = pipeline_rest(w->opts.desk->pipeline);
    wait_ms = rest_ms >= 0 && rest_ms < wait_ms ? rest_ms : wait_ms;
    if (w->watch)
        fds[n++] = (struct pollfd){.fd = watch_fd(w->watch), .events = POLLIN};
    if (w->control)
        n += control_fds(w->control, fds + n);
    if (wants_input(w))
        fds[input = n++] = (struct pollfd){.fd = STDIN_FILENO, .events = POLLIN};
    http_wait(w->http, fds, n, wait_ms > 0 ? (int)wait_ms : 0);
    if (input)
        take_input(w, &fds[input]);
    take_notes(w);
    take_all_fetched(w);
    take_changes(w);
    take_commands(w);
}

static void close_sources(struct worker *w)
{
    follow_destroy(w->fetching.follow);
    http_destroy(w->http);
    w->fetching.follow = NULL;
    watch_destroy(w->watch);
    feedstate_destroy_all(w->feeds, w->n_feeds);
    w->http = NULL;
    w->watch = NULL;
    w->feeds = NULL;
    w->n_feeds = 0;
}

/* While they cannot be used they are looked at now and then, too: a right to read or a mount that
 * was missing is not seen by watching. */
static void watch_settings(struct worker *w, const struct cli *cli)
{
    w->settings_due_ms = cli->unread ? clock_ms() + TICK_MS : INT64_MAX;
    if (!w->watch)
        return;
    watch_drop(w->watch, SETTINGS_TAG);
    settings_watch(cli, w->watch, SETTINGS_TAG);
}

/* False when memory is out. */
static bool open_sources(struct worker *w, const struct conf *conf)
{
    struct desk *d = w->opts.desk;
    int64_t since = d->sources.max_age ? now_of(w) - d->sources.max_age : 0;
    size_t restored;
    sources_keep_rules(&d->sources, d->store);
    w->dirty = true;
    w->feeds = feedstate_create_all(&d->sources, d->store, now_of(w), clock_ms());
    w->n_feeds = w->feeds ? d->sources.n : 0;
    w->http = access_open(conf);
    w->fetching = (struct fetching){.http = w->http,
                                    .pipeline = d->pipeline,
                                    .feeds = w->feeds,
                                    .n = w->n_feeds,
                                    .hosts = w->fetching.hosts};
    hosts_renew(&w->fetching.hosts, d->store);
    struct follow_opts follow = {.http = w->http,
                                 .pipeline = d->pipeline,
                                 .sources = &d->sources,
                                 .hosts = &w->fetching.hosts};
    w->fetching.follow = w->http ? follow_create(&follow) : NULL;
    w->watch = watch_create();
    watch_settings(w, current(w));
    if (pipeline_restore(d->pipeline, since, sources_origin, &d->sources, &restored) != ERR_OK)
        log_warn("store: the last news could not be read");
    w->changed = w->opts.show_restored && restored > 0;
    w->published_ms = clock_ms();
    w->committed_ms = w->published_ms - COMMIT_MS + FIRST_COMMIT_MS;
    w->clock_ahead = now_of(w) - clock_ms() / 1000;
    w->clock_since = now_of(w);
    return w->feeds && w->fetching.follow;
}

static void send_settings(struct worker *w, const struct cli *fresh)
{
    struct settings *settings = settings_create(fresh, w->opts.cli);
    if (settings)
        send_down(w, (struct note){.kind = DOWN_SETTINGS, .payload = settings, .destroy = free});
}

/* News by fresh settings, which it TAKES. False when memory is out: then nothing runs until it is
 * tried again. What the screen shows stays until there is news. */
static bool renew(struct worker *w, struct cli fresh)
{
    struct cli old = w->fresh;
    commit(w);
    close_sources(w);
    w->fresh = fresh;
    w->opts.show_restored = true; /* other sources than before, perhaps */
    bool able =
        desk_renew(w->opts.desk, &w->fresh) == EXIT_CODE_DONE && open_sources(w, &w->fresh.conf);
    w->settings_due_ms = clock_ms() + SETTLE_MS; /* one more look, as they are watched anew */
    cli_finish(&old);
    if (able)
        log_notice("reloaded");
    else
        log_error("reload: out of memory; it is tried again");
    return able;
}

static bool reload(struct worker *w, bool able)
{
    struct cli fresh;
    if (!settings_again(w->opts.cli, &fresh))
        return able;
    send_settings(w, &fresh);
    return renew(w, fresh);
}

/* A watched file has changed. News are only read anew when it says something else of them. */
static bool follow_settings(struct worker *w, bool able)
{
    struct cli fresh;
    if (clock_ms() < w->settings_due_ms)
        return able;
    watch_settings(w, current(w)); /* before the reading: nothing that changes meanwhile is lost */
    if (!settings_again(w->opts.cli, &fresh))
        return able;
    if (w->watch)
        settings_watch(&fresh, w->watch, SETTINGS_TAG); /* another theme, perhaps */
    send_settings(w, &fresh);
    if (!settings_same_news(&current(w)->conf, &fresh.conf))
        return renew(w, fresh);
    cli_finish(&fresh);
    return able;
}

static void rest(const struct worker *w)
{
    struct pollfd p = {.fd = w->bell, .events = POLLIN};
    (void)poll(&p, 1, TICK_MS);
}

/* The bell is quiet before the flags are looked at, so that none is missed. */
static void *run(void *data)
{
    struct worker *w = data;
    eventfd_t rung;
    w->control = control_create();
    bool able = open_sources(w, &w->opts.cli->conf);
    while (!atomic_load(&w->stop)) {
        if (able) {
            turn(w);
            able = follow_settings(w, able);
        } else {
            rest(w);
        }
        (void)eventfd_read(w->bell, &rung);
        bool asked = atomic_exchange(&w->reload, false);
        if ((asked || !able) && !atomic_load(&w->stop))
            able = reload(w, able);
        if (asked)
            send_down(w, (struct note){.kind = DOWN_RELOADED});
    }
    commit(w);
    close_sources(w);
    hosts_finish(&w->fetching.hosts);
    control_destroy(w->control);
    return NULL;
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

struct worker *worker_create(const struct worker_opts *opts, struct why *why)
{
    struct worker *w = calloc(1, sizeof *w);
    if (!w) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        return NULL;
    }
    w->opts = *opts;
    w->bell = opts->desk->bell;
    w->state = -1;
    buf_init(&w->input, FEED_BYTES_MAX);
    int e = start_thread(w);
    if (!e)
        return w;
    (void)why_set(why, ERR_IO, 0, "thread: %s", strerror(e));
    free(w);
    return NULL;
}

void worker_reload(struct worker *w)
{
    atomic_store(&w->reload, true);
    (void)eventfd_write(w->bell, 1);
}

void worker_destroy(struct worker *w)
{
    if (!w)
        return;
    atomic_store(&w->stop, true);
    (void)eventfd_write(w->bell, 1);
    (void)pthread_join(w->thread, NULL);
    buf_finish(&w->input);
    cli_finish(&w->fresh);
    free(w->painter);
    free(w);
}
