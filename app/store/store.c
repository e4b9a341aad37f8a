/* store.c - what Motograph knows now and after a restart, in SQLite. Floor 5. One thread owns it.
 */
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/when.h"
#include "ingest/message.h"

enum { BLOB_MAX = 1024 * 1024, BATCH_ARENA_MAX = 32 * 1024 * 1024, PATH_BYTES = 4096 };
enum { SNAPSHOT_STORIES = 200, PLACE_BITS = 8, BUSY_MS = 2000 };

/* Every statement the store ever runs, prepared when first needed. */
enum query {
    QUERY_PUT_FEED,
    QUERY_GET_FEED,
    QUERY_PUT_TOLD,
    QUERY_GET_TOLD,
    QUERY_DROP_TOLD,
    QUERY_FORGET_TOLD,
    QUERY_TRIM_TOLD,
    QUERY_FORGET_VALIDATORS,
    QUERY_COUNT_LINE,
    QUERY_TRIM_LINES,
    QUERY_KNOWN_LINES,
    QUERY_CLEAR_SNAPSHOT,
    QUERY_PUT_SNAPSHOT,
    QUERY_GET_SNAPSHOT,
    QUERY_COUNT
};

static const char *const queries[QUERY_COUNT] = {
    [QUERY_PUT_FEED] = "INSERT OR REPLACE INTO feeds VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10)",
    [QUERY_GET_FEED] = "SELECT etag,last_modified,outcome,tried,succeeded,due,failures,items,why "
                       "FROM feeds WHERE address=?1",
    [QUERY_PUT_TOLD] =
        "INSERT INTO told VALUES(?1,?2,?3,?4,?5,?6,?7) ON CONFLICT(address,key) DO "
        "UPDATE SET name=?4,priority=?5,colour=?6,body=?7 WHERE body<>?7 OR name<>?4 OR "
        "priority<>?5 OR colour<>?6",
    [QUERY_GET_TOLD] = "SELECT address,name,priority,colour,seen,body FROM (SELECT * FROM told "
                       "WHERE seen>=?1 ORDER BY seen DESC LIMIT ?2) ORDER BY seen,address,key",
    [QUERY_DROP_TOLD] = "DELETE FROM told WHERE address=?1",
    [QUERY_FORGET_TOLD] = "DELETE FROM told WHERE seen<?1",
    [QUERY_TRIM_TOLD] = "DELETE FROM told WHERE seen<(SELECT seen FROM told ORDER BY seen DESC "
                        "LIMIT 1 OFFSET ?1)",
    /* a feed of which nothing is left must not answer "unchanged" */
    [QUERY_FORGET_VALIDATORS] =
        "UPDATE feeds SET etag='',last_modified='' WHERE etag||last_modified"
        "<>'' AND address NOT IN (SELECT address FROM told)",
    /* article holds the last two articles, 32 bits each: enough to tell a third one */
    [QUERY_COUNT_LINE] = "INSERT INTO lines VALUES(?1,?2,?3,1) ON CONFLICT(address,line) DO UPDATE "
                         "SET articles=articles+1,article=(article<<32)|?3 WHERE articles<1000 AND "
                         "article&0xffffffff<>?3 AND (article>>32)&0xffffffff<>?3",
    [QUERY_TRIM_LINES] = "DELETE FROM lines WHERE address=?1 AND (SELECT count(*) FROM lines WHERE "
                         "address=?1)>?2 AND line NOT IN (SELECT line FROM lines WHERE address=?1 "
                         "ORDER BY articles DESC LIMIT ?3)",
    [QUERY_KNOWN_LINES] = "SELECT line FROM lines WHERE address=?1 AND articles>=?2 "
                          "ORDER BY articles DESC LIMIT ?3",
    [QUERY_CLEAR_SNAPSHOT] = "DELETE FROM snapshot",
    [QUERY_PUT_SNAPSHOT] = "INSERT INTO snapshot VALUES(?1,?2)",
    [QUERY_GET_SNAPSHOT] = "SELECT body FROM snapshot WHERE place BETWEEN ?1 AND ?2 ORDER BY place",
};

/* Schema 1. told.body and snapshot.body are messages (ingest/message.h). */
static const char schema[] =
    "CREATE TABLE feeds(address TEXT PRIMARY KEY,etag TEXT,last_modified TEXT,outcome INT,"
    "tried INT,succeeded INT,due INT,failures INT,items INT,why TEXT) WITHOUT ROWID;"
    "CREATE TABLE told(address TEXT,key TEXT,seen INT,name TEXT,priority INT,colour INT,"
    "body BLOB,PRIMARY KEY(address,key)) WITHOUT ROWID;"
    "CREATE INDEX told_seen ON told(seen);"
    "CREATE TABLE lines(address TEXT,line INT,article INT,articles INT,"
    "PRIMARY KEY(address,line)) WITHOUT ROWID;"
    "CREATE TABLE snapshot(place INTEGER PRIMARY KEY,body BLOB);"
    "PRAGMA user_version=1;";

struct store {
    sqlite3 *db;
    sqlite3_stmt *statements[QUERY_COUNT];
    enum store_place place;
};

static bool run(struct store *s, const char *sql)
{
    return sqlite3_exec(s->db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

static int read_version(struct store *s)
{
    sqlite3_stmt *st = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(s->db, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        version = sqlite3_column_int(st, 0);
    (void)sqlite3_finalize(st);
    return version;
}

/* True when the pages of the file hang together. */
static bool is_whole(struct store *s)
{
    sqlite3_stmt *st = NULL;
    bool whole = sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &st, NULL) == SQLITE_OK &&
                 sqlite3_step(st) == SQLITE_ROW &&
                 strcmp((const char *)sqlite3_column_text(st, 0), "ok") == 0;
    (void)sqlite3_finalize(st);
    return whole;
}

static void close_db(struct store *s)
{
    for (int i = 0; i < QUERY_COUNT; i++) {
        (void)sqlite3_finalize(s->statements[i]);
        s->statements[i] = NULL;
    }
    (void)sqlite3_close(s->db);
    s->db = NULL;
}

/* Goes on with a copy in memory of what the database holds; with an empty one where that cannot be
 * read. False when memory is out. */
static bool move_to_memory(struct store *s)
{
    sqlite3 *memory = NULL;
    if (sqlite3_open(":memory:", &memory) != SQLITE_OK) {
        (void)sqlite3_close(memory);
        return false;
    }
    sqlite3_backup *copy = s->db ? sqlite3_backup_init(memory, "main", s->db, "main") : NULL;
    bool copied = copy && sqlite3_backup_step(copy, -1) == SQLITE_DONE;
    (void)sqlite3_backup_finish(copy);
    close_db(s);
    s->db = memory;
    return copied || run(s, schema);
}

/* True when every statement can be run: the tables are ours. */
static bool is_ours(struct store *s)
{
    bool ours = true;
    for (int i = 0; ours && i < QUERY_COUNT; i++) {
        sqlite3_stmt *st = NULL;
        ours = sqlite3_prepare_v2(s->db, queries[i], -1, &st, NULL) == SQLITE_OK;
        (void)sqlite3_finalize(st);
    }
    return ours;
}

/* What stands in the file: ERR_SYNTAX when it is no store of ours, a newer or a broken one. */
static enum err check_file(struct store *s, const char *path, int *version, struct why *why)
{
    *version = read_version(s);
    int code = sqlite3_errcode(s->db);
    bool broken = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    if (*version < 0)
        return why_set(why, broken ? ERR_SYNTAX : ERR_IO, 0, "%s: %s", path,
                       broken ? "not a store" : sqlite3_errmsg(s->db));
    if (*version > STORE_SCHEMA)
        return why_set(why, ERR_SYNTAX, 0, "%s: written by a newer program", path);
    if (*version > 0 && !is_whole(s))
        return why_set(why, ERR_SYNTAX, 0, "%s: broken", path);
    if (*version > 0 && !is_ours(s))
        return why_set(why, ERR_SYNTAX, 0, "%s: a store of another program", path);
    return ERR_OK;
}

static enum err open_file(struct store *s, const char *path, struct why *why)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, version;
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        return why_set(why, ERR_IO, 0, "%s: %s", path, sqlite3_errmsg(s->db));
    if (sqlite3_db_readonly(s->db, "main") == 1)
        return why_set(why, ERR_IO, 0, "%s: may only be read", path);
    (void)sqlite3_busy_timeout(s->db, BUSY_MS);
    (void)run(s, "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-1024;");
    enum err e = check_file(s, path, &version, why);
    if (e || version > 0)
        return e;
    if (run(s, "BEGIN IMMEDIATE") && run(s, schema) && run(s, "COMMIT"))
        return ERR_OK;
    /* Tables of these names stand there already, but no version: it is another's file. */
    e = sqlite3_errcode(s->db) == SQLITE_ERROR ? ERR_SYNTAX : ERR_IO;
    return why_set(why, e, 0, "%s: %s", path, sqlite3_errmsg(s->db));
}

/* Adds "file:PATH?immutable=1", in which SQLite neither locks nor writes (its URI form). */
static void put_immutable(struct buf *uri, const char *path)
{
    (void)buf_puts(uri, "file:");
    for (const char *p = path; *p; p++) {
        if (*p == '%' || *p == '?' || *p == '#')
            (void)buf_printf(uri, "%%%02X", (unsigned char)*p);
        else
            (void)buf_putc(uri, *p);
    }
    (void)buf_puts(uri, "?immutable=1");
}

/* What can be read where nothing can be written (a card that failed, a system that is locked),
 * taken into memory. False when nothing can. */
static bool open_readable(struct store *s, const char *path)
{
    struct buf uri;
    int version;
    buf_init(&uri, PATH_BYTES);
    put_immutable(&uri, path);
    close_db(s);
    int state = uri.failed
                    ? SQLITE_CANTOPEN
                    : sqlite3_open_v2(uri.p, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    buf_finish(&uri);
    return state == SQLITE_OK && check_file(s, path, &version, NULL) == ERR_OK &&
           version == STORE_SCHEMA && move_to_memory(s);
}

/* Puts a file that cannot be used out of the way, and says under which name it is kept. */
static bool move_aside(const char *path, struct why *why)
{
    static const char *const tails[] = {"", "-wal", "-shm"};
    char from[PATH_BYTES], to[PATH_BYTES];
    struct why reason = *why;
    bool moved = false;
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        (void)snprintf(from, sizeof from, "%s%s", path, tails[i]);
        (void)snprintf(to, sizeof to, "%s.aside%s", path, tails[i]);
        moved = rename(from, to) == 0 || moved;
    }
    (void)why_set(why, ERR_OK, 0, "%s; it is kept as %s.aside", reason.text, path);
    return moved;
}

/* The file, or what takes its place; *reason says what was odd. */
static enum err open_path(struct store *s, const char *path, struct why *reason)
{
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode)) { /* reading a pipe would never end */
        s->place = STORE_MEMORY;
        return why_set(reason, ERR_IO, 0, "%s: not a regular file", path);
    }
    enum err e = open_file(s, path, reason);
    if (e == ERR_SYNTAX) {
        close_db(s);
        if (move_aside(path, reason))
            e = open_file(s, path, NULL);
    }
    if (e == ERR_OK)
        return ERR_OK;
    s->place = STORE_READ_ONLY;
    if (e == ERR_IO && open_readable(s, path))
        return e;
    close_db(s);
    s->place = STORE_MEMORY;
    return e;
}

struct store *store_open(const char *path, struct why *why)
{
    struct store *s = calloc(1, sizeof *s);
    if (!s) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        return NULL;
    }
    bool wanted = path && path[0];
    struct why reason = {.text = ""};
    enum err e = wanted ? open_path(s, path, &reason) : ERR_OK;
    s->place = wanted ? s->place : STORE_MEMORY;
    if (!s->db && !move_to_memory(s)) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        store_close(s);
        return NULL;
    }
    if (reason.text[0])
        (void)why_set(why, e, 0, "%s%s", reason.text, e ? "; going on in memory" : "");
    return s;
}

void store_close(struct store *s)
{
    if (!s)
        return;
    if (s->db && !sqlite3_get_autocommit(s->db))
        (void)run(s, "COMMIT");
    close_db(s);
    free(s);
}

enum store_place store_where(const struct store *s)
{
    return s->place;
}

/* The file took no more. (SQLite has rolled back by now what was not committed.) */
static void leave_disk(struct store *s)
{
    if (s->place != STORE_DISK)
        return;
    s->place = STORE_READ_ONLY;
    (void)move_to_memory(s);
}

enum err store_commit(struct store *s, struct why *why)
{
    if (sqlite3_get_autocommit(s->db) || run(s, "COMMIT"))
        return ERR_OK;
    enum err e = why_set(why, ERR_IO, 0, "%s; going on in memory", sqlite3_errmsg(s->db));
    leave_disk(s);
    return e;
}

/* The statement, reset and inside the open transaction where it writes; NULL: it cannot be run. */
static sqlite3_stmt *prepare(struct store *s, enum query q, bool writes)
{
    if (writes && sqlite3_get_autocommit(s->db))
        (void)run(s, "BEGIN");
    if (!s->statements[q] && sqlite3_prepare_v3(s->db, queries[q], -1, SQLITE_PREPARE_PERSISTENT,
                                                &s->statements[q], NULL) != SQLITE_OK)
        return NULL;
    (void)sqlite3_reset(s->statements[q]);
    (void)sqlite3_clear_bindings(s->statements[q]);
    return s->statements[q];
}

static void bind_span(sqlite3_stmt *st, int at, struct span text)
{
    (void)sqlite3_bind_text(st, at, text.n ? text.p : "", (int)text.n, SQLITE_STATIC);
}

static void bind_blob(sqlite3_stmt *st, int at, struct span bytes)
{
    (void)sqlite3_bind_blob(st, at, bytes.p, (int)bytes.n, SQLITE_STATIC);
}

static struct span column_copy(sqlite3_stmt *st, int at, struct arena *a)
{
    const void *p = sqlite3_column_blob(st, at);
    return arena_copy(a, span_make(p, (size_t)sqlite3_column_bytes(st, at)));
}

static enum err finish_write(struct store *s, sqlite3_stmt *st)
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
        leave_disk(s);
    return state == SQLITE_NOMEM ? ERR_NOMEM : ERR_IO;
}

enum err store_put_feed(struct store *s, struct span address, const struct store_feed *f)
{
    sqlite3_stmt *st = prepare(s, QUERY_PUT_FEED, true);
    if (!st)
        return ERR_IO;
    bind_span(st, 1, address);
    bind_span(st, 2, f->etag);
    bind_span(st, 3, f->last_modified);
    (void)sqlite3_bind_int(st, 4, (int)f->outcome);
    (void)sqlite3_bind_int64(st, 5, f->tried);
    (void)sqlite3_bind_int64(st, 6, f->succeeded);
    (void)sqlite3_bind_int64(st, 7, f->due);
    (void)sqlite3_bind_int64(st, 8, f->failures);
    (void)sqlite3_bind_int64(st, 9, f->items);
    bind_span(st, 10, f->why);
    return finish_write(s, st);
}

enum err store_get_feed(struct store *s, struct span address, struct store_feed *f, struct arena *a)
{
    sqlite3_stmt *st = prepare(s, QUERY_GET_FEED, false);
    *f = (struct store_feed){.tried = WHEN_NONE, .succeeded = WHEN_NONE, .due = WHEN_NONE};
    if (!st)
        return ERR_IO;
    bind_span(st, 1, address);
    int state = sqlite3_step(st);
    if (state == SQLITE_ROW) {
        int outcome = sqlite3_column_int(st, 2);
        f->etag = column_copy(st, 0, a);
        f->last_modified = column_copy(st, 1, a);
        f->outcome =
            outcome >= 0 && outcome < FETCH_OUTCOMES ? (enum fetch_outcome)outcome : FETCH_NEVER;
        f->tried = sqlite3_column_int64(st, 3);
        f->succeeded = sqlite3_column_int64(st, 4);
        f->due = sqlite3_column_int64(st, 5);
        f->failures = (unsigned)sqlite3_column_int64(st, 6);
        f->items = (unsigned)sqlite3_column_int64(st, 7);
        f->why = column_copy(st, 8, a);
    }
    (void)sqlite3_reset(st);
    return state == SQLITE_ROW ? ERR_OK : state == SQLITE_DONE ? ERR_NOT_FOUND : ERR_IO;
}

enum err store_put_told(struct store *s, const struct store_told *t)
{
    struct buf body;
    sqlite3_stmt *st = prepare(s, QUERY_PUT_TOLD, true);
    if (!st)
        return ERR_IO;
    buf_init(&body, BLOB_MAX);
    enum err e = message_put_told(&body, &t->told);
    if (!e) {
        bind_span(st, 1, t->address);
        bind_span(st, 2, t->told.key);
        (void)sqlite3_bind_int64(st, 3, t->seen);
        bind_span(st, 4, t->name);
        (void)sqlite3_bind_int(st, 5, (int)t->priority);
        (void)sqlite3_bind_int64(st, 6, t->colour);
        bind_blob(st, 7, buf_span(&body));
        e = finish_write(s, st);
    }
    buf_finish(&body);
    return e;
}

static enum err read_told(sqlite3_stmt *st, struct store_told *t, struct arena *a)
{
    int priority = sqlite3_column_int(st, 2);
    t->address = column_copy(st, 0, a);
    t->name = column_copy(st, 1, a);
    t->priority =
        priority >= 0 && priority <= STORY_BREAKING ? (enum story_priority)priority : STORY_NORMAL;
    t->colour = (uint32_t)sqlite3_column_int64(st, 3);
    t->seen = sqlite3_column_int64(st, 4);
    return message_get_told(column_copy(st, 5, a), &t->told, a);
}

enum err store_get_told(struct store *s, int64_t since, struct store_told **list, size_t *n,
                        struct arena *a)
{
    size_t cap = 0;
    sqlite3_stmt *st = prepare(s, QUERY_GET_TOLD, false);
    *list = NULL;
    *n = 0;
    if (!st)
        return ERR_IO;
    (void)sqlite3_bind_int64(st, 1, since);
    (void)sqlite3_bind_int(st, 2, STORE_TOLD_MAX);
    enum err e = ERR_OK;
    while (!e && sqlite3_step(st) == SQLITE_ROW) {
        struct store_told *grown = arena_grow(a, *list, *n, &cap, sizeof **list);
        if (!grown) {
            e = ERR_NOMEM;
            break;
        }
        *list = grown;
        e = read_told(st, &grown[*n], a);
        if (!e)
            ++*n;
        if (e == ERR_SYNTAX) /* one broken row does not lose the others */
            e = ERR_OK;
    }
    (void)sqlite3_reset(st);
    return e;
}

enum err store_drop_told(struct store *s, struct span address)
{
    sqlite3_stmt *st = prepare(s, QUERY_DROP_TOLD, true);
    if (!st)
        return ERR_IO;
    bind_span(st, 1, address);
    return finish_write(s, st);
}

enum err store_forget_told(struct store *s, int64_t before)
{
    sqlite3_stmt *st = prepare(s, QUERY_FORGET_TOLD, true);
    if (!st)
        return ERR_IO;
    (void)sqlite3_bind_int64(st, 1, before);
    enum err e = finish_write(s, st);
    st = e ? NULL : prepare(s, QUERY_TRIM_TOLD, true);
    if (!st)
        return e ? e : ERR_IO;
    (void)sqlite3_bind_int(st, 1, STORE_TOLD_MAX);
    e = finish_write(s, st);
    return e ? e : finish_write(s, prepare(s, QUERY_FORGET_VALIDATORS, true));
}

/* A source tells new lines every day: when there are too many, the most frequent ones stay. */
static enum err trim_lines(struct store *s, struct span address)
{
    sqlite3_stmt *st = prepare(s, QUERY_TRIM_LINES, true);
    if (!st)
        return ERR_IO;
    bind_span(st, 1, address);
    (void)sqlite3_bind_int(st, 2, STORE_LINES_MAX);
    (void)sqlite3_bind_int(st, 3, MESSAGE_KNOWN_MAX);
    return finish_write(s, st);
}

enum err store_count_lines(struct store *s, struct span address, const struct article_line *lines,
                           size_t n)
{
    enum err e = ERR_OK;
    for (size_t i = 0; !e && i < n; i++) {
        sqlite3_stmt *st = prepare(s, QUERY_COUNT_LINE, true);
        if (!st)
            return ERR_IO;
        bind_span(st, 1, address);
        (void)sqlite3_bind_int64(st, 2, (int64_t)lines[i].line);
        (void)sqlite3_bind_int64(st, 3, (int64_t)(uint32_t)lines[i].article);
        e = finish_write(s, st);
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
    sqlite3_stmt *st = prepare(s, QUERY_KNOWN_LINES, false);
    *n = 0;
    *hashes = arena_array(a, MESSAGE_KNOWN_MAX, sizeof **hashes);
    if (!*hashes)
        return ERR_NOMEM;
    if (!st)
        return ERR_IO;
    bind_span(st, 1, address);
    (void)sqlite3_bind_int(st, 2, STORE_LINE_ARTICLES);
    (void)sqlite3_bind_int(st, 3, MESSAGE_KNOWN_MAX);
    while (*n < MESSAGE_KNOWN_MAX && sqlite3_step(st) == SQLITE_ROW)
        (*hashes)[(*n)++] = (uint64_t)sqlite3_column_int64(st, 0);
    (void)sqlite3_reset(st);
    qsort(*hashes, *n, sizeof **hashes, by_hash);
    return ERR_OK;
}

/* Where the snapshot of these sources begins: their hash in the upper bits of the place. */
static int64_t first_place(uint64_t of)
{
    return (int64_t)(of >> PLACE_BITS << PLACE_BITS);
}

enum err store_put_snapshot(struct store *s, uint64_t of, const struct story_batch *b)
{
    struct buf body;
    enum err e = finish_write(s, prepare(s, QUERY_CLEAR_SNAPSHOT, true));
    buf_init(&body, BLOB_MAX);
    for (size_t i = 0; !e && i < b->n && i < SNAPSHOT_STORIES; i++) {
        sqlite3_stmt *st = prepare(s, QUERY_PUT_SNAPSHOT, true);
        buf_reset(&body);
        e = st ? message_put_story(&body, &b->stories[i]) : ERR_IO;
        if (e)
            break;
        (void)sqlite3_bind_int64(st, 1, first_place(of) + (int64_t)i);
        bind_blob(st, 2, buf_span(&body));
        e = finish_write(s, st);
    }
    buf_finish(&body);
    return e;
}

static void read_snapshot(sqlite3_stmt *st, struct story_batch *b)
{
    while (b->n < SNAPSHOT_STORIES && sqlite3_step(st) == SQLITE_ROW)
        if (message_get_story(column_copy(st, 0, b->arena), &b->stories[b->n], b->arena) == ERR_OK)
            b->n++;
}

struct story_batch *store_get_snapshot(struct store *s, uint64_t of)
{
    struct story_batch *b = calloc(1, sizeof *b);
    sqlite3_stmt *st = prepare(s, QUERY_GET_SNAPSHOT, false);
    if (!b)
        return NULL;
    b->arena = arena_create(BATCH_ARENA_MAX);
    b->stories = b->arena ? arena_array(b->arena, SNAPSHOT_STORIES, sizeof *b->stories) : NULL;
    if (!b->stories) {
        story_batch_destroy(b);
        return NULL;
    }
    if (st) {
        (void)sqlite3_bind_int64(st, 1, first_place(of));
        (void)sqlite3_bind_int64(st, 2, first_place(of) + SNAPSHOT_STORIES - 1);
        read_snapshot(st, b);
        (void)sqlite3_reset(st);
    }
    return b;
}
