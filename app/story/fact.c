/* fact.c - the key facts of an article. Floor 4. Any thread. */
#include "story/fact.h"

#include <string.h>

#include "base/utf8.h"
#include "story/name.h"
#include "story/quote.h"
#include "story/rank.h"
#include "story/resolve.h"
#include "story/terms.h"
#include "story/trim.h"

enum {
    FACT_SENTENCES = 8, /* the first sentences hold nearly all that matters */
    FACT_LATER = 16,    /* where quotes and context may still come from */
    SEEN_MAX = 256,
    WHAT_SENTENCES = 3,
    FRAGMENT_WORDS = 5,
    FRAGMENT_SIGNS = 40,
    PURPOSE_SENTENCES = 3,
    REASON_WORDS = 3,  /* a reason shorter than that says nothing */
    REASON_PHRASE = 4, /* words of "on the occasion of" */
    WHO_SENTENCES = 4,
    SAYING_REACH = 4,
    BEST_SCORE = 100
};
static const double PLACE_SHARE = 0.7, TODAY_SHARE = 0.8, UNTIL_SHARE = 0.5;

/* What has been said already, as keys of terms. */
struct gatherer {
    const struct body *body;
    const struct fact_opts *opts;
    struct fact *out;
    size_t n;
    uint64_t seen[SEEN_MAX];
    size_t n_seen;
    bool used[BODY_SENTENCES];
    struct arena *arena;
};

static bool cut_text(const struct gatherer *g, struct span text, struct tokens *t)
{
    return token_cut(text, g->body->lang, g->body->words, t, g->arena);
}

/* A text that may become a fact, taken apart. */
struct candidate {
    struct span text;
    struct tokens t;
    struct date dates[DATES_MAX];
    size_t n_dates;
};

static void remember(struct gatherer *g, const struct tokens *t)
{
    g->n_seen += terms_keys(t, 0, t->n, g->seen + g->n_seen, SEEN_MAX - g->n_seen);
}

/* Share of what the text says, its dates apart, that was not said before. */
static double novelty(const struct gatherer *g, const struct candidate *c)
{
    uint64_t keys[BODY_KEYS_MAX];
    size_t n = 0, from = 0;
    for (size_t i = 0; i < c->n_dates; i++) {
        n += terms_keys(&c->t, from, c->dates[i].first, keys + n, BODY_KEYS_MAX - n);
        from = c->dates[i].first + c->dates[i].n;
    }
    n += terms_keys(&c->t, from, c->t.n, keys + n, BODY_KEYS_MAX - n);
    return n ? 1.0 - terms_covered(keys, n, g->seen, g->n_seen) : 0;
}

/* Quotes that were opened are closed, and nothing is broken off. */
static bool is_whole(const struct tokens *t)
{
    size_t open = 0, close = 0;
    for (size_t i = 0; i < t->n; i++) {
        open += t->at[i].kind == TOKEN_QUOTE_OPEN;
        close += t->at[i].kind == TOKEN_QUOTE_CLOSE;
    }
    const struct span last = t->at[t->n - 1].text;
    return open == close && !span_is(last, "\xe2\x80\xa6") && !span_is(last, ":");
}

static bool take_apart(const struct gatherer *g, struct span text, struct candidate *c)
{
    c->text = text;
    if (!cut_text(g, text, &c->t))
        return false;
    c->n_dates = date_find(&c->t, g->body->day, c->dates);
    return true;
}

/* False where the text can be no fact. */
static bool read_text(const struct gatherer *g, struct span text, struct candidate *c)
{
    return text.n && g->n < g->opts->max && take_apart(g, text, c) && c->t.n && is_whole(&c->t);
}

static void take(struct gatherer *g, enum fact_kind kind, const struct candidate *c)
{
    g->out[g->n] =
        (struct fact){.kind = kind, .text = c->text, .score = BEST_SCORE - (unsigned)g->n};
    g->n++;
    remember(g, &c->t);
}

static bool push(struct gatherer *g, enum fact_kind kind, struct span text, double least)
{
    struct candidate c;
    if (!read_text(g, text, &c) || (kind != FACT_WHEN && novelty(g, &c) < least))
        return false;
    take(g, kind, &c);
    return true;
}

/* A sentence as a fact: dates resolved, trimmed to the budget or, where that cannot be had, to at
 * most `most`. Empty when it does not fit. */
static struct span clause(const struct gatherer *g, const struct passage *p, size_t most)
{
    struct excerpt d;
    struct budget loose = {most, g->opts->each.bytes};
    if (!excerpt_start(&d, &p->t, g->arena))
        return (struct span){NULL, 0};
    d.plain_end = true;
    trim_always(&d);
    resolve_dates(&d, p, g->body, false);
    if (!trim_to(&d, g->opts->each, TRIM_FACT) && !excerpt_fits(&d, loose))
        return (struct span){NULL, 0};
    return excerpt_text(&d, g->arena);
}

/* What kind of fact a sentence is, by what is left of it. */
static enum fact_kind kind_of(const struct candidate *c)
{
    const struct tokens *t = &c->t;
    struct span kind;
    size_t next = 0;
    bool number = false;
    for (size_t i = 0; i < t->n; i++) {
        if (next < c->n_dates && i == c->dates[next].first)
            i += c->dates[next++].n;
        if (i >= t->n || t->at[i].quoted)
            continue;
        if (token_phrase(t, i, REASON_PHRASE, LIST_REASONS, &kind) && span_is(kind, "cause"))
            return FACT_WHY;
        number = number || t->at[i].kind == TOKEN_NUMBER;
    }
    return number ? FACT_NUMBER : FACT_CONTEXT;
}

/* The clause that begins with the reason word at i, up to the next comma or the end. */
static struct span reason_text(const struct passage *p, size_t i, struct arena *a)
{
    struct excerpt d;
    struct span none = {NULL, 0};
    size_t end = i;
    while (end < p->t.n && (token_is_word(&p->t.at[end]) || p->t.at[end].kind == TOKEN_OTHER))
        end++;
    if (end - i < REASON_WORDS || !excerpt_start(&d, &p->t, a))
        return none;
    excerpt_drop(&d, 0, i);
    excerpt_drop(&d, end, p->t.n);
    return excerpt_text(&d, a);
}

/* What the lead says it is for: "to attend ...", "on the occasion of ...". */
static void find_purpose(struct gatherer *g)
{
    for (size_t i = 0; i < g->body->n && i < PURPOSE_SENTENCES; i++) {
        const struct passage *p = &g->body->at[i];
        for (size_t k = 0; k < p->t.n; k++) {
            struct span value;
            size_t used = token_phrase(&p->t, k, REASON_PHRASE, LIST_REASONS, &value);
            if (used && !p->t.at[k].quoted && span_is(value, "purpose") &&
                push(g, FACT_WHY, reason_text(p, k, g->arena), 0.5))
                return;
        }
    }
}

/* A name or a label that stands alone in its line: a byline, a heading. */
static bool is_fragment(const struct passage *p)
{
    size_t words = 0;
    const struct token *last = &p->t.at[p->t.n - 1];
    for (size_t i = 0; i < p->t.n; i++)
        words += token_is_word(&p->t.at[i]);
    return words < FRAGMENT_WORDS && last->kind != TOKEN_END && last->kind != TOKEN_QUOTE_CLOSE &&
           utf8_count(p->text) < FRAGMENT_SIGNS;
}

/* The best sentence not told yet among the first so many; body->n when none is left. */
static size_t best_left(const struct gatherer *g, size_t among)
{
    size_t best = g->body->n;
    for (size_t i = 0; i < g->body->n && i < among; i++) {
        const struct passage *p = &g->body->at[i];
        if (g->used[i] || !rank_stands_alone(p) || is_fragment(p))
            continue;
        if (best == g->body->n || p->score > g->body->at[best].score)
            best = i;
    }
    return best;
}

/* What the story is: it may be longer than other facts, and say again what the headline says, for
 * it names in full whom and what the headline names in short. Of two days that it names one has not
 * been told yet. */
static void find_what(struct gatherer *g)
{
    bool spoken[WHAT_SENTENCES] = {false}; /* left to find_quote */
    for (size_t i; (i = best_left(g, WHAT_SENTENCES)) < g->body->n;) {
        const struct passage *p = &g->body->at[i];
        struct quote q;
        g->used[i] = true;
        spoken[i] = quote_find(g->body, i, &q, g->arena) && q.whole;
        if (!spoken[i] &&
            push(g, FACT_WHAT, clause(g, p, g->opts->each.max * 3 / 2), p->n_dates > 1 ? 0 : 0.3))
            break;
    }
    for (size_t i = 0; i < g->body->n && i < WHAT_SENTENCES; i++)
        g->used[i] = g->used[i] && !spoken[i];
}

static bool has_digit(struct span s)
{
    for (size_t i = 0; i < s.n; i++)
        if (ascii_digit(s.p[i]))
            return true;
    return false;
}

/* The subject of the first sentences, in the fullest form in which they name it: "Lind" gives way
 * to "board member Astrid Lind". */
static void find_who(struct gatherer *g)
{
    struct span who = {NULL, 0};
    for (size_t i = 0; i < g->body->n && i < WHO_SENTENCES; i++) {
        struct span next = name_subject(g->body, &g->body->at[i], g->arena);
        bool fuller = who.n && next.n > who.n && span_find(next, who) != SIZE_MAX;
        bool counted = i > 0 && has_digit(next); /* "some 60 people": not whom the story is about */
        if (next.n && !counted && (!who.n || fuller))
            who = next;
    }
    (void)push(g, FACT_WHO, who, 0.3);
}

static bool said(const struct gatherer *g, struct span text)
{
    for (size_t i = 0; i < g->n; i++)
        if (span_find_nocase(g->out[i].text, text) != SIZE_MAX)
            return true;
    return span_find_nocase(g->opts->headline, text) != SIZE_MAX;
}

/* "until Friday" says how long, and seldom of the story itself. */
static bool ends_time(const struct tokens *t, size_t first)
{
    struct span role;
    return first && token_in(t, first - 1, LIST_DATE_WORDS, &role) && span_is(role, "to");
}

/* A word of speech beside the date: it was said then. */
static bool is_day_of_saying(const struct tokens *t, const struct date *d)
{
    size_t first = d->first > SAYING_REACH ? d->first - SAYING_REACH : 0;
    for (size_t i = first; i < t->n && i < d->first + d->n + SAYING_REACH; i++)
        if (token_in(t, i, LIST_SPEECH, NULL))
            return true;
    return false;
}

/* How well a date tells when: a range near the lead, a day, the day of writing (when it was said),
 * something vague. Earlier is better. */
static double date_value(const struct gatherer *g, const struct passage *p, const struct date *d,
                         size_t sentence)
{
    double value = 1.0;
    if (p->t.at[d->first].quoted)
        return 0;
    if (d->kind == DATE_RANGE)
        value = 1.8;
    else if (d->kind != DATE_DAY)
        value = 0.3;
    if (d->kind == DATE_DAY && ends_time(&p->t, d->first))
        value *= UNTIL_SHARE;
    const struct article_day *day = &g->body->day;
    if (d->kind == DATE_DAY && d->from.day && d->from.day == day->day &&
        d->from.month == day->month && is_day_of_saying(&p->t, d))
        value *= TODAY_SHARE;
    return value / (1.0 + 0.3 * (double)sentence);
}

/* The better one of what was found and the dates of a sentence. */
static void better_date(const struct gatherer *g, const struct passage *p, size_t sentence,
                        double *best_value, struct span *best)
{
    for (size_t k = 0; k < p->n_dates; k++) {
        double value = date_value(g, p, &p->dates[k], sentence);
        struct span text = {NULL, 0};
        if (value > *best_value)
            text = resolve_phrase(p, &p->dates[k], g->body, g->arena);
        if (!text.n)
            continue;
        *best_value = value;
        *best = text;
    }
}

/* A notice is often a title and little more: a day that only the title says, and that the headline
 * left out, is told here. */
static void find_when(struct gatherer *g)
{
    struct span best = {NULL, 0};
    double best_value = 0;
    for (size_t i = 0; i < g->body->n && i < FACT_SENTENCES; i++)
        better_date(g, &g->body->at[i], i, &best_value, &best);
    if (!best.n)
        better_date(g, &g->body->title, 0, &best_value, &best);
    if (best.n && !said(g, best))
        (void)push(g, FACT_WHEN, best, 0);
}

/* The best place, or one nearly as good when the headline has named the best already. */
static void find_where(struct gatherer *g)
{
    struct place places[NAME_PLACES_MAX];
    size_t n = name_places(g->body, places);
    for (size_t i = 0; i < n && places[i].score >= PLACE_SHARE * places[0].score; i++)
        if (!said(g, places[i].text) && push(g, FACT_WHERE, places[i].text, 0))
            return;
}

static struct span quote_line(const struct gatherer *g, const struct quote *q)
{
    struct buf b;
    struct span text = {NULL, 0};
    buf_init(&b, 2048);
    (void)buf_put(&b, q->text);
    (void)buf_puts(&b, " (");
    (void)buf_put(&b, q->speaker);
    (void)buf_puts(&b, ")");
    if (!b.failed)
        text = arena_copy(g->arena, buf_span(&b));
    buf_finish(&b);
    return text;
}

/* A quote is new by its words, whoever else is named with it. */
static bool push_quote(struct gatherer *g, const struct quote *q, double least)
{
    struct candidate c;
    return take_apart(g, q->text, &c) && novelty(g, &c) >= least &&
           push(g, FACT_QUOTE, quote_line(g, q), 0);
}

static bool too_long(const struct gatherer *g, struct span text)
{
    return utf8_count(text) > g->opts->each.max * 7 / 4;
}

static bool told(const struct gatherer *g, enum fact_kind kind)
{
    for (size_t i = 0; i < g->n; i++)
        if (g->out[i].kind == kind)
            return true;
    return false;
}

static void find_quote(struct gatherer *g)
{
    if (told(g, FACT_QUOTE))
        return;
    for (size_t i = 0; i < g->body->n && i < FACT_LATER; i++) {
        struct quote q;
        if (g->used[i] || !quote_find(g->body, i, &q, g->arena))
            continue;
        struct span text = q.whole ? quote_line(g, &q) : clause(g, &g->body->at[i], 0);
        if (!text.n || too_long(g, text) || (!q.whole && !rank_stands_alone(&g->body->at[i])))
            continue;
        if (q.whole ? push_quote(g, &q, 0.4) : push(g, FACT_QUOTE, text, 0.4)) {
            g->used[i] = true;
            return;
        }
    }
}

/* At most so many sentences more. */
static void find_context(struct gatherer *g, size_t most)
{
    size_t end = g->n + most < g->opts->max ? g->n + most : g->opts->max;
    for (size_t i; g->n < end && (i = best_left(g, FACT_LATER)) < g->body->n;) {
        g->used[i] = true;
        struct candidate c;
        struct quote q;
        bool quote = quote_find(g->body, i, &q, g->arena);
        bool whole = quote && q.whole;
        if (whole && !too_long(g, quote_line(g, &q)))
            (void)push_quote(g, &q, 0.5);
        else if (!whole && read_text(g, clause(g, &g->body->at[i], 0), &c) && novelty(g, &c) >= 0.5)
            take(g, quote ? FACT_QUOTE : kind_of(&c), &c);
    }
}

/* The first n facts move behind those found since: what the lead is about is mostly in it. */
static void tell_later(struct gatherer *g, size_t n)
{
    struct fact first[TOLD_FACTS_MAX];
    memcpy(first, g->out, n * sizeof *first);
    memmove(g->out, g->out + n, (g->n - n) * sizeof *first);
    memcpy(g->out + g->n - n, first, n * sizeof *first);
    for (size_t i = 0; i < g->n; i++)
        g->out[i].score = BEST_SCORE - (unsigned)i;
}

size_t fact_find(const struct body *body, const struct fact_opts *opts,
                 struct fact out[TOLD_FACTS_MAX], struct arena *a)
{
    struct gatherer g = {.body = body, .opts = opts, .out = out, .arena = a};
    struct tokens t;
    if (cut_text(&g, opts->headline, &t))
        remember(&g, &t);
    find_who(&g);
    size_t who = g.n;
    find_when(&g); /* a title seldom says the day, and only every second one the place */
    find_where(&g);
    find_what(&g);
    tell_later(&g, who);
    find_purpose(&g);
    find_context(&g, 1);
    find_quote(&g);
    find_context(&g, opts->max);
    return g.n;
}

size_t fact_reasons(const struct body *body, const char *kind, struct span *out, size_t max,
                    struct arena *a)
{
    size_t n = 0;
    bool cause = span_is(span_of("why"), kind);
    for (size_t i = 0; i < body->n && i < FACT_SENTENCES && n < max; i++) {
        const struct passage *p = &body->at[i];
        for (size_t k = 0; k < p->t.n && n < max; k++) {
            struct span value;
            size_t used = token_phrase(&p->t, k, REASON_PHRASE, LIST_REASONS, &value);
            if (!used || p->t.at[k].quoted ||
                (!span_is(value, kind) &&
                 !(cause && (span_is(value, "cause") || span_is(value, "purpose")))))
                continue;
            struct span text = reason_text(p, k, a);
            if (text.n)
                out[n++] = text;
            k += used;
        }
    }
    return n;
}
