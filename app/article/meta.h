/* meta.h - what a page says of itself: JSON-LD, meta elements, title, headings, times.
 *
 * Floor 3. One thread at a time (base/json). Sources: schema.org Article, the Open Graph
 * protocol, Dublin Core. */
#ifndef MOTOGRAPH_ARTICLE_META_H
#define MOTOGRAPH_ARTICLE_META_H

#include <stdint.h>

#include "article/page.h"

enum { META_FIELD_MAX = 1024, META_JSON_MAX = 512 * 1024, META_JSON_VALUES_MAX = 512 };

/* Clean text; a field is empty, a moment WHEN_NONE, where the page does not say. */
struct meta {
    struct span title;
    struct span site;
    struct span author;
    struct span lang; /* two letters */
    struct span body; /* the text of the article as its JSON-LD gives it */
    int64_t published, updated;
    struct span headline; /* of the first article in its JSON-LD, as written there */
    unsigned articles;    /* that JSON-LD describes, by their headlines; more than one: a list */
    bool says_article;    /* Open Graph calls it one, or JSON-LD describes this one */
};

void meta_read(const struct page *p, struct meta *out, struct arena *a);

#endif
