/* headline.c - the one line of a story. Floor 4. Any thread. */
#include "story/headline.h"

#include "base/utf8.h"
#include "story/resolve.h"
#include "story/trim.h"

enum { OUTLET_WORDS = 5, TITLE_LEAST_WORDS = 3, LABELS_MAX = 4, LEAD_SENTENCES = 3 };

/* What the title is cleaned with. */
struct cleaner {
    const struct article *article;
    const struct words *words;
};

static size_t count_words(struct span s)
{
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        n += !ascii_space(s.p[i]) && !inside;
        inside = !ascii_space(s.p[i]);
    }
    return n;
}

static bool listed(const struct cleaner *c, const char *list, struct span s)
{
    struct buf lower;
    bool found = false;
    if (!s.n || s.n > TOKEN_WORD_MAX)
        return false;
    buf_init(&lower, TOKEN_WORD_MAX * 2);
    if (!utf8_put_lower(&lower, s))
        found = words_find(c->words, c->article->lang, list, buf_span(&lower), NULL);
    buf_finish(&lower);
    return found;
}

/* A mark between the parts of a title; its bytes. Hyphens and dashes need space around them. */
static size_t divider_at(struct span s, size_t i)
{
    static const char *const dividers[] = {" - ",        " \xe2\x80\x93 ", " \xe2\x80\x94 ",
                                           " | ",        " :: ",           " \xc2\xbb ",
                                           " \xc2\xb7 ", " \xe2\x80\xa2 "};
    for (size_t k = 0; k < sizeof dividers / sizeof *dividers; k++)
        if (span_starts(span_from(s, i), dividers[k]))
            return span_of(dividers[k]).n;
    return 0;
}

static struct span bare_site(struct span site)
{
    if (span_starts_nocase(site, "www."))
        site = span_from(site, 4);
    if (span_starts_nocase(site, "the "))
        site = span_from(site, 4);
    return site;
}

/* A short last part made of names that the lists or the article know as an outlet. */
static bool is_outlet(const struct cleaner *c, struct span part, bool bar)
{
    struct span rest = part, word, site = bare_site(c->article->site);
    if (count_words(part) > OUTLET_WORDS)
        return false;
    if (listed(c, "outlet-suffix", part) || (site.n && span_eq_nocase(bare_site(part), site)))
        return true;
    bool caps = true, outlet = false;
    while (span_split(&rest, ' ', &word)) {
        struct span first = word;
        caps = caps && word.n && !utf8_is_lower(utf8_next(&first));
        size_t dot = span_find_byte(word, '.');
        outlet = outlet || listed(c, "outlet-words", word) ||
                 (dot != SIZE_MAX && listed(c, "outlet-words", span_from(word, dot)));
    }
    return outlet ? caps || bar : bar && caps;
}

static struct span drop_outlet(const struct cleaner *c, struct span s)
{
    for (size_t i = s.n; i-- > 1;) {
        size_t n = divider_at(s, i);
        if (!n)
            continue;
        struct span head = span_trim(span_sub(s, 0, i)), part = span_trim(span_from(s, i + n));
        bool bar = s.p[i + 1] != '-' && n == 3;
        bool gone = is_outlet(c, part, bar) || listed(c, "headline-tails", part);
        return gone && count_words(head) >= TITLE_LEAST_WORDS ? head : s;
    }
    return s;
}

/* "LIVE:", "Watch |", "Breaking news -" in front. */
static struct span drop_label(const struct cleaner *c, struct span s)
{
    for (size_t i = 1; i < s.n && i < TOKEN_WORD_MAX; i++) {
        size_t n = s.p[i] == ':' || s.p[i] == '|' ? 1 : divider_at(s, i);
        if (!n)
            continue;
        struct span label = span_trim(span_sub(s, 0, i)), rest = span_trim(span_from(s, i + n));
        bool gone = listed(c, "headline-heads", label) && count_words(rest) >= TITLE_LEAST_WORDS;
        return gone ? rest : s;
    }
    return s;
}

/* "[VIDEO]" in front, "(photos)" behind. */
static struct span drop_bracket(const struct cleaner *c, struct span s)
{
    if (s.n < 3)
        return s;
    bool behind = s.p[s.n - 1] == ')' || s.p[s.n - 1] == ']';
    for (size_t i = s.n - 1; behind && i-- > 0;) {
        if (s.p[i] != '(' && s.p[i] != '[')
            continue;
        struct span inner = span_sub(s, i + 1, s.n - i - 2);
        bool label = listed(c, "headline-tails", inner) || listed(c, "headline-heads", inner);
        return label ? span_trim(span_sub(s, 0, i)) : s;
    }
    size_t close = s.p[0] == '[' ? span_find_byte(s, ']') : SIZE_MAX;
    if (close == SIZE_MAX || !listed(c, "headline-heads", span_sub(s, 1, close - 1)))
        return s;
    return span_trim(span_from(s, close + 1));
}

/* More than half of the letters are capitals, and there are enough words to tell. */
static bool is_shouted(struct span s)
{
    size_t upper = 0, lower = 0;
    for (struct span rest = s; rest.n;) {
        uint32_t c = utf8_next(&rest);
        upper += utf8_is_upper(c);
        lower += utf8_is_lower(c);
    }
    return count_words(s) >= TITLE_LEAST_WORDS && upper > 4 * lower;
}

/* The word as the text of the article writes it inside a sentence; else in small letters. */
static void put_calm(struct span word, struct span text, struct buf *out)
{
    size_t from = 0;
    struct span found = {NULL, 0};
    while (word.n > 1 && from < text.n) {
        size_t at = span_find_nocase(span_from(text, from), word);
        if (at == SIZE_MAX)
            break;
        struct span hit = span_sub(text, from + at, word.n);
        size_t begin = from + at, end = begin + word.n;
        bool whole = (!begin || !ascii_alpha(text.p[begin - 1])) &&
                     (end == text.n || !ascii_alpha(text.p[end]));
        bool inside = begin > 1 && text.p[begin - 1] == ' ' && text.p[begin - 2] != '.';
        if (whole && (inside || !found.n))
            found = hit;
        if (whole && inside)
            break;
        from = end;
    }
    if (found.n)
        (void)buf_put(out, found);
    else
        (void)utf8_put_lower(out, word);
}

static struct span calm(struct span title, struct span text, struct arena *a)
{
    struct buf b;
    struct span result = title, rest = title, word;
    buf_init(&b, 2 * TITLE_MAX);
    for (bool first = true; span_split(&rest, ' ', &word); first = false) {
        size_t n = word.n;
        while (n && !ascii_alpha(word.p[n - 1]) && (unsigned char)word.p[n - 1] < 0x80)
            n--;
        if (!first)
            (void)buf_putc(&b, ' ');
        put_calm(span_sub(word, 0, n), span_sub(text, 0, TITLE_MAX * 8), &b);
        (void)buf_put(&b, span_from(word, n));
    }
    if (!b.failed && b.n && b.p[0] >= 'a' && b.p[0] <= 'z')
        b.p[0] = (char)(b.p[0] - 'a' + 'A');
    if (!b.failed)
        result = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return result;
}

struct span headline_clean(struct span title, const struct article *article,
                           const struct words *words, struct arena *a)
{
    struct cleaner c = {article, words};
    struct span s = span_trim(utf8_cut(title, TITLE_MAX));
    for (int i = 0; i < LABELS_MAX; i++) {
        size_t before = s.n;
        s = drop_outlet(&c, drop_bracket(&c, drop_label(&c, s)));
        if (s.n == before)
            break;
    }
    return is_shouted(s) ? calm(s, article->text, a) : s;
}

static bool has_month(const struct passage *p)
{
    for (size_t i = 0; i < p->n_dates; i++)
        if (p->dates[i].relative && !p->dates[i].from.month)
            return false;
    return true;
}

/* One sentence as a headline: dates of its own day dropped when room is short. */
static struct span condensed(const struct passage *p, const struct body *body, bool title,
                             struct budget budget, struct arena *a)
{
    struct excerpt d;
    if (!excerpt_start(&d, &p->t, a))
        return (struct span){NULL, 0};
    d.plain_end = true;
    if (!title)
        trim_always(&d);
    resolve_dates(&d, p, body, !title || !has_month(p));
    if (title && !excerpt_fits(&d, budget))
        trim_always(&d);
    (void)trim_to(&d, budget, TRIM_HEADLINE);
    return excerpt_text(&d, a);
}

static bool has_verb(const struct passage *p, struct span headline, struct arena *a)
{
    struct tokens t;
    struct excerpt d;
    return token_cut(headline, p->t.lang, p->t.words, &t, a) && excerpt_start(&d, &t, a) &&
           trim_has_verb(&d, 0, t.n);
}

/* Of the first sentences the one with the best score that still says something when it is short. */
static struct span from_lead(const struct body *body, struct budget budget, struct arena *a)
{
    struct span first = {NULL, 0};
    bool used[LEAD_SENTENCES] = {false};
    for (size_t round = 0; round < LEAD_SENTENCES && round < body->n; round++) {
        size_t best = LEAD_SENTENCES;
        for (size_t i = 0; i < body->n && i < LEAD_SENTENCES; i++)
            if (!used[i] && (best == LEAD_SENTENCES || body->at[i].score > body->at[best].score))
                best = i;
        used[best] = true;
        struct span text = condensed(&body->at[best], body, false, budget, a);
        if (text.n && has_verb(&body->at[best], text, a))
            return text;
        first = first.n ? first : text;
    }
    return first;
}

struct span headline_make(const struct body *body, struct budget budget, struct arena *a)
{
    if (body->title.t.n)
        return condensed(&body->title, body, true, budget, a);
    return from_lead(body, budget, a);
}
