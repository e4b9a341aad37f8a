/* look.h - what one line looks like, before anything is judged.
 *
 * Floor 3. Any thread. */
#ifndef MOTOGRAPH_ARTICLE_LOOK_H
#define MOTOGRAPH_ARTICLE_LOOK_H

#include <stdbool.h>
#include <stdint.h>

#include "article/phrases.h"
#include "base/arena.h"
#include "base/span.h"

struct look {
    struct span folded;         /* see phrases_fold; in the arena */
    struct phrases_pairs pairs; /* of folded */
    uint64_t hash;              /* line_hash */
    size_t repeats;             /* 1 + the number of an earlier line that says the same, 0: none */
    uint32_t letters;           /* a sign that stands for a syllable or a word counts twice */
    uint32_t words;             /* runs between white space */
    uint32_t capitals;          /* words that begin with a capital letter */
    uint32_t digits;
    bool ended;       /* closes as a sentence does */
    bool lower_start; /* begins with a small letter */
    bool stray;       /* next to nothing: a letter, a number, a web address */
    bool listed;      /* begins as an entry of a list does */
    bool address;     /* is or holds little more than a web address */
};

/* False when memory is out. */
bool look_at(struct span line, struct look *out, struct arena *a);

#endif
