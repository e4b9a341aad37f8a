/* feed.h - what a feed says: the one door to all formats.
 *
 * Floor 2. Any thread. Bytes in, items out; knows no network, no clock, no
 * files. All text is clean (base/clean) and in the arena. */
#ifndef MOTOGRAPH_FEED_FEED_H
#define MOTOGRAPH_FEED_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

enum { FEED_ITEMS_MAX = 2000, FEED_TEXT_MAX = 64 * 1024, FEED_DEPTH_MAX = 256 };
enum { FEED_BYTES_MAX = 16 * 1024 * 1024, FEED_ATTRIBUTES_MAX = 64, FEED_TAG_MAX = 16 * 1024 };

/* One entry. Text fields are plain text, clean, empty where the feed has none. */
struct item {
    struct span title;   /* one line */
    struct span summary; /* one line of text from description or summary */
    struct span content; /* paragraphs parted by LF, from content:encoded or content */
    struct span link;    /* absolute http(s), else empty */
    struct span id;      /* guid or atom:id as it stands, may be empty */
    struct span author;
    struct span lang;
    int64_t published; /* WHEN_NONE where none */
    int64_t updated;   /* WHEN_NONE where none */
};

struct feed {
    const char *format; /* "rss", "rdf", "atom", "json"; static */
    struct span title, link, summary, language, id;
    int64_t updated;
    int32_t ttl_minutes; /* not to be asked more often than that; 0: none said */
    uint32_t skip_hours; /* bit h: not to be asked from h:00 to h:59 GMT */
    uint32_t skip_days;  /* bit d: not on that day of the week, 0 Sunday */
    struct item *items;
    size_t n_items;
    bool cut; /* a limit was met; what came before it is here */
};

struct feed_opts {
    struct span content_type; /* as the server said, with charset; may be empty */
    struct span base;         /* address the bytes came from, for relative links; may be empty */
    size_t newest;            /* 0, or: so many are wanted. What is older by published has its dates
                               * and perhaps no more, so that a long feed takes little memory */
};

/* ERR_UNSUPPORTED: the bytes are no feed (they may be a page or plain text).
 * ERR_SYNTAX: a feed without anything usable. ERR_NOMEM. What is whole in a broken feed is
 * kept and is ERR_OK. */
MUST_USE enum err feed_parse(struct span bytes, const struct feed_opts *opts, struct feed *out,
                             struct why *why, struct arena *a);

#endif
