/* period.h - does a full stop end its sentence?
 *
 * Floor 4. Any thread. Abbreviations are data ([abbreviations] in assets/words), with
 * what stands behind them as their value:
 *     name    a name ("Gen. Quist"): never ends a sentence
 *     number  a figure ("No. 5"): ends it before a capital
 *     plain   anything ("U.S."): ends it before a word that begins sentences ([starters])
 *     both    a name, or it stands behind one ("St. Anne", "Main St."): the same behind a name
 *     last    nothing more ("etc."): ends it before a capital
 *     year    nothing, behind a figure ("2019 г."): the same, unless the sentence has hardly begun
 */
#ifndef MOTOGRAPH_STORY_PERIOD_H
#define MOTOGRAPH_STORY_PERIOD_H

#include "base/words.h"

/* A line, and where the sentence that is being read begins in it. */
struct period_line {
    struct span text;
    size_t start;
    struct span lang;
    const struct words *words;
    bool ordinals; /* "12. Juni": a dot behind a number counts it */
    bool known;    /* the language's abbreviations are known */
};

/* A line of nothing in that language: text and start are the caller's to fill. Read only; words are
 * BORROWED. */
struct period_line period_line(struct span lang, const struct words *words);

/* Does the full stop at offset dot end the sentence? rest: what follows, which could begin one. */
bool period_ends(const struct period_line *l, size_t dot, struct span rest);

/* "policy.The": was a space lost behind the full stop? Behind a name or a number ("Paris.The",
 * "1,000.They") only a word that begins sentences or a title shows it. */
bool period_lost_space(const struct period_line *l, size_t dot, struct span rest);

/* Behind this word a sentence ends even when the next begins in small letters: it is all in small
 * letters itself, in no list, and too long for an abbreviation. */
bool period_plain_word(const struct period_line *l, struct span word);

/* Does the mark (; : |) end sentences in this language ([end-marks])? */
bool period_own_mark(const struct period_line *l, uint32_t mark);

/* The mark at offset at is of a name ("Yahoo! Japan", [marked-names]), and rest goes on. */
bool period_named_mark(const struct period_line *l, size_t at, struct span rest);

/* Nothing but marks stands between the sentence's beginning and offset at. */
bool period_first(const struct period_line *l, size_t at);

#endif
