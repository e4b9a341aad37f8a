/* wire.c - tagged fields as bytes. Floor 5. Any thread. Knows no message. */
#include "ingest/wire.h"

#include "base/when.h"

enum { FIELD_HEAD = 1 + WIRE_LENGTH };

void wire_put_number(struct buf *b, uint64_t value, int bytes)
{
    char text[8];
    for (int i = 0; i < bytes; i++)
        text[i] = (char)(value >> (8 * i) & 0xff);
    (void)buf_put(b, span_make(text, (size_t)bytes));
}

void wire_put_span(struct buf *b, enum wire_tag tag, struct span s)
{
    if (s.n == 0)
        return;
    wire_put_number(b, (uint64_t)tag, 1);
    wire_put_number(b, s.n, 4);
    (void)buf_put(b, s);
}

void wire_put_uint(struct buf *b, enum wire_tag tag, uint64_t value)
{
    wire_put_number(b, (uint64_t)tag, 1);
    wire_put_number(b, 8, 4);
    wire_put_number(b, value, 8);
}

void wire_put_moment(struct buf *b, enum wire_tag tag, int64_t value)
{
    wire_put_uint(b, tag, (uint64_t)value);
}

size_t wire_begin(struct buf *b, enum wire_tag tag)
{
    wire_put_number(b, (uint64_t)tag, 1);
    wire_put_number(b, 0, 4);
    return b->n;
}

void wire_end(struct buf *b, size_t start)
{
    size_t n = b->n - start;
    for (size_t i = 0; !b->failed && i < WIRE_LENGTH; i++)
        b->p[start - WIRE_LENGTH + i] = (char)(n >> (8 * i) & 0xff);
}

uint64_t wire_number(struct span s)
{
    uint64_t value = 0;
    for (size_t i = 0; i < s.n && i < 8; i++)
        value |= (uint64_t)(unsigned char)s.p[i] << (8 * i);
    return value;
}

/* Cuts the next field off *rest; false at the end, and *bad is set when a length runs over it. */
bool wire_next(struct span *rest, enum wire_tag *tag, struct span *body, bool *bad)
{
    if (rest->n == 0)
        return false;
    size_t n = rest->n >= FIELD_HEAD ? (size_t)wire_number(span_sub(*rest, 1, WIRE_LENGTH)) : 0;
    if (rest->n < FIELD_HEAD || n > rest->n - FIELD_HEAD) {
        *bad = true;
        return false;
    }
    *tag = (enum wire_tag)(unsigned char)rest->p[0];
    *body = span_sub(*rest, FIELD_HEAD, n);
    *rest = span_from(*rest, FIELD_HEAD + n);
    return true;
}

/* How many fields of a tag a body has, so that lists are made at once: at most max. */
size_t wire_count(struct span rest, enum wire_tag wanted, size_t max)
{
    enum wire_tag tag;
    struct span body;
    bool bad = false;
    size_t n = 0;
    while (n < max && wire_next(&rest, &tag, &body, &bad))
        n += tag == wanted;
    return n;
}

/* A moment that the calendar knows; others would run over in the arithmetic of times. */
int64_t wire_moment(struct span field)
{
    int64_t moment = (int64_t)wire_number(field);
    return moment >= 0 && moment < when_make(10000, 1, 1, 0, 0, 0) ? moment : WHEN_NONE;
}
