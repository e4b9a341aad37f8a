/* attributes.h - the attributes that mean something in feeds.
 *
 * Floor 2. Any thread. */
#ifndef MOTOGRAPH_FEED_ATTRIBUTES_H
#define MOTOGRAPH_FEED_ATTRIBUTES_H

#include <stdbool.h>

#include "feed/names.h"

/* Rank of a link by where it stands: the link of RSS itself, Atom's for people, for machines;
 * a guid that is said or meant to be an address; a picture or a sound is better than nothing. */
enum {
    LINK_RSS = 6,
    LINK_ATOM = 5,
    LINK_OTHER_TYPE = 4,
    LINK_GUID = 3,
    LINK_ABOUT = 2,
    LINK_ENCLOSURE = 1
};

/* How the text of a field has to be read. */
enum form { FORM_PLAIN, FORM_ONCE, FORM_MAYBE, FORM_HTML, FORM_XHTML };

/* As written, references not decoded; empty where not there. */
struct attributes {
    struct span type, mode, href, rel, permalink, about, base, lang, lastmod, version;
};

/* Reads the attributes of a tag (at most TAG_ATTRIBUTES_MAX) and notes the namespaces they declare.
 */
struct attributes attributes_read(struct span tag_body, struct names *names);

/* atom: the element stands in an Atom feed. */
enum form attributes_form(const struct attributes *a, enum vocabulary vocabulary, bool atom);
bool attributes_base64(const struct attributes *a);

/* Rank of the href or url of an element whose own rank is given; 0: it is none for a reader. */
unsigned attributes_link_rank(const struct attributes *a, unsigned rank);

#endif
