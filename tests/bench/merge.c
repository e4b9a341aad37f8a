/* merge.c - what it costs to bring tellings together, by how many stories there are.
 *
 * A tool of tests/bench/merge. Tellings are made up of words of which few are common and most are
 * rare; each is a story of its own or one of four tellings of it. Prints a row for each size. */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "base/when.h"
#include "story/merge.h"

enum { WORDS = 90, VOCABULARY = 60000, TELLINGS_EACH = 4, LARGEST = 10000 };

static double random_share(uint64_t *seed)
{
    *seed ^= *seed << 13;
    *seed ^= *seed >> 7;
    *seed ^= *seed << 17;
    return (double)(*seed >> 11) / 9007199254740992.0;
}

static int by_hash(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

/* The words of one telling: a share, cubed, picks few of the vocabulary often and most seldom. */
static size_t make_terms(uint64_t *seed, struct term terms[WORDS])
{
    size_t n = 0;
    for (int i = 0; i < WORDS; i++) {
        double share = random_share(seed);
        uint64_t word = 1 + (uint64_t)(share * share * share * VOCABULARY);
        terms[n++] = (struct term){word * UINT64_C(0x9E3779B97F4A7C15), 1};
    }
    qsort(terms, n, sizeof *terms, by_hash);
    size_t kept = 0;
    for (size_t i = 0; i < n; i++)
        if (kept && terms[kept - 1].hash == terms[i].hash)
            terms[kept - 1].weight += 1;
        else
            terms[kept++] = terms[i];
    return kept;
}

static bool add(struct merge *m, size_t i, struct term terms[WORDS], size_t n)
{
    char key[32], outlet[32];
    (void)snprintf(key, sizeof key, "guid-%zu", i);
    (void)snprintf(outlet, sizeof outlet, "Outlet %zu", i % TELLINGS_EACH);
    struct told told = {.key = span_of(key),
                        .title = span_of(key),
                        .headline = span_of(key),
                        .terms = terms,
                        .n_terms = n,
                        .published = 1700000000 + (int64_t)i * 60,
                        .updated = WHEN_NONE};
    struct merge_source source = {
        .name = span_of(outlet), .address = span_of(outlet), .seen = told.published};
    return merge_add(m, &told, &source, NULL) == ERR_OK;
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static bool run(size_t stories, size_t tellings)
{
    uint64_t seed = UINT64_C(88172645463325252);
    struct merge *m = merge_create(&(struct merge_opts){.max_stories = LARGEST * 2});
    struct term terms[WORDS];
    double begun = now();
    bool fine = m;
    for (size_t i = 0; fine && i < stories; i++) {
        size_t n = make_terms(&seed, terms);
        for (size_t k = 0; fine && k < tellings; k++)
            fine = add(m, i * tellings + k, terms, n);
    }
    double took = now() - begun, added = (double)(stories * tellings);
    struct story_batch *b = fine ? merge_stories(m, 0) : NULL;
    if (b)
        printf("| %zu | %zu | %.3f s | %.0f us |\n", b->n, stories * tellings, took,
               took / added * 1e6);
    story_batch_destroy(b);
    merge_destroy(m);
    return b;
}

int main(void)
{
    puts("| stories | tellings | in all | each |\n|---|---|---|---|");
    for (size_t stories = 100; stories <= LARGEST; stories *= 10)
        if (!run(stories, 1) || !run(stories, TELLINGS_EACH))
            return 1;
    return 0;
}
