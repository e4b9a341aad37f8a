/* server.h - tests/net/server.py as a child: for tests that fetch. */
#ifndef MOTOGRAPH_TESTS_SERVER_H
#define MOTOGRAPH_TESTS_SERVER_H

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "unit.h"

extern char **environ;

struct server {
    pid_t pid;
    int port;
};

/* Starts the server with up to four more arguments and reads its port. */
static inline struct server server_start(const char *const more[4])
{
    static const char script[] = TEST_CASES "/../net/server.py";
    const char *argv[] = {"python3", script, more[0], more[1], more[2], more[3], NULL};
    struct server s = {0};
    int ends[2];
    char line[16] = "";
    posix_spawn_file_actions_t actions;
    assert_int_equal(pipe2(ends, O_CLOEXEC), 0);
    assert_int_equal(posix_spawn_file_actions_init(&actions), 0);
    assert_int_equal(posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO), 0);
    assert_int_equal(posix_spawnp(&s.pid, "python3", &actions, NULL, (char **)argv, environ), 0);
    (void)posix_spawn_file_actions_destroy(&actions);
    (void)close(ends[1]);
    for (size_t n = 0; n < sizeof line - 1 && !strchr(line, '\n'); n++)
        assert_int_equal(read(ends[0], line + n, 1), 1);
    (void)close(ends[0]);
    s.port = atoi(line);
    assert_true(s.port > 0);
    return s;
}

static inline void server_end(struct server *s)
{
    if (s->pid <= 0)
        return;
    (void)kill(s->pid, SIGKILL);
    (void)waitpid(s->pid, NULL, 0);
    s->pid = 0;
}

#endif
