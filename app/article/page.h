/* page.h - an HTML page as a flat tree.
 *
 * Floor 3. Any thread. Nodes stand in document order, so a subtree is the range
 * from a node to its end, and every walk is a loop. */
#ifndef MOTOGRAPH_ARTICLE_PAGE_H
#define MOTOGRAPH_ARTICLE_PAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "article/tags.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

/* What is nested deeper hangs on its deepest allowed ancestor; what comes after the last
 * allowed node is not read. Longer attributes are cut. */
enum { PAGE_NODES_MAX = 60000, PAGE_DEPTH_MAX = 200, PAGE_ATTRS_MAX = 8, PAGE_VALUE_MAX = 4096 };

struct attr {
    enum attr_name name;
    struct span value;
};

struct node {
    enum tag tag;
    bool gone; /* thrown out with everything in it */
    uint8_t n_attrs;
    uint32_t parent; /* of node 0: 0 */
    uint32_t end;    /* one past the last node of its subtree */
    uint32_t text;   /* TAG_TEXT: where its bytes begin in page.text */
    uint32_t n_text;
    const struct attr *attrs;
};

struct page {
    struct node *nodes; /* node 0 stands for the whole document */
    uint32_t n;
    char *text;
    size_t n_text;
    bool cut; /* a limit was met; what came before it is here */
};

/* Never reads anything but the bytes given. ERR_TOO_BIG over ARTICLE_PAGE_MAX, ERR_NOMEM. */
MUST_USE enum err page_parse(struct span html_utf8, struct page *out, struct arena *a);

/* The empty span where the node has no such attribute. */
struct span page_attr(const struct node *n, enum attr_name name);
bool page_has(const struct node *n, enum attr_name name);

/* The characters of a text node as they stand. */
struct span page_text(const struct page *p, uint32_t node);

/* All text under a node as one line, white space collapsed, at most max bytes. */
struct span page_line(const struct page *p, uint32_t node, size_t max, struct arena *a);

#endif
