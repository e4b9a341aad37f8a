/* source.h - where bytes come from.
 *
 * Floor 1. Any thread. A source is an address and what was said of it; a
 * fetched is what came back. */
#ifndef MOTOGRAPH_SOURCE_SOURCE_H
#define MOTOGRAPH_SOURCE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

enum source_kind { SOURCE_URL, SOURCE_FILE, SOURCE_FOLDER, SOURCE_INPUT /* standard input */ };

/* How a fetch ended: the closed list. The store keeps the numbers: new ones come last. */
enum fetch_outcome {
    FETCH_NEVER, /* not tried yet */
    FETCH_OK,
    FETCH_UNCHANGED, /* 304, or a file that did not change */
    FETCH_NOT_FOUND, /* no such file; 404 */
    FETCH_GONE,      /* 410 */
    FETCH_REFUSED,   /* 403, 451 */
    FETCH_LATER,     /* 429, 503 with or without Retry-After */
    FETCH_SERVER,    /* other 4xx, 5xx */
    FETCH_DNS,
    FETCH_CONNECT,
    FETCH_TIMEOUT,
    FETCH_TLS,     /* not secure in another way than those below */
    FETCH_CLOCK,   /* certificate not yet valid: the clock is not set */
    FETCH_PRIVATE, /* the address is of the local network and not allowed */
    FETCH_TOO_BIG,
    FETCH_BROKEN,     /* the transfer broke off */
    FETCH_NOT_NEWS,   /* bytes came, but neither feed nor article */
    FETCH_UNREADABLE, /* a file or folder that cannot be read */
    FETCH_STOPPED,
    FETCH_LOGIN,       /* 401, 407: user or secret are missing or wrong */
    FETCH_PORTAL,      /* a log-in page of the network stood in its way; 511 */
    FETCH_REDIRECTS,   /* too many, or to what is not the web */
    FETCH_TLS_EARLY,   /* certificate not yet valid though the clock is set */
    FETCH_TLS_EXPIRED, /* certificate */
    FETCH_TLS_HOST,    /* certificate of another host */
    FETCH_TLS_SELF,    /* self-signed certificate */
    FETCH_TLS_ISSUER,  /* certificate of an unknown issuer */
    FETCH_OUTCOMES     /* how many there are */
};

/* "ok", "not found" ...; static storage. */
const char *fetch_outcome_name(enum fetch_outcome outcome);

struct source {
    struct span
        name; /* label for the screen, may be empty: then the outlet, host, folder or stem */
    struct span address; /* URL, path, or "-" */
    enum source_kind kind;
};

/* What an address is: "-" is input, a name with "http://" or "https://" a URL, a path that is a
 * folder a folder, everything else a file (that may not exist). */
enum source_kind source_kind_of(struct span address);

/* The name for the screen when neither configuration nor text gives one: host without "www.",
 * folder, or stem of the file. In the arena. */
struct span source_fallback_name(struct span address, enum source_kind kind, struct arena *a);

/* The name of the folder that a file lies in; BORROWED, empty where the path names none ("a.txt",
 * "./a.txt", "/a.txt"). */
struct span source_folder_name(struct span path);

/* What came back. Owns its buffers: fetched_finish. */
struct fetched {
    enum fetch_outcome outcome;
    long status; /* HTTP status, 0 for files */
    struct buf body;
    struct buf content_type;
    struct buf address; /* where the bytes came from in the end */
    struct buf moved;   /* where it moved for good: absolute, reached by 301 and 308 alone (what
                           follows a detour does not count), and the fetch ended well; else empty */
    struct buf etag, last_modified; /* validators, byte for byte */
    int64_t retry_after;            /* seconds from now, 1 where it is over; 0: none said */
    int64_t fresh_for;              /* seconds by Cache-Control or Expires, 0: none said */
    struct why why;                 /* for people, when the outcome is a failure */
};

void fetched_init(struct fetched *f, size_t max_bytes);
void fetched_finish(struct fetched *f); /* twice is harmless */

#endif
