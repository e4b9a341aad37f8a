/* calendar.c - days by number, in figures, and as a language writes them. Floor 4. Any thread. */
#include "story/calendar.h"

#include "base/when.h"

enum { CENTURY_PIVOT = 70, WEEK = 7 };

bool calendar_known(const struct article_day *day)
{
    return day->year && day->month && day->day;
}

int64_t calendar_days(int year, int month, int day)
{
    return when_days(year ? year : CALENDAR_SOME_YEAR, month, day);
}

struct article_day calendar_day(int64_t days)
{
    struct when_civil c = when_civil(days * WHEN_DAY);
    return (struct article_day){c.year, c.month, c.day, c.weekday, -1};
}

int calendar_century(int year)
{
    return year + (year < CENTURY_PIVOT ? 2000 : 1900);
}

static bool put_day(int year, int month, int day, struct article_day *out)
{
    *out = (struct article_day){year, month, day, -1, -1};
    return when_valid_day(year, month, day);
}

bool calendar_figures(const int figures[3], const unsigned digits[3], char mark,
                      enum calendar_order order, struct article_day *day)
{
    const int *p = figures;
    if (digits[0] == 4)
        return digits[1] <= 2 && digits[2] <= 2 &&
               (put_day(p[0], p[1], p[2], day) || put_day(p[0], p[2], p[1], day));
    if (digits[0] > 2 || digits[1] > 2 || (digits[2] != 4 && digits[2] != 2))
        return false;
    if (order == CALENDAR_YMD && digits[2] == 2 && put_day(calendar_century(p[0]), p[1], p[2], day))
        return true;
    int year = digits[2] == 4 ? p[2] : calendar_century(p[2]);
    bool swap = mark != '.' && (order == CALENDAR_MDY || p[1] > 12) && p[0] <= 12;
    return swap ? put_day(year, p[0], p[1], day) : put_day(year, p[1], p[0], day);
}

int64_t calendar_nth(int year, int month, int weekday, int nth)
{
    int64_t day = when_days(year, month, nth < 0 ? when_month_days(year, month) : 1);
    int step = weekday - when_civil(day * WHEN_DAY).weekday;
    if (nth < 0)
        return day + (step > 0 ? step - WEEK : step);
    return day + (step < 0 ? step + WEEK : step) + (int64_t)WEEK * (nth - 1);
}

void calendar_week(const struct article_day *day, int *year, int *week)
{
    int64_t n = calendar_days(day->year, day->month, day->day);
    int monday = (when_civil(n * WHEN_DAY).weekday + WEEK - 1) % WEEK;
    struct when_civil thursday = when_civil((n - monday + 3) * WHEN_DAY);
    *year = thursday.year;
    *week = (int)(n - monday + 3 - when_days(thursday.year, 1, 1)) / WEEK + 1;
}

static struct span name_of(const struct tokens *t, const char *list, int number)
{
    char key[8];
    struct span value = {NULL, 0};
    struct buf b;
    buf_init(&b, sizeof key);
    if (!buf_printf(&b, "%d", number))
        (void)words_find(t->words, t->lang, list, buf_span(&b), &value);
    buf_finish(&b);
    return value;
}

/* The form holds D for the day, M for the name of the month, W for that of the weekday, Y for the
 * year: "on M D", "MD日". */
static void put_form(struct span form, const struct article_day *day, const struct tokens *t,
                     struct span weekday, struct buf *out)
{
    for (; form.n; form = span_from(form, 1)) {
        switch (form.p[0]) {
        case 'M':
            (void)buf_put(out, name_of(t, "month-names", day->month));
            break;
        case 'W':
            (void)buf_put(out, weekday);
            break;
        case 'D':
            (void)buf_printf(out, "%d", day->day);
            break;
        case 'Y':
            (void)buf_printf(out, "%d", day->year);
            break;
        default:
            (void)buf_putc(out, form.p[0]);
        }
    }
}

static struct span form_of(const struct tokens *t, const char *name)
{
    struct span form = {NULL, 0};
    (void)words_find(t->words, t->lang, "date-form", span_of(name), &form);
    return form;
}

enum err calendar_put(const struct article_day *day, const struct article_day *ref,
                      enum calendar_form form, struct span weekday, const struct tokens *t,
                      struct buf *out)
{
    static const char *const names[] = {
        [CALENDAR_DAY] = "day", [CALENDAR_ON] = "on", [CALENDAR_WEEKDAY] = "weekday"};
    struct span words = form_of(t, names[form]);
    if (!words.n && form == CALENDAR_WEEKDAY)
        return out->failed;
    if (!words.n || !name_of(t, "month-names", day->month).n)
        return out->failed;
    if (!weekday.n && calendar_known(day))
        weekday = name_of(t, "weekday-names", when_weekday(day->year, day->month, day->day));
    bool other_year = day->year && ref->year && day->year != ref->year;
    struct span full = other_year ? form_of(t, "full") : (struct span){NULL, 0};
    put_form(full.n ? full : words, day, t, weekday, out);
    if (other_year && !full.n)
        (void)buf_printf(out, span_is(t->lang, "en") ? ", %d" : " %d", day->year);
    return out->failed;
}

int calendar_year(const struct article_day *day, int64_t now)
{
    if (day->weekday < 0 || !day->month || now == WHEN_NONE)
        return 0;
    int last = when_civil(now).year;
    for (int year = last; year > last - 12; year--)
        if (when_valid_day(year, day->month, day->day) &&
            when_weekday(year, day->month, day->day) == day->weekday &&
            when_make(year, day->month, day->day, 0, 0, 0) <= now)
            return year;
    return 0;
}
