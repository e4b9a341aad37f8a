/* sift.c - which articles are taken: words, dates, versions; the cases lie in tests/cases/sift. */
#include "run/sift.h"

#include "story/lines.h"

static struct arena *arena;

static int begin(void **state)
{
    (void)state;
    arena = arena_create(16 * 1024 * 1024);
    return 0;
}

static int end(void **state)
{
    (void)state;
    arena_destroy(arena);
    return 0;
}

static struct sift_words parse(struct span list)
{
    struct sift_words w;
    assert_int_equal(sift_parse(list, &w, arena), ERR_OK);
    return w;
}

static void say(struct span a, struct span b)
{
    print_error("%.*s | %.*s\n", (int)a.n, a.p, (int)b.n, b.p);
    fail();
}

static void check_words(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    (void)file;
    assert_int_equal(case_columns(line, c), 3);
    struct sift_rules in = {.include = {parse(c[0])}}, out = {.exclude = {{0}, parse(c[0])}};
    struct fact fact = {.text = c[1]};
    const struct told places[] = {{.title = c[1]},
                                  {.headline = c[1]},
                                  {.lead = c[1]},
                                  {.title = SPAN("Other news"), .facts = &fact, .n_facts = 1}};
    for (size_t i = 0; i < sizeof places / sizeof *places; i++)
        if (sift_passes(&in, &places[i]) != span_is(c[2], "yes") ||
            sift_passes(&out, &places[i]) == span_is(c[2], "yes"))
            say(c[0], c[1]);
}

static void words_and_phrases(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/sift/words.txt", check_words);
}

static void check_list(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    uint64_t n, odd;
    (void)file;
    assert_int_equal(case_columns(line, c), 3);
    struct sift_words w = parse(c[0]);
    assert_true(span_uint(c[1], 100, &n) && span_uint(c[2], 100, &odd));
    if (w.n != n || w.odd != odd)
        say(c[0], c[1]);
}

static void lists(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/sift/lists.txt", check_list);
    struct buf many;
    buf_init(&many, 64 * 1024);
    for (int i = 0; i < SIFT_PHRASES_MAX + 7; i++)
        (void)buf_printf(&many, "word%d,", i);
    struct sift_words w = parse(buf_span(&many));
    assert_int_equal(w.n, SIFT_PHRASES_MAX);
    assert_int_equal(w.odd, 7);
    buf_finish(&many);
}

/* Its own words and those of all feeds: both to include, neither to exclude. */
static void every_list_is_passed(void **state)
{
    (void)state;
    const struct told told = {.title = SPAN("Night ferry to the islands")};
    struct sift_words ferry = parse(span_of("ferry")), none = {0}, other = parse(span_of("bridge"));
    const struct {
        struct sift_words lists[4];
        bool passes;
    } cases[] = {
        {{none, none, none, none}, true},    {{ferry, none, none, none}, true},
        {{ferry, ferry, none, none}, true},  {{ferry, other, none, none}, false},
        {{other, ferry, none, none}, false}, {{ferry, none, ferry, none}, false},
        {{none, none, none, ferry}, false},  {{none, none, other, other}, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const struct sift_words *l = cases[i].lists;
        struct sift_rules r = {.include = {l[0], l[1]}, .exclude = {l[2], l[3]}};
        assert_int_equal(sift_passes(&r, &told), cases[i].passes);
    }
}

/* No phrase reaches from the title into the lead. */
static void phrases_end_with_their_text(void **state)
{
    (void)state;
    const struct told told = {.title = SPAN("The night"), .lead = SPAN("ferry runs")};
    struct sift_rules r = {.include = {parse(span_of("night ferry"))}};
    assert_false(sift_passes(&r, &told));
}

static int64_t moment(struct span text)
{
    int64_t m = WHEN_NONE;
    if (!span_is(text, "-"))
        assert_true(when_parse(text, &m));
    return m;
}

static void check_date(struct span line, struct span file)
{
    struct span c[CASE_COLUMNS];
    (void)file;
    assert_int_equal(case_columns(line, c), 5);
    struct told told = {.published = moment(c[0]), .updated = WHEN_NONE};
    bool future = sift_settle(&told, moment(c[1]), moment(c[2]));
    if (told.published != moment(c[3]) || future != span_is(c[4], "yes"))
        say(c[0], c[3]);
    assert_true(told.updated == WHEN_NONE);
}

static void dates(void **state)
{
    (void)state;
    case_lines(TEST_CASES "/sift/dates.txt", check_date);
    struct told told = {.published = 1000000000, .updated = 1795269900};
    assert_false(sift_settle(&told, 1100000000, 1795269900)); /* changed long after it came */
    assert_int_equal(told.published, 1000000000);
    assert_int_equal(told.updated, 1795269900);
}

static void age(void **state)
{
    (void)state;
    const struct told dated = {.published = 1000, .updated = WHEN_NONE},
                      changed = {.published = 1000, .updated = 1500},
                      bare = {.published = WHEN_NONE, .updated = WHEN_NONE};
    assert_false(sift_old(&dated, 0, 0, 99999));
    assert_false(sift_old(&dated, 100, 0, 1100));
    assert_true(sift_old(&dated, 100, 1100, 1101));
    assert_true(sift_old(&changed, 100, 0, 1600));  /* an update is no news */
    assert_false(sift_old(&bare, 100, 1000, 1100)); /* by when it was first seen */
    assert_true(sift_old(&bare, 100, 1000, 1101));
}

static void another_article_under_an_old_key(void **state)
{
    (void)state;
    const int64_t hour = 3600, seen = 500000 * hour, now = seen + 13 * hour;
    struct told told = {.published = seen + 12 * hour};
    assert_true(sift_anew(&told, seen, now, true));
    assert_false(sift_anew(&told, seen, now, false));
    told.published--;
    assert_false(sift_anew(&told, seen, now, true));
    const int64_t none[] = {WHEN_NONE, 0, now + 25 * hour};
    for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
        told.published = none[i];
        assert_true(sift_anew(&told, seen, now, true));
        assert_false(sift_anew(&told, seen, seen + 11 * hour, true));
        assert_false(sift_anew(&told, seen, now, false));
    }
}

static void versions_and_twins(void **state)
{
    (void)state;
    struct told a = {.key = SPAN("1"),
                     .title = SPAN("Ferry runs"),
                     .link = SPAN("https://pier.example/f?id=7&utm_source=rss")};
    struct told b = a;
    b.key = span_of("2");
    b.title = span_of("Ferry  runs ");
    b.link = span_of("https://pier.example/f?utm_medium=x&id=7");
    assert_true(sift_version(&a) != sift_version(&b)); /* ingest leaves single spaces */
    assert_true(sift_twin(&a, false) == sift_twin(&b, false));
    assert_true(sift_link(&a) != 0 && sift_link(&a) == sift_link(&b));
    b.lead = span_of("It runs again.");
    assert_true(sift_version(&a) != sift_version(&b));
    assert_true(sift_twin(&a, false) == sift_twin(&b, false));
    b.title = span_of("Ferry stops");
    assert_true(sift_twin(&a, false) != sift_twin(&b, false));
    assert_true(sift_twin(&a, true) == sift_twin(&b, true));
    b = a;
    b.link = span_of("https://pier.example/f?id=8");
    assert_true(sift_twin(&a, true) != sift_twin(&b, true));
    static const char *const fronts[] = {"", "https://pier.example", "https://pier.example/",
                                         "https://pier.example/?utm_source=rss"};
    for (size_t i = 0; i < sizeof fronts / sizeof *fronts; i++) {
        b.link = span_of(fronts[i]);
        assert_true(sift_link(&b) == 0);
    }
}

static void hashes_of_rules(void **state)
{
    (void)state;
    struct sift_rules a = {.flood = 30}, b = {.flood = 30, .hold = true}, c = {.flood = 31};
    struct sift_rules d = {.flood = 30, .include = {parse(span_of("ferry"))}};
    struct sift_rules e = {.flood = 30, .exclude = {parse(span_of("ferry"))}};
    const uint64_t all[] = {sift_hash(&a), sift_hash(&b), sift_hash(&c), sift_hash(&d),
                            sift_hash(&e)};
    for (size_t i = 0; i < 5; i++)
        for (size_t k = 0; k < i; k++)
            assert_true(all[i] != all[k]);
    d.include[0] = parse(span_of(" FERRY ,"));
    assert_true(sift_hash(&d) == all[3]);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(words_and_phrases),
        cmocka_unit_test(lists),
        cmocka_unit_test(every_list_is_passed),
        cmocka_unit_test(phrases_end_with_their_text),
        cmocka_unit_test(dates),
        cmocka_unit_test(age),
        cmocka_unit_test(another_article_under_an_old_key),
        cmocka_unit_test(versions_and_twins),
        cmocka_unit_test(hashes_of_rules),
    };
    return cmocka_run_group_tests(tests, begin, end);
}
