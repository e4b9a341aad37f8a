/* store.c - what Motograph knows now and after a restart: the file opened, committed, closed, and
 * put aside where it cannot be used. Floor 5. One thread owns it. */
#include "store/store.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "store/store_aside.h"

enum { BUSY_MS = 2000 };

/* What stands in the file: ERR_SYNTAX when it is no store, or a broken one. */
static enum err check_file(struct store *s, const char *path, int *version, struct why *why)
{
    *version = store_schema_version(s->db);
    int code = sqlite3_errcode(s->db);
    bool broken = code == SQLITE_NOTADB || code == SQLITE_CORRUPT;
    if (*version < 0)
        return why_set(why, broken ? ERR_SYNTAX : ERR_IO, 0, "%s: %s", path,
                       broken ? "not a store" : sqlite3_errmsg(s->db));
    if (*version > 0 && !store_db_is_whole(s->db))
        return why_set(why, ERR_SYNTAX, 0, "%s: broken", path);
    return ERR_OK;
}

/* A newer program's file is used where every statement of ours runs on it: its steps only add.
 * ERR_SYNTAX: broken; ERR_UNSUPPORTED: whole, and of no use to this program. */
static enum err open_file(struct store *s, const char *path, struct why *why)
{
    int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, version;
    if (sqlite3_open_v2(path, &s->db, flags, NULL) != SQLITE_OK)
        return why_set(why, ERR_IO, 0, "%s: %s", path, sqlite3_errmsg(s->db));
    if (sqlite3_db_readonly(s->db, "main") == 1)
        return why_set(why, ERR_IO, 0, "%s: may only be read", path);
    (void)sqlite3_busy_timeout(s->db, BUSY_MS);
    (void)store_run(s,
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-1024; "
                    "PRAGMA temp_store=MEMORY;");
    enum err e = check_file(s, path, &version, why);
    if (!e)
        e = store_schema_settle(s->db, path, why);
    if (e)
        return e;
    bool newer = version > STORE_SCHEMA;
    if (!store_schema_is_ours(s->db))
        return why_set(why, ERR_UNSUPPORTED, 0, "%s: %s", path,
                       newer ? "written by a newer program" : "a store of another program");
    if (newer)
        (void)why_set(why, ERR_OK, 0, "%s: written by a newer program; used as far as it is known",
                      path);
    else if (store_aside_take_back(s, path))
        (void)why_set(why, ERR_OK, 0, "%s.aside: taken back into %s", path, path);
    return ERR_OK;
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
    buf_init(&uri, STORE_PATH_BYTES);
    put_immutable(&uri, path);
    store_db_close(s);
    int state = uri.failed
                    ? SQLITE_CANTOPEN
                    : sqlite3_open_v2(uri.p, &s->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
    buf_finish(&uri);
    return state == SQLITE_OK && check_file(s, path, &version, NULL) == ERR_OK && version > 0 &&
           store_move_to_memory(s) && store_schema_is_ours(s->db);
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
    if (e == ERR_SYNTAX || e == ERR_UNSUPPORTED) {
        store_db_close(s);
        if (store_aside_move(path, e == ERR_SYNTAX ? "broken" : "aside", reason))
            e = open_file(s, path, NULL);
    }
    if (e == ERR_OK)
        return ERR_OK;
    s->place = STORE_READ_ONLY;
    if (e == ERR_IO && open_readable(s, path))
        return e;
    store_db_close(s);
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
    if (!s->db && !store_move_to_memory(s)) {
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
        (void)store_run(s, "COMMIT");
    store_db_close(s);
    free(s);
}

enum store_place store_where(const struct store *s)
{
    return s->place;
}

enum err store_commit(struct store *s, struct why *why)
{
    if (sqlite3_get_autocommit(s->db) || store_run(s, "COMMIT"))
        return ERR_OK;
    enum err e = why_set(why, ERR_IO, 0, "%s; going on in memory", sqlite3_errmsg(s->db));
    store_leave_disk(s);
    return e;
}
