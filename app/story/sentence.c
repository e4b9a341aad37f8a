/* sentence.c - where sentences end. Floor 4. Any thread. Knows no language by name but for
 * the marks that end a sentence in it; words come from data. */
#include "story/sentence.h"

#include <string.h>

#include "base/utf8.h"
#include "story/listing.h"
#include "story/scan.h"

enum {
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
    size_t start;     /* where its open sentence begins */
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

static bool is_end_mark(const struct splitter *s, uint32_t c)
{
    if (c == '.' || c == '!' || c == '?' || c == 0x2026 || scan_is_full_stop(c))
        return true;
    if (c == ';' || c == 0x037e)
        return span_is(s->lang, "el");
    return c == ':' && span_is(s->lang, "hy");
}

/* A quote or bracket opens where a word could begin. */
static bool opens_here(const struct splitter *s, size_t at, uint32_t c)
{
    uint32_t before = scan_before(s->line, at);
    if (c == '(' || c == '[' || c == 0xff08 || c == 0x300c || c == 0x300e || c == 0x3010)
        return true;
    return !before || !(utf8_is_letter(before) || utf8_is_digit(before) || is_end_mark(s, before) ||
                        before == ',');
}

/* An apostrophe closes a quote only behind a word or an end mark and not inside a word. */
static bool closes_here(const struct splitter *s, size_t at, uint32_t c)
{
    if (!scan_is_single_quote(c))
        return true;
    uint32_t before = scan_before(s->line, at);
    uint32_t after = scan_at(s->line, at + scan_bytes(s->line, at));
    return !utf8_is_space(before) && !utf8_is_letter(after) && !utf8_is_digit(after);
}

/* Offset behind the closer of what opens at at; at itself when it is never closed. German and
 * Polish quotes may close with either form of the high quote. */
static size_t behind_closer(const struct splitter *s, size_t at, uint32_t open)
{
    uint32_t close = scan_closer_of(open);
    bool bracket = open == '(' || open == '[' || open == 0xff08 || open == 0x3010;
    size_t end = at + (bracket ? SENTENCE_BRACKET_MAX : SENTENCE_QUOTE_MAX);
    int depth = 0;
    for (size_t i = at; i < s->line.n && i < end;) {
        uint32_t c = scan_at(s->line, i);
        size_t n = scan_bytes(s->line, i);
        bool closes = i > at && (c == close || (open == 0x201e && (c == 0x201d || c == '"')));
        if (closes && closes_here(s, i, c) && --depth == 0)
            return i + n;
        if (!closes && c == open && (i == at || bracket))
            depth++;
        else if (i > at && c == open && scan_is_single_quote(open) && opens_here(s, i, c))
            return at;
        i += n;
    }
    return at;
}

static bool listed(const struct splitter *s, const char *list, struct span word, struct span *value)
{
    char room[SCAN_WORD_MAX + 1];
    struct span key = {room, 0};
    struct buf lower;
    bool found = false;
    if (!word.n || word.n > SCAN_WORD_MAX)
        return false;
    buf_init(&lower, sizeof room);
    if (!utf8_put_lower(&lower, word)) {
        key = buf_span(&lower);
        found = words_find(s->words, s->lang, list, key, value);
    }
    buf_finish(&lower);
    return found;
}

/* A word with which a new sentence often begins: "The", "He". */
static bool is_starter(const struct splitter *s, struct span rest)
{
    struct span word = scan_first_word(rest);
    bool initial =
        word.n && scan_bytes(word, 0) == word.n && span_starts(scan_behind(rest, word), ".");
    return word.n && !initial && utf8_is_upper(scan_at(word, 0)) &&
           listed(s, "starters", word, NULL);
}

/* Initials: one letter is nearly always of a name; longer ones may end a sentence when the
 * next word is one that begins sentences; an hour may always, unless it has hardly begun. */
static bool initials_end(const struct splitter *s, struct span word, size_t dot, struct span rest)
{
    size_t begins = (size_t)(word.p - s->line.p);
    if (listed(s, "hours", word, NULL))
        return scan_count_words(span_sub(s->line, s->start, dot - s->start)) >= HOUR_WORDS;
    if (scan_bytes(word, 0) == word.n && utf8_is_upper(scan_at(word, 0))) {
        struct span before = scan_word_before(s->line, s->start, begins ? begins - 1 : 0),
                    next = scan_first_word(rest);
        bool plain = before.n && utf8_is_lower(scan_at(before, 0));
        return (plain || utf8_count(next) > 1) && !span_ends(before, ".") && is_starter(s, rest);
    }
    return is_starter(s, rest);
}

/* Nothing but marks stands in front of the word in its sentence. */
static bool is_first(const struct splitter *s, struct span word)
{
    for (size_t i = s->start; i < (size_t)(word.p - s->line.p); i += scan_bytes(s->line, i)) {
        uint32_t c = scan_at(s->line, i);
        if (utf8_is_letter(c) || utf8_is_digit(c))
            return false;
    }
    return true;
}

/* Does the dot at dot end a sentence, when what follows could begin one? */
static bool dot_ends(const struct splitter *s, size_t dot, struct span rest)
{
    struct span word = scan_word_before(s->line, s->start, dot), kind = {NULL, 0};
    if (!word.n)
        return true;
    bool first = is_first(s, word), letter = scan_bytes(word, 0) == word.n;
    bool initial = letter && utf8_is_upper(scan_at(word, 0));
    if (first && (initial || listing_marker(span_from(s->line, (size_t)(word.p - s->line.p)))))
        return false; /* "A. His name is": an answer, an item */
    struct span figures = span_from(word, word.p[0] == '-');
    if (scan_is_number(figures) && (first || (s->ordinals && figures.n <= 2)))
        return !first && is_starter(s, rest);
    if (listed(s, "abbreviations", word, &kind) && (!initial || span_is(kind, "name"))) {
        uint32_t next = scan_at(scan_first_word(rest), 0);
        if (span_is(kind, "number"))
            return !utf8_is_digit(next) && utf8_is_upper(next) &&
                   !listed(s, "numerals", scan_first_word(rest), NULL);
        return !span_is(kind, "name") && is_starter(s, rest);
    }
    if (scan_is_initials(word))
        return initials_end(s, word, dot, rest);
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
    struct span word = scan_first_word(s);
    uint32_t c = scan_at(scan_skip_space(s), 0);
    if (!word.n)
        return c && !utf8_is_punct(c) ? true : scan_is_opener(c);
    return !utf8_is_lower(scan_at(word, 0));
}

/* "policy.The": a space was lost between two sentences. Behind a name or a number ("Paris.The",
 * "1,000.They") only a word that begins sentences or a title shows it. */
static bool lost_space(const struct splitter *s, size_t dot, struct span rest)
{
    struct span word = scan_word_before(s->line, s->start, dot), next = scan_first_word(rest),
                kind = {NULL, 0};
    if (utf8_count(word) < PLAIN_LETTERS || next.n < 2 || next.p != rest.p)
        return false;
    uint32_t after = scan_at(scan_behind(rest, next), 0);
    bool title = listed(s, "abbreviations", next, &kind) && span_is(kind, "name") && after == '.';
    if (!title && after && !utf8_is_space(after) && after != ',')
        return false;
    if (!utf8_is_upper(scan_at(next, 0)) ||
        !(scan_is_roman(next) || utf8_is_lower(scan_at(next, scan_bytes(next, 0)))))
        return false;
    bool named = ascii_digit(word.p[0]) || is_plain(s, span_from(word, scan_bytes(word, 0)));
    return is_plain(s, word) || (named && (title || is_starter(s, rest)));
}

/* Bytes of the notes to which a sentence refers behind its end: "[1][2-4]", "[1, 2]", and raised
 * numbers that have become plain: "11 12". */
static size_t note_bytes(struct span s)
{
    size_t n = 0, figures = 0;
    for (size_t i = 0; i < s.n && s.p[i] == '['; n = i) {
        for (i++;
             i < s.n && (ascii_digit(s.p[i]) || strchr(", -", s.p[i]) || scan_at(s, i) == 0x2013);)
            i += scan_bytes(s, i);
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
    bool sentence = utf8_is_space(scan_at(s, figures)) &&
                    utf8_is_upper(scan_at(scan_skip_space(span_from(s, figures)), 0));
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
    while (stop.end < s->line.n && ((c = scan_at(s->line, stop.end)), is_end_mark(s, c))) {
        stop.dots += c == '.';
        stop.other |= c != '.' && c != 0x2026;
        stop.full |= scan_is_full_stop(c);
        stop.end += scan_bytes(s->line, stop.end);
        if (span_starts(span_from(s->line, stop.end), " .") && stop.dots && !stop.other)
            stop.end++;
    }
    while (stop.end < s->line.n && scan_is_closer(scan_at(s->line, stop.end))) {
        stop.closed = true;
        stop.end += scan_bytes(s->line, stop.end);
    }
    struct span rest = span_from(s->line, stop.end);
    if (rest.n && (rest.p[0] == '[' || (ascii_digit(rest.p[0]) && stop.dots == 1 &&
                                        is_plain(s, scan_word_before(s->line, s->start, at)))))
        stop.end += note_bytes(rest);
    return stop;
}

/* "1.)" at the beginning: an item, whatever follows. */
static bool is_item(const struct splitter *s, size_t dot)
{
    struct span word = scan_word_before(s->line, s->start, dot);
    return scan_is_number(word) && is_first(s, word);
}

static bool stop_ends(const struct splitter *s, size_t at, struct stop stop)
{
    struct span rest = span_from(s->line, stop.end);
    if (!scan_skip_space(rest).n)
        return true;
    if (stop.full)
        return true;
    bool spaced = utf8_is_space(scan_at(rest, 0)), single = stop.dots == 1 && !stop.other;
    if (single && stop.closed && !spaced && is_item(s, at))
        return false;
    if (!spaced && !(single && !stop.closed && lost_space(s, at, rest)))
        return utf8_is_cjk(scan_at(rest, 0));
    if (!may_begin(rest))
        return single && !stop.closed && utf8_is_lower(scan_at(scan_skip_space(rest), 0)) &&
               is_plain(s, scan_word_before(s->line, s->start, at));
    if (stop.other || stop.dots > 3)
        return true;
    if (stop.dots != 1) /* an ellipsis: "I" is no sign of a new sentence */
        return !span_is(scan_first_word(rest), "I");
    return dot_ends(s, at, rest);
}

/* Behind a closed quote that ends with an end mark or breaks off: a new sentence when one could
 * begin; a bracket behind single quotes belongs to their sentence. */
static bool quote_ends(const struct splitter *s, size_t end, uint32_t open)
{
    size_t at = end;
    uint32_t c = 0;
    while (at && (c = utf8_last(span_sub(s->line, 0, at), &at), scan_is_closer(c)) && c != ']')
        ;
    struct span rest = span_from(s->line, end);
    if (scan_is_single_quote(open) && scan_at(scan_skip_space(rest), 0) == '(')
        return false;
    bool ended = (is_end_mark(s, c) && c != ':' && c != ';') || c == '-' || c == 0x2014;
    return ended && utf8_is_space(scan_at(rest, 0)) && may_begin(rest);
}

/* Splits the line from start to end, a stretch without list items. */
static void split_stretch(struct splitter *s, size_t start, size_t end)
{
    struct span whole = s->line;
    s->line = span_sub(whole, 0, end);
    s->start = start;
    for (size_t at = start; at < end;) {
        uint32_t c = scan_at(s->line, at);
        size_t next = at + scan_bytes(s->line, at);
        bool ends = false;
        if (scan_is_bullet(c) && at > s->start) {
            ends = true;
            next = at;
        } else if (scan_closer_of(c) && opens_here(s, at, c)) {
            size_t behind = behind_closer(s, at, c);
            next = behind > at ? behind : next;
            ends = behind > at && quote_ends(s, behind, c);
        } else if (is_end_mark(s, c)) {
            struct stop stop = read_stop(s, at);
            next = stop.end;
            ends = stop_ends(s, at, stop);
        }
        at = next;
        if (ends) {
            put_sentence(s, span_sub(s->line, s->start, at - s->start));
            while (at < end && utf8_is_space(scan_at(s->line, at)))
                at += scan_bytes(s->line, at);
            s->start = at;
        }
    }
    put_sentence(s, span_sub(s->line, s->start, end - s->start));
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
    uint32_t c = scan_at(rest, 0), last = text.n ? utf8_last(text, &begins) : 0;
    if (rest.p[0] == '.' && (rest.n == 1 || ascii_space(rest.p[1])))
        return last && !is_end_mark(s, last);
    if (line.p[line.n - 1] != ' ' || !last)
        return false;
    bool open = !is_end_mark(s, last) && !scan_is_closer(last) && last != ':';
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
