/* arena.c - memory that is freed as a whole. Floor 0. One thread at a time. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

/* Blocks grow, each as large as all before it: thousands of arenas hold one article each. */
enum { BLOCK_FIRST = 1024, BLOCK_MOST = 16 * 1024 };

struct block {
    struct block *next;
    size_t size, used;
    alignas(max_align_t) char bytes[];
};

struct arena {
    struct block *blocks; /* the newest first */
    size_t max, given;
};

struct arena *arena_create(size_t max)
{
    struct arena *a = calloc(1, sizeof *a);
    if (a)
        a->max = max;
    return a;
}

static void free_blocks(struct block *b)
{
    while (b) {
        struct block *next = b->next;
        free(b);
        b = next;
    }
}

void arena_destroy(struct arena *a)
{
    if (!a)
        return;
    free_blocks(a->blocks);
    free(a);
}

void arena_reset(struct arena *a)
{
    a->given = 0;
    if (!a->blocks)
        return;
    struct block *first = a->blocks;
    while (first->next) {
        struct block *next = first->next;
        free(first);
        first = next;
    }
    memset(first->bytes, 0, first->used);
    first->used = 0;
    a->blocks = first;
}

static struct block *new_block(struct arena *a, size_t bytes)
{
    size_t size = a->given < BLOCK_FIRST ? BLOCK_FIRST : a->given;
    if (size > BLOCK_MOST)
        size = BLOCK_MOST;
    if (size < bytes)
        size = bytes;
    struct block *b = calloc(1, sizeof *b + size);
    if (!b)
        return NULL;
    b->size = size;
    b->next = a->blocks;
    a->blocks = b;
    return b;
}

struct arena_mark arena_mark(const struct arena *a)
{
    return (struct arena_mark){a->blocks, a->blocks ? a->blocks->used : 0, a->given};
}

void arena_back(struct arena *a, struct arena_mark to)
{
    while (a->blocks && a->blocks != to.block) {
        struct block *next = a->blocks->next;
        free(a->blocks);
        a->blocks = next;
    }
    if (a->blocks) {
        memset(a->blocks->bytes + to.used, 0, a->blocks->used - to.used);
        a->blocks->used = to.used;
    }
    a->given = to.given;
}

void *arena_alloc(struct arena *a, size_t bytes)
{
    const size_t align = alignof(max_align_t);
    if (bytes > a->max - a->given)
        return NULL;
    size_t rounded = (bytes + align - 1) / align * align;
    if (rounded < bytes)
        return NULL;
    struct block *b = a->blocks;
    if (!b || b->size - b->used < rounded)
        b = new_block(a, rounded);
    if (!b)
        return NULL;
    void *p = b->bytes + b->used;
    b->used += rounded;
    a->given = a->max - a->given < rounded ? a->max : a->given + rounded;
    return p;
}

void *arena_array(struct arena *a, size_t n, size_t element)
{
    if (element && n > SIZE_MAX / element)
        return NULL;
    return arena_alloc(a, n * element);
}

void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t element)
{
    if (n < *cap)
        return items;
    size_t more = *cap ? *cap * 2 : 8;
    char *grown = more > *cap ? arena_array(a, more, element) : NULL;
    if (!grown)
        return NULL;
    if (n)
        memcpy(grown, items, n * element);
    *cap = more;
    return grown;
}

char *arena_cstr(struct arena *a, struct span s)
{
    char *p = s.n < SIZE_MAX ? arena_alloc(a, s.n + 1) : NULL;
    if (p && s.n)
        memcpy(p, s.p, s.n);
    return p;
}

struct span arena_copy(struct arena *a, struct span s)
{
    char *p = arena_cstr(a, s);
    return p ? span_make(p, s.n) : span_make(NULL, 0);
}

size_t arena_used(const struct arena *a)
{
    return a->given;
}
