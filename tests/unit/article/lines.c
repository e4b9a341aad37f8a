/* lines.c - the judgement of lines, case by case (tests/cases/lines). */
#include "cases.h"

#include "article/lines.h"
#include "base/when.h"

enum { CASE_LINES_MAX = 200, CASE_ARENA = 8 * 1024 * 1024 };

static int wrong_lines; /* of all cases, so that one run shows them all */

static const char *const kind_names[] = {
    [LINE_EMPTY] = "empty",   [LINE_CONTENT] = "content",      [LINE_TITLE] = "title",
    [LINE_REPEAT] = "repeat", [LINE_KNOWN] = "known",          [LINE_CAPTION] = "caption",
    [LINE_STAMP] = "stamp",   [LINE_DATELINE] = "dateline",    [LINE_POINTER] = "pointer",
    [LINE_APPEAL] = "appeal", [LINE_NAVIGATION] = "navigation"};

struct example {
    const char *path;
    struct buf text;
    struct span kinds[CASE_LINES_MAX];
    struct span wants[CASE_LINES_MAX][2];
    uint64_t known[CASE_LINES_MAX];
    size_t n, n_wants, n_known;
    struct span given;
};

static int compare(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void read_example(struct span rest, struct example *e)
{
    struct span row, key;
    while (span_line(&rest, &row) && e->n < CASE_LINES_MAX) {
        if (row.n == 0)
            continue;
        struct span value = row;
        assert_true(span_split(&value, '\t', &key));
        if (span_is(key, "given")) {
            e->given = value;
        } else if (span_is(key, "knows")) {
            e->known[e->n_known++] = line_hash(value);
        } else if (key.n > 0 && key.p[0] == '=') {
            e->wants[e->n_wants][0] = span_from(key, 1);
            e->wants[e->n_wants++][1] = value;
        } else {
            e->kinds[e->n++] = key;
            assert_int_equal(buf_put(&e->text, value), ERR_OK);
            assert_int_equal(buf_putc(&e->text, '\n'), ERR_OK);
        }
    }
    qsort(e->known, e->n_known, sizeof *e->known, compare);
}

static bool right_kind(enum line_kind got, struct span want)
{
    if (span_is(want, "drop"))
        return !line_shown(got) && got != LINE_EMPTY;
    return span_is(want, kind_names[got]);
}

static void check_kinds(const struct example *e, struct arena *a)
{
    struct article_known known = {e->known, e->n_known};
    struct lines_opts opts = {e->given, article_guess_lang(buf_span(&e->text), words), &known,
                              false};
    size_t n;
    int wrong = 0;
    struct line *lines = lines_judge(buf_span(&e->text), &opts, words, &n, a);
    assert_non_null(lines);
    assert_true(n >= e->n);
    for (size_t i = 0; i < e->n; i++) {
        if (right_kind(lines[i].kind, e->kinds[i]))
            continue;
        print_error("%s: got %s, want %.*s: %.*s\n", e->path, kind_names[lines[i].kind],
                    (int)e->kinds[i].n, e->kinds[i].p, (int)lines[i].text.n, lines[i].text.p);
        wrong++;
    }
    wrong_lines += wrong;
}

static size_t count_paragraphs(struct span text)
{
    struct span line;
    size_t n = 0;
    while (span_line(&text, &line))
        n += line.n > 0;
    return n;
}

/* What the article says under one name, as text. */
static struct span said(const struct article *art, struct span name, char *room, size_t size)
{
    if (span_is(name, "title"))
        return art->title;
    if (span_is(name, "lang"))
        return art->lang;
    if (span_is(name, "site"))
        return art->site;
    if (span_is(name, "place"))
        return art->place;
    if (span_is(name, "first"))
        return art->text;
    if (span_is(name, "day"))
        (void)snprintf(room, size, "%d-%d-%d", art->day.year, art->day.month, art->day.day);
    else if (span_is(name, "weekday"))
        (void)snprintf(room, size, "%d", art->day.weekday);
    else if (span_is(name, "minutes"))
        (void)snprintf(room, size, "%d", art->day.minutes);
    else if (span_is(name, "paragraphs"))
        (void)snprintf(room, size, "%zu", count_paragraphs(art->text));
    else if (span_is(name, "published"))
        when_iso(art->published, room);
    else
        fail_msg("no such name: %.*s", (int)name.n, name.p);
    return span_of(room);
}

static void check_article(const struct example *e, struct arena *a)
{
    struct article_known known = {e->known, e->n_known};
    struct article art;
    int wrong = 0;
    assert_int_equal(article_from_text(buf_span(&e->text), e->given, &known, words, &art, a),
                     ERR_OK);
    for (size_t i = 0; i < e->n_wants; i++) {
        char room[64];
        struct span got = said(&art, e->wants[i][0], room, sizeof room);
        struct span want = e->wants[i][1];
        if (span_is(e->wants[i][0], "first"))
            got = span_sub(got, 0, want.n);
        if (span_eq(got, want))
            continue;
        print_error("%s: %.*s is \"%.*s\", want \"%.*s\"\n", e->path, (int)e->wants[i][0].n,
                    e->wants[i][0].p, (int)got.n, got.p, (int)want.n, want.p);
        wrong++;
    }
    wrong_lines += wrong;
}

static void check_case(const char *path)
{
    static struct example e; /* too large for some stacks */
    struct buf file;
    struct arena *a = arena_create(CASE_ARENA);
    assert_non_null(a);
    memset(&e, 0, sizeof e);
    e.path = strrchr(path, '/') + 1;
    buf_init(&file, CASE_FILE_MAX);
    buf_init(&e.text, CASE_FILE_MAX);
    case_read(path, &file);
    read_example(buf_span(&file), &e);
    check_kinds(&e, a);
    check_article(&e, a);
    buf_finish(&file);
    buf_finish(&e.text);
    arena_destroy(a);
}

static void judges_the_cases(void **state)
{
    (void)state;
    case_each(TEST_CASES "/lines", ".lines", 15, check_case);
    assert_int_equal(wrong_lines, 0);
}

static void hashes_fold_what_changes(void **state)
{
    (void)state;
    uint64_t one = line_hash(span_of("Subscribe to  OUR paper of 12 May"));
    assert_true(one != 0);
    assert_true(one == line_hash(span_of(" subscribe to our paper of 47 May ")));
    assert_true(one != line_hash(span_of("subscribe to our paper of 4 May")));
    assert_true(line_hash(span_of("12345")) == 0);
    assert_true(line_hash(span_of("")) == 0);
}

static void judge(const char *text, size_t lines)
{
    struct arena *a = arena_create(CASE_ARENA);
    struct lines_opts opts = {.lang = span_of("en")};
    size_t n;
    struct line *list = lines_judge(span_of(text), &opts, words, &n, a);
    assert_int_equal(n, lines);
    assert_true(n == 0 || list != NULL);
    arena_destroy(a);
}

static void takes_odd_texts(void **state)
{
    (void)state;
    judge("", 0);
    judge("\n\n\n", 3);
    judge("x", 1);
    judge("\r\n\r\n.\r\n", 3);
    judge("\xff\xfe\x80 broken \xc3", 1);
    judge("99999999999999999999999999 July 99999999999999999999", 1);
    judge("((((((((((((\n))))))))))))))\n//////////////", 3);
}

/* All boilerplate leaves an empty text, and no year is made up. */
static void takes_nothing_out_of_nowhere(void **state)
{
    struct arena *a = arena_create(CASE_ARENA);
    struct article art;
    (void)state;
    assert_int_equal(article_from_text(span_of("Share\nTweet\nMost popular\nX\n"), span_of(""),
                                       NULL, words, &art, a),
                     ERR_OK);
    assert_span(art.text, "");
    assert_int_equal(art.day.year, 0);
    assert_true(art.published == WHEN_NONE);
    assert_int_equal(article_from_text(span_of(""), span_of(""), NULL, words, &art, a), ERR_OK);
    assert_span(art.title, "");
    arena_destroy(a);
}

static void stops_at_the_limits(void **state)
{
    struct arena *a = arena_create(64 * CASE_ARENA);
    struct lines_opts opts = {.lang = span_of("en")};
    struct buf text;
    size_t n;
    (void)state;
    buf_init(&text, CASE_FILE_MAX);
    for (int i = 0; i < 2 * ARTICLE_LINES_MAX; i++)
        assert_int_equal(buf_printf(&text, "Line %d of a long list of lines.\n", i), ERR_OK);
    assert_non_null(lines_judge(buf_span(&text), &opts, words, &n, a));
    assert_int_equal(n, ARTICLE_LINES_MAX);
    arena_destroy(a);
    a = arena_create(1000);
    assert_null(lines_judge(buf_span(&text), &opts, words, &n, a));
    arena_destroy(a);
    buf_finish(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(judges_the_cases),    cmocka_unit_test(hashes_fold_what_changes),
        cmocka_unit_test(takes_odd_texts),     cmocka_unit_test(takes_nothing_out_of_nowhere),
        cmocka_unit_test(stops_at_the_limits),
    };
    return cmocka_run_group_tests(tests, case_setup, case_teardown);
}
