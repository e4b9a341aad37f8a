/* buf.c - growing bytes with a hard cap. Floor 0. One thread at a time. */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_CAP = 64 };

void buf_init(struct buf *b, size_t max)
{
    *b = (struct buf){.max = max};
}

void buf_finish(struct buf *b)
{
    free(b->p);
    *b = (struct buf){.max = b->max};
}

void buf_reset(struct buf *b)
{
    b->n = 0;
    b->failed = ERR_OK;
    if (b->p)
        b->p[0] = 0;
}

static enum err grow(struct buf *b, size_t more)
{
    if (b->failed)
        return b->failed;
    if (more > b->max - b->n)
        return b->failed = ERR_TOO_BIG;
    size_t need = b->n + more + 1;
    if (need <= b->cap)
        return ERR_OK;
    size_t cap = b->cap ? b->cap * 2 : FIRST_CAP;
    if (cap < need)
        cap = need;
    char *p = realloc(b->p, cap);
    if (!p)
        return b->failed = ERR_NOMEM;
    b->p = p;
    b->cap = cap;
    return ERR_OK;
}

char *buf_room(struct buf *b, size_t n)
{
    return grow(b, n) ? NULL : b->p + b->n;
}

void buf_commit(struct buf *b, size_t n)
{
    b->n += n;
    b->p[b->n] = 0;
}

enum err buf_put(struct buf *b, struct span s)
{
    enum err e = grow(b, s.n);
    if (e)
        return e;
    if (s.n)
        memcpy(b->p + b->n, s.p, s.n);
    buf_commit(b, s.n);
    return ERR_OK;
}

enum err buf_puts(struct buf *b, const char *zero_terminated)
{
    return buf_put(b, span_of(zero_terminated));
}

enum err buf_putc(struct buf *b, char c)
{
    enum err e = grow(b, 1);
    if (e)
        return e;
    b->p[b->n] = c;
    buf_commit(b, 1);
    return ERR_OK;
}

enum err buf_printf(struct buf *b, const char *fmt, ...)
{
    va_list args;
    va_start(args, fmt);
    int n = vsnprintf(NULL, 0, fmt, args);
    va_end(args);
    enum err e = n < 0 ? ERR_SYNTAX : grow(b, (size_t)n);
    if (e)
        return e;
    va_start(args, fmt);
    (void)vsnprintf(b->p + b->n, (size_t)n + 1, fmt, args);
    va_end(args);
    b->n += (size_t)n;
    return ERR_OK;
}

void buf_cut(struct buf *b, size_t n)
{
    if (n >= b->n)
        return;
    b->n = n;
    b->p[n] = 0;
}

struct span buf_span(const struct buf *b)
{
    return span_make(b->p, b->n);
}

const char *buf_cstr(const struct buf *b)
{
    return b->p ? b->p : "";
}
