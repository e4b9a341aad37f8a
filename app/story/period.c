/* period.c - does a full stop end its sentence? Floor 4. Any thread. Knows no language by name:
 * words come from data. */
#include "story/period.h"

#include <string.h>

#include "base/utf8.h"
#include "story/listing.h"
#include "story/scan.h"

enum {
    HOUR_WORDS = 4, /* a sentence of fewer words has hardly begun */
    YEAR_DIGITS = 4,
    YEAR_WORDS = 5,    /* the same, with the year's own words */
    PLAIN_LETTERS = 4, /* a word so long is hardly an abbreviation */
    ZONE_WORDS = 4,
    GREEK_QUESTION = 0x037e,
    SPACED_PARTS = 5 /* "i. d. R." */
};

struct period_line period_line(struct span lang, const struct words *words)
{
    size_t n;
    (void)words_list(words, lang, "abbreviations", &n);
    return (struct period_line){
        .lang = lang,
        .words = words,
        .known = n > 0,
        .ordinals = words_find(words, lang, "splitting", span_of("ordinal dot"), NULL)};
}

static bool listed(const struct period_line *l, const char *list, struct span word,
                   struct span *value)
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
        found = words_find(l->words, l->lang, list, key, value);
    }
    buf_finish(&lower);
    return found;
}

/* Behind an elided article: "av" of "l'av". */
static struct span behind_elision(struct span word)
{
    for (size_t at = 0; at < word.n; at += scan_bytes(word, at))
        if (at && scan_is_single_quote(scan_at(word, at)))
            return span_from(word, at + scan_bytes(word, at));
    return span_make(NULL, 0);
}

/* The word, or what it ends with where the language joins words: "Lindenstr". */
static bool is_abbreviation(const struct period_line *l, struct span word, struct span *kind)
{
    if (listed(l, "abbreviations", word, kind) ||
        listed(l, "abbreviations", behind_elision(word), kind))
        return true;
    size_t n;
    const struct word *endings = words_list(l->words, l->lang, "abbreviation-endings", &n);
    for (size_t i = 0; i < n; i++)
        if (word.n > endings[i].key.n &&
            span_eq(span_from(word, word.n - endings[i].key.n), endings[i].key)) {
            *kind = endings[i].value;
            return true;
        }
    return false;
}

static bool is_letter(struct span word)
{
    return word.n && scan_bytes(word, 0) == word.n && utf8_is_letter(scan_at(word, 0));
}

/* A letter and its dot: an initial, or a piece of "z. B.". */
static bool is_dotted_letter(struct span word, struct span rest)
{
    return is_letter(word) && span_starts(scan_behind(rest, word), ".");
}

/* A dash goes on behind an abbreviation: "MELBOURNE, Fla. — The mayor". */
static bool is_dashed(struct span rest)
{
    uint32_t c = scan_at(scan_skip_space(rest), 0);
    return c == '-' || c == 0x2013 || c == 0x2014;
}

/* A word with which a new sentence often begins: "The", "He". */
static bool is_starter(const struct period_line *l, struct span rest)
{
    struct span word = scan_first_word(rest);
    return word.n && !is_dashed(rest) && !is_dotted_letter(word, rest) &&
           utf8_is_upper(scan_at(word, 0)) && listed(l, "starters", word, NULL);
}

/* The word in front of word. */
static struct span word_before(const struct period_line *l, struct span word)
{
    size_t at = (size_t)(word.p - l->text.p);
    while (at > l->start && utf8_is_space(scan_before(l->text, at)))
        (void)utf8_last(span_sub(l->text, 0, at), &at);
    return scan_word_before(l->text, l->start, at);
}

/* Letters that stand apart, a dot behind each ("z. B"), as one word ("z.B") in room; the word
 * itself where it is no such letter. */
static struct span joined(const struct period_line *l, struct span word, char room[SCAN_WORD_MAX])
{
    size_t n = SCAN_WORD_MAX; /* filled from its end */
    int parts = 0;
    for (struct span letter = word; parts < SPACED_PARTS && is_letter(letter); parts++) {
        if (parts)
            room[--n] = '.';
        n -= letter.n;
        memcpy(room + n, letter.p, letter.n);
        letter = word_before(l, letter);
        letter.n = span_ends(letter, ".") ? letter.n - 1 : 0;
    }
    return parts > 1 ? span_make(room + n, SCAN_WORD_MAX - n) : word;
}

/* What places an hour stands behind it: "Tuesday", "EST", "North Korean time". */
static bool hour_goes_on(const struct period_line *l, struct span rest)
{
    struct span word = scan_first_word(rest);
    if (listed(l, "weekdays", word, NULL))
        return true;
    for (int i = 0; i < ZONE_WORDS && word.n; i++) {
        if (listed(l, "behind-hours", word, NULL))
            return true;
        struct span behind = scan_behind(rest, word);
        if (!utf8_is_upper(scan_at(word, 0)) || !utf8_is_space(scan_at(behind, 0)))
            break;
        rest = behind;
        word = scan_first_word(rest);
    }
    return false;
}

/* Does an hour end its sentence? Not one that has hardly begun. */
static bool hour_ends(const struct period_line *l, size_t dot, struct span rest)
{
    return !hour_goes_on(l, rest) &&
           scan_count_words(span_sub(l->text, l->start, dot - l->start)) >= HOUR_WORDS;
}

/* Initials: one letter is nearly always of a name; longer ones may end a sentence when the
 * next word is one that begins sentences. */
static bool initials_end(const struct period_line *l, struct span word, struct span rest)
{
    if (!is_letter(word) || !utf8_is_upper(scan_at(word, 0)))
        return is_starter(l, rest);
    struct span before = word_before(l, word), next = scan_first_word(rest);
    bool plain = before.n && utf8_is_lower(scan_at(before, 0));
    return (plain || utf8_count(next) > 1) && !span_ends(before, ".") && is_starter(l, rest);
}

/* "2019 г.", "XIX w.": behind its figure. */
static bool year_ends(const struct period_line *l, struct span word, struct span rest)
{
    struct span before = word_before(l, word), next = scan_first_word(rest);
    size_t end = (size_t)(word.p - l->text.p) + word.n;
    struct span figures = span_from(before, before.n < YEAR_DIGITS ? 0 : before.n - YEAR_DIGITS);
    bool figure = (scan_is_number(figures) && figures.n == YEAR_DIGITS) || scan_is_roman(before);
    return figure && !is_dotted_letter(next, rest) &&
           scan_count_words(span_sub(l->text, l->start, end - l->start)) >= YEAR_WORDS;
}

static bool abbreviation_ends(const struct period_line *l, struct span word, struct span kind,
                              struct span rest)
{
    struct span next = scan_first_word(rest);
    uint32_t c = scan_at(next, 0);
    if (span_is(kind, "number"))
        return utf8_is_upper(c) && !scan_is_roman(next) && !listed(l, "numerals", next, NULL) &&
               !(listed(l, "weekdays", word, NULL) && listed(l, "months", next, NULL));
    if (span_is(kind, "last"))
        return utf8_is_letter(c) && !utf8_is_lower(c);
    if (span_is(kind, "year") && year_ends(l, word, rest))
        return true;
    if (span_is(kind, "both")) {
        uint32_t before = scan_at(word_before(l, word), 0);
        return (utf8_is_upper(before) || utf8_is_digit(before)) && is_starter(l, rest);
    }
    return !span_is(kind, "name") && is_starter(l, rest);
}

bool period_first(const struct period_line *l, size_t at)
{
    for (size_t i = l->start; i < at; i += scan_bytes(l->text, i)) {
        uint32_t c = scan_at(l->text, i);
        if (utf8_is_letter(c) || utf8_is_digit(c))
            return false;
    }
    return true;
}

bool period_ends(const struct period_line *l, size_t dot, struct span rest)
{
    char room[SCAN_WORD_MAX];
    struct span word = scan_word_before(l->text, l->start, dot), kind = {NULL, 0};
    if (!word.n)
        return true;
    size_t begins = (size_t)(word.p - l->text.p);
    bool first = period_first(l, begins), letter = is_letter(word);
    bool initial = letter && utf8_is_upper(scan_at(word, 0));
    if (first && (initial || listing_marker(span_from(l->text, begins))))
        return false; /* "A. His name is": an answer, an item */
    struct span figures = span_from(word, word.p[0] == '-');
    if (scan_is_number(figures) && (first || (l->ordinals && figures.n <= 2)))
        return !first && is_starter(l, rest); /* an item, an ordinal */
    if (letter && !initial && is_dotted_letter(scan_first_word(rest), rest))
        return false; /* "z. B." */
    struct span key = joined(l, word, room);
    if (listed(l, "hours", key, NULL))
        return hour_ends(l, dot, rest);
    if (is_abbreviation(l, key, &kind) && (!initial || key.p != word.p || span_is(kind, "name")))
        return abbreviation_ends(l, word, kind, rest);
    return !scan_is_initials(word) || initials_end(l, word, rest);
}

bool period_plain_word(const struct period_line *l, struct span word)
{
    struct span kind;
    for (struct span rest = word; rest.n;)
        if (!utf8_is_lower(utf8_next(&rest)))
            return false;
    return utf8_count(word) >= PLAIN_LETTERS && !is_abbreviation(l, word, &kind);
}

bool period_own_mark(const struct period_line *l, uint32_t mark)
{
    char c = mark == GREEK_QUESTION ? ';' : (char)mark;
    return words_find(l->words, l->lang, "end-marks", span_make(&c, 1), NULL);
}

bool period_named_mark(const struct period_line *l, size_t at, struct span rest)
{
    struct span word = scan_word_before(l->text, l->start, at);
    return listed(l, "marked-names", word, NULL) && !is_starter(l, rest);
}

bool period_lost_space(const struct period_line *l, size_t dot, struct span rest)
{
    struct span word = scan_word_before(l->text, l->start, dot), next = scan_first_word(rest),
                kind = {NULL, 0};
    if (utf8_count(word) < PLAIN_LETTERS || next.n < 2 || next.p != rest.p)
        return false;
    uint32_t after = scan_at(scan_behind(rest, next), 0);
    bool title = listed(l, "abbreviations", next, &kind) && span_is(kind, "name") && after == '.';
    if (!title && after && !utf8_is_space(after) && after != ',')
        return false;
    if (!utf8_is_upper(scan_at(next, 0)) ||
        !(scan_is_roman(next) || utf8_is_lower(scan_at(next, scan_bytes(next, 0)))))
        return false;
    bool named =
        ascii_digit(word.p[0]) || period_plain_word(l, span_from(word, scan_bytes(word, 0)));
    return period_plain_word(l, word) || (named && (title || is_starter(l, rest)));
}
