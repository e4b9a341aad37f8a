/* instep.h - several screens in step: what the strip and the cards show as a function of the wall
 * clock (app/README.md, section 7).
 *
 * Floor 9. Main thread. Pure: moments come in. Nothing ever jumps: the strip is put right in the
 * gap before an item that is still outside, or by one step at most every two seconds. */
#ifndef MOTOGRAPH_RUN_INSTEP_H
#define MOTOGRAPH_RUN_INSTEP_H

#include "play/tape.h"
#include "view/crawl.h"

enum { INSTEP_EVERY_MS = 2000 };

struct instep {
    struct tape strip, cards;
    double px_per_s;      /* of the strip, alike on screens of the same nominal refresh */
    int64_t origin;       /* of the strip: its tape at the crawl's position 0 */
    int64_t corrected_ms; /* when a step was longer or shorter, by the wall clock */
};

/* The strip's speed: that of the pace at the refresh as it is written on the display. */
void instep_pace(struct instep *st, struct crawl_pace pace, double refresh);

/* The strip's next item and how much later than at `place` it begins (crawl_next_place; 0: the
 * first of a full strip, which stands as if it had always run; then *hold is not positive). False:
 * none, its tape is empty or not measured. */
bool instep_item(struct instep *st, int64_t wall_ms, int64_t position, int place, uint64_t *id,
                 int *hold);
/* What a step of so many px has to be: itself, twice that, or 0. */
int instep_step(struct instep *st, int64_t wall_ms, int64_t position, int step);

/* The card of the moment, and the ms it stays; one that would be gone at once gives way to the
 * next. False: there is none. */
bool instep_card(const struct instep *st, int64_t wall_ms, uint64_t *id, int64_t *left_ms);

#endif
