/* message.c - tests of ingest/message: there and back, and what hostile bytes do. */
#include "ingest/message.h"

#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "unit.h"

enum { ARENA_MAX = 4 * 1024 * 1024, HEAD = 4 };

static struct span field(const char *text)
{
    return span_of(text);
}

static struct fact facts[] = {
    {FACT_WHO, SPAN("the harbour board"), 0, 90},
    {FACT_QUOTE, SPAN("\"The boats are ready\""), 0, 80},
    {FACT_NUMBER, SPAN("11 years"), 0, 10},
};

static struct term terms[] = {{1, 0.5f}, {7, 2.25f}, {UINT64_MAX, 100.0f}};

static struct told make_told(void)
{
    return (struct told){
        .key = field("guid:1"),
        .title = field("Night ferry returns"),
        .headline = field("Night ferry to the islands returns"),
        .link = field("http://localhost/1"),
        .outlet = field("Harbour Post"),
        .lang = field("en"),
        .lead = field("The night ferry sails again."),
        .day = {2026, 3, 1, 0, -1},
        .published = 1772323200,
        .updated = WHEN_NONE,
        .facts = facts,
        .n_facts = 3,
        .terms = terms,
        .n_terms = 3,
    };
}

static void assert_same_span(struct span a, struct span b)
{
    assert_true(span_eq(a, b));
}

static void assert_same_facts(const struct fact *a, const struct fact *b, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        assert_int_equal(a[i].kind, b[i].kind);
        assert_int_equal(a[i].score, b[i].score);
        assert_int_equal(a[i].source, b[i].source);
        assert_same_span(a[i].text, b[i].text);
    }
}

static void assert_same_told(const struct told *a, const struct told *b)
{
    assert_same_span(a->key, b->key);
    assert_same_span(a->title, b->title);
    assert_same_span(a->headline, b->headline);
    assert_same_span(a->link, b->link);
    assert_same_span(a->outlet, b->outlet);
    assert_same_span(a->lang, b->lang);
    assert_same_span(a->lead, b->lead);
    assert_memory_equal(&a->day, &b->day, sizeof a->day);
    assert_true(a->published == b->published && a->updated == b->updated);
    assert_true(a->n_facts == b->n_facts && a->n_terms == b->n_terms);
    assert_same_facts(a->facts, b->facts, a->n_facts);
    for (size_t i = 0; i < a->n_terms; i++)
        assert_true(a->terms[i].hash == b->terms[i].hash &&
                    a->terms[i].weight == b->terms[i].weight);
}

/* The body of the only message in b, whose length has to be right. */
static struct span body_of(const struct buf *b)
{
    assert_true(b->n >= HEAD);
    const unsigned char *p = (const unsigned char *)b->p;
    assert_int_equal((size_t)p[0] | (size_t)p[1] << 8 | (size_t)p[2] << 16 | (size_t)p[3] << 24,
                     b->n - HEAD);
    return span_from(buf_span(b), HEAD);
}

static void put_job(struct buf *b)
{
    static const uint64_t known[] = {3, 5, UINT64_MAX};
    const struct job job = {
        .id = 4000000000,
        .kind = JOB_PAGE,
        .name = field("Harbour Post"),
        .base = field("http://localhost/"),
        .content_type = field("text/html; charset=utf-8"),
        .lang = field("en"),
        .now = 1772323200,
        .max_items = 50,
        .known = known,
        .n_known = 3,
        .bytes = span_make("<p>\0</p>", 8),
    };
    assert_int_equal(message_put_job(b, &job), ERR_OK);
}

static void put_answer(struct buf *b)
{
    struct told told[] = {make_told(),
                          {.headline = field("Short"),
                           .day = {.weekday = -1, .minutes = -1},
                           .published = WHEN_NONE,
                           .updated = WHEN_NONE}};
    struct article_line lines[] = {{1, 2}, {UINT64_MAX, 3}};
    const struct answer answer = {
        .id = 9,
        .err = ERR_SYNTAX,
        .why = field("half of it was cut"),
        .title = field("Harbour Post"),
        .ttl_minutes = 60,
        .skip_hours = 0x800001,
        .skip_days = 1,
        .gap = 900,
        .is_page = true,
        .is_article = true,
        .feed_link = field("https://harbour.example/feed"),
        .is_feed = true,
        .told = told,
        .n_told = 2,
        .lines = lines,
        .n_lines = 2,
    };
    assert_int_equal(message_put_answer(b, &answer), ERR_OK);
}

static void put_story(struct buf *b)
{
    struct telling tellings[] = {
        {field("Harbour Post"), field("Night ferry"), field("http://localhost/1"), 1772323200},
        {field("Coast"), field("Ferry"), field(""), WHEN_NONE}};
    struct fact own[] = {{FACT_WHEN, SPAN("from 1 March"), 1, 5}};
    const struct story story = {
        .id = field("0123456789abcdef"),
        .headline = field("Night ferry returns"),
        .lang = field("en"),
        .facts = own,
        .n_facts = 1,
        .tellings = tellings,
        .n_tellings = 2,
        .published = 1772323200,
        .updated = 1772323260,
        .priority = STORY_BREAKING,
        .colour = 0x336699,
        .expires = WHEN_NONE,
    };
    assert_int_equal(message_put_story(b, &story), ERR_OK);
}

static void put_one_told(struct buf *b)
{
    struct told told = make_told();
    assert_int_equal(message_put_told(b, &told), ERR_OK);
}

/* ---- There and back ---- */

static void test_job(void **state)
{
    (void)state;
    struct arena *a = arena_create(ARENA_MAX);
    struct buf b;
    struct job job;
    buf_init(&b, MESSAGE_MAX);
    put_job(&b);
    assert_int_equal(message_get_job(body_of(&b), &job, a), ERR_OK);
    assert_true(job.id == 4000000000 && job.kind == JOB_PAGE && job.max_items == 50);
    assert_span(job.name, "Harbour Post");
    assert_span(job.base, "http://localhost/");
    assert_span(job.content_type, "text/html; charset=utf-8");
    assert_span(job.lang, "en");
    assert_int_equal(job.now, 1772323200);
    assert_true(job.n_known == 3 && job.known[0] == 3 && job.known[2] == UINT64_MAX);
    assert_same_span(job.bytes, span_make("<p>\0</p>", 8));
    buf_finish(&b);
    arena_destroy(a);
}

static void test_answer(void **state)
{
    (void)state;
    struct arena *a = arena_create(ARENA_MAX);
    struct buf b;
    struct answer answer;
    struct told want = make_told();
    buf_init(&b, MESSAGE_MAX);
    put_answer(&b);
    assert_int_equal(message_get_answer(body_of(&b), &answer, a), ERR_OK);
    assert_true(answer.id == 9 && answer.err == ERR_SYNTAX && answer.is_feed);
    assert_span(answer.why, "half of it was cut");
    assert_span(answer.title, "Harbour Post");
    assert_int_equal(answer.ttl_minutes, 60);
    assert_true(answer.skip_hours == 0x800001 && answer.skip_days == 1 && answer.gap == 900);
    assert_true(answer.is_page && answer.is_article);
    assert_span(answer.feed_link, "https://harbour.example/feed");
    assert_int_equal(answer.n_told, 2);
    assert_same_told(&answer.told[0], &want);
    assert_span(answer.told[1].headline, "Short");
    assert_int_equal(answer.told[1].published, WHEN_NONE);
    assert_int_equal(answer.n_lines, 2);
    assert_true(answer.lines[1].line == UINT64_MAX && answer.lines[1].article == 3);
    buf_finish(&b);
    arena_destroy(a);
}

static void test_told(void **state)
{
    (void)state;
    struct arena *a = arena_create(ARENA_MAX);
    struct buf b;
    struct told told, want = make_told();
    buf_init(&b, MESSAGE_MAX);
    put_one_told(&b);
    assert_int_equal(message_get_told(buf_span(&b), &told, a), ERR_OK);
    assert_same_told(&told, &want);
    buf_finish(&b);
    arena_destroy(a);
}

static void test_story(void **state)
{
    (void)state;
    struct arena *a = arena_create(ARENA_MAX);
    struct buf b;
    struct story s;
    buf_init(&b, MESSAGE_MAX);
    put_story(&b);
    assert_int_equal(message_get_story(buf_span(&b), &s, a), ERR_OK);
    assert_span(s.id, "0123456789abcdef");
    assert_span(s.headline, "Night ferry returns");
    assert_span(s.lang, "en");
    assert_true(s.n_facts == 1 && s.facts[0].kind == FACT_WHEN && s.facts[0].source == 1);
    assert_int_equal(s.n_tellings, 2);
    assert_span(s.tellings[0].link, "http://localhost/1");
    assert_span(s.tellings[1].name, "Coast");
    assert_int_equal(s.tellings[1].published, WHEN_NONE);
    assert_true(s.published == 1772323200 && s.updated == 1772323260 && s.expires == WHEN_NONE);
    assert_true(s.priority == STORY_BREAKING && s.colour == 0x336699);
    buf_finish(&b);
    arena_destroy(a);
}

/* ---- Hostile bytes ---- */

/* What a reader makes of a body has to lie within the body and within the limits. */
struct reader {
    const char *name;
    void (*put)(struct buf *b);
    size_t head; /* bytes of length before the body */
    enum err (*get)(struct span body, struct arena *a);
};

static void assert_inside(struct span s, struct span body)
{
    assert_true(s.n == 0 || (s.p >= body.p && s.p + s.n <= body.p + body.n));
}

static void assert_sound_moment(int64_t m)
{
    assert_true(m == WHEN_NONE || (m >= 0 && m < when_make(10000, 1, 1, 0, 0, 0)));
}

static void assert_sound_facts(const struct fact *list, size_t n, struct span body)
{
    for (size_t i = 0; i < n; i++) {
        assert_true((unsigned)list[i].kind < FACT_KINDS);
        assert_inside(list[i].text, body);
    }
}

static void assert_sound_told(const struct told *t, struct span body)
{
    assert_inside(t->headline, body);
    assert_inside(t->lead, body);
    assert_sound_moment(t->published);
    assert_sound_moment(t->updated);
    assert_true(t->n_facts <= TOLD_FACTS_MAX && t->n_terms <= TOLD_TERMS_MAX);
    assert_sound_facts(t->facts, t->n_facts, body);
    for (size_t i = 1; i < t->n_terms; i++)
        assert_true(t->terms[i - 1].hash < t->terms[i].hash);
    assert_true(t->day.month >= 0 && t->day.month <= 12);
    assert_true(t->day.year >= 0 && t->day.year <= 9999);
    assert_true(t->day.day >= 0 && t->day.day <= 31);
    assert_true(t->day.weekday >= -1 && t->day.weekday <= 6);
}

static enum err get_job(struct span body, struct arena *a)
{
    struct job job;
    enum err e = message_get_job(body, &job, a);
    if (!e) {
        assert_inside(job.bytes, body);
        assert_true(job.kind <= JOB_TEXT && job.n_known <= MESSAGE_KNOWN_MAX);
    }
    return e;
}

static enum err get_answer(struct span body, struct arena *a)
{
    struct answer answer;
    enum err e = message_get_answer(body, &answer, a);
    if (!e) {
        assert_true(answer.n_told <= MESSAGE_TOLD_MAX && answer.n_lines <= MESSAGE_LINES_MAX);
        assert_true(answer.err <= ERR_STOPPED && answer.ttl_minutes >= 0);
        for (size_t i = 0; i < answer.n_told; i++)
            assert_sound_told(&answer.told[i], body);
    }
    return e;
}

static enum err get_told(struct span body, struct arena *a)
{
    struct told told;
    enum err e = message_get_told(body, &told, a);
    if (!e)
        assert_sound_told(&told, body);
    return e;
}

static enum err get_story(struct span body, struct arena *a)
{
    struct story s;
    enum err e = message_get_story(body, &s, a);
    if (e)
        return e;
    assert_true(s.n_facts <= STORY_FACTS_MAX && s.n_tellings <= STORY_TELLINGS_MAX);
    assert_true(s.priority <= STORY_BREAKING && s.colour <= 0xffffff);
    assert_sound_facts(s.facts, s.n_facts, body);
    assert_sound_moment(s.published);
    assert_sound_moment(s.expires);
    for (size_t i = 0; i < s.n_facts; i++)
        assert_true(s.facts[i].source < (s.n_tellings ? s.n_tellings : 1));
    return ERR_OK;
}

static const struct reader readers[] = {
    {"job", put_job, HEAD, get_job},
    {"answer", put_answer, HEAD, get_answer},
    {"told", put_one_told, 0, get_told},
    {"story", put_story, 0, get_story},
};

enum { READERS = sizeof readers / sizeof *readers };

/* Reads a copy of exactly n bytes, so that a sanitizer sees a step beyond. */
static enum err read_copy(const struct reader *r, const char *p, size_t n)
{
    struct arena *a = arena_create(ARENA_MAX);
    char *copy = malloc(n ? n : 1);
    assert_non_null(copy);
    if (n)
        memcpy(copy, p, n);
    enum err e = r->get(span_make(copy, n), a);
    free(copy);
    arena_destroy(a);
    return e;
}

static void test_cut_at_every_byte(void **state)
{
    (void)state;
    for (size_t i = 0; i < READERS; i++) {
        struct buf b;
        size_t refused = 0;
        buf_init(&b, MESSAGE_MAX);
        readers[i].put(&b);
        struct span body = span_from(buf_span(&b), readers[i].head);
        for (size_t n = 0; n < body.n; n++)
            refused += read_copy(&readers[i], body.p, n) == ERR_SYNTAX;
        assert_true(refused > body.n / 2); /* only cuts between fields can be read */
        assert_int_equal(read_copy(&readers[i], body.p, body.n), ERR_OK);
        buf_finish(&b);
    }
}

static void test_every_bit_turned(void **state)
{
    (void)state;
    for (size_t i = 0; i < READERS; i++) {
        struct buf b;
        buf_init(&b, MESSAGE_MAX);
        readers[i].put(&b);
        size_t head = readers[i].head;
        for (size_t bit = head * 8; bit < b.n * 8; bit++) {
            b.p[bit / 8] ^= (char)(1U << bit % 8);
            (void)read_copy(&readers[i], b.p + head, b.n - head);
            b.p[bit / 8] ^= (char)(1U << bit % 8);
        }
        buf_finish(&b);
    }
}

/* Fields put together again in any order and number: twice, nested, or with others' tags. */
static void test_fields_shuffled(void **state)
{
    (void)state;
    struct buf b, mixed;
    buf_init(&b, MESSAGE_MAX);
    buf_init(&mixed, MESSAGE_MAX);
    for (size_t i = 0; i < READERS; i++)
        readers[i].put(&b);
    srand(3);
    for (int round = 0; round < 5000; round++) {
        buf_reset(&mixed);
        for (int i = rand() % 12; i > 0; i--) {
            size_t at = (size_t)rand() % b.n, n = (size_t)rand() % 80;
            struct span piece = span_sub(buf_span(&b), at, n);
            (void)buf_putc(&mixed, (char)(rand() % 40));
            (void)buf_putc(&mixed, (char)piece.n);
            (void)buf_put(&mixed, span_make("\0\0\0", 3));
            (void)buf_put(&mixed, piece);
        }
        (void)read_copy(&readers[round % READERS], mixed.p, mixed.n);
    }
    buf_finish(&b);
    buf_finish(&mixed);
}

static void put_raw(struct buf *b, unsigned char tag, struct span body)
{
    (void)buf_putc(b, (char)tag);
    for (int i = 0; i < 4; i++)
        (void)buf_putc(b, (char)(body.n >> (8 * i) & 0xff));
    (void)buf_put(b, body);
}

static void test_told_twice_over(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, MESSAGE_MAX);
    for (int i = 0; i < 20; i++) /* the same told again and again: no list may run over */
        put_one_told(&b);
    assert_int_equal(read_copy(&readers[2], b.p, b.n), ERR_OK);
    buf_finish(&b);
}

static void test_unknown_tags_are_passed_over(void **state)
{
    (void)state;
    struct arena *a = arena_create(ARENA_MAX);
    struct buf b;
    struct told told, want = make_told();
    buf_init(&b, MESSAGE_MAX);
    put_raw(&b, 200, span_of("from a newer program"));
    put_one_told(&b);
    put_raw(&b, 255, span_make(NULL, 0));
    assert_int_equal(message_get_told(buf_span(&b), &told, a), ERR_OK);
    assert_same_told(&told, &want);
    buf_finish(&b);
    arena_destroy(a);
}

static void test_nothing_to_tell(void **state)
{
    (void)state;
    assert_int_equal(read_copy(&readers[2], "", 0), ERR_SYNTAX);
    assert_int_equal(read_copy(&readers[3], "", 0), ERR_SYNTAX);
}

static void test_limits_of_writing(void **state)
{
    (void)state;
    struct buf b;
    struct told told = make_told();
    struct fact many[TOLD_FACTS_MAX + 5];
    for (size_t i = 0; i < sizeof many / sizeof *many; i++)
        many[i] = facts[0];
    told.facts = many;
    told.n_facts = sizeof many / sizeof *many;
    buf_init(&b, MESSAGE_MAX);
    assert_int_equal(message_put_told(&b, &told), ERR_OK);
    struct arena *a = arena_create(ARENA_MAX);
    struct told back;
    assert_int_equal(message_get_told(buf_span(&b), &back, a), ERR_OK);
    assert_int_equal(back.n_facts, TOLD_FACTS_MAX);
    buf_finish(&b);
    buf_init(&b, 20);
    assert_int_equal(message_put_told(&b, &told), ERR_TOO_BIG);
    buf_finish(&b);
    arena_destroy(a);
}

static void test_little_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < READERS; i++) {
        struct buf b;
        buf_init(&b, MESSAGE_MAX);
        readers[i].put(&b);
        for (size_t max = 0; max < 2000; max += 40) {
            struct arena *a = arena_create(max);
            enum err e = readers[i].get(span_from(buf_span(&b), readers[i].head), a);
            assert_true(e == ERR_OK || e == ERR_NOMEM);
            arena_destroy(a);
        }
        buf_finish(&b);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_job),
        cmocka_unit_test(test_answer),
        cmocka_unit_test(test_told),
        cmocka_unit_test(test_story),
        cmocka_unit_test(test_cut_at_every_byte),
        cmocka_unit_test(test_every_bit_turned),
        cmocka_unit_test(test_fields_shuffled),
        cmocka_unit_test(test_told_twice_over),
        cmocka_unit_test(test_unknown_tags_are_passed_over),
        cmocka_unit_test(test_nothing_to_tell),
        cmocka_unit_test(test_limits_of_writing),
        cmocka_unit_test(test_little_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
