/* sentence.c - where sentences end. Floor 4. Any thread. Knows no language by name but for
 * the marks that end a sentence in it; words come from data. */
#include "story/sentence.h"

#include <string.h>

#include "base/utf8.h"
#include "story/listing.h"

enum {
    WORD_BYTES = 48,
    HOUR_WORDS = 4,
    DECORATION = 3,
    PAGE_DIGITS = 3,
    PLAIN_LETTERS = 4, /* a word so long is hardly an abbreviation */
    NOTE_DIGITS = 3,
    MARGIN = 60 /* bytes of a line that was wrapped for its length */
};

/* One line of text on its way to sentences. */
struct splitter {
    struct span line; /* what is being split */
    struct span lang;
    const struct words *words;
    struct arena *arena;
    bool ordinals; /* "12. Juni": a dot behind a number counts it */
    struct span *out;
    size_t n, cap;
    bool failed;
};

/* Rows of one mark ("////", "***") are decoration. */
static struct span undecorated(struct span s)
{
    static const char marks[] = "/=*_~#-";
    size_t n = 0;
    s = span_trim(s);
    while (n < s.n && s.p[n] == s.p[0])
        n++;
    if (n >= DECORATION && strchr(marks, s.p[0]))
        s = span_from(s, n);
    for (n = 0; n < s.n && s.p[s.n - 1 - n] == s.p[s.n - 1];)
        n++;
    if (n >= DECORATION && strchr(marks, s.p[s.n - 1]))
        s.n -= n;
    return span_trim(s);
}

/* Marks alone, or the number of a page. */
static bool is_empty(struct span s)
{
    bool digits = s.n <= PAGE_DIGITS;
    for (struct span rest = s; rest.n;) {
        uint32_t c = utf8_next(&rest);
        if (utf8_is_letter(c) || (utf8_is_digit(c) && !digits))
            return false;
    }
    return true;
}

static void put_sentence(struct splitter *s, struct span text)
{
    text = undecorated(text);
    if (s->failed || is_empty(text))
        return;
    if (s->n == SENTENCES_MAX) {
        struct span *last = &s->out[s->n - 1];
        last->n = (size_t)(text.p + text.n - last->p);
        return;
    }
    struct span *grown = arena_grow(s->arena, s->out, s->n, &s->cap, sizeof *grown);
    s->failed = !grown;
    if (s->failed)
        return;
    s->out = grown;
    s->out[s->n++] = text;
}

static uint32_t code_at(struct span s, size_t at)
{
    struct span rest = span_from(s, at);
    return rest.n ? utf8_next(&rest) : 0;
}

static size_t code_bytes(struct span s, size_t at)
{
    struct span rest = span_from(s, at);
    size_t before = rest.n;
    if (rest.n)
        (void)utf8_next(&rest);
    return before - rest.n;
}

static uint32_t code_before(struct span s, size_t at)
{
    size_t begins;
    return at ? utf8_last(span_sub(s, 0, at), &begins) : 0;
}

/* Marks that end a sentence wherever they stand (Unicode, Sentence_Terminal, without those
 * that need a look around). */
static bool is_full_stop(uint32_t c)
{
    switch (c) {
    case 0x3002: /* ideographic full stop */
    case 0xff01:
    case 0xff1f:
    case 0xff0e:
    case 0xff61:
    case 0x0964: /* danda */
    case 0x0965:
    case 0x061f: /* Arabic question mark */
    case 0x06d4: /* Urdu full stop */
    case 0x0589: /* Armenian full stop */
    case 0x1362: /* Ethiopic full stop */
    case 0x1367:
    case 0x104a: /* Myanmar */
    case 0x104b:
    case 0x17d4: /* Khmer */
        return true;
    default:
        return false;
    }
}

static bool is_end_mark(const struct splitter *s, uint32_t c)
{
    if (c == '.' || c == '!' || c == '?' || c == 0x2026 || is_full_stop(c))
        return true;
    if (c == ';' || c == 0x037e)
        return span_is(s->lang, "el");
    return c == ':' && span_is(s->lang, "hy");
}

/* What closes behind an opening quote or bracket; 0 for everything else. */
static uint32_t closer_of(uint32_t c)
{
    static const uint32_t pairs[][2] = {
        {'"', '"'},       {'(', ')'},       {'[', ']'},       {0x201c, 0x201d}, {0x201e, 0x201c},
        {0xab, 0xbb},     {0xbb, 0xab},     {0x2018, 0x2019}, {0x300c, 0x300d}, {0x300e, 0x300f},
        {0xff08, 0xff09}, {0x3010, 0x3011}, {'\'', '\''},     {0x2039, 0x203a}, {'`', '\''}};
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (pairs[i][0] == c)
            return pairs[i][1];
    return 0;
}

static bool is_closer(uint32_t c)
{
    return c == '"' || c == '\'' || c == ')' || c == ']' || c == 0x201d || c == 0x2019 ||
           c == 0xbb || c == 0x300d || c == 0x300f || c == 0xff09 || c == 0x203a || c == 0x201c;
}

static bool is_opener(uint32_t c)
{
    return closer_of(c) || c == 0xbf || c == 0xa1;
}

static bool is_single_quote(uint32_t c)
{
    return c == '\'' || c == '`' || c == 0x2018 || c == 0x2019;
}

static bool is_bullet(uint32_t c)
{
    return c == 0x2022 || c == 0x2043 || c == 0x25aa || c == 0x2023;
}

/* A quote or bracket opens where a word could begin. */
static bool opens_here(const struct splitter *s, size_t at, uint32_t c)
{
    uint32_t before = code_before(s->line, at);
    if (c == '(' || c == '[' || c == 0xff08 || c == 0x300c || c == 0x300e || c == 0x3010)
        return true;
    return !before || !(utf8_is_letter(before) || utf8_is_digit(before) || is_end_mark(s, before) ||
                        before == ',');
}

/* An apostrophe closes a quote only behind a word or an end mark and not inside a word. */
static bool closes_here(const struct splitter *s, size_t at, uint32_t c)
{
    if (!is_single_quote(c))
        return true;
    uint32_t before = code_before(s->line, at);
    uint32_t after = code_at(s->line, at + code_bytes(s->line, at));
    return !utf8_is_space(before) && !utf8_is_letter(after) && !utf8_is_digit(after);
}

/* Offset behind the closer of what opens at at; at itself when it is never closed. German and
 * Polish quotes may close with either form of the high quote. */
static size_t behind_closer(const struct splitter *s, size_t at, uint32_t open)
{
    uint32_t close = closer_of(open);
    bool bracket = open == '(' || open == '[' || open == 0xff08 || open == 0x3010;
    size_t end = at + (bracket ? SENTENCE_BRACKET_MAX : SENTENCE_QUOTE_MAX);
    int depth = 0;
    for (size_t i = at; i < s->line.n && i < end;) {
        uint32_t c = code_at(s->line, i);
        size_t n = code_bytes(s->line, i);
        bool closes = i > at && (c == close || (open == 0x201e && (c == 0x201d || c == '"')));
        if (closes && closes_here(s, i, c) && --depth == 0)
            return i + n;
        if (!closes && c == open && (i == at || bracket))
            depth++;
        else if (i > at && c == open && is_single_quote(open) && opens_here(s, i, c))
            return at;
        i += n;
    }
    return at;
}

/* The word in front of offset at, without opening marks. */
static struct span word_before(struct span line, size_t at)
{
    size_t begin = at;
    while (begin) {
        size_t here;
        uint32_t c = utf8_last(span_sub(line, 0, begin), &here);
        if (utf8_is_space(c) || is_opener(c) || is_bullet(c) || c == 0x2014 || c == ',' ||
            at - here > WORD_BYTES)
            break;
        begin = here;
    }
    return span_sub(line, begin, at - begin);
}

static struct span skip_space(struct span s)
{
    while (s.n && utf8_is_space(code_at(s, 0)))
        s = span_from(s, code_bytes(s, 0));
    return s;
}

/* The word at the beginning of s behind opening marks and dashes. */
static struct span first_word(struct span s)
{
    uint32_t c;
    s = skip_space(s);
    while (s.n && ((c = code_at(s, 0)),
                   is_opener(c) || c == '-' || c == 0x2013 || c == 0x2014 || utf8_is_space(c)))
        s = span_from(s, code_bytes(s, 0));
    size_t n = 0;
    while (n < s.n && ((c = code_at(s, n)), utf8_is_letter(c) || utf8_is_digit(c) ||
                                                utf8_is_mark(c) || is_single_quote(c)))
        n += code_bytes(s, n);
    return span_sub(s, 0, n);
}

static bool listed(const struct splitter *s, const char *list, struct span word, struct span *value)
{
    char room[WORD_BYTES + 1];
    struct span key = {room, 0};
    struct buf lower;
    bool found = false;
    if (!word.n || word.n > WORD_BYTES)
        return false;
    buf_init(&lower, sizeof room);
    if (!utf8_put_lower(&lower, word)) {
        key = buf_span(&lower);
        found = words_find(s->words, s->lang, list, key, value);
    }
    buf_finish(&lower);
    return found;
}

/* What follows word, a piece of s. */
static struct span behind(struct span s, struct span word)
{
    return span_from(s, (size_t)(word.p + word.n - s.p));
}

/* A word with which a new sentence often begins: "The", "He". */
static bool is_starter(const struct splitter *s, struct span rest)
{
    struct span word = first_word(rest);
    bool initial = word.n && code_bytes(word, 0) == word.n && span_starts(behind(rest, word), ".");
    return word.n && !initial && utf8_is_upper(code_at(word, 0)) &&
           listed(s, "starters", word, NULL);
}

/* Letters each with its dot, but for the last dot: "U.S", "a.m", "J". */
static bool is_initials(struct span word)
{
    bool letter = true;
    size_t letters = 0;
    for (size_t at = 0; at < word.n; at += code_bytes(word, at)) {
        uint32_t c = code_at(word, at);
        if (letter ? !utf8_is_letter(c) : c != '.')
            return false;
        letters += letter;
        letter = !letter;
    }
    return letters > 0 && !letter;
}

static bool is_number(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!ascii_digit(word.p[i]))
            return false;
    return word.n > 0;
}

static size_t count_words(struct span s)
{
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < s.n; i++) {
        bool space = ascii_space(s.p[i]);
        n += !space && !inside;
        inside = !space;
    }
    return n;
}

/* Initials: one letter is nearly always of a name; longer ones may end a sentence when the
 * next word is one that begins sentences; an hour may always, unless it has hardly begun. */
static bool initials_end(const struct splitter *s, struct span word, size_t start, size_t dot,
                         struct span rest)
{
    size_t begins = (size_t)(word.p - s->line.p);
    if (listed(s, "hours", word, NULL))
        return count_words(span_sub(s->line, start, dot - start)) >= HOUR_WORDS;
    if (code_bytes(word, 0) == word.n && utf8_is_upper(code_at(word, 0))) {
        struct span before = word_before(s->line, begins ? begins - 1 : 0), next = first_word(rest);
        bool plain = before.n && utf8_is_lower(code_at(before, 0));
        return (plain || utf8_count(next) > 1) && !is_initials(before) && is_starter(s, rest);
    }
    return is_starter(s, rest);
}

/* Nothing but marks stands in front of the word in its sentence. */
static bool is_first(const struct splitter *s, size_t start, struct span word)
{
    for (size_t i = start; i < (size_t)(word.p - s->line.p); i += code_bytes(s->line, i)) {
        uint32_t c = code_at(s->line, i);
        if (utf8_is_letter(c) || utf8_is_digit(c))
            return false;
    }
    return true;
}

/* Does the dot at dot end a sentence, when what follows could begin one? */
static bool dot_ends(const struct splitter *s, size_t start, size_t dot, struct span rest)
{
    struct span word = word_before(s->line, dot), kind = {NULL, 0};
    if (!word.n)
        return true;
    bool first = is_first(s, start, word), letter = code_bytes(word, 0) == word.n;
    bool initial = letter && utf8_is_upper(code_at(word, 0));
    if (first && (initial || listing_marker(span_from(s->line, (size_t)(word.p - s->line.p)))))
        return false; /* "A. His name is": an answer, an item */
    struct span figures = span_from(word, word.p[0] == '-');
    if (is_number(figures) && (first || (s->ordinals && figures.n <= 2)))
        return !first && is_starter(s, rest);
    if (listed(s, "abbreviations", word, &kind) && (!initial || span_is(kind, "name"))) {
        uint32_t next = code_at(first_word(rest), 0);
        if (span_is(kind, "number"))
            return !utf8_is_digit(next) && utf8_is_upper(next) &&
                   !listed(s, "numerals", first_word(rest), NULL);
        return !span_is(kind, "name") && is_starter(s, rest);
    }
    if (is_initials(word))
        return initials_end(s, word, start, dot, rest);
    return true;
}

/* A word of small letters that no list knows and that is too long for an abbreviation. */
static bool is_plain(const struct splitter *s, struct span word)
{
    for (struct span rest = word; rest.n;)
        if (!utf8_is_lower(utf8_next(&rest)))
            return false;
    return utf8_count(word) >= PLAIN_LETTERS && !listed(s, "abbreviations", word, NULL);
}

/* Could a sentence begin with s? Small letters and what belongs to the sentence before cannot. */
static bool may_begin(struct span s)
{
    struct span word = first_word(s);
    uint32_t c = code_at(skip_space(s), 0);
    if (!word.n)
        return c && !utf8_is_punct(c) ? true : is_opener(c);
    return !utf8_is_lower(code_at(word, 0));
}

static bool is_roman(struct span word)
{
    for (size_t i = 0; i < word.n; i++)
        if (!strchr("IVXLC", word.p[i]))
            return false;
    return word.n > 1;
}

/* "policy.The": a space was lost between two sentences. Behind a name or a number ("Paris.The",
 * "1,000.They") only a word that begins sentences or a title shows it. */
static bool lost_space(const struct splitter *s, size_t dot, struct span rest)
{
    struct span word = word_before(s->line, dot), next = first_word(rest), kind = {NULL, 0};
    if (utf8_count(word) < PLAIN_LETTERS || next.n < 2 || next.p != rest.p)
        return false;
    uint32_t after = code_at(behind(rest, next), 0);
    bool title = listed(s, "abbreviations", next, &kind) && span_is(kind, "name") && after == '.';
    if (!title && after && !utf8_is_space(after) && after != ',')
        return false;
    if (!utf8_is_upper(code_at(next, 0)) ||
        !(is_roman(next) || utf8_is_lower(code_at(next, code_bytes(next, 0)))))
        return false;
    bool named = ascii_digit(word.p[0]) || is_plain(s, span_from(word, code_bytes(word, 0)));
    return is_plain(s, word) || (named && (title || is_starter(s, rest)));
}

/* Bytes of the notes to which a sentence refers behind its end: "[1][2-4]", "[1, 2]", and raised
 * numbers that have become plain: "11 12". */
static size_t note_bytes(struct span s)
{
    size_t n = 0, figures = 0;
    for (size_t i = 0; i < s.n && s.p[i] == '['; n = i) {
        for (i++;
             i < s.n && (ascii_digit(s.p[i]) || strchr(", -", s.p[i]) || code_at(s, i) == 0x2013);)
            i += code_bytes(s, i);
        if (i >= s.n || s.p[i] != ']' || s.p[i - 1] == '[')
            return n;
        i++;
    }
    for (size_t i = 0; !n && i < s.n;) {
        size_t digits = 0;
        while (i + digits < s.n && ascii_digit(s.p[i + digits]))
            digits++;
        if (!digits || digits > NOTE_DIGITS)
            break;
        figures = i += digits;
        i += i < s.n && s.p[i] == ' ';
    }
    bool sentence = utf8_is_space(code_at(s, figures)) &&
                    utf8_is_upper(code_at(skip_space(span_from(s, figures)), 0));
    return n ? n : sentence ? figures : 0;
}

/* A run of end marks with what closes behind it: "?!", "...", ". . .", ".\"", ".[1]". */
struct stop {
    size_t end;    /* offset behind it all */
    unsigned dots; /* plain dots in it */
    bool other;    /* an end mark that is no dot, or an ellipsis sign */
    bool full;     /* one that needs no space behind it */
    bool closed;   /* a quote or bracket closes behind it */
};

static struct stop read_stop(const struct splitter *s, size_t at)
{
    struct stop stop = {.end = at};
    uint32_t c;
    while (stop.end < s->line.n && ((c = code_at(s->line, stop.end)), is_end_mark(s, c))) {
        stop.dots += c == '.';
        stop.other |= c != '.' && c != 0x2026;
        stop.full |= is_full_stop(c);
        stop.end += code_bytes(s->line, stop.end);
        if (span_starts(span_from(s->line, stop.end), " .") && stop.dots && !stop.other)
            stop.end++;
    }
    while (stop.end < s->line.n && is_closer(code_at(s->line, stop.end))) {
        stop.closed = true;
        stop.end += code_bytes(s->line, stop.end);
    }
    struct span rest = span_from(s->line, stop.end);
    if (rest.n && (rest.p[0] == '[' || (ascii_digit(rest.p[0]) && stop.dots == 1 &&
                                        is_plain(s, word_before(s->line, at)))))
        stop.end += note_bytes(rest);
    return stop;
}

/* "1.)" at the beginning: an item, whatever follows. */
static bool is_item(const struct splitter *s, size_t start, size_t dot)
{
    struct span word = word_before(s->line, dot);
    return is_number(word) && is_first(s, start, word);
}

static bool stop_ends(const struct splitter *s, size_t start, size_t at, struct stop stop)
{
    struct span rest = span_from(s->line, stop.end);
    if (!skip_space(rest).n)
        return true;
    if (stop.full)
        return true;
    bool spaced = utf8_is_space(code_at(rest, 0)), single = stop.dots == 1 && !stop.other;
    if (single && stop.closed && !spaced && is_item(s, start, at))
        return false;
    if (!spaced && !(single && !stop.closed && lost_space(s, at, rest)))
        return utf8_is_cjk(code_at(rest, 0));
    if (!may_begin(rest))
        return single && !stop.closed && utf8_is_lower(code_at(skip_space(rest), 0)) &&
               is_plain(s, word_before(s->line, at));
    if (stop.other || stop.dots > 3)
        return true;
    if (stop.dots != 1) /* an ellipsis: "I" is no sign of a new sentence */
        return !span_is(first_word(rest), "I");
    return dot_ends(s, start, at, rest);
}

/* Behind a closed quote that ends with an end mark or breaks off: a new sentence when one could
 * begin; a bracket behind single quotes belongs to their sentence. */
static bool quote_ends(const struct splitter *s, size_t end, uint32_t open)
{
    size_t at = end;
    uint32_t c = 0;
    while (at && (c = utf8_last(span_sub(s->line, 0, at), &at), is_closer(c)) && c != ']')
        ;
    struct span rest = span_from(s->line, end);
    if (is_single_quote(open) && code_at(skip_space(rest), 0) == '(')
        return false;
    bool ended = (is_end_mark(s, c) && c != ':' && c != ';') || c == '-' || c == 0x2014;
    return ended && utf8_is_space(code_at(rest, 0)) && may_begin(rest);
}

/* Splits the line from start to end, a stretch without list items. */
static void split_stretch(struct splitter *s, size_t start, size_t end)
{
    struct span whole = s->line;
    s->line = span_sub(whole, 0, end);
    for (size_t at = start; at < end;) {
        uint32_t c = code_at(s->line, at);
        size_t next = at + code_bytes(s->line, at);
        bool ends = false;
        if (is_bullet(c) && at > start) {
            ends = true;
            next = at;
        } else if (closer_of(c) && opens_here(s, at, c)) {
            size_t behind = behind_closer(s, at, c);
            next = behind > at ? behind : next;
            ends = behind > at && quote_ends(s, behind, c);
        } else if (is_end_mark(s, c)) {
            struct stop stop = read_stop(s, at);
            next = stop.end;
            ends = stop_ends(s, start, at, stop);
        }
        at = next;
        if (ends) {
            put_sentence(s, span_sub(s->line, start, at - start));
            start = at;
            while (start < end && utf8_is_space(code_at(s->line, start)))
                start += code_bytes(s->line, start);
            at = start > at ? start : at;
        }
    }
    put_sentence(s, span_sub(s->line, start, end - start));
    s->line = whole;
}

static void split_line(struct splitter *s, struct span line)
{
    size_t starts[LISTING_MAX];
    size_t n = listing_find(line, starts), from = 0;
    s->line = line;
    for (size_t i = 0; i < n; i++) {
        split_stretch(s, from, starts[i]);
        from = starts[i];
    }
    split_stretch(s, from, line.n);
}

/* A line that ends in a space and goes on in small letters, or without an end mark at the margin,
 * was wrapped, not ended; so was one whose end mark stands on the next. */
static bool is_wrapped(const struct splitter *s, struct span line, struct span rest)
{
    if (!line.n || !rest.n || listing_marker(rest))
        return false;
    struct span text = span_trim(line);
    size_t begins;
    uint32_t c = code_at(rest, 0), last = text.n ? utf8_last(text, &begins) : 0;
    if (rest.p[0] == '.' && (rest.n == 1 || ascii_space(rest.p[1])))
        return last && !is_end_mark(s, last);
    if (line.p[line.n - 1] != ' ' || !last)
        return false;
    bool open = !is_end_mark(s, last) && !is_closer(last) && last != ':';
    return utf8_is_lower(c) || (open && text.n >= MARGIN && utf8_is_letter(c));
}

struct span *sentence_split(struct span text, struct span lang, const struct words *words,
                            size_t *n, struct arena *a)
{
    struct splitter s = {.lang = lang, .words = words, .arena = a};
    struct span line, rest = text;
    const char *begin = text.p;
    s.ordinals = words_find(words, lang, "splitting", span_of("ordinal dot"), NULL);
    s.out = arena_grow(a, NULL, 0, &s.cap, sizeof *s.out);
    s.failed = !s.out;
    while (!s.failed && span_line(&rest, &line)) {
        if (is_wrapped(&s, line, rest))
            continue;
        split_line(&s, span_make(begin, (size_t)(line.p + line.n - begin)));
        begin = rest.p;
    }
    *n = s.n;
    return s.failed ? NULL : s.out;
}
