/* kinds.c - the kind of a line by itself. Floor 3. Any thread. Knows no other line.
 *
 * Phrases are data (assets/words: navigation-phrases, pointer-phrases, caption-heads,
 * credit-words, byline-heads, stamp-words, appeal-phrases, appeal-words, address-words,
 * self-words). */
#include "article/kinds.h"

#include "article/dateline.h"
#include "article/stamp.h"
#include "base/utf8.h"

enum { LABEL_WORDS = 7, LABEL_LETTERS = 45, NOTE_WORDS = 30, POINTER_WORDS = 16 };
enum {
    STAMP_WORDS_MAX = 20,
    BYLINE_WORDS_MAX = 12,
    CREDIT_TAIL_MAX = 60,
    CREDIT_BRACKET_MAX = 110,
    CREDIT_NAMES = 4
};
enum { SPEECH_MIN = 20, BORDER_WORDS = 16, SELF_ADDRESS = 2 };

/* Only a date or a time, or with few words around it that are not a sentence. What ends as a
 * sentence does holds no other word: "18/06/2026, 12:40 h.", "Updated Nov. 19, 2026 4:10 p.m.". */
static bool bare_stamp(struct span line, const struct look *l, const struct tongues *t)
{
    struct stamp s;
    if (l->words > STAMP_WORDS_MAX || l->digits == 0)
        return false;
    stamp_read(line, t, &s);
    if (l->ended && (s.unknown || (!ascii_digit(line.p[0]) && !stamp_has_day(&s.day))))
        return false;
    bool moment = stamp_has_day(&s.day) || s.day.minutes >= 0 || s.day.year > 0 || s.ago;
    return moment && s.known >= 2 && s.unknown * 2 <= s.known;
}

static bool byline(const struct look *l, const struct tongues *t)
{
    return !l->ended && l->words <= BYLINE_WORDS_MAX &&
           phrases_fit(t, "byline-heads", l->folded, &l->pairs) && l->capitals + 3 >= l->words;
}

/* "... (Photo: NAME/Agency)": a credit in brackets closes the line. */
static bool bracket_credit(const struct look *l, const struct tongues *t)
{
    struct span s = l->folded;
    if (s.n > 0 && s.p[s.n - 1] == '.')
        s.n--;
    if (s.n < 3 || (s.p[s.n - 1] != ')' && s.p[s.n - 1] != ']'))
        return false;
    char open = s.p[s.n - 1] == ')' ? '(' : '[';
    size_t at = s.n - 1;
    while (at > 0 && s.p[at] != open)
        at--;
    return s.n - at <= CREDIT_BRACKET_MAX &&
           phrases_count(t, "credit-words", span_from(s, at), &l->pairs) > 0;
}

/* A credit after which the line ends without a sentence. */
static bool tail_credit(const struct look *l, const struct tongues *t)
{
    size_t end = phrases_last_end(t, "credit-words", l->folded, &l->pairs);
    return end > 0 && l->folded.n - end <= CREDIT_TAIL_MAX &&
           (!l->ended || l->words <= LABEL_WORDS);
}

/* "The mill at the weir, on Friday. ASTRID LIND": who took the picture, in capitals behind a
 * sentence. */
static bool capitals_credit(struct span line, const struct look *l)
{
    size_t words = 0, stop = line.n;
    struct span word, name;
    while (stop > 0 && !(line.p[stop - 1] == '.' && stop < line.n && line.p[stop] == ' '))
        stop--;
    if (l->ended || l->words > NOTE_WORDS || !stop)
        return false;
    name = span_trim(span_from(line, stop));
    while (span_split(&name, ' ', &word)) {
        words++;
        if (utf8_count(word) < 2)
            return false;
        while (word.n) {
            uint32_t c = utf8_next(&word);
            if (utf8_is_letter(c) ? !utf8_is_upper(c) : c != '-' && c != '/')
                return false;
        }
    }
    return words >= 2 && words <= CREDIT_NAMES;
}

static bool caption(struct span line, const struct look *l, const struct tongues *t)
{
    return phrases_fit(t, "caption-heads", l->folded, &l->pairs) || bracket_credit(l, t) ||
           tail_credit(l, t) || capitals_credit(line, l);
}

static bool dateline_alone(struct span line, const struct tongues *t)
{
    struct dateline d;
    dateline_read(line, false, t, &d);
    return d.n > 0 && d.n == line.n;
}

static bool short_label(const struct look *l)
{
    return !l->ended && l->words <= LABEL_WORDS && l->letters <= LABEL_LETTERS;
}

static bool quote_mark(uint32_t cp)
{
    return cp == '"' || (cp >= 0x201C && cp <= 0x201F) || cp == 0xAB || cp == 0xBB ||
           cp == 0x300C || cp == 0x300D;
}

/* Somebody in the news says "we" and "you" as well: more than a word or two stands in quotes. */
static bool speech(const struct look *l)
{
    struct span s = l->folded;
    size_t run = 0;
    bool open = false;
    while (s.n > 0) {
        bool mark = quote_mark(utf8_next(&s));
        if (mark && open && run >= SPEECH_MIN)
            return true;
        open |= mark;
        run = mark ? 0 : run + 1;
    }
    s = l->folded;
    return s.n > 0 && quote_mark(utf8_next(&s));
}

bool kinds_border(const struct look *l, const struct tongues *t)
{
    size_t colon = span_find_byte(l->folded, ':');
    bool own_text = colon != SIZE_MAX && colon + 1 < l->folded.n;
    return l->words <= BORDER_WORDS && !l->ended && !own_text &&
           phrases_fit(t, "border-phrases", l->folded, &l->pairs);
}

/* A house that speaks of itself to its readers: "we", "you" and a word for what it is. */
static bool self_talk(const struct look *l, const struct tongues *t)
{
    return phrases_count(t, "self-words", l->folded, &l->pairs) > 0 &&
           phrases_count(t, "address-words", l->folded, &l->pairs) >= SELF_ADDRESS;
}

bool kinds_appeal(const struct look *l, const struct tongues *t)
{
    return !speech(l) &&
           (phrases_fit(t, "appeal-phrases", l->folded, &l->pairs) || self_talk(l, t));
}

bool kinds_address(const struct look *l, const struct tongues *t, bool any)
{
    return !speech(l) && phrases_count(t, "address-words", l->folded, &l->pairs) > 0 &&
           (any || phrases_count(t, "appeal-words", l->folded, &l->pairs) > 0);
}

/* "Home > News > Town": the way to the page. */
static bool breadcrumb(const struct look *l)
{
    static const char *const marks[] = {" > ", " \u203a ", " \u00bb ", " / "};
    if (l->ended || l->words > POINTER_WORDS)
        return false;
    for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++) {
        size_t at = span_find(l->folded, span_of(marks[i]));
        bool slash = marks[i][1] == '/';
        if (at != SIZE_MAX &&
            (!slash || span_find(span_from(l->folded, at + 2), span_of(marks[i])) != SIZE_MAX))
            return true;
    }
    return false;
}

enum line_kind kinds_of(struct span line, const struct look *l, const struct tongues *t)
{
    if (line.n == 0)
        return LINE_EMPTY;
    if (l->stray)
        return LINE_NAVIGATION;
    if (breadcrumb(l))
        return LINE_NAVIGATION;
    if (dateline_alone(line, t))
        return LINE_DATELINE;
    if (bare_stamp(line, l, t) || byline(l, t))
        return LINE_STAMP;
    if (caption(line, l, t))
        return LINE_CAPTION;
    if (l->words <= POINTER_WORDS && phrases_fit(t, "pointer-phrases", l->folded, &l->pairs))
        return LINE_POINTER;
    if (l->words <= NOTE_WORDS && phrases_fit(t, "notice-phrases", l->folded, &l->pairs))
        return LINE_NAVIGATION;
    if (kinds_border(l, t) ||
        (short_label(l) && phrases_fit(t, "navigation-phrases", l->folded, &l->pairs)))
        return LINE_NAVIGATION;
    return LINE_CONTENT;
}
