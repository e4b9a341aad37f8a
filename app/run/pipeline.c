/* pipeline.c - bytes to stories: ingest, store, merge. Floor 9. One thread. */
#include "run/pipeline.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/when.h"
#include "run/ingester.h"
#include "source/file.h"
#include "story/merge.h"

enum { PIPELINE_ARENA_MAX = 96 * 1024 * 1024 };

struct pipeline {
    struct ingester *ingester;
    struct merge *merge;
    struct store *store;
    size_t max_facts;
    uint32_t next_id;
    bool unkept; /* the store has failed, and that was said */
};

struct pipeline *pipeline_create(const struct pipeline_opts *opts)
{
    struct merge_opts merge = {.max_stories = opts->max_stories};
    struct pipeline *p = calloc(1, sizeof *p);
    if (!p)
        return NULL;
    p->store = opts->store;
    p->max_facts = opts->max_facts;
    p->ingester = ingester_create(opts->ingest, opts->assets, INGESTER_ANSWER_MS, opts->bell);
    p->merge = merge_create(&merge);
    if (p->ingester && p->merge)
        return p;
    pipeline_destroy(p);
    return NULL;
}

void pipeline_destroy(struct pipeline *p)
{
    if (!p)
        return;
    ingester_destroy(p->ingester);
    merge_destroy(p->merge);
    free(p);
}

enum err pipeline_restore(struct pipeline *p, int64_t since, pipeline_wanted *wanted,
                          const void *data, size_t *restored)
{
    struct store_told *list;
    size_t n;
    *restored = 0;
    if (!p->store)
        return ERR_OK;
    struct arena *a = arena_create(PIPELINE_ARENA_MAX);
    if (!a)
        return ERR_NOMEM;
    enum err e = store_get_told(p->store, since, &list, &n, a);
    for (size_t i = 0; !e && i < n; i++) {
        if (!wanted(data, list[i].address))
            continue;
        struct merge_source source = {.name = list[i].name,
                                      .address = list[i].address,
                                      .priority = list[i].priority,
                                      .colour = list[i].colour,
                                      .seen = list[i].seen};
        e = merge_add(p->merge, &list[i].told, &source, NULL);
        *restored += e == ERR_OK;
    }
    arena_destroy(a);
    return e;
}

static bool too_old(const struct told *told, const struct origin *origin, int64_t now)
{
    /* WHEN_NONE is the smallest of all: the later of the two is the one that is known */
    int64_t moment = told->updated > told->published ? told->updated : told->published;
    return origin->max_age > 0 && moment != WHEN_NONE && moment < now - origin->max_age;
}

/* The label rule: what the configuration says, else what the text says, else where it lay. */
static struct span name_of(const struct origin *origin, const struct told *told)
{
    if (origin->name.n)
        return origin->name;
    return told->outlet.n ? told->outlet : origin->fallback;
}

/* News that the store does not take is news all the same. */
static void note_kept(struct pipeline *p, enum err e)
{
    if (e && !p->unkept)
        log_warn("store: %s; the news is shown and not kept", err_text(e));
    p->unkept = e != ERR_OK;
}

static enum err take_told(struct pipeline *p, const struct origin *origin, const struct told *told,
                          int64_t now)
{
    struct merge_source source = {.name = name_of(origin, told),
                                  .address = origin->identity,
                                  .priority = origin->priority,
                                  .colour = origin->colour,
                                  .seen = now};
    enum err e = merge_add(p->merge, told, &source, NULL);
    if (e || !p->store)
        return e;
    struct store_told keep = {.told = *told,
                              .address = origin->identity,
                              .name = source.name,
                              .priority = origin->priority,
                              .colour = origin->colour,
                              .seen = now};
    note_kept(p, store_put_told(p->store, &keep));
    return ERR_OK;
}

/* True when the page is only the way to a feed. */
static bool note_answer(const struct answer *answer, struct taken *taken)
{
    struct span link = answer->feed_link;
    taken->ttl_minutes = answer->ttl_minutes;
    taken->skip_hours = answer->skip_hours;
    taken->skip_days = answer->skip_days;
    taken->gap = answer->gap;
    taken->is_feed = answer->is_feed;
    taken->is_page = answer->is_page;
    if (!answer->is_page || answer->is_article || link.n == 0 || link.n >= sizeof taken->feed_link)
        return false;
    memcpy(taken->feed_link, link.p, link.n);
    taken->feed_link[link.n] = 0;
    return true;
}

/* Something else than what is wanted of this source. */
static enum err refuse(enum pipeline_wants wants, const struct answer *answer, struct why *why)
{
    if (wants == PIPELINE_FEEDS && !answer->is_feed)
        return why_set(why, ERR_SYNTAX, 0, "%s came where a feed was",
                       answer->is_page ? "a page" : "a text");
    if (wants == PIPELINE_NEWS && answer->is_page && !answer->is_article)
        return why_set(why, ERR_SYNTAX, 0, "a page of another site came");
    return ERR_OK;
}

static enum err take_answer(struct pipeline *p, const struct origin *origin,
                            const struct answer *answer, int64_t now, struct taken *taken,
                            struct why *why)
{
    bool leads = note_answer(answer, taken);
    if (leads && origin->wants != PIPELINE_FEEDS)
        return ERR_OK;
    taken->feed_link[0] = 0;
    enum err unwanted = refuse(origin->wants, answer, why);
    if (unwanted)
        return unwanted;
    if (p->store && answer->n_lines)
        note_kept(p, store_count_lines(p->store, origin->address, answer->lines, answer->n_lines));
    for (size_t i = 0; i < answer->n_told; i++) {
        taken->told++;
        if (too_old(&answer->told[i], origin, now))
            continue;
        taken->fresh++;
        enum err e = take_told(p, origin, &answer->told[i], now);
        if (e)
            return e;
    }
    return ERR_OK;
}

enum err pipeline_take(struct pipeline *p, const struct origin *origin, struct span bytes,
                       struct span content_type, struct span where, int64_t now,
                       struct taken *taken, struct why *why)
{
    struct arena *a = arena_create(PIPELINE_ARENA_MAX);
    *taken = (struct taken){0};
    if (!a)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    struct job job = {.id = ++p->next_id,
                      .name = origin->name,
                      .base = where,
                      .content_type = content_type,
                      .lang = origin->lang,
                      .now = now,
                      .max_items = origin->max_items,
                      .bytes = bytes};
    uint64_t *known = NULL;
    if (p->store && store_known_lines(p->store, origin->address, &known, &job.n_known, a) != ERR_OK)
        job.n_known = 0;
    job.known = known;
    struct answer answer = {0};
    enum err e = ingester_ask(p->ingester, &job, &answer, why, a);
    if (!e && answer.err)
        e = why_set(why, answer.err, 0, "%.*s", (int)answer.why.n,
                    answer.why.p ? answer.why.p : "");
    if (!e)
        e = take_answer(p, origin, &answer, now, taken, why);
    arena_destroy(a);
    return e;
}

bool pipeline_interrupted(const struct pipeline *p)
{
    return ingester_interrupted(p->ingester);
}

/* A folder as it is now, for asking which of its files are gone. */
struct listing {
    struct pipeline *pipeline;
    struct span folder;
    const struct span *paths;
    size_t n;
};

static int by_path(const void *a, const void *b)
{
    return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

static bool is_gone(void *data, struct span address)
{
    const struct listing *l = data;
    bool listed = l->n > 0 && bsearch(&address, l->paths, l->n, sizeof *l->paths, by_path);
    if (!file_inside(l->folder, address) || listed)
        return false;
    if (l->pipeline->store && store_drop_told(l->pipeline->store, address) != ERR_OK)
        log_warn("store: %.*s was not forgotten", (int)address.n, address.p);
    return true;
}

void pipeline_forget(struct pipeline *p, struct span folder, const struct span *paths, size_t n)
{
    struct listing l = {p, folder, paths, n};
    merge_forget(p->merge, is_gone, &l);
}

void pipeline_expire(struct pipeline *p, int64_t now, int64_t max_age)
{
    merge_expire(p->merge, now, max_age);
    int64_t before = max_age ? now - max_age : WHEN_NONE;
    if (p->store && store_forget_told(p->store, before) != ERR_OK)
        log_debug("store: old articles were not forgotten");
}

/* Breaking news is breaking for a while; then it is news like any other. */
static void settle(struct story *s, size_t max_facts, int64_t now)
{
    if (s->n_facts > max_facts)
        s->n_facts = max_facts;
    if (s->priority == STORY_BREAKING && s->updated != WHEN_NONE &&
        now - s->updated > PIPELINE_BREAKING)
        s->priority = STORY_NORMAL;
}

struct story_batch *pipeline_stories(struct pipeline *p, int64_t now)
{
    struct story_batch *b = merge_stories(p->merge, now);
    for (size_t i = 0; b && i < b->n; i++)
        settle(&b->stories[i], p->max_facts, now);
    return b;
}
