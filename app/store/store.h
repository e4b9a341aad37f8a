/* store.h - what Motograph knows now and after a restart (SQLite).
 *
 * Floor 5. One thread owns it. The only folder that knows sqlite3. Few and
 * batched commits: what is put is written at the next store_commit. A store
 * that cannot be opened or written never stops the program: it then lives in
 * memory (store_where says so). Schema version in PRAGMA user_version: an older
 * file is brought up; a newer one is used where every statement of ours runs on it, else put aside
 * as PATH.aside and taken back by the first program that knows it; a broken one is put aside as
 * PATH.broken. Either is named. */
#ifndef MOTOGRAPH_STORE_STORE_H
#define MOTOGRAPH_STORE_STORE_H

#include <stdbool.h>

#include "source/source.h"
#include "story/story.h"

enum {
    STORE_SCHEMA = 2,
    STORE_TOLD_MAX = 5000,   /* articles with what they tell */
    STORE_HELD_MAX = 1000,   /* listed at once */
    STORE_KNOWN_MAX = 50000, /* articles that are known, those above among them */
    STORE_KNOWN_DAYS = 30,   /* since an answer held them last */
    STORE_HOSTS_MAX = 1000,
    STORE_TWINS_MAX = 16
};

struct store;

/* path NULL or "": in memory. NULL only when memory is out; *why says what was odd. */
struct store *store_open(const char *path, struct why *why);
void store_close(struct store *s); /* commits; NULL is allowed */

/* Where what is put ends up: an unusable file gives a store in memory. */
enum store_place {
    STORE_DISK,
    STORE_MEMORY,   /* asked for, or nothing could be read either */
    STORE_READ_ONLY /* in memory too, with what the file holds, which cannot be written */
};
enum store_place store_where(const struct store *s);

/* Writes what was put since the last commit. ERR_IO, once: the file takes no more; what
 * this commit held is lost, and the store goes on in memory with what was committed before. */
MUST_USE enum err store_commit(struct store *s, struct why *why);

/* What became of the items of the last good answer. */
struct store_counts {
    unsigned shown;
    unsigned old;      /* beyond max-age */
    unsigned excluded; /* by include and exclude words */
    unsigned held;     /* wait for a person */
    unsigned flood;    /* too many at once */
    unsigned future;   /* shown, their date not believed */
};

/* Validators and history of a feed by its address. Spans are in the arena. */
struct store_feed {
    struct span etag, last_modified;
    enum fetch_outcome outcome;
    int64_t tried, succeeded, due; /* WHEN_NONE: never */
    unsigned failures;             /* in a row */
    unsigned items;
    struct span why;      /* words of the last failure */
    struct span asked_at; /* asked in place of the configured address: found in a page, or moved
                             for good; empty: as configured */
    struct span moved_to; /* where the last answer said that it has moved, not believed yet */
    unsigned moved_seen;  /* how often in a row it said so */
    int64_t moved_since;
    bool found;    /* asked_at was found in the page at the configured address */
    bool was_feed; /* it has answered with a feed before */
    /* what it says of its own pace, as struct answer does; kept for answers that say nothing */
    int32_t ttl_minutes;
    uint32_t skip_hours, skip_days;
    int64_t gap;
    struct store_counts counts;
};
MUST_USE enum err store_put_feed(struct store *s, struct span address, const struct store_feed *f);
/* ERR_NOT_FOUND: not known. */
MUST_USE enum err store_get_feed(struct store *s, struct span address, struct store_feed *f,
                                 struct arena *a);

/* The rules by which items of a feed are taken, as a hash. When they are not those that were kept
 * last, its validators are forgotten: what they would pass over is to be fetched whole. */
MUST_USE enum err store_keep_rules(struct store *s, struct span address, uint64_t rules);

/* A host that asked for rest: none of its feeds is asked before the moment. WHEN_NONE: none. Of
 * more than STORE_HOSTS_MAX those stay that rest longest. */
MUST_USE enum err store_put_host(struct store *s, struct span host, int64_t until);
int64_t store_get_host(struct store *s, struct span host);

/* What was decided of an article. The store keeps the numbers: new ones come last. */
enum store_hold {
    STORE_FREE,     /* taken */
    STORE_HELD,     /* waits for a person: its feed is on hold */
    STORE_REJECTED, /* by a person */
    STORE_RELEASED, /* by a person */
    STORE_PASSED    /* one of too many at once */
};

/* Told articles by (source address, key). Of what is rejected or passed over only that is kept, not
 * what it tells. */
struct store_told {
    struct told told;
    struct span address, name;
    enum story_priority priority;
    uint32_t colour;
    int64_t seen; /* when it first came */
    enum store_hold hold;
    uint64_t version; /* a hash of what a person judged, by the caller's rule */
    uint64_t twin;    /* a hash that tells the same article under another key */
};
MUST_USE enum err store_put_told(struct store *s, const struct store_told *t);
/* More of what an article tells that is known; what was decided of it stays. */
MUST_USE enum err store_tell_more(struct store *s, struct span address, const struct told *told);
/* The articles seen since the moment that tell something, the held ones too, oldest first; the
 * latest STORE_TOLD_MAX of them. */
MUST_USE enum err store_get_told(struct store *s, int64_t since, struct store_told **list,
                                 size_t *n, struct arena *a);
/* The held ones, oldest first. */
MUST_USE enum err store_get_held(struct store *s, struct store_told **list, size_t *n,
                                 struct arena *a);

/* What is known of an article, for longer than what it tells is kept. */
struct store_known {
    int64_t seen;
    enum store_hold hold;
    uint64_t version;
};
/* ERR_NOT_FOUND: it is new, and *known says seen now and free. Notes that an answer holds it. */
MUST_USE enum err store_find_told(struct store *s, struct span address, struct span key,
                                  int64_t now, struct store_known *known);
/* The keys of the articles of an address with this twin, at most STORE_TWINS_MAX, in the arena. */
MUST_USE enum err store_find_twins(struct store *s, struct span address, uint64_t twin,
                                   struct span *keys, size_t *n, struct arena *a);
/* True when any article of the address is known. */
bool store_knows(struct store *s, struct span address);
/* Nothing happens to an article that is not known. */
MUST_USE enum err store_set_hold(struct store *s, struct span address, struct span key,
                                 enum store_hold hold);

/* Drops one article, and that it was known. */
MUST_USE enum err store_drop_one(struct store *s, struct span address, struct span key);
/* The clock was wrong by so many seconds since the moment (by itself): what came since came then.
 */
MUST_USE enum err store_shift_seen(struct store *s, int64_t since, int64_t by);
/* Drops all that came from an address. */
MUST_USE enum err store_drop_told(struct store *s, struct span address);
/* Forgets what those tell that were first seen before the moment (WHEN_NONE: none), and the oldest
 * beyond STORE_TOLD_MAX; they stay known. */
MUST_USE enum err store_forget_told(struct store *s, int64_t before);
/* Forgets that those were known which no answer held for STORE_KNOWN_DAYS, the oldest beyond
 * STORE_KNOWN_MAX, and the hosts that have rested. Once a day will do: it looks at every row. */
MUST_USE enum err store_forget_known(struct store *s, int64_t now);

/* Boilerplate lines of a source: in how many of its articles each line stands. An article that is
 * fetched again counts once. Of a source with more than STORE_LINES_MAX lines the rare ones are
 * forgotten. */
enum { STORE_LINE_ARTICLES = 3, STORE_LINES_MAX = 20000 };
MUST_USE enum err store_count_lines(struct store *s, struct span address,
                                    const struct article_line *lines, size_t n);
/* Hashes of the lines that stand in at least STORE_LINE_ARTICLES articles, sorted. */
MUST_USE enum err store_known_lines(struct store *s, struct span address, uint64_t **hashes,
                                    size_t *n, struct arena *a);

/* What the screen shows first after a restart: the stories last shown, in their order. There is one
 * snapshot; of: a hash of the sources it came from. */
MUST_USE enum err store_put_snapshot(struct store *s, uint64_t of, const struct story_batch *b);
/* An empty batch when there is none, or none of these sources; NULL when memory is out. */
struct story_batch *store_get_snapshot(struct store *s, uint64_t of);
struct story_batch *store_get_any_snapshot(struct store *s); /* of whatever sources */

#endif
