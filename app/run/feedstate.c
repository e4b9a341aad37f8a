/* feedstate.c - how each source fares. Floor 9. The worker's thread. */
#include "run/feedstate.h"

#include <stdlib.h>

#include "base/log.h"
#include "base/when.h"
#include "view/layout.h"

enum { VALIDATOR_MAX = 1024, STATE_ARENA_MAX = 64 * 1024, STALE_PERIODS = 3 };

static bool good(enum fetch_outcome outcome)
{
    return outcome == FETCH_OK || outcome == FETCH_UNCHANGED;
}

/* A number from 0 to 1, another each time (xorshift64*, Vigna 2016): jitter needs no more. */
static double chance(struct feedstate *f)
{
    f->seed ^= f->seed >> 12;
    f->seed ^= f->seed << 25;
    f->seed ^= f->seed >> 27;
    return (double)(f->seed * 2685821657736338717ULL >> 11) / (double)(1ULL << 53);
}

/* True when the answer itself said when to come again; what failed on the way may be tried at once.
 */
static bool answered(enum fetch_outcome outcome)
{
    return good(outcome) || outcome == FETCH_LATER || outcome == FETCH_GONE;
}

/* What the store knows. A feed that answered a moment ago is not asked again at once. */
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
        if (answered(known.outcome) && known.due > now && known.due <= now + SCHEDULE_CEILING)
            f->due_ms = now_ms + (known.due - now) * 1000;
    }
    arena_destroy(a);
}

struct feedstate *feedstate_create_all(const struct sources *sources, struct store *store,
                                       int64_t now, int64_t now_ms)
{
    struct feedstate *list = calloc(sources->n ? sources->n : 1, sizeof *list);
    for (size_t i = 0; list && i < sources->n; i++) {
        struct feedstate *f = &list[i];
        *f = (struct feedstate){.feed = &sources->list[i],
                                .due_ms = now_ms,
                                .tried = WHEN_NONE,
                                .succeeded = WHEN_NONE,
                                .due = WHEN_NONE};
        f->seed = (span_hash(f->feed->source.address) ^ (uint64_t)now) | 1;
        buf_init(&f->etag, VALIDATOR_MAX);
        buf_init(&f->last_modified, VALIDATOR_MAX);
        if (store && f->feed->source.kind == SOURCE_URL)
            restore(f, store, now, now_ms);
    }
    return list;
}

void feedstate_destroy_all(struct feedstate *list, size_t n)
{
    for (size_t i = 0; list && i < n; i++) {
        buf_finish(&list[i].etag);
        buf_finish(&list[i].last_modified);
    }
    free(list);
}

static void say_change(const struct feedstate *f, enum fetch_outcome outcome, const struct why *why)
{
    const char *address = f->feed->source.address.p;
    if (good(outcome))
        log_notice("%s: %s", address, fetch_outcome_name(outcome));
    else
        log_warn("%s: %s%s%s", address, fetch_outcome_name(outcome), why->text[0] ? ": " : "",
                 why->text);
}

void feedstate_ended(struct feedstate *f, enum fetch_outcome outcome,
                     const struct schedule_hint *hint, const struct why *why, int64_t now,
                     int64_t now_ms)
{
    bool was_good = good(f->outcome);
    if ((f->outcome != outcome && !(good(outcome) && was_good)) || !f->tried_once)
        say_change(f, outcome, why);
    f->running = false;
    f->tried_once = true;
    f->outcome = outcome;
    f->why = *why;
    f->tried = now;
    f->failures = good(outcome) ? 0 : f->failures + 1;
    if (good(outcome))
        f->succeeded = now;
    int64_t wait = schedule_wait(outcome, f->failures, f->feed->every, hint, chance(f));
    f->due = now + wait;
    f->due_ms = now_ms + wait * 1000;
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
                              .why = span_of(f->why.text)};
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
        if (good(f->outcome))
            fine++;
        else if (f->succeeded != WHEN_NONE && now - f->succeeded < STALE_PERIODS * f->feed->every)
            stale++;
    }
    if (tried == 0)
        return STATE_STARTING;
    if (fine > 0)
        return STATE_GOOD;
    return stale > 0 ? STATE_STALE : STATE_OFFLINE;
}
