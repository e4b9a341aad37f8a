/* desk.h - what every command that handles news needs: sources, clock, store, pipeline.
 *
 * Floor 9. One thread at a time. */
#ifndef MOTOGRAPH_RUN_DESK_H
#define MOTOGRAPH_RUN_DESK_H

#include "run/clock.h"
#include "run/gather.h"

struct desk {
    struct sources sources;
    struct clock clock;
    struct store *store; /* NULL: nothing is kept */
    struct pipeline *pipeline;
    int bell; /* eventfd of desk_init_kept: what waits for ingest gives up while it rings */
};

/* Commands that print or draw once keep nothing unless --store names a file: of two programs
 * that write to one store the second goes on in memory. */
enum exit_code desk_init(struct desk *d, const struct cli *cli);
/* The same with the store of the ticker: --store, else the default, unless --no-store. */
enum exit_code desk_init_kept(struct desk *d, const struct cli *cli);
void desk_finish(struct desk *d); /* twice is harmless */

/* Everything but clock and bell anew, by fresh settings; the old ones are no longer needed then. */
enum exit_code desk_renew(struct desk *d, const struct cli *cli);

/* GIVES every story, newest first; where the configuration cannot be used, the last good ones. NULL
 * when memory is out. */
struct story_batch *desk_stories(const struct desk *d, const struct cli *cli, int64_t now);

/* Takes every source once and GIVES the stories, newest first. The code says what failed; *b may be
 * there all the same. */
enum exit_code desk_gather(struct desk *d, const struct cli *cli, struct story_batch **b);

#endif
