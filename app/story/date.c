/* date.c - days that a text names. Floor 4. Any thread. Knows no clock: the day of writing
 * comes in. */
#include "story/date.h"

#include "base/utf8.h"
#include "base/when.h"
#include "story/calendar.h"
#include "story/tense.h"

enum { WEEK = 7, WORDS_IN_PHRASE = 4, RECENT_DAYS = 183, YEAR_FIRST = 1000, YEAR_LAST = 2999 };

/* A reader at one token of a sentence. */
struct reader {
    const struct tokens *t;
    struct article_day ref;
    int64_t today; /* of ref; in some year when that is open */
    int weekday;   /* of ref, -1 unknown */
};

static bool value_int(struct span value, int *out)
{
    bool minus = value.n && value.p[0] == '-';
    uint64_t v = 0;
    if (!span_uint(span_from(value, minus), 9999, &v))
        return false;
    *out = minus ? -(int)v : (int)v;
    return true;
}

static bool listed_int(const struct reader *r, size_t i, enum token_list list, int *out)
{
    struct span value;
    return token_in(r->t, i, list, &value) && value_int(value, out);
}

static bool is_mark(const struct reader *r, size_t i, char c)
{
    return i < r->t->n && r->t->at[i].text.n == 1 && r->t->at[i].text.p[0] == c;
}

/* The role of a small word in dates: "of", "to", "from", "ago". */
static bool has_role(const struct reader *r, size_t i, const char *role)
{
    struct span value;
    return token_in(r->t, i, LIST_DATE_WORDS, &value) && span_is(value, role);
}

/* Months that are also other words ("may", "march") want a capital. */
static bool month_at(const struct reader *r, size_t i, int *month)
{
    if (!listed_int(r, i, LIST_MONTHS, month))
        return false;
    return r->t->at[i].cap || !r->t->at[i].function;
}

/* "25", "25th", "1er", "25-го": 1 to 31, only a short ending behind the digits. */
static bool day_text(struct span s, int *day)
{
    size_t digits = 0;
    uint64_t v = 0;
    while (digits < s.n && ascii_digit(s.p[digits]))
        digits++;
    if (!span_uint(span_sub(s, 0, digits), 31, &v) || v == 0 || utf8_count(s) > digits + 3)
        return false;
    for (size_t i = digits; i < s.n; i++)
        if (ascii_digit(s.p[i]) || s.p[i] == ':' || s.p[i] == '.' || s.p[i] == ',')
            return false;
    *day = (int)v;
    return true;
}

/* A day of the month at i, in digits or words; how many tokens. A dot behind counts the day in
 * many languages ("25. Juli"). */
static size_t day_at(const struct reader *r, size_t i, int *day)
{
    struct span value;
    size_t n = token_phrase(r->t, i, 2, LIST_ORDINALS, &value);
    if (n && value_int(value, day))
        return n;
    if (i >= r->t->n || r->t->at[i].kind != TOKEN_NUMBER || !day_text(r->t->at[i].lower, day))
        return 0;
    return is_mark(r, i + 1, '.') && i + 2 < r->t->n ? 2 : 1;
}

/* "25-27" in one token. */
static bool day_pair(const struct reader *r, size_t i, int *from, int *to)
{
    if (i >= r->t->n || r->t->at[i].kind != TOKEN_NUMBER)
        return false;
    struct span s = r->t->at[i].lower;
    size_t dash = span_find_byte(s, '-');
    return dash != SIZE_MAX && day_text(span_sub(s, 0, dash), from) &&
           day_text(span_from(s, dash + 1), to) && *from < *to;
}

static size_t year_at(const struct reader *r, size_t i, int *year)
{
    size_t n = 0;
    uint64_t v = 0;
    while (is_mark(r, i + n, ',') || has_role(r, i + n, "of"))
        n++;
    if (n > 1 || i + n >= r->t->n)
        return 0;
    struct span s = r->t->at[i + n].lower;
    if (s.n != 4 || !span_uint(s, YEAR_LAST, &v) || v < YEAR_FIRST)
        return 0;
    *year = (int)v;
    return n + 1;
}

static struct article_day day_make(int year, int month, int day)
{
    return (struct article_day){year, month, day, -1, -1};
}

static bool is_day(int year, int month, int day)
{
    return when_valid_day(year ? year : 2000, month, day);
}

/* The year of a day that names none: the one that brings it next to the day of writing. */
static int near_year(const struct reader *r, int month, int day)
{
    int best = r->ref.year;
    if (!best)
        return 0;
    for (int year = r->ref.year - 1; year <= r->ref.year + 1; year++) {
        int64_t off = calendar_days(year, month, day) - r->today;
        if (off >= -RECENT_DAYS && off <= RECENT_DAYS)
            best = year;
    }
    return best;
}

static void set_day(const struct reader *r, struct date *d, int year, int month, int day)
{
    d->from = day_make(year ? year : near_year(r, month, day), month, day);
    d->to = d->from;
}

/* A day so many days from that of writing. */
static void set_offset(const struct reader *r, struct date *d, int offset)
{
    d->relative = true;
    if (!r->ref.month)
        return;
    struct article_day day = calendar_day(r->today + offset);
    if (!r->ref.year)
        day.year = 0;
    d->from = d->to = day;
}

/* Behind a day: "- 27", "to 27", "and 27" of the same month. */
static size_t second_day(const struct reader *r, size_t i, int *day)
{
    bool dash = i < r->t->n && (r->t->at[i].kind == TOKEN_DASH ||
                                (r->t->at[i].kind == TOKEN_OTHER && !is_mark(r, i, '/')));
    if (!dash && !has_role(r, i, "to"))
        return 0;
    size_t n = day_at(r, i + 1, day);
    return n ? n + 1 : 0;
}

static void set_range(const struct reader *r, struct date *d, int year, int month, int from, int to)
{
    set_day(r, d, year, month, from);
    d->kind = DATE_RANGE;
    d->to = day_make(d->from.year, month, to);
}

/* "July 25", "July 25-27, 2023", "July 2023", "July". */
static size_t month_first(const struct reader *r, size_t i, struct date *d)
{
    int month, day = 0, to = 0, year = 0;
    if (!month_at(r, i, &month))
        return 0;
    size_t n = 1;
    n += is_mark(r, i + n, '.') || has_role(r, i + n, "the");
    bool pair = day_pair(r, i + n, &day, &to);
    size_t used = pair ? 1 : day_at(r, i + n, &day);
    if (!used) {
        n = 1 + year_at(r, i + 1, &year);
        bool alone = n == 1;
        if (alone && !(r->t->at[i].cap && i && has_role(r, i - 1, "in")))
            return 0;
        d->kind = DATE_MONTH;
        d->from = d->to = day_make(year, month, 0);
        return n;
    }
    n += used;
    size_t more = pair ? 0 : second_day(r, i + n, &to);
    int other;
    if (more && month_at(r, i + n + more, &other))
        more = 0;
    n += more + year_at(r, i + n + more, &year);
    if (!is_day(year, month, day) || ((pair || more) && !is_day(year, month, to)))
        return 0;
    if (pair || more)
        set_range(r, d, year, month, day, to);
    else
        set_day(r, d, year, month, day);
    return n;
}

/* "25 July", "25. Juli 2023", "25 to 27 July", "25 de julio de 2023". */
static size_t day_first(const struct reader *r, size_t i, struct date *d)
{
    int month, day = 0, to = 0, year = 0;
    bool pair = day_pair(r, i, &day, &to);
    size_t n = pair ? 1 : day_at(r, i, &day);
    if (!n)
        return 0;
    size_t more = pair ? 0 : second_day(r, i + n, &to);
    if (more && !month_at(r, i + n + more + has_role(r, i + n + more, "of"), &month))
        more = 0;
    n += more;
    n += has_role(r, i + n, "of");
    if (!month_at(r, i + n, &month) || !is_day(0, month, day))
        return 0;
    n++;
    n += year_at(r, i + n, &year);
    if (!is_day(year, month, day) || ((pair || more) && !is_day(year, month, to)))
        return 0;
    if (pair || more)
        set_range(r, d, year, month, day, to);
    else
        set_day(r, d, year, month, day);
    return n;
}

/* "Next Friday" is that of the next week, weeks beginning on Monday; "last Monday" on a Friday may
 * be of this week or of the one before: it stays as it is. */
static void set_turned(const struct reader *r, struct date *d, int weekday, int turn)
{
    int today = (r->weekday + WEEK - 1) % WEEK, day = (weekday + WEEK - 1) % WEEK;
    if (turn > 0)
        set_offset(r, d, WEEK - today + day);
    else if (day >= today)
        set_offset(r, d, day - today - WEEK);
}

/* The day of a weekday: the last one on or before the day of writing where its verb looks back,
 * the next one where it looks ahead or a word says so. Where nothing tells, it stays a weekday:
 * better none than a wrong date. */
static void set_weekday(const struct reader *r, struct date *d, size_t i, int weekday,
                        const int *turn)
{
    if (r->weekday < 0)
        return;
    int back = (r->weekday - weekday + WEEK) % WEEK;
    enum tense tense = tense_near(r->t, i);
    if (turn && *turn != 0)
        set_turned(r, d, weekday, *turn);
    else if (back == 0)
        set_offset(r, d, 0);
    else if (tense == TENSE_PAST)
        set_offset(r, d, -back);
    else if (tense != TENSE_NONE)
        set_offset(r, d, WEEK - back);
}

/* A date behind a weekday ("Tuesday, July 25") is the better one. */
static size_t weekday_first(const struct reader *r, size_t i, struct date *d)
{
    int turn = 0, weekday;
    bool in_front = listed_int(r, i, LIST_DATE_TURNS, &turn), turned = in_front;
    size_t n = turned;
    if (!listed_int(r, i + n, LIST_WEEKDAYS, &weekday) ||
        (r->t->at[i + n].lower.n <= 3 && !r->t->at[i + n].cap))
        return 0;
    n++;
    size_t gap = is_mark(r, i + n, ',') || is_mark(r, i + n, '.') || has_role(r, i + n, "the");
    gap += has_role(r, i + n + gap, "the");
    size_t used = month_first(r, i + n + gap, d);
    used = used ? used : day_first(r, i + n + gap, d);
    d->weekday = true;
    if (used)
        return n + gap + used;
    d->relative = true;
    int last;
    if (has_role(r, i + n, "to") && listed_int(r, i + n + 1, LIST_WEEKDAYS, &last)) {
        d->kind = DATE_SPAN; /* "from Monday to Friday" */
        return n + 2;
    }
    turned = turned || listed_int(r, i + n, LIST_DATE_TURNS, &turn);
    set_weekday(r, d, i, weekday, turned ? &turn : NULL);
    return n + (turned && !in_front);
}

static size_t relative_day(const struct reader *r, size_t i, struct date *d)
{
    struct span value;
    int offset;
    size_t n = token_phrase(r->t, i, WORDS_IN_PHRASE, LIST_RELATIVE_DAYS, &value);
    if (!n || !value_int(value, &offset))
        return 0;
    set_offset(r, d, offset);
    return n;
}

/* So many days, weeks, months or years from the day of writing. */
static void set_units(const struct reader *r, struct date *d, int count, char unit)
{
    struct article_day day = r->ref;
    if (unit == 'd' || unit == 'w' || unit == 'f') {
        set_offset(r, d, count * (unit == 'd' ? 1 : unit == 'w' ? WEEK : 2 * WEEK));
        return;
    }
    d->relative = true;
    d->kind = DATE_SPAN; /* "three years ago" is no day */
    int months = day.year * 12 + day.month - 1 + count * (unit == 'm' ? 1 : 12);
    if (!day.year || !day.month || months < 0)
        return;
    int last = when_month_days(months / 12, months % 12 + 1);
    d->from = d->to = day_make(months / 12, months % 12 + 1, day.day < last ? day.day : last);
}

static bool count_at(const struct reader *r, size_t i, int *count)
{
    uint64_t v;
    if (listed_int(r, i, LIST_NUMBERS, count))
        return true;
    if (i >= r->t->n || !span_uint(r->t->at[i].lower, 1000, &v))
        return false;
    *count = (int)v;
    return true;
}

/* "three days ago", "vor drei Tagen", "in two weeks", "hace 3 días". */
static size_t counted_units(const struct reader *r, size_t i, struct date *d)
{
    struct span unit;
    int count;
    bool ago = has_role(r, i, "ago"), in = !ago && has_role(r, i, "in");
    size_t n = ago || in;
    if (!count_at(r, i + n, &count) || !token_in(r->t, i + n + 1, LIST_DATE_UNITS, &unit))
        return 0;
    n += 2;
    if (!ago && has_role(r, i + n, "ago")) {
        ago = true;
        n++;
    } else if (!ago && !in && has_role(r, i + n, "hence")) {
        in = true;
        n++;
    }
    if (!ago && !in)
        return 0;
    set_units(r, d, ago ? -count : count, unit.p[0]);
    return n;
}

/* "last week", "next year". */
static size_t turned_unit(const struct reader *r, size_t i, struct date *d)
{
    struct span unit;
    int turn;
    if (!listed_int(r, i, LIST_DATE_TURNS, &turn) ||
        !token_in(r->t, i + 1, LIST_DATE_UNITS, &unit) || unit.p[0] == 'd')
        return 0;
    d->kind = DATE_SPAN;
    set_units(r, d, turn, unit.p[0]);
    d->relative = true;
    return 2;
}

/* Digits with marks between: 2023-07-25, 25.7.2023, 7/25/23; and 2023年7月25日. */
static size_t numeric(const struct reader *r, size_t i, struct date *d)
{
    struct article_day day;
    if (i >= r->t->n || r->t->at[i].kind != TOKEN_NUMBER ||
        !calendar_read(r->t->at[i].text, span_is(r->t->lang, "en"), &day))
        return 0;
    set_day(r, d, day.year, day.month, day.day);
    return 1;
}

/* "the 21st" alone: of this month or the one beside it that is nearest. */
static size_t bare_day(const struct reader *r, size_t i, struct date *d)
{
    int day;
    struct date full;
    size_t n = day_at(r, i + 1, &day);
    if (n && day_first(r, i + 1, &full))
        return 0;
    if (!n || !has_role(r, i, "the") || !r->ref.year || !r->ref.month ||
        r->t->at[i + 1].kind != TOKEN_NUMBER || r->t->at[i + 1].lower.n < 3 ||
        (i + 1 + n < r->t->n && token_is_word(&r->t->at[i + 1 + n]) &&
         !r->t->at[i + 1 + n].function))
        return 0;
    if (!is_day(r->ref.year, r->ref.month, day))
        return 0;
    set_day(r, d, r->ref.year, r->ref.month, day);
    d->relative = true;
    return n + 1;
}

static size_t year_alone(const struct reader *r, size_t i, struct date *d)
{
    int year;
    if (!i || !has_role(r, i - 1, "in") || year_at(r, i, &year) != 1)
        return 0;
    d->kind = DATE_YEAR;
    d->from = d->to = day_make(year, 0, 0);
    return 1;
}

/* "between July 25 and August 2", "from 25 July to 2 August": two whole dates. */
static size_t two_dates(const struct reader *r, size_t i, size_t n, struct date *d)
{
    struct date second = {.kind = DATE_DAY};
    bool dash = i + n < r->t->n && r->t->at[i + n].kind == TOKEN_DASH;
    if (d->kind != DATE_DAY || d->relative || (!dash && !has_role(r, i + n, "to")))
        return n;
    size_t used = month_first(r, i + n + 1, &second);
    used = used ? used : day_first(r, i + n + 1, &second);
    if (!used || second.kind != DATE_DAY)
        return n;
    d->kind = DATE_RANGE;
    d->to = second.from;
    if (second.from.year && !d->from.year)
        d->from.year = second.from.year;
    return n + 1 + used;
}

static size_t read_date(const struct reader *r, size_t i, struct date *d)
{
    static size_t (*const forms[])(const struct reader *, size_t, struct date *) = {
        weekday_first, month_first, day_first, numeric,    relative_day,
        counted_units, turned_unit, bare_day,  year_alone,
    };
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        *d = (struct date){.first = i, .kind = DATE_DAY};
        d->from.weekday = d->to.weekday = -1;
        size_t n = forms[f](r, i, d);
        if (n) {
            d->n = two_dates(r, i, n, d);
            return d->n;
        }
    }
    return 0;
}

size_t date_find(const struct tokens *t, struct article_day ref, struct date out[DATES_MAX])
{
    struct reader r = {.t = t, .ref = ref, .weekday = ref.weekday};
    size_t found = 0;
    if (ref.month)
        r.today = calendar_days(ref.year, ref.month, ref.day);
    if (ref.year && ref.month)
        r.weekday = when_weekday(ref.year, ref.month, ref.day);
    for (size_t i = 0; i < t->n && found < DATES_MAX;) {
        size_t n = read_date(&r, i, &out[found]);
        found += n > 0;
        i += n ? n : 1;
    }
    return found;
}

enum err date_iso(const struct date *d, struct buf *out)
{
    const struct article_day *day = &d->from;
    if (day->year)
        (void)buf_printf(out, "%04d", day->year);
    else
        (void)buf_puts(out, "XXXX");
    if (day->month)
        (void)buf_printf(out, "-%02d", day->month);
    if (day->month && day->day)
        (void)buf_printf(out, "-%02d", day->day);
    return out->failed;
}
