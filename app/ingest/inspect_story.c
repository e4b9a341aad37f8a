/* inspect_story.c - floor 4 shown from outside. Floor 5. Any thread. */
#include "ingest/inspect_story.h"

#include <string.h>

#include "base/json.h"
#include "base/jsonout.h"
#include "base/when.h"
#include "story/date.h"
#include "story/sentence.h"

/* Two letters for what a line calls its language: "en", "en-GB", "English". */
static struct span lang_of(const json_t *line)
{
    static const struct {
        const char *name, *code;
    } names[] = {{"english", "en"}, {"german", "de"},  {"french", "fr"},     {"spanish", "es"},
                 {"italian", "it"}, {"dutch", "nl"},   {"portuguese", "pt"}, {"polish", "pl"},
                 {"russian", "ru"}, {"chinese", "zh"}, {"japanese", "ja"}};
    struct span lang = json_get_span(line, "lang");
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (span_is_nocase(lang, names[i].name))
            return span_of(names[i].code);
    return lang.n ? span_sub(lang, 0, 2) : span_of("en");
}

static void put_id(struct jsonout *j, const json_t *line)
{
    const json_t *id = json_object_get(line, "id");
    jsonout_object(j);
    if (json_is_integer(id))
        jsonout_field_int(j, "id", json_integer_value(id));
    else
        jsonout_field(j, "id", json_get_span(line, "id"));
}

enum err inspect_sentences(const json_t *line, const struct words *words, struct buf *out,
                           struct arena *a)
{
    struct jsonout j;
    size_t n;
    struct span *all =
        sentence_split(json_get_span(line, "text"), lang_of(line), words, &n, a);
    if (!all)
        return ERR_NOMEM;
    jsonout_init(&j, out);
    put_id(&j, line);
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
        if (!date_iso(&dates[i], &iso) && dates[i].from.year)
            jsonout_span(j, buf_span(&iso));
    }
    jsonout_close(j);
    enum err e = iso.failed;
    buf_finish(&iso);
    return e;
}

enum err inspect_dates(const json_t *line, const struct words *words, struct buf *out,
                       struct arena *a)
{
    struct jsonout j;
    struct tokens t;
    struct date dates[DATES_MAX];
    int64_t ref;
    if (!when_parse(json_get_span(line, "ref"), &ref))
        return ERR_SYNTAX;
    if (!token_cut(json_get_span(line, "text"), lang_of(line), words, &t, a))
        return ERR_NOMEM;
    size_t n = date_find(&t, day_of(ref), dates);
    jsonout_init(&j, out);
    put_id(&j, line);
    enum err e = put_dates(&j, dates, n);
    jsonout_close(&j);
    return e ? e : out->failed;
}
