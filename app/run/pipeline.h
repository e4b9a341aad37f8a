/* pipeline.h - bytes to stories: ingest, store, merge.
 *
 * Floor 9. One thread: the worker's, or that of a command which prints once. */
#ifndef MOTOGRAPH_RUN_PIPELINE_H
#define MOTOGRAPH_RUN_PIPELINE_H

#include "ingest/message.h"
#include "run/sift.h"
#include "source/source.h"
#include "store/store.h"

struct pipeline;

enum { PIPELINE_BREAKING = 15 * 60 }; /* seconds that a breaking story stays so */
enum { PIPELINE_TEASER = 700 };       /* bytes of text below which an item is a teaser */

struct pipeline_opts {
    const char *ingest; /* the other program */
    const char *assets;
    struct store *store; /* BORROWED; NULL: nothing is kept */
    size_t max_stories;  /* 0: the default window */
    size_t max_facts;    /* a story; facts beyond are left out */
    int bell;            /* ends all waiting for ingest while it is readable; -1: none */
};

/* What is taken: a page in place of a feed is none of its news. */
enum pipeline_wants {
    PIPELINE_ANYTHING,
    PIPELINE_NEWS, /* no page that does not say of itself that it is an article */
    PIPELINE_FEEDS
};

/* What is known of where bytes came from. */
struct origin {
    enum pipeline_wants wants;
    struct span address;  /* of the source: lines are counted by it */
    struct span identity; /* with an article's key its identity: the file in a folder, else the
                             address */
    struct span name;     /* for the screen; empty: the outlet of the text, else fallback */
    struct span fallback; /* host, folder or stem */
    struct span lang;
    uint32_t colour;
    enum story_priority priority;
    uint32_t max_items;
    int64_t max_age; /* seconds, 0: none */
    struct sift_rules rules;
    bool follow; /* the article behind a teaser is read */
};

enum { TAKEN_LINK_MAX = 2048 };

struct taken {
    unsigned told;  /* articles that could be told */
    unsigned fresh; /* of these, not too old */
    unsigned lost;  /* files on which ingest ended: to be tried again */
    int32_t ttl_minutes;
    uint32_t skip_hours, skip_days; /* as struct answer says */
    int64_t gap;
    bool is_feed;
    bool is_page;                   /* HTML */
    char feed_link[TAKEN_LINK_MAX]; /* a page that is no article names this feed, which is to be
                                       asked instead: nothing of the page was taken. Else "" */
    struct store_counts counts;
};

/* NULL when memory is out. */
struct pipeline *pipeline_create(const struct pipeline_opts *opts);
void pipeline_destroy(struct pipeline *p); /* NULL is allowed */

/* The origin of an identity; NULL: it is of none of the sources. */
typedef const struct origin *pipeline_wanted(const void *data, struct span identity);

/* Brings back what the store knows: told articles become stories again, under their old ids. Only
 * those of a wanted identity that pass its rules: the store may hold what other sources told, of an
 * older configuration or another command line. What waits for a person goes on waiting; what is
 * there of a feed that is on hold since then waits, too. *restored: how many. */
MUST_USE enum err pipeline_restore(struct pipeline *p, int64_t since, pipeline_wanted *wanted,
                                   const void *data, size_t *restored);

/* One fetched piece: where: final address of the bytes. ERR_SYNTAX and the like: nothing usable,
 * *why says why; taken says what came all the same. */
MUST_USE enum err pipeline_take(struct pipeline *p, const struct origin *origin, struct span bytes,
                                struct span content_type, struct span where, int64_t now,
                                struct taken *taken, struct why *why);

/* Shows an article of the store: it was released. */
MUST_USE enum err pipeline_show(struct pipeline *p, const struct store_told *t, int64_t now);

/* An item that is only a teaser of what its link leads to, of an origin that follows. All BORROWED
 * for the call. */
typedef void pipeline_teaser(void *data, const struct origin *origin, const struct told *told);
void pipeline_on_teaser(struct pipeline *p, pipeline_teaser *teaser, void *data);

/* The page behind a teaser: of the item of that key, which keeps its title and time. It takes the
 * teaser's place when it says more of the same. ERR_SYNTAX: it does not; *why says so. */
struct pipeline_item {
    struct span key, title;
    int64_t published;
};
MUST_USE enum err pipeline_take_page(struct pipeline *p, const struct origin *origin,
                                     const struct pipeline_item *item, struct span bytes,
                                     struct span content_type, struct span where, int64_t now,
                                     struct why *why);

/* Lets the other program end when it has long had nothing to do; gives the milliseconds until that
 * may be, -1 when it does not run. */
int64_t pipeline_rest(struct pipeline *p);

/* True while the bell rings: what was asked is given up, and is to be asked again. */
bool pipeline_interrupted(const struct pipeline *p);

/* How far the other program is shut in, by its last answer. */
enum sandbox pipeline_sandbox(const struct pipeline *p);

/* Drops what came from the files of a folder that are no longer among paths (sorted). */
void pipeline_forget(struct pipeline *p, struct span folder, const struct span *paths, size_t n);

/* Drops what is older than max_age seconds (0: nothing), here and in the store. */
void pipeline_expire(struct pipeline *p, int64_t now, int64_t max_age);

/* The clock was wrong by so many seconds since the moment (by itself). */
void pipeline_clock_set(struct pipeline *p, int64_t since, int64_t by);

/* GIVES all stories, newest first; NULL when memory is out. */
struct story_batch *pipeline_stories(struct pipeline *p, int64_t now);

#endif
