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
    bool no_store;         /* nothing of it may be kept */
    bool expired;          /* Expires is 0 or -1: never fresh, and not meant to be asked about */
};

/* Nothing said so far; empties the header buffers of f. */
void headers_begin(struct headers *h, struct fetched *f);

/* One header or status line, as it came. A status line begins anew. */
void headers_read(struct headers *h, struct span line, struct fetched *f);

/* Sets fresh_for and retry_after of f; a wait that is over already is 1 s, as 0 means that none was
 * said. Dates count from the answer's own Date, else from now (0: not known). Takes the validators
 * away where the server does not want to be asked with them. */
void headers_settle(const struct headers *h, int64_t now, struct fetched *f);

#endif
