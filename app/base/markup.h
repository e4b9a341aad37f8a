/* markup.h - an HTML fragment as the plain text a person would read.
 *
 * Floor 0. Any thread. A forgiving tokenizer, no tree, no recursion: made for
 * titles and summaries in feeds; whole pages go through article/page. */
#ifndef MOTOGRAPH_BASE_MARKUP_H
#define MOTOGRAPH_BASE_MARKUP_H

#include <stdbool.h>

#include "base/buf.h"

/* True when s holds a tag of HTML ("<b>", "</p>", "<br/>"), a comment or CDATA: "1 < 2", "<3" and
 * "<BIGCO>" hold none. */
bool markup_any(struct span s);

/* True for the name of an element of HTML. */
bool markup_element(struct span name);

/* Adds the text of s: tags and comments gone, script and style with their content, block
 * tags and <br> as line ends, references decoded once. White space is left for clean.h. */
enum err markup_text(struct span s, struct buf *out);

/* The same for a field that may or may not be HTML (RSS). Where it holds tags it is HTML, and what
 * that leaves is what is meant. Else its references are decoded, and once more where that
 * leaves any (at most two passes). */
enum err markup_maybe(struct span s, struct buf *out);

#endif
