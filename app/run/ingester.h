/* ingester.h - the other program, motograph-ingest, as a thing that answers jobs.
 *
 * Floor 9. One thread. Started by posix_spawn on need; when it dies or says
 * nothing for answer_ms, the job is lost, named, and the next one starts it again. */
#ifndef MOTOGRAPH_RUN_INGESTER_H
#define MOTOGRAPH_RUN_INGESTER_H

#include "ingest/message.h"

enum { INGESTER_ANSWER_MS = 20000 };

struct ingester;

/* Paths are copied. answer_ms: how long one answer may take. NULL when memory is out. Starts
 * nothing yet. */
struct ingester *ingester_create(const char *program, const char *assets, int answer_ms);
void ingester_destroy(struct ingester *i); /* ends the program; NULL is allowed */

/* Sends a job and waits for its answer. Spans of the answer are BORROWED until the next ask, arrays
 * are in the arena. ERR_STOPPED: the program died or was silent (*why says which). */
MUST_USE enum err ingester_ask(struct ingester *i, const struct job *job, struct answer *answer,
                               struct why *why, struct arena *a);

#endif
