/* store_aside.h - files that cannot be used, put out of the way under another name, and back again.
 *
 * Floor 5. One thread. Only for the sources of this folder. What a newer program wrote in tables
 * that this one does not know waits as PATH.aside until the newer one runs again. */
#ifndef MOTOGRAPH_STORE_STORE_ASIDE_H
#define MOTOGRAPH_STORE_STORE_ASIDE_H

#include "store/store_db.h"

enum { STORE_PATH_BYTES = 4096 };

/* Puts PATH out of the way as PATH.AS, over an earlier one, and adds to *why that it is kept so. A
 * broken file goes by another name than ".aside", where a newer program's may wait. False: there is
 * none. */
bool store_aside_move(const char *path, const char *as, struct why *why);

/* Takes what waits as PATH.aside into the open store, and the file away, where this program knows
 * its tables; else it goes on waiting. Decisions of persons and what was known longer win over what
 * came since; every feed is then read whole once. True when something came back. */
bool store_aside_take_back(struct store *s, const char *path);

#endif
