/* cluster.c - the tellings of one story. Floor 4. One thread at a time. */
#include "story/cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"

enum { MEMBER_BYTES = 256 * 1024 };

static bool copy_told(struct told *to, const struct told *from, struct arena *a)
{
    *to = *from;
    to->key = arena_copy(a, from->key);
    to->title = arena_copy(a, from->title);
    to->headline = arena_copy(a, from->headline);
    to->link = arena_copy(a, from->link);
    to->outlet = arena_copy(a, from->outlet);
    to->lang = arena_copy(a, from->lang);
    to->lead = (struct span){NULL, 0};
    to->facts = arena_array(a, from->n_facts, sizeof *to->facts);
    to->terms = arena_array(a, from->n_terms, sizeof *to->terms);
    if (!to->facts || !to->terms)
        return false;
    for (size_t i = 0; i < from->n_facts; i++) {
        to->facts[i] = from->facts[i];
        to->facts[i].text = arena_copy(a, from->facts[i].text);
        if (from->facts[i].text.n && !to->facts[i].text.n)
            return false;
    }
    if (from->n_terms)
        memcpy(to->terms, from->terms, from->n_terms * sizeof *to->terms);
    return to->headline.n == from->headline.n && to->key.n == from->key.n;
}

/* Damped counts on the unit sphere, so that no telling weighs more by its length. */
static void normalise(struct term *terms, size_t n)
{
    double sum = 0;
    for (size_t i = 0; i < n; i++) {
        terms[i].weight = terms[i].weight > 0 ? 1.0f + logf(terms[i].weight) : 0;
        sum += (double)terms[i].weight * (double)terms[i].weight;
    }
    for (size_t i = 0; i < n && sum > 0; i++)
        terms[i].weight /= (float)sqrt(sum);
}

struct member *cluster_member(const struct told *told, const struct merge_source *source)
{
    struct arena *a = arena_create(MEMBER_BYTES);
    struct member *m = a ? arena_alloc(a, sizeof *m) : NULL;
    if (!m || !copy_told(&m->told, told, a)) {
        arena_destroy(a);
        return NULL;
    }
    m->arena = a;
    m->source = *source;
    m->source.name = arena_copy(a, source->name.n ? source->name : told->outlet);
    m->source.address = arena_copy(a, source->address);
    normalise(m->told.terms, m->told.n_terms);
    return m;
}

void cluster_member_destroy(struct member *m)
{
    if (m)
        arena_destroy(m->arena);
}

void cluster_destroy(struct cluster *c)
{
    if (!c)
        return;
    for (size_t i = 0; i < c->n; i++)
        cluster_member_destroy(c->members[i]);
    free(c->centroid);
    free(c);
}

int64_t cluster_moment(const struct member *m)
{
    const struct article_day *day = &m->told.day;
    if (m->told.published != WHEN_NONE)
        return m->told.published;
    if (day->year && day->month && day->day)
        return when_make(day->year, day->month, day->day, 0, 0, 0);
    return m->source.seen;
}

int64_t cluster_newest(const struct cluster *c)
{
    int64_t newest = WHEN_NONE;
    for (size_t i = 0; i < c->n; i++) {
        int64_t moment = cluster_moment(c->members[i]);
        newest = moment > newest ? moment : newest;
    }
    return newest;
}

static int by_hash(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

enum err cluster_settle(struct cluster *c)
{
    size_t n = 0, kept = 0;
    for (size_t i = 0; i < c->n; i++)
        n += c->members[i]->told.n_terms;
    struct term *all = calloc(n + 1, sizeof *all);
    if (!all)
        return ERR_NOMEM;
    n = 0;
    for (size_t i = 0; i < c->n; i++)
        for (size_t k = 0; k < c->members[i]->told.n_terms; k++)
            all[n++] = c->members[i]->told.terms[k];
    qsort(all, n, sizeof *all, by_hash);
    for (size_t i = 0; i < n; i++) {
        if (kept && all[kept - 1].hash == all[i].hash)
            all[kept - 1].weight += all[i].weight;
        else
            all[kept++] = all[i];
    }
    free(c->centroid);
    c->centroid = all;
    c->n_centroid = kept;
    return ERR_OK;
}
