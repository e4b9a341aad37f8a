/* Headlines: titles cleaned, sentences shortened. */
#include "story/lines.h"

#include "base/utf8.h"
#include "story/condense.h"
#include "story/headline.h"
#include "story/rank.h"
#include "story/trim.h"

static void check_clean(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    (void)file;
    assert_int_equal(case_columns(line, c), 3);
    struct article article = case_article(c[0], span_of(""), span_of("en"));
    article.site = c[1];
    struct span got = headline_clean(c[0], &article, words, arena);
    char *want = arena_cstr(arena, c[2]);
    assert_span(got, want);
}

static void cleans_titles(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/headline/clean.txt", check_clean);
}

static struct span headline_of(struct span text, size_t bytes)
{
    struct body body;
    struct article article = case_article(span_of(""), text, span_of("en"));
    struct article_day day = {.weekday = -1};
    assert_true(body_read(&article, span_of(""), day, words, &body, arena));
    rank_sentences(&body);
    return headline_make(&body, (struct budget){bytes, true}, arena);
}

static void check_short(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    uint64_t bytes;
    (void)file;
    assert_int_equal(case_columns(line, c), 3);
    assert_true(span_uint(c[0], 1000, &bytes));
    assert_span(headline_of(c[1], bytes), arena_cstr(arena, c[2]));
}

static void shortens_sentences(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/headline/short.txt", check_short);
}

static void check_fact(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    struct tokens t;
    struct excerpt d;
    uint64_t clusters;
    (void)file;
    assert_int_equal(case_columns(line, c), 3);
    assert_true(span_uint(c[0], 1000, &clusters));
    assert_true(token_cut(c[1], span_of("en"), words, &t, arena) && excerpt_start(&d, &t, arena));
    d.plain_end = true;
    trim_always(&d);
    bool fits = trim_to(&d, (struct budget){clusters, false}, TRIM_FACT);
    assert_span(fits ? excerpt_text(&d, arena) : span_of("-"), arena_cstr(arena, c[2]));
}

static void trims_facts_to_clauses(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/headline/fact.txt", check_fact);
}

/* Whatever the budget: it holds, and no function word stands at the end. */
static void keeps_every_budget(void **state)
{
    (void)state;
    struct span text = span_of(
        "The harbour board, which met for six hours in the old town hall on Monday, did not agree "
        "to the plan of the two shipping lines to bring the night ferry back before the summer.");
    for (size_t bytes = 20; bytes < 220; bytes++) {
        struct span got = headline_of(text, bytes);
        size_t last = got.n;
        assert_in_range(got.n, 0, bytes);
        while (last && got.p[last - 1] != ' ')
            last--;
        if (got.n)
            assert_false(words_find(words, span_of("en"), "function", span_from(got, last), NULL));
    }
}

static void calms_shouted_titles(void **state)
{
    (void)state;
    struct article article = case_article(
        span_of("NIGHT FERRY TO SKERRY ISLANDS RETURNS"),
        span_of("The night ferry to Skerry, one of the islands, returns. All Islands rejoice."),
        span_of("en"));
    struct span got = headline_clean(article.title, &article, words, arena);
    assert_span(got, "Night ferry to Skerry islands returns");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(cleans_titles),          cmocka_unit_test(shortens_sentences),
        cmocka_unit_test(trims_facts_to_clauses), cmocka_unit_test(keeps_every_budget),
        cmocka_unit_test(calms_shouted_titles),
    };
    return cmocka_run_group_tests(tests, lines_begin, lines_end);
}
