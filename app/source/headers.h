/* headers.h - what the headers of an answer say of validity and waiting (RFC 9110, RFC 9111).
 *
 * Floor 1. Any thread. For http.c; knows no network. */
#ifndef MOTOGRAPH_SOURCE_HEADERS_H
#define MOTOGRAPH_SOURCE_HEADERS_H

#include "base/span.h"
#include "source/source.h"

struct headers {
    int64_t date, expires; /* WHEN_NONE: not said */
    int64_t max_age, age;  /* seconds, -1: not said */
    int64_t retry_at;      /* WHEN_NONE: not said as a date */
    int64_t retry_after;   /* seconds, -1: not said as a number */
};

/* Nothing said so far; empties the header buffers of f. */
void headers_begin(struct headers *h, struct fetched *f);

/* One header or status line, as it came. A status line begins anew. */
void headers_read(struct headers *h, struct span line, struct fetched *f);

/* Sets fresh_for and retry_after of f. Dates count from the answer's own Date, else from now (0:
 * not known). */
void headers_settle(const struct headers *h, int64_t now, struct fetched *f);

#endif
