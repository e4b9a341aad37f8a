/* told.c - names of the kinds of facts, and copies. Floor 4. Any thread. */
#include "story/told.h"

#include <assert.h>
#include <string.h>

const char *fact_kind_name(enum fact_kind kind)
{
    static const char *const names[FACT_KINDS] = {
        [FACT_WHO] = "who",     [FACT_WHAT] = "what",     [FACT_WHEN] = "when",
        [FACT_WHERE] = "where", [FACT_WHY] = "why",       [FACT_HOW] = "how",
        [FACT_QUOTE] = "quote", [FACT_NUMBER] = "number", [FACT_CONTEXT] = "context",
    };
    assert((unsigned)kind < (unsigned)FACT_KINDS);
    return names[kind];
}

static bool copy_facts(struct told *to, const struct told *from, struct arena *a)
{
    to->facts = arena_array(a, from->n_facts, sizeof *to->facts);
    for (size_t i = 0; to->facts && i < from->n_facts; i++) {
        to->facts[i] = from->facts[i];
        to->facts[i].text = arena_copy(a, from->facts[i].text);
        if (from->facts[i].text.n && !to->facts[i].text.n)
            return false;
    }
    return to->facts;
}

bool told_copy(struct told *to, const struct told *from, struct arena *a)
{
    *to = *from;
    struct span *const texts[] = {&to->key,    &to->title, &to->headline, &to->link,
                                  &to->outlet, &to->lang,  &to->lead};
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        size_t n = texts[i]->n;
        *texts[i] = arena_copy(a, *texts[i]);
        if (texts[i]->n != n)
            return false;
    }
    to->terms = arena_array(a, from->n_terms, sizeof *to->terms);
    if (!to->terms || !copy_facts(to, from, a))
        return false;
    if (from->n_terms)
        memcpy(to->terms, from->terms, from->n_terms * sizeof *to->terms);
    return true;
}
