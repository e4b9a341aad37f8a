/* tags.c - names of elements and attributes. Floor 3. Any thread. Knows no tree. */
#include "article/tags.h"

#include <stdlib.h>
#include <string.h>

struct name {
    const char *name;
    int value;
};

/* Sorted by name. */
static const struct name elements[] = {
    {"a", TAG_A},
    {"address", TAG_BLOCK},
    {"article", TAG_ARTICLE},
    {"aside", TAG_UNSEEN},
    {"audio", TAG_UNSEEN},
    {"base", TAG_BASE},
    {"blockquote", TAG_BLOCKQUOTE},
    {"body", TAG_BODY},
    {"br", TAG_BR},
    {"button", TAG_UNSEEN},
    {"canvas", TAG_UNSEEN},
    {"center", TAG_DIV},
    {"dd", TAG_LI},
    {"details", TAG_BLOCK},
    {"dialog", TAG_UNSEEN},
    {"dir", TAG_LIST},
    {"div", TAG_DIV},
    {"dl", TAG_LIST},
    {"dt", TAG_LI},
    {"embed", TAG_UNSEEN},
    {"fieldset", TAG_UNSEEN},
    {"figcaption", TAG_UNSEEN},
    {"figure", TAG_FIGURE},
    {"footer", TAG_UNSEEN},
    {"form", TAG_FORM},
    {"frame", TAG_UNSEEN},
    {"frameset", TAG_UNSEEN},
    {"h1", TAG_H1},
    {"h2", TAG_H2},
    {"h3", TAG_HEADING},
    {"h4", TAG_HEADING},
    {"h5", TAG_HEADING},
    {"h6", TAG_HEADING},
    {"head", TAG_HEAD},
    {"header", TAG_BLOCK},
    {"hr", TAG_BR},
    {"html", TAG_HTML},
    {"iframe", TAG_UNSEEN},
    {"input", TAG_UNSEEN},
    {"label", TAG_UNSEEN},
    {"li", TAG_LI},
    {"link", TAG_LINK},
    {"main", TAG_MAIN},
    {"map", TAG_UNSEEN},
    {"math", TAG_OTHER},
    {"menu", TAG_UNSEEN},
    {"meta", TAG_META},
    {"nav", TAG_UNSEEN},
    {"noframes", TAG_UNSEEN},
    {"noscript", TAG_UNSEEN},
    {"object", TAG_UNSEEN},
    {"ol", TAG_LIST},
    {"option", TAG_UNSEEN},
    {"p", TAG_P},
    {"pre", TAG_PRE},
    {"script", TAG_SCRIPT},
    {"section", TAG_SECTION},
    {"select", TAG_UNSEEN},
    {"style", TAG_UNSEEN},
    {"summary", TAG_BLOCK},
    {"svg", TAG_UNSEEN},
    {"table", TAG_TABLE},
    {"tbody", TAG_BLOCK},
    {"td", TAG_TD},
    {"template", TAG_UNSEEN},
    {"textarea", TAG_UNSEEN},
    {"tfoot", TAG_BLOCK},
    {"th", TAG_TD},
    {"thead", TAG_BLOCK},
    {"time", TAG_TIME},
    {"title", TAG_TITLE},
    {"tr", TAG_BLOCK},
    {"ul", TAG_LIST},
    {"video", TAG_UNSEEN},
};

/* Sorted by name. */
static const struct name attributes[] = {
    {"aria-hidden", ATTR_ARIA_HIDDEN},
    {"class", ATTR_CLASS},
    {"content", ATTR_CONTENT},
    {"datetime", ATTR_DATETIME},
    {"hidden", ATTR_HIDDEN},
    {"href", ATTR_HREF},
    {"id", ATTR_ID},
    {"itemprop", ATTR_ITEMPROP},
    {"lang", ATTR_LANG},
    {"name", ATTR_NAME},
    {"property", ATTR_PROPERTY},
    {"rel", ATTR_REL},
    {"role", ATTR_ROLE},
    {"style", ATTR_STYLE},
    {"title", ATTR_TITLE},
    {"type", ATTR_TYPE},
};

static int compare_name(const void *key, const void *entry)
{
    return strcmp(key, ((const struct name *)entry)->name);
}

enum tag tags_of(const char *name)
{
    const struct name *hit = bsearch(name, elements, sizeof(elements) / sizeof(elements[0]),
                                     sizeof(elements[0]), compare_name);
    return hit ? (enum tag)hit->value : TAG_OTHER;
}

enum attr_name tags_attr(const char *name)
{
    const struct name *hit = bsearch(name, attributes, sizeof(attributes) / sizeof(attributes[0]),
                                     sizeof(attributes[0]), compare_name);
    return hit ? (enum attr_name)hit->value : ATTR_NONE;
}

bool tags_block(enum tag t)
{
    switch (t) {
    case TAG_TEXT:
    case TAG_OTHER:
    case TAG_A:
    case TAG_BASE:
    case TAG_TIME:
        return false;
    default:
        return true;
    }
}
