/* control.c - the control socket, both sides. Floor 9. */
#include "run/control.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/un.h>
#include <unistd.h>

#include "base/jsonout.h"
#include "base/log.h"
#include "run/places.h"
#include "run/worker.h"
#include "view/layout.h"

enum { BACKLOG = 4, WAITS_MAX = 5 };

struct control {
    int fd;
    struct sockaddr_un address;
};

static const struct {
    const char *name;
    enum worker_command command;
} commands[] = {{"pause", COMMAND_PAUSE},
                {"resume", COMMAND_RESUME},
                {"next", COMMAND_NEXT},
                {"previous", COMMAND_PREVIOUS},
                {"reload", COMMAND_RELOAD}};

static bool put_address(struct sockaddr_un *address, const char *folder)
{
    *address = (struct sockaddr_un){.sun_family = AF_UNIX};
    if (!folder || !folder[0])
        return false;
    int n = snprintf(address->sun_path, sizeof address->sun_path, "%s/motograph.sock", folder);
    bool fits = n > 0 && (size_t)n < sizeof address->sun_path;
    if (!fits)
        address->sun_path[0] = 0;
    return fits;
}

static bool find_address(struct sockaddr_un *address)
{
    const char *unit = getenv("RUNTIME_DIRECTORY");
    return put_address(address, unit && unit[0] ? unit : getenv("XDG_RUNTIME_DIR"));
}

/* Of a ticker that stands still nobody waits for an answer for ever. */
static int connect_to(const struct sockaddr_un *address)
{
    struct timeval patience = {.tv_sec = CONTROL_ANSWER_S};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (fd >= 0) {
        (void)setsockopt(fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
        (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    }
    if (fd >= 0 && connect(fd, (const struct sockaddr *)address, sizeof *address) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

/* Binds; a socket that a dead ticker left behind is taken over, a living one's is not. */
static int listen_at(const struct sockaddr_un *address)
{
    int other = connect_to(address);
    bool living = other >= 0 || errno == EAGAIN; /* EAGAIN: so many wait there already */
    if (other >= 0)
        (void)close(other);
    if (living) {
        log_warn("another ticker runs already, and ctl reaches that one: end one of them "
                 "(systemctl stop motograph)");
        return -1;
    }
    (void)unlink(address->sun_path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    mode_t before = umask(0077);
    bool fine = fd >= 0 && bind(fd, (const struct sockaddr *)address, sizeof *address) == 0 &&
                listen(fd, BACKLOG) == 0;
    (void)umask(before);
    if (!fine && fd >= 0)
        (void)close(fd);
    return fine ? fd : -1;
}

struct control *control_create(void)
{
    struct sockaddr_un address;
    if (!find_address(&address))
        return NULL;
    int fd = listen_at(&address);
    struct control *c = fd >= 0 ? calloc(1, sizeof *c) : NULL;
    if (!c) {
        log_notice("ctl does not reach this ticker: %s is another's, or cannot be made",
                   address.sun_path);
        if (fd >= 0)
            (void)close(fd);
        return NULL;
    }
    c->fd = fd;
    c->address = address;
    return c;
}

void control_destroy(struct control *c)
{
    if (!c)
        return;
    (void)close(c->fd);
    (void)unlink(c->address.sun_path);
    free(c);
}

size_t control_fds(const struct control *c, struct pollfd *fds)
{
    fds[0] = (struct pollfd){.fd = c->fd, .events = POLLIN};
    return CONTROL_FDS;
}

static void put_status(const struct control_status *status, struct buf *out)
{
    static const char *const states[] = {
        [STATE_GOOD] = "good",
        [STATE_STALE] = "stale",
        [STATE_OFFLINE] = "offline",
        [STATE_STARTING] = "starting",
    };
    static const char *const sandboxes[] = {
        [SANDBOX_UNKNOWN] = "unknown", /* nothing was read yet */
        [SANDBOX_NONE] = "none",
        [SANDBOX_PARTIAL] = "partial",
        [SANDBOX_WHOLE] = "whole",
    };
    struct jsonout j;
    jsonout_init(&j, out);
    jsonout_object(&j);
    jsonout_field(&j, "version", span_of(MOTOGRAPH_VERSION));
    jsonout_field(&j, "state", span_of(states[status->state]));
    jsonout_field_int(&j, "stories", (int64_t)status->stories);
    jsonout_field_int(&j, "shown", (int64_t)status->shown);
    jsonout_field_int(&j, "frames", (int64_t)status->frames);
    jsonout_field(&j, "painter", span_of(status->painter));
    jsonout_key(&j, "software");
    jsonout_bool(&j, status->software);
    jsonout_field(&j, "sandbox", span_of(sandboxes[status->sandbox]));
    jsonout_close(&j);
    (void)buf_putc(out, '\n');
}

/* Reads the one line of a client that may be slow, but not for long. */
static struct span read_line(int fd, char *line, size_t room)
{
    struct pollfd p = {.fd = fd, .events = POLLIN};
    if (poll(&p, 1, CONTROL_WAIT_MS) <= 0)
        return span_make(NULL, 0);
    ssize_t n = recv(fd, line, room, 0);
    return span_trim(span_make(line, n > 0 ? (size_t)n : 0));
}

/* Sends it to a client that may be slow, but not for long. */
static void send_all(int fd, struct span text)
{
    struct pollfd p = {.fd = fd, .events = POLLOUT};
    for (int waits = 0; text.n && waits < WAITS_MAX; waits++) {
        ssize_t n = 0;
        while (text.n && (n = send(fd, text.p, text.n, MSG_NOSIGNAL | MSG_DONTWAIT)) > 0)
            text = span_from(text, (size_t)n);
        if (n < 0 && errno != EAGAIN && errno != EWOULDBLOCK)
            return;
        if (text.n)
            (void)poll(&p, 1, CONTROL_WAIT_MS);
    }
}

/* Answers one client; the command it gave, or -1. */
static int serve(int fd, const struct control_status *status, control_other *other, void *data)
{
    char line[CONTROL_LINE_MAX];
    struct buf out;
    int given = -1;
    struct span word = read_line(fd, line, sizeof line);
    buf_init(&out, CONTROL_ANSWER_MAX);
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (span_is(word, commands[i].name))
            given = (int)commands[i].command;
    if (span_is(word, "status"))
        put_status(status, &out);
    else if (given < 0 && other)
        other(data, word, &out);
    if (out.n == 0)
        (void)buf_puts(&out, given >= 0 ? "ok\n" : "unknown command\n");
    send_all(fd, buf_span(&out));
    buf_finish(&out);
    return given;
}

bool control_next(struct control *c, const struct control_status *status, control_other *other,
                  void *data, int *command)
{
    for (int i = 0; i < BACKLOG; i++) {
        int fd = accept4(c->fd, NULL, NULL, SOCK_CLOEXEC);
        if (fd < 0)
            return false;
        *command = serve(fd, status, other, data);
        (void)close(fd);
        if (*command >= 0)
            return true;
    }
    return false;
}

/* This user's own ticker, else the service's, where one runs; errno says why it is -1. */
static int reach(struct sockaddr_un *address, enum control_whose *whose)
{
    struct sockaddr_un unit;
    bool own = find_address(address);
    int fd = own ? connect_to(address) : -1, e = errno;
    *whose = fd >= 0 ? CONTROL_OWN : CONTROL_NONE;
    if (fd >= 0 || !put_address(&unit, PLACES_UNIT_RUN) || access(unit.sun_path, F_OK) != 0) {
        errno = own ? e : ENOENT;
        return fd;
    }
    *address = unit;
    fd = connect_to(address);
    *whose = fd >= 0 ? CONTROL_UNIT : errno == EACCES ? CONTROL_UNIT_SHUT : CONTROL_NONE;
    return fd;
}

enum control_whose control_whose(void)
{
    struct sockaddr_un address;
    enum control_whose whose;
    int fd = reach(&address, &whose);
    if (fd >= 0)
        (void)close(fd);
    return whose;
}

enum err control_ask(const char *line, struct buf *answer, struct why *why)
{
    struct sockaddr_un address;
    enum control_whose whose;
    char text[CONTROL_LINE_MAX];
    int fd = reach(&address, &whose);
    if (whose == CONTROL_UNIT_SHUT)
        return why_set(why, ERR_NOT_FOUND, 0, "the service's ticker answers root alone (sudo)");
    if (fd < 0 && !address.sun_path[0])
        return why_set(why, ERR_NOT_FOUND, 0,
                       "no ticker answers: no service runs, and there is no run-time folder "
                       "(XDG_RUNTIME_DIR is not set, or too long)");
    if (fd < 0)
        return why_set(why, ERR_NOT_FOUND, 0, "no ticker answers at %s", address.sun_path);
    ssize_t n = send(fd, line, strlen(line), MSG_NOSIGNAL);
    while (n > 0 && (n = recv(fd, text, sizeof text, 0)) > 0)
        (void)buf_put(answer, span_make(text, (size_t)n));
    int e = errno;
    (void)close(fd);
    return n < 0 ? why_set(why, ERR_IO, 0, "the ticker does not answer: %s", strerror(e)) : ERR_OK;
}
