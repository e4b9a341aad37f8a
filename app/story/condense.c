/* condense.c - article to told. Floor 4. Any thread. Knows no clock: now comes in. */
#include "story/condense.h"

#include <inttypes.h>
#include <string.h>

#include "base/utf8.h"
#include "base/when.h"
#include "story/body.h"
#include "story/calendar.h"
#include "story/fact.h"
#include "story/headline.h"
#include "story/rank.h"
#include "story/terms.h"

enum { HEADLINE_MAX = 110, FACT_MAX = 160, FACTS_MAX = 7, LEAD_MAX = 600, WEEKDAY_SENTENCES = 5 };

/* What a term of the title counts more than one of the text; see merge.c. */
static const float TITLE_WEIGHT = 2.5f;

/* The weekday that the text states of itself: its stamp's, else the only one that its first
 * sentences name without turning it ("on Tuesday"). */
static int stated_weekday(const struct article *article, const struct words *words, struct arena *a)
{
    struct body body;
    int found = -1;
    struct article_day none = {.weekday = -1};
    if (article->day.weekday >= 0)
        return article->day.weekday;
    if (!body_read(article, article->title, none, words, &body, a))
        return -1;
    for (size_t i = 0; i < body.n && i < WEEKDAY_SENTENCES; i++)
        for (size_t k = 0; k < body.at[i].n_dates; k++) {
            const struct date *d = &body.at[i].dates[k];
            struct span value;
            if (!d->weekday || !d->relative || d->n != 1 ||
                !token_in(&body.at[i].t, d->first, LIST_WEEKDAYS, &value))
                continue;
            int weekday = value.p[0] - '0';
            if (found >= 0 && found != weekday)
                return -1;
            found = weekday;
        }
    return found;
}

/* The day of writing: of the moment of publishing, else what the text says of itself. */
static struct article_day writing_day(const struct article *article,
                                      const struct condense_opts *opts, struct arena *a)
{
    struct article_day day = article->day;
    if (article->published != WHEN_NONE) {
        struct when_civil c = when_civil(article->published);
        return (struct article_day){c.year, c.month, c.day, c.weekday, c.hour * 60 + c.minute};
    }
    if (!day.month || !day.day)
        return (struct article_day){.weekday = -1, .minutes = -1};
    if (!day.year) {
        day.weekday = stated_weekday(article, opts->words, a);
        day.year = calendar_year(&day, opts->now);
    }
    return day;
}

static int64_t moment_of(const struct article *article, const struct article_day *day)
{
    if (article->published != WHEN_NONE || !day->year || !day->month || !day->day)
        return article->published;
    int minutes = day->minutes > 0 ? day->minutes : 0;
    return when_make(day->year, day->month, day->day, minutes / 60, minutes % 60, 0);
}

/* The first whole sentences within LEAD_MAX bytes; the beginning of the first when it is longer. */
static struct span lead_of(const struct body *body, struct arena *a)
{
    struct buf b;
    buf_init(&b, LEAD_MAX);
    for (size_t i = 0; i < body->n && b.n + body->at[i].text.n + 1 <= LEAD_MAX; i++) {
        if (i)
            (void)buf_putc(&b, ' ');
        (void)buf_put(&b, body->at[i].text);
    }
    struct span lead = b.n ? arena_copy(a, buf_span(&b)) : (struct span){NULL, 0};
    if (!lead.n && body->n)
        lead = arena_copy(a, utf8_cut(body->at[0].text, LEAD_MAX));
    buf_finish(&b);
    return lead;
}

static bool fill_terms(const struct body *body, struct told *out, struct arena *a)
{
    struct terms v = {.max = TOLD_TERMS_MAX};
    size_t used = 0;
    v.at = arena_array(a, TOLD_TERMS_MAX, sizeof *v.at);
    if (!v.at)
        return false;
    terms_add(&v, &body->title.t, TITLE_WEIGHT);
    for (size_t i = 0; i < body->n && used < LEAD_MAX; i++) {
        terms_add(&v, &body->at[i].t, 1);
        used += body->at[i].text.n;
    }
    terms_sort(&v);
    out->terms = v.at;
    out->n_terms = v.n;
    return true;
}

static bool fill_facts(const struct body *body, const struct condense_opts *opts, struct told *out,
                       struct arena *a)
{
    struct fact_opts f = {.headline = out->headline,
                          .each = {opts->fact_max ? opts->fact_max : FACT_MAX, false},
                          .max = opts->facts_max ? opts->facts_max : FACTS_MAX};
    if (f.max > TOLD_FACTS_MAX)
        f.max = TOLD_FACTS_MAX;
    out->facts = arena_array(a, TOLD_FACTS_MAX, sizeof *out->facts);
    if (!out->facts)
        return false;
    out->n_facts = fact_find(body, &f, out->facts, a);
    return true;
}

enum err condense_article(const struct article *article, const struct condense_opts *opts,
                          struct told *out, struct arena *a)
{
    struct body body;
    struct budget headline = {opts->headline_max ? opts->headline_max : HEADLINE_MAX, false};
    *out = (struct told){.link = article->link, .outlet = article->site, .lang = article->lang};
    out->title = headline_clean(article->title, article, opts->words, a);
    out->day = writing_day(article, opts, a);
    out->published = moment_of(article, &out->day);
    out->updated = article->updated;
    if (!body_read(article, out->title, out->day, opts->words, &body, a))
        return ERR_NOMEM;
    rank_sentences(&body);
    out->headline = headline_make(&body, headline, a);
    if (!out->headline.n)
        return ERR_SYNTAX;
    if (opts->body)
        *opts->body = body;
    out->lead = lead_of(&body, a);
    if (!fill_facts(&body, opts, out, a) || !fill_terms(&body, out, a))
        return ERR_NOMEM;
    return ERR_OK;
}
