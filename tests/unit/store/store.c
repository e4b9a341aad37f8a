/* store.c - tests of store: reopened, killed, broken, read-only, full. */
#include "store/store.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/fsuid.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/when.h"
#include "unit.h"

enum { ARENA_MAX = 32 * 1024 * 1024, NOBODY = 65534, KILLS = 20, BATCH = 4 };

struct place {
    char folder[64];
    char path[96];
    struct arena *arena;
};

static int make_place(void **state)
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

static int remove_place(void **state)
{
    static const char *const tails[] = {"",       "-wal",       "-shm",      "-journal",
                                        ".aside", ".aside-wal", ".aside-shm"};
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

static struct store *open_at(const struct place *p, enum store_place where)
{
    struct why why = {.text = ""};
    struct store *s = store_open(p->path, &why);
    assert_non_null(s);
    if (store_where(s) != where)
        print_error("%s\n", why.text);
    assert_int_equal(store_where(s), where);
    return s;
}

static enum err put_told(struct store *s, int number, int64_t seen)
{
    char key[32], headline[64];
    (void)snprintf(key, sizeof key, "guid:%d", number);
    (void)snprintf(headline, sizeof headline, "Headline number %d", number);
    const struct store_told t = {
        .told = {.key = span_of(key),
                 .headline = span_of(headline),
                 .day = {.weekday = -1, .minutes = -1},
                 .published = WHEN_NONE,
                 .updated = WHEN_NONE},
        .address = SPAN("http://localhost/feed"),
        .name = SPAN("Harbour Post"),
        .priority = STORY_HIGH,
        .colour = 0x102030,
        .seen = seen,
    };
    return store_put_told(s, &t);
}

static size_t count_told(struct store *s, struct arena *a)
{
    struct store_told *list;
    size_t n;
    assert_int_equal(store_get_told(s, 0, &list, &n, a), ERR_OK);
    return n;
}

static void commit(struct store *s)
{
    struct why why = {.text = ""};
    enum err e = store_commit(s, &why);
    if (e)
        print_error("%s\n", why.text);
    assert_int_equal(e, ERR_OK);
}

/* Runs SQL on the file as another program would. */
static void run_sql(const struct place *p, const char *sql)
{
    sqlite3 *db;
    assert_int_equal(sqlite3_open(p->path, &db), SQLITE_OK);
    assert_int_equal(sqlite3_exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_close(db), SQLITE_OK);
}

static int count_rows(const struct place *p, const char *sql)
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

static void overwrite(const struct place *p, long at, const char *bytes, size_t n)
{
    FILE *f = fopen(p->path, at < 0 ? "we" : "r+e");
    assert_non_null(f);
    assert_int_equal(fseek(f, at < 0 ? 0 : at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

static bool exists(const struct place *p, const char *tail)
{
    char path[128];
    (void)snprintf(path, sizeof path, "%s%s", p->path, tail);
    return access(path, F_OK) == 0;
}

/* ---- What is put comes back ---- */

static void test_feeds(void **state)
{
    struct place *p = *state;
    struct store *s = open_at(p, STORE_DISK);
    const struct span address = SPAN("http://localhost/feed");
    struct store_feed f = {
        .etag = SPAN("W/\"odd, \xff tag\""),
        .last_modified = SPAN("some day"),
        .outcome = FETCH_TIMEOUT,
        .tried = 100,
        .succeeded = WHEN_NONE,
        .due = 200,
        .failures = 3,
        .items = 4000000000,
        .why = SPAN("timed out"),
    };
    struct store_feed back;
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_NOT_FOUND);
    assert_int_equal(store_put_feed(s, address, &f), ERR_OK);
    f.failures = 4;
    assert_int_equal(store_put_feed(s, address, &f), ERR_OK);
    store_close(s); /* commits */
    s = open_at(p, STORE_DISK);
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_OK);
    assert_true(span_eq(back.etag, f.etag));
    assert_span(back.last_modified, "some day");
    assert_span(back.why, "timed out");
    assert_true(back.outcome == FETCH_TIMEOUT && back.failures == 4 && back.items == 4000000000);
    assert_true(back.tried == 100 && back.succeeded == WHEN_NONE && back.due == 200);
    store_close(s);
    run_sql(p, "UPDATE feeds SET outcome=99");
    s = open_at(p, STORE_DISK);
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_OK);
    assert_int_equal(back.outcome, FETCH_NEVER);
    store_close(s);
}

static void test_told(void **state)
{
    struct place *p = *state;
    struct store *s = open_at(p, STORE_DISK);
    struct store_told *list;
    size_t n;
    for (int i = 0; i < 10; i++)
        assert_int_equal(put_told(s, i, 1000 - i), ERR_OK);
    assert_int_equal(put_told(s, 3, 5000), ERR_OK); /* again: keeps when it was first seen */
    commit(s);
    commit(s); /* nothing to do */
    store_close(s);
    s = open_at(p, STORE_DISK);
    assert_int_equal(store_get_told(s, 995, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, 6);
    assert_span(list[0].told.headline, "Headline number 5"); /* the oldest first */
    assert_span(list[5].told.key, "guid:0");
    assert_span(list[0].name, "Harbour Post");
    assert_span(list[0].address, "http://localhost/feed");
    assert_true(list[0].priority == STORY_HIGH && list[0].colour == 0x102030);
    assert_int_equal(list[2].seen, 997);
    assert_int_equal(store_forget_told(s, 995), ERR_OK);
    assert_int_equal(count_told(s, p->arena), 6);
    store_close(s);
    run_sql(p, "UPDATE told SET body=x'01' WHERE key='guid:0'; UPDATE told SET priority=77");
    s = open_at(p, STORE_DISK);
    assert_int_equal(store_get_told(s, 0, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, 5); /* one broken row does not lose the others */
    assert_int_equal(list[0].priority, STORY_NORMAL);
    store_close(s);
}

static void test_told_has_a_limit(void **state)
{
    struct place *p = *state;
    struct store *s = open_at(p, STORE_DISK);
    size_t n;
    for (int i = 0; i < STORE_TOLD_MAX + 20; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    struct store_told *list;
    assert_int_equal(store_get_told(s, 0, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, STORE_TOLD_MAX);
    assert_int_equal(list[0].seen, 20); /* the latest, oldest first */
    assert_int_equal(store_forget_told(s, WHEN_NONE), ERR_OK);
    n = count_told(s, p->arena);
    assert_true(n <= STORE_TOLD_MAX && n >= STORE_TOLD_MAX - 1);
    store_close(s);
}

static void test_lines(void **state)
{
    struct place *p = *state;
    struct store *s = open_at(p, STORE_DISK);
    const struct span address = SPAN("/srv/news"), other = SPAN("/srv/other");
    uint64_t *hashes;
    size_t n;
    for (uint64_t article = 1; article <= STORE_LINE_ARTICLES; article++) {
        const struct article_line lines[] = {{UINT64_MAX, article}, {5, article}, {9, 1}};
        for (int again = 0; again < 3; again++) /* fetched again, it counts once */
            assert_int_equal(store_count_lines(s, address, lines, 3), ERR_OK);
        assert_int_equal(store_known_lines(s, address, &hashes, &n, p->arena), ERR_OK);
        assert_int_equal(n, article == STORE_LINE_ARTICLES ? 2 : 0);
    }
    const struct article_line pair[] = {{77, 1}, {77, 2}};
    for (int again = 0; again < 5; again++) /* two articles stay two, however often they come */
        assert_int_equal(store_count_lines(s, address, pair, 2), ERR_OK);
    assert_int_equal(store_known_lines(s, address, &hashes, &n, p->arena), ERR_OK);
    assert_int_equal(n, 2);
    assert_true(hashes[0] == 5 && hashes[1] == UINT64_MAX);
    assert_int_equal(store_known_lines(s, other, &hashes, &n, p->arena), ERR_OK);
    assert_int_equal(n, 0);
    store_close(s);
    s = open_at(p, STORE_DISK);
    assert_int_equal(store_known_lines(s, address, &hashes, &n, p->arena), ERR_OK);
    assert_int_equal(n, 2);
    store_close(s);
}

static void test_lines_have_a_limit(void **state)
{
    struct place *p = *state;
    struct store *s = open_at(p, STORE_DISK);
    const struct span address = SPAN("/srv/news");
    enum { LINES = STORE_LINES_MAX / 10 };
    struct article_line lines[LINES];
    uint64_t *hashes;
    size_t n;
    for (uint64_t article = 1; article <= 11; article++) {
        for (uint64_t i = 0; i < LINES; i++)
            lines[i] = (struct article_line){i ? article * LINES + i : 7, article};
        assert_int_equal(store_count_lines(s, address, lines, LINES), ERR_OK);
    }
    assert_int_equal(store_known_lines(s, address, &hashes, &n, p->arena), ERR_OK);
    assert_true(n == 1 && hashes[0] == 7);
    store_close(s);
    assert_true(count_rows(p, "SELECT count(*) FROM lines") <= STORE_LINES_MAX);
}

static const uint64_t SOURCES = 0xfedcba9876543210;

static void put_snapshot(struct store *s, const char *const *headlines, size_t n)
{
    struct story stories[4] = {0};
    for (size_t i = 0; i < n; i++)
        stories[i] = (struct story){.id = span_of(headlines[i]),
                                    .headline = span_of(headlines[i]),
                                    .published = WHEN_NONE,
                                    .updated = 100,
                                    .expires = WHEN_NONE};
    assert_int_equal(store_put_snapshot(s, SOURCES, &(struct story_batch){NULL, stories, n}),
                     ERR_OK);
}

static void test_snapshot(void **state)
{
    static const char *const first[] = {"one", "two", "three"}, *const second[] = {"four", "two"};
    struct place *p = *state;
    struct store *s = open_at(p, STORE_DISK);
    struct story_batch *b = store_get_snapshot(s, SOURCES);
    assert_non_null(b);
    assert_int_equal(b->n, 0);
    story_batch_destroy(b);
    put_snapshot(s, first, 3);
    put_snapshot(s, second, 2);
    store_close(s);
    s = open_at(p, STORE_DISK);
    b = store_get_snapshot(s, ~SOURCES);
    assert_int_equal(b->n, 0); /* of other sources */
    story_batch_destroy(b);
    b = store_get_snapshot(s, SOURCES);
    assert_int_equal(b->n, 2);
    assert_span(b->stories[0].headline, "four"); /* in their order */
    assert_span(b->stories[1].headline, "two");
    assert_int_equal(b->stories[0].updated, 100);
    story_batch_destroy(b);
    store_close(s);
}

static void test_in_memory(void **state)
{
    struct place *p = *state;
    const char *const nowhere[] = {NULL, ""};
    for (size_t i = 0; i < 2; i++) {
        struct why why = {.text = ""};
        struct store *s = store_open(nowhere[i], &why);
        assert_int_equal(store_where(s), STORE_MEMORY);
        assert_string_equal(why.text, "");
        assert_int_equal(put_told(s, 1, 1), ERR_OK);
        commit(s);
        assert_int_equal(count_told(s, p->arena), 1);
        store_close(s);
    }
    store_close(NULL);
}

/* ---- What goes wrong ---- */

/* Another program holds the file: it is waited for once, not at every write. */
static void test_a_file_in_use(void **state)
{
    struct place *p = *state;
    struct store *first = open_at(p, STORE_DISK), *second = open_at(p, STORE_DISK);
    assert_int_equal(put_told(first, 1, 1), ERR_OK);
    assert_int_equal(put_told(second, 2, 2), ERR_IO);
    assert_int_equal(store_where(second), STORE_READ_ONLY);
    assert_int_equal(put_told(second, 2, 2), ERR_OK);
    assert_int_equal(count_told(second, p->arena), 1);
    store_close(second);
    store_close(first);
}

static void write_for_ever(const struct place *p)
{
    struct store *s = store_open(p->path, NULL);
    enum err e = s ? ERR_OK : ERR_NOMEM;
    for (int i = 0; !e; i++)
        e = i % (BATCH + 1) < BATCH ? put_told(s, i, i) : store_commit(s, NULL);
    _exit(1);
}

static void test_killed_while_it_writes(void **state)
{
    struct place *p = *state;
    size_t before = 0;
    for (int round = 0; round < KILLS; round++) {
        pid_t pid = fork();
        assert_true(pid >= 0);
        if (pid == 0)
            write_for_ever(p);
        (void)nanosleep(&(struct timespec){.tv_nsec = (long)(10 + round * 5) * 1000000}, NULL);
        int status = 0;
        assert_int_equal(kill(pid, SIGKILL), 0);
        assert_int_equal(waitpid(pid, &status, 0), pid);
        assert_true(WIFSIGNALED(status)); /* it wrote until it was killed */
        struct store *s = open_at(p, STORE_DISK);
        arena_reset(p->arena);
        size_t n = count_told(s, p->arena);
        assert_int_equal(n % BATCH, 0); /* whole commits only */
        assert_true(n >= before);
        before = n;
        store_close(s);
    }
    assert_true(before > 0);
    assert_false(exists(p, ".aside"));
}

static void assert_begun_anew(struct place *p, const char *words)
{
    struct why why = {.text = ""};
    struct store *s = store_open(p->path, &why);
    assert_int_equal(store_where(s), STORE_DISK);
    assert_non_null(strstr(why.text, ".aside"));
    if (!strstr(why.text, words))
        print_error("%s\n", why.text);
    assert_non_null(strstr(why.text, words));
    assert_true(exists(p, ".aside"));
    assert_int_equal(count_told(s, p->arena), 0);
    assert_int_equal(put_told(s, 1, 1), ERR_OK);
    commit(s);
    store_close(s);
    s = store_open(p->path, &why);
    assert_int_equal(count_told(s, p->arena), 1);
    store_close(s);
}

static void fill(const struct place *p, int n)
{
    struct store *s = open_at(p, STORE_DISK);
    for (int i = 0; i < n; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    store_close(s);
}

static void test_newer_schema(void **state)
{
    struct place *p = *state;
    fill(p, 3);
    run_sql(p, "PRAGMA user_version=99");
    assert_begun_anew(p, "newer");
}

static void test_garbage(void **state)
{
    struct place *p = *state;
    static const char text[] =
        "This is no database, but a text that is long enough to be taken for "
        "the head of one, as it has more than a hundred bytes in all.";
    overwrite(p, -1, text, sizeof text);
    assert_begun_anew(p, "not a store");
}

static void test_broken_pages(void **state)
{
    struct place *p = *state;
    char noise[6000];
    fill(p, 400);
    memset(noise, 0xa5, sizeof noise);
    overwrite(p, 8192, noise, sizeof noise);
    assert_begun_anew(p, "broken");
}

static void test_cut_short(void **state)
{
    struct place *p = *state;
    fill(p, 400);
    assert_int_equal(truncate(p->path, 5000), 0);
    assert_begun_anew(p, "");
}

static void test_tables_of_another(void **state)
{
    struct place *p = *state;
    run_sql(p, "CREATE TABLE feeds(x)");
    assert_begun_anew(p, "feeds");
}

static void test_empty_file(void **state)
{
    struct place *p = *state;
    overwrite(p, -1, "", 0);
    fill(p, 3);
    assert_false(exists(p, ".aside"));
}

static void test_no_folder(void **state)
{
    struct place *p = *state;
    char path[128];
    struct why why = {.text = ""};
    (void)snprintf(path, sizeof path, "%s/none/store.db", p->folder);
    struct store *s = store_open(path, &why);
    assert_int_equal(store_where(s), STORE_MEMORY);
    assert_non_null(strstr(why.text, "memory"));
    assert_int_equal(put_told(s, 1, 1), ERR_OK);
    commit(s);
    assert_int_equal(count_told(s, p->arena), 1);
    store_close(s);
}

/* What was told before is read, and what comes is kept in memory. */
static void test_read_only_folder(void **state)
{
    struct place *p = *state;
    struct why why = {.text = ""};
    fill(p, 3);
    assert_int_equal(chmod(p->path, 0444), 0);
    assert_int_equal(chmod(p->folder, 0555), 0);
    bool root = geteuid() == 0; /* root may write anything */
    if (root)
        (void)setfsuid(NOBODY);
    struct store *s = store_open(p->path, &why);
    if (root)
        (void)setfsuid(0);
    assert_non_null(s);
    assert_int_equal(store_where(s), STORE_READ_ONLY);
    assert_non_null(strstr(why.text, "memory"));
    assert_int_equal(count_told(s, p->arena), 3);
    assert_int_equal(put_told(s, 7, 7), ERR_OK);
    commit(s);
    assert_int_equal(count_told(s, p->arena), 4);
    store_close(s);
    assert_false(exists(p, ".aside"));
    assert_false(exists(p, "-wal"));
}

static void test_full_disk(void **state)
{
    struct place *p = *state;
    struct rlimit old, low;
    struct why why = {.text = ""};
    fill(p, 3);
    struct store *s = open_at(p, STORE_DISK);
    assert_int_equal(put_told(s, 3, 3), ERR_OK);
    commit(s);
    (void)signal(SIGXFSZ, SIG_IGN);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &old), 0);
    low = (struct rlimit){.rlim_cur = 16 * 1024, .rlim_max = old.rlim_max};
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &low), 0);
    for (int i = 4; i < 200; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    enum err e = store_commit(s, &why);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &old), 0);
    assert_int_equal(e, ERR_IO);
    assert_non_null(strstr(why.text, "memory"));
    assert_int_equal(store_where(s), STORE_READ_ONLY);
    assert_int_equal(count_told(s, p->arena), 4); /* what was committed is not lost */
    assert_int_equal(put_told(s, 300, 300), ERR_OK);
    commit(s); /* said once */
    assert_int_equal(count_told(s, p->arena), 5);
    store_close(s);
    s = open_at(p, STORE_DISK); /* the file is whole and as it was */
    assert_int_equal(count_told(s, p->arena), 4);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_feeds, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_told, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_told_has_a_limit, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_lines, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_lines_have_a_limit, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_a_file_in_use, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_snapshot, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_in_memory, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_killed_while_it_writes, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_newer_schema, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_garbage, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_broken_pages, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_cut_short, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_tables_of_another, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_empty_file, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_no_folder, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_read_only_folder, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_full_disk, make_place, remove_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
