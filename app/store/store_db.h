/* store_db.h - the open database: statements, values, and the way to memory when the file fails.
 *
 * Floor 5. One thread. Only for the sources of this folder. */
#ifndef MOTOGRAPH_STORE_STORE_DB_H
#define MOTOGRAPH_STORE_STORE_DB_H

#include "base/arena.h"
#include "store/store.h"
#include "store/store_schema.h"

enum { STORE_BLOB_MAX = 1024 * 1024 };

struct sqlite3_stmt;

struct store {
    struct sqlite3 *db;
    struct sqlite3_stmt *statements[QUERY_COUNT];
    enum store_place place;
};

/* Runs SQL that gives no rows. */
bool store_run(struct store *s, const char *sql);
/* True when the pages of the file hang together. */
bool store_db_is_whole(struct sqlite3 *db);
/* Closes the database and its statements; twice is harmless. */
void store_db_close(struct store *s);
/* Goes on with a copy in memory of what the database holds, brought up to the schema; with an empty
 * one where that cannot be read. False when memory is out. */
bool store_move_to_memory(struct store *s);
/* The file took no more. (SQLite has rolled back by now what was not committed.) */
void store_leave_disk(struct store *s);

/* The statement, reset and inside the open transaction where it writes; NULL: it cannot be run. */
struct sqlite3_stmt *store_statement(struct store *s, enum query q, bool writes);
/* Runs a statement that gives no rows; NULL is an error. */
MUST_USE enum err store_finish(struct store *s, struct sqlite3_stmt *st);
/* Values are BORROWED until the statement has run. */
void store_bind_text(struct sqlite3_stmt *st, int at, struct span text);
void store_bind_blob(struct sqlite3_stmt *st, int at, struct span bytes);
/* A column of the row, in the arena. */
struct span store_column(struct sqlite3_stmt *st, int at, struct arena *a);

#endif
