/* tell.h - one job to its answer: bytes to items, articles, told articles.
 *
 * Floor 5. motograph-ingest's only thread. Pure: knows no pipes, no files, no
 * clock. */
#ifndef MOTOGRAPH_INGEST_TELL_H
#define MOTOGRAPH_INGEST_TELL_H

#include "base/words.h"
#include "ingest/message.h"

enum { TELL_ARENA_MAX = 96 * 1024 * 1024, TELL_LINES_MAX = 4000 };

/* Fills *out; what failed is said in out->err and out->why, not by a return value. Spans of the
 * answer live in the arena or in the job. */
void tell_job(const struct job *job, const struct words *words, struct answer *out,
              struct arena *a);

#endif
