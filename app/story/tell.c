/* tell.c - one story made of its tellings. Floor 4. One thread at a time. Knows no language: words
 * are compared by their letters. */
#include "base/utf8.h"
#include "base/when.h"
#include "story/cluster.h"
#include "story/dispute.h"

enum { WORDS_MAX = 512, LONG_WORD = 4, SHOWN_MAX = 7, LEADS = 2, MEMBER_DAYS = 200 };
/* Share of words that may have been shown before. */
static const double PHRASE_REPEAT = 0.7, CLAUSE_REPEAT = 0.55, FIRST_REPEAT = 0.8;

/* Words that the story has shown. */
struct shown {
    uint64_t words[WORDS_MAX];
    size_t n;
};

/* The hashes of the longer words of a text, at most max; how many. */
static size_t long_words(struct span text, uint64_t *out, size_t max)
{
    size_t n = 0;
    struct buf key;
    buf_init(&key, 8 * 1024);
    (void)utf8_put_key(&key, text);
    struct span rest = buf_span(&key);
    while (rest.n && n < max) {
        size_t len = 0;
        struct span next = rest;
        uint32_t c = 0;
        while (next.n && (c = utf8_next(&next), utf8_is_letter(c) || utf8_is_digit(c)))
            len = rest.n - next.n;
        bool digits = len && ascii_digit(rest.p[0]);
        if (len >= LONG_WORD || digits ||
            (len && utf8_is_cjk(utf8_next(&(struct span){rest.p, len}))))
            out[n++] = span_hash(span_sub(rest, 0, len));
        rest = next;
    }
    buf_finish(&key);
    return n;
}

static bool has(const struct shown *s, uint64_t word)
{
    for (size_t i = 0; i < s->n; i++)
        if (s->words[i] == word)
            return true;
    return false;
}

/* Share of the text's words that were shown; 0 for a text without any. */
static double repeated(const struct shown *s, struct span text)
{
    uint64_t words[WORDS_MAX];
    size_t n = long_words(text, words, WORDS_MAX), hits = 0;
    for (size_t i = 0; i < n; i++)
        hits += has(s, words[i]);
    return n ? (double)hits / (double)n : 0;
}

static void remember(struct shown *s, struct span text)
{
    s->n += long_words(text, s->words + s->n, WORDS_MAX - s->n);
}

static bool is_question(struct span headline)
{
    return span_ends(headline, "?") || span_ends(headline, "!");
}

/* A year for the day that names none: the one next to a telling whose year is known. */
static int64_t settled(const struct cluster *c, size_t i)
{
    const struct told *told = &c->members[i]->told;
    const struct article_day *day = &told->day;
    if (told->published != WHEN_NONE || !day->month || !day->day)
        return told->published;
    int64_t best = WHEN_NONE, least = (int64_t)MEMBER_DAYS * WHEN_DAY;
    int minutes = day->minutes > 0 ? day->minutes : 0;
    for (size_t k = 0; k < c->n; k++) {
        int64_t other = c->members[k]->told.published;
        if (k == i || other == WHEN_NONE)
            continue;
        int year = when_civil(other).year;
        for (int y = year - 1; y <= year + 1; y++) {
            int64_t moment = when_make(y, day->month, day->day, minutes / 60, minutes % 60, 0);
            int64_t off = moment > other ? moment - other : other - moment;
            if (when_valid_day(y, day->month, day->day) && off < least) {
                least = off;
                best = moment;
            }
        }
    }
    return best;
}

/* Orders tellings: the newest first, questions and shouts behind. */
static void order_members(const struct cluster *c, const int64_t *moments, size_t *order)
{
    for (size_t i = 0; i < c->n; i++) {
        size_t at = i;
        bool poor = is_question(c->members[i]->told.headline);
        while (at > 0) {
            size_t above = order[at - 1];
            bool above_poor = is_question(c->members[above]->told.headline);
            bool better = poor != above_poor ? above_poor : moments[i] > moments[above];
            if (!better)
                break;
            order[at] = above;
            at--;
        }
        order[at] = i;
    }
}

static bool put_fact(struct story *out, const struct fact *f, unsigned source, struct shown *s,
                     struct arena *a)
{
    struct fact *to = &out->facts[out->n_facts];
    *to = (struct fact){f->kind, arena_copy(a, f->text), source, 0};
    if (!to->text.n)
        return false;
    remember(s, f->text);
    out->n_facts++;
    return true;
}

static size_t count_kind(const struct story *out, enum fact_kind kind)
{
    size_t n = 0;
    for (size_t i = 0; i < out->n_facts; i++)
        n += out->facts[i].kind == kind;
    return n;
}

/* A day that says its number beats one that is only "Friday". */
static bool is_dated(struct span text)
{
    for (size_t i = 0; i < text.n; i++)
        if (ascii_digit(text.p[i]))
            return true;
    return false;
}

/* Facts of a kind from all tellings, the best first, until there are most of them. */
static bool put_kind(const struct cluster *c, const size_t *order, enum fact_kind kind, size_t most,
                     bool dated, struct story *out, struct shown *s, struct arena *a)
{
    for (size_t i = 0; i < c->n; i++) {
        const struct told *told = &c->members[order[i]]->told;
        for (size_t f = 0; f < told->n_facts; f++) {
            const struct fact *fact = &told->facts[f];
            if (fact->kind != kind || count_kind(out, kind) >= most ||
                (dated && !is_dated(fact->text)) || repeated(s, fact->text) >= PHRASE_REPEAT)
                continue;
            if (!put_fact(out, fact, (unsigned)i, s, a))
                return false;
        }
    }
    return true;
}

/* Who and where are told once, by the best telling that has them; when may be told twice: what
 * was announced and what came of it have their own days. */
static bool put_phrases(const struct cluster *c, const size_t *order, struct story *out,
                        struct shown *s, struct arena *a)
{
    return put_kind(c, order, FACT_WHO, 1, false, out, s, a) &&
           put_kind(c, order, FACT_WHEN, 2, true, out, s, a) &&
           put_kind(c, order, FACT_WHEN, 1, false, out, s, a) &&
           put_kind(c, order, FACT_WHERE, 1, false, out, s, a);
}

static bool is_phrase(enum fact_kind kind)
{
    return kind == FACT_WHO || kind == FACT_WHEN || kind == FACT_WHERE;
}

/* A fact that says enough that is new; a story has one quote. */
static bool is_news(const struct story *out, const struct shown *s, const struct fact *f,
                    double most)
{
    return repeated(s, f->text) <= most && !(f->kind == FACT_QUOTE && count_kind(out, FACT_QUOTE));
}

/* The fact of a telling that is nth among its clauses, NULL where there is none. */
static const struct fact *nth_clause(const struct told *told, size_t nth)
{
    for (size_t k = 0; k < told->n_facts; k++)
        if (!is_phrase(told->facts[k].kind) && nth-- == 0)
            return &told->facts[k];
    return NULL;
}

/* The first clause of the best telling, what another one leads with, and the first quote: where
 * room is short, a story is cut behind them. */
static bool put_best(const struct cluster *c, const size_t *order, struct story *out,
                     struct shown *s, struct arena *a)
{
    size_t put = 0;
    for (size_t i = 0; i < c->n && put < LEADS; i++) {
        const struct fact *lead = nth_clause(&c->members[order[i]]->told, 0);
        if (!lead || !is_news(out, s, lead, i ? CLAUSE_REPEAT : FIRST_REPEAT))
            continue;
        if (!put_fact(out, lead, (unsigned)i, s, a))
            return false;
        put++;
    }
    return put_kind(c, order, FACT_QUOTE, 1, false, out, s, a);
}

/* Clauses from all tellings in turn, none of which repeats what is there. */
static bool put_clauses(const struct cluster *c, const size_t *order, struct story *out,
                        struct shown *s, struct arena *a)
{
    if (!put_best(c, order, out, s, a))
        return false;
    for (size_t nth = 0; nth < TOLD_FACTS_MAX; nth++)
        for (size_t i = 0; i < c->n && out->n_facts < SHOWN_MAX; i++) {
            const struct fact *fact = nth_clause(&c->members[order[i]]->told, nth);
            if (fact && is_news(out, s, fact, CLAUSE_REPEAT) &&
                !put_fact(out, fact, (unsigned)i, s, a))
                return false;
        }
    return true;
}

/* One telling: its facts in its own order. */
static bool put_own(const struct told *told, struct story *out, struct shown *s, struct arena *a)
{
    for (size_t f = 0; f < told->n_facts && out->n_facts < STORY_FACTS_MAX; f++)
        if (!put_fact(out, &told->facts[f], 0, s, a))
            return false;
    return true;
}

/* True when another row of the story says the day too. */
static bool is_said_elsewhere(const struct story *out, size_t i)
{
    for (size_t k = 0; k < out->n_facts; k++)
        if (!is_phrase(out->facts[k].kind) &&
            span_find_nocase(out->facts[k].text, out->facts[i].text) != SIZE_MAX)
            return true;
    return false;
}

/* Of two days the one goes that a clause says anyhow: its row is worth more to another fact. */
static void drop_said_day(struct story *out)
{
    for (size_t i = 0; i < out->n_facts && count_kind(out, FACT_WHEN) > 1; i++) {
        if (out->facts[i].kind != FACT_WHEN || !is_said_elsewhere(out, i))
            continue;
        for (size_t k = i + 1; k < out->n_facts; k++)
            out->facts[k - 1] = out->facts[k];
        out->n_facts--;
    }
}

static bool put_facts(const struct cluster *c, const size_t *order, struct story *out,
                      struct arena *a)
{
    struct shown s = {.n = 0};
    out->facts = arena_array(a, STORY_FACTS_MAX, sizeof *out->facts);
    if (!out->facts)
        return false;
    remember(&s, out->headline);
    bool done = c->n == 1 ? put_own(&c->members[0]->told, out, &s, a)
                          : put_phrases(c, order, out, &s, a) && put_clauses(c, order, out, &s, a);
    drop_said_day(out);
    if (done && c->n > 1)
        done = dispute_tell(c, order, out, a);
    for (size_t i = 0; i < out->n_facts; i++)
        out->facts[i].score = (unsigned)(STORY_FACTS_MAX - i);
    return done;
}

static bool put_tellings(const struct cluster *c, const size_t *order, const int64_t *moments,
                         struct story *out, struct arena *a)
{
    out->tellings = arena_array(a, c->n, sizeof *out->tellings);
    if (!out->tellings)
        return false;
    for (size_t i = 0; i < c->n; i++) {
        const struct member *m = c->members[order[i]];
        out->tellings[out->n_tellings++] = (struct telling){
            .name = arena_copy(a, m->source.name),
            .title = arena_copy(a, m->told.title.n ? m->told.title : m->told.headline),
            .link = arena_copy(a, m->told.link),
            .published = moments[order[i]],
        };
        if (m->source.priority > out->priority)
            out->priority = m->source.priority;
    }
    return true;
}

bool cluster_story(const struct cluster *c, struct story *out, struct arena *a)
{
    size_t order[STORY_TELLINGS_MAX] = {0};
    int64_t moments[STORY_TELLINGS_MAX];
    *out = (struct story){.published = WHEN_NONE, .updated = c->updated, .expires = WHEN_NONE};
    for (size_t i = 0; i < c->n; i++) {
        moments[i] = settled(c, i);
        out->published = moments[i] > out->published ? moments[i] : out->published;
    }
    order_members(c, moments, order);
    const struct member *best = c->members[order[0]];
    out->id = arena_copy(a, span_of(c->id));
    out->headline = arena_copy(a, best->told.headline);
    out->lang = arena_copy(a, best->told.lang);
    out->colour = best->source.colour;
    if (!out->id.n || !out->headline.n)
        return false;
    return put_facts(c, order, out, a) && put_tellings(c, order, moments, out, a);
}
