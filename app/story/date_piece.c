/* date_piece.c - a sentence cut finer than into words. Floor 4. Any thread. Knows no date. */
#include "story/date_piece.h"

#include <string.h>

#include "base/utf8.h"

enum { KEY_BYTES = 4 * TOKEN_WORD_MAX };

static const char *const list_names[DATE_LISTS] = {
    [DATE_MONTHS] = "months",     [DATE_WEEKDAYS] = "weekdays", [DATE_DAYS] = "relative-days",
    [DATE_TURNS] = "date-turns",  [DATE_UNITS] = "date-units",  [DATE_WORDS] = "date-words",
    [DATE_NUMBERS] = "numbers",   [DATE_ORDINALS] = "ordinals", [DATE_MARKS] = "date-marks",
    [DATE_HOLIDAYS] = "holidays", [DATE_AHEAD] = "date-ahead",
};

/* The value of a decimal digit (Unicode, Nd); ten of each script stand in a row. */
static int digit_value(uint32_t c)
{
    static const uint32_t zeros[] = {0x30,  0x660, 0x6f0,  0x7c0,  0x966,  0x9e6, 0xa66,
                                     0xae6, 0xb66, 0xbe6,  0xc66,  0xce6,  0xd66, 0xe50,
                                     0xed0, 0xf20, 0x1040, 0x17e0, 0x1810, 0xff10};
    for (size_t i = 0; i < sizeof zeros / sizeof *zeros && c >= zeros[i]; i++)
        if (c <= zeros[i] + 9)
            return (int)(c - zeros[i]);
    return -1;
}

static bool is_letter(uint32_t c)
{
    return utf8_is_letter(c) || utf8_is_mark(c);
}

/* The digits at the beginning of *s. */
static void read_digits(struct span *s, struct date_piece *piece)
{
    int value = 0, digit;
    unsigned n = 0;
    while (s->n) {
        struct span next = *s;
        digit = digit_value(utf8_next(&next));
        if (digit < 0)
            break;
        if (n < DATE_DIGITS_MAX)
            value = value * 10 + digit;
        n++;
        *s = next;
    }
    piece->value = n <= DATE_DIGITS_MAX ? value : -1;
    piece->digits = (uint8_t)(n <= DATE_DIGITS_MAX ? n : DATE_DIGITS_MAX + 1);
}

/* The letters at the beginning of *s, an apostrophe between two of them included. */
static void read_letters(struct span *s, struct date_piece *piece)
{
    piece->word = true;
    while (s->n) {
        struct span next = *s, over;
        uint32_t c = utf8_next(&next);
        over = next;
        bool inside = c == '\'' && next.n && is_letter(utf8_next(&over));
        if ((!is_letter(c) && !inside) || utf8_is_cjk(c))
            break;
        *s = next;
    }
}

static struct date_piece read_piece(struct span *s)
{
    struct date_piece piece = {.text = *s, .value = -1};
    struct span rest = *s;
    uint32_t c = utf8_next(&rest);
    if (digit_value(c) >= 0) {
        read_digits(s, &piece);
    } else if (utf8_is_cjk(c)) {
        piece.word = true;
        *s = rest;
    } else if (is_letter(c)) {
        read_letters(s, &piece);
    } else {
        *s = rest;
    }
    piece.text.n -= s->n;
    return piece;
}

/* Most pieces are whole words, which have been looked up already. */
static void look_up(const struct tokens *t, const struct token *token, struct date_piece *piece)
{
    bool whole = piece->text.n == token->lower.n;
    piece->known = whole ? token->known : words_look(t->words, t->lang, piece->text);
    piece->lists = words_lists(piece->known, list_names, DATE_LISTS);
}

void date_piece_cut(const struct tokens *t, struct date_pieces *out)
{
    out->t = t;
    out->n = 0;
    for (size_t i = 0; i < t->n; i++) {
        const struct token *token = &t->at[i];
        struct span rest = token->lower.n ? token->lower : token->text;
        for (bool first = true; rest.n && out->n < DATE_PIECES_MAX; first = false) {
            struct date_piece *piece = &out->at[out->n++];
            *piece = read_piece(&rest);
            piece->token = i;
            piece->glued = !first || !token->space;
            piece->cap = !first || token->cap;
            piece->function = token->function;
            if (piece->word)
                look_up(t, token, piece);
        }
    }
}

static uint64_t bit_of(enum date_list list)
{
    return UINT64_C(1) << list;
}

/* Looks up every phrase that begins at the piece, once for all lists. */
static void join(struct date_pieces *x, size_t i)
{
    struct date_piece *piece = &x->at[i];
    char room[KEY_BYTES];
    size_t used = piece->text.n;
    piece->joined = true;
    if (used > sizeof room)
        return;
    memcpy(room, piece->text.p, used);
    for (size_t n = 1; n < DATE_PHRASE_MAX && i + n < x->n; n++) {
        const struct date_piece *next = &x->at[i + n];
        if (used + next->text.n + 1 > sizeof room)
            break;
        if (!next->glued)
            room[used++] = ' ';
        memcpy(room + used, next->text.p, next->text.n);
        used += next->text.n;
        struct date_phrase *longer = &piece->longer[n - 1];
        longer->known = words_look(x->t->words, x->t->lang, span_make(room, used));
        longer->lists = words_lists(longer->known, list_names, DATE_LISTS);
        piece->longer_lists |= longer->lists;
    }
}

/* Entries that go on behind the piece at i: with a space only where the list says so by its first
 * word, without one ("avant-hier", "明日") anywhere. */
static size_t find_longer(struct date_pieces *x, size_t i, enum date_list list, bool known,
                          struct span *value)
{
    const struct date_piece *piece = &x->at[i];
    size_t longest = 0;
    struct span got;
    if (!piece->joined)
        join(x, i);
    if (!(piece->longer_lists & bit_of(list)))
        return 0;
    for (size_t n = 1; n < DATE_PHRASE_MAX && i + n < x->n; n++) {
        const struct date_phrase *longer = &piece->longer[n - 1];
        if (!x->at[i + n].glued && !known)
            break;
        if ((longer->lists & bit_of(list)) && words_in(longer->known, list_names[list], &got) &&
            !span_is(got, "+")) {
            longest = n + 1;
            *value = got;
        }
    }
    return longest;
}

/* Is what follows without a space more than the mark behind a word? */
static bool goes_on(const struct date_pieces *x, size_t i)
{
    const struct date_piece *next = &x->at[i];
    return next->glued && (next->word || next->digits || (i + 1 < x->n && x->at[i + 1].glued));
}

bool date_piece_may(struct date_pieces *x, size_t i)
{
    struct date_piece *piece = &x->at[i];
    if (piece->lists || !piece->word)
        return piece->word || piece->digits;
    if (i + 1 == x->n || !goes_on(x, i + 1))
        return false;
    if (!piece->joined)
        join(x, i);
    return piece->longer_lists;
}

size_t date_piece_find(struct date_pieces *x, size_t i, enum date_list list, struct span *value)
{
    if (i >= x->n || !x->at[i].word)
        return 0;
    bool known = x->at[i].lists & bit_of(list);
    bool more = i + 1 < x->n && (known || goes_on(x, i + 1));
    size_t n = more ? find_longer(x, i, list, known, value) : 0;
    if (n || !known)
        return n;
    return words_in(x->at[i].known, list_names[list], value) && !span_is(*value, "+");
}

size_t date_piece_int(struct date_pieces *x, size_t i, enum date_list list, int *value)
{
    struct span s;
    uint64_t v = 0;
    size_t n = date_piece_find(x, i, list, &s);
    bool minus = n && s.n && s.p[0] == '-';
    if (!n || !span_uint(span_from(s, minus), 9999, &v))
        return 0;
    *value = minus ? -(int)v : (int)v;
    return n;
}

size_t date_piece_letter(struct date_pieces *x, size_t i, enum date_list list, char *letter)
{
    struct span s;
    size_t n = date_piece_find(x, i, list, &s);
    if (!n || !s.n)
        return 0;
    *letter = s.p[0];
    return n;
}

size_t date_piece_role(struct date_pieces *x, size_t i, const char *role)
{
    struct span value;
    size_t n = date_piece_find(x, i, DATE_WORDS, &value);
    return n && span_is(value, role) ? n : 0;
}

bool date_piece_mark(const struct date_pieces *x, size_t i, char mark)
{
    return i < x->n && x->at[i].text.n == 1 && x->at[i].text.p[0] == mark;
}

bool date_piece_begins(const struct date_pieces *x, size_t i)
{
    return i >= x->n || i == 0 || x->at[i].token != x->at[i - 1].token;
}
