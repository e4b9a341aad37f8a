/* smoke.c - the main that feeds a fuzz entry by day: the same inputs every time.
 *
 * Links with one entry (LLVMFuzzerTestOneInput). With arguments it feeds those files; without, the
 * files of tests/cases as they are and, FUZZ_RUNS times, cut, flipped, repeated and spliced by a
 * seeded generator, so that a failure comes back by running it again. */
#include <ftw.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
    FUZZ_RUNS = 1200,
    SEEDS_MAX = 1000,
    SEED_BYTES_MAX = 16 * 1024,
    EDITS_MAX = 6,
    OPEN_MAX = 16
};

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct seed {
    uint8_t *bytes;
    size_t n;
};

/* nftw(3) takes no data of ours: the seeds it finds are the one thing at file scope of the tests.
 */
static struct seed seeds[SEEDS_MAX];
static size_t n_seeds;

static struct seed read_seed(const char *path)
{
    struct seed s = {malloc(SEED_BYTES_MAX), 0};
    FILE *file = fopen(path, "rb");
    if (file && s.bytes)
        s.n = fread(s.bytes, 1, SEED_BYTES_MAX, file);
    if (file)
        (void)fclose(file);
    return s;
}

static int take_file(const char *path, const struct stat *st, int type, struct FTW *ftw)
{
    (void)st, (void)ftw;
    if (type == FTW_F && n_seeds < SEEDS_MAX)
        seeds[n_seeds++] = read_seed(path);
    return 0;
}

/* xorshift64* (Vigna 2016). */
static uint64_t next(uint64_t *state)
{
    *state ^= *state >> 12;
    *state ^= *state << 25;
    *state ^= *state >> 27;
    return *state * 2685821657736338717ULL;
}

static size_t below(uint64_t *state, size_t n)
{
    return n ? (size_t)(next(state) % n) : 0;
}

/* One change of the n bytes in b, which has room for SEED_BYTES_MAX; gives the new length. */
static size_t edit(uint8_t *b, size_t n, uint64_t *state)
{
    static const uint8_t odd[] = {0, '<', '>', '&', ';', '"', '\n', 0x80, 0xc0, 0xe2, 0xf0, 0xff};
    size_t at = below(state, n), length = below(state, n - at) + 1;
    switch (next(state) % 6) {
    case 0: /* cut the end */
        return at;
    case 1: /* take a piece out */
        if (at + length > n)
            return n;
        memmove(b + at, b + at + length, n - at - length);
        return n - length;
    case 2: /* flip a bit */
        if (n)
            b[at] ^= (uint8_t)(1U << next(state) % 8);
        return n;
    case 3: /* an odd byte */
        if (n)
            b[at] = odd[next(state) % sizeof odd];
        return n;
    case 4: /* a piece twice */
        if (at + length > n || n + length > SEED_BYTES_MAX)
            return n;
        memmove(b + at + length, b + at, n - at);
        return n + length;
    default: { /* a piece of another file */
        const struct seed *other = &seeds[below(state, n_seeds)];
        size_t from = below(state, other->n), m = below(state, other->n - from);
        if (at + m > SEED_BYTES_MAX)
            return n;
        memcpy(b + at, other->bytes + from, m);
        return at + m > n ? at + m : n;
    }
    }
}

static void feed_edited(uint64_t *state)
{
    const struct seed *seed = &seeds[below(state, n_seeds)];
    uint8_t *work = malloc(SEED_BYTES_MAX);
    if (!work)
        return;
    size_t n = seed->n;
    memcpy(work, seed->bytes, n);
    for (size_t i = below(state, EDITS_MAX) + 1; i > 0; i--)
        n = edit(work, n, state);
    uint8_t *exact = malloc(n ? n : 1); /* so that the sanitizer sees a byte too far */
    if (exact) {
        memcpy(exact, work, n);
        (void)LLVMFuzzerTestOneInput(exact, n);
    }
    free(exact);
    free(work);
}

static void feed_file(const char *path)
{
    struct seed s = read_seed(path);
    (void)LLVMFuzzerTestOneInput(s.bytes, s.n);
    free(s.bytes);
}

int main(int argc, char **argv)
{
    uint64_t state = 20261121;
    for (int i = 1; i < argc; i++)
        feed_file(argv[i]);
    if (argc > 1)
        return 0;
    if (nftw(TEST_CASES, take_file, OPEN_MAX, FTW_PHYS) != 0 || n_seeds == 0) {
        (void)fprintf(stderr, "no seeds in %s\n", TEST_CASES);
        return 1;
    }
    for (size_t i = 0; i < n_seeds; i++)
        (void)LLVMFuzzerTestOneInput(seeds[i].bytes, seeds[i].n);
    for (int i = 0; i < FUZZ_RUNS; i++)
        feed_edited(&state);
    for (size_t i = 0; i < n_seeds; i++)
        free(seeds[i].bytes);
    (void)printf("%zu files, %d edited\n", n_seeds, FUZZ_RUNS);
    return 0;
}
