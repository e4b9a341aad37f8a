/* headline.c - the one line of a story. Floor 4. Any thread. */
#include "story/headline.h"

#include "base/utf8.h"
#include "story/resolve.h"
#include "story/trim.h"

enum {
    OUTLET_WORDS = 5,
    OUTLET_SIGNS = 3,
    TITLE_LEAST_WORDS = 3,
    LABELS_MAX = 4,
    ORNAMENT_LEAST = 3, /* "C++" is a name */
    LEAD_SENTENCES = 3
};

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

/* A sign of a script that puts no space between its words counts as half a word. */
static size_t measure_words(struct span s)
{
    size_t signs = 0;
    for (struct span rest = s; rest.n;)
        signs += utf8_is_cjk(utf8_next(&rest));
    return count_words(s) + signs / 2;
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
    for (size_t k = 0; s.p[i] == ' ' && k < sizeof dividers / sizeof *dividers; k++)
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

/* The text between a pair of quotation marks; s itself where it has none. */
static struct span unquoted(struct span s)
{
    static const char *const pairs[][2] = {{"\xc2\xab", "\xc2\xbb"},
                                           {"\"", "\""},
                                           {"\xe2\x80\x9e", "\xe2\x80\x9c"},
                                           {"\xe2\x80\x9c", "\xe2\x80\x9d"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t open = span_of(pairs[i][0]).n, close = span_of(pairs[i][1]).n;
        if (s.n > open + close && span_starts(s, pairs[i][0]) &&
            span_starts(span_from(s, s.n - close), pairs[i][1]))
            return span_sub(s, open, s.n - open - close);
    }
    return s;
}

/* A name without spaces that ends as outlets do: in Chinese, Japanese. */
static bool ends_as_outlet(const struct cleaner *c, struct span part)
{
    size_t at = part.n;
    for (int signs = 0; signs < OUTLET_SIGNS && at > 0; signs++) {
        if (!utf8_is_cjk(utf8_last(span_sub(part, 0, at), &at)))
            return false;
        if (at > 0 && listed(c, "outlet-words", span_from(part, at)))
            return true;
    }
    return false;
}

/* A short last part made of names that the lists or the article know as an outlet. */
static bool is_outlet(const struct cleaner *c, struct span part, bool bar)
{
    struct span rest = part, word, site = bare_site(c->article->site);
    if (count_words(part) > OUTLET_WORDS)
        return false;
    if (ends_as_outlet(c, part) || listed(c, "outlet-suffix", part) ||
        (site.n && span_eq_nocase(bare_site(part), site)))
        return true;
    bool caps = true, outlet = false, joined = false;
    while (span_split(&rest, ' ', &word)) {
        struct span first = word;
        caps = caps && word.n &&
               (!utf8_is_lower(utf8_next(&first)) || (joined && listed(c, "function", word)));
        joined = true;
        size_t dot = span_find_byte(word, '.');
        outlet = outlet || listed(c, "outlet-words", word) ||
                 (dot != SIZE_MAX && listed(c, "outlet-words", span_from(word, dot)));
    }
    return outlet ? caps || bar : bar && caps;
}

/* "«Волжский листок»": the marks set a name apart as capitals do. */
static bool is_quoted_outlet(const struct cleaner *c, struct span part)
{
    struct span rest = unquoted(part), word;
    bool outlet = false;
    if (rest.n == part.n || count_words(rest) > OUTLET_WORDS)
        return false;
    while (span_split(&rest, ' ', &word))
        outlet = outlet || listed(c, "outlet-words", word);
    return outlet;
}

static struct span drop_outlet(const struct cleaner *c, struct span s)
{
    for (size_t i = s.n; i-- > 1;) {
        size_t n = divider_at(s, i);
        if (!n)
            continue;
        struct span head = span_trim(span_sub(s, 0, i)), part = span_trim(span_from(s, i + n));
        bool bar = s.p[i + 1] != '-' && n == 3;
        bool gone = is_outlet(c, part, bar) || is_quoted_outlet(c, part) ||
                    listed(c, "headline-tails", part);
        return gone && measure_words(head) >= TITLE_LEAST_WORDS ? head : s;
    }
    return s;
}

/* A mark behind a label; its bytes. *sure: what stands before it is a label or there is none. */
static size_t label_mark(struct span s, size_t i, bool *sure)
{
    static const struct span wide = SPAN("\xef\xbc\x9a"); /* the full-width colon */
    *sure = true;
    if (s.p[i] == ':' || s.p[i] == '|')
        return 1;
    if (span_starts(span_from(s, i), wide.p))
        return wide.n;
    size_t n = divider_at(s, i);
    *sure = n > 0;
    return n ? n : (s.p[i] == '!' || s.p[i] == '.') && i + 1 < s.n && s.p[i + 1] == ' ';
}

/* "LIVE:", "Watch |", "Breaking news -", "DIRECT." in front. */
static struct span drop_label(const struct cleaner *c, struct span s)
{
    for (size_t i = 1; i < s.n && i < TOKEN_WORD_MAX; i++) {
        bool sure;
        size_t n = label_mark(s, i, &sure);
        if (!n)
            continue;
        struct span label = span_trim(span_sub(s, 0, i)), rest = span_trim(span_from(s, i + n));
        if (listed(c, "headline-heads", label) && measure_words(rest) >= TITLE_LEAST_WORDS)
            return rest;
        if (sure)
            return s;
    }
    return s;
}

/* "+++ ... +++", "*** ...": ornaments at the ends. */
static struct span drop_ornament(struct span s)
{
    static const char marks[] = "+*=";
    for (size_t k = 0; marks[k]; k++) {
        size_t front = 0, behind = 0;
        while (front < s.n && s.p[front] == marks[k])
            front++;
        while (behind < s.n - front && s.p[s.n - 1 - behind] == marks[k])
            behind++;
        if (front >= ORNAMENT_LEAST)
            s = span_from(s, front);
        if (behind >= ORNAMENT_LEAST)
            s = span_sub(s, 0, s.n - behind);
    }
    return span_trim(s);
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
    static const char *const pairs[][2] = {{"[", "]"}, {"\xe3\x80\x90", "\xe3\x80\x91"}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        size_t open = span_of(pairs[i][0]).n, close = span_find(s, span_of(pairs[i][1]));
        if (span_starts(s, pairs[i][0]) && close != SIZE_MAX &&
            listed(c, "headline-heads", span_sub(s, open, close - open)))
            return span_trim(span_from(s, close + span_of(pairs[i][1]).n));
    }
    return s;
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
        s = drop_outlet(&c, drop_bracket(&c, drop_label(&c, drop_ornament(s))));
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
