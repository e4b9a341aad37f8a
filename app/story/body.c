/* body.c - an article taken apart. Floor 4. Any thread. */
#include "story/body.h"

#include "base/utf8.h"
#include "story/sentence.h"
#include "story/terms.h"
#include "story/tidy.h"

static bool read_passage(struct span text, const struct body *body, struct passage *p,
                         struct arena *a)
{
    p->text = text;
    if (!token_cut(text, body->lang, body->words, &p->t, a))
        return false;
    p->n_dates = date_find(&p->t, body->day, p->dates);
    p->n_keys = terms_keys(&p->t, 0, p->t.n, p->keys, BODY_KEYS_MAX);
    return true;
}

/* A sentence all in brackets: a credit or a note of the editors. */
static bool is_aside(const struct tokens *t)
{
    if (t->n == 0 || t->at[0].kind != TOKEN_OPEN)
        return t->n == 0;
    size_t close = 0;
    while (close < t->n && t->at[close].kind != TOKEN_CLOSE)
        close++;
    return close + 2 >= t->n;
}

static bool read_paragraph(struct span text, size_t paragraph, struct body *body, struct arena *a)
{
    size_t n;
    struct span *all = sentence_split(text, body->lang, body->words, &n, a);
    if (!all)
        return false;
    for (size_t i = 0; i < n && body->n < BODY_SENTENCES; i++) {
        struct passage *p = &body->at[body->n];
        if (!read_passage(all[i], body, p, a))
            return false;
        if (p->t.n == 0 || (body->n > 0 && is_aside(&p->t)))
            continue;
        p->paragraph = paragraph;
        body->n++;
    }
    return true;
}

/* A weekday that one sentence could place is the same day in those that could not. */
static void share_weekdays(struct passage *to, const struct passage *from)
{
    for (size_t i = 0; i < to->n_dates; i++)
        for (size_t k = 0; k < from->n_dates; k++) {
            struct date *open = &to->dates[i];
            const struct date *known = &from->dates[k];
            if (!open->weekday || open->from.month || open->n != 1 || !known->weekday ||
                !known->from.month || known->n != 1 ||
                !span_eq(to->t.at[open->first].lower, from->t.at[known->first].lower))
                continue;
            open->from = known->from;
            open->to = known->to;
        }
}

bool body_read(const struct article *article, struct span title, struct article_day day,
               const struct words *words, struct body *out, struct arena *a)
{
    struct span rest = tidy_text(utf8_cut(article->text, BODY_TEXT_MAX), a), line;
    *out =
        (struct body){.day = day, .words = words, .lang = article->lang, .place = article->place};
    out->at = arena_array(a, BODY_SENTENCES, sizeof *out->at);
    if (!out->at || !read_passage(title, out, &out->title, a))
        return false;
    for (size_t paragraph = 0; out->n < BODY_SENTENCES && span_line(&rest, &line);) {
        if (!span_trim(line).n)
            continue;
        if (!read_paragraph(line, paragraph++, out, a))
            return false;
    }
    for (size_t i = 0; i < out->n; i++)
        share_weekdays(&out->title, &out->at[i]);
    return true;
}
