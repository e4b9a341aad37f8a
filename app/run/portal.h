/* portal.h - telling a log-in page of the network from news.
 *
 * Floor 9. Any thread. Pure. Such a page stands on a host of its own, to which
 * whatever is asked for is sent: hosts of one owner must not look like that. */
#ifndef MOTOGRAPH_RUN_PORTAL_H
#define MOTOGRAPH_RUN_PORTAL_H

#include <stdbool.h>

#include "base/span.h"

/* True when two hosts look like one owner's: www.a.example and a.example, news.a.co.uk and
 * feeds.a.co.uk. The last two labels count, three where the last is of a country and the one before
 * it has at most three letters; a host lies in its domain. Addresses in figures must be the same.
 */
bool portal_same_site(struct span host, struct span other);

#endif
