/* json.h - JSON in, over jansson, forgivingly.
 *
 * Floor 0. One thread at a time. */
#ifndef MOTOGRAPH_BASE_JSON_H
#define MOTOGRAPH_BASE_JSON_H

#include <jansson.h>

#include "base/err.h"
#include "base/span.h"

/* BOM and space before, lone surrogates (become U+FFFD), NUL, duplicate keys and over-large
 * integers (become reals) are taken; depth is limited by jansson (2048). NULL with *why
 * filled when it is no JSON or memory is out. The caller json_decref()s. */
json_t *json_read(struct span text, struct why *why);

/* BORROWED from the value: the empty span when o is no object, or the member is no string. */
struct span json_get_span(const json_t *o, const char *key);

#endif
