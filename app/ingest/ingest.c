/* ingest.c - motograph-ingest: jobs in on standard input, answers out, one for one.
 *
 * Floor 5. One thread. After it has read its word lists it needs neither files nor network. */
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/log.h"
#include "ingest/inspect.h"
#include "ingest/sandbox.h"
#include "ingest/tell.h"

enum { EXIT_USAGE = 64, EXIT_DATA = 65, EXIT_ASSETS = 66, EXIT_PIPE = 74 };
enum { MEMORY_MAX = 512 * 1024 * 1024, PATH_BYTES = 4096 };

/* Reads n bytes; false at the end of the pipe. */
static bool read_whole(char *to, size_t n)
{
    while (n > 0) {
        ssize_t got = read(STDIN_FILENO, to, n);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        to += got;
        n -= (size_t)got;
    }
    return true;
}

static bool write_whole(struct span s)
{
    while (s.n > 0) {
        ssize_t put = write(STDOUT_FILENO, s.p, s.n);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        s = span_from(s, (size_t)put);
    }
    return true;
}

/* One job from the pipe into body; false at its end or when the length is no length of ours. */
static bool next_job(struct buf *body)
{
    char head[MESSAGE_HEAD];
    buf_reset(body);
    if (!read_whole(head, sizeof head))
        return false;
    size_t n = message_length(head);
    char *room = buf_room(body, n);
    if (!room || !read_whole(room, n))
        return false;
    buf_commit(body, n);
    return true;
}

static bool answer(const struct buf *body, const struct words *words, enum sandbox sandbox,
                   struct buf *out, struct arena *a)
{
    struct job job;
    struct answer said = {0};
    enum err e = message_get_job(buf_span(body), &job, a);
    if (e) {
        said.err = e;
        said.why = span_of("the job was not understood");
    } else {
        tell_job(&job, words, &said, a);
    }
    said.sandbox = sandbox;
    buf_reset(out);
    e = message_put_answer(out, &said);
    if (e) {
        struct answer sorry = {
            .id = said.id, .sandbox = sandbox, .err = e, .why = span_of(err_text(e))};
        buf_reset(out);
        e = message_put_answer(out, &sorry);
    }
    return e == ERR_OK && write_whole(buf_span(out));
}

static int serve(const struct words *words, enum sandbox sandbox)
{
    struct buf body, out;
    buf_init(&body, MESSAGE_MAX);
    buf_init(&out, MESSAGE_MAX);
    bool fine = true;
    while (fine && next_job(&body)) {
        struct arena *a = arena_create(TELL_ARENA_MAX);
        fine = a && answer(&body, words, sandbox, &out, a);
        arena_destroy(a);
    }
    buf_finish(&body);
    buf_finish(&out);
    return fine ? 0 : EXIT_PIPE;
}

/* A hostile input may take this much and no more; the sanitizers map more than that at once. */
static void limit_memory(void)
{
#if !defined __SANITIZE_ADDRESS__ && !defined __SANITIZE_THREAD__
    struct rlimit limit = {MEMORY_MAX, MEMORY_MAX};
    if (setrlimit(RLIMIT_AS, &limit) != 0)
        log_warn("ingest: no memory limit: %s", strerror(errno));
#endif
}

/* From here on only the jobs' bytes are read, and the tables of iconv, which are libraries. */
static enum sandbox shut_in(const char *assets, bool unguarded)
{
    const char *folders[] = {assets, "/usr/lib", "/lib", NULL};
    return unguarded ? SANDBOX_NONE : sandbox_enter(folders);
}

/* motograph-ingest ASSETS [unguarded | inspect STAGE [--batch] [FILE|-]]
 * unguarded: for valgrind, which writes its own files. */
int main(int argc, char **argv)
{
    char folder[PATH_BYTES];
    struct why why;
    if (argc < 2) {
        log_error("usage: motograph-ingest ASSETS [unguarded | inspect STAGE [--batch] [FILE|-]]");
        return EXIT_USAGE;
    }
    limit_memory();
    (void)snprintf(folder, sizeof folder, "%s/words", argv[1]);
    struct words *words = words_load(folder, &why);
    if (!words) {
        log_error("%s", why.text);
        return EXIT_ASSETS;
    }
    const char *mode = argc > 2 ? argv[2] : "";
    int status = strcmp(mode, "inspect") == 0
                     ? inspect_run(argc - 3, argv + 3, words)
                     : serve(words, shut_in(argv[1], strcmp(mode, "unguarded") == 0));
    words_destroy(words);
    return status;
}
