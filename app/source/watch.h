/* watch.h - telling when a file or a folder changes (inotify).
 *
 * Floor 1. Any thread. A tag stands for what was asked for; hidden folders are passed over. */
#ifndef MOTOGRAPH_SOURCE_WATCH_H
#define MOTOGRAPH_SOURCE_WATCH_H

#include <stdbool.h>

#include "base/err.h"

struct watch;

struct watch *watch_create(void);    /* NULL when inotify or memory is out */
void watch_destroy(struct watch *w); /* NULL is allowed */

/* tag comes back from watch_next. Watches sub-folders too, and those that come later; of a file
 * that does not exist its coming. */
MUST_USE enum err watch_add(struct watch *w, const char *path, unsigned tag, struct why *why);

/* Watches nothing for this tag any more; what it has seen is forgotten. */
void watch_drop(struct watch *w, unsigned tag);

int watch_fd(const struct watch *w); /* readable when something changed */

/* The tag of a changed path; false when nothing (more) changed. Bursts give a tag once. */
bool watch_next(struct watch *w, unsigned *tag);

#endif
