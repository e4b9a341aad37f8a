/* gather.h - every source once, now: for the commands that print or draw once.
 *
 * Floor 9. One thread. */
#ifndef MOTOGRAPH_RUN_GATHER_H
#define MOTOGRAPH_RUN_GATHER_H

#include "run/sources.h"

struct gathered {
    size_t sources, failed, missing; /* missing: of the failed, those that do not exist */
    size_t unreachable;              /* of the failed, those of the network */
    size_t told;
    size_t held; /* wait for a person */
};

/* Takes every source through the pipeline; each that fails is named on standard error with its
 * reason. */
MUST_USE enum err gather_all(const struct sources *s, struct pipeline *p, const struct conf *conf,
                             int64_t now, struct gathered *out);

/* One file or every file of a folder; also the worker's way. told counts up. FETCH_STOPPED: given
 * up because the pipeline was interrupted. */
enum fetch_outcome gather_path(const struct feed_source *f, struct pipeline *p, int64_t now,
                               struct taken *taken, struct why *why);

/* The bytes of a source that were read elsewhere (standard input). */
enum fetch_outcome gather_bytes(const struct feed_source *f, struct span bytes, struct pipeline *p,
                                int64_t now, struct taken *taken, struct why *why);

/* The exit code that says how it went. */
enum exit_code gather_exit_code(const struct gathered *g);

#endif
