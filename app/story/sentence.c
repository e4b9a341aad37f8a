/* sentence.c - where sentences end. Floor 4. Any thread. Knows no language by name: words come
 * from data. */
#include "story/sentence.h"

#include <string.h>

#include "base/utf8.h"
#include "story/listing.h"
#include "story/period.h"
#include "story/scan.h"

enum {
    DECORATION = 3,
    PAGE_DIGITS = 3,
    NOTE_DIGITS = 3,
    ETHIOPIC_SPACE = 0x1361,
    MARGIN = 60 /* bytes of a line that was wrapped for its length */
};

/* One line of text on its way to sentences. */
struct splitter {
    struct period_line line; /* what is being split */
    struct arena *arena;
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
    return (c == ';' || c == 0x037e || c == ':' || c == '|') && period_own_mark(&s->line, c);
}

/* The same at an offset: two Ethiopic wordspaces are typed for a full stop. */
static bool is_end_mark_at(const struct splitter *s, size_t at)
{
    uint32_t c = scan_at(s->line.text, at);
    return is_end_mark(s, c) ||
           (c == ETHIOPIC_SPACE && (scan_at(s->line.text, at + scan_bytes(s->line.text, at)) == c ||
                                    scan_before(s->line.text, at) == c));
}

/* A quote or bracket opens where a word could begin. */
static bool opens_here(const struct splitter *s, size_t at, uint32_t c)
{
    uint32_t before = scan_before(s->line.text, at);
    if (c == 0x201d) /* the high quote of Swedish and Finnish, which closes as well */
        return !before || utf8_is_space(before) || before == '(';
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
    uint32_t before = scan_before(s->line.text, at);
    uint32_t after = scan_at(s->line.text, at + scan_bytes(s->line.text, at));
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
    for (size_t i = at; i < s->line.text.n && i < end;) {
        uint32_t c = scan_at(s->line.text, i);
        size_t n = scan_bytes(s->line.text, i);
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

/* Could a sentence begin with s? Small letters and what belongs to the sentence before cannot. */
static bool may_begin(struct span s)
{
    struct span word = scan_first_word(s);
    uint32_t c = scan_at(scan_skip_space(s), 0);
    if (!word.n)
        return c && !utf8_is_punct(c) ? true : scan_is_opener(c);
    return !utf8_is_lower(scan_at(word, 0));
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
    while (stop.end < s->line.text.n && is_end_mark_at(s, stop.end)) {
        c = scan_at(s->line.text, stop.end);
        stop.dots += c == '.';
        stop.other |= c != '.' && c != 0x2026;
        stop.full |= scan_is_full_stop(c) || c == ETHIOPIC_SPACE;
        stop.end += scan_bytes(s->line.text, stop.end);
        if (span_starts(span_from(s->line.text, stop.end), " .") && stop.dots && !stop.other)
            stop.end++;
    }
    while (stop.end < s->line.text.n && scan_is_closer(scan_at(s->line.text, stop.end))) {
        stop.closed = true;
        stop.end += scan_bytes(s->line.text, stop.end);
    }
    struct span rest = span_from(s->line.text, stop.end);
    if (rest.n &&
        (rest.p[0] == '[' ||
         (ascii_digit(rest.p[0]) && stop.dots == 1 &&
          period_plain_word(&s->line, scan_word_before(s->line.text, s->line.start, at)))))
        stop.end += note_bytes(rest);
    return stop;
}

/* "1.)" at the beginning: an item, whatever follows. */
static bool is_item(const struct splitter *s, size_t dot)
{
    struct span word = scan_word_before(s->line.text, s->line.start, dot);
    return scan_is_number(word) && period_first(&s->line, (size_t)(word.p - s->line.text.p));
}

static bool stop_ends(const struct splitter *s, size_t at, struct stop stop)
{
    struct span rest = span_from(s->line.text, stop.end);
    if (!scan_skip_space(rest).n)
        return true;
    if (stop.full)
        return true;
    bool spaced = utf8_is_space(scan_at(rest, 0)), single = stop.dots == 1 && !stop.other;
    if (single && stop.closed && !spaced && is_item(s, at))
        return false;
    if (!spaced && !(single && !stop.closed && period_lost_space(&s->line, at, rest)))
        return utf8_is_cjk(scan_at(rest, 0)) && (single || stop.other);
    if (!may_begin(rest))
        return single && !stop.closed && s->line.known &&
               utf8_is_lower(scan_at(scan_skip_space(rest), 0)) &&
               period_plain_word(&s->line, scan_word_before(s->line.text, s->line.start, at));
    if (stop.other && period_named_mark(&s->line, at, rest))
        return false;
    if (stop.other || stop.dots > 3)
        return true;
    if (stop.dots != 1) /* an ellipsis: "I" is no sign of a new sentence */
        return !span_is(scan_first_word(rest), "I");
    return period_ends(&s->line, at, rest);
}

/* Behind a closed quote that ends with an end mark or breaks off: a new sentence when one could
 * begin; a bracket behind single quotes belongs to their sentence, square ones are a sentence only
 * as a whole ("It was odd [sic.] of him"). */
static bool quote_ends(const struct splitter *s, size_t open_at, size_t end)
{
    uint32_t open = scan_at(s->line.text, open_at), close = scan_closer_of(open), c = 0;
    bool whole = open == '[' && period_first(&s->line, open_at);
    size_t at = end;
    while (at > open_at &&
           (c = utf8_last(span_sub(s->line.text, 0, at), &at),
            (scan_is_closer(c) && (c != ']' || whole)) || c == close || utf8_is_space(c)))
        ;
    struct span rest = span_from(s->line.text, end);
    if (scan_is_single_quote(open) && scan_at(scan_skip_space(rest), 0) == '(')
        return false;
    bool ended = (is_end_mark(s, c) && c != ':' && c != ';') || c == '-' || c == 0x2014;
    return ended && utf8_is_space(scan_at(rest, 0)) && may_begin(rest);
}

/* Splits the line from start to end, a stretch without list items. */
static void split_stretch(struct splitter *s, size_t start, size_t end)
{
    struct span whole = s->line.text;
    s->line.text = span_sub(whole, 0, end);
    s->line.start = start;
    for (size_t at = start; at < end;) {
        uint32_t c = scan_at(s->line.text, at);
        size_t next = at + scan_bytes(s->line.text, at);
        bool ends = false;
        if (scan_is_bullet(c) && at > s->line.start) {
            ends = true;
            next = at;
        } else if (scan_closer_of(c) && opens_here(s, at, c)) {
            size_t behind = behind_closer(s, at, c);
            next = behind > at ? behind : next;
            ends = behind > at && quote_ends(s, at, behind);
        } else if (is_end_mark_at(s, at)) {
            struct stop stop = read_stop(s, at);
            next = stop.end;
            ends = stop_ends(s, at, stop);
        }
        at = next;
        if (ends) {
            put_sentence(s, span_sub(s->line.text, s->line.start, at - s->line.start));
            while (at < end && utf8_is_space(scan_at(s->line.text, at)))
                at += scan_bytes(s->line.text, at);
            s->line.start = at;
        }
    }
    put_sentence(s, span_sub(s->line.text, s->line.start, end - s->line.start));
    s->line.text = whole;
}

static void split_line(struct splitter *s, struct span line)
{
    size_t starts[LISTING_MAX];
    size_t n = listing_find(line, starts), from = 0;
    s->line.text = line;
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
    struct splitter s = {.line = period_line(lang, words), .arena = a};
    struct span line, rest = text;
    const char *begin = text.p;
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
