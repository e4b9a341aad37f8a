/* sift.h - which articles of an answer are taken, and which date they are given.
 *
 * Floor 9. Any thread. Pure: knows no store, no clock and no screen. The rules of a feed are parsed
 * once, when the sources are read, and read-only afterwards. */
#ifndef MOTOGRAPH_RUN_SIFT_H
#define MOTOGRAPH_RUN_SIFT_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/when.h"
#include "story/told.h"

enum { SIFT_PHRASES_MAX = 1000 };

/* A list of words and phrases, ready for matching. */
struct sift_words {
    struct span *phrases; /* as sift keeps text: folded, a space around each word */
    size_t n;
    size_t odd; /* entries in which no word stands, or one too many */
};

struct sift_rules {
    struct sift_words include[2], exclude[2]; /* the feed's own, and those of all feeds */
    unsigned flood;                           /* new articles of one answer; 0: no limit */
    bool hold;
};

/* Reads a list: entries are parted by commas; a word matches whole, whatever its case and accents;
 * a phrase matches its words in a row; "elect*" matches every ending of its last word. In scripts
 * without spaces (Han, kana, Hangul, Thai and its neighbours) every sign is a word. In the arena.
 */
MUST_USE enum err sift_parse(struct span list, struct sift_words *out, struct arena *a);

/* A hash of everything that the rules say. */
uint64_t sift_hash(const struct sift_rules *rules);

/* True when title, headline, lead and facts pass every list: where there are words to include, one
 * of them stands in it, and none of those to exclude does. */
bool sift_passes(const struct sift_rules *rules, const struct told *told);

/* Settles the dates of an article that was first seen at seen. A date before 1990 is what a program
 * writes that knows none: there is none then. A date more than a day ahead is not believed: there
 * is none either, and the article goes by when it was first seen. A lesser one ahead of seen is
 * seen: nothing is published after it was read. True: a date was not believed. */
bool sift_settle(struct told *told, int64_t seen, int64_t now);

/* True when it was published more than max_age seconds ago (0: nothing is) by its settled date,
 * without one when it was first seen: an update makes nothing young. */
bool sift_old(const struct told *told, int64_t max_age, int64_t seen, int64_t now);

/* True when an article that is known comes as another one under its old key: with other words half
 * a day after it was first seen, by its date where it has one (a feed that calls every day's
 * weather "weather", a notice that is written anew). */
bool sift_anew(const struct told *told, int64_t seen, int64_t now, bool changed);

/* What a person judges: title, headline and lead. Never 0. */
uint64_t sift_version(const struct told *told);
/* Where it leads, as a hash; 0 where that is nowhere or a front page, which every article may name.
 */
uint64_t sift_link(const struct told *told);
/* The same for one article under two keys: by where it leads alone where no other article of the
 * answer leads there, else by its title too. Never 0. */
uint64_t sift_twin(const struct told *told, bool own_link);

#endif
