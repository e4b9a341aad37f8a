/* control.h - the socket by which `motograph ctl` talks to a running ticker.
 *
 * Floor 9. The server side is the worker's thread, the client side the command's. A line in, lines
 * out: "next" -> "ok". The socket lies in the unit's or the user's run-time folder and is its
 * owner's alone, and root's. */
#ifndef MOTOGRAPH_RUN_CONTROL_H
#define MOTOGRAPH_RUN_CONTROL_H

#include <poll.h>
#include <stdbool.h>

#include "base/buf.h"

enum {
    CONTROL_FDS = 1,
    CONTROL_LINE_MAX = 4096,
    CONTROL_WAIT_MS = 200,
    CONTROL_ANSWER_S = 60,
    CONTROL_ANSWER_MAX = 512 * 1024
};

struct control;

/* What `status` answers. */
struct control_status {
    uint64_t frames, shown;
    size_t stories;
    int state;           /* enum layout_state */
    int sandbox;         /* enum sandbox, of motograph-ingest */
    const char *painter; /* BORROWED; NULL: none */
    bool software;       /* its GPU is the CPU */
};

/* NULL where there is no run-time folder, or another ticker has the socket. */
struct control *control_create(void);
void control_destroy(struct control *c); /* NULL is allowed */
size_t control_fds(const struct control *c, struct pollfd *fds);

/* Answers a line that is no command of the screen; leaves out empty where it knows none. */
typedef void control_other(void *data, struct span line, struct buf *out);

/* Answers who waits; other (may be NULL) answers what is neither status nor a command of the
 * screen. True with an enum worker_command when one was given; false: nobody waits. An answer that
 * nobody takes within some tenths of a second is cut. */
bool control_next(struct control *c, const struct control_status *status, control_other *other,
                  void *data, int *command);

/* The ticker that control_ask would ask: this user's own, else the service's, which answers root
 * alone. */
enum control_whose { CONTROL_NONE, CONTROL_OWN, CONTROL_UNIT, CONTROL_UNIT_SHUT };
enum control_whose control_whose(void);

/* The client: sends a line and adds the answer. ERR_NOT_FOUND: no ticker runs here.
 * ERR_IO: it does not answer; one that works on much news answers late. */
MUST_USE enum err control_ask(const char *line, struct buf *answer, struct why *why);

#endif
