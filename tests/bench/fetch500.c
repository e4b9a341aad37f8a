/* fetch500.c - fetches many feeds and parses each as it comes. For tests/bench/fetch500.
 *
 * usage: fetch500 LIST    a file, an address a line. Prints "seconds items bytes". */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "feed/feed.h"
#include "source/http.h"

enum { LINE = 512, BYTES_MAX = 16 * 1024 * 1024, WAIT_MS = 1000, ROUNDS_MAX = 1000000 };

struct sums {
    size_t feeds, items, bytes;
};

static void take(struct fetched *f, struct arena *a, struct sums *sums)
{
    struct feed feed;
    struct feed_opts opts = {.content_type = buf_span(&f->content_type),
                             .base = buf_span(&f->address)};
    if (f->outcome == FETCH_OK && feed_parse(buf_span(&f->body), &opts, &feed, NULL, a) == ERR_OK) {
        sums->feeds++;
        sums->items += feed.n_items;
        sums->bytes += f->body.n;
    }
    arena_reset(a);
    fetched_finish(f);
}

static size_t start_all(struct http *h, FILE *list)
{
    char line[LINE];
    size_t n = 0;
    while (fgets(line, sizeof line, list)) {
        line[strcspn(line, "\n")] = 0;
        struct http_request request = {.url = line, .allow_private = true, .max_bytes = BYTES_MAX};
        if (http_start(h, &request, NULL) == ERR_OK)
            n++;
    }
    return n;
}

static double now(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

int main(int argc, char **argv)
{
    FILE *list = argc == 2 ? fopen(argv[1], "r") : NULL;
    if (!list)
        return 64;
    double start = now();
    struct http_opts opts = {.connections = 4};
    struct http *h = http_create(&opts);
    struct arena *a = arena_create(BYTES_MAX * 4);
    struct sums sums = {0};
    struct fetched f;
    void *tag;
    if (!h || !a)
        return 70;
    size_t asked = start_all(h, list);
    for (int i = 0; http_running(h) > 0 && i < ROUNDS_MAX; i++) {
        http_wait(h, NULL, 0, WAIT_MS);
        while (http_pop(h, &f, &tag))
            take(&f, a, &sums);
    }
    while (http_pop(h, &f, &tag))
        take(&f, a, &sums);
    (void)printf("%f %zu %zu\n", now() - start, sums.items, sums.bytes);
    http_destroy(h);
    arena_destroy(a);
    (void)fclose(list);
    return sums.feeds == asked ? 0 : 1;
}
