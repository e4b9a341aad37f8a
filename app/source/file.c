/* file.c - files, folders and standard input as sources. Floor 1. Any thread. Knows no formats. */
#include "source/file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { READ_BYTES = 64 * 1024 };

static enum err from_errno(struct why *why, const char *path)
{
    enum err e = errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
    return why_set(why, e, 0, "%s: %s", path, strerror(errno));
}

/* Bytes read, 0 at the end, -1 on failure; waits where the descriptor would not. */
static ssize_t read_some(int fd, char *to, size_t n)
{
    for (;;) {
        ssize_t got = read(fd, to, n);
        if (got >= 0 || (errno != EINTR && errno != EAGAIN))
            return got;
        struct pollfd ready = {.fd = fd, .events = POLLIN};
        if (errno == EAGAIN && poll(&ready, 1, -1) < 0 && errno != EINTR)
            return -1;
    }
}

enum err file_read_fd(int fd, struct buf *out, struct why *why)
{
    for (;;) {
        size_t left = out->max - out->n;
        size_t want = left < READ_BYTES ? left + 1 : READ_BYTES;
        char piece[READ_BYTES];
        ssize_t got = read_some(fd, piece, want);
        if (got < 0)
            return why_set(why, ERR_IO, 0, "%s", strerror(errno));
        if (got == 0)
            return ERR_OK;
        enum err e = buf_put(out, span_make(piece, (size_t)got));
        if (e)
            return why_set(why, e, 0, "%s: more than %zu bytes", err_text(e), out->max);
    }
}

enum err file_read(const char *path, struct buf *out, struct why *why)
{
    struct stat st;
    struct why inner = {0};
    /* Without O_NONBLOCK opening a pipe would wait for its writer. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (fd < 0)
        return from_errno(why, path);
    enum err e = ERR_OK;
    if (fstat(fd, &st) != 0)
        e = from_errno(why, path);
    else if (!S_ISREG(st.st_mode))
        e = why_set(why, ERR_IO, 0, "%s: not a regular file", path);
    else if ((e = file_read_fd(fd, out, &inner)) != ERR_OK)
        (void)why_set(why, e, 0, "%s: %s", path, inner.text);
    (void)close(fd);
    return e;
}

/* ---- Folders ---- */

/* Files and folders found, folders with how deep they lie. */
struct walk {
    struct arena *a;
    struct span *files;
    size_t n_files, cap_files;
    struct level {
        struct span path;
        int depth;
    } * folders;
    size_t n_folders, cap_folders;
    bool failed; /* memory is out */
};

static bool passed_over(const char *name)
{
    struct span s = span_of(name);
    return s.p[0] == '.' || s.p[0] == '#' || span_ends(s, "~") || span_ends(s, ".bak") ||
           span_ends(s, ".orig") || span_ends(s, ".tmp");
}

static bool news_name(const char *name)
{
    static const char *const endings[] = {".txt",  ".html", ".htm",  ".xml", ".rss",
                                          ".atom", ".rdf",  ".json", ".md"};
    const char *dot = strrchr(name, '.');
    if (!dot)
        return true;
    for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++)
        if (span_is_nocase(span_of(dot), endings[i]))
            return true;
    return false;
}

static void add_file(struct walk *w, struct span path)
{
    struct span *files = arena_grow(w->a, w->files, w->n_files, &w->cap_files, sizeof *files);
    w->failed = w->failed || !files;
    if (!files)
        return;
    w->files = files;
    files[w->n_files++] = path;
}

static void add_folder(struct walk *w, struct span path, int depth)
{
    struct level *folders =
        arena_grow(w->a, w->folders, w->n_folders, &w->cap_folders, sizeof *folders);
    w->failed = w->failed || !folders;
    if (!folders)
        return;
    w->folders = folders;
    folders[w->n_folders++] = (struct level){path, depth};
}

static void walk_entry(struct walk *w, DIR *dir, struct level in, const char *name)
{
    struct stat st;
    char path[PATH_MAX];
    if (passed_over(name) || fstatat(dirfd(dir), name, &st, 0) != 0)
        return;
    int n = snprintf(path, sizeof path, "%s/%s", in.path.p, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return;
    bool file = S_ISREG(st.st_mode) && news_name(name) && w->n_files < FILE_FOLDER_MAX;
    bool folder =
        S_ISDIR(st.st_mode) && in.depth < FILE_FOLDER_DEPTH && w->n_folders < FILE_FOLDER_MAX;
    if (!file && !folder)
        return;
    struct span copy = arena_copy(w->a, span_make(path, (size_t)n));
    w->failed = w->failed || !copy.p;
    if (copy.p && file)
        add_file(w, copy);
    else if (copy.p)
        add_folder(w, copy, in.depth + 1);
}

bool file_inside(struct span folder, struct span path)
{
    return path.n > folder.n && span_eq(span_sub(path, 0, folder.n), folder) &&
           (path.p[folder.n] == '/' || span_ends(folder, "/"));
}

static int by_path(const void *a, const void *b)
{
    return span_cmp(*(const struct span *)a, *(const struct span *)b);
}

enum err file_list(const char *folder, struct span **paths, size_t *n, struct why *why,
                   struct arena *a)
{
    struct walk w = {.a = a};
    add_folder(&w, arena_copy(a, span_of(folder)), 1);
    for (size_t i = 0; i < w.n_folders && !w.failed; i++) {
        struct level in = w.folders[i];
        DIR *dir = in.path.p ? opendir(in.path.p) : NULL;
        if (!dir && i == 0)
            return from_errno(why, folder);
        for (struct dirent *e = dir ? readdir(dir) : NULL; e && !w.failed; e = readdir(dir))
            walk_entry(&w, dir, in, e->d_name);
        if (dir)
            (void)closedir(dir);
    }
    if (w.failed)
        return why_set(why, ERR_NOMEM, 0, "%s: out of memory", folder);
    if (w.n_files)
        qsort(w.files, w.n_files, sizeof *w.files, by_path);
    *paths = w.files;
    *n = w.n_files;
    return ERR_OK;
}
