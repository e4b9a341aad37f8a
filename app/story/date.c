/* date.c - days that a text names. Floor 4. Any thread. Knows no clock: the day of writing
 * comes in. */
#include "story/date.h"

#include "base/utf8.h"
#include "base/when.h"
#include "story/calendar.h"
#include "story/date_number.h"
#include "story/date_relative.h"

enum { DATE_STRING_MAX = 256 };

/* "between July 25 and August 2", "from 25 July to 2 August": two whole dates. */
static size_t two_dates(const struct date_reader *r, size_t i, size_t n, struct date *d)
{
    struct date second = {.kind = DATE_DAY};
    struct date_pieces *x = r->x;
    size_t joint = date_piece_role(x, i + n, "to");
    if (!joint && i + n < x->n && x->t->at[x->at[i + n].token].kind == TOKEN_DASH)
        joint = 1;
    if (d->kind != DATE_DAY || d->relative || !joint)
        return n;
    joint += date_piece_role(x, i + n + joint, "the");
    size_t used = date_absolute_named(r, i + n + joint, &second);
    if (!used || second.kind != DATE_DAY)
        return n;
    d->kind = DATE_RANGE;
    d->to = second.from;
    if (second.from.year && !d->from.year)
        d->from.year = second.from.year;
    return n + joint + used;
}

/* The weekday behind a date that falls on it: "July 25, Tuesday". */
static size_t own_weekday(const struct date_reader *r, size_t i, const struct date *d)
{
    int weekday;
    size_t gap = date_piece_mark(r->x, i, ','), n;
    if (!calendar_known(&d->from) || d->kind != DATE_DAY)
        return 0;
    n = date_piece_int(r->x, i + gap, DATE_WEEKDAYS, &weekday);
    bool same = n && when_weekday(d->from.year, d->from.month, d->from.day) == weekday;
    return same ? gap + n : 0;
}

/* The form that reads farthest from piece i. */
static size_t read_date(const struct date_reader *r, size_t i, struct date *d)
{
    static size_t (*const forms[])(const struct date_reader *, size_t, struct date *) = {
        date_relative_weekday, date_absolute_any, date_relative_day, date_relative_count,
        date_relative_period,  date_relative_nth, date_relative_bare};
    size_t best = 0;
    for (size_t f = 0; f < sizeof forms / sizeof *forms; f++) {
        struct date other = {.kind = DATE_DAY};
        size_t n = forms[f](r, i, &other);
        if (n > best) {
            best = n;
            *d = other;
        }
    }
    if (best && !d->weekday)
        best += own_weekday(r, i + best, d);
    return best ? two_dates(r, i, best, d) : 0;
}

static struct date_reader reader_of(struct date_pieces *x, struct article_day ref)
{
    struct span order;
    struct date_reader r = {.x = x, .ref = ref, .weekday = ref.weekday};
    if (ref.month)
        r.today = calendar_days(ref.year, ref.month, ref.day);
    if (ref.year && ref.month)
        r.weekday = when_weekday(ref.year, ref.month, ref.day);
    if (words_find(x->t->words, x->t->lang, "date-form", span_of("figures"), &order))
        r.order = span_is(order, "M D Y") ? CALENDAR_MDY : CALENDAR_YMD;
    return r;
}

/* "every Saturday", "the first Saturday of the month": a weekday that comes again is no date. */
static bool comes_again(struct date_pieces *x, size_t i, const struct date *d)
{
    int nth;
    return d->weekday && i > 0 &&
           (date_piece_int(x, i - 1, DATE_ORDINALS, &nth) || date_piece_role(x, i - 1, "each"));
}

/* "2021'de", "Haziran'da": where endings follow an apostrophe, a date ends in front of it. */
static bool ends_at(const struct date_pieces *x, size_t i)
{
    bool suffix = words_find(x->t->words, x->t->lang, "date-form", span_of("suffix"), NULL);
    return date_piece_begins(x, i) || (suffix && date_piece_mark(x, i, '\''));
}

static size_t find(const struct tokens *t, struct article_day ref, bool whole,
                   struct date out[DATES_MAX])
{
    struct date_pieces x;
    date_piece_cut(t, &x);
    struct date_reader r = reader_of(&x, ref);
    size_t found = 0;
    for (size_t i = 0; i < x.n && found < DATES_MAX;) {
        struct date *d = &out[found];
        size_t n = date_piece_may(&x, i) ? read_date(&r, i, d) : 0;
        if (n && !comes_again(&x, i, d) &&
            (!whole || (date_piece_begins(&x, i) && ends_at(&x, i + n)))) {
            d->first = x.at[i].token;
            d->n = x.at[i + n - 1].token - d->first + 1;
            found++;
        }
        i += n ? n : 1;
    }
    return found;
}

size_t date_find(const struct tokens *t, struct article_day ref, struct date out[DATES_MAX])
{
    return find(t, ref, true, out);
}

size_t date_find_parts(const struct tokens *t, struct article_day ref, struct date out[DATES_MAX])
{
    return find(t, ref, false, out);
}

enum err date_iso(const struct date *d, struct buf *out)
{
    const struct article_day *day = &d->from;
    int year = day->year, week;
    if (d->unit == 'w' && calendar_known(day)) {
        calendar_week(day, &year, &week);
        return buf_printf(out, "%04d-W%02d", year, week);
    }
    if (year)
        (void)buf_printf(out, "%04d", year);
    else
        (void)buf_puts(out, "XXXX");
    if (day->month && d->unit != 'y')
        (void)buf_printf(out, "-%02d", day->month);
    if (day->month && day->day && !d->unit)
        (void)buf_printf(out, "-%02d", day->day);
    return out->failed;
}

/* How much of the text stands in lists of dates in the language. The names of months and days tell
 * languages apart better than small words do. */
static size_t known_words(struct date_pieces *x)
{
    static const struct {
        enum date_list list;
        size_t weight;
    } lists[] = {{DATE_MONTHS, 4}, {DATE_WEEKDAYS, 3}, {DATE_DAYS, 3},
                 {DATE_UNITS, 2},  {DATE_TURNS, 1},    {DATE_WORDS, 1}};
    struct span value;
    size_t known = 0;
    for (size_t i = 0; i < x->n;) {
        size_t most = 0, longest = 0;
        for (size_t k = 0; k < sizeof lists / sizeof *lists; k++) {
            size_t n = date_piece_find(x, i, lists[k].list, &value);
            most = n * lists[k].weight > most ? n * lists[k].weight : most;
            longest = n > longest ? n : longest;
        }
        known += most;
        i += longest ? longest : 1;
    }
    return known;
}

struct span date_lang(struct span text, const struct words *words, struct arena *a)
{
    const struct span *langs;
    size_t n = words_langs(words, &langs), most = 0;
    struct span best = span_of("en");
    struct tokens t;
    struct date_pieces x;
    if (!token_cut(utf8_cut(text, DATE_STRING_MAX), span_of(""), words, &t, a))
        return best;
    for (size_t i = 0; i <= n; i++) {
        token_speak(&t, i ? langs[i - 1] : best);
        date_piece_cut(&t, &x);
        size_t known = known_words(&x);
        if (known > most) {
            most = known;
            best = t.lang;
        }
    }
    return best;
}
