/* news.c - `motograph news`: condense once and print. Floor 9. Main thread. */
#include "base/jsonout.h"
#include "base/when.h"
#include "run/command.h"
#include "run/desk.h"

enum { NEWS_BYTES_MAX = 64 * 1024 * 1024, KIND_COLUMN = 9 };

static const char *priority_name(enum story_priority priority)
{
    static const char *const names[] = {"normal", "high", "breaking"};
    return names[priority];
}

static void put_telling(struct jsonout *j, const struct telling *t)
{
    jsonout_object(j);
    jsonout_field(j, "name", t->name);
    jsonout_field(j, "title", t->title);
    jsonout_field(j, "link", t->link);
    jsonout_field_when(j, "published", t->published);
    jsonout_close(j);
}

static void put_json(struct buf *out, const struct story *s)
{
    struct jsonout j;
    jsonout_init(&j, out);
    jsonout_object(&j);
    jsonout_field(&j, "id", s->id);
    jsonout_field(&j, "headline", s->headline);
    jsonout_key(&j, "facts");
    jsonout_array(&j);
    for (size_t i = 0; i < s->n_facts; i++) {
        jsonout_object(&j);
        jsonout_field(&j, "kind", span_of(fact_kind_name(s->facts[i].kind)));
        jsonout_field(&j, "text", s->facts[i].text);
        jsonout_field_int(&j, "source", s->facts[i].source);
        jsonout_close(&j);
    }
    jsonout_close(&j);
    jsonout_field_when(&j, "published", s->published);
    jsonout_field_when(&j, "updated", s->updated);
    jsonout_field(&j, "lang", s->lang);
    jsonout_field(&j, "priority", span_of(priority_name(s->priority)));
    jsonout_key(&j, "sources");
    jsonout_array(&j);
    for (size_t i = 0; i < s->n_tellings; i++)
        put_telling(&j, &s->tellings[i]);
    jsonout_close(&j);
    jsonout_close(&j);
    (void)buf_putc(out, '\n');
}

/* "Harbour Post and Field Gazette, 2026-11-21": the day alone, as days are what texts agree on. */
static void put_sources(struct buf *out, const struct story *s)
{
    char iso[WHEN_ISO_MAX];
    const char *part = "  ";
    for (size_t i = 0; i < s->n_tellings; i++) {
        (void)buf_puts(out, part);
        (void)buf_put(out, s->tellings[i].name);
        part = ", ";
    }
    when_iso(s->published, iso);
    if (s->published != WHEN_NONE)
        (void)buf_printf(out, "  (%.10s)", iso);
    (void)buf_putc(out, '\n');
}

static void put_text(struct buf *out, const struct story *s)
{
    (void)buf_put(out, s->headline);
    (void)buf_putc(out, '\n');
    for (size_t i = 0; i < s->n_facts; i++) {
        const char *kind = fact_kind_name(s->facts[i].kind);
        (void)buf_printf(out, "  %-*s", KIND_COLUMN, kind);
        (void)buf_put(out, s->facts[i].text);
        (void)buf_putc(out, '\n');
    }
    put_sources(out, s);
    (void)buf_putc(out, '\n');
}

static enum exit_code print(const struct story_batch *b, bool json)
{
    struct buf out;
    buf_init(&out, NEWS_BYTES_MAX);
    for (size_t i = 0; i < b->n; i++) {
        if (json)
            put_json(&out, &b->stories[i]);
        else
            put_text(&out, &b->stories[i]);
    }
    enum exit_code code = cli_print(&out);
    buf_finish(&out);
    return code;
}

enum exit_code news_run(struct cli *cli)
{
    struct desk desk;
    enum exit_code code = desk_init(&desk, cli);
    struct story_batch *b = NULL;
    if (code == EXIT_CODE_DONE)
        code = desk_gather(&desk, cli, &b);
    if (b) {
        enum exit_code printed = print(b, conf_bool(&cli->conf, OPTION_JSON));
        if (printed)
            code = printed;
    }
    story_batch_destroy(b);
    desk_finish(&desk);
    return code;
}
