/* upgrade.c - tests of store: files of an older schema, brought up, read only, or not ours; those
 * of a newer one, used or put aside and taken back. */
#include <fcntl.h>
#include <signal.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include "ingest/message.h"
#include "place.h"

enum { NOBODY = 65534, KILLS = 10, MANY = 3000 };

static const struct span FEED = SPAN("http://localhost/feed");

/* Article number i was seen at i. */
static void put_old_told(sqlite3 *db, int n)
{
    sqlite3_stmt *st;
    struct buf body;
    struct told told = {.key = SPAN("k"),
                        .headline = SPAN("Ferry runs again"),
                        .day = {.weekday = -1, .minutes = -1},
                        .published = 5,
                        .updated = WHEN_NONE};
    buf_init(&body, 4096);
    assert_int_equal(message_put_told(&body, &told), ERR_OK);
    const char *sql = "INSERT INTO told VALUES('http://localhost/feed','key'||?1,?1,'Post',1,255,"
                      "?2)";
    assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &st, NULL), SQLITE_OK);
    for (int i = 0; i < n; i++) {
        (void)sqlite3_bind_int(st, 1, i);
        (void)sqlite3_bind_blob(st, 2, body.p, (int)body.n, SQLITE_STATIC);
        assert_int_equal(sqlite3_step(st), SQLITE_DONE);
        (void)sqlite3_reset(st);
    }
    (void)sqlite3_finalize(st);
    buf_finish(&body);
}

static void make_old(const struct place *p, int n)
{
    sqlite3 *db;
    place_file(p, "schema-1.sql");
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, "BEGIN", NULL, NULL, NULL), SQLITE_OK);
    put_old_told(db, n);
    assert_int_equal(sqlite3_exec(db, "COMMIT", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

/* All that the old file knew, and the new fields as nothing. */
static void assert_kept(struct place *p, struct store *s, size_t n_told)
{
    struct store_feed f;
    struct store_told *list;
    struct store_known known;
    size_t n;
    assert_int_equal(store_get_feed(s, FEED, &f, p->arena), ERR_OK);
    assert_span(f.etag, "\"e\"");
    assert_span(f.why, "timed out");
    assert_true(f.outcome == FETCH_TIMEOUT && f.tried == 100 && f.items == 40);
    assert_true(f.asked_at.n == 0 && f.moved_to.n == 0 && f.moved_since == WHEN_NONE);
    assert_true(!f.was_feed && f.moved_seen == 0 && f.counts.shown == 0 && f.counts.future == 0);
    assert_int_equal(store_get_told(s, 0, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, n_told);
    assert_span(list[1].told.headline, "Ferry runs again");
    assert_true(list[1].hold == STORE_FREE && list[1].seen == 1 && list[1].colour == 255);
    assert_int_equal(store_find_told(s, FEED, span_of("key2"), 50, &known), ERR_OK);
    assert_true(known.seen == 2 && known.hold == STORE_FREE && known.version == 0);
    assert_true(store_get_host(s, span_of("localhost")) == WHEN_NONE);
}

static void test_brought_up(void **state)
{
    struct place *p = *state;
    make_old(p, 5);
    for (int i = 0; i < 2; i++) {
        struct why why = {.text = ""};
        struct store *s = store_open(p->path, &why);
        assert_string_equal(why.text, "");
        assert_int_equal(store_where(s), STORE_DISK);
        assert_kept(p, s, 5);
        store_close(s);
    }
    assert_int_equal(place_count(p, "PRAGMA user_version"), STORE_SCHEMA);
    assert_int_equal(place_count(p, "SELECT articles FROM lines"), 9);
    assert_false(place_has(p, ".aside"));
}

/* Two programs of today open the file of yesterday. */
static void test_brought_up_once(void **state)
{
    struct place *p = *state;
    make_old(p, 5);
    struct store *a = place_open(p, STORE_DISK), *b = place_open(p, STORE_DISK);
    assert_kept(p, a, 5);
    assert_kept(p, b, 5);
    store_close(a);
    store_close(b);
}

/* Whenever it is killed, the file is of one schema or the other. */
static void test_killed_on_the_way(void **state)
{
    struct place *p = *state;
    make_old(p, MANY);
    for (int round = 0; round < KILLS; round++) {
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0) {
            store_close(store_open(p->path, NULL));
            _exit(0);
        }
        (void)usleep((useconds_t)round * 1000);
        (void)kill(pid, SIGKILL);
        assert_int_equal(waitpid(pid, NULL, 0), pid);
        int version = place_count(p, "PRAGMA user_version");
        assert_true(version == 1 || version == STORE_SCHEMA);
        assert_int_equal(place_count(p, "SELECT count(*) FROM told"), MANY);
        assert_int_equal(
            place_count(p, "SELECT count(*) FROM pragma_table_info('told') WHERE name='hold'"),
            version == STORE_SCHEMA);
    }
    struct store *s = place_open(p, STORE_DISK);
    assert_kept(p, s, MANY);
    store_close(s);
    assert_false(place_has(p, ".aside"));
}

/* A file that cannot be written is brought up in memory. */
static void test_read_only(void **state)
{
    struct place *p = *state;
    make_old(p, 5);
    place_sql(p, "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode=DELETE");
    assert_int_equal(chmod(p->path, 0444), 0);
    assert_int_equal(chmod(p->folder, 0555), 0);
    bool root = geteuid() == 0; /* root may write anything */
    if (root)
        (void)setfsuid(NOBODY);
    struct store *s = store_open(p->path, NULL);
    if (root)
        (void)setfsuid(0);
    assert_non_null(s);
    assert_int_equal(store_where(s), STORE_READ_ONLY);
    assert_kept(p, s, 5);
    assert_int_equal(store_put_host(s, span_of("localhost"), 100), ERR_OK);
    place_commit(s);
    store_close(s);
    assert_int_equal(chmod(p->folder, 0755), 0);
    assert_int_equal(place_count(p, "PRAGMA user_version"), 1);
}

/* No room for the larger file: the old one stays whole, and the news live in memory. */
static void test_full_disk(void **state)
{
    struct place *p = *state;
    struct rlimit old, low;
    make_old(p, MANY);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = (struct rlimit){.rlim_cur = 16 * 1024, .rlim_max = old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    struct store *s = store_open(p->path, NULL);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(store_where(s), STORE_READ_ONLY);
    assert_kept(p, s, MANY);
    store_close(s);
    assert_int_equal(place_count(p, "PRAGMA user_version"), 1);
    assert_int_equal(place_count(p, "SELECT count(*) FROM told"), MANY);
    assert_false(place_has(p, ".aside"));
}

static void test_of_another(void **state)
{
    struct place *p = *state;
    make_old(p, 5);
    place_sql(p, "CREATE TABLE hosts(x)");
    struct why why = {.text = ""};
    struct store *s = store_open(p->path, &why);
    assert_int_equal(store_where(s), STORE_DISK);
    assert_non_null(strstr(why.text, "hosts"));
    assert_non_null(strstr(why.text, ".aside"));
    assert_int_equal(place_told(s, p->arena), 0);
    store_close(s);
}

/* ---- Newer programs ---- */

/* A store of today: article 1 is free, number 2 was rejected. */
static void make_today(const struct place *p)
{
    struct store *s = place_open(p, STORE_DISK);
    const char *const keys[] = {"key1", "key2"};
    for (size_t i = 0; i < 2; i++) {
        const struct store_told t = {.told = {.key = span_of(keys[i]),
                                              .headline = SPAN("Ferry runs again"),
                                              .day = {.weekday = -1, .minutes = -1},
                                              .published = 5,
                                              .updated = WHEN_NONE},
                                     .address = FEED,
                                     .name = SPAN("Post"),
                                     .seen = 0,
                                     .version = 7};
        assert_int_equal(store_put_told(s, &t), ERR_OK);
    }
    assert_int_equal(store_set_hold(s, FEED, span_of("key2"), STORE_REJECTED), ERR_OK);
    store_close(s);
}

static void assert_decided(struct store *s)
{
    struct store_known known;
    assert_int_equal(store_find_told(s, FEED, span_of("key1"), 50, &known), ERR_OK);
    assert_true(known.seen == 0 && known.hold == STORE_FREE);
    assert_int_equal(store_find_told(s, FEED, span_of("key2"), 50, &known), ERR_OK);
    assert_true(known.seen == 0 && known.hold == STORE_REJECTED && known.version == 7);
}

/* A newer program only added: this one reads and writes its file, and nothing of it is lost. */
static void test_newer_is_used(void **state)
{
    struct place *p = *state;
    struct why why = {.text = ""};
    make_today(p);
    place_file(p, "newer-adds.sql");
    place_sql(p, "INSERT INTO votes VALUES('a','b',3); UPDATE told SET score=9");
    struct store *s = store_open(p->path, &why);
    assert_int_equal(store_where(s), STORE_DISK);
    assert_non_null(strstr(why.text, "newer"));
    assert_decided(s);
    assert_int_equal(place_told(s, p->arena), 1);
    assert_int_equal(store_put_host(s, span_of("localhost"), 100), ERR_OK);
    assert_int_equal(store_set_hold(s, FEED, span_of("key1"), STORE_RELEASED), ERR_OK);
    store_close(s);
    assert_int_equal(place_count(p, "PRAGMA user_version"), 99);
    assert_int_equal(place_count(p, "SELECT sum(votes) FROM votes"), 3);
    assert_int_equal(place_count(p, "SELECT score FROM told WHERE key='key1'"), 9);
    assert_int_equal(place_count(p, "SELECT hold FROM told WHERE key='key1'"), STORE_RELEASED);
    assert_false(place_has(p, ".aside"));
}

/* A newer one that changed what there was: its file waits, whatever starts meanwhile. */
static void test_newer_waits(void **state)
{
    struct place *p = *state;
    make_today(p);
    place_file(p, "newer-renames.sql");
    for (int i = 0; i < 2; i++) {
        struct store *s = place_open(p, STORE_DISK);
        assert_int_equal(place_told(s, p->arena), 0);
        store_close(s);
        assert_true(place_has(p, ".aside"));
    }
}

/* What the first programs put aside, being newer than they, comes back into what they wrote since:
 * old, new, old, new. */
static void test_taken_back(void **state)
{
    struct place *p = *state;
    char aside[128];
    make_today(p);
    place_sql(p, "PRAGMA wal_checkpoint(TRUNCATE); INSERT INTO hosts VALUES('localhost',9000);"
                 "INSERT INTO lines VALUES('http://localhost/feed',88,1,5)");
    (void)snprintf(aside, sizeof aside, "%s.aside", p->path);
    assert_int_equal(rename(p->path, aside), 0);
    make_old(p, 5);
    struct why why = {.text = ""};
    struct store *s = store_open(p->path, &why);
    assert_int_equal(store_where(s), STORE_DISK);
    assert_non_null(strstr(why.text, "taken back"));
    assert_decided(s);
    assert_int_equal(place_told(s, p->arena), 4); /* five since, but one of them was rejected */
    assert_int_equal(store_get_host(s, span_of("localhost")), 9000);
    struct store_feed f;
    assert_int_equal(store_get_feed(s, FEED, &f, p->arena), ERR_OK);
    assert_true(f.etag.n == 0 && f.last_modified.n == 0); /* read whole, once */
    assert_int_equal(f.items, 40);
    store_close(s);
    assert_int_equal(place_count(p, "SELECT count(*) FROM lines"), 2);
    assert_false(place_has(p, ".aside"));
    s = store_open(p->path, &why);
    assert_decided(s);
    store_close(s);
}

/* What cannot be used stays where it was put. */
static void test_not_taken_back(void **state)
{
    static const char *const spoil[] = {"PRAGMA user_version=99", "PRAGMA user_version=0",
                                        "DROP TABLE hosts; CREATE TABLE hosts(x)"};
    struct place *p = *state;
    char aside[128];
    (void)snprintf(aside, sizeof aside, "%s.aside", p->path);
    for (size_t i = 0; i < sizeof spoil / sizeof *spoil; i++) {
        (void)unlink(p->path);
        make_today(p);
        place_sql(p, spoil[i]);
        place_sql(p, "PRAGMA journal_mode=DELETE");
        assert_int_equal(rename(p->path, aside), 0);
        struct store *s = place_open(p, STORE_DISK);
        assert_int_equal(place_told(s, p->arena), 0);
        store_close(s);
        assert_true(place_has(p, ".aside"));
    }
}

/* A second file put aside: what SQLite kept beside the first one is not read into it. */
static void test_aside_twice(void **state)
{
    static const char *const tails[] = {".aside-wal", ".aside-shm"};
    struct place *p = *state;
    char path[128];
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++) {
        (void)snprintf(path, sizeof path, "%s%s", p->path, tails[i]);
        FILE *f = fopen(path, "we");
        assert_non_null(f);
        assert_int_equal(fclose(f), 0);
    }
    make_today(p);
    place_sql(p, "PRAGMA user_version=99; DROP TABLE hosts; PRAGMA journal_mode=DELETE");
    struct store *s = place_open(p, STORE_DISK);
    store_close(s);
    assert_true(place_has(p, ".aside"));
    for (size_t i = 0; i < sizeof tails / sizeof *tails; i++)
        assert_false(place_has(p, tails[i]));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_brought_up, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_brought_up_once, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_killed_on_the_way, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_read_only, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_full_disk, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_of_another, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_newer_is_used, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_newer_waits, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_taken_back, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_not_taken_back, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_aside_twice, place_make, place_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
