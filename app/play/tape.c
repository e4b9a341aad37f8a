/* tape.c - a round of pieces that has run since 1970. Floor 6. Any thread. Knows no clock. */
#include "play/tape.h"

#include <math.h>
#include <stdlib.h>

#include "base/when.h"

int64_t tape_run(double per_second, int64_t wall_ms)
{
    /* Whole seconds apart: a double holds no fraction of a px of 1e12 of them. */
    return llround((double)(wall_ms / 1000) * per_second) +
           llround((double)(wall_ms % 1000) * per_second / 1000);
}

struct tape_place tape_at(const struct tape *t, int64_t position)
{
    struct tape_place at = {.into = (position % t->length + t->length) % t->length};
    while (at.into >= t->pieces[at.piece].length)
        at.into -= t->pieces[at.piece++].length;
    return at;
}

struct tape_place tape_from(const struct tape *t, int64_t position)
{
    struct tape_place at = tape_at(t, position);
    if (at.into == 0)
        return at;
    at.into -= t->pieces[at.piece].length;
    at.piece = (at.piece + 1) % t->n;
    return at;
}

static int64_t time_of(const struct story *s)
{
    return s->published != WHEN_NONE ? s->published : s->updated;
}

static int by_news(const void *pa, const void *pb)
{
    const struct story *a = *(const struct story *const *)pa, *b = *(const struct story *const *)pb;
    if (a->priority != b->priority)
        return a->priority > b->priority ? -1 : 1;
    if (time_of(a) != time_of(b))
        return time_of(a) > time_of(b) ? -1 : 1;
    return span_cmp(a->id, b->id);
}

static int known_length(const struct tape *t, const struct tape_piece *p)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->pieces[i].id == p->id && t->pieces[i].version == p->version)
            return t->pieces[i].length;
    return 0;
}

static void sum_up(struct tape *t)
{
    t->length = 0;
    for (size_t i = 0; i < t->n; i++)
        t->length += t->pieces[i].length;
    if (tape_unknown(t) != SIZE_MAX)
        t->length = 0;
}

void tape_renew(struct tape *t, const struct rundown *r, int64_t now)
{
    const struct story *all[RUNDOWN_MAX];
    struct tape fresh = {.n = 0};
    size_t n = 0, count = rundown_count(r);
    for (size_t i = 0; i < count && n < RUNDOWN_MAX; i++) {
        const struct story *s = rundown_peek(r, rundown_current(r) ? i : i + 1);
        if (s->expires == WHEN_NONE || s->expires > now)
            all[n++] = s;
    }
    qsort(all, n, sizeof *all, by_news);
    for (; fresh.n < n; fresh.n++) {
        const struct story *s = all[fresh.n];
        struct tape_piece *p = &fresh.pieces[fresh.n];
        *p = (struct tape_piece){.id = span_hash(s->id),
                                 .version = span_hash(s->headline) ^ (uint64_t)s->updated};
        p->length = known_length(t, p);
    }
    sum_up(&fresh);
    *t = fresh;
}

size_t tape_unknown(const struct tape *t)
{
    for (size_t i = 0; i < t->n; i++)
        if (t->pieces[i].length == 0)
            return i;
    return SIZE_MAX;
}

void tape_set(struct tape *t, size_t piece, int length)
{
    t->pieces[piece].length = length > 1 ? length : 1;
    sum_up(t);
}
