/* names.h - what an element of an XML feed means.
 *
 * Floor 2. One thread at a time. Resolves prefixes as they are declared (Namespaces in XML 1.0)
 * and, as many feeds get that wrong, by their customary names where they are not. */
#ifndef MOTOGRAPH_FEED_NAMES_H
#define MOTOGRAPH_FEED_NAMES_H

#include "feed/entry.h"

/* Vocabularies, as bits so that one row of a table can speak for several. */
enum vocabulary {
    NAMES_RSS = 1, /* all dialects of RSS, and no namespace at all */
    NAMES_ATOM = 2,
    NAMES_DC = 4,
    NAMES_TERMS = 8,
    NAMES_CONTENT = 16,
    NAMES_MEDIA = 32,
    NAMES_ITUNES = 64,
    NAMES_XHTML = 128,
    NAMES_RDF = 256,
    NAMES_SYNDICATION = 512,
    NAMES_OTHER = 1024
};

enum { NAMES_BINDINGS_MAX = 64 };

struct binding {
    struct span prefix; /* empty: the default */
    enum vocabulary vocabulary;
};

/* The declarations in force, the newest last. */
struct names {
    struct binding bindings[NAMES_BINDINGS_MAX];
    size_t n;
};

/* Notes xmlns:prefix="uri" (prefix empty for xmlns="uri"); over the limit it is passed over. */
void names_declare(struct names *names, struct span prefix, struct span uri);

/* The part of a name behind its prefix. */
struct span names_local(struct span name);

enum element_role {
    ELEMENT_UNKNOWN,
    ELEMENT_ROOT,  /* rss, RDF */
    ELEMENT_FEED,  /* feed, channel */
    ELEMENT_ITEM,  /* item, entry */
    ELEMENT_GROUP, /* its children count as if they stood outside */
    ELEMENT_LINK,  /* address as text, or in href with rel */
    ELEMENT_FIELD  /* field and rank say which */
};

struct element_meaning {
    enum element_role role;
    enum vocabulary vocabulary;
    enum entry_field field;
    unsigned rank;
};

/* What an element of that name, prefix and all, means under the declarations in force. */
struct element_meaning names_meaning(const struct names *names, struct span name);

#endif
