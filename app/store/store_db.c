/* store_db.c - the open database: statements, values, and the way to memory when the file fails.
 * Floor 5. One thread. */
#include "store/store_db.h"

#include <sqlite3.h>
#include <string.h>

bool store_run(struct store *s, const char *sql)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

bool store_db_is_whole(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    bool whole = sqlite3_prepare_v2(db, "PRAGMA quick_check(1)", -1, &st, NULL) == SQLITE_OK &&
                 sqlite3_step(st) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(st, 0), "ok") == 0;
    (void)sqlite3_finalize(st);
    return whole;
}

void store_db_close(struct store *s)
{
    for (int i = 0; i < QUERY_COUNT; i++) {
        (void)sqlite3_finalize(s->statements[i]);
        s->statements[i] = NULL;
    }
    (void)sqlite3_close(s->db);
    s->db = NULL;
}

bool store_move_to_memory(struct store *s)
{
    sqlite3 *memory = NULL;
    if (sqlite3_open(":memory:", &memory) != SQLITE_OK) {
        (void)sqlite3_close(memory);
        return false;
    }
    sqlite3_backup *copy = s->db ? sqlite3_backup_init(memory, "main", s->db, "main") : NULL;
    if (copy)
        (void)sqlite3_backup_step(copy, -1);
    (void)sqlite3_backup_finish(copy);
    store_db_close(s);
    s->db = memory;
    return store_schema_settle(memory, "memory", NULL) == ERR_OK;
}

void store_leave_disk(struct store *s)
{
    if (s->place != STORE_DISK)
        return;
    s->place = STORE_READ_ONLY;
    (void)store_move_to_memory(s);
}

sqlite3_stmt *store_statement(struct store *s, enum query q, bool writes)
{
    if (writes && sqlite3_get_autocommit(s->db))
        (void)store_run(s, "BEGIN");
    if (!s->statements[q] &&
        sqlite3_prepare_v3(s->db, store_schema_query(q), -1, SQLITE_PREPARE_PERSISTENT,
                           &s->statements[q], NULL) != SQLITE_OK)
        return NULL;
    (void)sqlite3_reset(s->statements[q]);
    (void)sqlite3_clear_bindings(s->statements[q]);
    return s->statements[q];
}

void store_bind_text(sqlite3_stmt *st, int at, struct span text)
{
    (void)sqlite3_bind_text(st, at, text.n ? text.p : "", (int)text.n, SQLITE_STATIC);
}

void store_bind_blob(sqlite3_stmt *st, int at, struct span bytes)
{
    (void)sqlite3_bind_blob(st, at, bytes.p, (int)bytes.n, SQLITE_STATIC);
}

struct span store_column(sqlite3_stmt *st, int at, struct arena *a)
{
    const void *p = sqlite3_column_blob(st, at);
    return arena_copy(a, span_make(p, (size_t)sqlite3_column_bytes(st, at)));
}

enum err store_finish(struct store *s, sqlite3_stmt *st)
{
    int state = st ? sqlite3_step(st) : SQLITE_ERROR;
    if (st)
        (void)sqlite3_reset(st);
    if (state == SQLITE_DONE)
        return ERR_OK;
    /* BUSY: another program writes and does not stop; waiting for it at every article would take
     * longer than the news is news. */
    if (state == SQLITE_FULL || state == SQLITE_READONLY || state == SQLITE_IOERR ||
        state == SQLITE_BUSY || state == SQLITE_CORRUPT)
        store_leave_disk(s);
    return state == SQLITE_NOMEM ? ERR_NOMEM : ERR_IO;
}
