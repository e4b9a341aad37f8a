/* Sentences chosen to a budget. */
#include "story/lines.h"

#include "story/pack.h"

static size_t budget_of(struct span text)
{
    uint64_t n;
    assert_true(span_uint(text, 1000, &n));
    return n ? (size_t)n : SIZE_MAX;
}

static void check_pack(struct span line, struct span lang)
{
    struct span c[CASE_COLUMNS], out[PACK_SENTENCES];
    struct body body;
    struct buf got;
    assert_int_equal(case_columns(line, c), 4);
    struct article article = case_article(span_of(""), c[2], lang);
    struct article_day day = {.weekday = -1};
    assert_true(body_read(&article, span_of(""), day, words, &body, arena));
    struct pack_budget budget = {budget_of(c[0]), budget_of(c[1])};
    size_t n = pack_sentences(&body, budget, out, arena);
    buf_init(&got, 4096);
    for (size_t i = 0; i < n; i++) {
        if (i)
            (void)buf_puts(&got, " / ");
        (void)buf_put(&got, out[i]);
    }
    assert_span(buf_span(&got), arena_cstr(arena, c[3]));
    buf_finish(&got);
}

static void packs_sentences(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/pack/en.txt", check_pack);
}

static void packs_nothing_of_nothing(void **state)
{
    (void)state;
    struct body body = {.words = words, .lang = span_of("en")};
    struct span out[PACK_SENTENCES];
    assert_int_equal(pack_sentences(&body, (struct pack_budget){3, 280}, out, arena), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(packs_sentences),
        cmocka_unit_test(packs_nothing_of_nothing),
    };
    return cmocka_run_group_tests(tests, lines_begin, lines_end);
}
