/* store_schema.c - the tables of the store and every statement that is run on them. Floor 5. One
 * thread. */
#include "store/store_schema.h"

#include <sqlite3.h>

#include "store/store.h"

/* An empty body: the news is forgotten, but not that it was known. */
static const char *const queries[QUERY_COUNT] = {
    [QUERY_PUT_FEED] =
        "INSERT INTO feeds(address,etag,last_modified,outcome,tried,succeeded,due,failures,items,"
        "why,asked_at,moved_to,moved_seen,moved_since,was_feed,shown,old,excluded,held,flood,"
        "future,found,ttl,skip_hours,skip_days,gap) VALUES(?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,"
        "?13,?14,?15,?16,?17,?18,?19,?20,?21,?22,?23,?24,?25,?26) ON CONFLICT(address) DO UPDATE "
        "SET etag=?2,last_modified=?3,outcome=?4,tried=?5,"
        "succeeded=?6,due=?7,failures=?8,items=?9,why=?10,asked_at=?11,moved_to=?12,"
        "moved_seen=?13,moved_since=?14,was_feed=?15,shown=?16,old=?17,excluded=?18,held=?19,"
        "flood=?20,future=?21,found=?22,ttl=?23,skip_hours=?24,skip_days=?25,gap=?26",
    [QUERY_GET_FEED] =
        "SELECT etag,last_modified,outcome,tried,succeeded,due,failures,items,why,asked_at,"
        "moved_to,moved_seen,moved_since,was_feed,shown,old,excluded,held,flood,future,found,ttl,"
        "skip_hours,skip_days,gap "
        "FROM feeds WHERE address=?1",
    [QUERY_FORGET_VALIDATORS] = "UPDATE feeds SET etag='',last_modified='' WHERE address=?1",
    [QUERY_PUT_RULES] = "INSERT OR REPLACE INTO rules(address,hash) VALUES(?1,?2)",
    [QUERY_GET_RULES] = "SELECT hash FROM rules WHERE address=?1",
    [QUERY_PUT_HOST] = "INSERT OR REPLACE INTO hosts(host,until) VALUES(?1,?2)",
    [QUERY_GET_HOST] = "SELECT until FROM hosts WHERE host=?1",
    [QUERY_DROP_HOST] = "DELETE FROM hosts WHERE host=?1",
    [QUERY_TRIM_HOSTS] = "DELETE FROM hosts WHERE (SELECT count(*) FROM hosts)>?1 AND host NOT IN "
                         "(SELECT host FROM hosts ORDER BY until DESC LIMIT ?1)",
    [QUERY_FORGET_HOSTS] = "DELETE FROM hosts WHERE until<?1",
    [QUERY_PUT_TOLD] =
        "INSERT INTO told(address,key,seen,last,name,priority,colour,body,hold,version,twin) "
        "VALUES(?1,?2,?3,?3,?4,?5,?6,?7,?8,?9,?10) ON CONFLICT(address,key) DO UPDATE SET seen=?3,"
        "name=?4,priority=?5,colour=?6,body=?7,hold=?8,version=?9,twin=?10 WHERE body<>?7 OR "
        "name<>?4 OR priority<>?5 OR colour<>?6 OR hold<>?8 OR version<>?9 OR twin<>?10 OR "
        "seen<>?3",
    [QUERY_TELL_MORE] = "UPDATE told SET body=?3 WHERE address=?1 AND key=?2",
    [QUERY_GET_TOLD] =
        "SELECT address,name,priority,colour,seen,hold,version,body FROM (SELECT * FROM told WHERE "
        "seen>=?1 AND body<>x'' ORDER BY seen DESC LIMIT ?2) ORDER BY seen,address,key",
    [QUERY_GET_HELD] =
        "SELECT address,name,priority,colour,seen,hold,version,body FROM told WHERE hold=?1 AND "
        "body<>x'' ORDER BY seen,address,key LIMIT ?2",
    [QUERY_FIND_TOLD] = "SELECT seen,last,hold,version FROM told WHERE address=?1 AND key=?2",
    [QUERY_FIND_TWIN] =
        "SELECT key FROM told INDEXED BY told_twin WHERE twin=?2 AND address=?1 LIMIT ?3",
    [QUERY_ANY_TOLD] = "SELECT 1 FROM told WHERE address=?1 LIMIT 1",
    [QUERY_TOUCH_TOLD] = "UPDATE told SET last=?3 WHERE address=?1 AND key=?2",
    [QUERY_SET_HOLD] = "UPDATE told SET hold=?3,body=CASE WHEN ?4 THEN body ELSE x'' END "
                       "WHERE address=?1 AND key=?2",
    [QUERY_DROP_ONE] = "DELETE FROM told WHERE address=?1 AND key=?2",
    [QUERY_SHIFT_SEEN] = "UPDATE told SET seen=seen+?2,last=last+?2 WHERE seen>=?1",
    [QUERY_DROP_TOLD] = "DELETE FROM told WHERE address=?1",
    [QUERY_FORGET_TOLD] = "UPDATE told SET body=x'' WHERE seen<?1 AND body<>x''",
    [QUERY_TRIM_TOLD] =
        "UPDATE told SET body=x'' WHERE body<>x'' AND seen<(SELECT seen FROM told WHERE body<>x'' "
        "ORDER BY seen DESC LIMIT 1 OFFSET ?1)",
    [QUERY_FORGET_KNOWN] = "DELETE FROM told WHERE last<?1 AND body=x''",
    [QUERY_TRIM_KNOWN] = "DELETE FROM told WHERE body=x'' AND last<(SELECT last FROM told ORDER BY "
                         "last DESC LIMIT 1 OFFSET ?1)",
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

/* What each version added to the one before: a new file takes every step, an older one the rest.
 * A step adds columns with a default, and tables; what no longer means the same gets another name.
 * So an older program runs on a newer file, or finds that it cannot. store_aside copies whole rows.
 * told.body and snapshot.body are messages (ingest/message.h). */
static const char *const steps[STORE_SCHEMA] = {
    "CREATE TABLE feeds(address TEXT PRIMARY KEY,etag TEXT,last_modified TEXT,outcome INT,"
    "tried INT,succeeded INT,due INT,failures INT,items INT,why TEXT) WITHOUT ROWID;"
    "CREATE TABLE told(address TEXT,key TEXT,seen INT,name TEXT,priority INT,colour INT,"
    "body BLOB,PRIMARY KEY(address,key)) WITHOUT ROWID;"
    "CREATE INDEX told_seen ON told(seen);"
    "CREATE TABLE lines(address TEXT,line INT,article INT,articles INT,"
    "PRIMARY KEY(address,line)) WITHOUT ROWID;"
    "CREATE TABLE snapshot(place INTEGER PRIMARY KEY,body BLOB);"
    "PRAGMA user_version=1;",
    "ALTER TABLE feeds ADD COLUMN asked_at TEXT DEFAULT '';"
    "ALTER TABLE feeds ADD COLUMN moved_to TEXT DEFAULT '';"
    "ALTER TABLE feeds ADD COLUMN moved_seen INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN moved_since INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN was_feed INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN shown INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN old INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN excluded INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN held INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN flood INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN future INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN found INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN ttl INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN skip_hours INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN skip_days INT DEFAULT 0;"
    "ALTER TABLE feeds ADD COLUMN gap INT DEFAULT 0;"
    "UPDATE feeds SET moved_since=-9223372036854775807-1;" /* WHEN_NONE */
    "CREATE TABLE rules(address TEXT PRIMARY KEY,hash INT) WITHOUT ROWID;"
    "CREATE TABLE hosts(host TEXT PRIMARY KEY,until INT) WITHOUT ROWID;"
    "DROP INDEX told_seen;"
    "ALTER TABLE told RENAME TO told_1;"
    /* the body last: what is asked of many rows is read without it */
    "CREATE TABLE told(address TEXT,key TEXT,seen INT,last INT,hold INT,version INT,twin INT,"
    "name TEXT,priority INT,colour INT,body BLOB,PRIMARY KEY(address,key)) WITHOUT ROWID;"
    "INSERT INTO told SELECT address,key,seen,seen,0,0,0,name,priority,colour,body FROM told_1;"
    "DROP TABLE told_1;"
    "CREATE INDEX told_twin ON told(twin);"
    "CREATE INDEX told_seen ON told(seen) WHERE body<>x'';" /* of many more that are known */
    "PRAGMA user_version=2;",
};

const char *store_schema_query(enum query q)
{
    return queries[q];
}

static bool run(sqlite3 *db, const char *sql)
{
    return sqlite3_exec(db, sql, NULL, NULL, NULL) == SQLITE_OK;
}

int store_schema_version(sqlite3 *db)
{
    sqlite3_stmt *st = NULL;
    int version = -1;
    if (sqlite3_prepare_v2(db, "PRAGMA user_version", -1, &st, NULL) == SQLITE_OK &&
        sqlite3_step(st) == SQLITE_ROW)
        version = sqlite3_column_int(st, 0);
    (void)sqlite3_finalize(st);
    return version;
}

enum err store_schema_settle(sqlite3 *db, const char *path, struct why *why)
{
    if (store_schema_version(db) == STORE_SCHEMA)
        return ERR_OK;
    bool fine = run(db, "BEGIN IMMEDIATE");
    /* read anew: another program may have taken the steps while this one waited */
    int version = fine ? store_schema_version(db) : -1;
    fine = version >= 0;
    for (int i = version; fine && i < STORE_SCHEMA; i++)
        fine = run(db, steps[i]);
    if (fine && run(db, "COMMIT"))
        return ERR_OK;
    /* Tables stand there that do not fit the version: it is another's file. */
    enum err e = sqlite3_errcode(db) == SQLITE_ERROR ? ERR_UNSUPPORTED : ERR_IO;
    (void)why_set(why, e, 0, "%s: %s", path, sqlite3_errmsg(db));
    if (!sqlite3_get_autocommit(db))
        (void)run(db, "ROLLBACK");
    return e;
}

bool store_schema_is_ours(sqlite3 *db)
{
    bool ours = true;
    for (int i = 0; ours && i < QUERY_COUNT; i++) {
        sqlite3_stmt *st = NULL;
        ours = sqlite3_prepare_v2(db, queries[i], -1, &st, NULL) == SQLITE_OK;
        (void)sqlite3_finalize(st);
    }
    return ours;
}
