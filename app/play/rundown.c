/* rundown.c - what comes next on the screen. Floor 6. Main thread. Knows neither clock nor pixels.
 *
 * The story on the screen is never touched: when a batch comes in, the one that
 * holds it is kept until the screen moves on. */
#include "play/rundown.h"

#include <stdlib.h>

#include "base/when.h"

struct rundown {
    struct rundown_opts opts;
    struct story_batch *batch;  /* owned; the newest */
    struct story_batch *held;   /* owned; of the story shown, when that is an older one */
    const struct story **order; /* room for opts.max + 1: the shown one may be on its way out */
    const struct story **spare; /* the same room, for building the next order */
    size_t n, at;               /* at: the current story, once started */
    bool started;               /* there is a current story */
    const struct story *fresh;  /* while held: what takes the shown one's place, NULL: nothing */
};

/* A story on its way into the order, with what it is sorted by. */
struct entry {
    const struct story *story;
    uint64_t source; /* hash of its first teller */
    int64_t time;
    size_t rank;  /* how many newer ones its source has */
    size_t index; /* in the batch */
    size_t place; /* in the order until now, SIZE_MAX for news */
};

struct rundown *rundown_create(const struct rundown_opts *opts)
{
    struct rundown *r = calloc(1, sizeof *r);
    if (!r)
        return NULL;
    r->opts = *opts;
    if (r->opts.max == 0 || r->opts.max > RUNDOWN_MAX)
        r->opts.max = RUNDOWN_MAX;
    r->order = calloc(r->opts.max + 1, sizeof *r->order);
    r->spare = calloc(r->opts.max + 1, sizeof *r->spare);
    if (r->order && r->spare)
        return r;
    rundown_destroy(r);
    return NULL;
}

void rundown_destroy(struct rundown *r)
{
    if (!r)
        return;
    story_batch_destroy(r->batch);
    story_batch_destroy(r->held);
    free(r->order);
    free(r->spare);
    free(r);
}

static int64_t time_of(const struct story *s)
{
    return s->published != WHEN_NONE ? s->published : s->updated;
}

static bool is_over(const struct rundown *r, const struct story *s, int64_t now)
{
    if (s->expires != WHEN_NONE && s->expires <= now)
        return true;
    int64_t time = time_of(s);
    return r->opts.max_age > 0 && time != WHEN_NONE && time < now - r->opts.max_age;
}

static int by_time(const void *pa, const void *pb)
{
    const struct entry *a = pa, *b = pb;
    if (a->time != b->time)
        return a->time > b->time ? -1 : 1;
    return a->index < b->index ? -1 : a->index > b->index;
}

/* Breaking first; then no source has its second story before each has had its first. */
static int by_turn(const void *pa, const void *pb)
{
    const struct entry *a = pa, *b = pb;
    if (a->story->priority != b->story->priority)
        return a->story->priority > b->story->priority ? -1 : 1;
    if (a->rank != b->rank)
        return a->rank < b->rank ? -1 : 1;
    return by_time(a, b);
}

static size_t collect(const struct rundown *r, const struct story_batch *b, int64_t now,
                      struct entry *entries)
{
    size_t n = 0;
    for (size_t i = 0; i < b->n; i++) {
        const struct story *s = &b->stories[i];
        if (is_over(r, s, now))
            continue;
        struct span name = s->n_tellings ? s->tellings[0].name : (struct span){0};
        entries[n++] =
            (struct entry){.story = s, .source = span_hash(name), .time = time_of(s), .index = i};
    }
    return n;
}

static void rank_within_sources(struct entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            entries[i].rank += entries[j].source == entries[i].source;
}

/* Keeps the first entry of each id, max in all. */
static size_t drop_doubles(struct entry *entries, size_t n, size_t max)
{
    size_t kept = 0;
    for (size_t i = 0; i < n && kept < max; i++) {
        size_t j = 0;
        while (j < kept && !span_eq(entries[j].story->id, entries[i].story->id))
            j++;
        if (j == kept)
            entries[kept++] = entries[i];
    }
    return kept;
}

/* A known story that breaks now counts as news: it is told again. Between rounds all do. */
static void find_places(const struct rundown *r, struct entry *entries, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const struct story *s = entries[i].story;
        size_t place = r->started ? 0 : r->n;
        while (place < r->n && !span_eq(r->order[place]->id, s->id))
            place++;
        bool news = place == r->n ||
                    (s->priority == STORY_BREAKING && r->order[place]->priority != STORY_BREAKING);
        entries[i].place = news ? SIZE_MAX : place;
    }
}

/* What stays of the order's part from..until - 1, in its old order. */
static size_t keep_part(const struct entry *entries, size_t n, size_t from, size_t until,
                        const struct story **out)
{
    size_t kept = 0;
    for (size_t place = from; place < until; place++)
        for (size_t i = 0; i < n; i++)
            if (entries[i].place == place)
                out[kept++] = entries[i].story;
    return kept;
}

static size_t put_news(const struct entry *entries, size_t n, const struct story **out)
{
    size_t put = 0;
    for (size_t i = 0; i < n; i++)
        if (entries[i].place == SIZE_MAX)
            out[put++] = entries[i].story;
    return put;
}

static void hold_shown(struct rundown *r, struct entry *entries, size_t n)
{
    r->fresh = NULL;
    for (size_t i = 0; i < n; i++)
        if (span_eq(entries[i].story->id, r->order[r->at]->id)) {
            r->fresh = entries[i].story;
            entries[i].place = r->at; /* breaking now or not, it is on the screen */
        }
    if (r->held)
        story_batch_destroy(r->batch);
    else
        r->held = r->batch;
    r->batch = NULL;
}

static void build_order(struct rundown *r, struct entry *entries, size_t n)
{
    const struct story **next = r->spare;
    size_t put = 0, at = 0, tail = 0;
    if (r->started) {
        hold_shown(r, entries, n);
        at = keep_part(entries, n, 0, r->at, next);
        next[at] = r->order[r->at];
        put = at + 1;
        tail = r->at + 1;
    }
    put += put_news(entries, n, next + put);
    put += keep_part(entries, n, tail, r->n, next + put);
    r->spare = r->order;
    r->order = next;
    r->n = put;
    r->at = at;
}

/* Puts in order what stands in the batch; false when memory is out, and then nothing is changed. */
static bool arrange(struct rundown *r, const struct story_batch *batch, int64_t now)
{
    struct entry *entries = calloc(batch->n ? batch->n : 1, sizeof *entries);
    if (!entries)
        return false;
    size_t n = collect(r, batch, now, entries);
    qsort(entries, n, sizeof *entries, by_time);
    rank_within_sources(entries, n);
    qsort(entries, n, sizeof *entries, by_turn);
    n = drop_doubles(entries, n, r->opts.max);
    find_places(r, entries, n);
    build_order(r, entries, n);
    free(entries);
    return true;
}

void rundown_take(struct rundown *r, struct story_batch *batch, int64_t now)
{
    if (!arrange(r, batch, now)) {
        story_batch_destroy(batch);
        return;
    }
    story_batch_destroy(r->batch); /* NULL when it is held */
    r->batch = batch;
}

/* Lets go of the shown story, if it was an old one, and of what is over. Gives how many stories
 * are left before the shown one's place, and how many with it. */
static void sweep(struct rundown *r, int64_t now, size_t *before, size_t *with)
{
    size_t kept = 0, n = r->n;
    *before = *with = 0;
    for (size_t i = 0; i < n; i++) {
        bool shown = r->started && i == r->at;
        const struct story *s = shown && r->held ? r->fresh : r->order[i];
        if (shown)
            *before = *with = kept;
        if (!s || is_over(r, s, now))
            continue;
        r->order[kept++] = s;
        if (shown)
            *with = kept;
    }
    r->n = kept;
    story_batch_destroy(r->held);
    r->held = NULL;
}

static const struct story *go(struct rundown *r, size_t to)
{
    r->started = r->n > 0;
    r->at = r->started ? to % r->n : 0;
    return rundown_current(r);
}

const struct story *rundown_next(struct rundown *r, int64_t now)
{
    size_t before, with;
    sweep(r, now, &before, &with);
    return go(r, with);
}

const struct story *rundown_previous(struct rundown *r, int64_t now)
{
    size_t before, with;
    sweep(r, now, &before, &with);
    return go(r, before + r->n - (r->n > 0));
}

void rundown_rest(struct rundown *r, int64_t now)
{
    size_t before, with;
    bool ends = r->started;
    sweep(r, now, &before, &with);
    r->started = false;
    r->at = 0;
    if (ends && r->batch)
        (void)arrange(r, r->batch, now); /* without memory the order of the round stays */
}

const struct story *rundown_current(const struct rundown *r)
{
    return r->started ? r->order[r->at] : NULL;
}

const struct story *rundown_peek(const struct rundown *r, size_t ahead)
{
    if (r->n == 0)
        return NULL;
    if (r->started)
        return r->order[(r->at + ahead % r->n) % r->n];
    return ahead ? r->order[(ahead - 1) % r->n] : NULL;
}

static size_t find(const struct rundown *r, uint64_t id)
{
    size_t i = 0;
    while (i < r->n && span_hash(r->order[i]->id) != id)
        i++;
    return i;
}

const struct story *rundown_find(const struct rundown *r, uint64_t id)
{
    size_t i = find(r, id);
    return i < r->n ? r->order[i] : NULL;
}

const struct story *rundown_turn_to(struct rundown *r, uint64_t id, int64_t now)
{
    size_t before, with;
    sweep(r, now, &before, &with);
    size_t i = find(r, id);
    return go(r, i < r->n ? i : with);
}

size_t rundown_count(const struct rundown *r)
{
    return r->n;
}

size_t rundown_place(const struct rundown *r)
{
    return r->at;
}
