/* buf.h - growing bytes with a hard cap given at birth.
 *
 * Floor 0. One thread at a time. After the first failure the buffer stays
 * failed and takes nothing more, so that many puts can share one check. */
#ifndef MOTOGRAPH_BASE_BUF_H
#define MOTOGRAPH_BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/span.h"

struct buf {
    char *p;         /* zero byte behind the last one whenever p is not NULL */
    size_t n;        /* bytes held */
    size_t cap;      /* bytes allocated */
    size_t max;      /* most bytes it may ever hold */
    enum err failed; /* ERR_OK, ERR_NOMEM or ERR_TOO_BIG */
};

void buf_init(struct buf *b, size_t max);
void buf_finish(struct buf *b); /* twice is harmless */

/* Empties without giving the memory back; clears failed. */
void buf_reset(struct buf *b);

/* Each adds at the end; on failure nothing of this call is added. Results may
 * be ignored when buf.failed is checked at the end. */
enum err buf_put(struct buf *b, struct span s);
enum err buf_puts(struct buf *b, const char *zero_terminated);
enum err buf_putc(struct buf *b, char c);
enum err buf_printf(struct buf *b, const char *fmt, ...) __attribute__((format(printf, 2, 3)));

/* Shortens to n bytes (no-op when it is shorter). */
void buf_cut(struct buf *b, size_t n);

/* Makes room for n more bytes and gives where they go (then add to b->n and keep the
 * zero byte with buf_commit); NULL on failure. */
char *buf_room(struct buf *b, size_t n);
void buf_commit(struct buf *b, size_t n);

/* BORROWED: until the next change of b. */
struct span buf_span(const struct buf *b);
/* BORROWED: zero-terminated, "" when empty. */
const char *buf_cstr(const struct buf *b);

#endif
