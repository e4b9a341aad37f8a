/* token.h - the words and marks of a sentence.
 *
 * Floor 4. Any thread. The tokens together with the white space between them are
 * the sentence: whatever is made by leaving tokens out is a piece of the article. */
#ifndef MOTOGRAPH_STORY_TOKEN_H
#define MOTOGRAPH_STORY_TOKEN_H

#include "base/arena.h"
#include "base/words.h"

enum { TOKENS_MAX = 400, TOKEN_WORD_MAX = 96 };

enum token_kind {
    TOKEN_WORD,
    TOKEN_NUMBER, /* begins with a digit: 5, 3.5, 10,000, 25th, 2023-07-25 */
    TOKEN_COMMA,
    TOKEN_END,   /* . ! ? ... */
    TOKEN_COLON, /* : ; */
    TOKEN_DASH,  /* a dash with space around it */
    TOKEN_OPEN,  /* ( [ */
    TOKEN_CLOSE,
    TOKEN_QUOTE_OPEN,
    TOKEN_QUOTE_CLOSE,
    TOKEN_OTHER
};

/* The word lists that are asked for token by token; the names of their sections are in token.c. */
enum token_list {
    LIST_ADDRESS,
    LIST_ARTICLES,
    LIST_ATTRIBUTION,
    LIST_CLAUSE_HEADS,
    LIST_CLAUSE_WORDS,
    LIST_COMMON,
    LIST_DATE_PREPOSITIONS,
    LIST_DATE_TURNS,
    LIST_DATE_UNITS,
    LIST_DATE_WORDS,
    LIST_DAY_PARTS,
    LIST_FAMILY_FIRST,
    LIST_FUTURE,
    LIST_JOINERS,
    LIST_LOADED,
    LIST_MONTHS,
    LIST_NAME_LINKS,
    LIST_NO_PLACE,
    LIST_NUMBERS,
    LIST_OPENERS,
    LIST_ORDINALS,
    LIST_PASSIVE_AHEAD,
    LIST_PAST,
    LIST_PEOPLE,
    LIST_PLACE_NOUNS,
    LIST_PLACE_PARTS,
    LIST_PLACE_PLAIN,
    LIST_PLACE_WORDS,
    LIST_PLACES,
    LIST_PREPOSITIONS,
    LIST_PRONOUNS,
    LIST_REASONS,
    LIST_RELATIVE_DAYS,
    LIST_SPARE,
    LIST_SPEECH,
    LIST_TITLES,
    LIST_VERBS,
    LIST_WEAK_ENDS,
    LIST_WEEKDAYS,
    LISTS
};

struct token {
    struct span text;  /* BORROWED from the sentence */
    struct span lower; /* its key in the word lists */
    enum token_kind kind;
    bool space;               /* white space stands before it */
    bool cap;                 /* begins with a capital */
    bool function;            /* a word of grammar: [function] */
    bool quoted;              /* inside quotes, the marks included */
    struct words_known known; /* what the word lists know of it */
    uint64_t asked, found;    /* by list: was it looked up, does the word stand there */
};

struct tokens {
    struct token *at;
    size_t n;
    struct span lang;
    const struct words *words;
};

/* At most TOKENS_MAX tokens; what stands behind is left out. False when memory is out. */
MUST_USE bool token_cut(struct span sentence, struct span lang, const struct words *words,
                        struct tokens *out, struct arena *a);

/* From now on the words are asked for in the lists of another language. */
void token_speak(struct tokens *t, struct span lang);

/* True when the token stands in the list of its language. value may be NULL. */
bool token_in(const struct tokens *t, size_t i, enum token_list list, struct span *value);

/* The longest run of at most max words from i that is one entry of the list ("prime minister");
 * how many tokens, 0 for none. The first word of a longer entry must stand in the list, too, with
 * the value "+" when it is no entry by itself. */
size_t token_phrase(const struct tokens *t, size_t i, size_t max, enum token_list list,
                    struct span *value);

bool token_is_word(const struct token *t); /* a word or a number */

#endif
