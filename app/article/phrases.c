/* phrases.c - phrases of the word lists in a line. Floor 3. Any thread. Knows no list by name. */
#include "article/phrases.h"

#include "base/utf8.h"

enum { FOLD_MAX = 64 * 1024 };

struct tongues tongues_of(struct span lang, const struct words *words)
{
    static const struct span english = SPAN("en"), any = SPAN("any");
    struct tongues t = {.words = words};
    if (lang.n > 0)
        t.langs[t.n++] = lang;
    if (!span_eq(lang, english))
        t.langs[t.n++] = english;
    t.langs[t.n++] = any;
    return t;
}

struct span phrases_fold(struct span line, struct arena *a)
{
    struct buf b;
    bool gap = false;
    buf_init(&b, FOLD_MAX);
    while (line.n > 0 && b.failed == ERR_OK) {
        uint32_t cp = utf8_next(&line);
        if (utf8_is_space(cp)) {
            gap = b.n > 0;
            continue;
        }
        if (gap)
            (void)buf_putc(&b, ' ');
        gap = false;
        if (cp == 0x2018 || cp == 0x2019 || cp == 0x02BC)
            cp = '\'';
        (void)utf8_put(&b, utf8_lower(cp));
    }
    struct span folded = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return folded;
}

struct span phrases_bare(struct span s)
{
    while (s.n > 0) {
        struct span rest = s;
        if (utf8_is_letter(utf8_next(&rest)))
            break;
        s = rest;
    }
    while (s.n > 0) {
        size_t at;
        uint32_t cp = utf8_last(s, &at);
        if (utf8_is_letter(cp) || utf8_is_mark(cp))
            break;
        s = span_sub(s, 0, at);
    }
    return s;
}

/* Part of a word: letters of all scripts but ASCII are bytes over 127. */
static bool wordy(char c)
{
    return ascii_alpha(c) || ascii_digit(c) || (unsigned char)c >= 0x80;
}

static bool ends_at(struct span line, size_t end, bool open)
{
    return open || end >= line.n || !wordy(line.p[end]) || !wordy(line.p[end - 1]);
}

/* Cuts the star off; true when there was one. */
static bool open_key(struct span *key)
{
    bool open = key->n > 1 && key->p[key->n - 1] == '*';
    if (open)
        key->n--;
    return open;
}

static unsigned pair_of(const char *p)
{
    return ((unsigned char)p[0] * 37U + (unsigned char)p[1]) % (PHRASES_PAIR_WORDS * 64);
}

struct phrases_pairs phrases_pairs(struct span folded)
{
    struct phrases_pairs pairs = {{0}};
    for (size_t i = 0; i + 1 < folded.n; i++) {
        unsigned pair = pair_of(folded.p + i);
        pairs.bits[pair / 64] |= UINT64_C(1) << pair % 64;
    }
    return pairs;
}

bool phrases_within(const struct phrases_pairs *inner, const struct phrases_pairs *outer)
{
    for (size_t i = 0; i < PHRASES_PAIR_WORDS; i++)
        if (inner->bits[i] & ~outer->bits[i])
            return false;
    return true;
}

static bool has_pair(const struct phrases_pairs *pairs, const char *p)
{
    unsigned pair = pair_of(p);
    return pairs->bits[pair / 64] >> pair % 64 & 1;
}

static bool may_hold(const struct phrases_pairs *pairs, struct span key)
{
    for (size_t i = 0; i + 1 < key.n; i++)
        if (!has_pair(pairs, key.p + i))
            return false;
    return true;
}

/* Where the key, standing anywhere, ends; 0 where it does not stand. */
static size_t find_end(struct span line, struct span key, bool open,
                       const struct phrases_pairs *pairs)
{
    size_t from = 0;
    if (key.n > line.n || !may_hold(pairs, key))
        return 0;
    while (key.n > 0 && from + key.n <= line.n) {
        size_t at = span_find(span_from(line, from), key);
        if (at == SIZE_MAX)
            return 0;
        at += from;
        bool begins = at == 0 || !wordy(line.p[at - 1]) || !wordy(key.p[0]);
        if (begins && ends_at(line, at + key.n, open))
            return at + key.n;
        from = at + 1;
    }
    return 0;
}

static bool begins(struct span line, struct span key, bool open)
{
    return key.n <= line.n && key.n > 0 && line.p[0] == key.p[0] &&
           span_eq(span_sub(line, 0, key.n), key) && ends_at(line, key.n, open);
}

static bool fits(const struct word *w, struct span line, struct span bare,
                 const struct phrases_pairs *pairs)
{
    struct span key = w->key;
    bool open = open_key(&key);
    if (key.n > line.n || !may_hold(pairs, key))
        return false;
    if (w->value.n == 0)
        return begins(line, key, open) || begins(bare, key, open);
    if (span_is(w->value, "alone"))
        return span_eq(bare, key);
    return span_is(w->value, "anywhere") && find_end(line, key, open, pairs) > 0;
}

bool phrases_fit(const struct tongues *t, const char *list, struct span folded,
                 const struct phrases_pairs *pairs)
{
    struct span bare = phrases_bare(folded);
    for (size_t l = 0; l < t->n; l++) {
        size_t n;
        const struct word *entries = words_list(t->words, t->langs[l], list, &n);
        for (size_t i = 0; i < n; i++)
            if (fits(&entries[i], folded, bare, pairs))
                return true;
    }
    return false;
}

/* The entries of the list that stand anywhere in the line. */
struct standing {
    size_t n;
    size_t last; /* where the last of them ends */
};

static struct standing find_all(const struct tongues *t, const char *list, struct span folded,
                                const struct phrases_pairs *pairs)
{
    struct standing found = {0, 0};
    for (size_t l = 0; l < t->n; l++) {
        size_t n;
        const struct word *entries = words_list(t->words, t->langs[l], list, &n);
        for (size_t i = 0; i < n; i++) {
            struct span key = entries[i].key;
            bool open = open_key(&key);
            size_t end = find_end(folded, key, open, pairs);
            found.n += end > 0;
            found.last = end > found.last ? end : found.last;
        }
    }
    return found;
}

size_t phrases_count(const struct tongues *t, const char *list, struct span folded,
                     const struct phrases_pairs *pairs)
{
    return find_all(t, list, folded, pairs).n;
}

size_t phrases_last_end(const struct tongues *t, const char *list, struct span folded,
                        const struct phrases_pairs *pairs)
{
    return find_all(t, list, folded, pairs).last;
}

bool tongues_find(const struct tongues *t, const char *list, struct span word, struct span *value)
{
    for (size_t l = 0; l < t->n; l++)
        if (words_find(t->words, t->langs[l], list, word, value))
            return true;
    return false;
}
