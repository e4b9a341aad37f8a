/* digest.c - an article's best sentences and answers. Floor 4. Any thread. */
#include "story/digest.h"

#include "story/body.h"
#include "story/fact.h"
#include "story/headline.h"
#include "story/name.h"
#include "story/pack.h"
#include "story/resolve.h"

static void put_sentences(const struct body *body, const struct digest_opts *opts,
                          struct digest *out, struct arena *a)
{
    struct pack_budget budget = {opts->sentences ? opts->sentences : SIZE_MAX,
                                 opts->chars ? opts->chars : SIZE_MAX};
    out->n_sentences = pack_sentences(body, budget, out->sentences, a);
}

static void put_answers(const struct body *body, const struct told *told, struct digest *out,
                        struct arena *a)
{
    struct place places[NAME_PLACES_MAX];
    size_t n = name_places(body, places);
    for (size_t i = 0; i < n && i < DIGEST_MAX; i++)
        out->where[out->n_where++] = places[i].text;
    for (size_t i = 0; i < body->n && out->n_who < 2; i++) {
        struct span who = name_subject(body, &body->at[i], a);
        if (who.n)
            out->who[out->n_who++] = who;
    }
    for (size_t i = 0; i < body->n && out->n_when < DIGEST_MAX; i++)
        for (size_t k = 0; k < body->at[i].n_dates && out->n_when < DIGEST_MAX; k++) {
            struct span when = resolve_phrase(&body->at[i], &body->at[i].dates[k], body, a);
            if (when.n)
                out->when[out->n_when++] = when;
        }
    out->what[out->n_what++] = told->headline;
    out->n_why = fact_reasons(body, "why", out->why, DIGEST_MAX, a);
    out->n_how = fact_reasons(body, "how", out->how, DIGEST_MAX, a);
}

void digest_make(const struct body *body, const struct told *told, const struct digest_opts *opts,
                 struct digest *out, struct arena *a)
{
    *out = (struct digest){.n_sentences = 0};
    out->headline = opts->headline.max ? headline_make(body, opts->headline, a) : told->headline;
    put_sentences(body, opts, out, a);
    put_answers(body, told, out, a);
}
