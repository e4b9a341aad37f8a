/* pack.c - the sentences that together say most within a budget. Floor 4. Any thread. */
#include "story/pack.h"

#include <math.h>

#include "base/utf8.h"
#include "story/rank.h"
#include "story/terms.h"
#include "story/trim.h"

enum {
    RECURRING_MAX = 256,
    WORDS_MAX = 512, /* different words of all pieces */
    PIECE_WORDS = 128,
    TIMES = 4,  /* a word said again counts so often */
    VOTING = 3, /* sentences of a set that votes */
    BRIEF_CHARS = 110,
    WORDS_LEAST = 4 /* "Read on." */
};

/* How good a set is by where its sentences stand and what they say. The proportions are those of
 * regressions of ROUGE-1 F1 on the sets of up to three sentences; tests/train/README.md has them
 * beside the cross-validated figures. */
static const double PLACE = 0.055, FURTHER = 0.006; /* where a sentence stands */
static const double TERM = 0.0075, WORD = 0.0008;   /* what it says, what it takes */
static const double LEANS = 0.02;                   /* on a sentence that is not there */

/* Sets vote for their words, a better one with more weight: e times as much for each 1/SURE. The
 * best set by itself is one guess among many that are nearly as good (0.437 at three sentences);
 * what most of the good ones say is surer (0.452). */
static const double SURE = 16;
/* Words of a summary that people write: with fewer it leaves out, with more it is diluted. */
static const double TYPICAL = 45;

/* A recurring term or a word in a piece: which, and the character at which it ends. */
struct mention {
    size_t term, end;
};

/* A sentence as it would be shown, its recurring terms and its words. */
struct piece {
    const struct passage *from;
    struct span text;
    size_t chars, words, n, n_said;
    struct mention at[BODY_KEYS_MAX], said[PIECE_WORDS];
};

/* A word of the pieces: its hash, how often the set at hand says it, and the votes for saying it
 * once, twice, ... */
struct word_votes {
    uint64_t hash;
    size_t said;
    double votes[TIMES];
};

struct packer {
    const struct body *body;
    struct pack_budget budget;
    struct arena *arena;
    uint64_t recurring[RECURRING_MAX];
    size_t n_recurring;
    struct piece *pieces;
    size_t n;
    struct word_votes *words;
};

static bool says(const struct passage *p, uint64_t key)
{
    for (size_t i = 0; i < p->n_keys; i++)
        if (p->keys[i] == key)
            return true;
    return false;
}

static size_t find_recurring(const struct packer *k, uint64_t key)
{
    size_t i = 0;
    while (i < k->n_recurring && k->recurring[i] != key)
        i++;
    return i;
}

/* The terms that stand in two sentences at least. */
static void gather_recurring(struct packer *k)
{
    for (size_t i = 0; i < k->body->n; i++)
        for (size_t j = 0; j < k->body->at[i].n_keys; j++) {
            uint64_t key = k->body->at[i].keys[j];
            bool again = false;
            for (size_t other = i + 1; other < k->body->n && !again; other++)
                again = says(&k->body->at[other], key);
            if (again && k->n_recurring < RECURRING_MAX && find_recurring(k, key) == k->n_recurring)
                k->recurring[k->n_recurring++] = key;
        }
}

/* A sentence trimmed to so many characters; empty when it does not get that short. */
static struct span trimmed(const struct packer *k, const struct passage *p, size_t chars)
{
    struct excerpt d;
    if (!excerpt_start(&d, &p->t, k->arena))
        return (struct span){NULL, 0};
    trim_always(&d);
    if (!trim_to(&d, (struct budget){chars, false}, TRIM_FACT))
        return (struct span){NULL, 0};
    return excerpt_text(&d, k->arena);
}

static size_t end_in(const struct piece *p, struct span token)
{
    return utf8_count(span_sub(p->text, 0, (size_t)(token.p - p->text.p) + token.n));
}

/* The word's place in the table, WORDS_MAX when that is full. */
static size_t word_at(const struct packer *k, uint64_t hash)
{
    for (size_t tries = 0; tries < WORDS_MAX; tries++) {
        size_t i = (hash + tries) % WORDS_MAX;
        if (!k->words[i].hash || k->words[i].hash == hash)
            return i;
    }
    return WORDS_MAX;
}

static void find_words(const struct packer *k, const struct tokens *t, struct piece *p)
{
    for (size_t i = 0; i < t->n; i++) {
        if (!token_is_word(&t->at[i]))
            continue;
        p->words++;
        uint64_t hash = span_hash(t->at[i].lower);
        size_t word = word_at(k, hash);
        if (word == WORDS_MAX || p->n_said == PIECE_WORDS)
            continue;
        k->words[word].hash = hash;
        p->said[p->n_said++] = (struct mention){word, end_in(p, t->at[i].text)};
    }
}

static void find_mentions(const struct packer *k, const struct tokens *t, struct piece *p)
{
    size_t n;
    for (size_t i = 0; i < t->n && p->n < BODY_KEYS_MAX; i += n) {
        uint64_t key = terms_key(t, i, &n);
        size_t term = key ? find_recurring(k, key) : k->n_recurring;
        if (term < k->n_recurring)
            p->at[p->n++] = (struct mention){term, end_in(p, t->at[i + n - 1].text)};
    }
}

/* The piece of a sentence in so many characters; false when there is none or memory is out. */
static bool read_piece(const struct packer *k, const struct passage *from, size_t chars,
                       struct piece *p)
{
    struct tokens t;
    *p = (struct piece){.from = from, .text = trimmed(k, from, chars)};
    p->chars = utf8_count(p->text);
    if (!p->text.n || !token_cut(p->text, k->body->lang, k->body->words, &t, k->arena))
        return false;
    find_words(k, &t, p);
    find_mentions(k, &t, p);
    return true;
}

/* What the pieces of the set say of the article's matters. */
static double terms_worth(const struct packer *k, unsigned set)
{
    bool seen[RECURRING_MAX] = {false};
    double value = 0;
    for (size_t i = 0; i < k->n; i++)
        for (size_t j = 0; set >> i & 1 && j < k->pieces[i].n; j++) {
            size_t term = k->pieces[i].at[j].term;
            value += seen[term] ? 0 : TERM;
            seen[term] = true;
        }
    return value;
}

/* Where the pieces of the set stand, and what they cost. */
static double standing(const struct packer *k, unsigned set)
{
    double value = 0;
    for (size_t i = 0; i < k->n; i++) {
        if (!(set >> i & 1))
            continue;
        bool follows = i > 0 && set >> (i - 1) & 1;
        value += PLACE / sqrt(1.0 + (double)i) - FURTHER * (double)i;
        value -= WORD * (double)k->pieces[i].words;
        if (!follows && !rank_stands_alone(k->pieces[i].from))
            value -= LEANS;
    }
    return value;
}

/* The pieces in the set, the characters of all, and the last. */
static size_t extent(const struct packer *k, unsigned set, size_t *chars, size_t *last)
{
    size_t n = 0;
    *chars = 0;
    for (size_t i = 0; i < k->n; i++)
        if (set >> i & 1) {
            *chars += k->pieces[i].chars + (n > 0);
            *last = i;
            n++;
        }
    return n;
}

/* Every set of a few pieces votes for its words. */
static void vote(struct packer *k)
{
    for (unsigned set = 1; set < 1U << k->n; set++) {
        size_t chars, last = 0;
        if (extent(k, set, &chars, &last) > VOTING)
            continue;
        double weight = exp(SURE * (standing(k, set) + terms_worth(k, set)));
        for (size_t i = 0; i < WORDS_MAX; i++)
            k->words[i].said = 0;
        for (size_t i = 0; i <= last; i++)
            for (size_t j = 0; set >> i & 1 && j < k->pieces[i].n_said; j++) {
                struct word_votes *w = &k->words[k->pieces[i].said[j].term];
                if (w->said < TIMES)
                    w->votes[w->said++] += weight;
            }
    }
}

/* The votes for the words of a set to those of a summary as it should be, as F1 weighs them: 2 to
 * the lengths of both. Below 0 for a set that does not hold the budget, or of whose last sentence
 * less than two thirds stand within it. */
static double worth(const struct packer *k, unsigned set)
{
    size_t chars, last = 0, n = extent(k, set, &chars, &last), words = 0;
    size_t before = chars - k->pieces[last].chars;
    if (n > k->budget.sentences || before >= k->budget.chars)
        return -1;
    size_t room = k->budget.chars - before;
    if (3 * room < 2 * k->pieces[last].chars)
        return -1;
    double value = 0;
    for (size_t i = 0; i < WORDS_MAX; i++)
        k->words[i].said = 0;
    for (size_t i = 0; i <= last; i++)
        for (size_t j = 0; set >> i & 1 && j < k->pieces[i].n_said; j++) {
            const struct mention *m = &k->pieces[i].said[j];
            struct word_votes *w = &k->words[m->term];
            if (i == last && m->end > room)
                break;
            words++;
            if (w->said < TIMES)
                value += w->votes[w->said++];
        }
    return value / ((double)words + TYPICAL);
}

/* Whole or brief, whichever says more for its length. */
static void add_piece(struct packer *k, const struct passage *p)
{
    struct piece *now = &k->pieces[k->n], whole, brief;
    if (!read_piece(k, p, SIZE_MAX, &whole) || whole.words < WORDS_LEAST)
        return;
    k->n++;
    *now = brief = whole;
    if (!read_piece(k, p, BRIEF_CHARS, &brief))
        return;
    double value = terms_worth(k, 1U << (k->n - 1)) - WORD * (double)whole.words;
    *now = brief;
    if (terms_worth(k, 1U << (k->n - 1)) - WORD * (double)brief.words < value)
        *now = whole;
}

size_t pack_sentences(const struct body *body, struct pack_budget budget,
                      struct span out[PACK_SENTENCES], struct arena *a)
{
    struct packer k = {.body = body, .budget = budget, .arena = a};
    unsigned best = 0;
    double most = -1;
    k.pieces = arena_array(a, PACK_SENTENCES, sizeof *k.pieces);
    k.words = arena_array(a, WORDS_MAX, sizeof *k.words);
    if (!k.pieces || !k.words)
        return 0;
    gather_recurring(&k);
    for (size_t i = 0; i < body->n && k.n < PACK_SENTENCES; i++)
        add_piece(&k, &body->at[i]);
    vote(&k);
    for (unsigned set = 1; set < 1U << k.n; set++) {
        double value = worth(&k, set);
        if (value > most) {
            most = value;
            best = set;
        }
    }
    size_t n = 0;
    for (size_t i = 0; i < k.n; i++)
        if (best >> i & 1)
            out[n++] = k.pieces[i].text;
    return n;
}
