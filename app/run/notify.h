/* notify.h - what the service manager is told (sd_notify(3) protocol, without its library).
 *
 * Floor 9. Main thread. Each does nothing where NOTIFY_SOCKET is not set. The watchdog is fed
 * by presented frames alone. */
#ifndef MOTOGRAPH_RUN_NOTIFY_H
#define MOTOGRAPH_RUN_NOTIFY_H

#include <stdbool.h>
#include <stdint.h>

struct notify {
    int fd;              /* -1: nobody listens */
    int64_t watchdog_ms; /* half of WATCHDOG_USEC; 0: no watchdog */
    int64_t fed_ms;      /* when it was last fed, monotonic */
};

void notify_init(struct notify *n);
void notify_finish(struct notify *n); /* twice is harmless */

bool notify_listened(const struct notify *n); /* a service manager started us */
void notify_ready(struct notify *n);
void notify_status(struct notify *n, const char *text); /* one line for people */
void notify_reloading(struct notify *n);
void notify_stopping(struct notify *n);
/* After a presented frame, and at a still state on purpose. */
void notify_alive(struct notify *n, int64_t now_ms);

#endif
