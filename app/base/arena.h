/* arena.h - memory that is freed as a whole.
 *
 * Floor 0. One thread at a time; an arena may be handed to another thread as a
 * whole. It has a hard cap; when that or the memory is out, allocations give
 * NULL and the batch is dropped. */
#ifndef MOTOGRAPH_BASE_ARENA_H
#define MOTOGRAPH_BASE_ARENA_H

#include <stddef.h>

#include "base/span.h"

struct arena;

/* NULL when memory runs out. max: most bytes it ever gives out. */
struct arena *arena_create(size_t max);
void arena_destroy(struct arena *a); /* NULL is allowed */

/* Forgets everything given out, keeps the first block. */
void arena_reset(struct arena *a);

/* Zeroed memory, aligned for any type; NULL when the cap or the memory is out. */
void *arena_alloc(struct arena *a, size_t bytes);
/* n elements, overflow-checked. */
void *arena_array(struct arena *a, size_t n, size_t element);

/* For growing lists: room for one more behind *n elements. items is the old array
 * (NULL at first), *cap its room. Gives the array to use from now on, or NULL (the old one
 * stays good). Doubles, so the waste is bounded by the size. */
void *arena_grow(struct arena *a, void *items, size_t n, size_t *cap, size_t element);

/* A copy of s (with a zero byte behind it); the empty span when memory is out. */
struct span arena_copy(struct arena *a, struct span s);
/* The same, as a C string; NULL when memory is out. */
char *arena_cstr(struct arena *a, struct span s);

/* How far an arena has come; to go back there frees what was given out since. */
struct arena_mark {
    const void *block;
    size_t used, given;
};
struct arena_mark arena_mark(const struct arena *a);
void arena_back(struct arena *a, struct arena_mark to);

/* Bytes given out since the start or the last reset. */
size_t arena_used(const struct arena *a);

#endif
