/* worker.h - the thread that owns the network, the store, the merge and every socket.
 *
 * Floor 9. Its functions are the main thread's. The two threads share the two queues, two flags,
 * the desk's bell and nothing else: settings are read anew and all is opened on the worker's side.
 */
#ifndef MOTOGRAPH_RUN_WORKER_H
#define MOTOGRAPH_RUN_WORKER_H

#include "run/desk.h"
#include "run/queue.h"

/* What comes down to the screen. */
enum down_kind {
    DOWN_BATCH,    /* payload: struct story_batch */
    DOWN_STATE,    /* number: enum layout_state */
    DOWN_COMMAND,  /* number: enum worker_command */
    DOWN_BLANK,    /* number: as run/dark says */
    DOWN_SETTINGS, /* payload: struct settings */
    DOWN_RELOADED  /* a reload has ended, well or not */
};

/* What goes back up. */
enum up_kind {
    UP_SHOWN,  /* another story is on the card */
    UP_FRAMES, /* number: frames presented so far */
    UP_PAINTER /* payload: its name, a string; number: its GPU is the CPU */
};

enum worker_command {
    COMMAND_PAUSE,
    COMMAND_RESUME,
    COMMAND_NEXT,
    COMMAND_PREVIOUS,
    COMMAND_RELOAD
};

struct worker_opts {
    struct desk *desk;        /* BORROWED; the worker's alone until worker_destroy is back */
    const struct cli *cli;    /* BORROWED, read-only */
    struct queue *down, *up;  /* BORROWED */
    bool show_restored;       /* what the store knows goes down at once: the screen has nothing of
                                 these sources */
    void (*wake)(void *data); /* called after something went down; from the worker's thread */
    void *data;
};

struct worker;

/* Starts the thread. NULL with *why filled. */
struct worker *worker_create(const struct worker_opts *opts, struct why *why);
/* Screen, feeds, news and fetching as the files say now; when they are wrong, all stays as it is.
 * Comes back at once; DOWN_RELOADED says when it is done. */
void worker_reload(struct worker *w);
/* Stops the thread at its next step, waits for it. NULL is allowed. */
void worker_destroy(struct worker *w);

#endif
