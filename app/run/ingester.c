/* ingester.c - motograph-ingest behind two descriptors. Floor 9. One thread. */
#include "run/ingester.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include "run/clock.h"

extern char **environ;

struct ingester {
    char *program, *assets;
    int answer_ms;
    pid_t pid; /* 0: not running */
    int to, from;
    int bell;         /* BORROWED; -1: none */
    int64_t asked_ms; /* when the last job was done */
    struct buf out, in;
    enum sandbox sandbox; /* of the last answer */
};

struct ingester *ingester_create(const char *program, const char *assets, int answer_ms, int bell)
{
    struct ingester *i = calloc(1, sizeof *i);
    if (!i)
        return NULL;
    i->to = i->from = -1;
    i->bell = bell;
    i->answer_ms = answer_ms;
    buf_init(&i->out, MESSAGE_MAX);
    buf_init(&i->in, MESSAGE_MAX);
    i->program = strdup(program);
    i->assets = strdup(assets);
    if (i->program && i->assets)
        return i;
    ingester_destroy(i);
    return NULL;
}

static void close_fd(int *fd)
{
    if (*fd >= 0)
        (void)close(*fd);
    *fd = -1;
}

/* Whether a program whose input has ended leaves in time; a stopped one never does. */
static bool leaves(pid_t pid)
{
    struct pollfd p = {.fd = pidfd_open(pid, 0), .events = POLLIN};
    bool left = p.fd >= 0 && poll(&p, 1, INGESTER_LEAVE_MS) > 0;
    close_fd(&p.fd);
    return left;
}

/* Ends the program: it leaves by itself when its input ends, else it is killed. */
static void end(struct ingester *i, bool kill_it)
{
    close_fd(&i->to);
    close_fd(&i->from);
    if (i->pid > 0) {
        if (kill_it || !leaves(i->pid))
            (void)kill(i->pid, SIGKILL);
        while (waitpid(i->pid, NULL, 0) < 0 && errno == EINTR)
            continue;
    }
    i->pid = 0;
}

/* Gives back what the largest message took. */
static void drop_messages(struct ingester *i)
{
    buf_finish(&i->out);
    buf_finish(&i->in);
    buf_init(&i->out, MESSAGE_MAX);
    buf_init(&i->in, MESSAGE_MAX);
}

int64_t ingester_rest(struct ingester *i, int64_t idle_ms)
{
    int64_t left = i->asked_ms + idle_ms - clock_ms();
    if (i->pid == 0)
        return -1;
    if (left > 0)
        return left;
    end(i, false);
    drop_messages(i);
    return -1;
}

void ingester_destroy(struct ingester *i)
{
    if (!i)
        return;
    end(i, false);
    buf_finish(&i->out);
    buf_finish(&i->in);
    free(i->program);
    free(i->assets);
    free(i);
}

/* The child gets its two pipes and standard error, and nothing else that any library has open. */
static int spawn(struct ingester *i, int in, int out)
{
    char *argv[] = {i->program, i->assets, NULL};
    posix_spawn_file_actions_t actions;
    pid_t pid;
    int e = posix_spawn_file_actions_init(&actions);
    if (e)
        return e;
    e = posix_spawn_file_actions_adddup2(&actions, in, STDIN_FILENO);
    if (!e)
        e = posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
    if (!e)
        e = posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
    if (!e)
        e = posix_spawn(&pid, i->program, &actions, NULL, argv, environ);
    (void)posix_spawn_file_actions_destroy(&actions);
    if (!e)
        i->pid = pid;
    return e;
}

/* Its input is a socket, because a write to a pipe whose reader died ends the writer by a signal,
 * and which signals are ignored is not ours to say. */
static enum err start(struct ingester *i, struct why *why)
{
    int in[2], out[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in) != 0)
        return why_set(why, ERR_IO, 0, "socket: %s", strerror(errno));
    if (pipe2(out, O_CLOEXEC) != 0) {
        (void)close(in[0]);
        (void)close(in[1]);
        return why_set(why, ERR_IO, 0, "pipe: %s", strerror(errno));
    }
    int e = spawn(i, in[0], out[1]);
    (void)close(in[0]);
    (void)close(out[1]);
    i->to = in[1];
    i->from = out[0];
    /* never block on a program that does not read */
    if (!e && (fcntl(i->to, F_SETFL, O_NONBLOCK) != 0 || fcntl(i->from, F_SETFL, O_NONBLOCK) != 0))
        e = errno;
    if (!e)
        return ERR_OK;
    end(i, true);
    return why_set(why, ERR_STOPPED, 0, "%s: %s", i->program, strerror(e));
}

bool ingester_interrupted(const struct ingester *i)
{
    struct pollfd p = {.fd = i->bell, .events = POLLIN};
    return i->bell >= 0 && poll(&p, 1, 0) > 0;
}

enum sandbox ingester_sandbox(const struct ingester *i)
{
    return i->sandbox;
}

/* Waits for one descriptor; false when the time is over or the bell rings. */
static bool wait_for(const struct ingester *i, int fd, short events, int64_t until)
{
    struct pollfd p[] = {{.fd = fd, .events = events}, {.fd = i->bell, .events = POLLIN}};
    for (;;) {
        int64_t left = until - clock_ms();
        if (left <= 0)
            return false;
        int n = poll(p, sizeof p / sizeof *p, (int)left);
        if (n > 0)
            return p[1].revents == 0;
        if (n < 0 && errno != EINTR)
            return false;
    }
}

static enum err send_all(struct ingester *i, struct span s, int64_t until)
{
    while (s.n > 0) {
        if (!wait_for(i, i->to, POLLOUT, until))
            return ERR_AGAIN;
        ssize_t n = send(i->to, s.p, s.n, MSG_NOSIGNAL);
        if (n < 0 && errno != EINTR && errno != EAGAIN)
            return ERR_STOPPED;
        s = span_from(s, n > 0 ? (size_t)n : 0);
    }
    return ERR_OK;
}

static enum err receive(struct ingester *i, char *to, size_t n, int64_t until)
{
    while (n > 0) {
        if (!wait_for(i, i->from, POLLIN, until))
            return ERR_AGAIN;
        ssize_t got = read(i->from, to, n);
        if (got == 0 || (got < 0 && errno != EINTR && errno != EAGAIN))
            return ERR_STOPPED;
        if (got > 0) {
            to += got;
            n -= (size_t)got;
        }
    }
    return ERR_OK;
}

static enum err exchange(struct ingester *i, struct answer *answer, struct arena *a)
{
    char head[MESSAGE_HEAD];
    int64_t until = clock_ms() + i->answer_ms;
    enum err e = send_all(i, buf_span(&i->out), until);
    if (!e)
        e = receive(i, head, sizeof head, until);
    if (e)
        return e;
    size_t n = message_length(head);
    buf_reset(&i->in);
    char *room = buf_room(&i->in, n);
    if (!room)
        return ERR_TOO_BIG;
    e = receive(i, room, n, until);
    if (e)
        return e;
    buf_commit(&i->in, n);
    return message_get_answer(buf_span(&i->in), answer, a);
}

/* One try; a program that failed is ended. */
static enum err attempt(struct ingester *i, const struct job *job, struct answer *answer,
                        struct why *why, struct arena *a)
{
    enum err e = i->pid == 0 ? start(i, why) : ERR_OK;
    if (e)
        return e;
    e = exchange(i, answer, a);
    if (!e && answer->id != job->id)
        e = ERR_SYNTAX;
    if (!e) {
        i->sandbox = answer->sandbox;
        return ERR_OK;
    }
    end(i, true);
    return why_set(why, e, 0, "motograph-ingest %s on it and was ended",
                   ingester_interrupted(i) ? "was interrupted"
                   : e == ERR_AGAIN        ? "was silent"
                                           : "failed");
}

enum err ingester_ask(struct ingester *i, const struct job *job, struct answer *answer,
                      struct why *why, struct arena *a)
{
    if (ingester_interrupted(i))
        return why_set(why, ERR_STOPPED, 0, "interrupted");
    buf_reset(&i->out);
    enum err e = message_put_job(&i->out, job);
    if (e)
        return why_set(why, e, 0, "the job: %s", err_text(e));
    bool running = i->pid != 0;
    e = attempt(i, job, answer, why, a);
    /* What ran before may have been killed for no fault of this job; what was started for it not.
     */
    if (e && e != ERR_AGAIN && running && !ingester_interrupted(i))
        e = attempt(i, job, answer, why, a);
    i->asked_ms = clock_ms();
    return e ? ERR_STOPPED : ERR_OK;
}
