/* terms.c - words as keys. Floor 4. Any thread. */
#include "story/terms.h"

#include <stdlib.h>

#include "base/utf8.h"

enum {
    PLACE_WORDS = 4,
    STEM_LEAST = 4,
    NAME_WEIGHT = 2,
    GRAMS_MAX = 64,
    GRAMS_FROM = 0xe00,
    KEY_MAX = 2 * TOKEN_WORD_MAX
};

/* Takes a light ending off: the English s-stemmer (Harman 1991, "How effective is suffixing?")
 * and possessives; other languages lose what [endings] lists. */
static struct span stem(const struct tokens *t, struct span key)
{
    size_t n;
    if (span_ends(key, "'s"))
        key.n -= 2;
    const struct word *endings = words_list(t->words, t->lang, "endings", &n);
    for (size_t i = 0; i < n; i++)
        if (key.n >= endings[i].key.n + STEM_LEAST &&
            span_eq(span_from(key, key.n - endings[i].key.n), endings[i].key))
            return span_sub(key, 0, key.n - endings[i].key.n);
    if (!span_is(t->lang, "en") || key.n < STEM_LEAST || !span_ends(key, "s"))
        return key;
    if (span_ends(key, "ss") || span_ends(key, "us") || span_ends(key, "is"))
        return key;
    return span_sub(key, 0, key.n - 1);
}

/* The name of the country where the tokens name one: its value without the mark of what kind. */
static struct span country(const struct tokens *t, size_t i, size_t *n)
{
    struct span value = {NULL, 0};
    *n = t->at[i].cap ? token_phrase(t, i, PLACE_WORDS, LIST_PLACES, &value) : 0;
    if (*n == 0)
        return (struct span){NULL, 0};
    return span_starts(value, "a ") || span_starts(value, "c ") ? span_from(value, 2) : value;
}

/* Small letters of ASCII are their own key (utf8_put_key). */
static bool is_folded(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if ((unsigned char)word.p[i] >= 0x80 || word.p[i] != ascii_lower(word.p[i]))
            return false;
    return true;
}

static uint64_t fold(struct span word)
{
    struct buf b;
    uint64_t hash = 0;
    if (is_folded(word))
        return span_hash(word);
    buf_init(&b, KEY_MAX);
    if (!utf8_put_key(&b, word))
        hash = span_hash(buf_span(&b));
    buf_finish(&b);
    return hash;
}

uint64_t terms_key(const struct tokens *t, size_t i, size_t *n)
{
    const struct token *token = &t->at[i];
    *n = 1;
    if (!token_is_word(token))
        return 0;
    struct span place = country(t, i, n);
    if (place.n)
        return fold(place);
    *n = 1;
    if (token->function || token->lower.n < 2 || token_in(t, i, LIST_COMMON, NULL))
        return 0;
    return fold(stem(t, token->lower));
}

/* Scripts that part no words: pieces of so many signs stand for words there (two of Han and kana,
 * as is usual in retrieval; four of Thai, Lao, Burmese and Khmer, where a syllable takes several).
 */
static size_t gram_signs(uint32_t c)
{
    if (c < GRAMS_FROM)
        return 0;
    bool hangul = (c >= 0x1100 && c <= 0x11ff) || (c >= 0xac00 && c <= 0xd7ff);
    if (utf8_is_cjk(c) && !hangul)
        return 2;
    bool south =
        (c >= 0xe00 && c <= 0xeff) || (c >= 0x1000 && c <= 0x109f) || (c >= 0x1780 && c <= 0x17ff);
    return south ? 4 : 0;
}

static uint32_t first_sign(struct span s)
{
    return s.n ? utf8_next(&s) : 0;
}

/* The next piece of the run of such a script: it begins in the token that rest is the rest of and
 * may end in the next ones. Empty when the token has no more. */
static struct span next_gram(const struct tokens *t, struct span *rest)
{
    const struct token *last = &t->at[t->n - 1];
    const char *end = last->text.p + last->text.n;
    while (rest->n) {
        size_t want = gram_signs(first_sign(*rest)), signs = 0;
        struct span gram = span_make(rest->p, (size_t)(end - rest->p)), over = gram;
        while (signs < want && over.n && gram_signs(first_sign(over)) == want) {
            (void)utf8_next(&over);
            signs++;
        }
        gram.n -= over.n;
        (void)utf8_next(rest);
        if (want && signs == want)
            return gram;
    }
    return (struct span){NULL, 0};
}

/* The keys of token i, at most max and max not 0: one, or those of its pieces. How many; *n as in
 * terms_key. */
static size_t keys_of(const struct tokens *t, size_t i, uint64_t *out, size_t max, size_t *n)
{
    struct span rest = t->at[i].text, gram;
    size_t found = 0;
    if (!gram_signs(first_sign(rest))) {
        out[0] = terms_key(t, i, n);
        return out[0] != 0;
    }
    *n = 1;
    while (found < max && (gram = next_gram(t, &rest)).n)
        out[found++] = fold(gram);
    return found;
}

size_t terms_keys(const struct tokens *t, size_t from, size_t to, uint64_t *out, size_t max)
{
    size_t found = 0, n;
    for (size_t i = from; i < to && i < t->n && found < max; i += n)
        found += keys_of(t, i, out + found, max - found, &n);
    return found;
}

double terms_covered(const uint64_t *a, size_t n_a, const uint64_t *b, size_t n_b)
{
    size_t hits = 0;
    for (size_t i = 0; i < n_a; i++)
        for (size_t j = 0; j < n_b; j++)
            if (a[i] == b[j]) {
                hits++;
                break;
            }
    return n_a ? (double)hits / (double)n_a : 1.0;
}

/* A capital behind the first word: names tell stories apart better than what happens in them. (In
 * German every noun has one, and so all of them count alike.) */
static bool is_name(const struct tokens *t, size_t i)
{
    return i > 0 && t->at[i].cap;
}

static void add_key(struct terms *v, uint64_t key, float weight)
{
    size_t at = 0;
    while (at < v->n && v->at[at].hash != key)
        at++;
    if (at == v->max)
        return;
    if (at == v->n)
        v->at[v->n++] = (struct term){key, 0};
    v->at[at].weight += weight;
}

void terms_add(struct terms *v, const struct tokens *t, float weight)
{
    uint64_t keys[GRAMS_MAX];
    size_t n;
    for (size_t i = 0; i < t->n; i += n) {
        size_t found = keys_of(t, i, keys, GRAMS_MAX, &n);
        for (size_t k = 0; k < found; k++)
            add_key(v, keys[k], is_name(t, i) ? NAME_WEIGHT * weight : weight);
    }
}

static int by_hash(const void *a, const void *b)
{
    const struct term *x = a, *y = b;
    return (x->hash > y->hash) - (x->hash < y->hash);
}

void terms_sort(struct terms *v)
{
    if (v->n)
        qsort(v->at, v->n, sizeof *v->at, by_hash);
}
