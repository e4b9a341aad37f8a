/* cluster.c - the tellings of one story. Floor 4. One thread at a time. */
#include "story/cluster.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"

enum { MEMBER_BYTES = 256 * 1024 };

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
    struct told bare = *told; /* the lead is of no use here */
    bare.lead = (struct span){NULL, 0};
    struct arena *a = arena_create(MEMBER_BYTES);
    struct member *m = a ? arena_alloc(a, sizeof *m) : NULL;
    if (!m || !told_copy(&m->told, &bare, a)) {
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
