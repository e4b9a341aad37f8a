/* tidy.c - what typesetting, scraping and translators' tools leave in a plain text. Floor 4. Any
 * thread. Knows no words and no language. */
#include "story/tidy.h"

#include <string.h>

#include "base/entity.h"
#include "base/utf8.h"
#include "story/scan.h"

enum {
    QUOTE_BYTES = 1000,
    LEADER_DOTS = 5,
    LEADER_DIGITS = 3,
    KANA_NO = 0x306e,
    KANA_WO = 0x3092,
    UPRIGHT_LINES = 4,  /* so many lines of a letter or two are a word set upright */
    UPRIGHT_BYTES = 12, /* of such a line, at most */
    TEMPLATE_BYTES = 120,
    PLACEHOLDER_BYTES = 32
};

/* Each reader looks at one place of the text: bytes that it takes away there (0: none), and what
 * is put instead. */
typedef size_t reader(struct span text, size_t at, struct span *put);

static char byte_at(struct span s, size_t at)
{
    return at < s.n ? s.p[at] : 0;
}

/* "\n", "\r\n", "\ n" as they are written in programs. Behind a letter it may be a path. */
static size_t read_escapes(struct span text, size_t at, struct span *put)
{
    static const struct span line_end = SPAN("\n"), space = SPAN(" ");
    uint32_t before = scan_before(text, at);
    size_t end = at;
    *put = space;
    if (utf8_is_letter(before) || utf8_is_digit(before) || before == ':' || before == '/')
        return 0;
    for (size_t i = at; byte_at(text, i) == '\\'; i += byte_at(text, i) == ' ') {
        i += byte_at(text, i + 1) == ' ' ? 2 : 1;
        char c = byte_at(text, i++);
        if ((c != 'n' && c != 'r' && c != 't') || utf8_is_lower(scan_at(text, i)))
            break;
        *put = c == 't' ? *put : line_end;
        end = i;
    }
    return end - at;
}

static size_t read_backslash(struct span text, size_t at, struct span *put)
{
    char next = byte_at(text, at + 1);
    if (next == '"' || next == '\'')
        return 1;
    return read_escapes(text, at, put);
}

/* What stands between braces is no word: figures, or marks with single letters. */
static bool is_wordless(struct span s)
{
    bool letter = false, digits = s.n > 0, marks = false;
    for (size_t i = 0, n; i < s.n; i += n) {
        uint32_t cps[2];
        n = entity_read(span_from(s, i), cps);
        uint32_t c = n ? cps[0] : scan_at(s, i);
        n = n ? n : scan_bytes(s, i);
        if (utf8_is_space(c) || c == ',' || (letter && utf8_is_letter(c)))
            return false;
        letter = utf8_is_letter(c);
        digits = digits && utf8_is_digit(c);
        marks |= c == '<' || c == '>' || c == '^' || c == '%';
    }
    return digits || marks;
}

static size_t read_braces(struct span text, size_t at, struct span *put)
{
    (void)put;
    char next = byte_at(text, at + 1);
    bool template = next == '{' || next == '%';
    struct span inside = span_sub(text, at + 1, template ? TEMPLATE_BYTES : PLACEHOLDER_BYTES);
    inside = span_sub(inside, 0, span_find_byte(inside, '\n'));
    size_t close = span_find(inside, span_of(!template ? "}" : next == '{' ? "}}" : "%}"));
    if (close == SIZE_MAX)
        return 0;
    if (template)
        return close + 3;
    return is_wordless(span_sub(inside, 0, close)) ? close + 2 : 0;
}

/* The number of a page or two of them, "15-16", at the beginning of s; 0: none. */
static size_t page_bytes(struct span s)
{
    size_t n = 0, digits = 0;
    while (n < s.n && digits <= LEADER_DIGITS && (ascii_digit(s.p[n]) || (digits && s.p[n] == '-')))
        digits = s.p[n++] == '-' ? 0 : digits + 1;
    return digits <= LEADER_DIGITS ? n : 0;
}

/* Dots that lead to the number of a page, or from one word to the next. */
static size_t read_leader(struct span text, size_t at, struct span *put)
{
    static const struct span line_end = SPAN("\n"), space = SPAN(" ");
    size_t dots = 0, end = at, digits;
    if (at && (text.p[at - 1] == '.' || (at > 1 && text.p[at - 1] == ' ' && text.p[at - 2] == '.')))
        return 0; /* seen from its first dot */
    for (size_t i = at; byte_at(text, i) == '.'; i += byte_at(text, i) == ' ') {
        dots++;
        end = ++i;
    }
    struct span rest = scan_skip_space(span_from(text, end));
    if (dots < LEADER_DOTS)
        return 0;
    digits = page_bytes(rest);
    struct span behind = span_from(rest, digits);
    if (digits && (!behind.n || ascii_space(behind.p[0])) &&
        !utf8_is_lower(scan_at(scan_skip_space(behind), 0))) {
        *put = line_end;
        return (size_t)(behind.p - text.p) - at;
    }
    *put = space;
    return utf8_is_letter(scan_before(text, at)) && utf8_is_letter(scan_at(text, end)) ? end - at
                                                                                       : 0;
}

/* ``Such'' and `such' quotes, but not ` behind a word (a mark of Armenian) nor `such`. */
static size_t read_quote(struct span text, size_t at, struct span *put)
{
    static const struct span twice = SPAN("\""), once = SPAN("'");
    struct span rest = span_from(text, at + 1);
    char c = text.p[at];
    if (rest.n && rest.p[0] == c) {
        *put = twice;
        return byte_at(rest, 1) == c || (at && text.p[at - 1] == c) ? 0 : 2;
    }
    size_t n = 0;
    while (n < rest.n && n < QUOTE_BYTES && !strchr("`'\n", rest.p[n]))
        n++;
    *put = once;
    return c == '`' && byte_at(rest, n) == '\'' && !utf8_is_letter(scan_before(text, at));
}

/* Letters in a line that holds one or two capitals and nothing else, 0: it holds more. */
static unsigned upright(struct span line)
{
    unsigned letters = 0;
    line = span_trim(line);
    while (line.n && line.n <= UPRIGHT_BYTES && letters <= 2) {
        if (!utf8_is_upper(utf8_next(&line)))
            return 0;
        letters++;
    }
    return letters <= 2 && !line.n ? letters : 0;
}

static struct span line_before(struct span text, size_t at)
{
    size_t begin = at;
    while (begin && text.p[begin - 1] != '\n' && at - begin <= UPRIGHT_BYTES)
        begin--;
    return span_sub(text, begin, at - begin);
}

/* A line end inside a word that was set upright. */
static bool is_upright(struct span text, size_t at)
{
    struct span rest = span_from(text, at + 1), line = line_before(text, at);
    unsigned above = upright(line), below = upright(span_sub(rest, 0, span_find_byte(rest, '\n')));
    size_t lines = 0;
    if (above * below == 0 || above * below > 2)
        return false;
    for (size_t end = at; lines < UPRIGHT_LINES && upright(line);) {
        lines++;
        if (line.n >= end)
            break;
        end -= line.n + 1;
        line = line_before(text, end);
    }
    while (lines < UPRIGHT_LINES && span_line(&rest, &line) && upright(line))
        lines++;
    return lines == UPRIGHT_LINES;
}

/* Full stops on a line of their own, words set upright, and lines that end in a particle of
 * Japanese that joins what stands at both its sides. */
static size_t read_line_end(struct span text, size_t at, struct span *put)
{
    char after = byte_at(text, at + 2);
    uint32_t before = scan_before(text, at);
    (void)put;
    if (before == KANA_NO || before == KANA_WO)
        return utf8_is_cjk(scan_at(text, at + 1));
    bool stop = byte_at(text, at + 1) == '.' && (!after || ascii_space(after));
    bool word = utf8_is_letter(before) || utf8_is_digit(before);
    return (stop && word) || is_upright(text, at);
}

static reader *reader_of(char c)
{
    switch (c) {
    case '\\':
        return read_backslash;
    case '{':
        return read_braces;
    case '.':
        return read_leader;
    case '`':
    case '\'':
        return read_quote;
    case '\n':
        return read_line_end;
    default:
        return NULL;
    }
}

/* The first place from at on where something is to be taken away; the end where there is none. */
static size_t next_place(struct span text, size_t at, size_t *bytes, struct span *put)
{
    for (; at < text.n; at++) {
        reader *read = reader_of(text.p[at]);
        *put = span_make(NULL, 0);
        if (read && (*bytes = read(text, at, put)))
            break;
    }
    return at;
}

struct span tidy_text(struct span text, struct arena *a)
{
    size_t bytes = 0, n = 0, from = 0;
    struct span put;
    size_t at = next_place(text, 0, &bytes, &put);
    char *out = at < text.n ? arena_alloc(a, text.n) : NULL;
    if (!out)
        return text;
    while (from < text.n) {
        memcpy(out + n, text.p + from, at - from);
        n += at - from;
        if (at == text.n)
            break;
        memcpy(out + n, put.p ? put.p : "", put.n);
        n += put.n;
        from = at + bytes;
        at = next_place(text, from, &bytes, &put);
    }
    return span_make(out, n);
}
