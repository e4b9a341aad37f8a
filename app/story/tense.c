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

static bool is_past_form(const struct tokens *t, size_t i)
{
    return token_in(t, i, LIST_PAST, NULL) || ends_as(t, i, "past-endings");
}

/* "is expected", "to be held": the participle is of the past, the news is not. Not so behind a name
 * or another such form: "the line to Moor End opened", "who is charged died". */
static bool is_passive_ahead(const struct tokens *t, size_t i)
{
    for (size_t k = 1; k <= PASSIVE_REACH && k <= i; k++) {
        if (token_in(t, i - k, LIST_PASSIVE_AHEAD, NULL))
            return true;
        if (t->at[i - k].cap || !token_is_word(&t->at[i - k]) || is_past_form(t, i - k))
            return false;
    }
    return false;
}

/* "would shut", "will put": a form that is of the past elsewhere. */
static bool is_infinitive(const struct tokens *t, size_t i)
{
    return i > 0 && token_in(t, i - 1, LIST_FUTURE, NULL);
}

/* "has issued": no day of the past goes with it, so what stands behind it may lie ahead. */
static bool is_perfect(const struct tokens *t, size_t i)
{
    struct span kind;
    return i > 0 && token_in(t, i - 1, LIST_PAST, &kind) && span_is(kind, "perfect");
}

enum tense tense_of(const struct tokens *t, size_t i)
{
    struct span kind;
    if (t->at[i].kind != TOKEN_WORD || t->at[i].quoted)
        return TENSE_NONE;
    if (token_in(t, i, LIST_FUTURE, NULL) || ends_as(t, i, "future-endings"))
        return TENSE_FUTURE;
    if (is_past_form(t, i))
        return is_passive_ahead(t, i) || is_infinitive(t, i) ? TENSE_FUTURE : TENSE_PAST;
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
            return tense == TENSE_PAST && is_perfect(t, k) ? TENSE_NONE : tense;
    }
    for (size_t k = i + 1; k < t->n && !ends_clause(&t->at[k]); k++) {
        enum tense tense = tense_of(t, k);
        if (tense != TENSE_NONE)
            return tense;
    }
    return TENSE_NONE;
}
