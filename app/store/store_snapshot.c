/* store_snapshot.c - the stories last shown, for the first moments after a start. Floor 5. One
 * thread. */
#include <sqlite3.h>
#include <stdlib.h>

#include "ingest/message.h"
#include "store/store_db.h"

enum { BATCH_ARENA_MAX = 32 * 1024 * 1024, SNAPSHOT_STORIES = 200, PLACE_BITS = 8 };

/* Where the snapshot of these sources begins: their hash in the upper bits of the place. */
static int64_t first_place(uint64_t of)
{
    return (int64_t)(of >> PLACE_BITS << PLACE_BITS);
}

enum err store_put_snapshot(struct store *s, uint64_t of, const struct story_batch *b)
{
    struct buf body;
    enum err e = store_finish(s, store_statement(s, QUERY_CLEAR_SNAPSHOT, true));
    buf_init(&body, STORE_BLOB_MAX);
    for (size_t i = 0; !e && i < b->n && i < SNAPSHOT_STORIES; i++) {
        sqlite3_stmt *st = store_statement(s, QUERY_PUT_SNAPSHOT, true);
        buf_reset(&body);
        e = st ? message_put_story(&body, &b->stories[i]) : ERR_IO;
        if (e)
            break;
        (void)sqlite3_bind_int64(st, 1, first_place(of) + (int64_t)i);
        store_bind_blob(st, 2, buf_span(&body));
        e = store_finish(s, st);
    }
    buf_finish(&body);
    return e;
}

static void read_snapshot(sqlite3_stmt *st, struct story_batch *b)
{
    while (b->n < SNAPSHOT_STORIES && sqlite3_step(st) == SQLITE_ROW)
        if (message_get_story(store_column(st, 0, b->arena), &b->stories[b->n], b->arena) == ERR_OK)
            b->n++;
}

static struct story_batch *get(struct store *s, int64_t first, int64_t last)
{
    struct story_batch *b = calloc(1, sizeof *b);
    sqlite3_stmt *st = store_statement(s, QUERY_GET_SNAPSHOT, false);
    if (!b)
        return NULL;
    b->arena = arena_create(BATCH_ARENA_MAX);
    b->stories = b->arena ? arena_array(b->arena, SNAPSHOT_STORIES, sizeof *b->stories) : NULL;
    if (!b->stories) {
        story_batch_destroy(b);
        return NULL;
    }
    if (st) {
        (void)sqlite3_bind_int64(st, 1, first);
        (void)sqlite3_bind_int64(st, 2, last);
        read_snapshot(st, b);
        (void)sqlite3_reset(st);
    }
    return b;
}

struct story_batch *store_get_snapshot(struct store *s, uint64_t of)
{
    return get(s, first_place(of), first_place(of) + SNAPSHOT_STORIES - 1);
}

struct story_batch *store_get_any_snapshot(struct store *s)
{
    return get(s, INT64_MIN, INT64_MAX);
}
