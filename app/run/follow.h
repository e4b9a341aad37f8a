/* follow.h - the articles behind teasers: which pages are read, and by whose leave.
 *
 * Floor 9. One thread: the worker's, or that of a command which gathers once. Reads a site's
 * robots.txt before its first page and keeps to it (RFC 9309), asks each page once, and through the
 * same queue as the feeds: one connection and a rest between two askings a host. What became of a
 * page is known by the store alone: an article that was read in full is not asked again. */
#ifndef MOTOGRAPH_RUN_FOLLOW_H
#define MOTOGRAPH_RUN_FOLLOW_H

#include "run/sources.h"
#include "source/http.h"

struct follow;

enum {
    FOLLOW_PAGES_MAX = 200,         /* waiting or under way; further ones wait for the
                                       next answer of their feed */
    FOLLOW_FEED_MAX = 20,           /* of one feed */
    FOLLOW_SITES_MAX = 64,          /* whose robots.txt is remembered */
    FOLLOW_TRIED_MAX = 1024,        /* addresses that are not asked again */
    FOLLOW_ROBOTS_S = 24 * 60 * 60, /* how long a robots.txt holds */
    FOLLOW_CLOSED_S = 60 * 60       /* a site whose robots.txt cannot be had stays closed */
};

struct follow_opts {
    struct http *http;             /* BORROWED, all three */
    struct pipeline *pipeline;     /* its teasers are taken from now on */
    const struct sources *sources; /* to which the pipeline's origins belong */
};

/* NULL when memory is out. */
struct follow *follow_create(const struct follow_opts *opts);
/* Before the pipeline and http go; fetches that are under way must not be popped afterwards. NULL
 * is allowed. */
void follow_destroy(struct follow *f);

/* Starts what may be asked; after each round of answers. */
void follow_start(struct follow *f, int64_t now);

/* True when the fetch of that tag was one of ours; then it has been dealt with. *changed is set
 * when there is news. */
bool follow_took(struct follow *f, void *tag, const struct fetched *got, int64_t now,
                 bool *changed);

#endif
