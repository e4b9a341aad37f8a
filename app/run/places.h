/* places.h - where our own files lie.
 *
 * Floor 9. Main thread, at the start. Beside the build when run from it, else
 * where the program was installed, else by --assets. */
#ifndef MOTOGRAPH_RUN_PLACES_H
#define MOTOGRAPH_RUN_PLACES_H

#include <stdbool.h>

#include "base/err.h"

enum { PLACES_PATH_MAX = 4096 };

/* Of the service unit (assets/motograph.service), for who asks from outside of it. */
#define PLACES_UNIT_RUN "/run/motograph"
#define PLACES_UNIT_CACHE "/var/cache/motograph"

struct places {
    char assets[PLACES_PATH_MAX]; /* folder with words/, themes/, demo/ */
    char fonts[PLACES_PATH_MAX];  /* folder with chain.conf */
    char ingest[PLACES_PATH_MAX]; /* the other program */
    char store[PLACES_PATH_MAX];  /* default file of the store; "" where there is no cache folder */
};

/* assets: from the command line, NULL: look for it. ERR_NOT_FOUND with *why saying where it was
 * looked for. */
MUST_USE enum err places_find(struct places *p, const char *assets, struct why *why);

/* The store is the unit's from here on. */
void places_of_unit(struct places *p);

#endif
