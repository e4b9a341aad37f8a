/* date_piece.h - a sentence cut finer than into words, as dates need it.
 *
 * Floor 4. Any thread. Digits, letters and marks are pieces of their own, so that
 * "25th", "05-Aug-2016", "2016年6月" and "twenty-nine" are read alike; Han, kana and Hangul, which
 * part no words, are one piece a sign. Words are looked up over several pieces. */
#ifndef MOTOGRAPH_STORY_DATE_PIECE_H
#define MOTOGRAPH_STORY_DATE_PIECE_H

#include "story/token.h"

enum { DATE_PIECES_MAX = 800, DATE_PHRASE_MAX = 7, DATE_DIGITS_MAX = 8 };

/* The word lists of dates; their sections are named in date_piece.c. */
enum date_list {
    DATE_MONTHS,
    DATE_WEEKDAYS,
    DATE_DAYS, /* [relative-days] */
    DATE_TURNS,
    DATE_UNITS,
    DATE_WORDS,
    DATE_NUMBERS,
    DATE_ORDINALS,
    DATE_MARKS,
    DATE_HOLIDAYS,
    DATE_AHEAD, /* in front of a day: it may lie ahead whatever the verb says */
    DATE_LISTS
};

struct date_piece {
    struct span text;         /* in small letters; BORROWED from the tokens */
    size_t token;             /* of which it is a piece */
    int value;                /* of at most DATE_DIGITS_MAX digits of any script, else -1 */
    uint8_t digits;           /* how many */
    bool word;                /* letters */
    bool glued;               /* no white space in front */
    bool cap;                 /* may be a name: a capital, or inside a token */
    bool function;            /* its token is a word of grammar */
    bool joined;              /* longer is filled */
    struct words_known known; /* what the word lists know of it, */
    uint64_t lists;           /* by date_list, as bits: where it stands; */
    uint64_t longer_lists;    /* where anything of longer does */
    struct date_phrase {
        struct words_known known;
        uint64_t lists;
    } longer[DATE_PHRASE_MAX - 1]; /* the same of it with the next 1, 2 ... pieces */
};

struct date_pieces {
    const struct tokens *t;
    size_t n;
    struct date_piece at[DATE_PIECES_MAX];
};

/* What stands behind DATE_PIECES_MAX pieces is left out. */
void date_piece_cut(const struct tokens *t, struct date_pieces *out);

/* False at a mark, and where no list of dates knows the word at i, alone or with what is glued to
 * it: no date begins there. */
bool date_piece_may(struct date_pieces *x, size_t i);

/* The longest entry of the list that begins at i: how many pieces, 0 for none. As in token_phrase
 * the first word of an entry with spaces stands in the list, too, "+" when it is none itself. */
size_t date_piece_find(struct date_pieces *x, size_t i, enum date_list list, struct span *value);

/* The same where the value is a number. */
size_t date_piece_int(struct date_pieces *x, size_t i, enum date_list list, int *value);

/* The same where the value is one letter; 0 where there is none. */
size_t date_piece_letter(struct date_pieces *x, size_t i, enum date_list list, char *letter);

/* Pieces of a word with this role in [date-words]: "of", "to", "ago" ("three days ago"), "ago
 * front"
 * ("il y a trois jours"), "ago before" ("vor drei Tagen", "drei Tage vor Ostern"); 0 for none. */
size_t date_piece_role(struct date_pieces *x, size_t i, const char *role);

/* The piece is this one ASCII sign. */
bool date_piece_mark(const struct date_pieces *x, size_t i, char mark);

/* True at the beginning of a token and behind the end of the last. */
bool date_piece_begins(const struct date_pieces *x, size_t i);

#endif
