/* headers.c - what the headers of an answer say of validity and waiting. Floor 1. Any thread. Knows
 * no network. */
#include "source/headers.h"

#include <string.h>

#include "base/when.h"

enum { SECONDS_MAX = 366 * WHEN_DAY }; /* longest wait that a server may ask for */
enum { SECONDS_DIGITS = 18 };          /* always fit in 64 bits */

/* The value of the header when the line is of that name. */
static bool header_is(struct span line, const char *name, struct span *value)
{
    size_t n = strlen(name);
    if (!span_starts_nocase(line, name) || line.n <= n || line.p[n] != ':')
        return false;
    *value = span_trim(span_from(line, n + 1));
    return true;
}

/* -1 when s is no number. */
static int64_t seconds(struct span s)
{
    uint64_t value;
    if (!span_uint(span_sub(s, 0, SECONDS_DIGITS), INT64_MAX, &value))
        return -1;
    return s.n > SECONDS_DIGITS ? SECONDS_MAX : (int64_t)value;
}

static int64_t date_of(struct span s)
{
    int64_t moment;
    return when_parse(s, &moment) ? moment : WHEN_NONE;
}

/* RFC 9111, section 5.2.2: what may not be kept is fresh for no time. */
static void read_cache_control(struct headers *h, struct span value)
{
    struct span piece;
    while (span_split(&value, ',', &piece)) {
        piece = span_trim(piece);
        h->no_store = h->no_store || span_is_nocase(piece, "no-store");
        if (span_is_nocase(piece, "no-cache") || span_is_nocase(piece, "no-store"))
            h->max_age = 0;
        else if (span_starts_nocase(piece, "max-age=") && h->max_age != 0)
            h->max_age = seconds(span_trim(span_from(piece, strlen("max-age="))));
    }
}

/* RFC 9111, section 5.3: what is no date, "0" above all, lies in the past. */
static void read_expires(struct headers *h, struct span value)
{
    h->expires = date_of(value);
    h->expired = span_is(value, "0") || span_is(value, "-1");
}

/* RFC 9110, section 10.2.3: seconds or a date. */
static void read_retry(struct headers *h, struct span value)
{
    h->retry_after = seconds(value);
    h->retry_at = h->retry_after < 0 ? date_of(value) : WHEN_NONE;
}

/* Too long for its buffer: as if it had not been said. */
static void keep_header(struct buf *out, struct span value)
{
    buf_reset(out);
    if (buf_put(out, value))
        buf_reset(out);
}

void headers_begin(struct headers *h, struct fetched *f)
{
    *h = (struct headers){
        .date = WHEN_NONE,
        .expires = WHEN_NONE,
        .max_age = -1,
        .age = -1,
        .retry_at = WHEN_NONE,
        .retry_after = -1,
    };
    buf_reset(&f->etag);
    buf_reset(&f->last_modified);
    buf_reset(&f->content_type);
}

void headers_read(struct headers *h, struct span line, struct fetched *f)
{
    struct span value;
    if (span_starts(line, "HTTP/"))
        headers_begin(h, f); /* of the next hop, or after an interim answer */
    else if (header_is(line, "ETag", &value))
        keep_header(&f->etag, value);
    else if (header_is(line, "Last-Modified", &value))
        keep_header(&f->last_modified, value);
    else if (header_is(line, "Content-Type", &value))
        keep_header(&f->content_type, value);
    else if (header_is(line, "Cache-Control", &value))
        read_cache_control(h, value);
    else if (header_is(line, "Expires", &value))
        read_expires(h, value);
    else if (header_is(line, "Date", &value))
        h->date = date_of(value);
    else if (header_is(line, "Age", &value))
        h->age = seconds(value);
    else if (header_is(line, "Retry-After", &value))
        read_retry(h, value);
}

static int64_t at_most(int64_t value, int64_t max)
{
    return value < 0 ? 0 : value > max ? max : value;
}

void headers_settle(const struct headers *h, int64_t now, struct fetched *f)
{
    int64_t from = h->date != WHEN_NONE ? h->date : now ? now : WHEN_NONE;
    int64_t fresh = 0, retry = h->retry_after;
    if (h->max_age >= 0)
        fresh = h->max_age - (h->age > 0 ? h->age : 0);
    else if (h->expires != WHEN_NONE && from != WHEN_NONE)
        fresh = h->expires - from;
    if (h->retry_at != WHEN_NONE && from != WHEN_NONE)
        retry = h->retry_at > from ? h->retry_at - from : 0;
    f->fresh_for = at_most(fresh, SECONDS_MAX);
    f->retry_after = retry == 0 ? 1 : at_most(retry, SECONDS_MAX);
    /* max-age overrules Expires (RFC 9111, section 5.3) */
    if (h->no_store || (h->expired && h->max_age < 0)) {
        buf_reset(&f->etag);
        buf_reset(&f->last_modified);
    }
}
