/* room.h - for tests of floor 9: a temporary folder that is also the home, and command lines. */
#ifndef MOTOGRAPH_TESTS_ROOM_H
#define MOTOGRAPH_TESTS_ROOM_H

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "run/cli.h"
#include "unit.h"

enum { ROOM_PATH = 256, ROOM_WORDS = 32, ROOM_LINE = 1024 };

struct room {
    char folder[64];
};

/* Setup of a test: makes the folder, and the environment as it is for a person who lives there. */
static inline int room_make(void **state)
{
    static const char *const names[] = {"HOME", "XDG_CONFIG_HOME", "XDG_CACHE_HOME",
                                        "XDG_RUNTIME_DIR"};
    static const char *const units[] = {"RUNTIME_DIRECTORY", "CACHE_DIRECTORY", "NOTIFY_SOCKET"};
    struct room *r = calloc(1, sizeof *r);
    assert_non_null(r);
    (void)strcpy(r->folder, "/tmp/motograph-run-XXXXXX");
    assert_non_null(mkdtemp(r->folder));
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)setenv(names[i], r->folder, 1);
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        (void)unsetenv(units[i]);
    *state = r;
    return 0;
}

static inline int room_remove_one(const char *path, const struct stat *st, int kind, struct FTW *f)
{
    (void)st;
    (void)kind;
    (void)f;
    return remove(path);
}

static inline int room_remove(void **state)
{
    struct room *r = *state;
    int done = nftw(r->folder, room_remove_one, 8, FTW_DEPTH | FTW_PHYS);
    free(r);
    return done;
}

static inline const char *room_path(const struct room *r, const char *name, char out[ROOM_PATH])
{
    (void)snprintf(out, ROOM_PATH, "%s/%s", r->folder, name);
    return out;
}

/* Writes a file with the folders above it, by a new name first, so that readers see it whole. */
static inline void room_write(const struct room *r, const char *name, const char *text)
{
    char path[ROOM_PATH], fresh[ROOM_PATH + 8];
    room_path(r, name, path);
    for (char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        *slash = 0;
        (void)mkdir(path, 0700);
        *slash = '/';
    }
    (void)snprintf(fresh, sizeof fresh, "%s.new", path);
    FILE *f = fopen(fresh, "w");
    assert_non_null(f);
    assert_true(fputs(text, f) >= 0);
    assert_int_equal(fclose(f), 0);
    assert_int_equal(rename(fresh, path), 0);
}

/* A small shell script in place of motograph-ingest. */
static inline const char *room_program(const struct room *r, const char *text, char out[ROOM_PATH])
{
    room_write(r, "program", text);
    room_path(r, "program", out);
    assert_int_equal(chmod(out, 0700), 0);
    return out;
}

/* A command line: "motograph" and the words of a text, each ~ in it the room. */
struct room_line {
    char text[ROOM_LINE];
    char *argv[ROOM_WORDS + 1];
    int argc;
};

static inline void room_line(const struct room *r, const char *words, struct room_line *out)
{
    size_t n = (size_t)snprintf(out->text, sizeof out->text, "motograph ");
    for (const char *p = words; *p; p++)
        n += (size_t)snprintf(out->text + n, sizeof out->text - n, "%.*s", *p == '~' ? 64 : 1,
                              *p == '~' ? r->folder : p);
    assert_true(n < sizeof out->text);
    out->argc = 0;
    char *rest = out->text;
    for (char *word = strsep(&rest, " "); word; word = strsep(&rest, " ")) {
        assert_true(out->argc < ROOM_WORDS);
        if (*word)
            out->argv[out->argc++] = word;
    }
    out->argv[out->argc] = NULL;
}

/* The command line of these words, read; the line must live as long as cli. */
static inline void room_cli(const struct room *r, const char *words, struct room_line *line,
                            struct cli *cli)
{
    bool done;
    room_line(r, words, line);
    assert_int_equal(cli_init(cli, line->argc, line->argv, &done), EXIT_CODE_DONE);
    assert_false(done);
}

/* A feed of one item, for files and servers. */
#define ROOM_FEED(title, date, text)                                                               \
    "<rss version=\"2.0\"><channel><title>Pier Gazette</title><item><title>" title                 \
    "</title><link>https://pier.example/" title "</link><pubDate>" date                            \
    "</pubDate><description>" text "</description></item></channel></rss>"

#endif
