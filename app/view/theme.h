/* theme.h - colours and sizes by name (assets/themes/NAME.conf).
 *
 * Floor 7. Any thread after loading. */
#ifndef MOTOGRAPH_VIEW_THEME_H
#define MOTOGRAPH_VIEW_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/err.h"

struct theme {
    uint32_t back;   /* behind the board */
    uint32_t text;   /* headlines */
    uint32_t quiet;  /* ages, clock, labels */
    uint32_t accent; /* labels, time bar, source tags without a colour of their own */
    uint32_t line;   /* rules and the empty part of the time bar */
    uint32_t crawl_back, crawl_text, crawl_quiet;
    uint32_t tag_text; /* on a source tag */
    uint32_t breaking_back, breaking_text;
    uint32_t good, bad; /* state dot */
    bool lamps;         /* drawn as a board of lamps: dark lines between them */
    bool own_colours;   /* sources wear their own; else all wear the accent */
    double scale;       /* of all type, 1.0 as designed */
};

/* Reads assets/themes/NAME.conf over the built-in "night". ERR_NOT_FOUND, ERR_SYNTAX (line and key
 * named). ERR_OK with words in *why: a key that is not known here was passed over. */
MUST_USE enum err theme_load(const char *assets, const char *name, struct theme *out,
                             struct why *why);
void theme_default(struct theme *out);

/* The same theme at half of its brightness, for hours when the screen is dimmed; what could not be
 * read then stays brighter (on light grounds darker). */
struct theme theme_dimmed(const struct theme *t);

/* What a colour of one theme, in the crawl, is in another; one that is of no theme (a feed's own)
 * stays. */
uint32_t theme_translate(const struct theme *from, const struct theme *to, uint32_t colour);
bool theme_same(const struct theme *a, const struct theme *b);

/* Contrast ratio of two colours, 1 to 21 (WCAG 2.1, relative luminance). */
double theme_contrast(uint32_t a, uint32_t b);
/* Nearer to white than to black, as contrasts go. */
bool theme_is_light(uint32_t colour);
/* At least 4.5:1 (WCAG 2.1, success criterion 1.4.3). */
bool theme_readable(uint32_t text, uint32_t ground);
/* ERR_SYNTAX when a text has less than 4.5:1 against what it stands on (of lamps, with the dark
 * between them); *why names the pair. */
MUST_USE enum err theme_check(const struct theme *t, struct why *why);

#endif
