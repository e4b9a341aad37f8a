/* resolve.c - relative days become dates. Floor 4. Any thread. */
#include "story/resolve.h"

#include "story/calendar.h"

enum { PHRASE_MAX = 160, WEEKDAY_WORDS = 3 };

/* The token behind a date and its part of the day: "Tuesday morning". */
static size_t date_end(const struct tokens *t, const struct date *date)
{
    size_t end = date->first + date->n;
    return end + token_in(t, end, LIST_DAY_PARTS, NULL);
}

/* The weekday's own word in a date that names it ("next Tuesday"). */
static struct span weekday_of(const struct tokens *t, const struct date *date)
{
    for (size_t i = date->first; i < date->first + date->n; i++) {
        size_t n = token_phrase(t, i, WEEKDAY_WORDS, LIST_WEEKDAYS, NULL);
        const struct span *last = n ? &t->at[i + n - 1].text : NULL;
        if (n)
            return span_make(t->at[i].text.p, (size_t)(last->p + last->n - t->at[i].text.p));
    }
    return (struct span){NULL, 0};
}

/* "Sunday was quiet": the day itself is what the sentence speaks of. Behind a comma it may be when
 * somebody acted: "Corvex, a maker of lamps, today announced". */
static bool is_subject(const struct tokens *t, const struct date *date)
{
    struct span kind;
    if (!token_in(t, date->first + date->n, LIST_VERBS, &kind))
        return false;
    return date->first == 0 || (t->at[date->first - 1].kind == TOKEN_COMMA && span_is(kind, "aux"));
}

static void replace(struct excerpt *d, const struct date *date, const struct article_day *ref)
{
    bool kept = date->first && token_in(d->t, date->first - 1, LIST_DATE_PREPOSITIONS, NULL);
    kept = kept || is_subject(d->t, date);
    struct span none = {NULL, 0}, text = none;
    struct buf b;
    buf_init(&b, PHRASE_MAX);
    if (date->weekday)
        (void)calendar_put(&date->from, ref, CALENDAR_WEEKDAY, weekday_of(d->t, date), d->t, &b);
    if (!b.n)
        (void)calendar_put(&date->from, ref, kept ? CALENDAR_DAY : CALENDAR_ON, none, d->t, &b);
    if (!b.failed && b.n)
        text = arena_copy(d->arena, buf_span(&b));
    buf_finish(&b);
    if (!text.n)
        return;
    excerpt_drop(d, date->first + 1, date_end(d->t, date));
    d->instead[date->first] = text;
}

void resolve_drop(struct excerpt *d, const struct date *date)
{
    size_t first = date->first;
    if (first && token_in(d->t, first - 1, LIST_DATE_PREPOSITIONS, NULL))
        first--;
    excerpt_drop(d, first, date_end(d->t, date));
}

void resolve_dates(struct excerpt *d, const struct passage *p, const struct body *body, bool drop)
{
    for (size_t i = 0; i < p->n_dates; i++) {
        const struct date *date = &p->dates[i];
        if (!date->relative || date->kind != DATE_DAY || d->t->at[date->first].quoted)
            continue;
        if (drop)
            resolve_drop(d, date);
        else if (date->from.month)
            replace(d, date, &body->day);
    }
}

static void put_words(const struct tokens *t, size_t first, size_t end, struct buf *out)
{
    for (size_t i = first; i < end; i++) {
        if (i > first && t->at[i].space)
            (void)buf_putc(out, ' ');
        (void)buf_put(out, t->at[i].text);
    }
}

/* Where words change with their preposition ("в субботу") a weekday is nothing without it. */
static void put_preposition(const struct tokens *t, size_t first, struct buf *out)
{
    bool kept = words_find(t->words, t->lang, "date-form", span_of("preposition"), NULL);
    if (!kept || !first || !token_in(t, first - 1, LIST_DATE_PREPOSITIONS, NULL))
        return;
    put_words(t, first - 1, first, out);
    (void)buf_putc(out, ' ');
}

/* A weekday keeps its name in front of the date, so that a reader sees both. */
static void put_resolved(const struct passage *p, const struct date *date, const struct body *body,
                         struct buf *out)
{
    const struct tokens *t = &p->t;
    size_t end = date->first + date->n;
    struct span none = {NULL, 0}, weekday = weekday_of(t, date);
    if (date->weekday) {
        put_preposition(t, date->first, out);
        (void)buf_put(out, weekday);
        if (token_in(t, end, LIST_DAY_PARTS, NULL)) {
            (void)buf_putc(out, ' ');
            (void)buf_put(out, t->at[end].text);
        }
    }
    struct buf day;
    buf_init(&day, PHRASE_MAX);
    if (date->from.month)
        (void)calendar_put(&date->from, &body->day, CALENDAR_DAY, none, t, &day);
    if (day.n && out->n)
        (void)buf_puts(out, ", ");
    (void)buf_put(out, buf_span(&day));
    buf_finish(&day);
}

struct span resolve_phrase(const struct passage *p, const struct date *date,
                           const struct body *body, struct arena *a)
{
    struct buf b;
    struct span text = {NULL, 0}, role;
    const struct tokens *t = &p->t;
    size_t first = date->first;
    buf_init(&b, PHRASE_MAX);
    if (date->relative && date->kind == DATE_DAY) {
        put_resolved(p, date, body, &b);
    } else {
        bool from =
            first && token_in(t, first - 1, LIST_DATE_WORDS, &role) && span_is(role, "from");
        bool kept =
            first && token_in(t, first - 1, LIST_DATE_PREPOSITIONS, &role) && !span_is(role, "on");
        put_words(t, first - (from || kept), date->first + date->n, &b);
    }
    if (!b.failed && b.n)
        text = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return text;
}
