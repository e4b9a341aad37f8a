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
#include "place.h"

enum { NOBODY = 65534, KILLS = 20, BATCH = 4 };

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

static void overwrite(const struct place *p, long at, const char *bytes, size_t n)
{
    FILE *f = fopen(p->path, at < 0 ? "we" : "r+e");
    assert_non_null(f);
    assert_int_equal(fseek(f, at < 0 ? 0 : at, SEEK_SET), 0);
    assert_int_equal(fwrite(bytes, 1, n, f), n);
    assert_int_equal(fclose(f), 0);
}

/* ---- What is put comes back ---- */

static void test_feeds(void **state)
{
    struct place *p = *state;
    struct store *s = place_open(p, STORE_DISK);
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
        .asked_at = SPAN("http://localhost/found"),
        .moved_to = SPAN("http://localhost/new"),
        .moved_seen = 2,
        .moved_since = 50,
        .was_feed = true,
        .counts = {1, 2, 3, 4, 5, 6},
    };
    struct store_feed back;
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_NOT_FOUND);
    assert_int_equal(store_put_feed(s, address, &f), ERR_OK);
    f.failures = 4;
    assert_int_equal(store_put_feed(s, address, &f), ERR_OK);
    store_close(s); /* commits */
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_OK);
    assert_true(span_eq(back.etag, f.etag));
    assert_span(back.last_modified, "some day");
    assert_span(back.why, "timed out");
    assert_span(back.asked_at, "http://localhost/found");
    assert_span(back.moved_to, "http://localhost/new");
    assert_true(back.moved_seen == 2 && back.moved_since == 50 && back.was_feed);
    assert_memory_equal(&back.counts, &f.counts, sizeof f.counts);
    assert_true(back.outcome == FETCH_TIMEOUT && back.failures == 4 && back.items == 4000000000);
    assert_true(back.tried == 100 && back.succeeded == WHEN_NONE && back.due == 200);
    store_close(s);
    place_sql(p, "UPDATE feeds SET outcome=99");
    s = place_open(p, STORE_DISK);
    assert_int_equal(put_told(s, 1, 100), ERR_OK);
    assert_int_equal(store_forget_told(s, 50), ERR_OK);
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_OK);
    assert_span(back.last_modified, "some day");
    assert_int_equal(store_forget_told(s, 150), ERR_OK); /* what is old stays known */
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_OK);
    assert_span(back.last_modified, "some day");
    store_close(s);
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_get_feed(s, address, &back, p->arena), ERR_OK);
    assert_int_equal(back.outcome, FETCH_NEVER);
    store_close(s);
}

static void test_told(void **state)
{
    struct place *p = *state;
    struct store *s = place_open(p, STORE_DISK);
    struct store_told *list;
    size_t n;
    for (int i = 0; i < 10; i++)
        assert_int_equal(put_told(s, i, 1000 - i), ERR_OK);
    assert_int_equal(put_told(s, 3, 997), ERR_OK); /* again */
    place_commit(s);
    place_commit(s); /* nothing to do */
    store_close(s);
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_get_told(s, 995, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, 6);
    assert_span(list[0].told.headline, "Headline number 5"); /* the oldest first */
    assert_span(list[5].told.key, "guid:0");
    assert_span(list[0].name, "Harbour Post");
    assert_span(list[0].address, "http://localhost/feed");
    assert_true(list[0].priority == STORY_HIGH && list[0].colour == 0x102030);
    assert_int_equal(list[2].seen, 997);
    assert_int_equal(store_forget_told(s, 995), ERR_OK);
    assert_int_equal(place_told(s, p->arena), 6);
    store_close(s);
    place_sql(p, "UPDATE told SET body=x'01' WHERE key='guid:0'; UPDATE told SET priority=77");
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_get_told(s, 0, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, 5); /* one broken row does not lose the others */
    assert_int_equal(list[0].priority, STORY_NORMAL);
    store_close(s);
}

static void test_told_has_a_limit(void **state)
{
    struct place *p = *state;
    struct store *s = place_open(p, STORE_DISK);
    size_t n;
    for (int i = 0; i < STORE_TOLD_MAX + 20; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    struct store_told *list;
    assert_int_equal(store_get_told(s, 0, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, STORE_TOLD_MAX);
    assert_int_equal(list[0].seen, 20); /* the latest, oldest first */
    assert_int_equal(store_forget_told(s, WHEN_NONE), ERR_OK);
    arena_reset(p->arena);
    n = place_told(s, p->arena);
    assert_true(n <= STORE_TOLD_MAX && n >= STORE_TOLD_MAX - 1);
    store_close(s);
}

static enum store_hold hold_of(struct store *s, int number, int64_t now, int64_t *seen)
{
    char key[32];
    struct store_known known;
    (void)snprintf(key, sizeof key, "guid:%d", number);
    enum err e = store_find_told(s, span_of("http://localhost/feed"), span_of(key), now, &known);
    assert_true(e == ERR_OK || e == ERR_NOT_FOUND);
    *seen = e ? WHEN_NONE : known.seen;
    return known.hold;
}

static void test_known_for_longer_than_told(void **state)
{
    struct place *p = *state;
    const int64_t day = WHEN_DAY, end = (STORE_KNOWN_DAYS + 2) * WHEN_DAY;
    struct store *s = place_open(p, STORE_DISK);
    int64_t seen;
    for (int i = 0; i < 4; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    assert_int_equal(hold_of(s, 9, 100, &seen), STORE_FREE);
    assert_int_equal(seen, WHEN_NONE);
    assert_int_equal(store_forget_told(s, 100), ERR_OK);
    assert_int_equal(place_told(s, p->arena), 0);
    assert_int_equal(hold_of(s, 2, 2 * day, &seen), STORE_FREE); /* noted: an answer holds it */
    assert_int_equal(seen, 2);
    assert_int_equal(store_forget_known(s, day), ERR_OK);
    store_close(s);
    assert_int_equal(place_count(p, "SELECT count(*) FROM told"), 4);
    s = place_open(p, STORE_DISK);
    assert_int_equal(put_told(s, 3, 3), ERR_OK); /* it tells something again */
    assert_int_equal(store_forget_known(s, end - day), ERR_OK);
    (void)hold_of(s, 2, end, &seen);
    assert_int_equal(seen, 2);
    (void)hold_of(s, 3, end, &seen);
    assert_int_equal(seen, 3);
    (void)hold_of(s, 1, end, &seen);
    assert_int_equal(seen, WHEN_NONE);
    store_close(s);
}

static void test_held(void **state)
{
    struct place *p = *state;
    const struct span feed = SPAN("http://localhost/feed");
    struct store *s = place_open(p, STORE_DISK);
    struct store_told *list;
    int64_t seen;
    size_t n;
    for (int i = 0; i < 5; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    for (int i = 0; i < 4; i++) {
        char key[32];
        (void)snprintf(key, sizeof key, "guid:%d", i);
        assert_int_equal(store_set_hold(s, feed, span_of(key), STORE_HELD), ERR_OK);
    }
    assert_int_equal(store_set_hold(s, feed, span_of("guid:0"), STORE_RELEASED), ERR_OK);
    assert_int_equal(store_set_hold(s, feed, span_of("guid:1"), STORE_REJECTED), ERR_OK);
    assert_int_equal(store_set_hold(s, feed, span_of("none"), STORE_REJECTED), ERR_OK);
    store_close(s);
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_get_held(s, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, 2);
    assert_span(list[0].told.headline, "Headline number 2"); /* the oldest first */
    assert_int_equal(list[1].seen, 3);
    assert_int_equal(store_get_told(s, 0, &list, &n, p->arena), ERR_OK);
    assert_int_equal(n, 4); /* without the rejected one */
    assert_int_equal(list[0].hold, STORE_RELEASED);
    assert_int_equal(list[1].hold, STORE_HELD);
    assert_int_equal(list[3].hold, STORE_FREE);
    assert_int_equal(hold_of(s, 1, 9, &seen), STORE_REJECTED);
    assert_int_equal(seen, 1);
    store_close(s);
    place_sql(p, "UPDATE told SET hold=77 WHERE key='guid:4'");
    s = place_open(p, STORE_DISK);
    assert_int_equal(hold_of(s, 4, 9, &seen), STORE_HELD); /* what is not understood is not shown */
    store_close(s);
}

static void test_twins(void **state)
{
    struct place *p = *state;
    const struct span feed = SPAN("http://localhost/feed"), other = SPAN("http://localhost/b");
    struct store *s = place_open(p, STORE_DISK);
    struct span keys[STORE_TWINS_MAX];
    char key[32];
    size_t n;
    assert_false(store_knows(s, feed));
    for (int i = 0; i < STORE_TWINS_MAX + 4; i++) {
        (void)snprintf(key, sizeof key, "guid:%d", i);
        const struct store_told t = {.told = {.key = span_of(key)},
                                     .address = i == 1 ? other : feed,
                                     .seen = 1,
                                     .hold = STORE_PASSED,
                                     .twin = i < 2 ? UINT64_MAX : 7};
        assert_int_equal(store_put_told(s, &t), ERR_OK);
    }
    assert_int_equal(store_find_twins(s, feed, UINT64_MAX, keys, &n, p->arena), ERR_OK);
    assert_int_equal(n, 1);
    assert_span(keys[0], "guid:0");
    assert_int_equal(store_find_twins(s, feed, 7, keys, &n, p->arena), ERR_OK);
    assert_int_equal(n, STORE_TWINS_MAX);
    assert_int_equal(store_find_twins(s, other, 7, keys, &n, p->arena), ERR_OK);
    assert_int_equal(n, 0);
    assert_int_equal(store_drop_one(s, other, span_of("guid:1")), ERR_OK);
    assert_true(store_knows(s, feed) && !store_knows(s, other));
    assert_int_equal(store_shift_seen(s, 1, 100), ERR_OK);
    store_close(s);
    assert_int_equal(place_count(p, "SELECT min(seen) FROM told"), 101);
}

static void test_rules(void **state)
{
    struct place *p = *state;
    const struct span feed = SPAN("http://localhost/feed");
    const struct store_feed f = {.etag = SPAN("e"), .last_modified = SPAN("m"), .items = 7};
    struct store_feed back;
    struct store *s = place_open(p, STORE_DISK);
    assert_int_equal(store_keep_rules(s, feed, UINT64_MAX), ERR_OK);
    assert_int_equal(store_put_feed(s, feed, &f), ERR_OK);
    store_close(s);
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_keep_rules(s, feed, UINT64_MAX), ERR_OK);
    assert_int_equal(store_get_feed(s, feed, &back, p->arena), ERR_OK);
    assert_span(back.etag, "e");
    assert_int_equal(store_keep_rules(s, feed, 5), ERR_OK);
    assert_int_equal(store_get_feed(s, feed, &back, p->arena), ERR_OK);
    assert_true(back.etag.n == 0 && back.last_modified.n == 0 && back.items == 7);
    store_close(s);
}

static void test_hosts(void **state)
{
    struct place *p = *state;
    struct store *s = place_open(p, STORE_DISK);
    char host[32];
    assert_true(store_get_host(s, span_of("pier.example")) == WHEN_NONE);
    assert_int_equal(store_put_host(s, span_of("pier.example"), 100), ERR_OK);
    assert_int_equal(store_put_host(s, span_of("pier.example"), 200), ERR_OK);
    store_close(s);
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_get_host(s, span_of("pier.example")), 200);
    assert_int_equal(store_forget_known(s, 201), ERR_OK);
    assert_true(store_get_host(s, span_of("pier.example")) == WHEN_NONE);
    assert_int_equal(store_put_host(s, span_of("pier.example"), 300), ERR_OK);
    assert_int_equal(store_put_host(s, span_of("pier.example"), WHEN_NONE), ERR_OK);
    assert_true(store_get_host(s, span_of("pier.example")) == WHEN_NONE);
    for (int i = 0; i < STORE_HOSTS_MAX + 50; i++) {
        (void)snprintf(host, sizeof host, "h%d.example", i);
        assert_int_equal(store_put_host(s, span_of(host), 1000 + i), ERR_OK);
    }
    assert_true(store_get_host(s, span_of("h10.example")) == WHEN_NONE);
    assert_int_equal(store_get_host(s, span_of("h60.example")), 1060);
    store_close(s);
    assert_int_equal(place_count(p, "SELECT count(*) FROM hosts"), STORE_HOSTS_MAX);
}

static void test_lines(void **state)
{
    struct place *p = *state;
    struct store *s = place_open(p, STORE_DISK);
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
    s = place_open(p, STORE_DISK);
    assert_int_equal(store_known_lines(s, address, &hashes, &n, p->arena), ERR_OK);
    assert_int_equal(n, 2);
    store_close(s);
}

static void test_lines_have_a_limit(void **state)
{
    struct place *p = *state;
    struct store *s = place_open(p, STORE_DISK);
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
    assert_true(place_count(p, "SELECT count(*) FROM lines") <= STORE_LINES_MAX);
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
    struct store *s = place_open(p, STORE_DISK);
    struct story_batch *b = store_get_snapshot(s, SOURCES);
    assert_non_null(b);
    assert_int_equal(b->n, 0);
    story_batch_destroy(b);
    put_snapshot(s, first, 3);
    put_snapshot(s, second, 2);
    store_close(s);
    s = place_open(p, STORE_DISK);
    b = store_get_snapshot(s, ~SOURCES);
    assert_int_equal(b->n, 0); /* of other sources */
    story_batch_destroy(b);
    b = store_get_any_snapshot(s);
    assert_int_equal(b->n, 2);
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
        place_commit(s);
        assert_int_equal(place_told(s, p->arena), 1);
        store_close(s);
    }
    store_close(NULL);
}

/* ---- What goes wrong ---- */

/* Another program holds the file: it is waited for once, not at every write. */
static void test_a_file_in_use(void **state)
{
    struct place *p = *state;
    struct store *first = place_open(p, STORE_DISK), *second = place_open(p, STORE_DISK);
    assert_int_equal(put_told(first, 1, 1), ERR_OK);
    assert_int_equal(put_told(second, 2, 2), ERR_IO);
    assert_int_equal(store_where(second), STORE_READ_ONLY);
    assert_int_equal(put_told(second, 2, 2), ERR_OK);
    assert_int_equal(place_told(second, p->arena), 1);
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
        struct store *s = place_open(p, STORE_DISK);
        arena_reset(p->arena);
        size_t n = place_told(s, p->arena);
        assert_int_equal(n % BATCH, 0); /* whole commits only */
        assert_true(n >= before);
        before = n;
        store_close(s);
    }
    assert_true(before > 0);
    assert_false(place_has(p, ".aside"));
}

static void assert_begun_anew(struct place *p, const char *words, const char *kept)
{
    struct why why = {.text = ""};
    struct store *s = store_open(p->path, &why);
    assert_int_equal(store_where(s), STORE_DISK);
    assert_non_null(strstr(why.text, kept));
    if (!strstr(why.text, words))
        print_error("%s\n", why.text);
    assert_non_null(strstr(why.text, words));
    assert_true(place_has(p, kept));
    assert_int_equal(place_told(s, p->arena), 0);
    assert_int_equal(put_told(s, 1, 1), ERR_OK);
    place_commit(s);
    store_close(s);
    s = store_open(p->path, &why);
    assert_int_equal(place_told(s, p->arena), 1);
    store_close(s);
}

static void fill(const struct place *p, int n)
{
    struct store *s = place_open(p, STORE_DISK);
    for (int i = 0; i < n; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    store_close(s);
}

static void test_newer_schema(void **state)
{
    struct place *p = *state;
    fill(p, 3);
    place_sql(p, "ALTER TABLE told RENAME TO told_99; PRAGMA user_version=99");
    assert_begun_anew(p, "newer", ".aside");
}

static void test_garbage(void **state)
{
    struct place *p = *state;
    static const char text[] =
        "This is no database, but a text that is long enough to be taken for "
        "the head of one, as it has more than a hundred bytes in all.";
    overwrite(p, -1, text, sizeof text);
    assert_begun_anew(p, "not a store", ".broken");
}

static void test_broken_pages(void **state)
{
    struct place *p = *state;
    char noise[6000];
    fill(p, 400);
    memset(noise, 0xa5, sizeof noise);
    overwrite(p, 8192, noise, sizeof noise);
    assert_begun_anew(p, "broken", ".broken");
}

/* What a newer program left is not written over. */
static void test_broken_while_another_waits(void **state)
{
    struct place *p = *state;
    fill(p, 3);
    place_sql(p, "ALTER TABLE told RENAME TO told_99; PRAGMA user_version=99");
    store_close(place_open(p, STORE_DISK));
    overwrite(p, 0, "broken", 6);
    assert_begun_anew(p, "not a store", ".broken");
    assert_true(place_has(p, ".aside"));
}

static void test_cut_short(void **state)
{
    struct place *p = *state;
    fill(p, 400);
    assert_int_equal(truncate(p->path, 5000), 0);
    assert_begun_anew(p, "", ".broken");
}

static void test_tables_of_another(void **state)
{
    struct place *p = *state;
    place_sql(p, "CREATE TABLE feeds(x)");
    assert_begun_anew(p, "feeds", ".aside");
}

static void test_tables_changed(void **state)
{
    struct place *p = *state;
    fill(p, 3);
    place_sql(p, "DROP TABLE lines; CREATE TABLE lines(x)");
    assert_begun_anew(p, "another program", ".aside");
}

static void test_no_regular_file(void **state)
{
    struct place *p = *state;
    assert_int_equal(mkfifo(p->path, 0600), 0);
    struct store *s = place_open(p, STORE_MEMORY);
    assert_int_equal(put_told(s, 1, 1), ERR_OK);
    store_close(s);
}

/* Another program begins to write and does not end: no article is lost, and only one waits. */
static void test_held_by_another(void **state)
{
    struct place *p = *state;
    sqlite3 *other;
    fill(p, 3);
    struct store *s = place_open(p, STORE_DISK);
    assert_int_equal(sqlite3_open(p->path, &other), SQLITE_OK);
    assert_int_equal(sqlite3_exec(other, "BEGIN IMMEDIATE", NULL, NULL, NULL), SQLITE_OK);
    assert_int_equal(put_told(s, 3, 3), ERR_IO);
    assert_int_equal(store_where(s), STORE_READ_ONLY);
    for (int i = 3; i < 10; i++)
        assert_int_equal(put_told(s, i, i), ERR_OK);
    assert_int_equal(place_told(s, p->arena), 10);
    (void)sqlite3_close(other);
    store_close(s);
}

static void test_empty_file(void **state)
{
    struct place *p = *state;
    overwrite(p, -1, "", 0);
    fill(p, 3);
    assert_false(place_has(p, ".aside"));
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
    place_commit(s);
    assert_int_equal(place_told(s, p->arena), 1);
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
    assert_int_equal(place_told(s, p->arena), 3);
    assert_int_equal(put_told(s, 7, 7), ERR_OK);
    place_commit(s);
    assert_int_equal(place_told(s, p->arena), 4);
    store_close(s);
    assert_false(place_has(p, ".aside"));
    assert_false(place_has(p, "-wal"));
}

static void test_full_disk(void **state)
{
    struct place *p = *state;
    struct rlimit old, low;
    struct why why = {.text = ""};
    fill(p, 3);
    struct store *s = place_open(p, STORE_DISK);
    assert_int_equal(put_told(s, 3, 3), ERR_OK);
    place_commit(s);
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
    assert_int_equal(place_told(s, p->arena), 4); /* what was committed is not lost */
    assert_int_equal(put_told(s, 300, 300), ERR_OK);
    place_commit(s); /* said once */
    assert_int_equal(place_told(s, p->arena), 5);
    store_close(s);
    s = place_open(p, STORE_DISK); /* the file is whole and as it was */
    assert_int_equal(place_told(s, p->arena), 4);
    store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_feeds, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_told, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_told_has_a_limit, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_known_for_longer_than_told, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_held, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_twins, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_rules, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_hosts, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_lines, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_lines_have_a_limit, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_a_file_in_use, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_snapshot, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_in_memory, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_killed_while_it_writes, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_newer_schema, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_garbage, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_broken_pages, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_broken_while_another_waits, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_cut_short, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_tables_of_another, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_tables_changed, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_no_regular_file, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_held_by_another, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_empty_file, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_no_folder, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_read_only_folder, place_make, place_remove),
        cmocka_unit_test_setup_teardown(test_full_disk, place_make, place_remove),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
