/* message.c - any bytes as each of the messages, and sound messages with any bytes changed. The
 * first byte chooses which. */
#include <stdint.h>
#include <stdlib.h>

#include "ingest/message.h"

enum { ARENA_MAX = 64 * 1024 * 1024, HEAD = 4, KINDS = 4 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum err carry_job(struct span body, struct buf *out, struct arena *a)
{
    struct job job;
    enum err e = message_get_job(body, &job, a);
    return e ? e : message_put_job(out, &job);
}

static enum err carry_answer(struct span body, struct buf *out, struct arena *a)
{
    struct answer answer;
    enum err e = message_get_answer(body, &answer, a);
    return e ? e : message_put_answer(out, &answer);
}

static enum err carry_told(struct span body, struct buf *out, struct arena *a)
{
    struct told told;
    enum err e = message_get_told(body, &told, a);
    return e ? e : message_put_told(out, &told);
}

static enum err carry_story(struct span body, struct buf *out, struct arena *a)
{
    struct story story;
    enum err e = message_get_story(body, &story, a);
    return e ? e : message_put_story(out, &story);
}

/* A told and a story that are sound, as bytes: what random bytes never hit upon. */
static void put_sound(struct buf *b, size_t kind)
{
    static struct fact facts[] = {{FACT_WHO, SPAN("the board"), 0, 9}};
    static struct term terms[] = {{1, 0.5f}, {7, 2.0f}};
    static struct telling tellings[] = {{SPAN("Post"), SPAN("Ferry"), SPAN("http://h/"), 60}};
    struct told told = {
        .key = SPAN("k"),
        .headline = SPAN("Ferry returns"),
        .day = {2026, 3, 1, 0, -1},
        .published = 60,
        .facts = facts,
        .n_facts = 1,
        .terms = terms,
        .n_terms = 2,
    };
    const struct story story = {
        .id = SPAN("0123456789abcdef"),
        .headline = SPAN("Ferry returns"),
        .facts = facts,
        .n_facts = 1,
        .tellings = tellings,
        .n_tellings = 1,
    };
    const struct job job = {.id = 1, .name = SPAN("Post"), .bytes = SPAN("<rss/>")};
    const struct answer answer = {.id = 1, .told = &told, .n_told = 1};
    enum err e = kind == 0   ? message_put_job(b, &job)
                 : kind == 1 ? message_put_answer(b, &answer)
                 : kind == 2 ? message_put_told(b, &told)
                             : message_put_story(b, &story);
    if (e)
        abort();
}

/* Changes of a byte each: two bytes say where, one what is added to it. */
static void change(struct buf *b, const uint8_t *edits, size_t n)
{
    for (size_t i = 0; i + 2 < n; i += 3)
        b->p[(edits[i] | (size_t)edits[i + 1] << 8) % b->n] += (char)edits[i + 2];
}

/* What is read is written again and read back, so that no reader takes what its writer would not
 * say. */
static void carry_twice(size_t kind, struct span body)
{
    static enum err (*const carry[KINDS])(struct span, struct buf *, struct arena *) = {
        carry_job, carry_answer, carry_told, carry_story};
    struct buf once, twice;
    struct arena *a = arena_create(ARENA_MAX);
    buf_init(&once, MESSAGE_MAX);
    buf_init(&twice, MESSAGE_MAX);
    size_t head = kind < 2 ? HEAD : 0;
    if (a && carry[kind](body, &once, a) == ERR_OK) {
        if (carry[kind](span_from(buf_span(&once), head), &twice, a) != ERR_OK ||
            !span_eq(buf_span(&once), buf_span(&twice)))
            abort();
    }
    buf_finish(&once);
    buf_finish(&twice);
    arena_destroy(a);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (size == 0)
        return 0;
    size_t kind = data[0] % KINDS;
    struct buf sound;
    carry_twice(kind, span_make((const char *)data + 1, size - 1));
    buf_init(&sound, MESSAGE_MAX);
    put_sound(&sound, kind);
    change(&sound, data + 1, size - 1);
    carry_twice(kind, span_from(buf_span(&sound), kind < 2 ? HEAD : 0));
    buf_finish(&sound);
    return 0;
}
