/* sources.h - which sources there are: the command line's, else the configuration's, else the
 * demo's; none where the configuration cannot be used.
 *
 * Floor 9. Main thread, at the start; read-only afterwards. */
#ifndef MOTOGRAPH_RUN_SOURCES_H
#define MOTOGRAPH_RUN_SOURCES_H

#include "run/cli.h"
#include "run/pipeline.h"
#include "source/http.h"

struct feed_source {
    struct source source;
    struct origin origin;
    struct http_access access; /* strings in the arena of the sources */
    bool allow_private;
    int64_t every; /* seconds between two askings */
    bool paced;    /* by its own section: not stretched where it posts rarely */
};

struct sources {
    struct arena *arena;
    struct feed_source *list;
    size_t n;
    bool demo;               /* nothing was named: the demo feed */
    struct sift_rules rules; /* those of all feeds */
    int64_t max_age;         /* the longest any of them allows, 0: no limit */
};

MUST_USE enum err sources_init(struct sources *s, const struct cli *cli);
/* Where news of this identity come from, of the sources; NULL: from none (a pipeline_wanted; data:
 * the struct sources). */
const struct origin *sources_origin(const void *data, struct span identity);
/* What the store is to know of the rules: where they changed, feeds are fetched whole. */
void sources_keep_rules(const struct sources *s, struct store *store);
/* The same for the same sources with the same rules, in whatever order. */
uint64_t sources_hash(const struct sources *s);
void sources_finish(struct sources *s); /* twice is harmless */

#endif
