/* drift.c - burn-in care: where the picture stands. Floor 7. Any thread. Pure; knows no clock. */
#include "view/drift.h"

/* The walk goes row by row, every second row backwards, then the same way home: each place
 * twice a tour, never more than one px from one minute to the next. */
void drift_at(int64_t minutes, int amplitude, int *x, int *y)
{
    *x = *y = 0;
    if (amplitude <= 0)
        return;
    int64_t side = 2 * (int64_t)amplitude + 1;
    int64_t places = side * side;
    int64_t tour = 2 * places - 2;
    int64_t from = places / 2; /* the middle: minute 0 stands where it was laid out */
    int64_t at = ((minutes % tour + tour) % tour + from) % tour;
    if (at >= places)
        at = tour - at;
    int64_t row = at / side, column = at % side;
    *x = (int)(row % 2 ? side - 1 - column : column) - amplitude;
    *y = (int)row - amplitude;
}
