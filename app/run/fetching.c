/* fetching.c - fetches of feeds from their start to what they mean. Floor 9. The worker's thread,
 * or a command's. */
#include "run/fetching.h"

#include "feed/feed.h"
#include "run/portal.h"
#include "source/http.h"
#include "source/url.h"

static struct host *host_of(struct fetching *x, struct feedstate *f, int64_t now, int64_t now_ms)
{
    if (!f->host)
        f->host = hosts_get(&x->hosts, url_host(span_of(feedstate_address(f))), now, now_ms);
    return f->host;
}

int64_t fetching_left(struct fetching *x, struct feedstate *f, int64_t now, int64_t now_ms)
{
    const struct host *host = host_of(x, f, now, now_ms);
    if (!host)
        return 0;
    if (host->running)
        return -1;
    return host->rest_ms > now_ms ? host->rest_ms - now_ms : 0;
}

/* User, secret and certificate are for the configured address alone, wherever it is asked. */
static const struct http_access *access_for(struct feedstate *f, const char *url)
{
    if (span_eq_nocase(url_origin(f->feed->source.address), url_origin(span_of(url))))
        return &f->feed->access;
    f->elsewhere = f->feed->access;
    f->elsewhere.user = f->elsewhere.secret = NULL;
    f->elsewhere.cert_file = f->elsewhere.key_file = NULL;
    return &f->elsewhere;
}

static enum err start(struct fetching *x, struct feedstate *f, const char *url, struct host *host,
                      int64_t now, struct why *why)
{
    bool hop = f->hop.n > 0;
    struct http_request request = {
        .url = url,
        .etag = f->etag.n && !hop ? buf_cstr(&f->etag) : NULL,
        .last_modified = f->last_modified.n && !hop ? buf_cstr(&f->last_modified) : NULL,
        .allow_private = f->feed->allow_private,
        .access = access_for(f, url),
        .max_bytes = FEED_BYTES_MAX,
        .now = now,
        .tag = f};
    enum err e = http_start(x->http, &request, why);
    if (e)
        return e;
    f->running = true;
    f->busy = host;
    if (host)
        host->running++;
    return ERR_OK;
}

enum err fetching_start(struct fetching *x, struct feedstate *f, int64_t now, struct why *why)
{
    buf_reset(&f->hop);
    return start(x, f, feedstate_address(f), f->host, now, why);
}

/* ---- Pages where feeds should be ---- */

/* The host on which it ended, where that is another site than the one it was asked at. */
static struct span foreign_host(const struct feedstate *f, const struct fetched *got)
{
    struct span host = url_host(buf_span(&got->address));
    const char *asked = f->hop.n ? buf_cstr(&f->hop) : feedstate_address(f);
    bool foreign = host.n > 0 && !portal_same_site(url_host(span_of(asked)), host);
    return foreign ? host : span_make(NULL, 0);
}

static bool landed_there(const struct feedstate *g, struct span host, int64_t now)
{
    return g->landed.n > 0 && span_eq_nocase(buf_span(&g->landed), host) && g->landed_at <= now &&
           now - g->landed_at < FETCHING_ROUND;
}

/* True when a feed of another host ended on the same foreign host a while ago: nobody publishes for
 * both there, but a log-in page stands in the way of both. */
static bool is_shared(const struct fetching *x, const struct feedstate *f, struct span host,
                      int64_t now)
{
    struct span own = url_host(f->feed->source.address);
    for (size_t i = 0; host.n && i < x->n; i++) {
        const struct feedstate *g = &x->feeds[i];
        if (g != f && landed_there(g, host, now) &&
            !span_eq_nocase(url_host(g->feed->source.address), own))
            return true;
    }
    return false;
}

bool fetching_same_portal(const struct feedstate *f, const struct feedstate *g, int64_t now)
{
    return g != f && !g->running && g->outcome == FETCH_NOT_NEWS && f->landed.n > 0 &&
           landed_there(g, buf_span(&f->landed), now);
}

static void note_landing(struct feedstate *f, struct span host, int64_t now)
{
    buf_reset(&f->landed);
    (void)buf_put(&f->landed, host);
    f->landed_at = now;
}

/* What a failure means when it ended elsewhere: a log-in page is there for a while only. */
static enum fetch_outcome judge(const struct fetching *x, struct feedstate *f,
                                const struct fetched *got, struct fetching_end *end, int64_t now)
{
    struct span host = foreign_host(f, got);
    bool page = (end->outcome == FETCH_NOT_NEWS && end->taken.is_page) ||
                end->outcome == FETCH_PRIVATE; /* where such pages mostly stand */
    if (host.n == 0 || !page)
        return end->outcome;
    note_landing(f, host, now);
    if (!f->was_feed && !is_shared(x, f, host, now))
        return end->outcome;
    (void)why_set(&end->why, ERR_NET, 0, "%.*s answers in its place", (int)host.n, host.p);
    return FETCH_PORTAL;
}

static enum pipeline_wants wants(const struct fetching *x, const struct feedstate *f,
                                 const struct fetched *got, int64_t now)
{
    struct span host = foreign_host(f, got);
    if (f->was_feed || f->hop.n || is_shared(x, f, host, now))
        return PIPELINE_FEEDS;
    return host.n ? PIPELINE_NEWS : PIPELINE_ANYTHING;
}

/* ---- What came ---- */

static void take_body(struct fetching *x, const struct feedstate *f, const struct fetched *got,
                      struct fetching_end *end, int64_t now)
{
    struct why why = {.text = ""};
    struct origin origin = f->feed->origin;
    bool cut = end->outcome == FETCH_TOO_BIG; /* the items before the limit are whole */
    origin.wants = cut ? PIPELINE_FEEDS : wants(x, f, got, now);
    enum err e =
        pipeline_take(x->pipeline, &origin, buf_span(&got->body), buf_span(&got->content_type),
                      buf_span(&got->address), now, &end->taken, &why);
    end->news = !e;
    if (cut)
        return;
    end->outcome = e == ERR_STOPPED ? FETCH_STOPPED : e ? FETCH_NOT_NEWS : FETCH_OK;
    if (e)
        end->why = why;
}

/* Where it is asked from now on. An article moves with its site, unseen. */
static bool keep_address(struct feedstate *f, const struct fetched *got, bool article, bool fresh,
                         int64_t now)
{
    struct span configured = f->feed->source.address;
    bool elsewhere = false;
    if (f->hop.n)
        elsewhere = moving_found(&f->moving, buf_span(&f->hop)) == ERR_OK;
    else if (article)
        moving_doubt(&f->moving);
    else
        elsewhere = moving_note(&f->moving, configured, buf_span(&got->moved), fresh, now);
    if (elsewhere)
        feedstate_moved(f);
    return elsewhere;
}

/* What a good answer says of the feed itself. */
static void keep_feed(struct feedstate *f, const struct fetched *got, struct fetching_end *end,
                      int64_t now)
{
    const struct taken *t = &end->taken;
    bool fresh = end->outcome == FETCH_OK;
    end->readdressed = keep_address(f, got, fresh && !t->is_feed, fresh, now);
    feedstate_validators(f, got);
    if (!fresh)
        return;
    f->was_feed = t->is_feed;
    f->items = t->told;
    f->counts = t->counts;
    f->said = (struct schedule_hint){.ttl_minutes = t->ttl_minutes,
                                     .skip_hours = t->skip_hours,
                                     .skip_days = t->skip_days,
                                     .gap = t->gap};
}

/* A page that leads to a feed: that is asked now. False when it cannot be. */
static bool follow(struct fetching *x, struct feedstate *f, const struct fetching_end *end,
                   int64_t now, int64_t now_ms, struct why *why)
{
    struct host *host = hosts_find(&x->hosts, url_host(span_of(end->taken.feed_link)));
    if (host && host->rest_ms > now_ms) {
        (void)why_set(why, ERR_NET, 0, "the page names %s, whose host wants rest",
                      end->taken.feed_link);
        return false;
    }
    buf_reset(&f->hop);
    return buf_puts(&f->hop, end->taken.feed_link) == ERR_OK &&
           start(x, f, buf_cstr(&f->hop), host, now, why) == ERR_OK;
}

/* What failed is the feed that the page names: both are told of, and it is not the page that is
 * gone for good. */
static void name_hop(const struct feedstate *f, struct fetching_end *end)
{
    struct why inner = end->why;
    (void)why_set(&end->why, ERR_NET, 0, "the page names %s%s%s", buf_cstr(&f->hop),
                  inner.text[0] ? ": " : "", inner.text);
    if (end->outcome == FETCH_GONE)
        end->outcome = FETCH_NOT_FOUND;
}

static void rest_host(struct fetching *x, const struct feedstate *f, const struct fetched *got,
                      const struct fetching_end *end, int64_t now, int64_t now_ms)
{
    struct host *host = hosts_find(&x->hosts, url_host(buf_span(&got->address)));
    int64_t rest = schedule_rest(end->outcome, f->failures + 1, &end->hint);
    if (host && rest > 0)
        hosts_rest(&x->hosts, host, rest, now, now_ms);
}

/* False when it goes on to the feed that a page names. */
static bool take(struct fetching *x, struct feedstate *f, const struct fetched *got, int64_t now,
                 int64_t now_ms, struct fetching_end *end)
{
    if (f->busy)
        f->busy->running--;
    f->busy = NULL;
    if (got->outcome == FETCH_OK || (got->outcome == FETCH_TOO_BIG && got->body.n))
        take_body(x, f, got, end, now);
    end->outcome = judge(x, f, got, end, now);
    if (end->outcome == FETCH_OK && end->taken.feed_link[0]) {
        end->news = false;
        if (follow(x, f, end, now, now_ms, &end->why))
            return false;
        end->outcome = FETCH_NOT_NEWS;
    }
    rest_host(x, f, got, end, now, now_ms);
    if (schedule_good(end->outcome))
        keep_feed(f, got, end, now);
    else if (f->hop.n)
        name_hop(f, end);
    if (end->outcome == FETCH_NOT_NEWS)
        moving_doubt(&f->moving);
    buf_reset(&f->hop);
    return true;
}

bool fetching_pop(struct fetching *x, int64_t now, int64_t now_ms, struct fetching_end *out)
{
    struct fetched got;
    void *tag;
    while (http_pop(x->http, &got, &tag)) {
        if (x->follow && follow_took(x->follow, tag, &got, now, &x->followed)) {
            fetched_finish(&got);
            continue;
        }
        *out = (struct fetching_end){.feed = tag, .outcome = got.outcome, .why = got.why};
        out->hint.retry_after = got.retry_after;
        out->hint.fresh_for = got.fresh_for;
        bool done = take(x, tag, &got, now, now_ms, out);
        fetched_finish(&got);
        if (done)
            return true;
    }
    return false;
}
