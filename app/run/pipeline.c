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
    int64_t swept;           /* when the store last forgot what was known */
    pipeline_teaser *teaser; /* NULL: nobody follows */
    void *teaser_data;
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

/* News that the store does not take is news all the same. */
static void note_kept(struct pipeline *p, enum err e)
{
    if (e && !p->unkept)
        log_warn("store: %s; the news is shown and not kept", err_text(e));
    p->unkept = e != ERR_OK;
}

enum err pipeline_show(struct pipeline *p, const struct store_told *t, int64_t now)
{
    struct merge_source source = {.name = t->name,
                                  .address = t->address,
                                  .priority = t->priority,
                                  .colour = t->colour,
                                  .seen = t->seen,
                                  .came = now};
    return merge_add(p->merge, &t->told, &source, NULL);
}

/* True for what may be on the screen, whether its feed was on hold when it came or is now. */
static bool may_stand(struct pipeline *p, const struct origin *origin, const struct store_told *t)
{
    bool hold = origin->rules.hold;
    if (t->hold == (hold ? STORE_FREE : STORE_HELD))
        note_kept(
            p, store_set_hold(p->store, t->address, t->told.key, hold ? STORE_HELD : STORE_FREE));
    return !hold || t->hold == STORE_RELEASED;
}

/* A person judges what a feed on hold says itself: nothing is read behind it. */
static void offer_teaser(const struct pipeline *p, const struct origin *origin,
                         const struct told *told)
{
    if (p->teaser && origin->follow && !origin->rules.hold && told->link.n &&
        told->text_bytes < PIPELINE_TEASER)
        p->teaser(p->teaser_data, origin, told);
}

/* Pages that were still to be read when the program ended, the newest first: a feed that answers
 * "unchanged" from now on would never bring them back. */
static void offer_restored(const struct pipeline *p, const struct store_told *list, size_t n,
                           pipeline_wanted *wanted, const void *data)
{
    for (size_t i = n; p->teaser && i-- > 0;) {
        const struct origin *origin = wanted(data, list[i].address);
        if (origin && merge_get(p->merge, list[i].address, list[i].told.key))
            offer_teaser(p, origin, &list[i].told);
    }
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
        const struct origin *origin = wanted(data, list[i].address);
        if (!origin || !sift_passes(&origin->rules, &list[i].told) ||
            !may_stand(p, origin, &list[i]))
            continue;
        e = pipeline_show(p, &list[i], WHEN_NONE);
        *restored += e == ERR_OK;
    }
    if (!e)
        offer_restored(p, list, n, wanted, data);
    arena_destroy(a);
    return e;
}

/* The label rule: what the configuration says, else what the text says, else where it lay. */
static struct span name_of(const struct origin *origin, const struct told *told)
{
    if (origin->name.n)
        return origin->name;
    return told->outlet.n ? told->outlet : origin->fallback;
}

/* One answer while its articles are looked at. */
struct intake {
    struct pipeline *p;
    const struct origin *origin;
    const struct answer *answer;
    struct taken *taken;
    struct arena *arena;
    uint64_t *keys, *links; /* of the answer, as hashes */
    int64_t now;
    bool first;     /* nothing is known of it yet: there is no flood */
    unsigned fresh; /* new ones so far */
};

/* What is known of one article of it. */
struct one {
    struct told told;
    struct store_known known;
    uint64_t version;
    bool is_new, is_known; /* both: another article under an old key */
    bool own_link, changed, future;
};

/* True when the key stands among the first n of the answer. */
static bool comes_before(const struct intake *in, size_t n, struct span key)
{
    uint64_t hash = span_hash(key);
    for (size_t i = 0; i < n; i++)
        if (in->keys[i] == hash)
            return true;
    return false;
}

/* True when no other article of the answer leads there. */
static bool owns_link(const struct intake *in, const struct told *told)
{
    uint64_t link = sift_link(told);
    size_t same = 0;
    for (size_t i = 0; i < in->answer->n_told; i++)
        same += in->links[i] == link;
    return link && same == 1;
}

/* The key under which an article is known that comes with a new one: some feeds make up guids
 * anew each time. One that still stands in the answer is another article, and where several are
 * known by that link alone it is a page of many articles. */
static struct span old_key(struct intake *in, const struct told *told, bool own_link)
{
    struct span keys[STORE_TWINS_MAX];
    size_t n;
    uint64_t twin = sift_twin(told, own_link);
    enum err e = store_find_twins(in->p->store, in->origin->identity, twin, keys, &n, in->arena);
    for (size_t i = 0; !e && i < n && (n == 1 || !own_link); i++)
        if (keys[i].n && !comes_before(in, in->answer->n_told, keys[i]))
            return keys[i];
    return told->key;
}

static void find(struct intake *in, struct one *one)
{
    struct store *store = in->p->store;
    struct span at = in->origin->identity;
    one->known = (struct store_known){.seen = in->now};
    one->version = sift_version(&one->told);
    one->own_link = owns_link(in, &one->told);
    enum err e = store && !in->first
                     ? store_find_told(store, at, one->told.key, in->now, &one->known)
                     : ERR_NOT_FOUND;
    if (store && !in->first && e == ERR_NOT_FOUND) {
        one->told.key = old_key(in, &one->told, one->own_link);
        e = store_find_told(store, at, one->told.key, in->now, &one->known);
    }
    one->is_known = e == ERR_OK;
    one->is_new = !one->is_known;
    one->changed = one->is_known && one->known.version && one->known.version != one->version;
    if (sift_anew(&one->told, one->known.seen, in->now, one->changed)) {
        one->known.seen = in->now;
        one->is_new = true;
    }
    one->future = sift_settle(&one->told, one->known.seen, in->now);
}

static struct store_told kept(const struct intake *in, const struct one *one, enum store_hold hold)
{
    const struct origin *origin = in->origin;
    return (struct store_told){.told = one->told,
                               .address = origin->identity,
                               .name = name_of(origin, &one->told),
                               .priority = origin->priority,
                               .colour = origin->colour,
                               .seen = one->known.seen,
                               .hold = hold,
                               .version = one->version,
                               .twin = sift_twin(&one->told, one->own_link)};
}

/* Keeps in mind what was decided; of what is not shown nothing stands on the wall. */
static enum err decide(struct intake *in, const struct one *one, enum store_hold hold)
{
    struct pipeline *p = in->p;
    struct store_told keep = kept(in, one, hold);
    enum err e = ERR_OK;
    if (hold == STORE_FREE || hold == STORE_RELEASED)
        e = pipeline_show(p, &keep, in->now);
    else
        (void)merge_drop(p->merge, keep.address, keep.told.key);
    if (!e && p->store)
        note_kept(p, store_put_told(p->store, &keep));
    return e;
}

static void drop(struct intake *in, const struct one *one)
{
    (void)merge_drop(in->p->merge, in->origin->identity, one->told.key);
    if (in->p->store && one->is_known && one->known.hold != STORE_REJECTED)
        note_kept(in->p, store_drop_one(in->p->store, in->origin->identity, one->told.key));
}

/* True for one too many of those that are new, now or when it came. */
static bool is_flood(struct intake *in, const struct one *one)
{
    bool passed = one->known.hold == STORE_PASSED;
    if (passed && !one->changed)
        return true;
    if (!one->is_new && !passed)
        return false;
    unsigned most = in->origin->rules.flood;
    return !in->first && most && ++in->fresh > most;
}

void pipeline_on_teaser(struct pipeline *p, pipeline_teaser *teaser, void *data)
{
    p->teaser = teaser;
    p->teaser_data = data;
}

/* True when the article behind this teaser has been read, and the teaser still says the same. */
static bool is_followed(const struct pipeline *p, const struct origin *origin,
                        const struct told *told)
{
    const struct told *known =
        origin->follow ? merge_get(p->merge, origin->identity, told->key) : NULL;
    return known && known->text_bytes > told->text_bytes && span_eq(known->title, told->title);
}

static enum err take_one(struct intake *in, struct one *one)
{
    const struct sift_rules *rules = &in->origin->rules;
    struct store_counts *counts = &in->taken->counts;
    enum store_hold hold = one->known.hold;
    if (sift_old(&one->told, in->origin->max_age, one->known.seen, in->now)) {
        counts->old++;
        return ERR_OK;
    }
    in->taken->fresh++;
    if (!sift_passes(rules, &one->told)) {
        counts->excluded++;
        drop(in, one);
        return ERR_OK;
    }
    if (hold == STORE_REJECTED)
        return ERR_OK;
    if (is_flood(in, one)) {
        counts->flood++;
        return decide(in, one, STORE_PASSED);
    }
    if (rules->hold && (hold != STORE_RELEASED || one->changed)) {
        counts->held++;
        return decide(in, one, STORE_HELD);
    }
    counts->shown++;
    counts->future += one->future;
    if (is_followed(in->p, in->origin, &one->told))
        return ERR_OK;
    enum err e = decide(in, one, hold == STORE_RELEASED ? STORE_RELEASED : STORE_FREE);
    if (!e)
        offer_teaser(in->p, in->origin, &one->told);
    return e;
}

/* What ingest says that went wrong. */
static enum err failed(const struct answer *answer, struct why *why)
{
    return why_set(why, answer->err, 0, "%.*s", (int)answer->why.n,
                   answer->why.p ? answer->why.p : "");
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

/* Notes what came; ERR_OK where it is news, or the way to a feed (feed_link). */
static enum err weigh(const struct origin *origin, const struct answer *answer, struct taken *taken,
                      struct why *why)
{
    bool leads = note_answer(answer, taken) && origin->wants != PIPELINE_FEEDS;
    if (!leads)
        taken->feed_link[0] = 0;
    enum err e = leads ? ERR_OK : refuse(origin->wants, answer, why);
    return answer->err && !(e && answer->is_page) ? failed(answer, why) : e;
}

static enum err take_answer(struct pipeline *p, const struct origin *origin,
                            const struct answer *answer, int64_t now, struct taken *taken,
                            struct arena *a)
{
    if (p->store && answer->n_lines)
        note_kept(p, store_count_lines(p->store, origin->address, answer->lines, answer->n_lines));
    struct intake in = {.p = p,
                        .origin = origin,
                        .answer = answer,
                        .taken = taken,
                        .arena = a,
                        .keys = arena_array(a, answer->n_told + 1, sizeof(uint64_t)),
                        .links = arena_array(a, answer->n_told + 1, sizeof(uint64_t)),
                        .now = now,
                        .first = !p->store || !store_knows(p->store, origin->identity)};
    enum err e = in.keys && in.links ? ERR_OK : ERR_NOMEM;
    for (size_t i = 0; !e && i < answer->n_told; i++) {
        in.keys[i] = span_hash(answer->told[i].key);
        in.links[i] = sift_link(&answer->told[i]);
    }
    for (size_t i = 0; !e && i < answer->n_told; i++) {
        struct one one = {.told = answer->told[i]};
        if (comes_before(&in, i, one.told.key)) /* the newest of twins stands for all */
            continue;
        taken->told++;
        find(&in, &one);
        e = take_one(&in, &one);
    }
    return e;
}

/* Hands the job over, with what is known of its origin filled in. */
static enum err ask(struct pipeline *p, const struct origin *origin, struct job *job,
                    struct answer *answer, struct why *why, struct arena *a)
{
    uint64_t *known = NULL;
    job->id = ++p->next_id;
    job->name = origin->name;
    job->lang = origin->lang;
    if (p->store &&
        store_known_lines(p->store, origin->address, &known, &job->n_known, a) != ERR_OK)
        job->n_known = 0;
    job->known = known;
    *answer = (struct answer){0};
    return ingester_ask(p->ingester, job, answer, why, a);
}

enum err pipeline_take(struct pipeline *p, const struct origin *origin, struct span bytes,
                       struct span content_type, struct span where, int64_t now,
                       struct taken *taken, struct why *why)
{
    struct arena *a = arena_create(PIPELINE_ARENA_MAX);
    *taken = (struct taken){0};
    if (!a)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    struct job job = {.base = where,
                      .content_type = content_type,
                      .now = now,
                      .max_items = origin->max_items,
                      .published = WHEN_NONE,
                      .bytes = bytes};
    struct answer answer;
    enum err e = ask(p, origin, &job, &answer, why, a);
    if (!e)
        e = weigh(origin, &answer, taken, why);
    if (!e && !taken->feed_link[0])
        e = take_answer(p, origin, &answer, now, taken, a);
    arena_destroy(a);
    return e;
}

/* What the page says in the teaser's place: the article stays what it was, and its time too. Words
 * that are to be excluded may stand in the page alone. */
static enum err tell_more(struct pipeline *p, const struct origin *origin, const struct told *page,
                          int64_t now, struct why *why)
{
    struct store_known known = {.seen = now};
    struct span at = origin->identity;
    if (p->store && store_find_told(p->store, at, page->key, now, &known) != ERR_OK)
        known.seen = now;
    struct store_told more = {.told = *page,
                              .address = at,
                              .name = name_of(origin, page),
                              .priority = origin->priority,
                              .colour = origin->colour,
                              .seen = known.seen};
    (void)sift_settle(&more.told, known.seen, now);
    if (!sift_passes(&origin->rules, page)) {
        (void)merge_drop(p->merge, at, page->key);
        if (p->store)
            note_kept(p, store_set_hold(p->store, at, page->key, STORE_PASSED));
        return why_set(why, ERR_SYNTAX, 0, "the words of the page are excluded");
    }
    enum err e = pipeline_show(p, &more, WHEN_NONE);
    if (!e && p->store)
        note_kept(p, store_tell_more(p->store, at, &more.told));
    return e;
}

static enum err take_page(struct pipeline *p, const struct origin *origin,
                          const struct answer *answer, int64_t now, struct why *why)
{
    const struct told *page = answer->told;
    if (answer->err)
        return failed(answer, why);
    const struct told *teaser =
        answer->n_told == 1 ? merge_get(p->merge, origin->identity, page->key) : NULL;
    if (!teaser || page->text_bytes <= teaser->text_bytes)
        return why_set(why, ERR_SYNTAX, 0, "the page says no more than its teaser");
    return tell_more(p, origin, page, now, why);
}

enum err pipeline_take_page(struct pipeline *p, const struct origin *origin,
                            const struct pipeline_item *item, struct span bytes,
                            struct span content_type, struct span where, int64_t now,
                            struct why *why)
{
    struct arena *a = arena_create(PIPELINE_ARENA_MAX);
    if (!a)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    struct job job = {.kind = JOB_PAGE,
                      .base = where,
                      .content_type = content_type,
                      .now = now,
                      .key = item->key,
                      .title = item->title,
                      .published = item->published,
                      .bytes = bytes};
    struct answer answer;
    enum err e = ask(p, origin, &job, &answer, why, a);
    if (!e)
        e = take_page(p, origin, &answer, now, why);
    arena_destroy(a);
    return e;
}

int64_t pipeline_rest(struct pipeline *p)
{
    return ingester_rest(p->ingester, INGESTER_IDLE_MS);
}

enum sandbox pipeline_sandbox(const struct pipeline *p)
{
    return ingester_sandbox(p->ingester);
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
    if (p->store && llabs(now - p->swept) > WHEN_DAY) {
        p->swept = now;
        if (store_forget_known(p->store, now) != ERR_OK)
            log_debug("store: what is long past was not forgotten");
    }
}

void pipeline_clock_set(struct pipeline *p, int64_t since, int64_t by)
{
    if (p->store && store_shift_seen(p->store, since, by) != ERR_OK)
        log_debug("store: it keeps the wrong times");
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
