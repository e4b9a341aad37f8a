/* feedstate.c - how each source fares. Floor 9. The worker's thread. */
#include "run/feedstate.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/when.h"
#include "view/layout.h"

enum { VALIDATOR_MAX = 1024, HOST_MAX = 512, STATE_ARENA_MAX = 64 * 1024, STALE_PERIODS = 3 };
enum { DUE_MAX = 8 * SCHEDULE_CEILING }; /* a day, and a week of days to skip */
enum { STEP_MS = 1000 };

/* A number from 0 to 1, another each time (xorshift64*, Vigna 2016): jitter needs no more. */
static double chance(struct feedstate *f)
{
    f->seed ^= f->seed >> 12;
    f->seed ^= f->seed << 25;
    f->seed ^= f->seed >> 27;
    return (double)(f->seed * 2685821657736338717ULL >> 11) / (double)(1ULL << 53);
}

static void restore_address(struct feedstate *f, const struct store_feed *known)
{
    struct moving *m = &f->moving;
    (void)buf_put(&m->asked_at, known->asked_at);
    (void)buf_put(&m->moved_to, known->moved_to);
    m->found = known->found;
    m->seen = known->moved_seen;
    m->since = known->moved_since;
    f->was_feed = known->was_feed;
}

/* A feed that a server answered for is not asked before its time, nor does its back-off begin anew;
 * what was not reached may be there by now, and a password may have been put right. A clock that
 * jumped keeps no feed silent. */
static void restore_due(struct feedstate *f, const struct store_feed *known, int64_t now,
                        int64_t now_ms)
{
    int64_t most = known->outcome == FETCH_GONE ? SCHEDULE_GONE : DUE_MAX;
    if (!schedule_answered(known->outcome) || known->outcome == FETCH_LOGIN)
        return;
    f->failures = known->failures;
    f->due = known->due;
    if (known->due > now && known->due - now <= most)
        f->due_ms = now_ms + (known->due - now) * 1000;
}

static void restore(struct feedstate *f, struct store *store, int64_t now, int64_t now_ms)
{
    struct store_feed known;
    struct arena *a = arena_create(STATE_ARENA_MAX);
    if (a && store_get_feed(store, f->feed->source.address, &known, a) == ERR_OK) {
        (void)buf_put(&f->etag, known.etag);
        (void)buf_put(&f->last_modified, known.last_modified);
        f->outcome = known.outcome;
        f->tried = known.tried;
        f->succeeded = known.succeeded;
        f->items = known.items;
        f->counts = known.counts;
        f->said = (struct schedule_hint){.ttl_minutes = known.ttl_minutes,
                                         .skip_hours = known.skip_hours,
                                         .skip_days = known.skip_days,
                                         .gap = known.gap};
        restore_address(f, &known);
        restore_due(f, &known, now, now_ms);
    }
    arena_destroy(a);
}

static bool is_overdue(const struct feedstate *f, int64_t now_ms)
{
    return f->succeeded != WHEN_NONE && f->due_ms <= now_ms;
}

static void spread(struct feedstate *list, size_t n, int64_t now_ms)
{
    size_t late = 0, rank = 0;
    for (size_t i = 0; i < n; i++)
        late += is_overdue(&list[i], now_ms);
    if (late <= FEEDSTATE_AT_ONCE)
        return;
    int64_t step = FEEDSTATE_SPREAD_MS / (int64_t)(late - FEEDSTATE_AT_ONCE);
    for (size_t i = 0; i < n; i++)
        if (is_overdue(&list[i], now_ms) && ++rank > FEEDSTATE_AT_ONCE)
            list[i].due_ms =
                now_ms + (int64_t)(rank - FEEDSTATE_AT_ONCE) * (step < STEP_MS ? step : STEP_MS);
}

static void init(struct feedstate *f, const struct feed_source *feed, int64_t now, int64_t now_ms)
{
    *f = (struct feedstate){.feed = feed,
                            .due_ms = now_ms,
                            .tried = WHEN_NONE,
                            .succeeded = WHEN_NONE,
                            .due = WHEN_NONE,
                            .landed_at = WHEN_NONE};
    f->seed = (span_hash(feed->source.address) ^ (uint64_t)now) | 1;
    buf_init(&f->etag, VALIDATOR_MAX);
    buf_init(&f->last_modified, VALIDATOR_MAX);
    buf_init(&f->hop, MOVING_ADDRESS_MAX);
    buf_init(&f->landed, HOST_MAX);
    moving_init(&f->moving);
}

struct feedstate *feedstate_create_all(const struct sources *sources, struct store *store,
                                       int64_t now, int64_t now_ms)
{
    struct feedstate *list = calloc(sources->n ? sources->n : 1, sizeof *list);
    for (size_t i = 0; list && i < sources->n; i++) {
        init(&list[i], &sources->list[i], now, now_ms);
        if (store && sources->list[i].source.kind == SOURCE_URL)
            restore(&list[i], store, now, now_ms);
    }
    if (list)
        spread(list, sources->n, now_ms);
    return list;
}

void feedstate_destroy_all(struct feedstate *list, size_t n)
{
    for (size_t i = 0; list && i < n; i++) {
        buf_finish(&list[i].etag);
        buf_finish(&list[i].last_modified);
        buf_finish(&list[i].hop);
        buf_finish(&list[i].landed);
        moving_finish(&list[i].moving);
    }
    free(list);
}

const char *feedstate_address(const struct feedstate *f)
{
    return f->moving.asked_at.n ? buf_cstr(&f->moving.asked_at) : f->feed->source.address.p;
}

static void say_change(const struct feedstate *f, enum fetch_outcome outcome, const struct why *why)
{
    const char *address = f->feed->source.address.p;
    if (schedule_good(outcome))
        log_notice("%s: %s", address, fetch_outcome_name(outcome));
    else
        log_warn("%s: %s%s%s", address, fetch_outcome_name(outcome), why->text[0] ? ": " : "",
                 why->text);
}

/* What is waited by the schedule, and moved out of the hours that the feed wants to be left alone.
 */
static int64_t wait_of(struct feedstate *f, const struct schedule_hint *hint, int64_t now)
{
    struct schedule_hint all = f->said;
    all.retry_after = hint->retry_after;
    all.fresh_for = hint->fresh_for;
    int64_t every = f->feed->every;
    if (!f->feed->paced)
        every = schedule_stretch(every, all.gap);
    int64_t wait = schedule_wait(f->outcome, f->failures, every, &all, chance(f));
    if (!schedule_good(f->outcome))
        return wait;
    return schedule_allowed(now + wait, &all, chance(f)) - now;
}

/* The address that it was found at or has moved to is given up: the configured one is asked next.
 */
static void give_up_address(struct feedstate *f)
{
    log_notice("%s: is asked at its own address again", f->feed->source.address.p);
    feedstate_moved(f);
    f->was_feed = false; /* it may have been found in a page there */
    if (f->outcome == FETCH_GONE)
        f->outcome = FETCH_NOT_FOUND; /* only the other address is gone */
}

void feedstate_ended(struct feedstate *f, enum fetch_outcome outcome,
                     const struct schedule_hint *hint, const struct why *why, int64_t now,
                     int64_t now_ms)
{
    bool good = schedule_good(outcome), was_good = schedule_good(f->outcome);
    if ((f->outcome != outcome && !(good && was_good)) || !f->tried_once)
        say_change(f, outcome, why);
    f->running = false;
    f->tried_once = true;
    f->outcome = outcome;
    f->why = *why;
    f->tried = now;
    f->failures = good ? 0 : f->failures + 1;
    if (good)
        f->succeeded = now;
    else if (moving_failed(&f->moving, outcome, f->failures, f->succeeded, now))
        give_up_address(f);
    int64_t wait = wait_of(f, hint, now);
    f->due = now + wait;
    f->due_ms = now_ms + wait * 1000;
}

void feedstate_moved(struct feedstate *f)
{
    buf_reset(&f->etag);
    buf_reset(&f->last_modified);
    f->host = NULL;
}

void feedstate_validators(struct feedstate *f, const struct fetched *got)
{
    buf_reset(&f->etag);
    buf_reset(&f->last_modified);
    if (buf_put(&f->etag, buf_span(&got->etag)) != ERR_OK)
        buf_reset(&f->etag);
    if (buf_put(&f->last_modified, buf_span(&got->last_modified)) != ERR_OK)
        buf_reset(&f->last_modified);
}

void feedstate_save(const struct feedstate *f, struct store *store)
{
    struct store_feed keep = {.etag = buf_span(&f->etag),
                              .last_modified = buf_span(&f->last_modified),
                              .outcome = f->outcome,
                              .tried = f->tried,
                              .succeeded = f->succeeded,
                              .due = f->due,
                              .failures = f->failures,
                              .items = f->items,
                              .why = span_of(f->why.text),
                              .asked_at = buf_span(&f->moving.asked_at),
                              .found = f->moving.found,
                              .moved_to = buf_span(&f->moving.moved_to),
                              .moved_seen = f->moving.seen,
                              .moved_since = f->moving.since,
                              .was_feed = f->was_feed,
                              .ttl_minutes = f->said.ttl_minutes,
                              .skip_hours = f->said.skip_hours,
                              .skip_days = f->said.skip_days,
                              .gap = f->said.gap,
                              .counts = f->counts};
    if (store_put_feed(store, f->feed->source.address, &keep) != ERR_OK)
        log_debug("store: a feed's state was not kept");
}

int feedstate_overall(const struct feedstate *list, size_t n, int64_t now)
{
    size_t tried = 0, fine = 0, stale = 0;
    for (size_t i = 0; i < n; i++) {
        const struct feedstate *f = &list[i];
        if (!f->tried_once && f->succeeded == WHEN_NONE)
            continue;
        tried++;
        if (schedule_good(f->outcome))
            fine++;
        else if (f->succeeded != WHEN_NONE && now - f->succeeded < STALE_PERIODS * f->feed->every)
            stale++;
    }
    if (tried == 0)
        return n ? STATE_STARTING : STATE_OFFLINE;
    if (fine > 0)
        return STATE_GOOD;
    return stale > 0 ? STATE_STALE : STATE_OFFLINE;
}
