/* sources.c - which sources there are. Floor 9. Main thread, at the start. */
#include "run/sources.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/log.h"
#include "run/access.h"
#include "source/file.h"
#include "source/url.h"

enum { SOURCES_ARENA_MAX = 4 * 1024 * 1024, LINE_MAX_ITEMS = 500 };

/* An address that a person types names this machine or its network on purpose. */
static bool names_private_host(struct span address)
{
    struct span host = url_host(address);
    return span_is_nocase(host, "localhost") || span_ends(host, ".local") || url_host_private(host);
}

static enum err fill(struct feed_source *f, struct span address, struct arena *a)
{
    char *copy = arena_cstr(a, address);
    if (!copy)
        return ERR_NOMEM;
    /* whatever shows the address would show the password */
    if (source_kind_of(address) == SOURCE_URL && url_drop_user(copy))
        f->access.broken = "no user or password in an address: see user and secret-file";
    address = span_of(copy);
    f->source.address = address;
    f->source.kind = source_kind_of(address);
    f->origin.address = address;
    f->origin.identity = address;
    /* "." and "news/.." have a name, too */
    char *real = f->source.kind == SOURCE_FOLDER ? realpath(address.p, NULL) : NULL;
    f->origin.fallback = source_fallback_name(real ? span_of(real) : address, f->source.kind, a);
    free(real);
    return ERR_OK;
}

/* The words of all feeds; lists are parsed once and shared. */
static enum err read_rules(struct sources *s, const struct conf *conf)
{
    enum err e = sift_parse(conf_text(conf, OPTION_INCLUDE), &s->rules.include[1], s->arena);
    return e ? e : sift_parse(conf_text(conf, OPTION_EXCLUDE), &s->rules.exclude[1], s->arena);
}

static enum err from_line(struct sources *s, const struct cli *cli)
{
    s->list = arena_array(s->arena, (size_t)cli->n_args, sizeof *s->list);
    if (!s->list)
        return ERR_NOMEM;
    for (int i = 0; i < cli->n_args; i++) {
        struct feed_source *f = &s->list[s->n];
        if (fill(f, span_of(cli->args[i]), s->arena) != ERR_OK)
            return ERR_NOMEM;
        s->n++;
        f->origin.max_items = LINE_MAX_ITEMS;
        f->origin.rules = s->rules;
        f->allow_private = names_private_host(f->source.address);
        f->every = conf_int(&cli->conf, OPTION_EVERY);
    }
    return ERR_OK;
}

static enum err from_feed(struct feed_source *f, const struct conf_feed *feed,
                          const struct conf *conf, struct arena *a)
{
    const struct conf_value *v = feed->values;
    enum err e = access_of_feed(feed, &f->access, a);
    if (!e)
        e = fill(f, v[FEED_URL].text, a);
    f->source.name = feed->name;
    f->origin.name = feed->name;
    f->origin.lang = v[FEED_LANGUAGE].text;
    f->origin.colour = (uint32_t)v[FEED_COLOUR].number;
    f->origin.priority = (enum story_priority)v[FEED_PRIORITY].number;
    f->origin.max_items = (uint32_t)v[FEED_MAX_ITEMS].number;
    f->origin.max_age = v[FEED_MAX_AGE].number > 0 ? (int64_t)v[FEED_MAX_AGE].number
                                                   : conf_int(conf, OPTION_MAX_AGE);
    f->origin.rules.flood = (unsigned)v[FEED_FLOOD].number;
    f->origin.rules.hold = v[FEED_HOLD].number != 0;
    if (!e)
        e = sift_parse(v[FEED_INCLUDE].text, &f->origin.rules.include[0], a);
    if (!e)
        e = sift_parse(v[FEED_EXCLUDE].text, &f->origin.rules.exclude[0], a);
    f->origin.follow = v[FEED_FOLLOW].number != 0;
    f->allow_private = v[FEED_ALLOW_PRIVATE].number != 0;
    f->paced = v[FEED_EVERY].number > 0;
    f->every =
        v[FEED_EVERY].number > 0 ? (int64_t)v[FEED_EVERY].number : conf_int(conf, OPTION_EVERY);
    return e;
}

/* Articles and states are known by the address: a second section of it would take from the wall
 * what the first put there. True where there is one before; it is named. */
static bool is_second(const struct sources *s, const struct conf_feed *feed)
{
    for (size_t i = 0; i < s->n; i++) {
        if (!span_eq(s->list[i].source.address, feed->values[FEED_URL].text))
            continue;
        log_warn("feed %.*s is left out: feed %.*s has the same address", (int)feed->name.n,
                 feed->name.p, (int)s->list[i].origin.name.n, s->list[i].origin.name.p);
        return true;
    }
    return false;
}

static enum err from_conf(struct sources *s, const struct conf *conf)
{
    bool endless = false;
    s->list = arena_array(s->arena, conf->n_feeds, sizeof *s->list);
    if (!s->list)
        return ERR_NOMEM;
    for (size_t i = 0; i < conf->n_feeds; i++) {
        struct feed_source *f = &s->list[s->n];
        if (conf->feeds[i].values[FEED_URL].text.n == 0 || is_second(s, &conf->feeds[i]))
            continue;
        f->origin.rules = s->rules;
        if (from_feed(f, &conf->feeds[i], conf, s->arena) != ERR_OK)
            return ERR_NOMEM;
        s->n++;
        endless = endless || f->origin.max_age == 0;
        if (f->origin.max_age > s->max_age)
            s->max_age = f->origin.max_age;
    }
    if (endless)
        s->max_age = 0;
    return ERR_OK;
}

/* The demo lies in assets/demo: its feeds and notices are real input like any other. */
static enum err from_demo(struct sources *s, const struct cli *cli)
{
    char path[PLACES_PATH_MAX + 8];
    s->list = arena_array(s->arena, 1, sizeof *s->list);
    if (!s->list)
        return ERR_NOMEM;
    (void)snprintf(path, sizeof path, "%s/demo", cli->places.assets);
    if (fill(&s->list[0], span_of(path), s->arena) != ERR_OK)
        return ERR_NOMEM;
    s->n = 1;
    s->list[0].origin.max_items = LINE_MAX_ITEMS;
    s->list[0].origin.rules = s->rules;
    s->list[0].every = conf_int(&cli->conf, OPTION_EVERY);
    s->demo = true;
    return ERR_OK;
}

enum err sources_init(struct sources *s, const struct cli *cli)
{
    *s = (struct sources){.arena = arena_create(SOURCES_ARENA_MAX)};
    if (!s->arena)
        return ERR_NOMEM;
    if (read_rules(s, &cli->conf) != ERR_OK)
        return ERR_NOMEM;
    if (cli->unread)
        return ERR_OK;
    if (cli->n_args > 0)
        return from_line(s, cli);
    if (cli->conf.n_feeds > 0)
        return from_conf(s, &cli->conf);
    return from_demo(s, cli);
}

const struct origin *sources_origin(const void *data, struct span identity)
{
    const struct sources *s = data;
    for (size_t i = 0; i < s->n; i++) {
        const struct source *one = &s->list[i].source;
        if (one->kind == SOURCE_FOLDER ? file_inside(one->address, identity)
                                       : span_eq(one->address, identity))
            return &s->list[i].origin;
    }
    return NULL;
}

/* Everything that decides what is taken of a feed. */
static uint64_t hash_rules(const struct origin *o)
{
    return (sift_hash(&o->rules) * 31 + (uint64_t)o->max_age) * 31 + o->max_items;
}

void sources_keep_rules(const struct sources *s, struct store *store)
{
    for (size_t i = 0; store && i < s->n; i++)
        if (s->list[i].source.kind == SOURCE_URL &&
            store_keep_rules(store, s->list[i].source.address, hash_rules(&s->list[i].origin)))
            log_debug("store: the rules of a feed were not kept");
}

uint64_t sources_hash(const struct sources *s)
{
    uint64_t sum = 0;
    for (size_t i = 0; i < s->n; i++)
        sum += span_hash(s->list[i].source.address) ^ (sift_hash(&s->list[i].origin.rules) * 31);
    return sum;
}

void sources_finish(struct sources *s)
{
    arena_destroy(s->arena);
    *s = (struct sources){0};
}
