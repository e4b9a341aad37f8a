/* Where sentences end: cases by language, odd and hostile texts. */
#include "story/lines.h"

#include "story/listing.h"
#include "story/sentence.h"

enum { ARENA_BYTES = 16 * 1024 * 1024 };

static int wrong;

/* The text without its marks: " | " is a space, but a line end where the case says "\n". */
static struct span text_of(struct span line, struct arena *a)
{
    char *p = arena_cstr(a, line);
    size_t n = 0;
    for (size_t i = 0; i < line.n; i++) {
        bool parts = span_starts(span_from(line, i), " | ");
        bool ends = span_starts(span_from(line, i), "\\n");
        p[n++] = parts ? ' ' : ends ? '\n' : line.p[i];
        i += parts ? 2 : ends;
    }
    return span_make(p, n);
}

static void check(struct span line, struct span lang)
{
    struct arena *a = arena_create(ARENA_BYTES);
    struct span rest = line, want;
    size_t n, i = 0;
    struct span *got = sentence_split(text_of(line, a), lang, words, &n, a);
    assert_non_null(got);
    bool right = true;
    for (size_t at; rest.p; i++) {
        at = span_find(rest, span_of(" | "));
        want = text_of(span_sub(rest, 0, at), a);
        rest = at == SIZE_MAX ? span_make(NULL, 0) : span_from(rest, at + 3);
        right = right && i < n && span_eq(got[i], span_trim(want));
    }
    if (!right || i != n) {
        wrong++;
        print_error("%.*s\n", (int)line.n, line.p);
        for (size_t k = 0; k < n; k++)
            print_error("   [%.*s]\n", (int)got[k].n, got[k].p);
    }
    arena_destroy(a);
}

static void check_file(const char *path)
{
    case_lines(path, check);
}

static void splits_as_the_cases_say(void **state)
{
    (void)state;
    case_each(TEST_CASES "/sentences", ".txt", 15, check_file);
    assert_int_equal(wrong, 0);
}

static size_t count(const char *text)
{
    size_t n;
    struct arena *a = arena_create(ARENA_BYTES);
    assert_non_null(sentence_split(span_of(text), span_of("en"), words, &n, a));
    arena_destroy(a);
    return n;
}

static void takes_odd_texts(void **state)
{
    (void)state;
    assert_int_equal(count(""), 0);
    assert_int_equal(count(" \n\t \n"), 0);
    assert_int_equal(count("......"), 0);
    assert_int_equal(count("\"((([[[\"\"\"'''"), 0);
    assert_int_equal(count("\xff\xfe\x80 broken. Bytes \xf0\x9f"), 2);
    assert_int_equal(count("no end"), 1);
    assert_int_equal(count("An \"open quote. That never ends."), 2);
}

/* Behind the last one allowed all is one sentence, none is lost. */
static void has_a_limit(void **state)
{
    (void)state;
    struct arena *a = arena_create(ARENA_BYTES);
    size_t n, size = (SENTENCES_MAX + 50) * 4;
    char *text = arena_alloc(a, size + 1);
    for (size_t i = 0; i < size; i += 4)
        memcpy(text + i, "Go. ", 4);
    struct span *got = sentence_split(span_make(text, size), span_of("en"), words, &n, a);
    assert_non_null(got);
    assert_int_equal(n, SENTENCES_MAX);
    assert_ptr_equal(got[n - 1].p + got[n - 1].n, text + size - 1);
    arena_destroy(a);
}

static void says_when_memory_is_out(void **state)
{
    (void)state;
    size_t n;
    struct arena *a = arena_create(32 * sizeof(void *));
    struct span text = span_of("One came. Two came. Two left. Six came. Six left. Ten came. Ten "
                               "left. All sang. All slept.");
    assert_null(sentence_split(text, span_of("en"), words, &n, a));
    arena_destroy(a);
}

static void finds_lists(void **state)
{
    (void)state;
    size_t starts[LISTING_MAX];
    assert_int_equal(listing_find(span_of("1) a 2) b 3) c"), starts), 3);
    assert_int_equal(starts[2], 10);
    assert_int_equal(listing_find(span_of("the 1. FC and the 2. league"), starts), 0);
    assert_int_equal(listing_find(span_of("1. alone"), starts), 0);
    assert_int_equal(listing_marker(span_of("(iv) four")), 4);
    assert_int_equal(listing_marker(span_of("four")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(splits_as_the_cases_say),
        cmocka_unit_test(takes_odd_texts),
        cmocka_unit_test(has_a_limit),
        cmocka_unit_test(says_when_memory_is_out),
        cmocka_unit_test(finds_lists),
    };
    return cmocka_run_group_tests(tests, case_setup, case_teardown);
}
