/* words.c - tests of base/words, on lists that it writes itself and on those of assets. */
#include "base/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

struct folder {
    char path[64];
    char files[4][96];
    size_t n;
};

static struct folder make_folder(void)
{
    struct folder f = {.path = "/tmp/motograph-words-XXXXXX"};
    assert_non_null(mkdtemp(f.path));
    return f;
}

static void put_file(struct folder *f, const char *name, const char *text)
{
    char path[sizeof f->files[0]];
    (void)snprintf(path, sizeof path, "%s/%s", f->path, name);
    memcpy(f->files[f->n++], path, sizeof path);
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    assert_true(fputs(text, file) >= 0);
    assert_int_equal(fclose(file), 0);
}

static void remove_folder(struct folder *f)
{
    for (size_t i = 0; i < f->n; i++)
        (void)unlink(f->files[i]);
    assert_int_equal(rmdir(f->path), 0);
}

static void test_lists(void **state)
{
    (void)state;
    struct folder f = make_folder();
    put_file(&f, "en.words",
             "\xef\xbb\xbf# months\n\n[months]\nJuly = 7\r\n  jul = 7  \njul = 8\n"
             "[ phrases ]\nread  more\ncafe\xcc\x81\na = b = c\n[empty]\n");
    put_file(&f, "any.words", "[phrases]\nrss\n");
    put_file(&f, "notes.txt", "not a list");
    struct words *w = words_load(f.path, NULL);
    assert_non_null(w);

    size_t n;
    const struct word *list = words_list(w, span_of("en"), "months", &n);
    assert_int_equal(n, 3);
    assert_span(list[0].key, "july");
    assert_span(list[0].value, "7");
    assert_span(list[2].value, "8");
    struct span value = SPAN("?");
    assert_true(words_find(w, span_of("en"), "months", span_of("jul"), &value));
    assert_span(value, "7"); /* of equal keys the first */
    assert_true(words_find(w, span_of("en"), "phrases", span_of("read more"), &value));
    assert_span(value, "");
    assert_true(words_find(w, span_of("en"), "phrases", span_of("café"), NULL));
    assert_true(words_find(w, span_of("en"), "phrases", span_of("a"), &value));
    assert_span(value, "b = c");
    assert_true(words_find(w, span_of("en"), "phrases", span_of("rss"), NULL)); /* of any */
    assert_true(words_find(w, span_of("xx"), "phrases", span_of("rss"), NULL));
    assert_false(words_find(w, span_of("xx"), "phrases", span_of("read more"), NULL));
    assert_false(words_find(w, span_of("en"), "months", span_of("rss"), NULL));
    assert_false(words_find(w, span_of("en"), "none", span_of("jul"), NULL));
    assert_false(words_find(w, span_of("en"), "months", span_of(""), NULL));
    assert_non_null(words_list(w, span_of("any"), "phrases", &n));
    assert_int_equal(n, 1);
    assert_null(words_list(w, span_of("en"), "none", &n));
    assert_int_equal(n, 0);
    (void)words_list(w, span_of("en"), "empty", &n);
    assert_int_equal(n, 0);

    const struct span *langs;
    assert_int_equal(words_langs(w, &langs), 1);
    assert_span(langs[0], "en");
    words_destroy(w);
    words_destroy(NULL);
    remove_folder(&f);
}

static void test_many_lists_at_once(void **state)
{
    (void)state;
    static const char *const lists[] = {"months", "verbs", "none", "modals"};
    const struct span langs[] = {SPAN("de"), SPAN("en"), SPAN("xx")};
    struct folder f = make_folder();
    put_file(&f, "en.words", "[months]\nmay\n[modals]\nmay\n");
    put_file(&f, "de.words", "[months]\nmai\nmay\n");
    put_file(&f, "any.words", "[verbs]\nmay\n[months]\njul\n");
    struct words *w = words_load(f.path, NULL);
    assert_non_null(w);
    assert_int_equal(words_lists(words_look(w, span_of("en"), span_of("may")), lists, 4), 11);
    assert_int_equal(words_lists(words_look(w, span_of("en"), span_of("mai")), lists, 4), 0);
    size_t hits[3] = {0, 0, 0};
    words_count(w, langs, 3, "months", span_of("may"), hits);
    words_count(w, langs, 3, "months", span_of("mai"), hits);
    words_count(w, langs, 3, "months", span_of("jul"), hits); /* of any: nobody's */
    assert_int_equal(hits[0], 2);
    assert_int_equal(hits[1], 1);
    assert_int_equal(hits[2], 0);
    words_destroy(w);
    remove_folder(&f);
}

static void test_only_some_lists(void **state)
{
    (void)state;
    static const char *const only[] = {"months", "labels", NULL};
    struct folder f = make_folder();
    put_file(&f, "en.words", "[verbs]\nrun\n[verbs]\n[months]\nmay\n[modals]\nmay\n");
    struct words *w = words_load_lists(f.path, only, NULL);
    assert_non_null(w);
    assert_true(words_find(w, span_of("en"), "months", span_of("may"), NULL));
    assert_false(words_find(w, span_of("en"), "modals", span_of("may"), NULL));
    assert_false(words_find(w, span_of("en"), "verbs", span_of("run"), NULL));
    words_destroy(w);
    remove_folder(&f);
}

static void test_what_is_wrong_is_named(void **state)
{
    (void)state;
    static const struct {
        const char *text, *file, *line;
    } cases[] = {
        {"word\n", "xx.words", "line 1"},      {"[a]\n[b\n", "xx.words", "line 2"},
        {"[a]\n\n[]\n", "xx.words", "line 3"}, {"[a]\n[b]\n[a]\n", "xx.words", "line 3"},
        {"[a]\n\xff\n", "xx.words", "UTF-8"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct folder f = make_folder();
        struct why why = {0};
        put_file(&f, "xx.words", cases[i].text);
        assert_null(words_load(f.path, &why));
        assert_non_null(strstr(why.text, cases[i].file));
        assert_non_null(strstr(why.text, cases[i].line));
        remove_folder(&f);
    }
}

static void test_folders(void **state)
{
    (void)state;
    struct why why = {0};
    assert_null(words_load("/nonexistent/words", &why));
    assert_non_null(strstr(why.text, "/nonexistent/words"));
    struct folder f = make_folder();
    struct words *w = words_load(f.path, NULL); /* no lists at all */
    assert_non_null(w);
    assert_false(words_find(w, span_of("en"), "months", span_of("jul"), NULL));
    words_destroy(w);
    char folder[96];
    (void)snprintf(folder, sizeof folder, "%s/de.words", f.path);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_null(words_load(f.path, &why)); /* a folder in the place of a file */
    assert_int_equal(rmdir(folder), 0);
    remove_folder(&f);
}

static void test_file_over_the_limit(void **state)
{
    (void)state;
    struct folder f = make_folder();
    struct why why = {0};
    char *text = malloc(WORDS_FILE_MAX + 2);
    assert_non_null(text);
    memset(text, '\n', WORDS_FILE_MAX + 1);
    text[WORDS_FILE_MAX + 1] = 0;
    put_file(&f, "xx.words", text);
    free(text);
    assert_null(words_load(f.path, &why));
    assert_non_null(strstr(why.text, "xx.words"));
    remove_folder(&f);
}

static void test_the_lists_of_the_program(void **state)
{
    (void)state;
    struct why why = {0};
    struct words *w = words_load(TEST_ASSETS "/words", &why);
    if (!w)
        print_error("%s\n", why.text);
    assert_non_null(w);
    const struct span *langs;
    assert_true(words_langs(w, &langs) > 0);
    words_destroy(w);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lists),
        cmocka_unit_test(test_many_lists_at_once),
        cmocka_unit_test(test_only_some_lists),
        cmocka_unit_test(test_what_is_wrong_is_named),
        cmocka_unit_test(test_folders),
        cmocka_unit_test(test_file_over_the_limit),
        cmocka_unit_test(test_the_lists_of_the_program),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
