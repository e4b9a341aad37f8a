/* type.h - text to pixels: bidi, runs, font fallback, SDL_ttf.
 *
 * Floor 7. Main thread. Lines are single lines of clean text (base/clean).
 * FriBidi gives levels (UAX #9, rule L2 for the order), HarfBuzz's tables the
 * scripts, the chain in fonts/ the font of each run. Fonts are opened when first
 * needed and closed by least use. One whose file is broken is put aside, and a
 * character that no font has is a box: no text is ever lost.
 *
 * What ends in _ahead does one slice of the work that the function without it
 * would do at once (a font's table, a font opened, a run), and gives true when
 * nothing is left: text to come is made ready between frames, none of them late. */
#ifndef MOTOGRAPH_VIEW_TYPE_H
#define MOTOGRAPH_VIEW_TYPE_H

#include <SDL.h>

#include "view/drawlist.h"

struct type;

struct type_opts {
    const char *chain;  /* path of fonts/chain.conf */
    const char *folder; /* where staged font files lie, NULL: the system's folders */
    size_t fonts_open;  /* 0: 16 */
};

/* NULL with *why filled when not even the first font is found. */
struct type *type_create(const struct type_opts *opts, struct why *why);
void type_destroy(struct type *t); /* NULL is allowed */

int type_width(struct type *t, struct span text, struct span lang, struct type_style style);
bool type_width_ahead(struct type *t, struct span text, struct span lang, struct type_style style);
int type_line(struct type *t, struct type_style style);
/* How far the baseline lies below the top of the line box. */
int type_baseline(struct type *t, struct type_style style);

/* Draws a line with its line box's top left at x, y onto an XRGB8888/ARGB8888 surface, clipped to
 * clip (NULL: whole). Gives the width drawn. */
int type_draw(struct type *t, SDL_Surface *to, int x, int y, const SDL_Rect *clip, struct span text,
              struct span lang, struct type_style style, uint32_t colour, enum direction direction);

/* from, to: which part of the line is to be seen, px from its left. What is ready is kept for as
 * long as there is room, so ask for no more than is drawn soon, and a bounded number of times. */
bool type_draw_ahead(struct type *t, struct span text, struct span lang, struct type_style style,
                     uint32_t colour, enum direction direction, int from, int to);

/* For `check`: scripts of the chain without a font on this machine; calls back with script and
 * package. */
void type_missing(const struct type_opts *opts,
                  void (*say)(void *data, const char *script, const char *package), void *data);

/* Likewise: files that are here but broken. */
void type_broken(const struct type_opts *opts,
                 void (*say)(void *data, const char *file, const char *package), void *data);

/* Likewise: languages whose own letter forms need a package that is not here (optional). */
void type_forms(const struct type_opts *opts,
                void (*say)(void *data, const char *langs, const char *package), void *data);

#endif
