/* tags.h - the HTML elements that the extractor tells apart.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_TAGS_H
#define MOTOGRAPH_ARTICLE_TAGS_H

#include <stdbool.h>
#include <stdint.h>

enum tag {
    TAG_TEXT, /* not an element: character data */
    TAG_OTHER,
    TAG_A,
    TAG_ARTICLE,
    TAG_BASE,
    TAG_BLOCKQUOTE,
    TAG_BODY,
    TAG_BR,
    TAG_DIV,
    TAG_FIGURE,
    TAG_FORM,
    TAG_H1,
    TAG_H2,
    TAG_HEADING, /* h3 to h6 */
    TAG_HEAD,
    TAG_HTML,
    TAG_LI,
    TAG_LINK,
    TAG_LIST,
    TAG_MAIN,
    TAG_META,
    TAG_P,
    TAG_PRE,
    TAG_SCRIPT,
    TAG_SECTION,
    TAG_TABLE,
    TAG_TD,
    TAG_TIME,
    TAG_TITLE,
    TAG_BLOCK, /* any other element that begins a line */
    TAG_UNSEEN /* what is never part of an article's text: style, nav, button, svg ... */
};

enum attr_name {
    ATTR_NONE,
    ATTR_ARIA_HIDDEN,
    ATTR_CLASS,
    ATTR_CONTENT,
    ATTR_DATETIME,
    ATTR_HIDDEN,
    ATTR_HREF,
    ATTR_ID,
    ATTR_ITEMPROP,
    ATTR_LANG,
    ATTR_NAME,
    ATTR_PROPERTY,
    ATTR_REL,
    ATTR_ROLE,
    ATTR_STYLE,
    ATTR_TITLE,
    ATTR_TYPE
};

/* name in lower case, as the parser gives it. */
enum tag tags_of(const char *name);
/* ATTR_NONE for what nobody asks for. */
enum attr_name tags_attr(const char *name);
/* An element that begins and ends a line of text. */
bool tags_block(enum tag t);

#endif
