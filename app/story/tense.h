/* tense.h - does a sentence speak of what was or of what will be?
 *
 * Floor 4. Any thread. From lists and endings of verbs, which are data ([past], [future],
 * [past-endings], [future-endings], [verbs]); so it may not know. */
#ifndef MOTOGRAPH_STORY_TENSE_H
#define MOTOGRAPH_STORY_TENSE_H

#include "story/token.h"

enum tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE };

/* Of one word: TENSE_NONE where it is no verb as far as can be told. */
enum tense tense_of(const struct tokens *t, size_t i);

/* Of the verb to which what stands at i (a day) belongs: the nearest in front of it in its
 * clause, else the nearest behind it. */
enum tense tense_near(const struct tokens *t, size_t i);

#endif
