/* file.c - tests of source/file and source/watch, in a folder of their own. */
#include "source/file.h"

#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/watch.h"
#include "unit.h"

enum { PATH_BYTES = 256, EVENT_MS = 2000 };

struct place {
    char path[64];
};

static int make_place(void **state)
{
    struct place *p = calloc(1, sizeof *p);
    assert_non_null(p);
    (void)strcpy(p->path, "/tmp/motograph-file-XXXXXX");
    assert_non_null(mkdtemp(p->path));
    *state = p;
    return 0;
}

/* Removes what stands in the folder, and the folder. Deepest first. */
static int remove_place(void **state)
{
    static const char *const left[] = {
        "a.txt",    "b.html",        "c.XML",  ".hidden.txt", "d.txt~", "e.png",     "plain",
        "sub/f.md", "sub/sub/g.rss", "target", "link.txt",    "fifo",   "new/h.txt", "full/x",
        "sub/sub",  "sub",           "new",    "full",        "loop"};
    struct place *p = *state;
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof left / sizeof *left; i++) {
        (void)snprintf(path, sizeof path, "%s/%s", p->path, left[i]);
        if (unlink(path) != 0)
            (void)rmdir(path);
    }
    int done = rmdir(p->path);
    free(p);
    return done;
}

static const char *in(const struct place *p, const char *name, char out[PATH_BYTES])
{
    (void)snprintf(out, PATH_BYTES, "%s/%s", p->path, name);
    return out;
}

static void put(const struct place *p, const char *name, const char *text)
{
    char path[PATH_BYTES];
    FILE *f = fopen(in(p, name, path), "we");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
}

static void make_folder(const struct place *p, const char *name)
{
    char path[PATH_BYTES];
    assert_int_equal(mkdir(in(p, name, path), 0700), 0);
}

/* ---- Files ---- */

static void test_reading(void **state)
{
    struct place *p = *state;
    char path[PATH_BYTES];
    struct why why = {0};
    struct buf b;
    buf_init(&b, 5);
    put(p, "a.txt", "12345");
    assert_int_equal(file_read(in(p, "a.txt", path), &b, &why), ERR_OK);
    assert_span(buf_span(&b), "12345");
    buf_finish(&b);
    buf_init(&b, 4);
    assert_int_equal(file_read(path, &b, &why), ERR_TOO_BIG);
    assert_non_null(strstr(why.text, "a.txt"));
    buf_finish(&b);
    buf_init(&b, 100);
    assert_int_equal(file_read(in(p, "none", path), &b, &why), ERR_NOT_FOUND);
    assert_int_equal(file_read(p->path, &b, &why), ERR_IO);
    assert_int_equal(mkfifo(in(p, "fifo", path), 0600), 0);
    assert_int_equal(file_read(path, &b, &why), ERR_IO); /* and does not wait for a writer */
    assert_int_equal(file_read("/dev/zero", &b, &why), ERR_IO);
    buf_finish(&b);
}

static void test_reading_input(void **state)
{
    (void)state;
    int ends[2];
    struct buf b;
    buf_init(&b, 200000);
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    assert_int_equal(write(ends[1], "abc", 3), 3);
    (void)close(ends[1]);
    assert_int_equal(file_read_fd(ends[0], &b, NULL), ERR_OK);
    assert_span(buf_span(&b), "abc");
    (void)close(ends[0]);
    struct why why = {0};
    assert_int_equal(file_read_fd(ends[0], &b, &why), ERR_IO);
    assert_true(why.text[0] != 0);
    buf_finish(&b);
    int zero = open("/dev/zero", O_RDONLY | O_CLOEXEC);
    buf_init(&b, 200000);
    assert_int_equal(file_read_fd(zero, &b, &why), ERR_TOO_BIG);
    (void)close(zero);
    buf_finish(&b);
}

static void test_listing(void **state)
{
    static const char *const files[] = {"c.XML",  "a.txt", ".hidden.txt", "d.txt~",
                                        "b.html", "e.png", "plain"};
    static const char *const want[] = {"a.txt", "b.html",   "c.XML",         "link.txt",
                                       "plain", "sub/f.md", "sub/sub/g.rss", "target"};
    struct place *p = *state;
    char path[PATH_BYTES], other[PATH_BYTES];
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        put(p, files[i], "x");
    make_folder(p, "sub");
    make_folder(p, "sub/sub");
    put(p, "sub/f.md", "x");
    put(p, "sub/sub/g.rss", "x");
    put(p, "target", "x");
    assert_int_equal(symlink(in(p, "target", path), in(p, "link.txt", other)), 0);
    assert_int_equal(mkfifo(in(p, "fifo", path), 0600), 0);
    struct arena *a = arena_create(1000000);
    struct span *paths;
    size_t n;
    assert_int_equal(file_list(p->path, &paths, &n, NULL, a), ERR_OK);
    assert_int_equal(n, sizeof want / sizeof *want);
    for (size_t i = 0; i < n; i++)
        assert_span(paths[i], in(p, want[i], path));
    arena_destroy(a);
}

static void test_listing_ends(void **state)
{
    struct place *p = *state;
    char path[PATH_BYTES];
    struct why why = {0};
    struct span *paths;
    size_t n;
    put(p, "a.txt", "x");
    assert_int_equal(symlink(".", in(p, "loop", path)), 0); /* a folder inside itself */
    struct arena *a = arena_create(1000000);
    assert_int_equal(file_list(p->path, &paths, &n, &why, a), ERR_OK);
    assert_int_equal(n, FILE_FOLDER_DEPTH);
    assert_int_equal(file_list(in(p, "none", path), &paths, &n, &why, a), ERR_NOT_FOUND);
    assert_int_equal(file_list(in(p, "a.txt", path), &paths, &n, &why, a), ERR_NOT_FOUND);
    arena_destroy(a);
    a = arena_create(200);
    assert_int_equal(file_list(p->path, &paths, &n, &why, a), ERR_NOMEM);
    arena_destroy(a);
}

/* ---- Watching ---- */

static bool readable(const struct watch *w, int ms)
{
    struct pollfd fd = {.fd = watch_fd(w), .events = POLLIN};
    return poll(&fd, 1, ms) == 1;
}

static void assert_told(struct watch *w, unsigned want)
{
    unsigned tag = 0;
    assert_true(readable(w, EVENT_MS));
    assert_true(watch_next(w, &tag));
    assert_int_equal(tag, want);
    assert_false(watch_next(w, &tag));
}

static void test_watching_a_folder(void **state)
{
    struct place *p = *state;
    unsigned tag;
    make_folder(p, "sub");
    struct watch *w = watch_create();
    assert_non_null(w);
    assert_int_equal(watch_add(w, p->path, 7, NULL), ERR_OK);
    assert_false(readable(w, 0) || watch_next(w, &tag));
    for (int i = 0; i < 50; i++) /* a burst is one change */
        put(p, "a.txt", "x");
    assert_told(w, 7);
    put(p, "sub/f.md", "x");
    assert_told(w, 7);
    make_folder(p, "new"); /* folders that come later are watched too */
    assert_told(w, 7);
    put(p, "new/h.txt", "x");
    assert_told(w, 7);
    char path[PATH_BYTES];
    assert_int_equal(unlink(in(p, "new/h.txt", path)), 0);
    assert_told(w, 7);
    assert_int_equal(rmdir(in(p, "new", path)), 0);
    assert_told(w, 7);
    watch_destroy(w);
    watch_destroy(NULL);
}

static void test_watching_files(void **state)
{
    struct place *p = *state;
    char path[PATH_BYTES];
    unsigned tag;
    struct why why = {0};
    put(p, "a.txt", "x");
    struct watch *w = watch_create();
    assert_int_equal(watch_add(w, in(p, "a.txt", path), 1, NULL), ERR_OK);
    assert_int_equal(watch_add(w, in(p, "b.html", path), 2, NULL), ERR_OK); /* not there yet */
    assert_int_equal(watch_add(w, in(p, "no/x.txt", path), 3, &why), ERR_NOT_FOUND);
    assert_non_null(strstr(why.text, "x.txt"));
    put(p, "plain", "x"); /* nobody asked for this one */
    assert_true(readable(w, EVENT_MS));
    assert_false(watch_next(w, &tag));
    char put_aside[PATH_BYTES]; /* as editors replace a file */
    put(p, ".a.txt.new", "new");
    assert_int_equal(rename(in(p, ".a.txt.new", put_aside), in(p, "a.txt", path)), 0);
    assert_told(w, 1);
    put(p, "b.html", "x");
    assert_told(w, 2);
    put(p, "a.txt", "x");
    put(p, "b.html", "x");
    assert_true(watch_next(w, &tag) && watch_next(w, &tag) && !watch_next(w, &tag));
    watch_destroy(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(test_reading, make_place, remove_place),
        cmocka_unit_test(test_reading_input),
        cmocka_unit_test_setup_teardown(test_listing, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_listing_ends, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_watching_a_folder, make_place, remove_place),
        cmocka_unit_test_setup_teardown(test_watching_files, make_place, remove_place),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
