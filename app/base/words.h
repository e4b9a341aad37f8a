/* words.h - word lists by language, read from data files.
 *
 * Floor 0. Read-only after loading, then any thread. Knows no list by name:
 * lists are whatever the files hold.
 *
 * A file LANG.words (UTF-8) holds sections, one entry a line:
 *     # comment
 *     [abbreviations]
 *     gen
 *     [months]
 *     july = 7
 *     jul = 7
 * Keys are lower case (utf8_put_lower) with single spaces; a value is what stands
 * behind " = ". "any.words" holds what is good for every language. */
#ifndef MOTOGRAPH_BASE_WORDS_H
#define MOTOGRAPH_BASE_WORDS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/err.h"
#include "base/span.h"

struct words;

struct word {
    struct span key, value; /* value empty where the file gives none */
};

enum { WORDS_FILE_MAX = 1024 * 1024 };

/* Loads every LANG.words of the folder. NULL with *why filled when the folder cannot be read,
 * a line is not understood (file and line are named) or memory is out. */
struct words *words_load(const char *folder, struct why *why);
/* The same, but of each file only these lists; NULL behind the last. */
struct words *words_load_lists(const char *folder, const char *const only[], struct why *why);
void words_destroy(struct words *w); /* NULL is allowed */

/* The entries of a list in the order of the file; *n 0 and NULL where there is none.
 * BORROWED: as long as w. lang "" and unknown languages have no lists of their own; ask for
 * "any" too where that makes sense. */
const struct word *words_list(const struct words *w, struct span lang, const char *list, size_t *n);

/* What the lists of a language, and those for "any", know of one key: looked up once, asked for
 * many lists. Both NULL: it stands in none of them. BORROWED: as long as w. */
struct words_known {
    const struct words_key *own, *any;
};

struct words_known words_look(const struct words *w, struct span lang, struct span key);
/* True when the key stands in the list, the language's own first. value may be NULL. */
bool words_in(struct words_known key, const char *list, struct span *value);

/* In which of n lists (at most 64) it stands, as bits. */
uint64_t words_lists(struct words_known key, const char *const lists[], size_t n);

/* Both in one. */
bool words_find(const struct words *w, struct span lang, const char *list, struct span key,
                struct span *value);

/* Adds one to hits[i] where the key stands in the list of langs[i]; those for "any" are not asked.
 */
void words_count(const struct words *w, const struct span *langs, size_t n, const char *list,
                 struct span key, size_t *hits);

/* The languages loaded, "any" left out. */
size_t words_langs(const struct words *w, const struct span **langs);

#endif
