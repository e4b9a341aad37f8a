/* follow.c - the articles behind teasers. Floor 9. One thread. Knows no formats: pages go through
 * the pipeline. */
#include "run/follow.h"

#include <stdlib.h>
#include <string.h>

#include "article/article.h"
#include "base/log.h"
#include "run/schedule.h"
#include "source/robots.h"
#include "source/url.h"

enum { ADDRESS_MAX = 2048, ITEM_BYTES_MAX = 8192 };

static const char AGENT[] = "Motograph"; /* our product token */

enum site_state {
    SITE_NEW,
    SITE_ASKED, /* its robots.txt is under way */
    SITE_RULES, /* robots holds what it said; nothing: all is open */
    SITE_CLOSED /* it could not be had */
};

struct site {
    struct site *next;
    enum site_state state;
    struct buf root;   /* "https://host:port" */
    struct buf robots; /* its rules */
    int64_t until;     /* when the state ends */
    /* whose page led here: robots.txt is asked by the same way */
    const struct feed_source *feed;
};

struct page {
    struct page *next;
    bool running;
    const struct feed_source *feed;
    struct arena *arena;
    struct span url;
    struct pipeline_item item;
};

struct follow {
    struct follow_opts opts;
    struct site *sites;
    struct page *pages;
    size_t n_sites, n_pages;
    uint64_t tried[FOLLOW_TRIED_MAX]; /* a ring of hashes */
    size_t n_tried;
};

/* ---- Pages that wait ---- */

static void destroy_page(struct page *p)
{
    if (p)
        arena_destroy(p->arena);
}

/* The page lies in its own arena. NULL when memory is out. */
static struct page *create_page(const struct feed_source *feed, const struct told *told)
{
    struct arena *a = arena_create(ITEM_BYTES_MAX + ADDRESS_MAX);
    struct page *p = a ? arena_alloc(a, sizeof *p) : NULL;
    if (!p) {
        arena_destroy(a);
        return NULL;
    }
    *p = (struct page){.feed = feed,
                       .arena = a,
                       .url = arena_copy(a, told->link),
                       .item = {.key = arena_copy(a, told->key),
                                .title = arena_copy(a, told->title),
                                .published = told->published}};
    if (p->url.p && p->item.key.p && (p->item.title.p || told->title.n == 0))
        return p;
    destroy_page(p);
    return NULL;
}

/* The origin may be a copy. */
static const struct feed_source *feed_of(const struct follow *f, const struct origin *origin)
{
    for (size_t i = 0; i < f->opts.sources->n; i++)
        if (span_eq(f->opts.sources->list[i].origin.address, origin->address))
            return &f->opts.sources->list[i];
    return NULL;
}

static bool was_tried(const struct follow *f, uint64_t hash)
{
    size_t n = f->n_tried < FOLLOW_TRIED_MAX ? f->n_tried : FOLLOW_TRIED_MAX;
    for (size_t i = 0; i < n; i++)
        if (f->tried[i] == hash)
            return true;
    return false;
}

static size_t pages_of(const struct follow *f, const struct feed_source *feed)
{
    size_t n = 0;
    for (const struct page *p = f->pages; p; p = p->next)
        n += p->feed == feed;
    return n;
}

/* A changed title is a changed article: its page is read again. */
static uint64_t hash_of(const struct told *told)
{
    return span_hash(told->link) * 31 + span_hash(told->title);
}

static void take_teaser(void *data, const struct origin *origin, const struct told *told)
{
    struct follow *f = data;
    const struct feed_source *feed = feed_of(f, origin);
    uint64_t hash = hash_of(told);
    if (!feed || told->link.n >= ADDRESS_MAX || told->key.n + told->title.n >= ITEM_BYTES_MAX / 2 ||
        was_tried(f, hash) || f->n_pages >= FOLLOW_PAGES_MAX ||
        pages_of(f, feed) >= FOLLOW_FEED_MAX)
        return;
    struct page *p = create_page(feed, told);
    if (!p)
        return;
    struct page **end = &f->pages;
    while (*end)
        end = &(*end)->next;
    *end = p;
    f->n_pages++;
    f->tried[f->n_tried++ % FOLLOW_TRIED_MAX] = hash;
}

static void drop_page(struct follow *f, struct page *page)
{
    struct page **at = &f->pages;
    while (*at && *at != page)
        at = &(*at)->next;
    if (!*at)
        return;
    *at = page->next;
    f->n_pages--;
    destroy_page(page);
}

/* ---- Fetching ---- */

/* Names and passwords, and the way into the local network, are for the site of the feed alone (its
 * scheme, host and port): where its links lead is not the operator's word. */
static enum err start(struct follow *f, const struct feed_source *feed, const char *url,
                      size_t max_bytes, int64_t now, void *tag, struct why *why)
{
    bool same = span_eq_nocase(url_origin(span_of(url)), url_origin(feed->source.address));
    struct http_request request = {.url = url,
                                   .allow_private = same && feed->allow_private,
                                   .access = same ? &feed->access : NULL,
                                   .max_bytes = max_bytes,
                                   .now = now,
                                   .tag = tag};
    return http_start(f->opts.http, &request, why);
}

/* ---- Sites and their rules ---- */

static void destroy_site(struct site *s)
{
    buf_finish(&s->root);
    buf_finish(&s->robots);
    free(s);
}

/* The site asked longest ago makes room, unless its answer is still to come. */
static void make_room(struct follow *f)
{
    struct site **at = &f->sites;
    if (f->n_sites < FOLLOW_SITES_MAX)
        return;
    for (struct site **s = &f->sites; *s; s = &(*s)->next)
        if ((*s)->state != SITE_ASKED)
            at = s; /* new ones come first: the last is the oldest */
    struct site *old = *at;
    if (old->state == SITE_ASKED)
        return;
    *at = old->next;
    f->n_sites--;
    destroy_site(old);
}

/* The site of the page, made where it is new. NULL when memory is out. */
static struct site *site_of(struct follow *f, const struct page *page)
{
    struct span root = url_origin(page->url);
    for (struct site *s = f->sites; s; s = s->next)
        if (span_eq_nocase(buf_span(&s->root), root))
            return s;
    make_room(f);
    struct site *s = calloc(1, sizeof *s);
    if (!s)
        return NULL;
    buf_init(&s->root, ADDRESS_MAX);
    buf_init(&s->robots, ROBOTS_BYTES_MAX);
    if (buf_put(&s->root, root)) {
        destroy_site(s);
        return NULL;
    }
    s->feed = page->feed;
    s->next = f->sites;
    f->sites = s;
    f->n_sites++;
    return s;
}

static void ask_robots(struct follow *f, struct site *s, int64_t now)
{
    struct why why = {.text = ""};
    struct buf url;
    buf_init(&url, ADDRESS_MAX + 16);
    enum err e = buf_printf(&url, "%s/robots.txt", buf_cstr(&s->root));
    if (!e)
        e = start(f, s->feed, buf_cstr(&url), ROBOTS_BYTES_MAX, now, s, &why);
    buf_finish(&url);
    s->state = e ? SITE_CLOSED : SITE_ASKED;
    s->until = now + FOLLOW_CLOSED_S;
}

/* RFC 9309, 2.3.1: no such file opens the site, one that cannot be had closes it. So does one of
 * which nothing came, as it said beforehand that it is too big. */
static void take_robots(struct site *s, const struct fetched *got, int64_t now)
{
    bool open = got->status >= 400 && got->status < 500 && got->outcome != FETCH_LATER;
    bool cut = got->outcome == FETCH_TOO_BIG && got->body.n > 0;
    bool read = got->outcome == FETCH_OK || cut;
    buf_reset(&s->robots);
    if (read && buf_put(&s->robots, buf_span(&got->body)))
        read = false;
    s->state = open || read ? SITE_RULES : SITE_CLOSED;
    s->until = now + (open || read ? FOLLOW_ROBOTS_S : FOLLOW_CLOSED_S);
    if (s->state == SITE_CLOSED)
        log_info("%s: no robots.txt (%s): its pages are not read", buf_cstr(&s->root),
                 fetch_outcome_name(got->outcome));
}

/* ---- The doors ---- */

struct follow *follow_create(const struct follow_opts *opts)
{
    struct follow *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->opts = *opts;
    pipeline_on_teaser(opts->pipeline, take_teaser, f);
    return f;
}

void follow_destroy(struct follow *f)
{
    if (!f)
        return;
    pipeline_on_teaser(f->opts.pipeline, NULL, NULL);
    while (f->pages)
        drop_page(f, f->pages);
    while (f->sites) {
        struct site *s = f->sites;
        f->sites = s->next;
        destroy_site(s);
    }
    free(f);
}

static void ask_page(struct follow *f, struct page *p, int64_t now)
{
    struct why why = {.text = ""};
    p->running = start(f, p->feed, p->url.p, ARTICLE_PAGE_MAX, now, p, &why) == ERR_OK;
    if (!p->running)
        drop_page(f, p);
}

/* True while the host of the page rests, or another page of it is under way: one at a time, so that
 * what is asked of us by one answer holds for the next page. */
static bool must_wait(const struct follow *f, const struct page *page, int64_t now_ms)
{
    struct span name = url_host(page->url);
    const struct host *host = hosts_find(f->opts.hosts, name);
    if (host && host->rest_ms > now_ms)
        return true;
    for (const struct page *p = f->pages; p; p = p->next)
        if (p->running && span_eq_nocase(url_host(p->url), name))
            return true;
    return false;
}

/* A site that wants rest from readers of pages wants it from those of its feeds, too. */
static void note_rest(struct follow *f, const struct fetched *got, int64_t now, int64_t now_ms)
{
    struct schedule_hint hint = {.retry_after = got->retry_after};
    struct span name = url_host(buf_span(&got->address));
    int64_t seconds = schedule_rest(got->outcome, 1, &hint);
    struct host *host = seconds > 0 ? hosts_get(f->opts.hosts, name, now, now_ms) : NULL;
    if (host)
        hosts_rest(f->opts.hosts, host, seconds, now, now_ms);
}

/* Asks for the page, or for the rules of its site first; drops it where they shut it out. */
static void advance(struct follow *f, struct page *p, int64_t now)
{
    struct site *s = site_of(f, p);
    if (!s) {
        drop_page(f, p);
        return;
    }
    if (s->state == SITE_NEW || (s->state != SITE_ASKED && s->until <= now))
        ask_robots(f, s, now);
    if (s->state == SITE_ASKED)
        return;
    if (s->state == SITE_RULES && robots_allow(buf_span(&s->robots), span_of(AGENT), p->url)) {
        ask_page(f, p, now);
        return;
    }
    log_info("%s: its site wants no robots there", p->url.p);
    drop_page(f, p);
}

void follow_start(struct follow *f, int64_t now, int64_t now_ms)
{
    for (struct page *p = f->pages, *next; p; p = next) {
        next = p->next;
        if (!p->running && !must_wait(f, p, now_ms))
            advance(f, p, now);
    }
}

/* What came of a page that is too big is most of it. */
static bool take_page(struct follow *f, struct page *p, const struct fetched *got, int64_t now)
{
    struct why why = got->why;
    enum err e = ERR_NET;
    if (got->outcome == FETCH_OK || got->outcome == FETCH_TOO_BIG)
        e = pipeline_take_page(f->opts.pipeline, &p->feed->origin, &p->item, buf_span(&got->body),
                               buf_span(&got->content_type), buf_span(&got->address), now, &why);
    if (e)
        log_info("%s: %s", p->url.p, why.text);
    drop_page(f, p);
    return e == ERR_OK;
}

bool follow_took(struct follow *f, void *tag, const struct fetched *got, int64_t now,
                 int64_t now_ms, bool *changed)
{
    for (struct site *s = f->sites; s; s = s->next)
        if (s == tag) {
            note_rest(f, got, now, now_ms);
            take_robots(s, got, now);
            return true;
        }
    for (struct page *p = f->pages; p; p = p->next)
        if (p == tag) {
            note_rest(f, got, now, now_ms);
            *changed = take_page(f, p, got, now) || *changed;
            return true;
        }
    return false;
}
