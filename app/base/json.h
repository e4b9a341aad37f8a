/* json.h - JSON out by a small writer, in over jansson, forgivingly.
 *
 * Floor 0. One thread at a time. */
#ifndef MOTOGRAPH_BASE_JSON_H
#define MOTOGRAPH_BASE_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/buf.h"

enum { JSON_DEPTH = 64 };

/* The writer: begin and end nest; commas are put where they belong. Strings that are not
 * UTF-8 are repaired. After a failure of the buffer it goes on without effect. */
struct json_out {
    struct buf *b;
    int depth;
    uint64_t full; /* bit d: something stands already at depth d */
    bool after_key;
};

void json_init(struct json_out *j, struct buf *b);
void json_object(struct json_out *j); /* { ... closed by json_close */
void json_array(struct json_out *j);  /* [ ... closed by json_close_array */
void json_close(struct json_out *j);
void json_close_array(struct json_out *j);
void json_key(struct json_out *j, const char *key);
void json_string_put(struct json_out *j, struct span s);
void json_int(struct json_out *j, int64_t v);
void json_real_put(struct json_out *j, double v);
void json_bool(struct json_out *j, bool v);
void json_nothing(struct json_out *j); /* null */
void json_raw(struct json_out *j, const char *key_or_null, struct span json); /* ready JSON */
/* key and string, key and number in one call */
void json_field(struct json_out *j, const char *key, struct span s);
void json_field_int(struct json_out *j, const char *key, int64_t v);
/* key and "2023-07-25T00:00:00Z", null for WHEN_NONE */
void json_field_when(struct json_out *j, const char *key, int64_t moment);

/* The reader: BOM and space before, lone surrogates (become U+FFFD), NUL, duplicate keys and
 * over-large integers are taken; depth is limited to jansson's own limit. NULL with *why filled
 * when it is no JSON. The caller json_decref()s. */
json_t *json_read(struct span text, struct why *why);

/* BORROWED from the value: empty when o is no object, or the member is no string. */
struct span json_get_span(const json_t *o, const char *key);

#endif
