/* place.h - a folder with a store file, and what another program does to it. */
#ifndef MOTOGRAPH_TESTS_STORE_PLACE_H
#define MOTOGRAPH_TESTS_STORE_PLACE_H

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/when.h"
#include "store/store.h"
#include "unit.h"

enum { ARENA_MAX = 32 * 1024 * 1024 };

struct place {
    char folder[64];
    char path[96];
    struct arena *arena;
};

static inline int place_make(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    (void)strcpy(p->folder, "/tmp/motograph-store-XXXXXX");
    assert_non_null(mkdtemp(p->folder));
    (void)snprintf(p->path, sizeof p->path, "%s/a?b#100%%.db", p->folder);
    p->arena = arena_create(ARENA_MAX);
    *state = p;
    return 0;
}

static inline int place_remove(void **state)
{
    static const char *const tails[] = {
        "",           "-wal",       "-shm",    "-journal",    ".aside",
        ".aside-wal", ".aside-shm", ".broken", ".broken-wal", ".broken-shm"};
    struct place *p = *state;
    char path[128];
    (void)chmod(p->folder, 0700);
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        (void)snprintf(path, sizeof path, "%s%s", p->path, tails[i]);
        (void)unlink(path);
    }
    int done = rmdir(p->folder);
    arena_destroy(p->arena);
    free(p);
    return done;
}

/* ---- Helpers ---- */

static inline struct store *place_open(const struct place *p, enum store_place where)
{
    struct why why = {.text = ""};
    struct store *s = store_open(p->path, &why);
    assert_non_null(s);
    if (store_where(s) != where)
        print_error("%s\n", why.text);
    assert_int_equal(store_where(s), where);
    return s;
}

static inline size_t place_told(struct store *s, struct arena *a)
{
    struct store_told *list;
    size_t n;
    assert_int_equal(store_get_told(s, 0, &list, &n, a), ERR_OK);
    return n;
}

static inline void place_commit(struct store *s)
{
    struct why why = {.text = ""};
    enum err e = store_commit(s, &why);
    if (e)
        print_error("%s\n", why.text);
    assert_int_equal(e, ERR_OK);
}

/* Runs SQL on the file as another program would. */
static inline void place_sql(const struct place *p, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* Runs a file of tests/cases/store on it. */
static inline void place_file(const struct place *p, const char *name)
{
    char path[512], text[8192];
    (void)snprintf(path, sizeof path, "%s/store/%s", TEST_CASES, name);
    FILE *f = fopen(path, "re");
    assert_non_null(f);
    size_t n = fread(text, 1, sizeof text - 1, f);
    assert_true(n > 0 && n < sizeof text - 1);
    text[n] = 0;
    assert_int_equal(fclose(f), 0);
    place_sql(p, text);
}

static inline int place_count(const struct place *p, const char *sql)
{
    sqlite3 *db;
    sqlite3_stmt *st;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_step(st), SQLITE_ROW);
    int n = sqlite3_column_int(st, 0);
    (void)sqlite3_finalize(st);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
    return n;
}

static inline bool place_has(const struct place *p, const char *tail)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s%s", p->path, tail);
    return access(path, F_OK) == 0;
}

#endif
