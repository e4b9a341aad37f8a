/* opml.h - lists of feeds as programs exchange them (OPML 2.0, opml.org).
 *
 * Floor 2. Any thread. */
#ifndef MOTOGRAPH_FEED_OPML_H
#define MOTOGRAPH_FEED_OPML_H

#include "base/arena.h"
#include "base/buf.h"

enum { OPML_OUTLINES_MAX = 2000, OPML_DEPTH_MAX = 32 };

/* One feed. title and folder are one line of clean text, empty where there is none; url is http(s).
 */
struct outline {
    struct span title, url, folder;
};

struct opml {
    struct outline *outlines;
    size_t n;
};

/* Takes every outline with an address; the nearest outline around it without one is its folder.
 * bytes in any charset. ERR_UNSUPPORTED when it is no OPML, ERR_NOMEM. */
MUST_USE enum err opml_parse(struct span bytes, struct opml *out, struct why *why, struct arena *a);

/* Adds the list as a document; feeds that follow each other in one folder stand in it together. */
MUST_USE enum err opml_write(const struct opml *opml, struct buf *out);

#endif
