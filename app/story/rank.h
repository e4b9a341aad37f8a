/* rank.h - which sentences of an article matter most.
 *
 * Floor 4. Any thread. Position above all, then what a sentence shares with the title and
 * with the whole (Edmundson 1969; MEAD's centroid, Radev et al. 2004); less for sentences
 * that lean on others, are hardly there, or take sides in their words. */
#ifndef MOTOGRAPH_STORY_RANK_H
#define MOTOGRAPH_STORY_RANK_H

#include "story/body.h"

/* Fills the score of each sentence. */
void rank_sentences(struct body *body);

/* True when a sentence can stand alone: it does not begin with a pronoun or in a quote, and is
 * neither a question nor an address to the reader. */
bool rank_stands_alone(const struct passage *p);

#endif
