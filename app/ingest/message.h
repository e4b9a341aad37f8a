/* message.h - the job and its answer as bytes: what goes through the pipes of
 * motograph-ingest. Used by both programs.
 *
 * Floor 5. Any thread. A message is a 4-byte little-endian length and that many
 * bytes of fields; a field is one byte tag, 4 bytes length, bytes. Unknown tags
 * are passed over. Both directions are read as hostile. */
#ifndef MOTOGRAPH_INGEST_MESSAGE_H
#define MOTOGRAPH_INGEST_MESSAGE_H

#include <stdbool.h>

#include "base/buf.h"
#include "story/story.h"

enum {
    MESSAGE_MAX = 24 * 1024 * 1024,
    MESSAGE_HEAD = 4, /* bytes of the length */
    MESSAGE_KNOWN_MAX = 4096,
    MESSAGE_LINES_MAX = 4096,
    MESSAGE_TOLD_MAX = 2000
};

enum job_kind { JOB_ANY, JOB_FEED, JOB_PAGE, JOB_TEXT };

struct job {
    uint32_t id;
    enum job_kind kind;
    struct span name;         /* of the source, for messages */
    struct span base;         /* address of the bytes, for relative links and identity */
    struct span content_type; /* may be empty */
    struct span lang;         /* of the source when known */
    int64_t now;
    uint32_t max_items;
    struct span key;       /* a page: of the item that led to it, which it tells in full; else */
    struct span title;     /* empty, and the page stands for itself */
    int64_t published;     /* of that item */
    const uint64_t *known; /* boilerplate lines of the source, sorted */
    size_t n_known;
    struct span bytes;
};

/* How far motograph-ingest is shut in (ingest/sandbox): by both of its locks, by one, by none. */
enum sandbox { SANDBOX_UNKNOWN, SANDBOX_NONE, SANDBOX_PARTIAL, SANDBOX_WHOLE };

struct answer {
    uint32_t id;
    enum sandbox sandbox;
    enum err err;
    struct span why;     /* words for people when err */
    struct span title;   /* of the feed, or of the page's outlet */
    int32_t ttl_minutes; /* by ttl or sy:updatePeriod */
    uint32_t skip_hours; /* bit h: not to be asked from h:00 to h:59 GMT */
    uint32_t skip_days;  /* bit d: not on that day of the week, 0 Sunday */
    int64_t gap;         /* seconds between two of its items as they come, 0: not known */
    bool is_feed;
    bool is_page;          /* HTML */
    bool is_article;       /* a page that says of itself that it is one */
    struct span feed_link; /* of a page: the feed it names, absolute; may be empty */
    struct told *told;
    size_t n_told;
    struct article_line *lines; /* which line stood in which article, for the counts in the store */
    size_t n_lines;
};

/* Each adds one whole message, length first. */
MUST_USE enum err message_put_job(struct buf *out, const struct job *job);
MUST_USE enum err message_put_answer(struct buf *out, const struct answer *answer);

/* The length that the first MESSAGE_HEAD bytes of a message say; to be checked by the caller. */
size_t message_length(const char *head);

/* The body of a message (without its length). Spans of a job are BORROWED from body, those of an
 * answer too; arrays are in the arena. */
MUST_USE enum err message_get_job(struct span body, struct job *job, struct arena *a);
MUST_USE enum err message_get_answer(struct span body, struct answer *answer, struct arena *a);

/* One told article alone, as the store keeps it. */
MUST_USE enum err message_put_told(struct buf *out, const struct told *told);
MUST_USE enum err message_get_told(struct span body, struct told *told, struct arena *a);

/* A story of the snapshot, likewise. */
MUST_USE enum err message_put_story(struct buf *out, const struct story *story);
MUST_USE enum err message_get_story(struct span body, struct story *story, struct arena *a);

#endif
