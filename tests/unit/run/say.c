/* say.c - what a person says on the wall. */
#include "run/say.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "unit.h"

enum { NOW = 1795269900, BATCH_BYTES = 1024 * 1024 };

/* Whether the wall is to change; the answer must begin so. */
static bool answer(struct say *s, const char *line, int64_t now, const char *begins)
{
    struct buf out;
    buf_init(&out, 4096);
    bool changed = say_answer(s, span_of(line), now, &out);
    if (!span_starts(buf_span(&out), begins) || (out.n == 0) != (begins[0] == 0))
        fail_msg("%s: %s", line, buf_cstr(&out));
    buf_finish(&out);
    return changed;
}

static struct story_batch *stories(size_t n)
{
    struct story_batch *b = calloc(1, sizeof *b);
    assert_non_null(b);
    b->arena = arena_create(BATCH_BYTES);
    b->stories = arena_array(b->arena, n + 1, sizeof *b->stories);
    b->n = n;
    for (size_t i = 0; i < n; i++)
        b->stories[i].headline = span_of("old");
    return b;
}

static void what_is_said_comes_first(void **state)
{
    struct say s = {0};
    struct story_batch *b = stories(2);
    (void)state;
    assert_true(answer(&s, "say Lift 2 is out of order", NOW, "ok\n"));
    assert_true(answer(&s, "say --breaking --for 10m  Leave   the hall", NOW + 1, "ok\n"));
    say_add(&s, span_of("de"), span_of("Quay"), NOW + 2, b);
    assert_int_equal(b->n, 4);
    const struct story *last = &b->stories[0], *first = &b->stories[1];
    assert_span(last->headline, "Leave the hall");
    assert_span(last->lang, "de");
    assert_int_equal(last->priority, STORY_BREAKING);
    assert_int_equal(last->expires, NOW + 1 + 600);
    assert_int_equal(last->published, NOW + 1);
    assert_int_equal(last->n_tellings, 1);
    assert_span(last->tellings[0].name, "Quay");
    assert_span(first->headline, "Lift 2 is out of order");
    assert_int_equal(first->priority, STORY_HIGH);
    assert_int_equal(first->expires, NOW + SAY_FOR);
    assert_int_equal(last->id.n, 16);
    assert_false(span_eq(last->id, first->id));
    assert_span(b->stories[3].headline, "old");
    story_batch_destroy(b);
}

static void it_ends_by_itself(void **state)
{
    struct say s = {0};
    (void)state;
    assert_true(answer(&s, "say --for 30 a", NOW, "ok\n"));
    assert_true(answer(&s, "say --for 60 b", NOW, "ok\n"));
    struct story_batch *b = stories(0);
    say_add(&s, span_of(""), span_of(""), NOW + 30, b);
    assert_int_equal(b->n, 1);
    assert_span(b->stories[0].headline, "b");
    assert_int_equal(b->stories[0].n_tellings, 0); /* nobody's name */
    story_batch_destroy(b);
    say_clock_set(&s, 86400); /* minutes do not pass because a clock was set */
    b = stories(0);
    say_add(&s, span_of(""), span_of(""), NOW + 86400 + 59, b);
    assert_int_equal(b->n, 1);
    story_batch_destroy(b);
    b = stories(1);
    say_add(&s, span_of(""), span_of(""), NOW + 86400 + 60, b);
    assert_int_equal(b->n, 1);
    assert_span(b->stories[0].headline, "old");
    story_batch_destroy(b);
}

static void said_again_and_taken_back(void **state)
{
    struct say s = {0};
    (void)state;
    assert_true(answer(&s, "say --breaking a", NOW, "ok\n"));
    assert_true(answer(&s, "say a", NOW + 5, "ok\n"));
    assert_int_equal(s.n, 1);
    assert_false(s.list[0].breaking);
    for (int i = 0; i < 2 * SAY_MAX; i++) {
        char line[32];
        (void)snprintf(line, sizeof line, "say number %d", i);
        assert_true(answer(&s, line, NOW + i, "ok\n"));
    }
    assert_int_equal(s.n, SAY_MAX);
    assert_string_equal(s.list[0].text, "number 16"); /* the oldest made room */
    assert_true(answer(&s, "unsay", NOW, "ok\n"));
    assert_int_equal(s.n, 0);
    assert_false(answer(&s, "unsay", NOW, "note: "));
}

static void what_is_wrong_is_named(void **state)
{
    static char longest[SAY_TEXT_MAX + 16] = "say ";
    struct say s = {0};
    (void)state;
    assert_false(answer(&s, "say", NOW, "error: say: what?"));
    assert_false(answer(&s, "say --breaking", NOW, "error: say: what?"));
    assert_false(answer(&s, "say --for", NOW, "error: --for is \"\""));
    assert_false(answer(&s, "say --for soon x", NOW, "error: --for is \"soon\""));
    assert_false(answer(&s, "say --for 0 x", NOW, "error: --for"));
    assert_false(answer(&s, "say --for 8d x", NOW, "error: --for is \"8d\""));
    assert_false(answer(&s, "say \x01\x02 \xe2\x80\xae", NOW, "error: say: what?"));
    memset(longest + 4, 'x', SAY_TEXT_MAX + 1);
    assert_false(answer(&s, longest, NOW, "error: say: at most 500 bytes"));
    longest[4 + SAY_TEXT_MAX] = 0;
    assert_true(answer(&s, longest, NOW, "ok"));
    assert_false(answer(&s, "next", NOW, ""));
    assert_false(answer(&s, "", NOW, ""));
    assert_true(answer(&s, "say -- --breaking news", NOW, "ok"));
    assert_string_equal(s.list[1].text, "--breaking news");
    assert_true(answer(&s, "say a\x1b[31m\tb\x01 for --for 5", NOW, "ok"));
    assert_null(strchr(s.list[2].text, 0x1b));
    assert_non_null(strstr(s.list[2].text, "for --for 5"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_said_comes_first),
        cmocka_unit_test(it_ends_by_itself),
        cmocka_unit_test(said_again_and_taken_back),
        cmocka_unit_test(what_is_wrong_is_named),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
