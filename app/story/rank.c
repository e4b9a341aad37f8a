/* rank.c - which sentences of an article matter most. Floor 4. Any thread. */
#include "story/rank.h"

#include <math.h>

#include "story/terms.h"

enum { SHORT_WORDS = 6 };

static size_t count_words(const struct tokens *t)
{
    size_t n = 0;
    for (size_t i = 0; i < t->n; i++)
        n += token_is_word(&t->at[i]);
    return n;
}

static bool any_in(const struct tokens *t, enum token_list list)
{
    for (size_t i = 0; i < t->n; i++)
        if (!t->at[i].quoted && token_in(t, i, list, NULL))
            return true;
    return false;
}

bool rank_stands_alone(const struct passage *p)
{
    const struct tokens *t = &p->t;
    if (!t->n || t->at[0].quoted || token_in(t, 0, LIST_PRONOUNS, NULL))
        return false;
    if (token_in(t, 0, LIST_PREPOSITIONS, NULL) && token_in(t, 1, LIST_PRONOUNS, NULL))
        return false;
    const struct token *last = &t->at[t->n - 1];
    return !span_is(last->text, "?") && !any_in(t, LIST_ADDRESS);
}

/* Share of the sentence's terms that also stand in other sentences. */
static double centrality(const struct body *body, size_t i)
{
    const struct passage *p = &body->at[i];
    double sum = 0;
    size_t others = 0;
    for (size_t j = 0; j < body->n; j++) {
        if (j == i)
            continue;
        sum += terms_covered(p->keys, p->n_keys, body->at[j].keys, body->at[j].n_keys);
        others++;
    }
    return others ? sum / (double)others : 0;
}

void rank_sentences(struct body *body)
{
    for (size_t i = 0; i < body->n; i++) {
        struct passage *p = &body->at[i];
        double title = 0;
        if (body->title.n_keys)
            title = terms_covered(body->title.keys, body->title.n_keys, p->keys, p->n_keys);
        p->score = 0.9 / sqrt(1.0 + (double)i) + 0.35 * centrality(body, i) + 0.25 * title;
        if (!rank_stands_alone(p))
            p->score -= 0.2;
        if (count_words(&p->t) < SHORT_WORDS)
            p->score -= 0.3;
        if (any_in(&p->t, LIST_LOADED))
            p->score -= 0.3;
    }
}
