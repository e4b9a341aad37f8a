/* feedlist.c - how each feed fares and which rules are in force for it. Floor 9. Main thread. */
#include "run/feedlist.h"

#include <inttypes.h>
#include <unistd.h>

#include "base/jsonout.h"
#include "run/clock.h"
#include "run/schedule.h"
#include "source/url.h"

enum { LIST_ARENA_MAX = 1024 * 1024, MINUTE = 60, HOUR = 3600 };

/* One source with all that is known of it. */
struct entry {
    const struct feed_source *feed;
    const struct conf_feed *section; /* NULL: it was not configured */
    const struct conf *conf;
    struct store_feed known;
    struct span name;
    int64_t rests_until; /* WHEN_NONE: its host does not */
    int64_t every;       /* as it is really asked */
    int64_t now;
};

static const struct conf_feed *section_of(const struct conf *conf, const struct feed_source *f)
{
    for (size_t i = 0; i < conf->n_feeds; i++)
        if (span_eq(conf->feeds[i].values[FEED_URL].text, f->source.address) &&
            span_eq(conf->feeds[i].name, f->origin.name))
            return &conf->feeds[i];
    return NULL;
}

static struct entry entry_of(const struct feed_source *f, const struct conf *conf,
                             struct store *store, int64_t now, struct arena *a)
{
    struct entry e = {.feed = f, .section = section_of(conf, f), .conf = conf, .now = now};
    struct span address = f->source.address;
    bool known = store && store_get_feed(store, address, &e.known, a) == ERR_OK;
    if (!known)
        e.known = (struct store_feed){
            .tried = WHEN_NONE, .succeeded = WHEN_NONE, .due = WHEN_NONE, .moved_since = WHEN_NONE};
    struct span host = url_host(e.known.asked_at.n ? e.known.asked_at : address);
    int64_t until = store && host.n ? store_get_host(store, host) : WHEN_NONE;
    e.rests_until = until > now && until <= now + SCHEDULE_CEILING ? until : WHEN_NONE;
    e.name = f->origin.name.n ? f->origin.name : f->origin.fallback;
    e.every = f->paced ? f->every : schedule_stretch(f->every, e.known.gap);
    e.every = e.every > SCHEDULE_FLOOR ? e.every : SCHEDULE_FLOOR;
    return e;
}

static double number(const struct entry *e, enum feed_option_id id)
{
    return e->section ? e->section->values[id].number : 0;
}

static struct span text(const struct entry *e, enum feed_option_id id)
{
    return e->section ? e->section->values[id].text : span_make(NULL, 0);
}

/* ---- For people ---- */

/* "90s", "15m", "48h", "7d": the largest unit that says it exactly. */
static void put_duration(struct buf *out, int64_t seconds)
{
    if (seconds % WHEN_DAY == 0 && seconds > 2 * (int64_t)WHEN_DAY)
        (void)buf_printf(out, "%" PRId64 "d", seconds / WHEN_DAY);
    else if (seconds % HOUR == 0 && seconds)
        (void)buf_printf(out, "%" PRId64 "h", seconds / HOUR);
    else if (seconds % MINUTE == 0)
        (void)buf_printf(out, "%" PRId64 "m", seconds / MINUTE);
    else
        (void)buf_printf(out, "%" PRId64 "s", seconds);
}

/* "40 s", "12 min", "3 h", "5 days": about so long. */
static void put_span_of_time(struct buf *out, int64_t seconds)
{
    if (seconds < 2 * MINUTE)
        (void)buf_printf(out, "%" PRId64 " s", seconds);
    else if (seconds < 2 * HOUR)
        (void)buf_printf(out, "%" PRId64 " min", seconds / MINUTE);
    else if (seconds < 2 * (int64_t)WHEN_DAY)
        (void)buf_printf(out, "%" PRId64 " h", seconds / HOUR);
    else
        (void)buf_printf(out, "%" PRId64 " days", seconds / WHEN_DAY);
}

/* "12 min ago (2026-11-21 20:58)" of the machine's zone. */
static void put_moment(struct buf *out, int64_t moment, int64_t now)
{
    struct when_civil c = clock_local(moment);
    if (moment == WHEN_NONE) {
        (void)buf_puts(out, "never");
        return;
    }
    (void)buf_puts(out, moment > now ? "in " : "");
    put_span_of_time(out, moment > now ? moment - now : now - moment);
    (void)buf_printf(out, "%s (%04d-%02d-%02d %02d:%02d)", moment > now ? "" : " ago", c.year,
                     c.month, c.day, c.hour, c.minute);
}

static void put_span(struct buf *out, const char *before, struct span s, const char *after)
{
    (void)buf_printf(out, "%s%.*s%s", before, (int)s.n, s.p ? s.p : "", after);
}

static void put_addresses(struct buf *out, const struct entry *e)
{
    const struct store_feed *k = &e->known;
    put_span(out, "  ", e->feed->source.address, "\n");
    if (k->asked_at.n)
        put_span(out, "  asked at  ", k->asked_at,
                 k->found ? " (found in the page there)\n" : " (it has moved for good)\n");
    if (k->moved_to.n && k->moved_seen)
        (void)buf_printf(out, "  moving    says so %u times, to %.*s; not believed yet\n",
                         k->moved_seen, (int)k->moved_to.n, k->moved_to.p);
}

static void put_last(struct buf *out, const struct entry *e)
{
    const struct store_feed *k = &e->known;
    (void)buf_printf(out, "  last      %s", fetch_outcome_name(k->outcome));
    if (k->tried != WHEN_NONE) {
        (void)buf_puts(out, ", ");
        put_moment(out, k->tried, e->now);
    }
    if (k->why.n)
        put_span(out, "\n            ", k->why, "");
    if (k->failures > 1)
        (void)buf_printf(out, " (%u failures in a row)", k->failures);
    (void)buf_puts(out, "\n  good      ");
    put_moment(out, k->succeeded, e->now);
    (void)buf_putc(out, '\n');
}

static void put_next(struct buf *out, const struct entry *e)
{
    (void)buf_puts(out, "  next      ");
    if (e->known.due == WHEN_NONE || e->known.due <= e->now)
        (void)buf_puts(out, "as soon as a ticker runs");
    else
        put_moment(out, e->known.due, e->now);
    if (e->known.outcome == FETCH_GONE)
        (void)buf_puts(out, "; its publisher says that it is gone for good");
    if (e->rests_until != WHEN_NONE) {
        (void)buf_puts(out, "\n            its host asked for rest; not before ");
        put_moment(out, e->rests_until, e->now);
    }
    (void)buf_putc(out, '\n');
}

static void put_items(struct buf *out, const struct entry *e)
{
    const struct store_counts *c = &e->known.counts;
    const struct {
        unsigned n;
        const char *word;
    } parts[] = {{c->shown, "shown"},
                 {c->old, "too old"},
                 {c->excluded, "excluded"},
                 {c->held, "held"},
                 {c->flood, "flood"}};
    const char *between = ": ";
    (void)buf_printf(out, "  items     %u", e->known.items);
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (parts[i].n == 0)
            continue;
        (void)buf_printf(out, "%s%u %s", between, parts[i].n, parts[i].word);
        between = ", ";
    }
    if (c->future)
        (void)buf_printf(out, "; %u with a date of the future", c->future);
    (void)buf_putc(out, '\n');
}

static void put_words(struct buf *out, const char *key, struct span words)
{
    if (words.n)
        (void)buf_printf(out, ", %s \"%.*s\"", key, (int)words.n, words.p);
}

static unsigned ones(uint32_t bits)
{
    unsigned n = 0;
    for (; bits; bits &= bits - 1)
        n++;
    return n;
}

/* What we say, then what the feed says. */
static void put_pace(struct buf *out, const struct entry *e)
{
    const struct store_feed *k = &e->known;
    (void)buf_puts(out, "every ");
    put_duration(out, e->every);
    (void)buf_puts(out, e->every > e->feed->every && !e->feed->paced ? " (posts rarely)" : "");
    if (k->ttl_minutes > 0) {
        (void)buf_puts(out, ", ttl ");
        put_duration(out, (int64_t)k->ttl_minutes * MINUTE);
    }
    uint32_t hours = k->skip_hours & SCHEDULE_WHOLE_DAY, days = k->skip_days & SCHEDULE_WHOLE_WEEK;
    if (hours && hours != SCHEDULE_WHOLE_DAY) /* all of them are no wish */
        (void)buf_printf(out, ", skips %u hours a day", ones(hours));
    if (days && days != SCHEDULE_WHOLE_WEEK)
        (void)buf_printf(out, ", skips %u days a week", ones(days));
    (void)buf_puts(out, ", ");
}

static void put_rules(struct buf *out, const struct entry *e)
{
    const struct feed_source *f = e->feed;
    (void)buf_puts(out, "  rules     ");
    if (f->source.kind == SOURCE_URL)
        put_pace(out, e);
    (void)buf_puts(out, "max-age ");
    if (f->origin.max_age)
        put_duration(out, f->origin.max_age);
    else
        (void)buf_puts(out, "none");
    (void)buf_printf(out, ", max-items %u", (unsigned)f->origin.max_items);
    if (number(e, FEED_FLOOD) > 0)
        (void)buf_printf(out, ", flood %.0f", number(e, FEED_FLOOD));
    put_words(out, "include", text(e, FEED_INCLUDE));
    put_words(out, "exclude", text(e, FEED_EXCLUDE));
    put_words(out, "include of all", conf_text(e->conf, OPTION_INCLUDE));
    put_words(out, "exclude of all", conf_text(e->conf, OPTION_EXCLUDE));
    (void)buf_puts(out, number(e, FEED_HOLD) > 0 ? ", hold" : "");
    (void)buf_puts(out, f->origin.follow ? ", follow" : "");
    (void)buf_puts(out, f->allow_private ? ", allow-private" : "");
    (void)buf_putc(out, '\n');
}

/* Of a path nothing is kept; whether it can be read is looked at now. An address without its
 * "http://" is taken for a path, too. */
static void put_path(struct buf *out, const struct source *s)
{
    bool there = s->kind == SOURCE_INPUT || access(s->address.p, R_OK) == 0;
    if (!there)
        (void)buf_puts(out, "  last      no such path, or it may not be read\n");
    (void)buf_printf(out, "  next      whenever it %s\n", there ? "changes" : "can be read");
}

static void put_entry(struct buf *out, const struct entry *e)
{
    put_span(out, "", e->name, "\n");
    put_addresses(out, e);
    if (e->feed->source.kind == SOURCE_URL) {
        put_last(out, e);
        put_next(out, e);
        put_items(out, e);
    } else {
        put_path(out, &e->feed->source);
    }
    put_rules(out, e);
    (void)buf_putc(out, '\n');
}

static const char foot[] =
    "every:   the least time between two askings; servers and feeds may ask for longer. Where a\n"
    "         feed's section does not say it, a feed that posts rarely is asked up to four times\n"
    "         less often: a quarter of the time between two of its items.\n"
    "flood:   at most so many new items of one answer after the first, the newest first.\n"
    "future:  a date more than a day ahead is not believed, and the item counts as published when\n"
    "         it was first seen; less than a day ahead counts as now.\n"
    "old:     beyond max-age.\n";

void feedlist_text(struct buf *out, const struct sources *sources, const struct conf *conf,
                   struct store *store, int64_t now)
{
    for (size_t i = 0; i < sources->n; i++) {
        struct arena *a = arena_create(LIST_ARENA_MAX);
        struct entry e = entry_of(&sources->list[i], conf, a ? store : NULL, now, a);
        put_entry(out, &e);
        arena_destroy(a);
    }
    (void)buf_puts(out, foot);
}

/* ---- For programs ---- */

/* null where it is empty */
static void field(struct jsonout *j, const char *key, struct span s)
{
    if (s.n) {
        jsonout_field(j, key, s);
        return;
    }
    jsonout_key(j, key);
    jsonout_null(j);
}

static void flag(struct jsonout *j, const char *key, bool value)
{
    jsonout_key(j, key);
    jsonout_bool(j, value);
}

static void json_items(struct jsonout *j, const struct entry *e)
{
    const struct store_counts *c = &e->known.counts;
    jsonout_key(j, "items");
    jsonout_object(j);
    jsonout_field_int(j, "all", e->known.items);
    jsonout_field_int(j, "shown", c->shown);
    jsonout_field_int(j, "old", c->old);
    jsonout_field_int(j, "excluded", c->excluded);
    jsonout_field_int(j, "held", c->held);
    jsonout_field_int(j, "flood", c->flood);
    jsonout_field_int(j, "future", c->future);
    jsonout_close(j);
}

static void json_rules(struct jsonout *j, const struct entry *e)
{
    const struct feed_source *f = e->feed;
    jsonout_key(j, "rules");
    jsonout_object(j);
    jsonout_field_int(j, "every", e->every);
    jsonout_field_int(j, "ttl", (int64_t)e->known.ttl_minutes * MINUTE);
    jsonout_field_int(j, "skip_hours", e->known.skip_hours);
    jsonout_field_int(j, "skip_days", e->known.skip_days);
    jsonout_field_int(j, "max_age", f->origin.max_age);
    jsonout_field_int(j, "max_items", f->origin.max_items);
    jsonout_field_int(j, "flood", (int64_t)number(e, FEED_FLOOD));
    field(j, "include", text(e, FEED_INCLUDE));
    field(j, "exclude", text(e, FEED_EXCLUDE));
    field(j, "include_all", conf_text(e->conf, OPTION_INCLUDE));
    field(j, "exclude_all", conf_text(e->conf, OPTION_EXCLUDE));
    flag(j, "hold", number(e, FEED_HOLD) > 0);
    flag(j, "follow", f->origin.follow);
    flag(j, "allow_private", f->allow_private);
    jsonout_close(j);
}

static void json_entry(struct buf *out, const struct entry *e)
{
    struct jsonout j;
    const struct store_feed *k = &e->known;
    const char *why = k->asked_at.n == 0 ? "" : k->found ? "found" : "moved";
    jsonout_init(&j, out);
    jsonout_object(&j);
    jsonout_field(&j, "name", e->name);
    jsonout_field(&j, "address", e->feed->source.address);
    field(&j, "asked_at", k->asked_at);
    field(&j, "asked_because", span_of(why));
    field(&j, "moved_to", k->moved_to);
    jsonout_field(&j, "outcome", span_of(fetch_outcome_name(k->outcome)));
    field(&j, "reason", k->why);
    jsonout_field_int(&j, "failures", k->failures);
    jsonout_field_when(&j, "tried", k->tried);
    jsonout_field_when(&j, "succeeded", k->succeeded);
    jsonout_field_when(&j, "due", k->due);
    jsonout_field_when(&j, "host_rests_until", e->rests_until);
    json_items(&j, e);
    json_rules(&j, e);
    jsonout_close(&j);
    (void)buf_putc(out, '\n');
}

void feedlist_json(struct buf *out, const struct sources *sources, const struct conf *conf,
                   struct store *store, int64_t now)
{
    for (size_t i = 0; i < sources->n; i++) {
        struct arena *a = arena_create(LIST_ARENA_MAX);
        struct entry e = entry_of(&sources->list[i], conf, a ? store : NULL, now, a);
        json_entry(out, &e);
        arena_destroy(a);
    }
}
