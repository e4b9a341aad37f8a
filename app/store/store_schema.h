/* store_schema.h - the tables of the store and every statement that is run on them.
 *
 * Floor 5. One thread. Only for the sources of this folder. */
#ifndef MOTOGRAPH_STORE_STORE_SCHEMA_H
#define MOTOGRAPH_STORE_STORE_SCHEMA_H

#include <stdbool.h>

#include "base/err.h"

struct sqlite3;

/* Every statement the store ever runs, prepared when first needed. */
enum query {
    QUERY_PUT_FEED,
    QUERY_GET_FEED,
    QUERY_FORGET_VALIDATORS,
    QUERY_PUT_RULES,
    QUERY_GET_RULES,
    QUERY_PUT_HOST,
    QUERY_GET_HOST,
    QUERY_DROP_HOST,
    QUERY_TRIM_HOSTS,
    QUERY_FORGET_HOSTS,
    QUERY_PUT_TOLD,
    QUERY_TELL_MORE,
    QUERY_GET_TOLD,
    QUERY_GET_HELD,
    QUERY_FIND_TOLD,
    QUERY_FIND_TWIN,
    QUERY_ANY_TOLD,
    QUERY_TOUCH_TOLD,
    QUERY_SET_HOLD,
    QUERY_DROP_ONE,
    QUERY_SHIFT_SEEN,
    QUERY_DROP_TOLD,
    QUERY_FORGET_TOLD,
    QUERY_TRIM_TOLD,
    QUERY_FORGET_KNOWN,
    QUERY_TRIM_KNOWN,
    QUERY_COUNT_LINE,
    QUERY_TRIM_LINES,
    QUERY_KNOWN_LINES,
    QUERY_CLEAR_SNAPSHOT,
    QUERY_PUT_SNAPSHOT,
    QUERY_GET_SNAPSHOT,
    QUERY_COUNT
};

/* Its SQL; static storage. */
const char *store_schema_query(enum query q);

/* The version that stands in the file; 0: nothing was written yet; negative: it cannot be read. */
int store_schema_version(struct sqlite3 *db);

/* Makes the tables, or brings those of an older version up, all or nothing: after an error
 * the file is as it was. ERR_UNSUPPORTED: the tables are another's. */
MUST_USE enum err store_schema_settle(struct sqlite3 *db, const char *path, struct why *why);

/* True when every statement can be run: the tables are ours. */
bool store_schema_is_ours(struct sqlite3 *db);

#endif
