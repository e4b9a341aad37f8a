/* notify.c - the service manager's socket. Floor 9. Main thread. */
#include "run/notify.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum {
    FEED_SHARE = 2, /* fed twice in each watchdog period */
    STATUS_BYTES = 256
};

/* Connects to NOTIFY_SOCKET: a path, or "@name" of the abstract space. */
static int open_socket(const char *path)
{
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    size_t n = path ? strlen(path) : 0;
    if (n < 2 || n >= sizeof address.sun_path)
        return -1;
    memcpy(address.sun_path, path, n);
    if (address.sun_path[0] == '@')
        address.sun_path[0] = 0;
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + n);
    if (fd >= 0 && connect(fd, (struct sockaddr *)&address, length) != 0) {
        (void)close(fd);
        return -1;
    }
    return fd;
}

void notify_init(struct notify *n)
{
    const char *period = getenv("WATCHDOG_USEC");
    *n = (struct notify){.fd = open_socket(getenv("NOTIFY_SOCKET"))};
    if (n->fd >= 0 && period)
        n->watchdog_ms = strtoll(period, NULL, 10) / 1000 / FEED_SHARE;
}

void notify_finish(struct notify *n)
{
    if (n->fd >= 0)
        (void)close(n->fd);
    *n = (struct notify){.fd = -1};
}

static void tell(const struct notify *n, const char *text)
{
    if (n->fd >= 0)
        (void)send(n->fd, text, strlen(text), MSG_NOSIGNAL);
}

bool notify_listened(const struct notify *n)
{
    return n->fd >= 0;
}

void notify_status(struct notify *n, const char *text)
{
    char line[STATUS_BYTES];
    (void)snprintf(line, sizeof line, "STATUS=%s", text);
    tell(n, line);
}

void notify_ready(struct notify *n)
{
    tell(n, "READY=1");
}

void notify_reloading(struct notify *n)
{
    tell(n, "RELOADING=1");
}

void notify_stopping(struct notify *n)
{
    tell(n, "STOPPING=1");
}

void notify_alive(struct notify *n, int64_t now_ms)
{
    if (n->watchdog_ms <= 0 || now_ms - n->fed_ms < n->watchdog_ms)
        return;
    n->fed_ms = now_ms;
    tell(n, "WATCHDOG=1");
}
