/* Tellings merged to stories: own texts by letter, updates, age, the window, open years. */
#include "story/lines.h"

#include "story/condense.h"
#include "story/dispute.h"
#include "story/index.h"
#include "story/merge.h"
#include "story/terms.h"

enum { DOCS_MAX = 32 };
static const int64_t NOW = 1795269900; /* 2026-11-21T14:05:00Z */

struct doc {
    char letter;
    struct told told;
    struct merge_source source;
};
static struct doc docs[DOCS_MAX];
static size_t n_docs;

static struct told tell(struct span title, struct span text, struct span lang, int64_t published)
{
    struct told told;
    struct article article = case_article(title, text, lang);
    struct condense_opts opts = {.words = words, .now = NOW};
    article.published = published;
    assert_int_equal(condense_article(&article, &opts, &told, arena), ERR_OK);
    return told;
}

static void read_doc(const char *path)
{
    struct buf b;
    struct span rest, title = {0}, outlet = {0}, date = {0};
    int64_t published = WHEN_NONE;
    struct doc *doc = &docs[n_docs++];
    buf_init(&b, CASE_FILE_MAX);
    case_read(path, &b);
    rest = arena_copy(arena, buf_span(&b));
    buf_finish(&b);
    assert_true(span_line(&rest, &title) && span_line(&rest, &outlet) && span_line(&rest, &date));
    (void)when_parse(date, &published);
    struct span lang = article_guess_lang(rest, words);
    doc->told = tell(title, rest, lang, published);
    doc->told.key = arena_copy(arena, span_of(path));
    doc->source = (struct merge_source){.name = outlet, .seen = NOW};
    doc->letter = strrchr(path, '/')[1];
}

static int begin(void **state)
{
    (void)lines_begin(state);
    case_each(TEST_CASES "/merge", ".txt", 8, read_doc);
    return 0;
}

static struct merge *create(size_t max)
{
    struct merge *m = merge_create(&(struct merge_opts){.max_stories = max});
    assert_non_null(m);
    return m;
}

/* In any order and in a window of any size, the same letters come together. */
static void puts_tellings_of_one_story_together(void **state)
{
    (void)state;
    for (size_t turn = 0; turn < n_docs; turn++) {
        struct merge *m = create(0);
        size_t story[DOCS_MAX];
        for (size_t i = 0; i < n_docs; i++) {
            size_t k = (i + turn) % n_docs;
            assert_int_equal(merge_add(m, &docs[k].told, &docs[k].source, &story[k]), ERR_OK);
        }
        for (size_t i = 0; i < n_docs; i++)
            for (size_t k = 0; k < i; k++) {
                if ((story[i] == story[k]) != (docs[i].letter == docs[k].letter))
                    print_error("turn %zu: %.*s / %.*s\n", turn, (int)docs[i].told.title.n,
                                docs[i].told.title.p, (int)docs[k].told.title.n,
                                docs[k].told.title.p);
                assert_int_equal(story[i] == story[k], docs[i].letter == docs[k].letter);
            }
        merge_destroy(m);
    }
}

static void two_alone_are_judged_as_among_many(void **state)
{
    (void)state;
    for (size_t i = 0; i < n_docs; i++)
        for (size_t k = 0; k < i; k++) {
            struct merge *m = create(0);
            size_t a, b;
            assert_int_equal(merge_add(m, &docs[i].told, &docs[i].source, &a), ERR_OK);
            assert_int_equal(merge_add(m, &docs[k].told, &docs[k].source, &b), ERR_OK);
            assert_int_equal(a == b, docs[i].letter == docs[k].letter);
            merge_destroy(m);
        }
}

/* A hall's notices in the same words about other rooms are not one. */
static void other_figures_are_other_stories(void **state)
{
    (void)state;
    static const char *const titles[] = {"Room 12 is closed", "Room 14 is closed",
                                         "Room 12 is closed again"};
    struct merge *m = create(0);
    size_t story[3];
    for (size_t i = 0; i < 3; i++) {
        struct told told = docs[0].told;
        struct merge_source source = docs[0].source;
        told.key = told.title = told.headline = span_of(titles[i]);
        assert_int_equal(merge_add(m, &told, &source, &story[i]), ERR_OK);
    }
    assert_int_not_equal(story[0], story[1]);
    assert_true(story[2] == story[0] || story[2] == story[1]);
    merge_destroy(m);
}

static void shows_the_newest_headline_and_no_fact_twice(void **state)
{
    (void)state;
    struct merge *m = create(0);
    for (size_t i = 0; i < n_docs; i++)
        if (docs[i].letter == 'a')
            assert_int_equal(merge_add(m, &docs[i].told, &docs[i].source, NULL), ERR_OK);
    struct story_batch *b = merge_stories(m, NOW);
    assert_non_null(b);
    assert_int_equal(b->n, 1);
    const struct story *s = &b->stories[0];
    assert_span(s->headline, "Brandt meets Norlandian counterpart over herring treaty");
    assert_int_equal(s->n_tellings, 2);
    assert_span(s->tellings[0].name, "Coast Daily");
    assert_int_equal(s->id.n, 16);
    assert_int_equal(s->published, s->tellings[0].published);
    assert_true(s->n_facts >= 3 && s->n_facts <= STORY_FACTS_MAX);
    for (size_t i = 0; i < s->n_facts; i++) {
        assert_true(s->facts[i].source < s->n_tellings);
        for (size_t k = 0; k < i; k++)
            assert_false(span_eq(s->facts[i].text, s->facts[k].text));
    }
    story_batch_destroy(b);
    merge_destroy(m);
}

static void an_update_replaces_its_older_self(void **state)
{
    (void)state;
    struct merge *m = create(0);
    struct merge_source source = {.name = span_of("Harbour Post"), .seen = NOW};
    struct told told =
        tell(span_of("Ferry returns to the islands"), span_of("It sails on."), span_of("en"), NOW);
    told.key = span_of("guid-1");
    size_t first, second;
    assert_int_equal(merge_add(m, &told, &source, &first), ERR_OK);
    assert_int_equal(merge_add(m, &told, &source, &second), ERR_OK);
    assert_int_equal(first, second);
    told = tell(span_of("Ferry has returned to the islands"), span_of("It sailed in."),
                span_of("en"), NOW);
    told.key = span_of("guid-1");
    assert_int_equal(merge_add(m, &told, &source, &second), ERR_OK);
    struct story_batch *b = merge_stories(m, NOW);
    assert_int_equal(b->n, 1);
    assert_int_equal(b->stories[0].n_tellings, 1);
    assert_span(b->stories[0].headline, "Ferry has returned to the islands");
    story_batch_destroy(b);
    merge_destroy(m);
}

/* One of two tellings leaves its story; the last one takes it along. */
static void drops_a_telling(void **state)
{
    (void)state;
    struct merge *m = create(0);
    struct told told =
        tell(span_of("Ferry returns to the Skerry Islands"),
             span_of("The ferry to the Skerry Islands sails again."), span_of("en"), NOW);
    const struct span feeds[] = {SPAN("https://a.example/"), SPAN("https://b.example/")};
    told.key = span_of("1");
    for (size_t i = 0; i < 2; i++) {
        struct merge_source source = {
            .name = span_of(i ? "B" : "A"), .address = feeds[i], .seen = NOW};
        assert_int_equal(merge_add(m, &told, &source, NULL), ERR_OK);
    }
    assert_false(merge_drop(m, feeds[0], span_of("2")));
    for (size_t left = 2; left > 0; left--) {
        struct story_batch *b = merge_stories(m, NOW);
        assert_int_equal(b->n, 1);
        assert_int_equal(b->stories[0].n_tellings, left);
        story_batch_destroy(b);
        assert_true(merge_drop(m, feeds[2 - left], told.key));
    }
    struct story_batch *b = merge_stories(m, NOW);
    assert_int_equal(b->n, 0);
    story_batch_destroy(b);
    merge_destroy(m);
}

static void forgets_what_is_old_and_what_is_too_much(void **state)
{
    (void)state;
    struct merge *m = create(3);
    static const char *const titles[] = {"Ferry returns", "Museum opens", "Bridge closes",
                                         "Orchard freezes"};
    struct merge_source source = {.name = span_of("Harbour Post"), .seen = NOW};
    for (size_t i = 0; i < 4; i++) {
        struct told told =
            tell(span_of(titles[i]), span_of(""), span_of("en"), NOW - 1000 + (int64_t)i * 100);
        told.key = span_of(titles[i]);
        assert_int_equal(merge_add(m, &told, &source, NULL), ERR_OK);
    }
    struct story_batch *b = merge_stories(m, NOW);
    assert_int_equal(b->n, 3);
    assert_span(b->stories[0].headline, "Orchard freezes");
    story_batch_destroy(b);
    merge_expire(m, NOW, 0);
    merge_expire(m, NOW, 850);
    b = merge_stories(m, NOW);
    assert_int_equal(b->n, 2);
    story_batch_destroy(b);
    merge_expire(m, NOW + 10000, 850);
    b = merge_stories(m, NOW);
    assert_int_equal(b->n, 0);
    story_batch_destroy(b);
    merge_destroy(m);
}

static void settles_an_open_year_by_the_other_telling(void **state)
{
    (void)state;
    struct merge *m = create(0);
    struct merge_source source = {.name = span_of("A"), .seen = NOW};
    struct told told = tell(span_of("Ferry returns to Skerry Islands"), span_of(""), span_of("en"),
                            when_make(2023, 12, 31, 0, 0, 0));
    assert_int_equal(merge_add(m, &told, &source, NULL), ERR_OK);
    told = tell(span_of("Skerry Islands: ferry is back"), span_of(""), span_of("en"), WHEN_NONE);
    told.day = (struct article_day){0, 1, 2, -1, 90};
    told.key = span_of("other");
    source.name = span_of("B");
    assert_int_equal(merge_add(m, &told, &source, NULL), ERR_OK);
    struct story_batch *b = merge_stories(m, NOW);
    assert_int_equal(b->n, 1);
    assert_int_equal(b->stories[0].published, when_make(2024, 1, 2, 1, 30, 0));
    story_batch_destroy(b);
    merge_destroy(m);
}

static void breaking_stays_breaking(void **state)
{
    (void)state;
    struct merge *m = create(0);
    struct told told = tell(span_of("Ferry returns"), span_of(""), span_of("en"), NOW);
    struct merge_source source = {.name = span_of("A"), .priority = STORY_BREAKING, .seen = NOW};
    assert_int_equal(merge_add(m, &told, &source, NULL), ERR_OK);
    struct story_batch *b = merge_stories(m, NOW);
    assert_int_equal(b->stories[0].priority, STORY_BREAKING);
    story_batch_destroy(b);
    story_batch_destroy(NULL);
    merge_destroy(m);
    merge_destroy(NULL);
}

static struct story_batch *tell_two(const char *first, const char *second, int64_t later)
{
    struct merge *m = create(0);
    const char *const texts[] = {first, second}, *const names[] = {"Harbour Post", "Coast Daily"};
    for (size_t i = 0; i < 2; i++) {
        struct told told = tell(span_of("Ferry Skerry Star hits Old Harbour quay"),
                                span_of(texts[i]), span_of("en"), NOW + (int64_t)i * later);
        struct merge_source source = {.name = span_of(names[i]), .seen = NOW};
        told.key = span_of(texts[i]);
        assert_int_equal(merge_add(m, &told, &source, NULL), ERR_OK);
    }
    struct story_batch *b = merge_stories(m, NOW);
    assert_non_null(b);
    merge_destroy(m);
    return b;
}

/* Tellings that differ over a figure are both heard, each with its name; what they agree on is
 * told once. */
static void a_dispute_names_both_sources(void **state)
{
    (void)state;
    struct story_batch *b =
        tell_two("The ferry Skerry Star hit the quay in Old Harbour at full speed. The crash left "
                 "12 passengers with broken bones, the harbour board said.",
                 "The ferry Skerry Star hit the quay in Old Harbour at full speed. The crash left "
                 "14 passengers with broken bones, the harbour board said.",
                 60);
    assert_int_equal(b->n, 1);
    size_t post = 0, daily = 0, speed = 0;
    for (size_t i = 0; i < b->stories[0].n_facts; i++) {
        struct span text = b->stories[0].facts[i].text;
        bool twelve = span_find(text, span_of("12 passengers")) != SIZE_MAX;
        bool fourteen = span_find(text, span_of("14 passengers")) != SIZE_MAX;
        post += twelve && span_ends(text, "(Harbour Post)");
        daily += fourteen && span_ends(text, "(Coast Daily)");
        speed += span_find(text, span_of("full speed")) != SIZE_MAX;
    }
    assert_true(post == 1 && daily == 1 && speed <= 1);
    story_batch_destroy(b);
    assert_false(dispute_between(span_of("The crash left 12 passengers hurt"),
                                 span_of("The crash left 12 passengers hurt")));
    assert_false(dispute_between(span_of("The board has 12 members from the town"),
                                 span_of("The crash left 14 passengers hurt")));
}

/* An article told anew moves its story up and keeps its number; a copy of it does not. */
static void an_update_moves_up_and_a_copy_does_not(void **state)
{
    (void)state;
    struct merge *m = create(0);
    struct merge_source source = {.name = span_of("Harbour Post"), .seen = NOW};
    struct told ferry = tell(span_of("Ferry returns to the islands"), span_of("It sails on."),
                             span_of("en"), NOW - 100);
    struct told museum = tell(span_of("Museum opens its new cellar"), span_of("It is dark."),
                              span_of("en"), NOW - 50);
    ferry.key = span_of("ferry");
    museum.key = span_of("museum");
    assert_int_equal(merge_add(m, &ferry, &source, NULL), ERR_OK);
    assert_int_equal(merge_add(m, &museum, &source, NULL), ERR_OK);
    struct story_batch *b = merge_stories(m, NOW);
    char id[17] = "";
    memcpy(id, b->stories[1].id.p, 16);
    story_batch_destroy(b);
    source.seen = NOW + 10;
    assert_int_equal(merge_add(m, &ferry, &source, NULL), ERR_OK);
    b = merge_stories(m, NOW);
    assert_span(b->stories[1].id, id);
    assert_int_equal(b->stories[1].updated, NOW);
    story_batch_destroy(b);
    ferry = tell(span_of("Ferry returns to the islands after storm"), span_of("It sails on."),
                 span_of("en"), NOW);
    ferry.key = span_of("ferry");
    assert_int_equal(merge_add(m, &ferry, &source, NULL), ERR_OK);
    b = merge_stories(m, NOW);
    assert_int_equal(b->n, 2);
    assert_span(b->stories[0].id, id);
    assert_int_equal(b->stories[0].updated, NOW + 10);
    story_batch_destroy(b);
    merge_destroy(m);
}

enum { MANY = 3000, WORDS_EACH = 20 };

/* A telling of words of its own and of words that all use. */
static struct told told_of(size_t i, struct term terms[WORDS_EACH], char key[24])
{
    (void)snprintf(key, 24, "guid-%zu", i);
    for (size_t k = 0; k < WORDS_EACH; k++)
        terms[k] = (struct term){k < WORDS_EACH / 2 ? k + 1 : (i + 1) * 1000 + k, 1};
    return (struct told){.key = span_of(key),
                         .title = span_of(key),
                         .headline = span_of(key),
                         .terms = terms,
                         .n_terms = WORDS_EACH,
                         .published = NOW + (int64_t)i * WHEN_DAY,
                         .updated = WHEN_NONE};
}

/* What it costs to look a telling up does not grow with the window: words that stand everywhere
 * point nowhere. Work is counted, not timed. */
static void a_large_window_costs_no_more_a_telling(void **state)
{
    (void)state;
    struct index *x = index_create();
    static double dots[MANY];
    struct term terms[WORDS_EACH];
    char key[24];
    size_t most = 0, last = 0;
    for (size_t i = 0; i < MANY; i++) {
        struct told told = told_of(i, terms, key);
        last = index_score(x, told.terms, told.n_terms, dots, i);
        most = last > most ? last : most;
        assert_int_equal(index_add(x, (uint32_t)i, told.terms, told.n_terms), ERR_OK);
    }
    assert_true(most <= WORDS_EACH / 2 * 400 && last <= WORDS_EACH);
    index_destroy(x);
}

static void a_full_window_keeps_the_newest_and_finds_them_by_name(void **state)
{
    (void)state;
    struct merge *m = create(MANY / 10);
    struct merge_source source = {.name = span_of("A"), .address = span_of("a"), .seen = NOW};
    struct term terms[WORDS_EACH];
    char key[24];
    size_t first, again;
    for (size_t i = 0; i < MANY; i++) {
        struct told told = told_of(i, terms, key);
        assert_int_equal(merge_add(m, &told, &source, &first), ERR_OK);
        told.headline = span_of("told anew");
        assert_int_equal(merge_add(m, &told, &source, &again), ERR_OK);
        assert_int_equal(first, again);
    }
    struct story_batch *b = merge_stories(m, NOW);
    assert_true(b->n <= MANY / 10 && b->n >= MANY / 10 - MANY / 10 / 16 - 1);
    assert_int_equal(b->stories[0].published, NOW + (int64_t)(MANY - 1) * WHEN_DAY);
    story_batch_destroy(b);
    merge_destroy(m);
}

/* A country, its people and its capital are one term; grammar is none. */
static void knows_one_place_by_many_names(void **state)
{
    (void)state;
    static const char *const names[] = {"North Korea", "North Korean", "Pyongyang"};
    uint64_t keys[3], none[4];
    for (size_t i = 0; i < 3; i++) {
        struct tokens t;
        assert_true(token_cut(span_of(names[i]), span_of("en"), words, &t, arena));
        assert_int_equal(terms_keys(&t, 0, t.n, &keys[i], 1), 1);
    }
    assert_true(keys[0] == keys[1] && keys[1] == keys[2]);
    struct tokens t;
    assert_true(token_cut(span_of("the and of it"), span_of("en"), words, &t, arena));
    assert_int_equal(terms_keys(&t, 0, t.n, none, 4), 0);
}

static void an_index_grows_and_forgets(void **state)
{
    (void)state;
    struct index *x = index_create();
    double dots[2] = {0, 0};
    uint32_t story;
    struct term term = {.weight = 1};
    for (uint64_t i = 1; i <= 3000; i++) {
        term.hash = i * 7919;
        assert_int_equal(index_add(x, (uint32_t)(i % 9), &term, 1), ERR_OK);
    }
    term.hash = 7919;
    assert_int_equal(index_score(x, &term, 1, dots, 2), 1);
    assert_true(dots[0] == 0 && dots[1] > 0);
    double rare = index_idf(x, 7919);
    assert_int_equal(index_add(x, 5, &term, 1), ERR_OK);
    assert_true(index_idf(x, 7919) < rare);
    index_take(x, 5, &term, 1);
    assert_true(index_idf(x, 7919) == rare);
    assert_int_equal(index_name(x, 5, 4711), ERR_OK);
    assert_true(index_named(x, 4711, &story) && story == 5 && !index_named(x, 4712, &story));
    index_reset(x);
    index_destroy(x);
    index_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(puts_tellings_of_one_story_together),
        cmocka_unit_test(two_alone_are_judged_as_among_many),
        cmocka_unit_test(other_figures_are_other_stories),
        cmocka_unit_test(shows_the_newest_headline_and_no_fact_twice),
        cmocka_unit_test(an_update_replaces_its_older_self),
        cmocka_unit_test(drops_a_telling),
        cmocka_unit_test(forgets_what_is_old_and_what_is_too_much),
        cmocka_unit_test(settles_an_open_year_by_the_other_telling),
        cmocka_unit_test(breaking_stays_breaking),
        cmocka_unit_test(a_dispute_names_both_sources),
        cmocka_unit_test(an_update_moves_up_and_a_copy_does_not),
        cmocka_unit_test(a_large_window_costs_no_more_a_telling),
        cmocka_unit_test(a_full_window_keeps_the_newest_and_finds_them_by_name),
        cmocka_unit_test(knows_one_place_by_many_names),
        cmocka_unit_test(an_index_grows_and_forgets),
    };
    return cmocka_run_group_tests(tests, begin, lines_end);
}
