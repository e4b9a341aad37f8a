/* stamp.c - days and times in short lines. Floor 3. Any thread. Knows no present day.
 *
 * Month and weekday names and the other words of stamps are data (assets/words). */
#include "article/stamp.h"

#include <string.h>

#include "base/utf8.h"
#include "base/when.h"

enum { STAMP_LINE_MAX = 400, NUMBERS_MAX = 3, WORD_MAX = 96, YEAR_MIN = 1900, YEAR_MAX = 2100 };
enum { NUMBER_MAX = 99999, NUMBER_REACH = 3 };

struct reader {
    const struct tongues *t;
    struct span rest;
    struct stamp *out;
    int number;      /* the last lone number of at most 31, 0 when it stands too far back */
    int number_age;  /* words since */
    bool month_open; /* a month was read whose day may follow */
    bool afternoon;  /* "오후": of the time behind it */
};

struct article_day stamp_no_day(void)
{
    return (struct article_day){.weekday = -1, .minutes = -1};
}

bool stamp_has_day(const struct article_day *d)
{
    return d->month > 0 && d->day > 0;
}

static bool half_of_day(struct span rest, char c)
{
    rest = span_trim(rest);
    if (rest.n < 2 || ascii_lower(rest.p[0]) != c)
        return false;
    if (rest.p[1] == '.' && rest.n >= 3)
        rest = span_from(rest, 1);
    return ascii_lower(rest.p[1]) == 'm' && (rest.n == 2 || !ascii_alpha(rest.p[2]));
}

static bool take_time(struct reader *r, uint64_t hour, uint64_t minute)
{
    if (hour > 23 || minute > 59)
        return false;
    if ((half_of_day(r->rest, 'p') || r->afternoon) && hour < 12)
        hour += 12;
    else if (half_of_day(r->rest, 'a') && hour == 12)
        hour = 0;
    r->afternoon = false;
    r->out->day.minutes = (int)(hour * 60 + minute);
    return true;
}

static bool take_day(struct reader *r, uint64_t year, uint64_t month, uint64_t day)
{
    struct article_day *d = &r->out->day;
    if (month < 1 || month > 12 || day < 1 || day > 31)
        return false;
    d->month = (int)month;
    d->day = (int)day;
    if (year >= YEAR_MIN && year <= YEAR_MAX)
        d->year = (int)year;
    return true;
}

/* Three numbers with one mark between: only a slash leaves open which is the month, and then
 * only where both could be it and English is written. */
static bool take_three(struct reader *r, const uint64_t *v, char mark)
{
    if (v[0] >= YEAR_MIN)
        return take_day(r, v[0], v[1], v[2]);
    uint64_t year = v[2] < 100 ? v[2] + 2000 : v[2];
    bool english = span_is(r->t->langs[0], "en");
    if (mark == '/' && english && v[0] <= 12 && v[1] <= 12 && v[0] != v[1])
        return true;
    if (v[1] > 12)
        return take_day(r, year, v[0], v[1]);
    return take_day(r, year, v[1], v[0]);
}

static bool time_word_follows(struct span rest)
{
    rest = span_trim(rest);
    return half_of_day(rest, 'a') || half_of_day(rest, 'p') || span_starts_nocase(rest, "uhr") ||
           span_starts_nocase(rest, "h") || span_starts_nocase(rest, "uur");
}

static bool take_one(struct reader *r, uint64_t v, size_t digits)
{
    struct article_day *d = &r->out->day;
    if (digits == 4 && v >= YEAR_MIN && v <= YEAR_MAX) {
        d->year = (int)v;
        return true;
    }
    if (time_word_follows(r->rest) && take_time(r, v, 0))
        return true;
    if (v < 1 || v > 31)
        return false;
    if (r->month_open && d->day == 0) {
        d->day = (int)v;
        r->month_open = false;
    } else {
        r->number = (int)v;
        r->number_age = 0;
    }
    return true;
}

/* Reads a number or several with marks between ("25", "26.07.2023", "03:40", "18h05"). */
static bool read_number(struct reader *r)
{
    uint64_t v[NUMBERS_MAX] = {0};
    size_t n = 0, digits = 0;
    char mark = 0;
    while (n < NUMBERS_MAX && r->rest.n > 0 && ascii_digit(r->rest.p[0])) {
        size_t k = 0;
        while (k < r->rest.n && ascii_digit(r->rest.p[k]))
            k++;
        struct span run = span_sub(r->rest, 0, k);
        r->rest = span_from(r->rest, k);
        if (!span_uint(run, NUMBER_MAX, &v[n++]))
            return false;
        digits = k;
        bool more = r->rest.n > 1 && ascii_digit(r->rest.p[1]);
        if (!more || !(mark ? r->rest.p[0] == mark : memchr(".:/-h", r->rest.p[0], 5) != NULL))
            break;
        mark = r->rest.p[0];
        if (n < NUMBERS_MAX)
            r->rest = span_from(r->rest, 1);
    }
    if (n == 3 && mark != ':')
        return take_three(r, v, mark);
    if (n == 3 || (n == 2 && (mark == ':' || mark == 'h' || time_word_follows(r->rest))))
        return take_time(r, v[0], v[1]);
    if (n == 2 && mark == '/' && v[1] <= 12)
        return take_day(r, 0, v[1], v[0]);
    return n == 1 && take_one(r, v[0], digits);
}

static bool value_of(const struct reader *r, const char *list, struct span key, uint64_t max,
                     int *out)
{
    struct span value;
    uint64_t v;
    if (!tongues_find(r->t, list, key, &value) || !span_uint(value, max, &v))
        return false;
    *out = (int)v;
    return true;
}

/* A sign behind its number: "2026年11月20日", "2026년 11월 20일". */
static bool take_mark(struct reader *r, struct span key)
{
    struct article_day *d = &r->out->day;
    struct span value;
    if (!tongues_find(r->t, "date-marks", key, &value))
        return false;
    if (span_is(value, "m") && r->number > 0 && r->number <= 12 && d->day == 0) {
        d->month = r->number;
        r->number = 0;
        r->month_open = true;
    }
    return true;
}

static bool take_word(struct reader *r, struct span key)
{
    struct article_day *d = &r->out->day;
    struct span value = {NULL, 0};
    int v;
    if (value_of(r, "months", key, 12, &v)) {
        d->month = v;
        d->day = r->number > 0 && r->number_age <= NUMBER_REACH ? r->number : d->day;
        r->month_open = d->day == 0;
        return true;
    }
    if (value_of(r, "weekdays", key, 6, &v)) {
        d->weekday = v;
        return true;
    }
    if (!tongues_find(r->t, "stamp-words", key, &value))
        return take_mark(r, key);
    r->out->ago |= span_is(value, "ago");
    r->afternoon |= span_is(value, "pm");
    return true;
}

/* Reads one word in lower case into room; a mark or a space is passed over (empty). */
static struct span read_word(struct reader *r, struct buf *room)
{
    const char *from = r->rest.p;
    buf_reset(room);
    while (r->rest.n > 0) {
        struct span after = r->rest;
        uint32_t cp = utf8_next(&after);
        if (!utf8_is_letter(cp) && !utf8_is_mark(cp) && (room->n == 0 || cp != '\''))
            break;
        (void)utf8_put(room, utf8_lower(cp));
        r->rest = after;
    }
    if (r->rest.p == from)
        (void)utf8_next(&r->rest);
    return span_make(from, (size_t)(r->rest.p - from));
}

static void count(struct reader *r, bool known, struct span piece)
{
    struct stamp *s = r->out;
    s->known += known;
    s->unknown += !known;
    if (known)
        return;
    if (s->others.n == 0)
        s->others = piece;
    s->others.n = (size_t)(piece.p + piece.n - s->others.p);
}

void stamp_read(struct span line, const struct tongues *t, struct stamp *out)
{
    struct reader r = {.t = t, .rest = span_sub(line, 0, STAMP_LINE_MAX), .out = out};
    struct buf word;
    buf_init(&word, WORD_MAX);
    *out = (struct stamp){.day = stamp_no_day()};
    while (r.rest.n > 0) {
        const char *from = r.rest.p;
        if (ascii_digit(r.rest.p[0])) {
            bool known = read_number(&r);
            count(&r, known, span_make(from, (size_t)(r.rest.p - from)));
            continue;
        }
        struct span piece = read_word(&r, &word);
        if (word.n == 0)
            continue;
        r.number_age++;
        count(&r, take_word(&r, buf_span(&word)), piece);
    }
    if (out->day.month == 0 || out->day.day == 0)
        out->day.month = out->day.day = 0;
    buf_finish(&word);
}
