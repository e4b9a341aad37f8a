/* label.h - the words around the news: labels, ages, plurals, dates, by language.
 *
 * Floor 7. Any thread. The words stand in assets/words, sections [labels],
 * [ages] and [wall], after Unicode CLDR; a language without one of them takes the English one.
 * A region's own entries stand beside them ("date-us"). */
#ifndef MOTOGRAPH_VIEW_LABEL_H
#define MOTOGRAPH_VIEW_LABEL_H

#include "base/buf.h"
#include "base/when.h"
#include "base/words.h"
#include "story/story.h"

enum { LABEL_BYTES = 256 };

/* The lists that labels are taken from, NULL behind the last: for words_load_lists. */
extern const char *const label_lists[];

/* An entry of a list in lang, else in its first part ("pt" of "pt-BR"), else in other, else in
 * English, else the key itself. BORROWED: as long as words, lang's word or key. */
struct span label_find(const struct words *w, struct span lang, struct span other, const char *list,
                       const char *key);

/* "12 min", "3 h", "2 d"; a moment of now or a little ahead is "now"; nothing when unknown. */
void label_age(const struct words *w, struct span lang, int64_t moment, int64_t now,
               struct buf *out);
/* "and 3 more" */
void label_more(const struct words *w, struct span lang, size_t n, struct buf *out);
/* "Tue 21 Nov", in the order of the language or, "en-US", of the region. */
void label_date(const struct words *w, struct span lang, const struct when_civil *day,
                struct buf *out);

/* "14:05", "2:05 pm": as the language or the region reads a clock. */
void label_clock(const struct words *w, struct span lang, const struct when_civil *t,
                 struct buf *out);

/* Written from right to left? */
bool label_is_rtl(struct span lang);

#endif
