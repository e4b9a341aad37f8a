/* merge.h - many told articles to stories, one story however many tell it.
 *
 * Floor 4. One thread (the worker's, or a command's). Incremental: a told
 * article joins a story or opens one. Single pass over an inverted index of
 * weighted terms (tf-idf cosine against the story's centroid, with time decay). */
#ifndef MOTOGRAPH_STORY_MERGE_H
#define MOTOGRAPH_STORY_MERGE_H

#include <stdbool.h>

#include "story/story.h"

struct merge;

struct merge_opts {
    size_t max_stories; /* window; the oldest make room, a sixteenth at once. 0: 1000 */
    double threshold;   /* cosine; 0: the default */
};

/* What the configuration or the command line knows of the source of an article. */
struct merge_source {
    struct span name;    /* for the screen; empty: the told's outlet */
    struct span address; /* of the source: with the told's key the identity of an article */
    enum story_priority priority;
    uint32_t colour;
    int64_t seen; /* when it was first fetched: orders articles without a date, never shown as
                     news time */
    int64_t came; /* when this telling of it was fetched; before seen: as seen */
};

/* NULL when memory is out. */
struct merge *merge_create(const struct merge_opts *opts);
void merge_destroy(struct merge *m); /* NULL is allowed */

/* COPIES what it needs. An article with the same address and key replaces its older
 * self; *story gets the number of the story it went to (for inspect's labels; may be NULL).
 * ERR_NOMEM: nothing changed. */
MUST_USE enum err merge_add(struct merge *m, const struct told *told,
                            const struct merge_source *source, size_t *story);

/* Forgets one telling; true when it was there. */
bool merge_drop(struct merge *m, struct span address, struct span key);
/* The article of that source and key as it stands; NULL: none. BORROWED until the next change. */
const struct told *merge_get(const struct merge *m, struct span address, struct span key);

/* Forgets the tellings of the sources for whose address gone says so; stories without tellings go
 * with them. */
typedef bool merge_gone(void *data, struct span address);
void merge_forget(struct merge *m, merge_gone *gone, void *data);

/* Forgets stories whose newest telling is older than max_age seconds at now (0: none). */
void merge_expire(struct merge *m, int64_t now, int64_t max_age);

/* Every story, newest first, as a batch of its own. NULL when memory is out. The years that
 * plain texts left open are settled here. */
struct story_batch *merge_stories(const struct merge *m, int64_t now);

#endif
