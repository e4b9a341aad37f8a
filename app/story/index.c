/* index.c - an inverted index of terms. Floor 4. One thread at a time. */
#include "story/index.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_SLOTS = 1024, PRIOR_TELLINGS = 1000, COMMON_STORIES = 400 };
/* Weights are sums; what is left of one that was taken out again is no weight. */
static const float NO_WEIGHT = 1e-5f;

struct posting {
    uint32_t story;
    float weight;
};

/* A term: in how many tellings, and its weight in each story. hash 0: the slot is free. */
struct slot {
    uint64_t hash;
    uint32_t tellings, n, cap;
    struct posting *postings;
};

struct index {
    struct slot *slots; /* open addressing, a power of two */
    size_t n_slots, used, tellings;
};

struct index *index_create(void)
{
    struct index *x = calloc(1, sizeof *x);
    if (!x)
        return NULL;
    x->slots = calloc(FIRST_SLOTS, sizeof *x->slots);
    x->n_slots = FIRST_SLOTS;
    if (x->slots)
        return x;
    free(x);
    return NULL;
}

void index_reset(struct index *x)
{
    for (size_t i = 0; i < x->n_slots; i++)
        free(x->slots[i].postings);
    memset(x->slots, 0, x->n_slots * sizeof *x->slots);
    x->used = x->tellings = 0;
}

void index_destroy(struct index *x)
{
    if (!x)
        return;
    index_reset(x);
    free(x->slots);
    free(x);
}

static struct slot *find(struct slot *slots, size_t n_slots, uint64_t hash)
{
    size_t i = (size_t)hash & (n_slots - 1);
    while (slots[i].hash && slots[i].hash != hash)
        i = (i + 1) & (n_slots - 1);
    return &slots[i];
}

static enum err grow(struct index *x)
{
    if (x->used * 2 < x->n_slots)
        return ERR_OK;
    struct slot *more = calloc(x->n_slots * 2, sizeof *more);
    if (!more)
        return ERR_NOMEM;
    for (size_t i = 0; i < x->n_slots; i++)
        if (x->slots[i].hash)
            *find(more, x->n_slots * 2, x->slots[i].hash) = x->slots[i];
    free(x->slots);
    x->slots = more;
    x->n_slots *= 2;
    return ERR_OK;
}

/* The slot of the term, a new one where there is none; NULL when memory is out. */
static struct slot *claim(struct index *x, uint64_t hash)
{
    if (grow(x))
        return NULL;
    struct slot *slot = find(x->slots, x->n_slots, hash);
    x->used += !slot->hash;
    slot->hash = hash;
    return slot;
}

/* Where the story stands among the postings, or would stand: they are sorted by story. */
static uint32_t posting_at(const struct slot *slot, uint32_t story)
{
    uint32_t low = 0, high = slot->n;
    while (low < high) {
        uint32_t mid = low + (high - low) / 2;
        if (slot->postings[mid].story < story)
            low = mid + 1;
        else
            high = mid;
    }
    return low;
}

static bool stands_at(const struct slot *slot, uint32_t at, uint32_t story)
{
    return at < slot->n && slot->postings[at].story == story;
}

static enum err put(struct slot *slot, uint32_t story, float weight)
{
    uint32_t at = posting_at(slot, story);
    if (stands_at(slot, at, story)) {
        slot->postings[at].weight += weight;
        return ERR_OK;
    }
    if (slot->n == slot->cap) {
        uint32_t cap = slot->cap ? slot->cap * 2 : 4;
        struct posting *more = realloc(slot->postings, cap * sizeof *more);
        if (!more)
            return ERR_NOMEM;
        slot->postings = more;
        slot->cap = cap;
    }
    memmove(slot->postings + at + 1, slot->postings + at, (slot->n - at) * sizeof *slot->postings);
    slot->postings[at] = (struct posting){story, weight};
    slot->n++;
    return ERR_OK;
}

enum err index_add(struct index *x, uint32_t story, const struct term *terms, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct slot *slot = claim(x, terms[i].hash);
        if (!slot || put(slot, story, terms[i].weight))
            return ERR_NOMEM;
        slot->tellings++;
    }
    x->tellings++;
    return ERR_OK;
}

void index_take(struct index *x, uint32_t story, const struct term *terms, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        struct slot *slot = find(x->slots, x->n_slots, terms[i].hash);
        uint32_t at = posting_at(slot, story);
        if (!stands_at(slot, at, story))
            continue;
        slot->tellings -= slot->tellings > 0;
        slot->postings[at].weight -= terms[i].weight;
        if (slot->postings[at].weight > NO_WEIGHT)
            continue;
        slot->n--;
        memmove(slot->postings + at, slot->postings + at + 1,
                (slot->n - at) * sizeof *slot->postings);
    }
    x->tellings -= x->tellings > 0;
}

enum err index_name(struct index *x, uint32_t story, uint64_t name)
{
    struct slot *slot = claim(x, name);
    return slot ? put(slot, story, 0) : ERR_NOMEM;
}

bool index_named(const struct index *x, uint64_t name, uint32_t *story)
{
    const struct slot *slot = find(x->slots, x->n_slots, name);
    if (!slot->n)
        return false;
    *story = slot->postings[0].story;
    return true;
}

double index_idf(const struct index *x, uint64_t hash)
{
    const struct slot *slot = find(x->slots, x->n_slots, hash);
    return log((double)(x->tellings + PRIOR_TELLINGS) / ((double)slot->tellings + 1.0));
}

size_t index_score(const struct index *x, const struct term *terms, size_t n, double *dots,
                   size_t n_stories)
{
    size_t work = 0;
    for (size_t i = 0; i < n; i++) {
        const struct slot *slot = find(x->slots, x->n_slots, terms[i].hash);
        if (slot->n > COMMON_STORIES)
            continue;
        double idf = index_idf(x, terms[i].hash), weight = (double)terms[i].weight * idf * idf;
        for (uint32_t k = 0; k < slot->n && slot->postings[k].story < n_stories; k++)
            dots[slot->postings[k].story] += weight * (double)slot->postings[k].weight;
        work += slot->n;
    }
    return work;
}
