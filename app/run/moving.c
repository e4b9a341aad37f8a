/* moving.c - under which address a feed is asked. Floor 9. One thread at a time. */
#include "run/moving.h"

#include "base/when.h"
#include "source/url.h"

void moving_init(struct moving *m)
{
    *m = (struct moving){.since = WHEN_NONE};
    buf_init(&m->asked_at, MOVING_ADDRESS_MAX);
    buf_init(&m->moved_to, MOVING_ADDRESS_MAX);
}

void moving_finish(struct moving *m)
{
    buf_finish(&m->asked_at);
    buf_finish(&m->moved_to);
}

/* ERR_TOO_BIG leaves it empty. */
static enum err put(struct buf *b, struct span text)
{
    buf_reset(b);
    enum err e = buf_put(b, text);
    if (e)
        buf_reset(b);
    return e;
}

void moving_doubt(struct moving *m)
{
    buf_reset(&m->moved_to);
    m->seen = 0;
    m->since = WHEN_NONE;
}

enum err moving_found(struct moving *m, struct span address)
{
    moving_doubt(m);
    m->found = true;
    return put(&m->asked_at, address);
}

/* What began secure goes on secure. */
static bool believable(struct span asked, struct span moved)
{
    bool less = span_starts_nocase(asked, "https:") && !span_starts_nocase(moved, "https:");
    return url_is_http(moved) && !less && !span_eq(asked, moved);
}

static void adopt(struct moving *m, struct span configured)
{
    if (span_eq(buf_span(&m->moved_to), configured))
        buf_reset(&m->asked_at);
    else
        (void)put(&m->asked_at, buf_span(&m->moved_to)); /* as long as one that was put already */
    m->found = false;
    moving_doubt(m);
}

bool moving_note(struct moving *m, struct span configured, struct span moved, bool fresh,
                 int64_t now)
{
    struct span asked = m->asked_at.n ? buf_span(&m->asked_at) : configured;
    bool again = m->seen > 0 && span_eq(buf_span(&m->moved_to), moved) && m->since <= now;
    if (!believable(asked, moved) || (!again && !fresh)) {
        moving_doubt(m);
        return false;
    }
    if (!again) {
        moving_doubt(m);
        m->since = now;
        if (put(&m->moved_to, moved))
            return false;
    }
    m->seen++;
    if (m->seen < MOVING_SEEN || now - m->since < MOVING_TIME)
        return false;
    adopt(m, configured);
    return true;
}

bool moving_failed(struct moving *m, enum fetch_outcome outcome, unsigned failures,
                   int64_t succeeded, int64_t now)
{
    bool nothing = outcome == FETCH_NOT_FOUND || outcome == FETCH_GONE;
    bool long_ago = succeeded == WHEN_NONE || now - succeeded > MOVING_PATIENCE;
    if (m->asked_at.n == 0 || !(nothing || (failures >= MOVING_FAILURES && long_ago)))
        return false;
    buf_reset(&m->asked_at);
    m->found = false;
    moving_doubt(m);
    return true;
}
