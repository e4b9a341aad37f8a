/* when.c - moments and days. Floor 0. Any thread. Reads no clock and no time zone.
 *
 * Dates in feeds follow RFC 822 (RFC 2822, section 4.3, for its odd forms), RFC 3339 and the
 * W3C note on date formats, or none of them. So a text is cut into numbers and words, times and
 * zones are taken out, and what is left has to be a year, a month and a day in some order. */
#include "base/when.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/utf8.h"
#include "base/whenword.h"

enum { FIRST_YEAR = 1990 };
enum {
    TEXT_MAX = 200,  /* bytes of a date; longer is no date */
    KEY_GROWTH = 20, /* most that folding makes of a byte */
    TOKENS_MAX = 32,
    NUMBERS_MAX = 3, /* numbers that name the day */
    KOREA = 9 * 60,
};

/* ---- Calendar (Howard Hinnant, chrono-Compatible Low-Level Date Algorithms) ---- */

int64_t when_days(int year, int month, int day)
{
    int64_t y = (int64_t)year - (month <= 2);
    int64_t era = (y >= 0 ? y : y - 399) / 400;
    int64_t year_of_era = y - era * 400;
    int64_t day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

int64_t when_make(int year, int month, int day, int hour, int minute, int second)
{
    return when_days(year, month, day) * WHEN_DAY + hour * 3600 + minute * 60 + second;
}

/* Weekday of a day counted from 1970-01-01, a Thursday. */
static int weekday_of(int64_t days)
{
    return (int)(((days + 4) % 7 + 7) % 7);
}

struct when_civil when_civil(int64_t moment)
{
    int64_t days = moment / WHEN_DAY, seconds = moment % WHEN_DAY;
    if (seconds < 0) {
        seconds += WHEN_DAY;
        days--;
    }
    int64_t z = days + 719468;
    int64_t era = (z >= 0 ? z : z - 146096) / 146097;
    int64_t day_of_era = z - era * 146097;
    int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    int64_t month_from_march = (5 * day_of_year + 2) / 153;
    int month = (int)(month_from_march + (month_from_march < 10 ? 3 : -9));
    return (struct when_civil){
        .year = (int)(year_of_era + era * 400 + (month <= 2)),
        .month = month,
        .day = (int)(day_of_year - (153 * month_from_march + 2) / 5 + 1),
        .hour = (int)(seconds / 3600),
        .minute = (int)(seconds / 60 % 60),
        .second = (int)(seconds % 60),
        .weekday = weekday_of(days),
    };
}

int when_weekday(int year, int month, int day)
{
    return weekday_of(when_days(year, month, day));
}

int when_month_days(int year, int month)
{
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return month == 2 && leap ? 29 : days[month - 1];
}

bool when_valid_day(int year, int month, int day)
{
    return month >= 1 && month <= 12 && day >= 1 && day <= when_month_days(year, month);
}

bool when_believable(int64_t moment, int64_t now)
{
    bool late = now > 0 && moment > now + WHEN_DAY;
    return moment == WHEN_NONE || now <= 0 ||
           (!late && moment >= when_make(FIRST_YEAR, 1, 1, 0, 0, 0));
}

void when_iso(int64_t moment, char out[WHEN_ISO_MAX])
{
    out[0] = 0;
    if (moment == WHEN_NONE)
        return;
    struct when_civil c = when_civil(moment);
    (void)snprintf(out, WHEN_ISO_MAX, "%04d-%02d-%02dT%02d:%02d:%02dZ", c.year, c.month, c.day,
                   c.hour, c.minute, c.second);
}

/* ---- Tokens ---- */

enum kind { TOKEN_END, TOKEN_NUMBER, TOKEN_WORD, TOKEN_MARK };

struct token {
    enum kind kind;
    struct span text;
    int value;   /* of a number of at most 9 digits, else -1 */
    bool spaced; /* white space stands before it */
};

struct tokens {
    struct token list[TOKENS_MAX + 1]; /* the last one is TOKEN_END */
    size_t n;
};

static struct span take_digits(struct span s)
{
    size_t n = 0;
    while (n < s.n && ascii_digit(s.p[n]))
        n++;
    return span_sub(s, 0, n);
}

static struct span take_letters(struct span s)
{
    struct span rest = s;
    while (rest.n) {
        struct span ahead = rest;
        uint32_t cp = utf8_next(&ahead);
        if (!utf8_is_letter(cp) && !utf8_is_mark(cp))
            break;
        rest = ahead;
    }
    return span_sub(s, 0, s.n - rest.n);
}

static struct token take_token(struct span s)
{
    struct token t = {.kind = TOKEN_NUMBER, .text = take_digits(s), .value = -1};
    uint64_t value;
    if (t.text.n) {
        if (t.text.n <= 9 && span_uint(t.text, 999999999, &value))
            t.value = (int)value;
        return t;
    }
    t.kind = TOKEN_WORD;
    t.text = take_letters(s);
    if (t.text.n)
        return t;
    t.kind = TOKEN_MARK;
    struct span rest = s;
    (void)utf8_next(&rest);
    t.text = span_sub(s, 0, s.n - rest.n);
    return t;
}

/* False when there are too many. */
static bool tokenize(struct span s, struct tokens *out)
{
    bool spaced = false;
    out->n = 0;
    while (s.n) {
        struct token t = take_token(s);
        s = span_from(s, t.text.n);
        if (ascii_space(t.text.p[0])) {
            spaced = true;
            continue;
        }
        if (out->n == TOKENS_MAX)
            return false;
        t.spaced = spaced;
        spaced = false;
        out->list[out->n++] = t;
    }
    out->list[out->n] = (struct token){.kind = TOKEN_END};
    return true;
}

static bool is_mark(const struct token *t, char c)
{
    return t->kind == TOKEN_MARK && t->text.n == 1 && t->text.p[0] == c;
}

static bool is_number(const struct token *t, size_t min_digits, size_t max_digits)
{
    return t->kind == TOKEN_NUMBER && t->text.n >= min_digits && t->text.n <= max_digits;
}

/* ---- Reading ---- */

struct number {
    int value;
    size_t digits;
    char before; /* the mark between it and the number before, ' ' for none, 0: something else */
};

struct reading {
    int year, month, day;     /* 0: not known; year is whole */
    int day_of_year;          /* 0: none */
    int week, week_day;       /* 0: none (ISO 8601) */
    int hour, minute, second; /* hour -1: no time */
    int zone;                 /* minutes, WHENWORD_NO_ZONE: none */
    bool numeric_zone, pm, am;
    struct number numbers[NUMBERS_MAX];
    size_t n_numbers;
};

/* RFC 2822, section 4.3: two digits from 50 on are of the last century, three count from 1900. */
static int whole_year(int value, size_t n_digits)
{
    if (n_digits >= 4)
        return value;
    if (n_digits == 3)
        return 1900 + value;
    return value < 50 ? 2000 + value : 1900 + value;
}

/* "+0100", "+01:00", "+1" behind a time or a zone's name: tokens used, 0 where there is none. */
static size_t read_offset(const struct token *t, struct reading *r)
{
    bool minus = is_mark(t, '-') || span_is(t->text, "\u2212");
    if ((!minus && !is_mark(t, '+')) || !is_number(&t[1], 1, 4) || t[1].spaced)
        return 0;
    size_t used = 2;
    int value = t[1].value, minutes = t[1].text.n > 2 ? value / 100 * 60 + value % 100 : value * 60;
    if (t[1].text.n <= 2 && is_mark(&t[2], ':') && is_number(&t[3], 2, 2)) {
        minutes += t[3].value;
        used = 4;
    }
    r->numeric_zone = true;
    /* No place is farther from Greenwich: what says so says nothing. */
    r->zone = minutes > 15 * 60 ? 0 : minus ? -minutes : minutes;
    return used;
}

/* A fraction of a second behind a time: tokens used. Fractions are dropped. */
static size_t skip_fraction(const struct token *t)
{
    bool mark = is_mark(t, '.') || is_mark(t, ',');
    return mark && t[1].kind == TOKEN_NUMBER && !t[1].spaced ? 2 : 0;
}

/* "12:30", "12:30:15.123" with its offset: tokens used, 0 where there is none. */
static size_t read_clock(const struct token *t, struct reading *r)
{
    if (r->hour >= 0 || !is_number(t, 1, 2) || !is_mark(&t[1], ':') || !is_number(&t[2], 1, 2))
        return 0;
    size_t used = 3;
    r->hour = t[0].value;
    r->minute = t[2].value;
    if (is_mark(&t[3], ':') && is_number(&t[4], 1, 2)) {
        r->second = t[4].value;
        used = 5;
    }
    used += skip_fraction(&t[used]);
    return used + read_offset(&t[used], r);
}

/* "T12", "T1230", "T123015": the basic form of ISO 8601, likewise. */
static size_t read_basic_clock(const struct token *t, struct reading *r)
{
    size_t n = t[1].text.n;
    if (r->hour >= 0 || !span_is(t->text, "t") || !is_number(&t[1], 2, 6) || n % 2 ||
        is_mark(&t[2], ':'))
        return 0;
    int value = t[1].value;
    r->hour = n == 6 ? value / 10000 : n == 4 ? value / 100 : value;
    r->minute = n == 6 ? value / 100 % 100 : n == 4 ? value % 100 : 0;
    r->second = n == 6 ? value % 100 : 0;
    size_t used = 2 + skip_fraction(&t[2]);
    return used + read_offset(&t[used], r);
}

/* "W28-2", "W282", "W28": a week of ISO 8601, likewise. */
static size_t read_week(const struct token *t, struct reading *r)
{
    if (!span_is(t->text, "w") || !is_number(&t[1], 2, 3) || t[1].spaced)
        return 0;
    bool packed = t[1].text.n == 3;
    r->week = packed ? t[1].value / 10 : t[1].value;
    r->week_day = packed ? t[1].value % 10 : 1;
    if (packed || !is_mark(&t[2], '-') || !is_number(&t[3], 1, 1))
        return 2;
    r->week_day = t[3].value;
    return 4;
}

/* "PM", "p.m." and their like: tokens used, 0 where there is none. */
static size_t read_half_day(const struct token *t, struct reading *r)
{
    bool split = is_mark(&t[1], '.') && whenword_in(t[2].text, "m μ");
    if (whenword_in(t->text, "pm μμ 오후 下午 午後") || (split && whenword_in(t->text, "p μ")))
        r->pm = true;
    else if (whenword_in(t->text, "am πμ 오전 上午 午前") || (split && whenword_in(t->text, "a π")))
        r->am = true;
    else
        return 0;
    if (r->zone == WHENWORD_NO_ZONE && whenword_in(t->text, "오후 오전"))
        r->zone = KOREA;
    size_t used = split ? is_mark(&t[3], '.') ? 4 : 3 : 1;
    return used + (r->hour >= 0 ? read_offset(&t[used], r) : 0);
}

static size_t read_word(const struct token *t, struct reading *r)
{
    size_t used = read_basic_clock(t, r);
    used = used ? used : read_week(t, r);
    used = used ? used : read_half_day(t, r);
    if (used)
        return used;
    int zone = whenword_zone(t->text), month = whenword_month(t->text);
    if (month)
        r->month = month;
    if (zone == WHENWORD_NO_ZONE || r->numeric_zone)
        return 1;
    r->zone = zone;
    return 1 + read_offset(&t[1], r);
}

/* A number with a word behind it that says what it is: tokens used, 0 where there is none. */
static size_t read_unit(const struct token *t, struct reading *r)
{
    char what = t[1].kind == TOKEN_WORD && is_number(t, 1, 4) ? whenword_unit(t[1].text) : 0;
    switch (what) {
    case 'y':
        r->year = whole_year(t->value, t->text.n);
        break;
    case 'm':
        r->month = t->value;
        break;
    case 'd':
        r->day = t->value;
        break;
    case 'H':
        r->hour = t->value;
        break;
    case 'M':
        r->minute = t->value;
        break;
    case 'S':
        r->second = t->value;
        break;
    default:
        return 0;
    }
    /* Korea has one zone; Chinese and Japanese share their signs. */
    if (r->zone == WHENWORD_NO_ZONE && whenword_in(t[1].text, "년 월 일"))
        r->zone = KOREA;
    if (what != 'H' || !is_number(&t[2], 2, 2))
        return 2;
    r->minute = t[2].value; /* "14h30": what the number means is clear without a word */
    return 3;
}

/* "20040713", "20040713091500", "2004194": no marks between. */
static bool read_packed(const struct token *t, struct reading *r)
{
    int pair[7];
    size_t n = t->text.n;
    if (r->year || (n != 7 && n != 8 && n != 14))
        return false;
    for (size_t i = 0; i + 1 < n; i += 2)
        pair[i / 2] = (t->text.p[i] - '0') * 10 + t->text.p[i + 1] - '0';
    r->year = pair[0] * 100 + pair[1];
    if (n == 7) {
        r->day_of_year = t->value % 1000;
        return true;
    }
    r->month = pair[2];
    r->day = pair[3];
    if (n == 14) {
        r->hour = pair[4];
        r->minute = pair[5];
        r->second = pair[6];
    }
    return true;
}

/* What stands between the number at t and the one before it. */
static char mark_before(const struct token *t, size_t at)
{
    if (at >= 1 && t[-1].kind == TOKEN_NUMBER)
        return ' ';
    return at >= 2 && t[-1].kind == TOKEN_MARK && t[-2].kind == TOKEN_NUMBER ? t[-1].text.p[0] : 0;
}

static size_t read_number(const struct token *t, size_t at, struct reading *r)
{
    size_t used = read_clock(t, r);
    used = used ? used : read_unit(t, r);
    if (used)
        return used;
    if (read_packed(t, r) || r->n_numbers == NUMBERS_MAX || t->value < 0)
        return 1;
    r->numbers[r->n_numbers++] = (struct number){t->value, t->text.n, mark_before(t, at)};
    return 1;
}

static void read_tokens(const struct tokens *tokens, struct reading *r)
{
    for (size_t i = 0; i < tokens->n;) {
        const struct token *t = &tokens->list[i];
        if (t->kind == TOKEN_NUMBER)
            i += read_number(t, i, r);
        else if (t->kind == TOKEN_WORD)
            i += read_word(t, r);
        else
            i += 1;
    }
}

/* ---- Which number is what ---- */

static bool surely_year(const struct number *n)
{
    return n->digits >= 3 || n->value > 31;
}

static void set_day(struct reading *r, const struct number *year, int month, int day)
{
    bool swapped = month > 12 && day <= 12;
    r->year = whole_year(year->value, year->digits);
    r->month = swapped ? day : month;
    r->day = swapped ? month : day;
}

/* Year and day around a month that is named. */
static bool place_named(struct reading *r)
{
    const struct number *n = r->numbers, *year = NULL;
    for (size_t i = 0; i < r->n_numbers && !year; i++)
        if (surely_year(&n[i]))
            year = &n[i];
    if (!year && r->n_numbers >= 2)
        year = &n[1];
    if (!year)
        return false;
    r->year = whole_year(year->value, year->digits);
    r->day = r->n_numbers == 1 ? 1 : year == n ? n[1].value : n[0].value;
    return true;
}

static bool place_two(struct reading *r)
{
    const struct number *n = r->numbers;
    if (!n[1].before)
        return false;
    if (n[1].digits == 3) {
        r->year = whole_year(n[0].value, n[0].digits);
        r->day_of_year = n[1].value;
        return true;
    }
    if (surely_year(&n[0]))
        set_day(r, &n[0], n[1].value, 1);
    else if (surely_year(&n[1]))
        set_day(r, &n[1], n[0].value, 1);
    return r->year != 0;
}

/* With strokes the month comes first unless that cannot be (as in the feeds that write so),
 * with dots the day; two-digit years come first with hyphens only. */
static bool place_three(struct reading *r)
{
    const struct number *n = r->numbers;
    char mark = n[1].before;
    if (!mark || !n[2].before)
        return false;
    if (surely_year(&n[0]) || (mark == '-' && !surely_year(&n[2])))
        set_day(r, &n[0], n[1].value, n[2].value);
    else if (mark == '/')
        set_day(r, &n[2], n[0].value, n[1].value);
    else
        set_day(r, &n[2], n[1].value, n[0].value);
    return true;
}

static bool place_numbers(struct reading *r, size_t n_tokens)
{
    const struct number *first = &r->numbers[0];
    if (r->year && (r->month || r->day_of_year)) {
        r->day = r->day ? r->day : 1;
        return true;
    }
    if (r->month)
        return place_named(r);
    if (r->n_numbers == 3)
        return place_three(r);
    if (r->n_numbers == 2)
        return place_two(r);
    if (r->n_numbers != 1 || first->digits != 4 || (n_tokens != 1 && !r->week))
        return false;
    r->year = first->value;
    r->month = r->day = 1;
    return true;
}

/* Days since 1970 of what was read; false when there is no such day. */
static bool day_number(const struct reading *r, int64_t *days)
{
    if (r->year < 1969 || r->year > 9999)
        return false;
    int64_t first = when_days(r->year, 1, 1);
    if (r->week) {
        /* The week with the first Thursday is the first; weeks begin on Monday. */
        int64_t thursday = first + (4 - weekday_of(first) + 7) % 7;
        *days = thursday - 3 + 7 * (int64_t)(r->week - 1) + r->week_day - 1;
        return r->week <= 53 && r->week_day >= 1 && r->week_day <= 7;
    }
    if (r->day_of_year) {
        *days = first + r->day_of_year - 1;
        return r->day_of_year <= 365 + (when_month_days(r->year, 2) == 29);
    }
    *days = when_valid_day(r->year, r->month, r->day) ? when_days(r->year, r->month, r->day) : -1;
    return when_valid_day(r->year, r->month, r->day);
}

static bool settle(struct reading *r, int64_t *moment)
{
    int64_t days;
    if (!day_number(r, &days))
        return false;
    if (r->pm && r->hour >= 0 && r->hour < 12)
        r->hour += 12;
    if (r->am && r->hour == 12)
        r->hour = 0;
    int hour = r->hour < 0 ? 0 : r->hour;
    if (hour > 24 || r->minute > 59 || r->second > 60 || (hour == 24 && r->minute + r->second > 0))
        return false;
    int zone = r->zone == WHENWORD_NO_ZONE ? 0 : r->zone;
    int64_t m = days * WHEN_DAY + hour * 3600 + (r->minute - zone) * 60 + r->second;
    if (m < 0 || m >= when_make(10000, 1, 1, 0, 0, 0))
        return false;
    *moment = m;
    return true;
}

/* Seconds or milliseconds since 1970, alone. */
static bool read_epoch(const struct tokens *tokens, int64_t *moment)
{
    uint64_t value;
    struct span text = tokens->list[0].text;
    if (tokens->n != 1 || (text.n != 10 && text.n != 13) || !span_uint(text, INT64_MAX, &value))
        return false;
    *moment = (int64_t)(text.n == 13 ? value / 1000 : value);
    return true;
}

static bool parse_key(struct span key, int64_t *moment)
{
    struct tokens tokens;
    struct reading r = {.hour = -1, .zone = WHENWORD_NO_ZONE};
    if (!tokenize(key, &tokens) || tokens.n == 0)
        return false;
    if (read_epoch(&tokens, moment))
        return true;
    read_tokens(&tokens, &r);
    return place_numbers(&r, tokens.n) && settle(&r, moment);
}

bool when_parse(struct span s, int64_t *moment)
{
    struct buf key;
    s = span_trim(s);
    if (s.n == 0 || s.n > TEXT_MAX)
        return false;
    buf_init(&key, TEXT_MAX * KEY_GROWTH);
    bool done = !utf8_put_key(&key, s) && parse_key(buf_span(&key), moment);
    buf_finish(&key);
    return done;
}
