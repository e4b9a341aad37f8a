/* fit.h - text into lines: where lines may end, which size fits, what is cut.
 *
 * Floor 7. Main thread. Knows widths from a measuring function only. A text is
 * measured piece by piece once; every size tried after that is reckoned from
 * it, and only the lines of the chosen size are measured again. */
#ifndef MOTOGRAPH_VIEW_FIT_H
#define MOTOGRAPH_VIEW_FIT_H

#include "view/layout.h"

enum { FIT_PIECES_MAX = 256, FIT_LINES_MAX = 5, FIT_LINE_BYTES = 1024 };

/* What must stand on one line: a word, or one character of a script without spaces. */
struct fit_piece {
    struct span text; /* without the space before it */
    int space, width; /* at the measured size */
};

struct fit {
    struct span text, lang;
    enum type_weight weight;
    int size; /* the measured one */
    struct fit_piece pieces[FIT_PIECES_MAX];
    size_t n;
    bool whole; /* false: there were more pieces */
};

/* Lines of one size; the spans point into the text, a cut one into the arena. */
struct fit_block {
    struct span lines[FIT_LINES_MAX];
    size_t n;
    int size;
};

/* How the lines of a block are filled. */
enum fit_shape {
    FIT_FULL,    /* line by line; evened only when the last one would be a stump */
    FIT_BALANCED /* all about as long */
};

/* Measures the pieces of text. */
void fit_measure(const struct measure *m, struct span text, struct span lang,
                 struct type_style style, struct fit *out);

/* The text at this size in at most max_lines lines of this width, as reckoned; false when it does
 * not fit. */
bool fit_reckon(const struct fit *f, int size, int width, size_t max_lines, enum fit_shape shape,
                struct fit_block *out);
/* Are the lines, measured, really no wider? */
bool fit_holds(const struct measure *m, const struct fit *f, int width,
               const struct fit_block *block);
/* Both. */
bool fit_block(const struct measure *m, const struct fit *f, int size, int width, size_t max_lines,
               enum fit_shape shape, struct fit_block *out);

/* The same whatever it takes: words too long are broken between clusters (letters with a hyphen),
 * what is left over is cut, with an ellipsis (both in a). */
void fit_block_cut(const struct measure *m, const struct fit *f, int size, int width,
                   size_t max_lines, struct fit_block *out, struct arena *a);

/* text, or the head of it with an ellipsis that is no wider than width; empty when not even the
 * ellipsis fits. */
struct span fit_cut(const struct measure *m, struct span text, struct span lang,
                    struct type_style style, int width, struct arena *a);

#endif
