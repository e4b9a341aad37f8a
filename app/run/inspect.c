/* inspect.c - `motograph inspect`: the work is motograph-ingest's; only addresses are fetched here.
 * Floor 9. Main thread. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/log.h"
#include "feed/feed.h"
#include "run/access.h"
#include "run/command.h"
#include "source/url.h"

enum { WAIT_MS = 1000, ARGS_MAX = 16 };

/* Puts the bytes where the other program reads: its standard input. */
static bool hand_over(const struct buf *body)
{
    int fd = memfd_create("motograph-inspect", 0);
    bool fine = fd >= 0 && write(fd, body->p, body->n) == (ssize_t)body->n &&
                lseek(fd, 0, SEEK_SET) == 0 && dup2(fd, STDIN_FILENO) >= 0;
    if (fd >= 0)
        (void)close(fd);
    return fine;
}

static enum exit_code fetch(const char *url, const struct conf *conf)
{
    struct http *http = access_open(conf);
    struct http_request request = {.url = url, .allow_private = true, .max_bytes = FEED_BYTES_MAX};
    struct fetched got;
    struct why why = {.text = "out of memory"};
    void *tag;
    enum exit_code code = EXIT_CODE_UNAVAILABLE;
    if (http && http_start(http, &request, &why) == ERR_OK) {
        while (!http_pop(http, &got, &tag))
            http_wait(http, NULL, 0, WAIT_MS);
        why = got.why;
        if (got.outcome == FETCH_OK && hand_over(&got.body))
            code = EXIT_CODE_DONE;
        fetched_finish(&got);
    }
    if (code)
        log_error("%s: %s", url, why.text);
    http_destroy(http);
    return code;
}

enum exit_code inspect_command(struct cli *cli)
{
    char *argv[ARGS_MAX] = {cli->places.ingest, cli->places.assets, "inspect"};
    int n = 3;
    for (int i = 0; i < cli->n_args && n < ARGS_MAX - 2; i++) {
        char *arg = cli->args[i];
        if (i > 0 && url_is_http(span_of(arg))) {
            enum exit_code code = fetch(arg, &cli->conf);
            if (code)
                return code;
            arg = "-";
        }
        argv[n++] = arg;
    }
    if (conf_bool(&cli->conf, OPTION_BATCH))
        argv[n++] = "--batch";
    (void)execv(cli->places.ingest, argv);
    log_error("%s: %s", cli->places.ingest, strerror(errno));
    return EXIT_CODE_SOFTWARE;
}
