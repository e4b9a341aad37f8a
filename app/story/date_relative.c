/* date_relative.c - days that depend on when the sentence was written. Floor 4. Any thread. Words
 * are data. */
#include "story/date_relative.h"

#include "base/when.h"
#include "story/calendar.h"
#include "story/date_number.h"
#include "story/tense.h"

enum {
    WEEK = 7,
    SHORT_BYTES = 3,
    MONTHS = 12,
    TERMS_MAX = 4,
    NEAR_MONTHS = 18,
    MINUTES = 24 * 60,
    COUNT_MAX = 999,
    AHEAD_PIECES = 3
};

/* "of the", "in", "," and nothing: what stands between two halves of a date. */
static size_t link_of(const struct date_reader *r, size_t i)
{
    size_t n = date_piece_mark(r->x, i, ',');
    size_t of = date_piece_role(r->x, i + n, "of");
    of = of ? of : date_piece_role(r->x, i + n, "in");
    of = of ? of : date_piece_role(r->x, i + n, "from");
    n += of ? of : date_piece_role(r->x, i + n, "on");
    return n + date_absolute_the(r, i + n);
}

size_t date_relative_day(const struct date_reader *r, size_t i, struct date *d)
{
    int offset;
    size_t n = date_piece_int(r->x, i, DATE_DAYS, &offset);
    if (n)
        date_absolute_offset(r, d, offset);
    return n;
}

/* "next week", "semana pasada": which one (-1, 0, 1), and of what. */
static size_t period(const struct date_reader *r, size_t i, int *turn, char *unit)
{
    size_t n = date_piece_int(r->x, i, DATE_TURNS, turn), more;
    if (n)
        more = date_piece_letter(r->x, i + n, DATE_UNITS, unit);
    else if ((n = date_piece_letter(r->x, i, DATE_UNITS, unit)))
        more = date_piece_int(r->x, i + n, DATE_TURNS, turn);
    if (!n || !more)
        return 0;
    *turn = *turn > 0 ? 1 : *turn < 0 ? -1 : 0;
    return n + more;
}

/* A month so many months from that of writing; false when it is not known. */
static bool month_beside(const struct date_reader *r, int months, int *year, int *month)
{
    int all = r->ref.year * MONTHS + r->ref.month - 1 + months;
    if (!r->ref.year || !r->ref.month || all < MONTHS)
        return false;
    *year = all / MONTHS;
    *month = all % MONTHS + 1;
    return true;
}

/* The weekday in the week so many weeks from that of writing, weeks beginning on Monday. */
static void set_in_week(const struct date_reader *r, struct date *d, int weekday, int weeks)
{
    d->relative = d->weekday = true;
    if (r->weekday >= 0)
        date_absolute_offset(
            r, d, (weekday + WEEK - 1) % WEEK - (r->weekday + WEEK - 1) % WEEK + WEEK * weeks);
}

/* "Next Friday" is that of the next week, weeks beginning on Monday; "last Monday" on a Friday may
 * be of this week or of the one before: it stays as it is. */
static void set_turned(const struct date_reader *r, struct date *d, int weekday, int turn)
{
    int today = (r->weekday + WEEK - 1) % WEEK, day = (weekday + WEEK - 1) % WEEK;
    if (turn > 0)
        date_absolute_offset(r, d, WEEK - today + day);
    else if (day >= today)
        date_absolute_offset(r, d, day - today - WEEK);
}

/* "until Monday", "for Monday": behind a verb that looks back, it may still lie ahead. "For six
 * weeks from Monday": how long, not how far off. */
static bool is_ahead(const struct date_reader *r, size_t i)
{
    struct span value;
    for (size_t back = 1; back <= AHEAD_PIECES && back <= i; back++)
        if (date_piece_find(r->x, i - back, DATE_AHEAD, &value) == back)
            return true;
    return false;
}

/* The day of a weekday: the last one on or before the day of writing where its verb looks back,
 * the next one where it looks ahead or a word says so. Where nothing tells, it stays a weekday:
 * better none than a wrong date. So it does where it would be six days ago: mostly it is tomorrow
 * of which something was said, or today where the outlet writes, east of Greenwich. */
static void set_weekday(const struct date_reader *r, struct date *d, size_t i, int weekday,
                        int turn)
{
    if (r->weekday < 0)
        return;
    int back = (r->weekday - weekday + WEEK) % WEEK;
    enum tense tense = tense_near(r->x->t, r->x->at[i].token);
    if (turn == 2 || turn == -2) /* "this coming", "this past": the nearest */
        date_absolute_offset(r, d, turn > 0 ? WEEK - back : back ? -back : -WEEK);
    else if (turn)
        set_turned(r, d, weekday, turn);
    else if (back == 0)
        date_absolute_offset(r, d, 0);
    else if (tense == TENSE_PAST && !is_ahead(r, i) && back < WEEK - 1)
        date_absolute_offset(r, d, -back);
    else if (tense != TENSE_NONE && tense != TENSE_PAST)
        date_absolute_offset(r, d, WEEK - back);
}

/* Does what stands at i go on with a number before it: "20 people", "31.5"? */
static bool counts_on(const struct date_reader *r, size_t i)
{
    const struct date_pieces *x = r->x;
    if (i >= x->n)
        return false;
    if (x->at[i].word)
        return !x->at[i].function;
    return x->at[i].digits || (x->at[i].glued && i + 1 < x->n && x->at[i + 1].glued &&
                               (x->at[i + 1].digits || x->at[i + 1].word));
}

/* "Sunday 31", "Wednesday the thirty first": the nearest day that is both. */
static size_t weekday_number(const struct date_reader *r, size_t i, int weekday, struct date *d)
{
    int day, year, month;
    size_t n = date_piece_mark(r->x, i, ',');
    size_t article = date_absolute_the(r, i + n);
    size_t used = date_number_day(r->x, i + n + article, article > 0, &day);
    if (!used || counts_on(r, i + n + article + used) || !r->ref.year)
        return 0;
    for (int k = 0; k <= 2 * NEAR_MONTHS; k++) {
        int beside = k % 2 ? -(k + 1) / 2 : k / 2;
        if (!month_beside(r, beside, &year, &month) || !when_valid_day(year, month, day) ||
            when_weekday(year, month, day) != weekday)
            continue;
        date_absolute_set(r, d, year, month, day);
        d->relative = d->weekday = true;
        return n + article + used;
    }
    return 0;
}

static size_t weekday_at(const struct date_reader *r, size_t i, int *weekday)
{
    size_t n = date_piece_int(r->x, i, DATE_WEEKDAYS, weekday);
    const struct date_piece *piece = &r->x->at[i];
    bool small = n == 1 && piece->text.n <= SHORT_BYTES && !piece->cap;
    return small ? 0 : n;
}

/* What may follow a weekday and say which one: a date, a number, a week. */
static size_t weekday_tail(const struct date_reader *r, size_t i, int weekday, struct date *d)
{
    int turn, last;
    char unit;
    size_t gap = date_piece_mark(r->x, i, ',') + date_piece_mark(r->x, i, '.');
    gap += date_absolute_the(r, i + gap);
    gap += date_absolute_the(r, i + gap);
    size_t n = date_absolute_named(r, i + gap, d);
    if (!n)
        n = date_absolute_figures(r, i + gap, d);
    if (n && d->from.day)
        return gap + n;
    *d = (struct date){.first = d->first, .kind = DATE_DAY, .relative = true, .weekday = true};
    if ((n = weekday_number(r, i, weekday, d)))
        return n;
    gap = link_of(r, i);
    if ((n = period(r, i + gap, &turn, &unit)) && unit == 'w') {
        set_in_week(r, d, weekday, turn);
        return gap + n;
    }
    gap = date_piece_role(r->x, i, "to");
    if (gap && (n = date_piece_int(r->x, i + gap, DATE_WEEKDAYS, &last))) {
        d->kind = DATE_SPAN; /* "from Monday to Friday" */
        return gap + n;
    }
    return 0;
}

size_t date_relative_weekday(const struct date_reader *r, size_t i, struct date *d)
{
    int turn = 0, weekday;
    char unit;
    size_t front = i < r->x->n ? date_piece_int(r->x, i, DATE_TURNS, &turn) : 0;
    size_t n = i + front < r->x->n ? weekday_at(r, i + front, &weekday) : 0;
    if (!n)
        return 0;
    n += front;
    size_t tail = weekday_tail(r, i + n, weekday, d);
    d->weekday = true;
    d->day_name = weekday;
    if (tail)
        return n + tail;
    d->relative = true;
    size_t behind = front ? 0 : date_piece_int(r->x, i + n, DATE_TURNS, &turn);
    if (behind && date_piece_letter(r->x, i + n + behind, DATE_UNITS, &unit))
        behind = 0;
    set_weekday(r, d, i + front, weekday, front || behind ? turn : 0);
    return n + behind;
}

/* So many days, months and minutes from a day. */
static bool add_time(struct article_day *day, int64_t days, int64_t months)
{
    if (!day->month || (months && !day->year))
        return false;
    int64_t all = (int64_t)day->year * MONTHS + day->month - 1 + months;
    if (months && (all < MONTHS || all >= (int64_t)9999 * MONTHS))
        return false;
    int year = day->year;
    if (months) {
        day->year = year = (int)(all / MONTHS);
        day->month = (int)(all % MONTHS) + 1;
        int last = when_month_days(day->year, day->month);
        day->day = day->day < last ? day->day : last;
    }
    *day = calendar_day(calendar_days(day->year, day->month, day->day) + days);
    if (!year)
        day->year = 0;
    return true;
}

/* The sum of a length of time: "1 year and 2 months". */
struct length {
    int64_t days, months, minutes;
    char unit; /* the smallest */
};

static void add_unit(struct length *l, int count, char unit)
{
    l->unit = unit;
    if (unit == 'd' || unit == 'w' || unit == 'f')
        l->days += (int64_t)count * (unit == 'd' ? 1 : unit == 'w' ? WEEK : 2 * WEEK);
    else if (unit == 'm' || unit == 'y')
        l->months += (int64_t)count * (unit == 'm' ? 1 : MONTHS);
    else if (unit == 'h')
        l->minutes += (int64_t)count * 60;
    else if (unit == 'n')
        l->minutes += count;
}

static size_t length_at(const struct date_reader *r, size_t i, struct length *l)
{
    int count;
    char unit;
    size_t n = 0;
    *l = (struct length){0, 0, 0, 0};
    for (int k = 0; k < TERMS_MAX; k++) {
        size_t gap = n ? date_piece_role(r->x, i + n, "to") + date_piece_mark(r->x, i + n, ',') : 0;
        size_t used = date_number_count(r->x, i + n + gap, &count);
        size_t more = used ? date_piece_letter(r->x, i + n + gap + used, DATE_UNITS, &unit) : 0;
        if (!more || count > COUNT_MAX)
            break;
        add_unit(l, count, unit);
        n += gap + used + more;
    }
    return n;
}

/* What is counted from: a day of the calendar, a holiday, tomorrow, next Tuesday. */
static size_t anchor_date(const struct date_reader *r, size_t i, struct date *d)
{
    size_t gap = date_absolute_the(r, i), n = date_absolute_any(r, i + gap, d);
    if (!n || d->kind != DATE_DAY) {
        *d = (struct date){.first = i, .kind = DATE_DAY};
        n = date_relative_weekday(r, i + gap, d);
    }
    if (!n)
        n = date_relative_day(r, i + gap, d);
    return n ? n + gap : 0;
}

/* "two weeks from next Tuesday", "the day before Christmas". */
static size_t anchored(const struct date_reader *r, size_t i, const struct length *l,
                       struct date *d)
{
    size_t n = date_piece_role(r->x, i, "before");
    n = n ? n : date_piece_role(r->x, i, "ago before");
    int sign = n ? -1 : 1;
    n = n ? n : date_piece_role(r->x, i, "after");
    n = n ? n : date_piece_role(r->x, i, "from");
    size_t used = n ? anchor_date(r, i + n, d) : 0;
    if (!used || d->kind != DATE_DAY || l->minutes)
        return 0;
    if (d->from.month && !add_time(&d->from, sign * l->days, sign * l->months))
        return 0;
    d->to = d->from;
    d->weekday = false;
    return n + used;
}

/* Away from the day of writing. Months and years are no days ("three years ago"), nor are hours. */
static void set_length(const struct date_reader *r, struct date *d, const struct length *l,
                       int sign)
{
    struct article_day day = r->ref;
    int64_t minutes = sign * l->minutes + (day.minutes > 0 ? day.minutes : 0);
    int64_t days = minutes / MINUTES - (minutes % MINUTES < 0);
    d->relative = true;
    if (l->months || l->unit == 'h' || l->unit == 'n' || l->unit == 's')
        d->kind = DATE_SPAN;
    if (day.month && add_time(&day, sign * l->days + (l->minutes ? days : 0), sign * l->months))
        d->from = d->to = day;
}

/* "three days ago", "vor drei Tagen", "in two weeks", "two weeks from next Tuesday". */
size_t date_relative_count(const struct date_reader *r, size_t i, struct date *d)
{
    struct length l;
    char unit;
    size_t ago = date_piece_role(r->x, i, "ago front"), in;
    ago = ago ? ago : date_piece_role(r->x, i, "ago before");
    in = ago ? 0 : date_piece_role(r->x, i, "in");
    size_t front = ago + in, n = length_at(r, i + front, &l), more;
    bool counted = i > 0 && date_number_count(r->x, i - 1, &(int){0}); /* its number was read */
    if (!n && !front && !counted && (n = date_piece_letter(r->x, i, DATE_UNITS, &unit))) {
        l = (struct length){0, 0, 0, 0}; /* "the day after Christmas" */
        add_unit(&l, 1, unit);
        more = anchored(r, i + n, &l, d);
        return more ? n + more : 0;
    }
    if (!n)
        return 0;
    n += front;
    if (!ago && !is_ahead(r, i) && (more = anchored(r, i + n, &l, d)))
        return n + more;
    *d = (struct date){.first = d->first, .kind = DATE_DAY};
    if (!ago && (more = date_piece_role(r->x, i + n, "ago"))) {
        ago = true;
        n += more;
    } else if (!ago && !in && (more = date_piece_role(r->x, i + n, "hence"))) {
        in = true;
        n += more;
    }
    if (in && front && tense_near(r->x->t, r->x->at[i].token) == TENSE_PAST)
        return 0; /* "fell in three days": how long it took */
    if ((!ago && !in) || (!ago && (l.unit == 'h' || l.unit == 'n' || l.unit == 's')))
        return 0;
    set_length(r, d, &l, ago ? -1 : 1);
    return n;
}

/* "next week", "last year"; "next week on Tuesday". */
size_t date_relative_period(const struct date_reader *r, size_t i, struct date *d)
{
    int turn, weekday;
    char unit;
    size_t n = period(r, i, &turn, &unit);
    if (!n || (unit != 'w' && unit != 'm' && unit != 'y'))
        return 0;
    size_t gap = link_of(r, i + n);
    size_t day = unit == 'w' && i + n + gap < r->x->n ? weekday_at(r, i + n + gap, &weekday) : 0;
    if (day) {
        set_in_week(r, d, weekday, turn);
        return n + gap + day;
    }
    int nth, year, month;
    char sign;
    day = unit == 'm' ? date_number_day(r->x, i + n, true, &nth) : 0;
    if (day && date_number_sign(r->x, i + n + day - 1, &sign) &&
        month_beside(r, turn, &year, &month) && when_valid_day(year, month, nth)) {
        date_absolute_set(r, d, year, month, nth); /* "本月10日" */
        d->relative = true;
        return n + day;
    }
    struct length l = {0, 0, 0, 0};
    add_unit(&l, turn, unit);
    set_length(r, d, &l, 1);
    d->kind = DATE_SPAN;
    d->unit = unit;
    return n;
}

/* A month with its year: "July", "July 2020", "next month". */
static size_t month_of(const struct date_reader *r, size_t i, int *year, int *month, bool *relative)
{
    int turn;
    char unit;
    bool sign;
    size_t n = period(r, i, &turn, &unit), more, of;
    *relative = n > 0;
    if (n)
        return unit == 'm' && month_beside(r, turn, year, month) ? n : 0;
    n = date_absolute_month(r, i, month);
    if (!n)
        return 0;
    of = date_piece_role(r->x, i + n, "of") + date_piece_mark(r->x, i + n, ',');
    more = date_number_year(r->x, i + n + of, year, &sign);
    if (!more)
        *year = r->ref.year;
    return *year ? n + (more ? more + of : 0) : 0;
}

/* "the first Friday of July", "the last Monday of next month", "the 15th day of May". */
size_t date_relative_nth(const struct date_reader *r, size_t i, struct date *d)
{
    int nth, weekday, year, month;
    char unit = 0;
    size_t article = date_absolute_the(r, i);
    size_t n = date_number_day(r->x, i + article, false, &nth);
    if (!n && (n = date_piece_int(r->x, i + article, DATE_TURNS, &nth)) && nth >= 0)
        n = 0;
    if (!n)
        return 0;
    n += article;
    size_t day = date_piece_int(r->x, i + n, DATE_WEEKDAYS, &weekday);
    size_t days = day ? 0 : date_piece_letter(r->x, i + n, DATE_UNITS, &unit);
    if ((days && (unit != 'd' || nth < 0)) || (day && nth > 5))
        return 0;
    n += day + days;
    size_t of = link_of(r, i + n);
    size_t used = month_of(r, i + n + of, &year, &month, &d->relative);
    if (!used || (!of && !d->relative) ||
        (!day && (nth < 0 || !when_valid_day(year, month, nth))) || (!day && !days && !d->relative))
        return 0;
    if (day)
        d->from = calendar_day(calendar_nth(year, month, weekday, nth < 0 ? -1 : nth));
    else
        d->from = (struct article_day){year, month, nth, -1, -1};
    d->to = d->from;
    return n + of + used;
}

/* "the 21st" alone, "29日": of this month or the one beside it that is nearest. */
size_t date_relative_bare(const struct date_reader *r, size_t i, struct date *d)
{
    int day, year, month;
    char sign;
    size_t article = date_absolute_the(r, i), n = date_number_day(r->x, i + article, false, &day);
    struct date named = {.kind = DATE_DAY};
    if (date_absolute_named(r, i + article, &named))
        return 0;
    if (!n || !r->x->at[i + article].digits || !r->ref.year || !r->ref.month)
        return 0;
    bool marked = date_number_sign(r->x, i + article + n - 1, &sign) > 0;
    bool asked = date_piece_role(r->x, i, "the day") > 0;
    bool more = i + article + n < r->x->n;
    if (marked && more && (day == 1 || date_piece_role(r->x, i + article + n, "span")))
        return 0; /* "1日に3回": thrice a day; "3日間": for three days; "3号线": a line */
    if (!marked && !asked && (!article || n < 2 || counts_on(r, i + article + n)))
        return 0;
    int64_t best = INT64_MAX;
    for (int beside = -1; beside <= 1; beside++) {
        if (!month_beside(r, beside, &year, &month) || !when_valid_day(year, month, day))
            continue;
        int64_t off = when_days(year, month, day) - r->today;
        if (best == INT64_MAX || (off < 0 ? -off : off) < (best < 0 ? -best : best))
            best = off;
    }
    if (best == INT64_MAX)
        return 0;
    date_absolute_offset(r, d, best);
    return article + n;
}
