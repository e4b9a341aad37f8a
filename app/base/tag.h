/* tag.h - markup cut into text and tags, forgivingly.
 *
 * Floor 0. Any thread. One tokenizer for feeds (XML as it is found) and for
 * fragments of HTML: no tree, no recursion, no DTD, no entity of the document's own.
 * Linear in the input whatever stands in it. What it gives points into the input. */
#ifndef MOTOGRAPH_BASE_TAG_H
#define MOTOGRAPH_BASE_TAG_H

#include <stdbool.h>

#include "base/span.h"

enum { TAG_BYTES_MAX = 16 * 1024, TAG_ATTRIBUTES_MAX = 64 };

enum tag_kind {
    TAG_TEXT,  /* body: as written, references not decoded */
    TAG_CDATA, /* body: what stands inside */
    TAG_OPEN,  /* name; body: the attributes as written; empty: <x/> */
    TAG_CLOSE, /* name */
    TAG_OTHER  /* comment, declaration or processing instruction; body: what stands inside */
};

struct tag {
    enum tag_kind kind;
    bool empty;
    bool endless; /* no comment behind here has its end: kept between calls */
    struct span name, body;
    struct span source; /* all of it */
};

/* Cuts the next piece off *rest; false at the end. "<" begins a tag before a letter, "_", "/",
 * "!" or "?" only. A tag without its ">" ends before the next "<"; one over TAG_BYTES_MAX
 * keeps its name and loses its attributes; what is cut off at the end of the input is dropped
 * (CDATA keeps what it has). A comment without its "-->" ends at its first ">", so that what stands
 * behind it is not lost. t is all zero before the first call, and the same for the next ones. */
bool tag_next(struct span *rest, struct tag *t);

/* Cuts the next attribute off *attributes; false at the end. The value is as written, without its
 * quotes; empty where there is none. The caller counts to TAG_ATTRIBUTES_MAX. */
bool tag_attribute(struct span *attributes, struct span *name, struct span *value);

/* The value of the first attribute of that name (case aside), as written; empty when none. */
struct span tag_get(struct span attributes, const char *name);

#endif
