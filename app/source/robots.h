/* robots.h - may a robot of that name read a page? The rules of a site's robots.txt (RFC 9309).
 *
 * Floor 1. Any thread. Knows no network: when there is no such file, or it cannot be had, is for
 * the caller to say. */
#ifndef MOTOGRAPH_SOURCE_ROBOTS_H
#define MOTOGRAPH_SOURCE_ROBOTS_H

#include <stdbool.h>

#include "base/span.h"

enum { ROBOTS_BYTES_MAX = 500 * 1024 }; /* as much as RFC 9309, 2.5, asks every robot to read */

/* text: the file; agent: our product token, without version; url: absolute. The longest rule that
 * matches decides, of equals the one that allows; rules for our name count before those for all. */
bool robots_allow(struct span text, struct span agent, struct span url);

#endif
