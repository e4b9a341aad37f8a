/* subject.c - who acts or speaks in a sentence of a script without capitals. Floor 4. Any thread.
 * Words are data. */
#include "story/subject.h"

#include "base/utf8.h"

enum { WORDS_MOST = 9, SIGNS_MOST = 24, LEAST_BYTES = 4 };

static bool list_any(const struct tokens *t, const char *list)
{
    size_t n;
    return words_list(t->words, t->lang, list, &n) && n;
}

bool subject_is_marked(const struct tokens *t)
{
    return list_any(t, "subject-ends");
}

static bool date_at(const struct passage *p, size_t i)
{
    for (size_t k = 0; k < p->n_dates; k++)
        if (i >= p->dates[k].first && i < p->dates[k].first + p->dates[k].n)
            return true;
    return false;
}

/* Bytes of the particle at the end of the word: "시장은". */
static size_t ending_of(const struct tokens *t, size_t i)
{
    size_t n, longest = 0;
    struct span word = t->at[i].text;
    const struct word *endings = words_list(t->words, t->lang, "subject-endings", &n);
    for (size_t k = 0; k < n; k++)
        if (word.n >= endings[k].key.n + LEAST_BYTES - 1 && endings[k].key.n > longest &&
            span_eq(span_from(word, word.n - endings[k].key.n), endings[k].key))
            longest = endings[k].key.n;
    return longest;
}

/* What stands behind the subject. */
enum stop { STOP_NOT, STOP_OTHER, STOP_MARK };

static enum stop stop_at(const struct passage *p, size_t i)
{
    struct span value = {NULL, 0};
    const struct token *t = &p->t.at[i];
    if (words_in(t->known, "subject-ends", &value))
        return span_is(value, "mark") ? STOP_MARK : STOP_OTHER;
    bool other = !token_is_word(t) || t->quoted || t->kind == TOKEN_NUMBER || date_at(p, i) ||
                 token_in(&p->t, i, LIST_SPEECH, NULL);
    return other ? STOP_OTHER : STOP_NOT;
}

static bool says_from(const struct tokens *t, size_t i)
{
    for (; i < t->n; i++)
        if (!t->at[i].quoted && token_in(t, i, LIST_SPEECH, NULL))
            return true;
    return false;
}

/* The first token outside quotes, behind their marks; behind a verb of saying when it is one. */
static size_t begin(const struct tokens *t, bool *said)
{
    size_t i = 0;
    while (i < t->n && (t->at[i].quoted || !token_is_word(&t->at[i])))
        i++;
    *said = i < t->n && token_in(t, i, LIST_SPEECH, NULL);
    return i + *said;
}

struct span subject_marked(const struct passage *p, struct arena *a)
{
    const struct tokens *t = &p->t;
    const struct span none = {NULL, 0};
    bool said;
    size_t first = begin(t, &said), end = first, cut = 0;
    enum stop stop = STOP_NOT;
    while (end < t->n && !cut && (stop = stop_at(p, end)) == STOP_NOT)
        cut = ending_of(t, end++);
    if (end == first || token_in(t, first, LIST_PRONOUNS, NULL))
        return none;
    if (!said && !cut && stop != STOP_MARK && !says_from(t, end))
        return none;
    const struct span last = t->at[end - 1].text;
    struct span text =
        span_make(t->at[first].text.p, (size_t)(last.p + last.n - t->at[first].text.p) - cut);
    size_t words = 1;
    for (size_t i = first + 1; i < end; i++)
        words += t->at[i].space;
    if (text.n < LEAST_BYTES || words > WORDS_MOST || utf8_count(text) > SIGNS_MOST * (words + 1))
        return none;
    return arena_copy(a, text);
}
