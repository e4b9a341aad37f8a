/* bidi.c - levels and visual order (UAX #9). Floor 7. Any thread. Knows no fonts. */
#include "view/bidi.h"

#include <fribidi.h>
#include <stdlib.h>

enum err bidi_levels(const uint32_t *cps, size_t n, enum direction base, uint8_t *levels)
{
    if (n > BIDI_MAX)
        return ERR_TOO_BIG;
    struct {
        FriBidiCharType types[BIDI_MAX];
        FriBidiBracketType brackets[BIDI_MAX];
        FriBidiLevel levels[BIDI_MAX];
    } *work = malloc(sizeof *work);
    if (!work)
        return ERR_NOMEM;
    FriBidiParType par = base == DIRECTION_RTL ? FRIBIDI_PAR_RTL : FRIBIDI_PAR_LTR;
    FriBidiStrIndex count = (FriBidiStrIndex)n;
    fribidi_get_bidi_types(cps, count, work->types);
    fribidi_get_bracket_types(cps, count, work->types, work->brackets);
    FriBidiLevel highest =
        fribidi_get_par_embedding_levels_ex(work->types, work->brackets, count, &par, work->levels);
    for (size_t i = 0; highest && i < n; i++)
        levels[i] = (uint8_t)work->levels[i];
    free(work);
    return highest || n == 0 ? ERR_OK : ERR_NOMEM; /* FriBidi gives 0 when memory is out */
}

static void reverse(uint16_t *order, size_t from, size_t to)
{
    while (from + 1 < to) {
        uint16_t swap = order[from];
        order[from++] = order[--to];
        order[to] = swap;
    }
}

/* Rule L2: from the highest level down to the lowest odd one, reverse every stretch that is at
 * that level or above. */
void bidi_order(const uint8_t *levels, size_t n, uint16_t *order)
{
    uint8_t highest = 0;
    for (size_t i = 0; i < n; i++) {
        order[i] = (uint16_t)i;
        if (levels[i] > highest)
            highest = levels[i];
    }
    for (uint8_t level = highest; level > 0; level--) {
        for (size_t from = 0; from < n; from++) {
            size_t to = from;
            while (to < n && levels[order[to]] >= level)
                to++;
            reverse(order, from, to);
            if (to > from)
                from = to - 1;
        }
    }
}
