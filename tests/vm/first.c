/* first.c - how long a program takes from its start to its first picture: runs it with a
 * NOTIFY_SOCKET of its own, waits for READY=1, prints the milliseconds, ends it.
 * usage: first PROGRAM ARGUMENT... */
#include <signal.h>
#include <spawn.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

extern char **environ;

enum { WAIT_S = 60 };

static double now_ms(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int listen_here(void)
{
    struct sockaddr_un a = {.sun_family = AF_UNIX};
    char name[64];
    int n = snprintf(name, sizeof name, "@first-%d", (int)getpid());
    memcpy(a.sun_path, name, (size_t)n);
    a.sun_path[0] = 0;
    (void)setenv("NOTIFY_SOCKET", name, 1);
    int fd = socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
    struct timeval limit = {.tv_sec = WAIT_S};
    (void)setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    socklen_t length = (socklen_t)(offsetof(struct sockaddr_un, sun_path) + (size_t)n);
    return bind(fd, (struct sockaddr *)&a, length) == 0 ? fd : -1;
}

int main(int argc, char **argv)
{
    char said[256] = "";
    pid_t pid;
    int fd = listen_here();
    double start = now_ms();
    if (argc < 2 || fd < 0 || posix_spawnp(&pid, argv[1], NULL, NULL, argv + 1, environ) != 0)
        return 1;
    while (strncmp(said, "READY=1", 7) != 0) {
        ssize_t n = recv(fd, said, sizeof said - 1, 0);
        if (n < 0)
            break;
        said[n] = 0;
    }
    double end = now_ms();
    (void)kill(pid, SIGTERM);
    (void)waitpid(pid, NULL, 0);
    if (strncmp(said, "READY=1", 7) != 0)
        return 1;
    (void)printf("%.0f\n", end - start);
    return 0;
}
