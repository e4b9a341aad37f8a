/* page.c - whole pages, case by case (tests/cases/pages), and what a hostile page may do. */
#include "cases.h"

#include "article/article.h"
#include "article/page.h"
#include "base/when.h"

enum { PAGE_ARENA = 64 * 1024 * 1024 };

static int wrong; /* rows of all cases, so that one run shows them all */

static void row_failed(const char *path, struct span key, struct span want, struct span got)
{
    print_error("%s: %.*s: want \"%.*s\", got \"%.*s\"\n", strrchr(path, '/') + 1, (int)key.n,
                key.p, (int)want.n, want.p, (int)got.n, got.p);
    wrong++;
}

static struct span field(const struct article *art, struct span key, char *room, size_t size)
{
    struct span text = art->text, line;
    size_t n = 0;
    if (span_is(key, "title"))
        return art->title;
    if (span_is(key, "site"))
        return art->site;
    if (span_is(key, "author"))
        return art->author;
    if (span_is(key, "lang"))
        return art->lang;
    if (span_is(key, "published")) {
        when_iso(art->published, room);
        return span_of(room[0] ? room : "none");
    }
    if (!span_is(key, "paragraphs"))
        fail_msg("no such key: %.*s", (int)key.n, key.p);
    while (span_line(&text, &line))
        n += line.n > 0;
    (void)snprintf(room, size, "%zu", n);
    return span_of(room);
}

static void check_row(const char *path, struct span row, const struct article *art)
{
    char room[64];
    struct span want = row, key;
    assert_true(span_split(&want, ':', &key));
    want = span_trim(want);
    bool has = span_find(art->text, want) != SIZE_MAX;
    if (span_is(key, "has") || span_is(key, "not")) {
        if (has != span_is(key, "has"))
            row_failed(path, key, want, art->text);
        return;
    }
    struct span got = field(art, key, room, sizeof room);
    if (!span_eq(got, want))
        row_failed(path, key, want, got);
}

static void check_page(const char *path)
{
    char want_path[CASE_PATH_MAX];
    struct buf html, want;
    struct article art;
    struct why why;
    struct span rest, row;
    struct arena *a = arena_create(PAGE_ARENA);
    buf_init(&html, CASE_FILE_MAX);
    buf_init(&want, CASE_FILE_MAX);
    (void)snprintf(want_path, sizeof want_path, "%.*s.want", (int)strlen(path) - 5, path);
    case_read(path, &html);
    case_read(want_path, &want);
    enum err e = article_from_page(buf_span(&html), span_of("https://ansel.example/1"), NULL, words,
                                   &art, &why, a);
    rest = buf_span(&want);
    if (span_starts(rest, "error")) {
        assert_int_equal(e, ERR_SYNTAX);
    } else {
        assert_int_equal(e, ERR_OK);
        assert_span(art.link, "https://ansel.example/1");
        while (span_line(&rest, &row))
            if (row.n > 0)
                check_row(path, row, &art);
    }
    buf_finish(&html);
    buf_finish(&want);
    arena_destroy(a);
}

static void reads_the_cases(void **state)
{
    (void)state;
    case_each(TEST_CASES "/pages", ".html", 8, check_page);
    assert_int_equal(wrong, 0);
}

/* Many times one piece of markup, then one paragraph. */
static void repeated(const char *piece, size_t times, struct page *p, struct arena *a)
{
    struct buf html;
    buf_init(&html, ARTICLE_PAGE_MAX);
    for (size_t i = 0; i < times; i++)
        (void)buf_puts(&html, piece);
    (void)buf_puts(&html, "<p>The end of it all.</p>");
    assert_int_equal(page_parse(buf_span(&html), p, a), ERR_OK);
    buf_finish(&html);
}

static void bounds_the_tree(void **state)
{
    struct arena *a = arena_create(PAGE_ARENA);
    struct page p;
    (void)state;
    repeated("<div>", 100000, &p, a);
    assert_true(p.n <= PAGE_NODES_MAX);
    repeated("<b>x</b>", 100000, &p, a);
    assert_int_equal(p.n, PAGE_NODES_MAX);
    assert_true(p.cut);
    repeated("</div>", 100000, &p, a);
    repeated("<!-- -->", 100000, &p, a);
    repeated("&#xFFFFFF;&amp", 100000, &p, a);
    arena_destroy(a);
}

static void keeps_a_tree_in_order(void **state)
{
    struct arena *a = arena_create(PAGE_ARENA);
    struct page p;
    (void)state;
    repeated("<div class='a'><p>one <i>two</i> three", 50, &p, a);
    for (uint32_t i = 1; i < p.n; i++) {
        const struct node *up = &p.nodes[p.nodes[i].parent];
        assert_true(p.nodes[i].parent < i);
        assert_true(p.nodes[i].end > i && p.nodes[i].end <= up->end);
    }
    assert_span(page_line(&p, 0, 13, a), "one two three");
    assert_false(page_has(&p.nodes[0], ATTR_CLASS));
    arena_destroy(a);
}

static void refuses_what_is_too_much(void **state)
{
    struct arena *a = arena_create(PAGE_ARENA), *small = arena_create(3000);
    struct article art;
    struct why why;
    struct page p;
    (void)state;
    char *big = malloc(ARTICLE_PAGE_MAX + 1);
    assert_non_null(big);
    memset(big, 'x', ARTICLE_PAGE_MAX + 1);
    assert_int_equal(page_parse(span_make(big, ARTICLE_PAGE_MAX + 1), &p, a), ERR_TOO_BIG);
    memset(big, ' ', ARTICLE_PAGE_MAX); /* a tag with a hundred thousand attributes */
    memcpy(big, "<p", 2);
    for (size_t i = 3; i + 8 < ARTICLE_PAGE_MAX; i += 8)
        big[i] = 'a';
    assert_int_equal(page_parse(span_make(big, ARTICLE_PAGE_MAX), &p, a), ERR_TOO_BIG);
    free(big);
    assert_int_equal(page_parse(span_of(""), &p, a), ERR_OK);
    assert_int_equal(article_from_page(span_of(""), span_of(""), NULL, words, &art, &why, a),
                     ERR_SYNTAX);
    assert_int_equal(article_from_page(span_of("<p>a<p>b<p>c<p>d<p>e<p>f<p>g<p>h<p>i<p>j<p>k<p>l"),
                                       span_of(""), NULL, words, &art, &why, small),
                     ERR_NOMEM);
    arena_destroy(a);
    arena_destroy(small);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_cases),
        cmocka_unit_test(bounds_the_tree),
        cmocka_unit_test(keeps_a_tree_in_order),
        cmocka_unit_test(refuses_what_is_too_much),
    };
    return cmocka_run_group_tests(tests, case_setup, case_teardown);
}
