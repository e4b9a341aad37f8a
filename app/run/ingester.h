/* ingester.h - the other program, motograph-ingest, as a thing that answers jobs.
 *
 * Floor 9. One thread. Started by posix_spawn on need; when it dies or says
 * nothing for answer_ms, the job is lost, named, and the next one starts it again. One that was
 * killed from outside costs none. Idle, it ends. */
#ifndef MOTOGRAPH_RUN_INGESTER_H
#define MOTOGRAPH_RUN_INGESTER_H

#include <stdbool.h>

#include "ingest/message.h"

enum {
    INGESTER_ANSWER_MS = 20000,
    INGESTER_LEAVE_MS = 500, /* given to leave by itself when its input ends */
    INGESTER_IDLE_MS = 10000 /* without a job, after which it is ended */
};

struct ingester;

/* Paths are copied. answer_ms: how long one answer may take; bell: a descriptor that ends all
 * waiting while it is readable, BORROWED (-1: none). NULL when memory is out. Starts nothing yet.
 */
struct ingester *ingester_create(const char *program, const char *assets, int answer_ms, int bell);
void ingester_destroy(struct ingester *i); /* ends the program; NULL is allowed */

/* Sends a job and waits for its answer. Spans of the answer are BORROWED until the next ask, arrays
 * are in the arena. ERR_STOPPED: the program died or was silent, or the bell rang (*why says
 * which). */
MUST_USE enum err ingester_ask(struct ingester *i, const struct job *job, struct answer *answer,
                               struct why *why, struct arena *a);

/* Ends the program when idle_ms went by without a job: most of the time a ticker has none, and its
 * memory is a fifth of all. Gives the milliseconds until that may be, -1 when it does not run. */
int64_t ingester_rest(struct ingester *i, int64_t idle_ms);

/* How far the program that answered last was shut in. */
enum sandbox ingester_sandbox(const struct ingester *i);

bool ingester_interrupted(const struct ingester *i); /* the bell rings */

#endif
