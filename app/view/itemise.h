/* itemise.h - one line of mixed text to runs that one font can shape.
 *
 * Floor 7. Main thread. Knows levels (bidi), scripts (HarfBuzz's tables) and
 * which font has what (chain); draws nothing. */
#ifndef MOTOGRAPH_VIEW_ITEMISE_H
#define MOTOGRAPH_VIEW_ITEMISE_H

#include "base/span.h"
#include "view/bidi.h"
#include "view/chain.h"

enum {
    ITEMISE_MAX = BIDI_MAX, /* code points of a line; what is behind is not drawn */
    /* Runs are short, so that a line can be drawn in slices. In clusters: */
    ITEMISE_SOFT = 16,  /* a run this long ends at the next space, or where letters never join */
    ITEMISE_HARD = 192, /* or anywhere */
    ITEMISE_SQUARE = 6, /* ideographs, kana and Hangul, and */
    ITEMISE_EMOJI = 1   /* coloured pictures are dear */
};

/* A stretch of one level, script and font. */
struct run {
    struct span text;  /* BORROWED from the line */
    uint32_t script;   /* ISO 15924 */
    uint8_t level;     /* odd: right to left */
    uint8_t font;      /* CHAIN_NONE: nothing has it */
    uint16_t clusters; /* what a reader takes for characters */
};

struct itemised {
    struct run runs[ITEMISE_MAX];
    uint16_t order[ITEMISE_MAX]; /* visual, from the left */
    size_t n;
};

/* Runs of text in logical order, and their visual order. Control characters count as spaces. */
MUST_USE enum err itemise_line(struct chain *c, struct span text, struct span lang,
                               enum direction base, struct itemised *out);

#endif
