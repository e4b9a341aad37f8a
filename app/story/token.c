/* token.c - the words and marks of a sentence. Floor 4. Any thread. */
#include "story/token.h"

#include <string.h>

#include "base/utf8.h"

enum { SIGNS_MAX = 6, IDEOGRAPHS = 0x2e80 /* no such sign before it */ };

static bool is_word_part(uint32_t c)
{
    return utf8_is_letter(c) || utf8_is_digit(c) || utf8_is_mark(c) || c == 0xb0;
}

static bool is_apostrophe(uint32_t c)
{
    return c == '\'' || c == 0x2019;
}

/* Marks that join what stands on both sides of them to one word. */
static bool joins(uint32_t c, uint32_t before, uint32_t after)
{
    bool digits = utf8_is_digit(before) && utf8_is_digit(after);
    if (!is_word_part(after))
        return false;
    if (is_apostrophe(c) || c == '-' || c == 0x2010 || c == 0x2011 || c == '.' || c == '@')
        return true;
    if (c == '&')
        return utf8_is_upper(before) && utf8_is_upper(after);
    return digits && (c == ',' || c == '/' || c == ':');
}

static uint32_t peek(struct span s)
{
    return s.n ? utf8_next(&s) : 0;
}

/* "U.S." and "J.": the dot behind letters that stand alone belongs to them. */
static bool is_dotted(struct span word)
{
    size_t letters = 0;
    bool letter = true;
    for (struct span rest = word; rest.n; letter = !letter) {
        uint32_t c = utf8_next(&rest);
        if (letter ? !utf8_is_letter(c) || utf8_is_cjk(c) : c != '.')
            return false;
        letters += letter;
    }
    return letters && !letter;
}

/* Small letters, and every apostrophe the plain one. */
static enum err put_lower(struct buf *out, struct span word)
{
    static const struct span curly = SPAN("\xe2\x80\x99");
    for (size_t at; (at = span_find(word, curly)) != SIZE_MAX;
         word = span_from(word, at + curly.n)) {
        (void)utf8_put_lower(out, span_sub(word, 0, at));
        (void)buf_putc(out, '\'');
    }
    return utf8_put_lower(out, word);
}

static struct span lower_ascii(struct span word, struct arena *a)
{
    char *lower = arena_cstr(a, word);
    for (size_t i = 0; lower && i < word.n; i++)
        lower[i] = ascii_lower(lower[i]);
    return span_make(lower, lower ? word.n : 0);
}

static struct span lower_of(struct span word, struct arena *a)
{
    struct buf b;
    struct span key = {NULL, 0};
    if (word.n > TOKEN_WORD_MAX)
        word = utf8_cut(word, TOKEN_WORD_MAX);
    if (utf8_is_ascii(word))
        return lower_ascii(word, a);
    buf_init(&b, TOKEN_WORD_MAX * 4);
    if (!put_lower(&b, word))
        key = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return key;
}

/* Han and kana; Hangul parts its words. */
static bool is_ideograph(uint32_t c)
{
    bool hangul = (c >= 0x1100 && c <= 0x11ff) || (c >= 0x3130 && c <= 0x318f) ||
                  (c >= 0xa960 && c <= 0xa97f) || (c >= 0xac00 && c <= 0xd7ff);
    return c >= IDEOGRAPHS && utf8_is_cjk(c) && !hangul;
}

/* Han and kana stand without spaces: what the word lists know is a word, else each sign is one. */
static size_t ideograph_bytes(struct span s, const struct tokens *t)
{
    struct span rest = s;
    size_t longest = 0;
    for (size_t signs = 0; signs < SIGNS_MAX && rest.n && is_ideograph(peek(rest)); signs++) {
        (void)utf8_next(&rest);
        struct words_known known = words_look(t->words, t->lang, span_sub(s, 0, s.n - rest.n));
        if (!longest || known.own)
            longest = s.n - rest.n;
    }
    return longest;
}

/* Bytes of the word at the beginning of s. */
static size_t word_bytes(struct span s, const struct tokens *t)
{
    struct span rest = s;
    uint32_t before = 0;
    if (is_ideograph(peek(s)))
        return ideograph_bytes(s, t);
    while (rest.n) {
        struct span next = rest;
        uint32_t c = utf8_next(&next);
        bool part = is_word_part(c) || (before && next.n && joins(c, before, peek(next)));
        if (!part || is_ideograph(c))
            break;
        rest = next;
        before = c;
    }
    return s.n - rest.n;
}

static void look_up(const struct tokens *t, struct token *token)
{
    token->known = words_look(t->words, t->lang, token->lower);
    token->function = token->kind == TOKEN_WORD && words_in(token->known, "function", NULL);
    token->asked = token->found = 0;
}

static struct token read_word(struct span s, const struct tokens *t, struct arena *a)
{
    size_t n = word_bytes(s, t);
    struct token token = {.text = span_sub(s, 0, n)};
    struct span bare = token.text;
    uint32_t first = peek(s);
    if (n < s.n && s.p[n] == '.') {
        struct span kind = {NULL, 0};
        struct span key = lower_of(bare, a);
        if (is_dotted(bare) || (words_find(t->words, t->lang, "abbreviations", key, &kind) &&
                                span_trim(span_from(s, n + 1)).n))
            token.text.n++;
    }
    token.lower = lower_of(bare, a);
    token.kind = utf8_is_digit(first) ? TOKEN_NUMBER : TOKEN_WORD;
    token.cap = utf8_is_upper(first);
    look_up(t, &token);
    return token;
}

static enum token_kind mark_kind(uint32_t c, bool space_before, bool space_behind, bool open)
{
    switch (c) {
    case ',':
    case 0x3001:
    case 0xff0c:
    case 0x060c:
        return TOKEN_COMMA;
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xff01:
    case 0xff1f:
    case 0x0964:
    case 0x06d4:
    case 0x061f:
    case 0x0589:
        return TOKEN_END;
    case ':':
    case ';':
    case 0x061b:
    case 0xff1a:
    case 0xff1b:
        return TOKEN_COLON;
    case '(':
    case '[':
    case 0xff08:
        return TOKEN_OPEN;
    case ')':
    case ']':
    case 0xff09:
        return TOKEN_CLOSE;
    case '-':
    case 0x2013:
        return space_before || space_behind ? TOKEN_DASH : TOKEN_OTHER;
    case 0x2014:
        return TOKEN_DASH;
    case '_':
        return space_before && space_behind ? TOKEN_DASH : TOKEN_OTHER;
    case '"':
        return open ? TOKEN_QUOTE_CLOSE : TOKEN_QUOTE_OPEN;
    case 0x201e:
    case 0x300c:
    case 0x300e:
        return TOKEN_QUOTE_OPEN;
    case 0x201c: /* opens in English, closes in German */
    case 0xab:
    case 0xbb:
        return open ? TOKEN_QUOTE_CLOSE : TOKEN_QUOTE_OPEN;
    case 0x201d:
    case 0x300d:
    case 0x300f:
        return TOKEN_QUOTE_CLOSE;
    case 0x2018:
        return TOKEN_QUOTE_OPEN;
    case '\'':
    case 0x2019:
        if (open && !space_before)
            return TOKEN_QUOTE_CLOSE;
        return space_before && !space_behind ? TOKEN_QUOTE_OPEN : TOKEN_OTHER;
    default:
        return TOKEN_OTHER;
    }
}

/* Two hyphens are a dash; else one code point is one mark. */
static struct token read_mark(struct span s, bool space, bool open)
{
    struct span rest = s;
    uint32_t c = utf8_next(&rest);
    struct token token = {.text = span_sub(s, 0, s.n - rest.n), .space = space};
    if (c == '-' && span_starts(s, "--")) {
        token.text = span_sub(s, 0, 2);
        token.kind = TOKEN_DASH;
        return token;
    }
    token.kind = mark_kind(c, space, !rest.n || utf8_is_space(peek(rest)), open);
    return token;
}

static bool skip_space(struct span *s)
{
    bool any = false;
    while (s->n && utf8_is_space(peek(*s))) {
        (void)utf8_next(s);
        any = true;
    }
    return any;
}

bool token_cut(struct span sentence, struct span lang, const struct words *words,
               struct tokens *out, struct arena *a)
{
    struct span rest = sentence;
    size_t cap = 0;
    bool open = false;
    *out = (struct tokens){.lang = lang, .words = words};
    for (bool space = skip_space(&rest); rest.n && out->n < TOKENS_MAX; space = skip_space(&rest)) {
        struct token *grown = arena_grow(a, out->at, out->n, &cap, sizeof *grown);
        if (!grown)
            return false;
        out->at = grown;
        bool word = is_word_part(peek(rest));
        bool fresh = space || out->n == 0 || out->at[out->n - 1].kind == TOKEN_OPEN;
        struct token token = word ? read_word(rest, out, a) : read_mark(rest, fresh, open);
        token.space = space;
        bool opens = token.kind == TOKEN_QUOTE_OPEN, closes = token.kind == TOKEN_QUOTE_CLOSE;
        token.quoted = open || opens;
        open = (open || opens) && !closes;
        rest = span_from(rest, token.text.n);
        out->at[out->n++] = token;
    }
    return true;
}

void token_speak(struct tokens *t, struct span lang)
{
    t->lang = lang;
    for (size_t i = 0; i < t->n; i++)
        if (t->at[i].lower.n)
            look_up(t, &t->at[i]);
}

static const char *const list_names[LISTS] = {
    [LIST_ADDRESS] = "address",
    [LIST_ARTICLES] = "articles",
    [LIST_ATTRIBUTION] = "attribution",
    [LIST_CLAUSE_HEADS] = "clause-heads",
    [LIST_CLAUSE_WORDS] = "clause-words",
    [LIST_COMMON] = "common",
    [LIST_DATE_PREPOSITIONS] = "date-prepositions",
    [LIST_DATE_TURNS] = "date-turns",
    [LIST_DATE_UNITS] = "date-units",
    [LIST_DATE_WORDS] = "date-words",
    [LIST_DAY_PARTS] = "day-parts",
    [LIST_FAMILY_FIRST] = "family-first",
    [LIST_FUTURE] = "future",
    [LIST_JOINERS] = "joiners",
    [LIST_LOADED] = "loaded",
    [LIST_MONTHS] = "months",
    [LIST_NAME_LINKS] = "name-links",
    [LIST_NO_PLACE] = "no-place",
    [LIST_NUMBERS] = "numbers",
    [LIST_OPENERS] = "openers",
    [LIST_ORDINALS] = "ordinals",
    [LIST_PASSIVE_AHEAD] = "passive-ahead",
    [LIST_PAST] = "past",
    [LIST_PEOPLE] = "people",
    [LIST_PLACE_NOUNS] = "place-nouns",
    [LIST_PLACE_PARTS] = "place-parts",
    [LIST_PLACE_PLAIN] = "place-plain",
    [LIST_PLACE_WORDS] = "place-words",
    [LIST_PLACES] = "places",
    [LIST_PREPOSITIONS] = "prepositions",
    [LIST_PRONOUNS] = "pronouns",
    [LIST_REASONS] = "reasons",
    [LIST_RELATIVE_DAYS] = "relative-days",
    [LIST_SPARE] = "spare",
    [LIST_SPEECH] = "speech",
    [LIST_TITLES] = "titles",
    [LIST_VERBS] = "verbs",
    [LIST_WEAK_ENDS] = "weak-ends",
    [LIST_WEEKDAYS] = "weekdays",
};

bool token_in(const struct tokens *t, size_t i, enum token_list list, struct span *value)
{
    if (i >= t->n || !t->at[i].lower.n)
        return false;
    struct token *token = &t->at[i];
    uint64_t bit = UINT64_C(1) << list;
    if (!(token->asked & bit)) {
        token->asked |= bit;
        if (words_in(token->known, list_names[list], NULL))
            token->found |= bit;
    }
    if (!(token->found & bit))
        return false;
    return !value || words_in(token->known, list_names[list], value);
}

bool token_is_word(const struct token *t)
{
    return t->kind == TOKEN_WORD || t->kind == TOKEN_NUMBER;
}

size_t token_phrase(const struct tokens *t, size_t i, size_t max, enum token_list list,
                    struct span *value)
{
    char room[4 * TOKEN_WORD_MAX];
    struct span got;
    if (!token_in(t, i, list, &got) || t->at[i].lower.n > sizeof room)
        return 0;
    size_t used = t->at[i].lower.n, longest = !span_is(got, "+");
    if (longest && value)
        *value = got;
    memcpy(room, t->at[i].lower.p, used);
    for (size_t n = 1; n < max && i + n < t->n; n++) {
        struct span word = t->at[i + n].lower;
        if (!word.n || used + word.n + 1 > sizeof room)
            break;
        room[used++] = ' ';
        memcpy(room + used, word.p, word.n);
        used += word.n;
        if (words_find(t->words, t->lang, list_names[list], span_make(room, used), &got) &&
            !span_is(got, "+")) {
            longest = n + 1;
            if (value)
                *value = got;
        }
    }
    return longest;
}
