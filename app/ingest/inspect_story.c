/* inspect_story.c - floor 4 shown from outside. Floor 5. Any thread. */
#include "ingest/inspect_story.h"

#include <string.h>

#include "base/json.h"
#include "base/markup.h"
#include "base/tag.h"
#include "base/when.h"
#include "ingest/inspect.h"
#include "story/calendar.h"
#include "story/condense.h"
#include "story/date.h"
#include "story/digest.h"
#include "story/merge.h"
#include "story/sentence.h"
#include "story/tidy.h"

enum { WEEK = 7, MARKUP_PASSES = 2 };

/* Two letters for what a line calls its language: "en", "en-GB", "English". */
static struct span lang_of(const json_t *line)
{
    static const struct {
        const char *name, *code;
    } names[] = {
        {"english", "en"}, {"german", "de"},  {"french", "fr"},     {"spanish", "es"},
        {"italian", "it"}, {"dutch", "nl"},   {"portuguese", "pt"}, {"polish", "pl"},
        {"russian", "ru"}, {"chinese", "zh"}, {"japanese", "ja"},   {"korean", "ko"},
        {"hindi", "hi"},   {"turkish", "tr"}, {"arabic", "ar"},     {"englishothers", "en"}};
    struct span lang = json_get_span(line, "lang");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(lang, names[i].name))
            return span_of(names[i].code);
    return lang.n ? span_sub(lang, 0, 2) : span_of("en");
}

/* The end of an element, whatever its name: nobody types "</seg>". */
static bool has_end_tag(struct span text)
{
    bool end = false;
    for (struct tag t; !end && tag_next(&text, &t);)
        end = t.kind == TAG_CLOSE;
    return end;
}

/* A fragment of HTML as feeds hold it becomes text first, as it does there; so does one that was
 * escaped once more, as where each piece of a page is a field of its own. */
static struct span plain_text(struct span text, struct arena *a)
{
    struct buf b;
    buf_init(&b, text.n * 2 + 1);
    for (int pass = 0; pass < MARKUP_PASSES && (markup_any(text) || has_end_tag(text)); pass++) {
        buf_reset(&b);
        struct span plain = markup_text(text, &b) ? text : arena_copy(a, buf_span(&b));
        text = plain.p ? plain : text;
    }
    buf_finish(&b);
    return tidy_text(text, a);
}

enum err inspect_sentences(const json_t *line, const struct words *words, struct buf *out,
                           struct arena *a)
{
    struct jsonout j;
    size_t n;
    struct span text = plain_text(json_get_span(line, "text"), a);
    struct span *all = sentence_split(text, lang_of(line), words, &n, a);
    if (!all)
        return ERR_NOMEM;
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    jsonout_key(&j, "sentences");
    jsonout_array(&j);
    for (size_t i = 0; i < n; i++)
        jsonout_span(&j, all[i]);
    jsonout_close(&j);
    jsonout_close(&j);
    return out->failed;
}

static struct article_day day_of(int64_t moment)
{
    if (moment == WHEN_NONE)
        return (struct article_day){.weekday = -1, .minutes = -1};
    struct when_civil c = when_civil(moment);
    return (struct article_day){c.year, c.month, c.day, c.weekday, c.hour * 60 + c.minute};
}

static enum err put_dates(struct jsonout *j, const struct date *dates, size_t n)
{
    struct buf iso;
    buf_init(&iso, 64);
    jsonout_key(j, "dates");
    jsonout_array(j);
    for (size_t i = 0; i < n; i++) {
        buf_reset(&iso);
        if (!date_iso(&dates[i], &iso) && (dates[i].from.year || dates[i].from.month))
            jsonout_span(j, buf_span(&iso));
    }
    jsonout_close(j);
    enum err e = iso.failed;
    buf_finish(&iso);
    return e;
}

/* A weekday that nothing places is taken for the last one: here one answer is asked for. */
static void place_weekday(struct date *d, struct article_day ref)
{
    if (!d->weekday || d->from.month || d->kind != DATE_DAY || !ref.year)
        return;
    int64_t today = calendar_days(ref.year, ref.month, ref.day);
    d->from = calendar_day(today - (ref.weekday - d->day_name + WEEK) % WEEK);
}

/* A text that is little more than a date is a stamp, and stamps look back. */
static void place_stamp(struct date *d, struct article_day ref)
{
    const struct article_day *day = &d->from;
    if (d->guessed && d->kind == DATE_DAY && ref.year && day->year &&
        calendar_days(day->year, day->month, day->day) >
            calendar_days(ref.year, ref.month, ref.day) &&
        when_valid_day(day->year - 1, day->month, day->day))
        d->from.year--;
}

/* The dates of the text in the language of the line, or in the one that its words are of. */
static enum err find_dates(const json_t *line, const struct words *words, int64_t ref,
                           struct date dates[DATES_MAX], size_t *n, struct arena *a)
{
    struct tokens t;
    struct span text = json_get_span(line, "text");
    bool named = json_get_span(line, "lang").n > 0;
    struct span lang = named ? lang_of(line) : date_lang(text, words, a);
    if (!token_cut(text, lang, words, &t, a))
        return ERR_NOMEM;
    *n = date_find_parts(&t, day_of(ref), dates);
    for (size_t i = 0; i < *n; i++) {
        place_weekday(&dates[i], day_of(ref));
        if (!named)
            place_stamp(&dates[i], day_of(ref));
    }
    return ERR_OK;
}

enum err inspect_dates(const json_t *line, const struct words *words, struct buf *out,
                       struct arena *a)
{
    struct jsonout j;
    struct date dates[DATES_MAX];
    int64_t ref = WHEN_NONE;
    size_t n = 0;
    if (json_get_span(line, "ref").n && !when_parse(json_get_span(line, "ref"), &ref))
        return ERR_SYNTAX;
    enum err e = find_dates(line, words, ref, dates, &n, a);
    if (e)
        return e;
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    e = put_dates(&j, dates, n);
    jsonout_close(&j);
    return e ? e : out->failed;
}

/* What a line asks for: how long the headline or the sentences may be. */
static struct budget budget_of(const json_t *line, const char *unit, size_t otherwise)
{
    const json_t *size = json_object_get(json_object_get(line, "budget"), unit);
    json_int_t n = json_is_integer(size) ? json_integer_value(size) : 0;
    return (struct budget){n > 0 ? (size_t)n : otherwise, !strcmp(unit, "bytes")};
}

/* A line without a title asks for the sentences of the whole text: the one that was taken for a
 * title is its first again. */
static bool give_back_title(struct article *article, struct arena *a)
{
    struct buf b;
    if (!article->title.n || span_find(article->text, article->title) == 0) {
        article->title = span_make(NULL, 0);
        return true;
    }
    buf_init(&b, ARTICLE_TEXT_MAX + article->title.n + 1);
    (void)buf_put(&b, article->title);
    (void)buf_putc(&b, '\n');
    (void)buf_put(&b, article->text);
    article->text = arena_copy(a, buf_span(&b));
    article->title = span_make(NULL, 0);
    enum err e = b.failed;
    buf_finish(&b);
    return !e && article->text.n;
}

/* The text as an article; a line that is all boilerplate to the filter is taken as it is. */
static enum err read_article(const json_t *line, const struct words *words, struct article *out,
                             struct arena *a)
{
    struct span text = json_get_span(line, "text"), title = json_get_span(line, "title");
    int64_t published;
    enum err e = article_from_text(text, title, NULL, words, out, a);
    if (e)
        return e;
    if (!out->text.n)
        out->text = text;
    if (!title.n && !give_back_title(out, a))
        return ERR_NOMEM;
    if (json_get_span(line, "lang").n || !out->lang.n)
        out->lang = lang_of(line);
    if (when_parse(json_get_span(line, "date"), &published))
        out->published = published;
    return ERR_OK;
}

static void put_spans(struct jsonout *j, const char *key, const struct span *all, size_t n)
{
    jsonout_key(j, key);
    jsonout_array(j);
    for (size_t i = 0; i < n; i++)
        jsonout_span(j, all[i]);
    jsonout_close(j);
}

static void put_facts(struct jsonout *j, const struct told *told)
{
    jsonout_key(j, "facts");
    jsonout_array(j);
    for (size_t i = 0; i < told->n_facts; i++) {
        jsonout_object(j);
        jsonout_field(j, "kind", span_of(fact_kind_name(told->facts[i].kind)));
        jsonout_field(j, "text", told->facts[i].text);
        jsonout_close(j);
    }
    jsonout_close(j);
}

static void put_answers(struct jsonout *j, const struct digest *d)
{
    put_spans(j, "sentences", d->sentences, d->n_sentences);
    put_spans(j, "who", d->who, d->n_who);
    put_spans(j, "what", d->what, d->n_what);
    put_spans(j, "when", d->when, d->n_when);
    put_spans(j, "where", d->where, d->n_where);
    put_spans(j, "why", d->why, d->n_why);
    put_spans(j, "how", d->how, d->n_how);
}

enum err inspect_condense(const json_t *line, const struct words *words, struct buf *out,
                          struct arena *a)
{
    struct article article;
    enum err e = read_article(line, words, &article, a);
    if (e)
        return e;
    struct body body;
    struct condense_opts opts = {.words = words, .now = article.published, .body = &body};
    struct digest_opts d_opts = {
        .headline = budget_of(line, "bytes", 0),
        .sentences = budget_of(line, "sentences", 0).max,
        .chars = budget_of(line, "chars", 0).max,
    };
    struct told told;
    struct digest digest;
    struct jsonout j;
    e = condense_article(&article, &opts, &told, a);
    if (e)
        return e;
    digest_make(&body, &told, &d_opts, &digest, a);
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    jsonout_field(&j, "headline", digest.headline);
    put_facts(&j, &told);
    put_answers(&j, &digest);
    jsonout_close(&j);
    return out->failed;
}

/* One document to the story it belongs to. */
static enum err add_document(struct merge *m, const json_t *doc, const struct words *words,
                             size_t *story, struct arena *a)
{
    struct article article;
    enum err e = read_article(doc, words, &article, a);
    if (e)
        return e;
    struct condense_opts opts = {.words = words, .now = article.published};
    struct merge_source source = {.name = json_get_span(doc, "source"), .seen = article.published};
    struct told told;
    e = condense_article(&article, &opts, &told, a);
    if (e)
        return e;
    told.key = json_get_span(doc, "id");
    return merge_add(m, &told, &source, story);
}

enum err inspect_stories(const json_t *line, const struct words *words, struct buf *out,
                         struct arena *a)
{
    struct merge *m = merge_create(&(struct merge_opts){0});
    const json_t *docs = json_object_get(line, "docs");
    struct jsonout j;
    enum err e = m ? ERR_OK : ERR_NOMEM;
    jsonout_init(&j, out);
    jsonout_object(&j);
    jsonout_key(&j, "clusters");
    jsonout_object(&j);
    for (size_t i = 0; !e && i < json_array_size(docs); i++) {
        const json_t *doc = json_array_get(docs, i);
        size_t story;
        e = add_document(m, doc, words, &story, a);
        if (!e)
            jsonout_field_int(&j, json_string_value(json_object_get(doc, "id")), (int64_t)story);
        e = e == ERR_SYNTAX ? ERR_OK : e;
    }
    jsonout_close(&j);
    jsonout_close(&j);
    merge_destroy(m);
    return e ? e : out->failed;
}
