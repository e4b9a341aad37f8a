/* store_aside.c - files that cannot be used, put out of the way under another name, and back again.
 * Floor 5. One thread. */
#include "store/store_aside.h"

#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *const tails[] = {"", "-wal", "-shm"};
enum { TAILS = sizeof tails / sizeof *tails };

/* Both are of this schema. An older program knew neither decisions nor twins, and first saw what
 * had long been seen; its words are the later ones. */
static const char take_all[] =
    "BEGIN IMMEDIATE;"
    "INSERT OR REPLACE INTO feeds SELECT * FROM aside.feeds;"
    "UPDATE feeds SET etag='',last_modified='';"
    "INSERT OR IGNORE INTO rules SELECT * FROM aside.rules;"
    "INSERT OR IGNORE INTO hosts SELECT * FROM aside.hosts;"
    "INSERT OR REPLACE INTO lines SELECT * FROM aside.lines;"
    "INSERT INTO told SELECT * FROM aside.told WHERE true ON CONFLICT(address,key) DO UPDATE SET "
    "seen=min(seen,excluded.seen),last=max(last,excluded.last),twin=excluded.twin,"
    "body=CASE excluded.hold WHEN 0 THEN body ELSE excluded.body END,"
    "version=CASE excluded.hold WHEN 0 THEN version ELSE excluded.version END,"
    "hold=CASE excluded.hold WHEN 0 THEN hold ELSE excluded.hold END;"
    "INSERT INTO snapshot SELECT * FROM aside.snapshot WHERE NOT EXISTS(SELECT 1 FROM snapshot);"
    "COMMIT;";

bool store_aside_move(const char *path, const char *as, struct why *why)
{
    char from[STORE_PATH_BYTES], to[STORE_PATH_BYTES];
    struct why reason = *why;
    bool moved = false;
    for (size_t i = 0; i < TAILS; i++) {
        (void)snprintf(from, sizeof from, "%s%s", path, tails[i]);
        (void)snprintf(to, sizeof to, "%s.%s%s", path, as, tails[i]);
        if (rename(from, to) == 0)
            moved = true;
        else if (moved)
            (void)unlink(to); /* an earlier file's, and would be read into this one */
    }
    (void)why_set(why, ERR_OK, 0, "%s; it is kept as %s.%s", reason.text, path, as);
    return moved;
}

/* True when the file is a store of ours, which is brought up to this schema. */
static bool is_known(const char *path)
{
    sqlite3 *db = NULL;
    bool known =
        sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL) == SQLITE_OK;
    int version = known ? store_schema_version(db) : 0;
    known = version > 0 && version <= STORE_SCHEMA && store_db_is_whole(db) &&
            store_schema_settle(db, path, NULL) == ERR_OK && store_schema_is_ours(db);
    (void)sqlite3_close(db);
    return known;
}

static bool attach(struct store *s, const char *path)
{
    sqlite3_stmt *st = NULL;
    bool done = sqlite3_prepare_v2(s->db, "ATTACH ?1 AS aside", -1, &st, NULL) == SQLITE_OK;
    if (done)
        store_bind_text(st, 1, span_of(path));
    done = done && sqlite3_step(st) == SQLITE_DONE;
    (void)sqlite3_finalize(st);
    return done;
}

bool store_aside_take_back(struct store *s, const char *path)
{
    char aside[STORE_PATH_BYTES], file[STORE_PATH_BYTES];
    struct stat st;
    (void)snprintf(aside, sizeof aside, "%s.aside", path);
    if (store_schema_version(s->db) != STORE_SCHEMA || stat(aside, &st) != 0 ||
        !S_ISREG(st.st_mode) || !is_known(aside) || !attach(s, aside))
        return false;
    bool taken = store_run(s, take_all);
    if (!sqlite3_get_autocommit(s->db))
        (void)store_run(s, "ROLLBACK");
    (void)store_run(s, "DETACH aside");
    for (size_t i = 0; taken && i < TAILS; i++) {
        (void)snprintf(file, sizeof file, "%s%s", aside, tails[i]);
        (void)unlink(file);
    }
    return taken;
}
