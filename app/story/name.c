/* name.c - who and where. Floor 4. Any thread. */
#include "story/name.h"

#include "story/resolve.h"
#include "story/subject.h"
#include "story/trim.h"

enum {
    PLACE_SENTENCES = 8,
    PLACE_TOKENS = 12,
    PLACE_PARTS = 5,
    COUNTRY_WORDS = 4,
    DATELINE_WORDS = 3
};

static bool date_at(const struct passage *p, size_t i)
{
    for (size_t k = 0; k < p->n_dates; k++)
        if (i >= p->dates[k].first && i < p->dates[k].first + p->dates[k].n)
            return true;
    return false;
}

static bool in(const struct passage *p, size_t i, enum token_list list)
{
    return token_in(&p->t, i, list, NULL);
}

/* A capital inside a sentence of the article: a name also where it stands first. */
static bool is_known_name(const struct body *body, struct span lower)
{
    for (size_t i = 0; i < body->n; i++)
        for (size_t k = 1; k < body->at[i].t.n; k++) {
            const struct token *t = &body->at[i].t.at[k];
            if (t->cap && token_is_word(&body->at[i].t.at[k - 1]) && span_eq(t->lower, lower))
                return true;
        }
    return false;
}

/* Does the stretch name somebody: a name, or a word for persons and bodies? */
static bool names_somebody(const struct body *body, const struct excerpt *d, size_t first,
                           size_t end)
{
    for (size_t i = first; i < end; i++) {
        const struct token *t = &d->t->at[i];
        if (d->out[i] || t->kind != TOKEN_WORD)
            continue;
        if (token_in(d->t, i, LIST_PEOPLE, NULL) || token_in(d->t, i, LIST_TITLES, NULL))
            return true;
        if (t->cap && !t->function && (i > first || is_known_name(body, t->lower)))
            return true;
    }
    return false;
}

/* Something that can be a subject: no pronoun, no preposition in front, no clause inside. */
static bool is_subject(const struct body *body, const struct excerpt *d, size_t first, size_t end)
{
    size_t words = excerpt_words(d, first, end);
    struct span kind;
    if (token_in(d->t, first, LIST_CLAUSE_HEADS, &kind) && span_is(kind, "tail"))
        return false;
    if (words == 0 || words > NAME_WHO_WORDS || token_in(d->t, first, LIST_PRONOUNS, NULL) ||
        token_in(d->t, first, LIST_PREPOSITIONS, NULL))
        return false;
    for (size_t i = first; i < end; i++)
        if (!d->out[i] && token_in(d->t, i, LIST_CLAUSE_WORDS, NULL))
            return false;
    return names_somebody(body, d, first, end);
}

/* The comma behind the name where an aside begins; end for a list ("the board, the union and
 * the city"). */
static size_t first_aside(const struct excerpt *d, size_t first, size_t end)
{
    size_t comma = end;
    for (size_t i = first; i < end; i++) {
        if (d->out[i])
            continue;
        if (token_in(d->t, i, LIST_JOINERS, NULL))
            return end;
        if (comma == end && d->t->at[i].kind == TOKEN_COMMA)
            comma = i;
    }
    return comma;
}

struct span name_subject(const struct body *body, const struct passage *p, struct arena *a)
{
    struct excerpt d;
    struct span none = {NULL, 0};
    if (subject_is_marked(&p->t))
        return subject_marked(p, a);
    if (!excerpt_start(&d, &p->t, a))
        return none;
    trim_always(&d);
    trim_asides(&d);
    size_t first = excerpt_next(&d, 0);
    if (first == p->t.n || p->t.at[first].quoted)
        return none;
    for (size_t i = first; i < p->t.n; i++) {
        if (d.out[i] || (i == first && !p->t.at[i].function) || !trim_is_verb(&d, i))
            continue;
        if (!is_subject(body, &d, first, i))
            return none;
        excerpt_drop(&d, first_aside(&d, first, i), p->t.n);
        for (size_t k = 0; k < p->n_dates; k++)
            resolve_drop(&d, &p->dates[k]);
        trim_end(&d);
        return excerpt_text(&d, a);
    }
    return none;
}

/* How many tokens of a capitalised name begin at i: small words only between capitals. */
static size_t name_run(const struct passage *p, size_t i)
{
    size_t n = 0, end = 0;
    for (; i + n < p->t.n && n < PLACE_TOKENS; n++) {
        const struct token *t = &p->t.at[i + n];
        bool link = n && in(p, i + n, LIST_NAME_LINKS);
        if (!token_is_word(t) || (!t->cap && !link) || date_at(p, i + n))
            break;
        if (t->cap && t->function && t->lower.n < 4 && !n)
            break;
        if (t->cap)
            end = n + 1;
    }
    return end;
}

static struct span run_text(const struct passage *p, size_t first, size_t end)
{
    const char *from = p->t.at[first].text.p;
    const struct token *last = &p->t.at[end - 1];
    return span_make(from, (size_t)(last->text.p + last->text.n - from));
}

/* A name behind "in" that is none of a place: a war, a month, a person. */
static bool is_no_place(const struct passage *p, size_t first, size_t end)
{
    for (size_t i = first; i < end; i++)
        if (in(p, i, LIST_NO_PLACE) || in(p, i, LIST_TITLES) || date_at(p, i))
            return true;
    const struct token *last = &p->t.at[end - 1];
    if (span_ends(last->lower, "'s") || span_ends(last->lower, "'"))
        return true;
    return end < p->t.n && token_is_word(&p->t.at[end]) && !p->t.at[end].cap &&
           in(p, end, LIST_NO_PLACE);
}

/* Does an adjective of a country stand there ("North Korean")? Then a noun must follow. */
static bool is_adjective(const struct passage *p, size_t first, size_t end)
{
    struct span value;
    size_t n = token_phrase(&p->t, first, COUNTRY_WORDS, LIST_PLACES, &value);
    return n == end - first && span_starts(value, "a ");
}

/* ", Country" or "in City" behind a place that is part of it. */
static size_t widen(const struct passage *p, size_t end)
{
    size_t next = end, n;
    if (next < p->t.n && p->t.at[next].kind == TOKEN_COMMA) {
        n = name_run(p, next + 1);
        bool known = n && token_phrase(&p->t, next + 1, COUNTRY_WORDS, LIST_PLACES, NULL);
        return known && !is_no_place(p, next + 1, next + 1 + n) ? next + 1 + n : end;
    }
    if (!in(p, next, LIST_PLACE_WORDS))
        return end;
    while (next + 1 < p->t.n && next < end + 3 && in(p, next + 1, LIST_PLACE_PARTS) &&
           !p->t.at[next + 1].cap)
        next++;
    n = name_run(p, next + 1);
    if (!n || is_no_place(p, next + 1, next + 1 + n) || is_adjective(p, next + 1, next + 1 + n))
        return end;
    return next + 1 + n;
}

/* Small words from i that end in a noun of a place ("tram station"): the token behind it, else 0.
 */
static size_t place_noun(const struct passage *p, size_t i)
{
    for (size_t k = i; k < p->t.n && k < i + PLACE_PARTS; k++) {
        const struct token *t = &p->t.at[k];
        if (t->kind != TOKEN_WORD || t->cap || t->function || t->quoted)
            return 0;
        if (in(p, k, LIST_PLACE_NOUNS))
            return k + 1;
    }
    return 0;
}

/* The place behind the preposition at i: its tokens from *first to the end given; 0 for none. */
static size_t place_behind(const struct passage *p, size_t i, size_t *first)
{
    size_t at = i + 1, parts = 0;
    *first = at;
    while (at < p->t.n && parts < PLACE_PARTS && !p->t.at[at].cap &&
           p->t.at[at].kind == TOKEN_WORD &&
           (in(p, at, LIST_PLACE_PARTS) || in(p, at, LIST_ARTICLES))) {
        at++;
        parts++;
    }
    size_t n = name_run(p, at), noun_end = place_noun(p, at + n);
    bool noun = noun_end > 0;
    size_t end = noun ? noun_end : at + n;
    if (!n && (!noun || widen(p, end) == end)) /* "at the school" is no place by itself */
        return 0;
    if (n && (is_no_place(p, at, at + n) || (is_adjective(p, at, at + n) && !noun)))
        return 0;
    bool article = at > i + 1 && in(p, at - 1, LIST_ARTICLES);
    if (n && article && !noun && !in(p, at + n - 1, LIST_PLACE_NOUNS) &&
        !token_phrase(&p->t, at, COUNTRY_WORDS, LIST_PLACES, NULL))
        return 0;
    return widen(p, end);
}

static void put_place(struct place out[NAME_PLACES_MAX], size_t *n, struct span text, double score)
{
    for (size_t i = 0; i < *n; i++) {
        if (span_find_nocase(out[i].text, text) == SIZE_MAX &&
            span_find_nocase(text, out[i].text) == SIZE_MAX)
            continue;
        if (text.n > out[i].text.n && score > 0.5 * out[i].score)
            out[i].text = text;
        out[i].score = (out[i].score > score ? out[i].score : score) + 0.1;
        return;
    }
    if (*n < NAME_PLACES_MAX)
        out[(*n)++] = (struct place){text, score};
}

static void find_places(const struct passage *p, double weight, struct place out[NAME_PLACES_MAX],
                        size_t *n)
{
    for (size_t i = 0; i + 1 < p->t.n; i++) {
        struct span kind;
        size_t first, end;
        if (p->t.at[i].quoted || !token_in(&p->t, i, LIST_PLACE_WORDS, &kind) ||
            !(end = place_behind(p, i, &first)))
            continue;
        bool known = false;
        for (size_t k = first; k < end; k++)
            known |= token_phrase(&p->t, k, COUNTRY_WORDS, LIST_PLACES, NULL) > 0;
        double score = span_is(kind, "in") ? 1.0 : span_is(kind, "to") ? 0.6 : 0.45;
        bool kept = !in(p, i, LIST_PLACE_PLAIN);
        put_place(out, n, run_text(p, kept ? i : first, end), weight * (score + 0.3 * known));
        i = end - 1;
    }
}

static size_t count_words(struct span s)
{
    size_t n = s.n > 0;
    for (size_t i = 0; i < s.n; i++)
        n += s.p[i] == ' ';
    return n;
}

size_t name_places(const struct body *body, struct place out[NAME_PLACES_MAX])
{
    size_t n = 0;
    for (size_t i = 0; i < body->n && i < PLACE_SENTENCES; i++)
        find_places(&body->at[i], 1.0 / (1.0 + 0.35 * (double)i), out, &n);
    find_places(&body->title, 0.9, out, &n);
    if (body->place.n && count_words(body->place) <= DATELINE_WORDS)
        put_place(out, &n, body->place, 0.5);
    for (size_t i = 1; i < n; i++)
        for (size_t j = i; j && out[j].score > out[j - 1].score; j--) {
            struct place swap = out[j];
            out[j] = out[j - 1];
            out[j - 1] = swap;
        }
    return n;
}
