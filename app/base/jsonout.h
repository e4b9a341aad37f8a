/* jsonout.h - a small JSON writer.
 *
 * Floor 0. One thread at a time. begin and end nest; commas are put where they
 * belong; strings that are not UTF-8 are repaired. After a failure of the buffer
 * it goes on without effect, so one check of buf.failed at the end is enough.
 * (Its own stem: jansson owns json_object and json_array.) */
#ifndef MOTOGRAPH_BASE_JSONOUT_H
#define MOTOGRAPH_BASE_JSONOUT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

struct jsonout {
    struct buf *b;
    int depth;
    uint64_t full;   /* bit d: something stands already at depth d */
    uint64_t arrays; /* bit d: depth d is an array */
    bool after_key;
};

void jsonout_init(struct jsonout *j, struct buf *b);
void jsonout_object(struct jsonout *j); /* { */
void jsonout_array(struct jsonout *j);  /* [ */
void jsonout_close(struct jsonout *j);  /* } or ], whichever is open */
void jsonout_key(struct jsonout *j, const char *key);
void jsonout_span(struct jsonout *j, struct span s);
void jsonout_int(struct jsonout *j, int64_t v);
void jsonout_real(struct jsonout *j, double v);
void jsonout_bool(struct jsonout *j, bool v);
void jsonout_null(struct jsonout *j);

/* Key and value in one call. */
void jsonout_field(struct jsonout *j, const char *key, struct span s);
void jsonout_field_int(struct jsonout *j, const char *key, int64_t v);
/* "2023-07-25T00:00:00Z", null for WHEN_NONE */
void jsonout_field_when(struct jsonout *j, const char *key, int64_t moment);

#endif
