/* inspect.h - what one stage makes of its input, as JSON: the contract of evaluations.
 *
 * Floor 5. motograph-ingest's only thread. */
#ifndef MOTOGRAPH_INGEST_INSPECT_H
#define MOTOGRAPH_INGEST_INSPECT_H

#include <jansson.h>

#include "base/jsonout.h"
#include "base/words.h"

/* argv: STAGE [--batch] [FILE|-]. With --batch: JSON Lines on standard input, a line out for each
 * line in, flushed. Gives the exit code. */
int inspect_run(int argc, char **argv, const struct words *words);

/* The "id" of a line again, a number as a number; "" where there is none. */
void inspect_put_id(struct jsonout *j, const json_t *line);

#endif
