/* trim.c - takes out of a sentence what it can do without. Floor 4. Any thread. Words are data;
 * knows English participles by their ending. */
#include "story/trim.h"

#include <string.h>

#include "base/utf8.h"
#include "story/tense.h"

enum {
    DATELINE_TOKENS = 14,
    OPENER_WORDS = 5,
    SAYING_TOKENS = 18, /* longest ", as a spokesman of the harbour board said" */
    ASIDE_TOKENS = 30,  /* longest relative clause or apposition that is taken out */
    LEAST_WORDS = 5,    /* what stays must still say something */
    CLAUSE_WORDS = 3,
    TITLE_WORDS = 4
};

/* What the words of a headline are worth that ends inside a phrase, to those of one that ends with
 * it, where the budget is in bytes: a field that somebody else fills and cuts. */
static const double INSIDE = 0.9;
/* The same on the wall, where people read: it ends with a phrase unless that says far less. */
static const double INSIDE_READ = 0.4;

static const struct token *at(const struct excerpt *d, size_t i)
{
    return &d->t->at[i];
}

static bool in(const struct excerpt *d, size_t i, enum token_list list, const char *value)
{
    struct span got;
    return token_in(d->t, i, list, &got) && (!value || span_is(got, value));
}

static bool is_english(const struct excerpt *d)
{
    return span_is(d->t->lang, "en");
}

static bool is_participle(const struct excerpt *d, size_t i)
{
    if (i >= d->t->n)
        return false;
    struct span w = at(d, i)->lower;
    bool name = at(d, i)->cap && i != excerpt_next(d, 0);
    return is_english(d) && w.n > 5 && !name && span_ends(w, "ing");
}

/* An English past form, or a word of the verb lists. */
bool trim_is_verb(const struct excerpt *d, size_t i)
{
    if (i >= d->t->n)
        return false;
    const struct token *t = at(d, i);
    if (t->kind != TOKEN_WORD || t->quoted)
        return false;
    if (in(d, i, LIST_VERBS, NULL) || in(d, i, LIST_SPEECH, NULL))
        return !t->cap || i == 0 || !span_is(d->t->lang, "en");
    enum tense tense = t->cap ? TENSE_NONE : tense_of(d->t, i);
    return tense == TENSE_PAST || tense == TENSE_FUTURE;
}

bool trim_has_verb(const struct excerpt *d, size_t first, size_t end)
{
    for (size_t i = first; i < end && i < d->t->n; i++)
        if (!d->out[i] && trim_is_verb(d, i))
            return true;
    return false;
}

static bool is_name(const struct excerpt *d, size_t i)
{
    return i < d->t->n && at(d, i)->kind == TOKEN_WORD && at(d, i)->cap && !at(d, i)->function;
}

static bool is_comma(const struct excerpt *d, size_t i)
{
    return i < d->t->n && !d->out[i] && at(d, i)->kind == TOKEN_COMMA && !at(d, i)->quoted;
}

/* The next comma still in outside quotes, or the token behind the last word. */
static size_t next_comma(const struct excerpt *d, size_t i)
{
    size_t last = excerpt_last(d);
    for (; i < d->t->n; i++) {
        bool ends = at(d, i)->kind == TOKEN_END || at(d, i)->kind == TOKEN_COLON;
        if (is_comma(d, i) || (ends && i == last))
            return i;
    }
    return d->t->n;
}

/* The last comma still in outside quotes before end; t->n for none. */
static size_t last_comma(const struct excerpt *d, size_t end)
{
    while (end-- > 0)
        if (is_comma(d, end))
            return end;
    return d->t->n;
}

static size_t end_mark(const struct excerpt *d)
{
    size_t last = excerpt_last(d);
    return last < d->t->n && at(d, last)->kind == TOKEN_END ? last : d->t->n;
}

static bool has_quote(const struct excerpt *d, size_t first, size_t end)
{
    for (size_t i = first; i < end && i < d->t->n; i++)
        if (!d->out[i] && at(d, i)->quoted)
            return true;
    return false;
}

/* May tokens go without spoiling what is left? Enough words and a verb stay; no half quote. */
static bool may_drop(const struct excerpt *d, size_t first, size_t end)
{
    size_t left = excerpt_words(d, 0, first) + excerpt_words(d, end, d->t->n);
    if (left < LEAST_WORDS || has_quote(d, first, end))
        return false;
    return !trim_has_verb(d, 0, d->t->n) || trim_has_verb(d, 0, first) ||
           trim_has_verb(d, end, d->t->n);
}

static bool drop(struct excerpt *d, size_t first, size_t end)
{
    if (first >= end || !may_drop(d, first, end))
        return false;
    excerpt_drop(d, first, end);
    return true;
}

static bool is_small(const struct excerpt *d, size_t i)
{
    struct span text = i < d->t->n ? at(d, i)->text : (struct span){NULL, 0};
    return text.n && utf8_is_lower(utf8_next(&text));
}

/* "PARIS (AGENCY) --", "Lima, 3 May (AGENCY) -"; not "Astrid Lind -- the captain who won --" */
static void drop_dateline(struct excerpt *d)
{
    for (size_t i = 0; i < d->t->n && i < DATELINE_TOKENS; i++) {
        const struct token *t = at(d, i);
        if (t->kind == TOKEN_DASH && i > 0) {
            if (excerpt_words(d, i, d->t->n) >= LEAST_WORDS && !is_small(d, i + 1))
                excerpt_drop(d, 0, i + 1);
            return;
        }
        bool fits = t->cap || t->kind == TOKEN_NUMBER || t->kind == TOKEN_COMMA ||
                    t->kind == TOKEN_OPEN || t->kind == TOKEN_CLOSE || t->kind == TOKEN_OTHER ||
                    (t->kind == TOKEN_END && i > 0);
        if (!fits)
            return;
    }
}

static void drop_brackets(struct excerpt *d)
{
    size_t open = d->t->n;
    for (size_t i = 0; i < d->t->n; i++) {
        if (at(d, i)->quoted)
            continue;
        if (at(d, i)->kind == TOKEN_OPEN && open == d->t->n)
            open = i;
        if (at(d, i)->kind == TOKEN_CLOSE && open < d->t->n) {
            if (open > 0 || trim_has_verb(d, i, d->t->n))
                excerpt_drop(d, open, i + 1);
            open = d->t->n;
        }
    }
}

static void drop_opener(struct excerpt *d)
{
    size_t first = excerpt_next(d, 0);
    size_t n = token_phrase(d->t, first, OPENER_WORDS, LIST_OPENERS, NULL);
    if (!n || at(d, first)->quoted)
        return;
    if (is_comma(d, first + n))
        excerpt_drop(d, first, first + n + 1);
    else if (n == 1 && in(d, first, LIST_OPENERS, "bare"))
        excerpt_drop(d, first, first + n);
}

void trim_always(struct excerpt *d)
{
    drop_dateline(d);
    drop_brackets(d);
    drop_opener(d);
}

/* ", police said on Monday", ", according to the board" at the end. */
static bool drop_saying(struct excerpt *d)
{
    size_t end = end_mark(d), comma = last_comma(d, end);
    if (comma == d->t->n || end - comma > SAYING_TOKENS)
        return false;
    bool says = in(d, comma + 1, LIST_ATTRIBUTION, NULL);
    for (size_t i = comma + 1; i < end && !says; i++)
        says = !d->out[i] && in(d, i, LIST_SPEECH, NULL);
    return says && !in(d, comma + 1, LIST_CLAUSE_HEADS, "relative") && drop(d, comma, end);
}

/* "According to the board, ..." */
static bool drop_source(struct excerpt *d)
{
    size_t first = excerpt_next(d, 0), comma = next_comma(d, first);
    if (first == d->t->n || !in(d, first, LIST_ATTRIBUTION, NULL) || !is_comma(d, comma))
        return false;
    return comma - first <= SAYING_TOKENS && drop(d, first, comma + 1);
}

/* ", who ...," and ", which ..." up to the next comma or the end. */
static bool drop_relative(struct excerpt *d)
{
    for (size_t i = d->t->n; i-- > 1;) {
        if (!is_comma(d, i) || i + 1 >= d->t->n || !in(d, i + 1, LIST_CLAUSE_HEADS, "relative"))
            continue;
        size_t comma = next_comma(d, i + 1);
        bool headless = is_comma(d, comma) && in(d, comma + 1, LIST_JOINERS, NULL) &&
                        !trim_has_verb(d, 0, i); /* "the list, which grows, and the queue are" */
        if (comma - i <= ASIDE_TOKENS && !headless && drop(d, i, comma + is_comma(d, comma)))
            return true;
    }
    return false;
}

/* "Old Harbour, Ska., voted": what a short form in commas adds to a name. */
static bool drop_short_form(struct excerpt *d)
{
    for (size_t i = 1; i + 2 < d->t->n; i++)
        if (is_comma(d, i) && at(d, i - 1)->cap && at(d, i + 1)->cap && is_comma(d, i + 2) &&
            span_ends(at(d, i + 1)->text, ".") && drop(d, i, i + 3))
            return true;
    return false;
}

/* ", 52," */
static bool drop_age(struct excerpt *d)
{
    for (size_t i = 1; i + 2 < d->t->n; i++)
        if (is_comma(d, i) && at(d, i + 1)->kind == TOKEN_NUMBER && at(d, i + 1)->lower.n <= 2 &&
            is_comma(d, i + 2) && drop(d, i, i + 3))
            return true;
    return false;
}

/* "NAME, the chairman of the board, ...": from a name to the next comma without a verb between,
 * or to the comma behind which the verb of the name stands. */
static bool drop_apposition(struct excerpt *d)
{
    for (size_t i = 1; i + 3 < d->t->n; i++) {
        if (!is_comma(d, i) || !at(d, i - 1)->cap || !in(d, i + 1, LIST_ARTICLES, NULL))
            continue;
        for (size_t j = next_comma(d, i + 1); is_comma(d, j) && j - i <= ASIDE_TOKENS;
             j = next_comma(d, j + 1)) {
            bool verb = j + 1 < d->t->n && trim_is_verb(d, j + 1);
            bool bare = !trim_has_verb(d, i, j) && !in(d, j + 1, LIST_JOINERS, NULL);
            if ((verb || bare) && drop(d, i, j + 1))
                return true;
        }
    }
    return false;
}

static bool is_dash(const struct excerpt *d, size_t i)
{
    return !d->out[i] && at(d, i)->kind == TOKEN_DASH && !at(d, i)->quoted;
}

/* What stands between two dashes. */
static bool drop_inset(struct excerpt *d)
{
    size_t open = d->t->n;
    for (size_t i = 1; i < d->t->n; i++) {
        if (!is_dash(d, i))
            continue;
        if (open < i && drop(d, open, i + 1))
            return true;
        open = i;
    }
    return false;
}

/* A second main clause: all behind a semicolon or a dash. */
static bool drop_second(struct excerpt *d)
{
    size_t end = end_mark(d);
    for (size_t i = end; i-- > LEAST_WORDS;) {
        bool cut = is_dash(d, i) || (!d->out[i] && !at(d, i)->quoted &&
                                     at(d, i)->kind == TOKEN_COLON && span_is(at(d, i)->text, ";"));
        if (cut && drop(d, i, end))
            return true;
    }
    return false;
}

/* Would a clause in front of i lose its verb ("because the marsh | where they ...", "the board
 * said the boats | in the harbour ...")? */
static bool dangles(const struct excerpt *d, size_t i)
{
    for (size_t j = i; j-- > 0;)
        if (!d->out[j] && !at(d, j)->quoted &&
            (in(d, j, LIST_CLAUSE_WORDS, NULL) || in(d, j, LIST_SPEECH, NULL)))
            return !trim_has_verb(d, j + 1, i);
    return false;
}

/* A comma and a participle or a word that opens a clause: all from there to the end. */
static bool drop_tail(struct excerpt *d)
{
    size_t end = end_mark(d);
    for (size_t comma = last_comma(d, end); comma < d->t->n; comma = last_comma(d, comma)) {
        bool tail = in(d, comma + 1, LIST_CLAUSE_HEADS, NULL) || is_participle(d, comma + 1);
        if (tail && !in(d, comma + 1, LIST_ATTRIBUTION, NULL) && !dangles(d, comma) &&
            drop(d, comma, end))
            return true;
    }
    return false;
}

/* "After the storm, ..." */
static bool drop_lead_in(struct excerpt *d)
{
    size_t first = excerpt_next(d, 0), comma = next_comma(d, first);
    if (first == d->t->n || !is_comma(d, comma) || at(d, first)->quoted)
        return false;
    bool opens = in(d, first, LIST_CLAUSE_HEADS, NULL) || is_participle(d, first);
    if (!opens || !trim_has_verb(d, comma, d->t->n) || trim_is_verb(d, comma + 1))
        return false;
    return excerpt_words(d, comma, d->t->n) >= LEAST_WORDS + 1 && drop(d, first, comma + 1);
}

/* Without a comma: "... as", "... after", "... because" with a clause behind. */
static bool drop_clause(struct excerpt *d)
{
    size_t end = end_mark(d);
    for (size_t i = end; i-- > LEAST_WORDS;) {
        if (d->out[i] || at(d, i)->quoted || !in(d, i, LIST_CLAUSE_WORDS, NULL))
            continue;
        if (!trim_has_verb(d, 0, i) || excerpt_words(d, i, end) < CLAUSE_WORDS)
            continue;
        if (in(d, i - 1, LIST_DATE_UNITS, NULL) || dangles(d, i)) /* "a day after" says when */
            continue;
        if (drop(d, i, end))
            return true;
    }
    return false;
}

/* The auxiliary with which the main clause goes on behind a clause that says which one is meant:
 * "the man who stole two boats | has returned them". t->n for none. */
static size_t main_verb(const struct excerpt *d, size_t relative)
{
    size_t i = relative + 1, none = d->t->n;
    while (i < none && !trim_is_verb(d, i))
        i++;
    for (i++; i < none && (token_is_word(at(d, i)) || d->out[i]); i++) {
        if (d->out[i] || !in(d, i, LIST_VERBS, "aux") || trim_is_verb(d, i - 1))
            continue;
        return at(d, i - 1)->function ? none : i;
    }
    return none;
}

/* Such a clause, where the subject is all that stands before it. */
static bool drop_defining(struct excerpt *d)
{
    for (size_t i = 1; i < d->t->n && !trim_is_verb(d, i); i++)
        if (!d->out[i] && token_is_word(at(d, i - 1)) && in(d, i, LIST_CLAUSE_HEADS, "relative")) {
            size_t verb = main_verb(d, i);
            return verb < d->t->n && drop(d, i, verb);
        }
    return false;
}

static bool drop_articles(struct excerpt *d)
{
    bool any = false;
    for (size_t i = 0; i < d->t->n; i++) {
        if (d->out[i] || at(d, i)->quoted || !in(d, i, LIST_ARTICLES, NULL))
            continue;
        if (i + 1 < d->t->n && at(d, i + 1)->cap && at(d, i)->cap && i > 0)
            continue; /* part of a name: The Hague */
        d->out[i] = any = true;
    }
    return any;
}

/* A word in front of which a phrase has ended. */
static bool is_boundary(const struct excerpt *d, size_t i)
{
    if (i >= d->t->n || !token_is_word(at(d, i)))
        return true;
    if (i > 0 && is_participle(d, i) && !at(d, i - 1)->function)
        return true;
    return in(d, i, LIST_PREPOSITIONS, NULL) || in(d, i, LIST_CLAUSE_WORDS, NULL) ||
           in(d, i, LIST_JOINERS, NULL) || in(d, i, LIST_VERBS, "aux");
}

static bool is_possessive(struct span word)
{
    return span_ends(word, "'s") || span_ends(word, "\xe2\x80\x99s");
}

/* May the excerpt stop behind the word last, token i being the next: without half a quote, half a
 * name or a word of grammar at its end? */
static bool may_break(const struct excerpt *d, size_t last, size_t i)
{
    const struct token *word = at(d, last), *next = at(d, i);
    bool quote = word->kind == TOKEN_QUOTE_CLOSE;
    if ((!token_is_word(word) && !quote) || word->function || in(d, last, LIST_WEAK_ENDS, NULL))
        return false;
    if ((next->quoted && next->kind != TOKEN_QUOTE_OPEN) || is_possessive(word->lower))
        return false;
    bool amount = word->kind == TOKEN_NUMBER || in(d, last, LIST_NUMBERS, NULL);
    if (amount && !is_boundary(d, i)) /* a number has its unit with it */
        return false;
    if (!token_is_word(next))
        return next->space || excerpt_soft(next->kind) || next->kind == TOKEN_END;
    return !word->cap || (!next->cap && next->kind != TOKEN_NUMBER);
}

/* The last word still in before i; t->n for none. */
static size_t word_before(const struct excerpt *d, size_t i)
{
    while (i-- > 0)
        if (!d->out[i])
            return i;
    return d->t->n;
}

static bool ends_phrase(const struct excerpt *d, size_t i)
{
    size_t last = word_before(d, i);
    return last < d->t->n && !d->out[i] && may_break(d, last, i) && is_boundary(d, i) &&
           !in(d, i, LIST_PREPOSITIONS, "bound") && !dangles(d, i) &&
           excerpt_words(d, 0, i) >= LEAST_WORDS && trim_has_verb(d, 0, i);
}

/* The end in front of which most words stand within the budget, those of an end inside a phrase
 * counting less; 0 for none. */
static size_t best_end(const struct excerpt *d, struct budget budget)
{
    size_t best = 0, used = 0, words = 0, last = d->t->n;
    double most = 0, inside = budget.bytes ? INSIDE : INSIDE_READ;
    for (size_t i = 0; i < d->t->n && used <= budget.max; i++) {
        if (d->out[i])
            continue;
        double value = 0;
        if (last < d->t->n && may_break(d, last, i))
            value = (double)words * (ends_phrase(d, i) ? 1 : inside);
        if (value > most) {
            most = value;
            best = i;
        }
        const struct span text = d->instead[i].n ? d->instead[i] : at(d, i)->text;
        used += (used && at(d, i)->space) + (budget.bytes ? text.n : utf8_count(text));
        words += token_is_word(at(d, i));
        last = i;
    }
    return best;
}

/* The beginning that says most within the budget; a headline may end inside a phrase. */
static bool cut_phrases(struct excerpt *d, struct budget budget)
{
    size_t end = best_end(d, budget);
    if (end)
        excerpt_drop(d, end, end_mark(d));
    return end && excerpt_fits(d, budget);
}

void trim_end(struct excerpt *d)
{
    for (size_t i = end_mark(d); i-- > 0;) {
        const struct token *t = at(d, i);
        if (d->out[i])
            continue;
        bool weak = t->function || t->kind == TOKEN_COMMA || t->kind == TOKEN_DASH ||
                    t->kind == TOKEN_COLON || t->kind == TOKEN_OPEN ||
                    t->kind == TOKEN_QUOTE_OPEN || in(d, i, LIST_WEAK_ENDS, NULL);
        if (!weak)
            return;
        d->out[i] = true;
    }
}

/* The end falls word by word: only when nothing else helped. */
static void cut_words(struct excerpt *d, struct budget budget)
{
    size_t end = end_mark(d);
    excerpt_drop(d, end, end + 1);
    while (!excerpt_fits(d, budget)) {
        size_t last = excerpt_last(d);
        if (last == d->t->n)
            return;
        d->out[last] = true;
    }
    trim_end(d);
}

/* Behind a title of office the family name will do: "President [Astrid] Lind"; not where the family
 * name comes first ("Premier Li Peng"). */
static bool drop_first_names(struct excerpt *d)
{
    bool any = false;
    for (size_t i = 0; i + 2 < d->t->n; i++) {
        struct span kind;
        size_t n = token_phrase(d->t, i, TITLE_WORDS, LIST_TITLES, &kind), first = i + n;
        if (!n || !span_is(kind, "office") || !at(d, i)->cap || has_quote(d, i, first + 2))
            continue;
        if (!d->out[first] && is_name(d, first) && is_name(d, first + 1) &&
            !is_name(d, first + 2) && !in(d, first, LIST_FAMILY_FIRST, NULL))
            d->out[first] = any = true;
    }
    return any;
}

/* In front of a participle with what was done behind it: "the pier [was] closed by the board". */
static bool is_passive(const struct excerpt *d, size_t i, size_t verb)
{
    size_t next = excerpt_next(d, verb + 1);
    return i > 0 && !at(d, i - 1)->function && verb < d->t->n &&
           tense_of(d->t, verb) != TENSE_NONE && !in(d, verb, LIST_VERBS, "aux") &&
           in(d, next, LIST_PREPOSITIONS, "");
}

/* How many words from i are spare where they stand. */
static size_t spare_words(const struct excerpt *d, size_t i)
{
    struct span how;
    if (d->out[i] || at(d, i)->quoted || !token_in(d->t, i, LIST_SPARE, &how))
        return 0;
    if (span_is(how, "perfect")) /* "has been closed" */
        return in(d, i + 1, LIST_SPARE, "been") && is_passive(d, i, i + 2) ? 2 : 0;
    if (span_is(how, "passive"))
        return is_passive(d, i, i + 1);
    if (span_is(how, "company"))
        return at(d, i)->cap && is_name(d, i - 1);
    if (span_is(how, "said"))
        return in(d, i - 1, LIST_SPEECH, NULL);
    return !how.n;
}

static bool drop_spare(struct excerpt *d)
{
    bool any = false;
    for (size_t i = 1; i + 2 < d->t->n; i++) {
        size_t n = spare_words(d, i);
        excerpt_drop(d, i, i + n);
        any = any || n;
    }
    return any;
}

void trim_asides(struct excerpt *d)
{
    while (drop_age(d) || drop_relative(d) || drop_apposition(d))
        ;
    (void)drop_lead_in(d);
}

bool trim_to(struct excerpt *d, struct budget budget, enum trim_style style)
{
    static bool (*const headline[])(struct excerpt *) = {
        drop_short_form, drop_age,      drop_saying, drop_relative,    drop_apposition,
        drop_source,     drop_inset,    drop_second, drop_tail,        drop_lead_in,
        drop_defining,   drop_articles, drop_spare,  drop_first_names,
    };
    static bool (*const fact[])(struct excerpt *) = {
        drop_short_form, drop_age,  drop_relative, drop_apposition,
        drop_inset,      drop_tail, drop_lead_in,  drop_clause,
    };
    bool short_form = style == TRIM_HEADLINE;
    size_t n = short_form ? sizeof headline / sizeof *headline : sizeof fact / sizeof *fact;
    for (size_t i = 0; i < n; i++)
        while (!excerpt_fits(d, budget) && (short_form ? headline[i] : fact[i])(d))
            trim_end(d);
    if (short_form && !excerpt_fits(d, budget) && !cut_phrases(d, budget))
        cut_words(d, budget);
    return excerpt_fits(d, budget);
}
