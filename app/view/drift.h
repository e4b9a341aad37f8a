/* drift.h - burn-in care: where the picture stands.
 *
 * Floor 7. Any thread. Pure: minutes in, offset out: a slow walk over a
 * (2 amplitude + 1)^2 square, one px at a time. */
#ifndef MOTOGRAPH_VIEW_DRIFT_H
#define MOTOGRAPH_VIEW_DRIFT_H

#include <stdint.h>

void drift_at(int64_t minutes, int amplitude, int *x, int *y);

#endif
