/* name.h - who and where: the phrases of a sentence that name its subject and its places.
 *
 * Floor 4. Any thread. Without a parser: the subject stands before the first verb, a place
 * behind a preposition of place and in capitals. */
#ifndef MOTOGRAPH_STORY_NAME_H
#define MOTOGRAPH_STORY_NAME_H

#include "story/body.h"
#include "story/excerpt.h"

enum { NAME_WHO_WORDS = 14, NAME_PLACES_MAX = 8 };

/* The subject of the sentence without asides; empty when it is a pronoun or not found. */
struct span name_subject(const struct body *body, const struct passage *p, struct arena *a);

struct place {
    struct span text;
    double score;
};

/* Places that the article names, best first; how many. */
size_t name_places(const struct body *body, struct place out[NAME_PLACES_MAX]);

#endif
