/* instep.c - several screens in step. Floor 9. Main thread. Knows no clock. */
#include "run/instep.h"

#include <math.h>
#include <stdlib.h>

enum { CARD_LEAST_MS = 2000 };

void instep_pace(struct instep *st, struct crawl_pace pace, double refresh)
{
    double nominal = fabs(refresh - round(refresh)) < 0.1 ? round(refresh) : refresh;
    st->px_per_s = pace.step * nominal / pace.every;
}

bool instep_item(struct instep *st, int64_t wall_ms, int64_t position, int place, uint64_t *id,
                 int *hold)
{
    if (st->strip.length == 0)
        return false;
    int64_t run = tape_run(st->px_per_s, wall_ms);
    struct tape_place at =
        place == 0 ? tape_at(&st->strip, run) : tape_from(&st->strip, run + place);
    *id = st->strip.pieces[at.piece].id;
    *hold = (int)-at.into;
    st->origin = run - position;
    return true;
}

int instep_step(struct instep *st, int64_t wall_ms, int64_t position, int step)
{
    int64_t behind = tape_run(st->px_per_s, wall_ms) - st->origin - position - step;
    if (llabs(behind) <= step || llabs(wall_ms - st->corrected_ms) < INSTEP_EVERY_MS)
        return step;
    st->corrected_ms = wall_ms;
    return behind > 0 ? 2 * step : 0;
}

bool instep_card(const struct instep *st, int64_t wall_ms, uint64_t *id, int64_t *left_ms)
{
    if (st->cards.length == 0)
        return false;
    struct tape_place at = tape_at(&st->cards, wall_ms);
    *left_ms = st->cards.pieces[at.piece].length - at.into;
    if (*left_ms < CARD_LEAST_MS) {
        at.piece = (at.piece + 1) % st->cards.n;
        *left_ms += st->cards.pieces[at.piece].length;
    }
    *id = st->cards.pieces[at.piece].id;
    return true;
}
