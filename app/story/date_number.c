/* date_number.c - numbers in figures and words. Floor 4. Any thread. Words are data. */
#include "story/date_number.h"

#include "base/utf8.h"

enum { SUFFIX_LETTERS = 4, DAY_LAST = 31, YEAR_FIRST = 1000, YEAR_DIGITS = 4, WORDS_MAX = 8 };

/* A number of words while it is read: "two thousand" "thirty" "two". */
struct count {
    int thousands, rest;
    bool years; /* "nineteen" "eighty six": two halves of a year */
};

/* Takes one more word; false when it does not go on with the number. */
static bool add_word(struct count *c, int value)
{
    int tens = c->rest % 100;
    if (value == 1000 && !c->thousands)
        *c = (struct count){.thousands = c->rest ? c->rest : 1};
    else if (value == 100 && c->rest > 0 && c->rest < 100 && !c->years)
        c->rest *= 100;
    else if (value < 1000 && value > 100 && value % 100 == 0 && c->rest == 0)
        c->rest = value;
    else if (value < 10 && tens >= 20 && tens % 10 == 0)
        c->rest += value;
    else if (value < 100 && tens == 0 && (c->rest || c->thousands))
        c->rest += value;
    else if (value >= 10 && value < 100 && c->rest > 9 && c->rest < 100 && !c->thousands)
        *c = (struct count){.rest = c->rest * 100 + value, .years = true};
    else
        return false;
    return true;
}

/* Behind one word of a number the next: over a hyphen, over "and" behind hundreds and round tens
 * ("treinta y dos"). */
static size_t next_word(struct date_pieces *x, size_t i, const struct count *c, int *value)
{
    size_t gap = date_piece_mark(x, i, '-');
    bool round = c->rest % 100 == 0 || (c->rest % 10 == 0 && c->rest % 100 > 10);
    if (!gap && round)
        gap = date_piece_role(x, i, "to");
    size_t n = date_piece_int(x, i + gap, DATE_NUMBERS, value);
    return n ? n + gap : 0;
}

/* A number in words up to max: "twenty five nineteen" is 25 where 31 is the most. */
static size_t read_words(struct date_pieces *x, size_t i, int max, int *value)
{
    struct count c = {0, 0, false};
    int word;
    size_t n = date_piece_int(x, i, DATE_NUMBERS, &c.rest);
    if (c.rest == 1000)
        c = (struct count){.thousands = 1};
    for (size_t k = 0; n && k < WORDS_MAX; k++) {
        struct count next = c;
        size_t more = next_word(x, i + n, &c, &word);
        if (!more || !add_word(&next, word) || next.thousands * 1000 + next.rest > max)
            break;
        c = next;
        n += more;
    }
    *value = c.thousands * 1000 + c.rest;
    return *value <= max ? n : 0;
}

size_t date_number_count(struct date_pieces *x, size_t i, int *value)
{
    if (i >= x->n || x->at[i].value < 0)
        return read_words(x, i, DATE_COUNT_MAX, value);
    *value = x->at[i].value;
    return *value <= DATE_COUNT_MAX;
}

size_t date_number_ordinal(struct date_pieces *x, size_t i, int *value)
{
    int tens = 0, ones;
    size_t n = date_piece_int(x, i, DATE_ORDINALS, value);
    if (n)
        return n;
    n = date_piece_int(x, i, DATE_NUMBERS, &tens);
    if (!n || (tens != 20 && tens != 30))
        return 0;
    n += date_piece_mark(x, i + n, '-');
    size_t more = date_piece_int(x, i + n, DATE_ORDINALS, &ones);
    *value = tens + ones;
    return more && ones < 10 && *value <= DAY_LAST ? n + more : 0;
}

size_t date_number_sign(struct date_pieces *x, size_t i, char *sign)
{
    return date_piece_letter(x, i, DATE_MARKS, sign);
}

/* Part of a larger number or of a time: "10,000", "10:30", "5.5". */
static bool is_fraction(const struct date_pieces *x, size_t i)
{
    static const char marks[] = ".,:%";
    for (size_t k = 0; marks[k]; k++) {
        bool behind = date_piece_mark(x, i + 1, marks[k]) && x->at[i + 1].glued;
        if (behind &&
            (marks[k] == '%' || (i + 2 < x->n && x->at[i + 2].glued && x->at[i + 2].digits)))
            return true;
        if (i > 1 && x->at[i].glued && date_piece_mark(x, i - 1, marks[k]) && x->at[i - 1].glued &&
            x->at[i - 2].digits)
            return true;
    }
    return date_piece_mark(x, i + 1, '%') ||
           (i && x->at[i].glued &&
            (date_piece_mark(x, i - 1, '$') || date_piece_mark(x, i - 1, '+')));
}

/* What may hang on the figures of a day: "th", "-го", "er", "'inde", ".º". */
static size_t suffix(struct date_pieces *x, size_t i)
{
    char sign;
    int month;
    size_t join =
        date_piece_mark(x, i, '-') || date_piece_mark(x, i, '\'') ||
        (date_piece_mark(x, i, '.') && i + 1 < x->n && utf8_count(x->at[i + 1].text) == 1);
    size_t k = i + join;
    if (k >= x->n || !x->at[i].glued || !x->at[k].glued || !x->at[k].word ||
        utf8_count(x->at[k].text) > SUFFIX_LETTERS)
        return 0;
    if (date_number_sign(x, k, &sign) || date_piece_int(x, k, DATE_MONTHS, &month))
        return 0;
    return join + 1;
}

size_t date_number_day(struct date_pieces *x, size_t i, bool words, int *value)
{
    char sign;
    size_t n = date_number_ordinal(x, i, value);
    if (!n && words && i < x->n && x->at[i].word)
        n = read_words(x, i, DAY_LAST, value);
    if (!n && i < x->n && x->at[i].digits && x->at[i].digits <= 2 && !is_fraction(x, i)) {
        *value = x->at[i].value;
        n = 1 + suffix(x, i + 1);
    }
    if (!n || *value < 1 || *value > DAY_LAST)
        return 0;
    size_t more = date_number_sign(x, i + n, &sign);
    if (more && sign != 'd')
        return 0;
    return n + more;
}

/* Digits that are words, one by one, as Chinese and Japanese write years: "二〇〇四". */
static size_t read_digit_words(struct date_pieces *x, size_t i, int *value)
{
    int digit;
    *value = 0;
    for (size_t k = i; k < i + YEAR_DIGITS; k++) {
        if (date_piece_int(x, k, DATE_NUMBERS, &digit) != 1 || digit > 9 ||
            (k > i && !x->at[k].glued))
            return 0;
        *value = *value * 10 + digit;
    }
    return *value >= YEAR_FIRST ? YEAR_DIGITS : 0;
}

size_t date_number_year(struct date_pieces *x, size_t i, int *value, bool *marked)
{
    char sign = 0;
    size_t words = i < x->n && x->at[i].word ? read_digit_words(x, i, value) : 0;
    size_t named = words ? date_number_sign(x, i + words, &sign) : 0;
    if (named && sign == 'y') {
        *marked = true;
        return words + named;
    }
    if (i >= x->n || x->at[i].digits != 4 || x->at[i].value < YEAR_FIRST ||
        x->at[i].value > DATE_COUNT_MAX)
        return 0;
    *value = x->at[i].value;
    size_t more = date_number_sign(x, i + 1, &sign);
    *marked = more && sign == 'y';
    return !more ? 1 : sign == 'y' ? 1 + more : 0;
}
