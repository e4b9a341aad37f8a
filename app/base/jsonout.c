/* jsonout.c - a small JSON writer. Floor 0. One thread at a time. */
#include "base/jsonout.h"

#include <assert.h>
#include <inttypes.h>
#include <math.h>

#include "base/utf8.h"
#include "base/when.h"

enum { DEPTH_MAX = 63 };

void jsonout_init(struct jsonout *j, struct buf *b)
{
    *j = (struct jsonout){.b = b};
}

/* The comma before a value, unless it is the first or follows its key. */
static void lead(struct jsonout *j)
{
    uint64_t bit = 1ULL << j->depth;
    if (!j->after_key && (j->full & bit))
        (void)buf_putc(j->b, ',');
    j->full |= bit;
    j->after_key = false;
}

static void open(struct jsonout *j, char bracket, bool array)
{
    lead(j);
    (void)buf_putc(j->b, bracket);
    assert(j->depth < DEPTH_MAX);
    j->depth++;
    uint64_t bit = 1ULL << j->depth;
    j->full &= ~bit;
    j->arrays = array ? j->arrays | bit : j->arrays & ~bit;
}

void jsonout_object(struct jsonout *j)
{
    open(j, '{', false);
}

void jsonout_array(struct jsonout *j)
{
    open(j, '[', true);
}

void jsonout_close(struct jsonout *j)
{
    assert(j->depth > 0);
    (void)buf_putc(j->b, j->arrays & (1ULL << j->depth) ? ']' : '}');
    j->depth--;
}

static void put_escaped(struct buf *b, uint32_t cp)
{
    switch (cp) {
    case '"':
        (void)buf_puts(b, "\\\"");
        break;
    case '\\':
        (void)buf_puts(b, "\\\\");
        break;
    case '\n':
        (void)buf_puts(b, "\\n");
        break;
    default:
        if (cp < 0x20 || cp == 0x7f)
            (void)buf_printf(b, "\\u%04x", (unsigned)cp);
        else
            (void)utf8_put(b, cp);
    }
}

static void put_string(struct buf *b, struct span s)
{
    (void)buf_putc(b, '"');
    while (s.n)
        put_escaped(b, utf8_next(&s));
    (void)buf_putc(b, '"');
}

void jsonout_key(struct jsonout *j, const char *key)
{
    lead(j);
    put_string(j->b, span_of(key));
    (void)buf_putc(j->b, ':');
    j->after_key = true;
}

void jsonout_span(struct jsonout *j, struct span s)
{
    lead(j);
    put_string(j->b, s);
}

void jsonout_int(struct jsonout *j, int64_t v)
{
    lead(j);
    (void)buf_printf(j->b, "%" PRId64, v);
}

void jsonout_real(struct jsonout *j, double v)
{
    lead(j);
    if (isfinite(v))
        (void)buf_printf(j->b, "%.6g", v);
    else
        (void)buf_puts(j->b, "null");
}

void jsonout_bool(struct jsonout *j, bool v)
{
    lead(j);
    (void)buf_puts(j->b, v ? "true" : "false");
}

void jsonout_null(struct jsonout *j)
{
    lead(j);
    (void)buf_puts(j->b, "null");
}

void jsonout_field(struct jsonout *j, const char *key, struct span s)
{
    jsonout_key(j, key);
    jsonout_span(j, s);
}

void jsonout_field_int(struct jsonout *j, const char *key, int64_t v)
{
    jsonout_key(j, key);
    jsonout_int(j, v);
}

void jsonout_field_when(struct jsonout *j, const char *key, int64_t moment)
{
    char iso[WHEN_ISO_MAX];
    jsonout_key(j, key);
    if (moment == WHEN_NONE) {
        jsonout_null(j);
        return;
    }
    when_iso(moment, iso);
    jsonout_span(j, span_of(iso));
}
