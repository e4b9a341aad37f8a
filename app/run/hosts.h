/* hosts.h - the hosts that are asked: one fetch at a time each, and none while one rests.
 *
 * Floor 9. The worker's thread, or that of a command which asks once. A host is
 * a name without its port: who asks for rest means all that he serves. */
#ifndef MOTOGRAPH_RUN_HOSTS_H
#define MOTOGRAPH_RUN_HOSTS_H

#include "store/store.h"

enum { HOSTS_MAX = 4096 };

struct host {
    struct host *next;
    unsigned running; /* fetches under way */
    int64_t rest_ms;  /* monotonic: not asked before */
    char *name;       /* in lower case */
};

struct hosts {
    struct host *first;
    size_t n;
    struct store *store; /* BORROWED; NULL: rest is forgotten with the program */
};

void hosts_init(struct hosts *h, struct store *store);
void hosts_finish(struct hosts *h); /* twice is harmless */

/* The same hosts with another store, as new settings are read; nothing is under way. */
void hosts_renew(struct hosts *h, struct store *store);

/* The host of that name, made where it is not known yet, with the rest that the store knows of. It
 * lives as long as the hosts. NULL: memory is out, or HOSTS_MAX. */
struct host *hosts_get(struct hosts *h, struct span name, int64_t now, int64_t now_ms);
/* NULL: not known. */
struct host *hosts_find(const struct hosts *h, struct span name);

/* Lets a host rest for so many seconds from now on; what it asked for before is not shortened. */
void hosts_rest(struct hosts *h, struct host *host, int64_t seconds, int64_t now, int64_t now_ms);

#endif
