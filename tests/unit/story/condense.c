/* Articles condensed: own texts in many languages with what must and must not be told, and that
 * nothing is told that no article says. tests/cases/condense/README.md says what the cases hold. */
#include "story/lines.h"

#include "base/utf8.h"
#include "story/condense.h"
#include "story/digest.h"

enum { WORDS_MAX = 4000 };

static int wrong, missed;

static struct span read_case(const char *path)
{
    struct buf b;
    buf_init(&b, CASE_FILE_MAX);
    case_read(path, &b);
    struct span copy = arena_copy(arena, buf_span(&b));
    buf_finish(&b);
    return copy;
}

/* The value of the first line "KEY: value"; empty where there is none. */
static struct span want_of(struct span want, const char *key)
{
    struct span line;
    while (span_line(&want, &line)) {
        size_t at = span_find(line, span_of(": "));
        if (at != SIZE_MAX && span_is(span_sub(line, 0, at), key))
            return span_from(line, at + 2);
    }
    return span_make(NULL, 0);
}

static bool tells(const struct told *told, const char *kind, struct span text)
{
    for (size_t i = 0; i < told->n_facts; i++)
        if (span_is(span_of(fact_kind_name(told->facts[i].kind)), kind) &&
            span_find(told->facts[i].text, text) != SIZE_MAX)
            return true;
    return false;
}

static bool tells_anywhere(const struct told *told, struct span text)
{
    for (size_t i = 0; i < told->n_facts; i++)
        if (span_find(told->facts[i].text, text) != SIZE_MAX)
            return true;
    return span_find(told->headline, text) != SIZE_MAX;
}

static bool meets(const struct told *told, struct span key, struct span value)
{
    if (span_is(key, "headline"))
        return span_eq(told->headline, value);
    if (span_is(key, "told") || span_is(key, "not"))
        return tells_anywhere(told, value);
    return tells(told, arena_cstr(arena, key), value);
}

/* One expectation: a key, and forms of which one must be there, parted by " | ". */
static bool is_right(const struct told *told, struct span key, struct span forms)
{
    bool met = false;
    while (!met && forms.n) {
        size_t bar = span_find(forms, span_of(" | "));
        met = meets(told, key, span_sub(forms, 0, bar));
        forms = bar == SIZE_MAX ? span_of("") : span_from(forms, bar + 3);
    }
    return met != span_is(key, "not");
}

static void print_told(const char *path, const struct told *told)
{
    print_error("%s\n   %.*s\n", path, (int)told->headline.n, told->headline.p);
    for (size_t i = 0; i < told->n_facts; i++)
        print_error("   %s: %.*s\n", fact_kind_name(told->facts[i].kind),
                    (int)told->facts[i].text.n, told->facts[i].text.p);
}

/* An expectation that begins with "miss: " is known not to be met; once it is, the mark must go. */
static void expect(const struct told *told, struct span want)
{
    struct span line;
    while (span_line(&want, &line)) {
        struct span all = line;
        bool miss = span_starts(line, "miss: ");
        if (miss)
            line = span_from(line, 6);
        size_t at = span_find(line, span_of(": "));
        struct span key = span_sub(line, 0, at);
        if (span_is(key, "lang") || span_is(key, "date"))
            continue;
        missed += miss;
        if (is_right(told, key, span_from(line, at + 2)) != miss)
            continue;
        wrong++;
        print_error("%s %.*s\n", miss ? "met, unmark" : "wanted", (int)all.n, all.p);
    }
}

/* Han and kana: each is compared for itself. */
static bool is_sign(uint32_t c)
{
    return utf8_is_cjk(c) && !(c >= 0xac00 && c <= 0xd7a3);
}

/* The words of a text, folded; figures apart from the words they are glued to. */
static size_t fold_words(struct span text, struct span out[WORDS_MAX])
{
    struct buf key;
    size_t n = 0;
    buf_init(&key, CASE_FILE_MAX);
    assert_int_equal(utf8_put_key(&key, text), ERR_OK);
    struct span rest = arena_copy(arena, buf_span(&key));
    buf_finish(&key);
    while (rest.n && n < WORDS_MAX) {
        size_t len = 0;
        struct span next = rest;
        while (next.n) {
            uint32_t c = utf8_next(&next);
            if (!utf8_is_letter(c) && !utf8_is_digit(c) && !utf8_is_mark(c))
                break;
            if (len && (is_sign(c) || utf8_is_digit(c) !=
                                          utf8_is_digit(utf8_next(&(struct span){rest.p, rest.n}))))
                break;
            len = rest.n - next.n;
            if (is_sign(c))
                break;
        }
        if (len)
            out[n++] = span_sub(rest, 0, len);
        rest = next;
    }
    return n;
}

static bool is_date_word(struct span word, struct span lang)
{
    struct span value;
    uint64_t number;
    if (span_uint(word, 9999, &number))
        return true;
    size_t n;
    const struct word *names = words_list(words, lang, "month-names", &n);
    for (size_t i = 0; i < n; i++) {
        struct span got[WORDS_MAX];
        if (fold_words(names[i].value, got) == 1 && span_eq(got[0], word))
            return true;
    }
    const struct word *forms = words_list(words, lang, "date-form", &n);
    for (size_t i = 0; i < n; i++) {
        struct span form = forms[i].value, part;
        while (span_split(&form, ' ', &part))
            if (span_eq(part, word))
                return true;
    }
    return words_find(words, lang, "function", word, &value) ||
           words_find(words, lang, "weekdays", word, &value) ||
           words_find(words, lang, "date-marks", word, &value);
}

/* The word itself, or in Korean without the particle at its end. */
static bool is_word_of(struct span told, struct span said, struct span lang)
{
    return span_eq(told, said) ||
           (span_is(lang, "ko") && said.n > told.n && span_eq(span_sub(said, 0, told.n), told));
}

/* Every word of the text stands in the source in this order, but for dates put in. */
static void expect_faithful(struct span text, struct span source, struct span lang)
{
    static struct span told[WORDS_MAX], said[WORDS_MAX];
    size_t n_told = fold_words(text, told), n_said = fold_words(source, said);
    size_t at = 0;
    for (size_t i = 0; i < n_told; i++) {
        size_t next = at;
        if (is_date_word(told[i], lang))
            continue;
        while (next < n_said && !is_word_of(told[i], said[next], lang))
            next++;
        if (next < n_said) {
            at = next + 1;
            continue;
        }
        print_error("no word of the article: \"%.*s\"\n", (int)told[i].n, told[i].p);
        wrong++;
    }
}

/* A quote with its speaker is two pieces of the article. */
static void expect_fact_faithful(const struct fact *f, struct span source, struct span lang)
{
    size_t label = SIZE_MAX;
    for (size_t i = 0; f->kind == FACT_QUOTE && i + 1 < f->text.n; i++)
        if (f->text.p[i] == ' ' && f->text.p[i + 1] == '(')
            label = i;
    expect_faithful(span_sub(f->text, 0, label), source, lang);
    if (label != SIZE_MAX)
        expect_faithful(span_from(f->text, label), source, lang);
}

static void check(const char *path)
{
    struct told told;
    struct article article;
    int64_t published;
    char want_path[CASE_PATH_MAX];
    (void)snprintf(want_path, sizeof want_path, "%.*swant", (int)strlen(path) - 3, path);
    struct span raw = read_case(path), want = read_case(want_path), text = raw, title;
    assert_true(span_line(&text, &title));
    assert_int_equal(article_from_text(text, title, NULL, words, &article, arena), ERR_OK);
    article.lang = want_of(want, "lang");
    if (when_parse(want_of(want, "date"), &published))
        article.published = published;
    struct condense_opts opts = {.words = words, .now = when_make(2026, 11, 21, 18, 0, 0)};
    assert_int_equal(condense_article(&article, &opts, &told, arena), ERR_OK);
    int before = wrong;
    expect(&told, want);
    expect_faithful(told.headline, raw, article.lang);
    for (size_t i = 0; i < told.n_facts; i++)
        expect_fact_faithful(&told.facts[i], raw, article.lang);
    if (wrong > before)
        print_told(path, &told);
}

static void tells_what_the_articles_say(void **state)
{
    (void)state;
    case_each(TEST_CASES "/condense", ".txt", 40, check);
    if (missed)
        print_message("known misses: %d\n", missed);
    assert_int_equal(wrong, 0);
}

static enum err condense(struct article article, struct told *told)
{
    struct condense_opts opts = {.words = words, .now = when_make(2026, 11, 21, 18, 0, 0)};
    return condense_article(&article, &opts, told, arena);
}

static void fills_what_was_told(void **state)
{
    (void)state;
    struct told told;
    struct article article = case_article(
        span_of("Ferry to Norlandia returns - Harbour Post"),
        span_of("The ferry to Norlandia returns on Friday, the harbour board said. It is fast."),
        span_of("en"));
    article.site = span_of("Harbour Post");
    article.link = span_of("https://example.com/a");
    article.published = when_make(2024, 5, 7, 8, 0, 0);
    assert_int_equal(condense(article, &told), ERR_OK);
    assert_span(told.title, "Ferry to Norlandia returns");
    assert_span(told.outlet, "Harbour Post");
    assert_span(told.link, "https://example.com/a");
    assert_int_equal(told.published, article.published);
    assert_int_equal(told.day.month, 5);
    assert_true(told.lead.n > 0 && told.lead.n <= 600);
    assert_true(told.n_terms > 3);
    for (size_t i = 1; i < told.n_terms; i++)
        assert_true(told.terms[i - 1].hash < told.terms[i].hash);
}

static void takes_the_year_from_the_weekday(void **state)
{
    (void)state;
    struct told told;
    struct article article = case_article(
        span_of("Ferry to Norlandia returns"),
        span_of("The ferry to Norlandia will return on Tuesday. It is fast."), span_of("en"));
    article.day = (struct article_day){0, 7, 25, -1, -1};
    assert_int_equal(condense(article, &told), ERR_OK);
    assert_int_equal(told.day.year, 2023);
    assert_int_equal(told.published, when_make(2023, 7, 25, 0, 0, 0));
    article.text = span_of("The ferry to Norlandia returns. It is fast.");
    assert_int_equal(condense(article, &told), ERR_OK);
    assert_int_equal(told.day.year, 0);
    assert_true(told.published == WHEN_NONE);
}

/* A notice of one line is all title: what the headline leaves out is told beside it. */
static void tells_the_day_of_a_title(void **state)
{
    (void)state;
    struct told told;
    struct article article =
        case_article(span_of("The canteen is closed on Friday."), span_of(""), span_of("en"));
    assert_int_equal(condense(article, &told), ERR_OK);
    assert_span(told.headline, "The canteen is closed");
    assert_true(tells(&told, "when", span_of("Friday")));
}

static void says_when_there_is_nothing(void **state)
{
    (void)state;
    struct told told;
    assert_int_equal(condense(case_article(span_of(""), span_of(""), span_of("en")), &told),
                     ERR_SYNTAX);
    assert_int_equal(
        condense(case_article(span_of(" "), span_of("...\n\n---"), span_of("")), &told),
        ERR_SYNTAX);
    assert_int_equal(
        condense(case_article(span_of("Only a title"), span_of(""), span_of("")), &told), ERR_OK);
    assert_int_equal(told.n_facts, 0);
}

static void takes_odd_articles(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\"\"\"\" said he. \"Open and never closed, said she.",
        "(((((((((((((((( ) ] } \" ' , , , , - - - . . .",
        "\xff\xfe\xfd. \xc3( . \xe2\x80",
        ", , , , who which that because of, said said said",
        "July July July 31 31 31 2023 2023 - - to to to Friday Friday Friday",
        "a.b.c.d.e.f.g.h.i.j.k.l.m.n.o.p",
        "In in in at at the the of of the in of",
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        struct told told;
        struct span s = span_of(texts[i]);
        (void)condense(case_article(span_of(""), s, span_of("en")), &told);
        (void)condense(case_article(s, s, span_of("de")), &told);
    }
}

static void drops_the_article_when_memory_is_out(void **state)
{
    (void)state;
    struct condense_opts opts = {.words = words, .now = 0};
    struct article article = case_article(
        span_of("Ferry returns to the islands"),
        span_of("The ferry returns on Friday. \"It is fast,\" said Astrid Lind in Old Harbour."),
        span_of("en"));
    for (size_t max = 0; max < 60000; max += 1500) {
        struct told told;
        struct arena *small = arena_create(max);
        enum err e = condense_article(&article, &opts, &told, small);
        assert_true(e == ERR_OK || e == ERR_NOMEM || e == ERR_SYNTAX);
        arena_destroy(small);
    }
}

static void digests_within_the_budget(void **state)
{
    (void)state;
    struct told told;
    struct digest digest;
    struct article article = case_article(
        span_of(""),
        span_of("The ferry returns on Friday because the pier was mended by using old stones. The "
                "board in Old Harbour said so. Nobody in the town was asked before the vote."),
        span_of("en"));
    struct digest_opts opts = {.headline = {30, true}, .sentences = 2};
    struct body body;
    struct condense_opts c_opts = {.words = words, .body = &body};
    assert_int_equal(condense_article(&article, &c_opts, &told, arena), ERR_OK);
    digest_make(&body, &told, &opts, &digest, arena);
    assert_in_range(digest.headline.n, 1, 30);
    assert_int_equal(digest.n_sentences, 2);
    assert_true(digest.n_why > 0 && digest.n_how > 0);
    opts = (struct digest_opts){.chars = 60};
    digest_make(&body, &told, &opts, &digest, arena);
    assert_true(digest.n_sentences >= 1 && digest.n_sentences < 3);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_what_the_articles_say),
        cmocka_unit_test(fills_what_was_told),
        cmocka_unit_test(takes_the_year_from_the_weekday),
        cmocka_unit_test(tells_the_day_of_a_title),
        cmocka_unit_test(says_when_there_is_nothing),
        cmocka_unit_test(takes_odd_articles),
        cmocka_unit_test(drops_the_article_when_memory_is_out),
        cmocka_unit_test(digests_within_the_budget),
    };
    return cmocka_run_group_tests(tests, lines_begin, lines_end);
}
