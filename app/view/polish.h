/* polish.h - what typewriters left in a text, as a printer would set it.
 *
 * Floor 7. Any thread. Straight quotation marks become those of the language,
 * where all of them can be paired; between letters an apostrophe, three dots an
 * ellipsis, a lone hyphen a dash. No letter, figure or word changes. */
#ifndef MOTOGRAPH_VIEW_POLISH_H
#define MOTOGRAPH_VIEW_POLISH_H

#include "base/arena.h"
#include "base/words.h"

enum { POLISH_BYTES_MAX = 4096 };

/* text itself where nothing changes, else a copy in a; the marks of lang stand in assets/words,
 * [wall] quotes. A longer text stays as it is. */
struct span polish_text(const struct words *w, struct span lang, struct span text, struct arena *a);

#endif
