/* look.c - what one line looks like. Floor 3. Any thread. Knows no language. */
#include "article/look.h"

#include "article/lines.h"
#include "base/utf8.h"

enum { HASH_LETTERS_MIN = 8, UNMARKED_LETTERS = 24 };

/* FNV-1a over code points. */
#define HASH_START UINT64_C(0xcbf29ce484222325)
#define HASH_PRIME UINT64_C(0x100000001b3)

uint64_t line_hash(struct span line)
{
    uint64_t hash = HASH_START;
    size_t letters = 0;
    bool gap = false;
    while (line.n > 0) {
        uint32_t cp = utf8_next(&line);
        if (utf8_is_space(cp)) {
            gap = letters > 0;
            continue;
        }
        if (gap)
            hash = (hash ^ ' ') * HASH_PRIME;
        gap = false;
        letters += utf8_is_letter(cp);
        hash = (hash ^ (utf8_is_digit(cp) ? '0' : utf8_lower(cp))) * HASH_PRIME;
    }
    return letters >= HASH_LETTERS_MIN ? hash : 0;
}

static bool end_mark(uint32_t cp)
{
    switch (cp) {
    case '.':
    case '!':
    case '?':
    case 0x2026: /* ellipsis */
    case 0x3002: /* ideographic full stop */
    case 0xFF01:
    case 0xFF1F:
    case 0xFF0E:
    case 0x061F: /* Arabic question mark */
    case 0x06D4: /* Urdu full stop */
    case 0x0964: /* danda */
    case 0x0965:
    case 0x037E: /* Greek question mark */
        return true;
    default:
        return false;
    }
}

/* Closing quotes and brackets stand behind the mark, or a quote is closed without one. */
static bool ends_sentence(struct span s)
{
    while (s.n > 0) {
        size_t at;
        uint32_t cp = utf8_last(s, &at);
        if (end_mark(cp))
            return true;
        if (!utf8_is_punct(cp) || cp == ',' || cp == ':' || cp == ';' || cp == '-')
            return false;
        s = span_sub(s, 0, at);
    }
    return false;
}

/* Thai and Lao have no mark at the end of a sentence: there a line ends one by its length. */
static bool ends_unmarked(struct span line, size_t letters)
{
    size_t at;
    while (line.n && utf8_is_mark(utf8_last(line, &at)))
        line = span_sub(line, 0, at);
    uint32_t last = line.n ? utf8_last(line, &at) : 0;
    return letters >= UNMARKED_LETTERS && last >= 0xe00 && last <= 0xeff;
}

static bool holds_address(struct span folded)
{
    return span_find(folded, span_of("http://")) != SIZE_MAX ||
           span_find(folded, span_of("https://")) != SIZE_MAX || span_starts(folded, "//") ||
           span_starts(folded, "www.") || span_find(folded, span_of("<script")) != SIZE_MAX;
}

/* "1) ...", "2. ...", "- ...", a bullet. */
static bool list_entry(struct span line)
{
    size_t digits = 0;
    while (digits < line.n && ascii_digit(line.p[digits]))
        digits++;
    struct span mark = span_from(line, digits);
    if (digits > 0)
        return digits <= 2 && mark.n > 1 && (mark.p[0] == ')' || mark.p[0] == '.') &&
               mark.p[1] == ' ';
    return span_starts(line, "- ") || span_starts(line, "* ") || span_starts(line, "\u2022") ||
           span_starts(line, "\u2013 ") || span_starts(line, "\u00b7 ");
}

static void count_letters(struct span line, struct look *out)
{
    bool begins = true;
    while (line.n > 0) {
        uint32_t cp = utf8_next(&line);
        bool space = utf8_is_space(cp);
        bool letter = utf8_is_letter(cp);
        out->letters += letter ? 1 + utf8_is_cjk(cp) : utf8_is_digit(cp);
        out->digits += utf8_is_digit(cp);
        if (letter && begins) {
            out->capitals += utf8_is_upper(cp);
            out->lower_start |= out->words == 0 && utf8_is_lower(cp);
        }
        if (!space && begins)
            out->words++;
        begins = space;
    }
}

bool look_at(struct span line, struct look *out, struct arena *a)
{
    *out = (struct look){.hash = line_hash(line), .ended = ends_sentence(line)};
    out->folded = phrases_fold(line, a);
    if (line.n > 0 && !out->folded.p)
        return false;
    out->pairs = phrases_pairs(out->folded);
    count_letters(line, out);
    out->ended |= ends_unmarked(line, out->letters);
    out->listed = list_entry(line);
    out->address = holds_address(out->folded) && out->words <= 4;
    out->stray = out->letters <= 2 || out->letters == out->digits || out->address;
    return true;
}
