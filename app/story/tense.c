/* tense.c - what was or what will be. Floor 4. Any thread. Words and endings are data. */
#include "story/tense.h"

enum { STEM_BYTES = 3, PASSIVE_REACH = 3 };

static bool ends_as(const struct tokens *t, size_t i, const char *list)
{
    size_t n;
    const struct token *token = &t->at[i];
    const struct word *endings = words_list(t->words, t->lang, list, &n);
    if (token->kind != TOKEN_WORD || token->cap || token->function)
        return false;
    for (size_t k = 0; k < n; k++)
        if (token->lower.n >= endings[k].key.n + STEM_BYTES &&
            span_eq(span_from(token->lower, token->lower.n - endings[k].key.n), endings[k].key))
            return true;
    return false;
}

/* "is expected", "to be held": the participle is of the past, the news is not. */
static bool is_passive_ahead(const struct tokens *t, size_t i)
{
    for (size_t k = 1; k <= PASSIVE_REACH && k <= i; k++)
        if (token_in(t, i - k, LIST_PASSIVE_AHEAD, NULL))
            return true;
    return false;
}

enum tense tense_of(const struct tokens *t, size_t i)
{
    struct span kind;
    if (t->at[i].kind != TOKEN_WORD || t->at[i].quoted)
        return TENSE_NONE;
    if (token_in(t, i, LIST_FUTURE, NULL) || ends_as(t, i, "future-endings"))
        return TENSE_FUTURE;
    if (token_in(t, i, LIST_PAST, NULL) || ends_as(t, i, "past-endings"))
        return is_passive_ahead(t, i) ? TENSE_FUTURE : TENSE_PAST;
    if (token_in(t, i, LIST_VERBS, &kind) && !t->at[i].cap)
        return TENSE_PRESENT;
    return TENSE_NONE;
}

static bool ends_clause(const struct token *t)
{
    return t->kind == TOKEN_COMMA || t->kind == TOKEN_COLON || t->kind == TOKEN_DASH;
}

enum tense tense_near(const struct tokens *t, size_t i)
{
    for (size_t k = i; k-- > 0 && !ends_clause(&t->at[k]);) {
        enum tense tense = tense_of(t, k);
        if (tense != TENSE_NONE)
            return tense;
    }
    for (size_t k = i + 1; k < t->n && !ends_clause(&t->at[k]); k++) {
        enum tense tense = tense_of(t, k);
        if (tense != TENSE_NONE)
            return tense;
    }
    return TENSE_NONE;
}
