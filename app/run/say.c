/* say.c - what a person says on the wall. Floor 9. The worker's thread. Knows no clock. */
#include "run/say.h"

#include <stdio.h>
#include <string.h>

#include "base/clean.h"
#include "base/when.h"
#include "conf/option.h"
#include "run/line.h"

enum { ID_BYTES = 17 };

struct wish {
    struct span text;
    double seconds;
    bool breaking;
};

/* Reads the flags before the text; false when one is wrong, which out says. */
static bool read_wish(struct span line, struct wish *w, struct buf *out)
{
    static const struct option_row row = {
        .key = "--for", .type = OPTION_DURATION, .min = 1, .max = SAY_FOR_MOST};
    struct why why = {.text = ""};
    struct span word, rest = line;
    *w = (struct wish){.seconds = SAY_FOR};
    for (;;) {
        w->text = span_trim(rest);
        if (!line_word(&rest, &word))
            return true;
        if (span_is(word, "--breaking")) {
            w->breaking = true;
        } else if (span_is(word, "--for")) {
            word = span_make(NULL, 0);
            (void)line_word(&rest, &word);
            if (option_check(&row, word, &w->seconds, &why) == ERR_OK && w->seconds > 0)
                continue;
            (void)buf_printf(out, "error: %s\n", why.text[0] ? why.text : "--for 0 says nothing");
            return false;
        } else {
            w->text = span_is(word, "--") ? span_trim(rest) : w->text;
            return true;
        }
    }
}

static void drop(struct say *s, size_t i)
{
    s->n--;
    memmove(&s->list[i], &s->list[i + 1], (s->n - i) * sizeof *s->list);
}

static void put(struct say *s, const char *text, const struct wish *w, int64_t now)
{
    for (size_t i = s->n; i-- > 0;)
        if (strcmp(s->list[i].text, text) == 0)
            drop(s, i);
    if (s->n == SAY_MAX)
        drop(s, 0);
    (void)snprintf(s->list[s->n].text, sizeof s->list->text, "%s", text);
    s->list[s->n].said = now;
    s->list[s->n].expires = now + (int64_t)w->seconds;
    s->list[s->n++].breaking = w->breaking;
}

static bool say(struct say *s, struct span line, int64_t now, struct buf *out)
{
    struct wish wish;
    struct buf text;
    if (!read_wish(line, &wish, out))
        return false;
    buf_init(&text, SAY_TEXT_MAX);
    enum err e = clean_line(wish.text, &text);
    bool fine = !e && text.n > 0;
    if (fine)
        put(s, buf_cstr(&text), &wish, now);
    buf_finish(&text);
    if (fine)
        (void)buf_puts(out, "ok\n");
    else if (e)
        (void)buf_printf(out, "error: say: at most %d bytes of text\n", SAY_TEXT_MAX);
    else
        (void)buf_puts(out, "error: say: what? say [--for 10m] [--breaking] TEXT\n");
    return fine;
}

bool say_answer(struct say *s, struct span line, int64_t now, struct buf *out)
{
    struct span verb;
    if (!line_word(&line, &verb))
        return false;
    if (span_is(verb, "say"))
        return say(s, line, now, out);
    if (!span_is(verb, "unsay"))
        return false;
    bool any = s->n > 0;
    s->n = 0;
    (void)buf_puts(out, any ? "ok\n" : "note: nothing is said\n");
    return any;
}

static bool tell(const struct say *s, size_t i, struct span lang, struct span name, struct arena *a,
                 struct story *out)
{
    char id[ID_BYTES];
    struct span text = span_of(s->list[i].text);
    (void)snprintf(id, sizeof id, "%016llx",
                   (unsigned long long)(span_hash(text) ^ (uint64_t)s->list[i].said));
    *out = (struct story){.id = arena_copy(a, span_of(id)),
                          .headline = arena_copy(a, text),
                          .lang = arena_copy(a, lang),
                          .published = s->list[i].said,
                          .updated = s->list[i].said,
                          .priority = s->list[i].breaking ? STORY_BREAKING : STORY_HIGH,
                          .expires = s->list[i].expires};
    if (name.n)
        out->tellings = arena_alloc(a, sizeof *out->tellings);
    if (out->tellings) {
        *out->tellings =
            (struct telling){.name = arena_copy(a, name), .published = s->list[i].said};
        out->n_tellings = 1;
    }
    return out->headline.n > 0 && out->id.n > 0;
}

void say_add(struct say *s, struct span lang, struct span name, int64_t now, struct story_batch *b)
{
    for (size_t i = s->n; i-- > 0;)
        if (s->list[i].expires <= now)
            drop(s, i);
    struct story *all = s->n ? arena_array(b->arena, s->n + b->n, sizeof *all) : NULL;
    size_t n = 0;
    if (!all)
        return;
    for (size_t i = s->n; i-- > 0;)
        n += tell(s, i, lang, name, b->arena, &all[n]);
    if (b->n)
        memcpy(all + n, b->stories, b->n * sizeof *all);
    b->stories = all;
    b->n += n;
}

void say_clock_set(struct say *s, int64_t by)
{
    for (size_t i = 0; i < s->n; i++) {
        s->list[i].said += by;
        s->list[i].expires += by;
    }
}
