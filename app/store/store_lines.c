/* store_lines.c - boilerplate lines of a source, counted over its articles. Floor 5. One thread. */
#include <sqlite3.h>
#include <stdlib.h>

#include "ingest/message.h"
#include "store/store_db.h"

/* A source tells new lines every day: when there are too many, the most frequent ones stay. */
static enum err trim_lines(struct store *s, struct span address)
{
    sqlite3_stmt *st = store_statement(s, QUERY_TRIM_LINES, true);
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    (void)sqlite3_bind_int(st, 2, STORE_LINES_MAX);
    (void)sqlite3_bind_int(st, 3, MESSAGE_KNOWN_MAX);
    return store_finish(s, st);
}

enum err store_count_lines(struct store *s, struct span address, const struct article_line *lines,
                           size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; !e && i < n; i++) {
        sqlite3_stmt *st = store_statement(s, QUERY_COUNT_LINE, true);
        if (!st)
            return ERR_IO;
        store_bind_text(st, 1, address);
        (void)sqlite3_bind_int64(st, 2, (int64_t)lines[i].line);
        (void)sqlite3_bind_int64(st, 3, (int64_t)(uint32_t)lines[i].article);
        e = store_finish(s, st);
    }
    return e ? e : trim_lines(s, address);
}

static int by_hash(const void *pa, const void *pb)
{
    uint64_t a = *(const uint64_t *)pa, b = *(const uint64_t *)pb;
    return a < b ? -1 : a > b;
}

enum err store_known_lines(struct store *s, struct span address, uint64_t **hashes, size_t *n,
                           struct arena *a)
{
    sqlite3_stmt *st = store_statement(s, QUERY_KNOWN_LINES, false);
    *n = 0;
    *hashes = arena_array(a, MESSAGE_KNOWN_MAX, sizeof **hashes);
    if (!*hashes)
        return ERR_NOMEM;
    if (!st)
        return ERR_IO;
    store_bind_text(st, 1, address);
    (void)sqlite3_bind_int(st, 2, STORE_LINE_ARTICLES);
    (void)sqlite3_bind_int(st, 3, MESSAGE_KNOWN_MAX);
    while (*n < MESSAGE_KNOWN_MAX && sqlite3_step(st) == SQLITE_ROW)
        (*hashes)[(*n)++] = (uint64_t)sqlite3_column_int64(st, 0);
    (void)sqlite3_reset(st);
    qsort(*hashes, *n, sizeof **hashes, by_hash);
    return ERR_OK;
}
