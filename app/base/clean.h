/* clean.h - what may reach a screen.
 *
 * Floor 0. Any thread. Every text that comes from outside passes here once,
 * before it is condensed or shown. Result: valid UTF-8 in NFC without C0, C1,
 * DEL, bidi overrides and embeddings, tag characters (but for flag sequences),
 * noncharacters, private use, and zero-width characters (but ZWJ and ZWNJ where
 * a script or an emoji needs them); at most CLEAN_MARKS non-spacing marks a base
 * and CLEAN_CLUSTER code points a cluster; isolates and LRM, RLM, ALM are dropped
 * too, as every item is isolated by the view; soft hyphens go. Cleaning what is
 * clean changes nothing. Costs grow with the length, whatever the text. */
#ifndef MOTOGRAPH_BASE_CLEAN_H
#define MOTOGRAPH_BASE_CLEAN_H

#include "base/arena.h"
#include "base/buf.h"

enum { CLEAN_MARKS = 4, CLEAN_CLUSTER = 10 };

/* Adds in as one line: every run of white space becomes one space, ends trimmed. */
enum err clean_line(struct span in, struct buf *out);
/* Adds in as lines: the same for each line, line ends kept as LF, at most one empty line between.
 */
enum err clean_text(struct span in, struct buf *out);

/* The same into an arena; at most max bytes, cut at a cluster. Empty when memory is out. */
struct span clean_line_copy(struct span in, size_t max, struct arena *a);
struct span clean_text_copy(struct span in, size_t max, struct arena *a);

#endif
