/* date_absolute.c - days that are named by the calendar. Floor 4. Any thread. Names are data. */
#include "story/date_absolute.h"

#include <stdlib.h>

#include "base/utf8.h"
#include "base/when.h"
#include "story/calendar.h"
#include "story/date_number.h"

enum { WEEK = 7, RECENT_DAYS = 183, SHORT_LETTERS = 4, LEAP_YEAR = 2000, EASTER = -1, COMPACT = 8 };

static struct article_day day_make(int year, int month, int day)
{
    return (struct article_day){year, month, day, -1, -1};
}

static bool is_day(int year, int month, int day)
{
    return when_valid_day(year ? year : LEAP_YEAR, month, day);
}

/* The year of a day that names none: the one that brings it next to the day of writing. */
static int near_year(const struct date_reader *r, int month, int day)
{
    int best = r->ref.year;
    if (!best)
        return 0;
    for (int year = r->ref.year - 1; year <= r->ref.year + 1; year++) {
        int64_t off = calendar_days(year, month, day) - r->today;
        if (off >= -RECENT_DAYS && off <= RECENT_DAYS && when_valid_day(year, month, day))
            best = year;
    }
    while (!when_valid_day(best, month, day) && best > r->ref.year - WEEK)
        best--; /* February 29 */
    return best;
}

void date_absolute_set(const struct date_reader *r, struct date *d, int year, int month, int day)
{
    d->guessed = !year;
    d->from = d->to = day_make(year ? year : near_year(r, month, day), month, day);
}

void date_absolute_offset(const struct date_reader *r, struct date *d, int64_t offset)
{
    d->relative = true;
    if (!r->ref.month)
        return;
    d->from = calendar_day(r->today + offset);
    if (!r->ref.year)
        d->from.year = 0;
    d->to = d->from;
}

/* Months that are also other words ("may", "march") want a capital. */
size_t date_absolute_month(const struct date_reader *r, size_t i, int *month)
{
    char sign;
    if (i < r->x->n && r->x->at[i].digits && r->x->at[i].digits <= 2) {
        size_t n = date_number_sign(r->x, i + 1, &sign);
        *month = r->x->at[i].value;
        return n && sign == 'm' && *month >= 1 && *month <= 12 ? n + 1 : 0;
    }
    size_t n = date_piece_int(r->x, i, DATE_MONTHS, month);
    return n && (r->x->at[i].cap || !r->x->at[i].function) ? n : 0;
}

size_t date_absolute_the(const struct date_reader *r, size_t i)
{
    size_t n = date_piece_role(r->x, i, "the");
    return n ? n : date_piece_role(r->x, i, "the day");
}

/* What has been read of a date. */
struct parts {
    int year, month, day, last; /* last: of a range of days */
    bool year_first, signed_year, dashed, of;
    enum { NONE, DAY, MONTH, YEAR } latest;
    bool short_word; /* the latest was an abbreviation or a number */
};

static bool is_time(const struct date_pieces *x, size_t i)
{
    return i + 2 < x->n && x->at[i].digits && x->at[i].digits <= 2 &&
           date_piece_mark(x, i + 1, ':') && x->at[i + 1].glued && x->at[i + 2].digits == 2;
}

/* Pieces of a time with its seconds. */
static size_t time_pieces(const struct date_pieces *x, size_t i)
{
    if (!is_time(x, i))
        return 0;
    bool seconds = date_piece_mark(x, i + 3, ':') && i + 4 < x->n && x->at[i + 4].digits == 2;
    return seconds ? 5 : 3;
}

/* Nothing more is said but figures, a time. */
static bool ends_here(const struct date_pieces *x, size_t i)
{
    while (i < x->n && !x->at[i].word && !is_time(x, i))
        i++;
    return i >= x->n || is_time(x, i);
}

/* What joins two parts: "July 25, 2023", "25. Juli", "05-Aug-2016", "the 4th of July". */
static size_t read_joint(const struct date_reader *r, size_t i, struct parts *p)
{
    struct date_pieces *x = r->x;
    size_t n = 0, more;
    bool glued = i + 1 < x->n && x->at[i].glued && x->at[i + 1].glued;
    p->of = false;
    if (p->latest == MONTH && p->day && (more = time_pieces(x, i)))
        return more; /* asctime */
    if (p->latest == DAY && p->month && (more = time_pieces(x, i)))
        return more;
    if (date_piece_mark(x, i, '-') || date_piece_mark(x, i, '/')) {
        p->dashed = glued || (date_piece_mark(x, i, '/') && x->at[i].glued);
        return p->dashed;
    }
    if (date_piece_mark(x, i, '.') && (glued || p->short_word))
        n++;
    n += date_piece_mark(x, i + n, ']');
    if (date_piece_mark(x, i + n, ',') && !(p->latest == DAY && !p->month))
        n++;
    more = date_piece_role(x, i + n, "of");
    if (!more && p->month && p->day) /* "4 juli van 1995", "28 juni in 2020" */
        more = date_piece_role(x, i + n, "from") + date_piece_role(x, i + n, "in");
    p->of = more > 0;
    return n + more + date_absolute_the(r, i + n + more);
}

/* "- 27", "to 27", "and 27" behind a day. */
static size_t last_day(const struct date_reader *r, size_t i, int day, int *last)
{
    struct date_pieces *x = r->x;
    size_t n = date_piece_role(x, i, "to");
    if (!n && i < x->n &&
        (date_piece_mark(x, i, '-') || x->t->at[x->at[i].token].kind == TOKEN_DASH ||
         span_is(x->at[i].text, "\xe2\x80\x93")))
        n = 1;
    if (!n)
        return 0;
    n += date_absolute_the(r, i + n);
    size_t used = date_number_day(x, i + n, false, last);
    return used && *last > day ? n + used : 0;
}

/* The day and, in a range, the last one: "25 to 27" belongs together in front of a month ("25 to 27
 * July") and behind one, where no other month follows ("July 25 to 2 August"). */
static size_t read_day(const struct date_reader *r, size_t i, struct parts *p)
{
    int last, month;
    size_t n = date_number_day(r->x, i, p->month != 0, &p->day);
    bool words = false;
    if (!n) { /* "twenty five January", "um de março"; not "a march" */
        n = date_number_day(r->x, i, true, &p->day);
        words = n && !p->month;
        size_t of = n ? date_piece_role(r->x, i + n, "of") : 0;
        bool article = n == 1 && !of && token_in(r->x->t, r->x->at[i].token, LIST_ARTICLES, NULL);
        if (words && (article || !date_absolute_month(r, i + n + of, &month)))
            n = 0;
    }
    if (!n) {
        p->day = 0;
        return 0;
    }
    size_t more = last_day(r, i + n, p->day, &last);
    size_t of = more ? date_piece_role(r->x, i + n + more, "of") : 0;
    bool named = more && date_absolute_month(r, i + n + more + of, &month) > 0;
    if (more && named != (p->month != 0)) {
        p->last = last;
        n += more;
    }
    p->short_word = true;
    p->latest = DAY;
    return n;
}

/* "2023", "2016年", "nineteen eighty six", "'21"; two figures where only a year can stand. */
static size_t read_year(const struct date_reader *r, size_t i, struct parts *p)
{
    struct date_pieces *x = r->x;
    int year;
    bool whole = p->month && p->day;
    size_t tick = date_piece_mark(x, i, '\'');
    size_t n = date_number_year(x, i, &year, &p->signed_year);
    if (!n && whole && i < x->n && x->at[i].word) {
        n = date_number_count(x, i, &year);
        n = year >= 1000 ? n : 0;
    }
    if (!n && whole && i + tick < x->n && x->at[i + tick].digits == 2 && !is_time(x, i + tick) &&
        (tick || p->of || p->dashed || ends_here(x, i + 1))) {
        n = tick + 1;
        year = calendar_century(x->at[i + tick].value);
    }
    if (!n)
        return 0;
    p->year_first = !p->month && !p->day;
    p->year = year;
    p->latest = YEAR;
    p->short_word = true;
    return n;
}

static size_t read_part(const struct date_reader *r, size_t i, struct parts *p)
{
    int month;
    size_t n;
    if (!p->month && (n = date_absolute_month(r, i, &month))) {
        p->month = month;
        p->latest = MONTH;
        p->short_word = utf8_count(r->x->at[i].text) <= SHORT_LETTERS;
        return n;
    }
    if (!p->day && (n = read_day(r, i, p)))
        return n;
    if (!p->year && (p->month || !p->day || p->dashed))
        return read_year(r, i, p);
    return 0;
}

/* A word in front of i that says that a time follows: "in", "since", "before". */
static bool is_announced(const struct date_reader *r, size_t i)
{
    static const char *const roles[] = {"in", "from", "after", "before", "ago before"};
    for (size_t k = 0; i && k < sizeof roles / sizeof *roles; k++)
        if (date_piece_role(r->x, i - 1, roles[k]) == 1)
            return true;
    return false;
}

/* Do the parts name something? A month alone only where a word says that it is one. */
static bool fill(const struct date_reader *r, size_t i, const struct parts *p, struct date *d)
{
    if (p->month && p->day) {
        if (!is_day(p->year, p->month, p->day) || (p->last && !is_day(p->year, p->month, p->last)))
            return false;
        date_absolute_set(r, d, p->year, p->month, p->day);
        if (p->last) {
            d->kind = DATE_RANGE;
            d->to = day_make(d->from.year, p->month, p->last);
        }
        return true;
    }
    int turn = 0;
    bool beside = i && r->ref.year && date_piece_int(r->x, i - 1, DATE_TURNS, &turn) == 1;
    bool month = r->x->at[i].digits || beside || (is_announced(r, i) && r->x->at[i].cap);
    bool year = p->year && (!p->year_first || p->dashed || p->signed_year);
    if (!p->month || p->day || !(p->year ? year : month))
        return false;
    d->kind = DATE_MONTH;
    d->from = d->to = day_make(p->year, p->month, 0);
    if (beside && !p->year && turn == 0) /* "this September" */
        d->from.year = d->to.year = r->ref.year;
    return true;
}

size_t date_absolute_named(const struct date_reader *r, size_t i, struct date *d)
{
    struct parts p = {.latest = NONE};
    size_t n = read_part(r, i, &p);
    if (!n)
        return 0;
    for (int k = 0; k < 2; k++) {
        struct parts next = p;
        size_t joint = read_joint(r, i + n, &next);
        size_t used = read_part(r, i + n + joint, &next);
        if (!used)
            break;
        p = next;
        n += joint + used;
    }
    return fill(r, i, &p, d) ? n : 0;
}

/* The figure and the mark between figures; dots may have spaces about them. */
static size_t read_mark(const struct date_pieces *x, size_t i, char *mark, bool *spaced)
{
    static const char marks[] = "-/.";
    for (const char *m = marks; *m; m++)
        if (date_piece_mark(x, i, *m) && i + 1 < x->n) {
            *mark = *m;
            *spaced |= !x->at[i].glued || !x->at[i + 1].glued;
            return 1;
        }
    *mark = ' ';
    return 0;
}

static bool goes_on(const struct date_pieces *x, size_t i, char mark)
{
    return i + 1 < x->n && x->at[i].glued && x->at[i + 1].glued && date_piece_mark(x, i, mark) &&
           x->at[i + 1].digits;
}

static bool came_before(const struct date_pieces *x, size_t i)
{
    return i > 1 && x->at[i].glued && x->at[i - 1].glued && x->at[i - 2].digits &&
           (date_piece_mark(x, i - 1, '.') || date_piece_mark(x, i - 1, '/') ||
            date_piece_mark(x, i - 1, '-'));
}

/* 20161016 */
static size_t compact(const struct date_reader *r, size_t i, struct date *d)
{
    int v = r->x->at[i].value, year = v / 10000, month = v / 100 % 100, day = v % 100;
    if (r->x->at[i].digits != COMPACT || year < 1900 || year > 2100 || !is_day(year, month, day))
        return 0;
    date_absolute_set(r, d, year, month, day);
    return 1;
}

/* 5/12 alone, or where a word asks for a day: "this 5/12". */
static size_t two_figures(const struct date_reader *r, size_t i, char mark, struct date *d)
{
    struct date_pieces *x = r->x;
    int turn, a = x->at[i].value, b = x->at[i + 2].value;
    bool whole = i == 0 && i + 3 >= x->n;
    bool asked = i && (date_piece_int(x, i - 1, DATE_TURNS, &turn) ||
                       date_piece_int(x, i - 1, DATE_WEEKDAYS, &turn));
    bool day = i && r->order == CALENDAR_DMY && x->at[i + 2].digits == 2 &&
               (date_piece_role(x, i - 1, "on") || date_piece_role(x, i - 1, "the day") ||
                (mark == '/' && date_absolute_the(r, i - 1)));
    asked = asked || day;
    bool swap = (r->order != CALENDAR_DMY && a <= 12) || b > 12;
    if (!(whole || asked) || mark == '-' || goes_on(x, i + 3, mark) || x->at[i].digits > 2 ||
        x->at[i + 2].digits > 2 || !is_day(0, swap ? a : b, swap ? b : a))
        return 0;
    date_absolute_set(r, d, 0, swap ? a : b, swap ? b : a);
    return 3;
}

size_t date_absolute_figures(const struct date_reader *r, size_t i, struct date *d)
{
    struct date_pieces *x = r->x;
    int figures[3] = {0};
    unsigned digits[3] = {0};
    size_t n = 0;
    bool spaced = false;
    char mark = 0, next;
    if (i >= x->n || !x->at[i].digits || came_before(x, i))
        return 0;
    if (compact(r, i, d))
        return 1;
    for (size_t k = 0; k < 3; k++) {
        if (i + n >= x->n || x->at[i + n].value < 0 || x->at[i + n].digits > 4)
            return k == 2 && mark != ' ' && !spaced ? two_figures(r, i, mark, d) : 0;
        figures[k] = x->at[i + n].value;
        digits[k] = x->at[i + n].digits;
        n++;
        if (k == 2)
            break;
        n += read_mark(x, i + n, &next, &spaced);
        if (k && next != mark)
            return k == 1 && mark != ' ' && !spaced && !date_piece_mark(x, i + n - 1, ':')
                       ? two_figures(r, i, mark, d)
                       : 0;
        mark = next;
    }
    struct article_day day;
    if (goes_on(x, i + n, mark) || !calendar_figures(figures, digits, mark, r->order, &day))
        return 0;
    bool sure = mark == '.' ? digits[2] == 4 || ends_here(x, i + n) : digits[0] == 4;
    if ((spaced || mark == ' ') && !sure)
        return 0;
    date_absolute_set(r, d, day.year, day.month, day.day);
    if (i + n < x->n && span_is(x->at[i + n].text, "t")) /* ISO 8601: the time behind it */
        while (!date_piece_begins(x, i + n))
            n++;
    return n;
}

/* The Sunday of Easter (Meeus, Jones and Butcher). */
static int64_t easter(int year)
{
    int a = year % 19, b = year / 100, c = year % 100, g = (8 * b + 13) / 25;
    int h = (19 * a + b - b / 4 - g + 15) % 30, m = (a + 11 * h) / 319;
    int l = (2 * (b % 4) + 2 * (c / 4) - c % 4 - h + m + 32) % 7;
    int month = (h - m + l + 90) / 25, day = (h - m + l + month + 19) % 32;
    return when_days(year, month, day);
}

/* "12-25"; "easter-2"; "11.4.4": the fourth Thursday of November, "5.1.-1" the last Monday of May,
 * "11.4.4+1" the day behind. */
static bool holiday_day(struct span rule, int year, int64_t *day)
{
    struct span part = rule, rest;
    uint64_t v[3] = {0}, add = 0;
    size_t sign = span_find_byte(rule, '+');
    bool last = span_find(rule, span_of(".-1")) != SIZE_MAX;
    if (span_starts(rule, "easter")) {
        rest = span_from(rule, 6);
        bool minus = rest.n && rest.p[0] == '-';
        (void)span_uint(span_from(rest, 1), 99, &add);
        *day = easter(year) + (minus ? -(int64_t)add : (int64_t)add);
        return true;
    }
    if (sign != SIZE_MAX) {
        (void)span_uint(span_from(rule, sign + 1), 99, &add);
        part = span_sub(rule, 0, sign);
    }
    bool nth = span_find_byte(part, '.') != SIZE_MAX;
    for (size_t k = 0; k < 3 && span_split(&part, nth ? '.' : '-', &rest); k++)
        if (!span_uint(rest, 31, &v[k]) && !(last && k == 2))
            return false;
    if (!nth)
        return *day = when_days(year, (int)v[0], (int)v[1]),
               when_valid_day(year, (int)v[0], (int)v[1]);
    if (v[0] < 1 || v[0] > 12)
        return false;
    *day = calendar_nth(year, (int)v[0], (int)v[1] % WEEK, last ? -1 : (int)v[2]) + (int64_t)add;
    return true;
}

/* "next year", "letzten Jahres" */
static size_t year_beside(const struct date_reader *r, size_t i, int *year)
{
    int turn;
    char unit;
    size_t n = date_piece_int(r->x, i, DATE_TURNS, &turn);
    size_t more = n ? date_piece_letter(r->x, i + n, DATE_UNITS, &unit) : 0;
    if (!more || unit != 'y')
        return 0;
    *year = r->ref.year + (turn > 0) - (turn < 0);
    return n + more;
}

/* A holiday of the year that is named, else of the one that brings it next; "next" and "last" in
 * front of it. */
size_t date_absolute_holiday(const struct date_reader *r, size_t i, struct date *d)
{
    struct date_pieces *x = r->x;
    struct span rule;
    int turn = 0, year = 0;
    bool sign;
    size_t front = date_piece_int(x, i, DATE_TURNS, &turn);
    size_t n = date_piece_find(x, i + front, DATE_HOLIDAYS, &rule);
    int64_t day, best = 0;
    if (!n || !r->ref.year || !r->ref.month)
        return 0;
    n += front;
    size_t of = date_piece_role(x, i + n, "of") + date_piece_mark(x, i + n, ',');
    of = of ? of : date_piece_role(x, i + n, "in");
    size_t used = date_number_year(x, i + n + of, &year, &sign);
    used = used ? used : year_beside(r, i + n + of, &year);
    n += used ? used + of : 0;
    int first = year ? year : r->ref.year - 1, last = year ? year : r->ref.year + 1;
    bool found = false;
    for (int y = first; y <= last; y++) {
        if (!holiday_day(rule, y, &day))
            return 0;
        bool fits = year || (turn > 0 ? day > r->today : turn < 0 ? day < r->today : true);
        bool nearer = !found || (turn < 0   ? day > best
                                 : turn > 0 ? day < best
                                            : llabs(day - r->today) < llabs(best - r->today));
        if (fits && nearer) {
            best = day;
            found = true;
        }
    }
    if (!found)
        return 0;
    d->from = d->to = calendar_day(best);
    return n;
}

/* A number that goes on with what it counts: "2000 people". */
static bool counts(const struct date_pieces *x, size_t i)
{
    return i < x->n && x->at[i].word && !x->at[i].function;
}

/* "in 2019", "since 2019", "the year 2019", "2019年" */
size_t date_absolute_year(const struct date_reader *r, size_t i, struct date *d)
{
    int year;
    bool sign;
    char unit = 0;
    size_t n = date_number_year(r->x, i, &year, &sign);
    bool named = n && i && date_piece_letter(r->x, i - 1, DATE_UNITS, &unit) == 1 && unit == 'y';
    bool in = n && i && date_piece_role(r->x, i - 1, "in");
    if (!n || !(sign || named || in || (is_announced(r, i) && !counts(r->x, i + n))))
        return 0;
    d->kind = DATE_YEAR;
    d->from = d->to = day_make(year, 0, 0);
    return n;
}

size_t date_absolute_any(const struct date_reader *r, size_t i, struct date *d)
{
    static size_t (*const forms[])(const struct date_reader *, size_t, struct date *) = {
        date_absolute_named, date_absolute_figures, date_absolute_holiday, date_absolute_year};
    size_t best = 0;
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        struct date other = {.first = i, .kind = DATE_DAY};
        size_t n = forms[f](r, i, &other);
        if (n > best) {
            best = n;
            *d = other;
        }
    }
    return best;
}
