/* watch.c - watching files and folders by inotify. Floor 1. Any thread. Knows no formats.
 *
 * A file is watched by way of its folder, as editors put a new file in the place of the old. */
#include "source/watch.h"

#include <dirent.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "source/file.h"

enum { WATCH_MAX = 2000, EVENTS_BYTES = 4096 };

static const uint32_t EVENTS = IN_CLOSE_WRITE | IN_MOVED_TO | IN_MOVED_FROM | IN_DELETE |
                               IN_CREATE | IN_DELETE_SELF | IN_MOVE_SELF | IN_ONLYDIR;

struct entry {
    int wd;
    unsigned tag;
    int depth; /* below the folder that was asked for, from 1; 0: a single file */
    bool changed;
    char *path; /* of the folder */
    char *name; /* of the single file, else NULL */
};

struct watch {
    int fd;
    struct entry *entries;
    size_t n, cap;
};

struct watch *watch_create(void)
{
    struct watch *w = calloc(1, sizeof *w);
    if (!w)
        return NULL;
    w->fd = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (w->fd >= 0)
        return w;
    free(w);
    return NULL;
}

static void finish_entry(struct entry *e)
{
    free(e->path);
    free(e->name);
}

void watch_destroy(struct watch *w)
{
    if (!w)
        return;
    for (size_t i = 0; i < w->n; i++)
        finish_entry(&w->entries[i]);
    free(w->entries);
    (void)close(w->fd);
    free(w);
}

int watch_fd(const struct watch *w)
{
    return w->fd;
}

static bool make_room(struct watch *w)
{
    if (w->n < w->cap)
        return true;
    size_t cap = w->cap ? 2 * w->cap : 16;
    struct entry *entries = w->n < WATCH_MAX ? realloc(w->entries, cap * sizeof *entries) : NULL;
    if (!entries)
        return false;
    w->entries = entries;
    w->cap = cap;
    return true;
}

/* Watches the folder; name NULL: all of it. */
static enum err add_entry(struct watch *w, const char *folder, const char *name, unsigned tag,
                          int depth)
{
    struct entry e = {.tag = tag, .depth = depth};
    if (!make_room(w))
        return ERR_NOMEM;
    e.wd = inotify_add_watch(w->fd, folder, EVENTS);
    if (e.wd < 0)
        return errno == ENOENT || errno == ENOTDIR ? ERR_NOT_FOUND : ERR_IO;
    e.path = strdup(folder);
    e.name = name ? strdup(name) : NULL;
    if (!e.path || (name && !e.name)) {
        finish_entry(&e);
        return ERR_NOMEM;
    }
    w->entries[w->n++] = e;
    return ERR_OK;
}

/* Adds the sub-folders of the entries from the first one on; those found are looked into too.
 * What cannot be watched is left out: the rest still is. */
static void add_below(struct watch *w, size_t first)
{
    for (size_t i = first; i < w->n; i++) {
        struct entry e = w->entries[i];
        DIR *dir = e.depth > 0 && e.depth < FILE_FOLDER_DEPTH ? opendir(e.path) : NULL;
        for (struct dirent *d = dir ? readdir(dir) : NULL; d; d = readdir(dir)) {
            char path[PATH_MAX];
            int n = snprintf(path, sizeof path, "%s/%s", e.path, d->d_name);
            if (d->d_name[0] != '.' && n > 0 && (size_t)n < sizeof path)
                (void)add_entry(w, path, NULL, e.tag, e.depth + 1);
        }
        if (dir)
            (void)closedir(dir);
    }
}

static enum err add_single(struct watch *w, const char *path, unsigned tag)
{
    char folder[PATH_MAX];
    const char *slash = strrchr(path, '/');
    if (!slash)
        return add_entry(w, ".", path, tag, 0);
    int n = snprintf(folder, sizeof folder, "%.*s", (int)(slash == path ? 1 : slash - path), path);
    if (n < 0 || (size_t)n >= sizeof folder)
        return ERR_TOO_BIG;
    return add_entry(w, folder, slash + 1, tag, 0);
}

enum err watch_add(struct watch *w, const char *path, unsigned tag, struct why *why)
{
    struct stat st;
    size_t first = w->n;
    bool folder = stat(path, &st) == 0 && S_ISDIR(st.st_mode);
    enum err e = folder ? add_entry(w, path, NULL, tag, 1) : add_single(w, path, tag);
    if (e)
        return why_set(why, e, 0, "%s cannot be watched: %s", path, err_text(e));
    if (folder)
        add_below(w, first);
    return ERR_OK;
}

static bool is_used(const struct watch *w, int wd)
{
    for (size_t i = 0; i < w->n; i++)
        if (w->entries[i].wd == wd)
            return true;
    return false;
}

void watch_drop(struct watch *w, unsigned tag)
{
    for (size_t i = w->n; i-- > 0;) {
        struct entry e = w->entries[i];
        if (e.tag != tag)
            continue;
        finish_entry(&e);
        w->entries[i] = w->entries[--w->n];
        if (!is_used(w, e.wd))
            (void)inotify_rm_watch(w->fd, e.wd);
    }
}

static void mark_all(struct watch *w)
{
    for (size_t i = 0; i < w->n; i++)
        w->entries[i].changed = true;
}

/* A new folder inside a watched one: files may stand in it already. */
static void follow_folder(struct watch *w, const struct entry *parent, const char *name)
{
    char path[PATH_MAX];
    size_t first = w->n;
    int n = snprintf(path, sizeof path, "%s/%s", parent->path, name);
    unsigned tag = parent->tag;
    if (parent->depth == 0 || parent->depth >= FILE_FOLDER_DEPTH || n < 0 ||
        (size_t)n >= sizeof path || add_entry(w, path, NULL, tag, parent->depth + 1))
        return;
    add_below(w, first);
}

/* Gives the mark of e to another entry of its tag; false where there is none. */
static bool pass_on(struct watch *w, const struct entry *e)
{
    for (size_t i = 0; i < w->n; i++) {
        if (&w->entries[i] != e && w->entries[i].tag == e->tag) {
            w->entries[i].changed = true;
            return true;
        }
    }
    return false;
}

/* The watch is gone with its folder; what it saw is still to be told. */
static void forget(struct watch *w, int wd)
{
    for (size_t i = w->n; i-- > 0;) {
        struct entry *e = &w->entries[i];
        if (e->wd == wd && (!e->changed || pass_on(w, e))) {
            finish_entry(e);
            *e = w->entries[--w->n];
        }
    }
}

static void take_event(struct watch *w, const struct inotify_event *event)
{
    const char *name = event->len ? event->name : "";
    size_t n = w->n; /* those that are added here saw nothing yet */
    if (event->mask & IN_Q_OVERFLOW)
        mark_all(w);
    if (event->mask & IN_IGNORED) {
        forget(w, event->wd);
        return;
    }
    for (size_t i = 0; i < n; i++) {
        struct entry *e = &w->entries[i];
        bool self = event->mask & (IN_DELETE_SELF | IN_MOVE_SELF | IN_UNMOUNT);
        if (e->wd != event->wd || (!self && e->name && strcmp(e->name, name) != 0))
            continue;
        bool folder = (event->mask & IN_ISDIR) != 0;
        /* A new file is told when it is closed, a half-written one not at all. */
        if (folder || !(event->mask & IN_CREATE))
            e->changed = true;
        if (folder && event->mask & (IN_CREATE | IN_MOVED_TO))
            follow_folder(w, e, name);
    }
}

/* Takes all there is, so that a burst becomes one change. */
static void take_events(struct watch *w)
{
    _Alignas(struct inotify_event) char bytes[EVENTS_BYTES];
    ssize_t n;
    while ((n = read(w->fd, bytes, sizeof bytes)) > 0) {
        for (size_t at = 0; at < (size_t)n;) {
            const struct inotify_event *event = (const void *)(bytes + at);
            take_event(w, event);
            at += sizeof *event + event->len;
        }
    }
}

bool watch_next(struct watch *w, unsigned *tag)
{
    take_events(w);
    size_t first = 0;
    while (first < w->n && !w->entries[first].changed)
        first++;
    if (first == w->n)
        return false;
    *tag = w->entries[first].tag;
    for (size_t i = first; i < w->n; i++)
        if (w->entries[i].tag == *tag)
            w->entries[i].changed = false;
    return true;
}
