/* memory.c - tests of base/span, base/buf, base/arena, base/err and base/log. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"
#include "base/log.h"
#include "unit.h"

/* ---- span ---- */

static void test_span_compares(void **state)
{
    (void)state;
    assert_true(span_eq(span_of(NULL), span_of("")));
    assert_true(span_is(span_of("a"), "a") && !span_is(span_of("a"), "A"));
    assert_true(span_is_nocase(span_of("aB"), "Ab") && !span_is_nocase(span_of("a"), "ab"));
    assert_true(span_cmp(span_of("a"), span_of("b")) < 0);
    assert_true(span_cmp(span_of("ab"), span_of("a")) > 0);
    assert_true(span_cmp(span_of("\xff"), span_of("a")) > 0);
    assert_int_equal(span_cmp(span_of(""), span_of(NULL)), 0);
    assert_true(span_starts(span_of("abc"), "ab") && !span_starts(span_of("a"), "ab"));
    assert_true(span_starts_nocase(span_of("ABc"), "ab"));
    assert_true(span_ends(span_of("abc"), "bc") && !span_ends(span_of("c"), "bc"));
    assert_int_equal(span_hash(span_of("abc")), span_hash(span_of("abc")));
    assert_int_not_equal(span_hash(span_of("abc")), span_hash(span_of("abd")));
}

static void test_span_finds(void **state)
{
    (void)state;
    struct span s = span_of("one two One");
    assert_int_equal(span_find(s, span_of("two")), 4);
    assert_int_equal(span_find(s, span_of("three")), SIZE_MAX);
    assert_int_equal(span_find(s, span_of("")), 0);
    assert_int_equal(span_find(span_of(""), span_of("x")), SIZE_MAX);
    assert_int_equal(span_find_nocase(s, span_of("TWO")), 4);
    assert_int_equal(span_find_nocase(s, span_of("four")), SIZE_MAX);
    assert_int_equal(span_find_byte(s, 't'), 4);
    assert_int_equal(span_find_byte(span_of(NULL), 't'), SIZE_MAX);
}

static void test_span_cuts(void **state)
{
    (void)state;
    struct span s = span_of("abcdef");
    assert_span(span_from(s, 4), "ef");
    assert_span(span_from(s, 99), "");
    assert_span(span_sub(s, 1, 2), "bc");
    assert_span(span_sub(s, 4, SIZE_MAX), "ef");
    assert_span(span_sub(span_of(NULL), 1, 1), "");
    assert_span(span_trim(span_of(" \t\r\n\v\f a b ")), "a b");
    assert_span(span_trim(span_of("   ")), "");
}

static void test_span_splits(void **state)
{
    (void)state;
    static const char *const pieces[] = {"a", "", "b", ""};
    struct span rest = span_of("a,,b,"), piece;
    for (size_t i = 0; i < 4; i++) {
        assert_true(span_split(&rest, ',', &piece));
        assert_span(piece, pieces[i]);
    }
    assert_false(span_split(&rest, ',', &piece));
}

static void test_span_lines(void **state)
{
    (void)state;
    static const char *const lines[] = {"a", "", "b", "c", "", "d"};
    struct span rest = span_of("a\n\nb\rc\r\n\r\nd"), line;
    for (size_t i = 0; i < 6; i++) {
        assert_true(span_line(&rest, &line));
        assert_span(line, lines[i]);
    }
    assert_false(span_line(&rest, &line));
    rest = span_of("x\n");
    assert_true(span_line(&rest, &line));
    assert_false(span_line(&rest, &line));
}

static void test_span_numbers(void **state)
{
    (void)state;
    uint64_t v = 0;
    assert_true(span_uint(span_of("007"), 7, &v) && v == 7);
    assert_true(span_uint(span_of("18446744073709551615"), UINT64_MAX, &v) && v == UINT64_MAX);
    assert_false(span_uint(span_of("18446744073709551616"), UINT64_MAX, &v));
    assert_false(span_uint(span_of("8"), 7, &v));
    assert_false(span_uint(span_of("10"), 9, &v));
    assert_false(span_uint(span_of(""), 9, &v));
    assert_false(span_uint(span_of("-1"), 9, &v));
    assert_false(span_uint(span_of("1 "), 9, &v));
}

static void test_ascii(void **state)
{
    (void)state;
    assert_true(ascii_space('\v') && !ascii_space('x') && !ascii_space('\0'));
    assert_true(ascii_digit('0') && ascii_digit('9') && !ascii_digit('a'));
    assert_true(ascii_alpha('z') && ascii_alpha('A') && !ascii_alpha('[') && !ascii_alpha('\xe4'));
    assert_int_equal(ascii_lower('Q'), 'q');
    assert_int_equal(ascii_lower('\xc4'), '\xc4');
}

/* ---- buf ---- */

static void test_buf_grows_to_its_limit(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 100);
    assert_string_equal(buf_cstr(&b), "");
    for (int i = 0; i < 10; i++)
        assert_int_equal(buf_puts(&b, "0123456789"), ERR_OK);
    assert_int_equal(b.n, 100);
    assert_int_equal(buf_putc(&b, 'x'), ERR_TOO_BIG);
    assert_int_equal(buf_puts(&b, ""), ERR_TOO_BIG); /* failed stays failed */
    assert_int_equal(b.n, 100);
    assert_int_equal(strlen(buf_cstr(&b)), 100);
    buf_reset(&b);
    assert_int_equal(b.failed, ERR_OK);
    assert_string_equal(buf_cstr(&b), "");
    assert_int_equal(buf_printf(&b, "%d-%s", 42, "x"), ERR_OK);
    assert_span(buf_span(&b), "42-x");
    buf_cut(&b, 9);
    buf_cut(&b, 2);
    assert_string_equal(buf_cstr(&b), "42");
    assert_int_equal(buf_printf(&b, "%0200d", 1), ERR_TOO_BIG);
    assert_string_equal(buf_cstr(&b), "42");
    buf_finish(&b);
    buf_finish(&b);
}

static void test_buf_room(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 8);
    char *p = buf_room(&b, 4);
    assert_non_null(p);
    memcpy(p, "abc", 3);
    buf_commit(&b, 3);
    assert_string_equal(buf_cstr(&b), "abc");
    assert_null(buf_room(&b, 6));
    assert_int_equal(b.failed, ERR_TOO_BIG);
    buf_finish(&b);
}

static void test_buf_without_room(void **state)
{
    (void)state;
    struct buf b;
    buf_init(&b, 0);
    assert_int_equal(buf_put(&b, span_of("")), ERR_OK);
    assert_int_equal(buf_puts(&b, "x"), ERR_TOO_BIG);
    buf_finish(&b);
}

/* ---- arena ---- */

static void test_arena_gives_zeroed_memory(void **state)
{
    (void)state;
    struct arena *a = arena_create(100000);
    for (int round = 0; round < 2; round++) {
        for (size_t n = 1; n < 3000; n += 97) {
            char *p = arena_alloc(a, n);
            assert_non_null(p);
            assert_int_equal((uintptr_t)p % _Alignof(max_align_t), 0);
            for (size_t i = 0; i < n; i++)
                assert_int_equal(p[i], 0);
            memset(p, 0xaa, n);
        }
        assert_true(arena_used(a) > 40000);
        arena_reset(a);
        assert_int_equal(arena_used(a), 0);
    }
    arena_destroy(a);
    arena_destroy(NULL);
}

static void test_arena_goes_back(void **state)
{
    (void)state;
    struct arena *a = arena_create(200000);
    struct arena_mark empty = arena_mark(a);
    for (int turn = 0; turn < 2; turn++) {
        struct span kept = arena_copy(a, span_of("kept"));
        struct arena_mark mark = arena_mark(a);
        size_t used = arena_used(a);
        for (int i = 0; i < 5; i++)
            memset(arena_alloc(a, 9000), 'x', 9000);
        arena_back(a, mark);
        assert_int_equal(arena_used(a), used);
        assert_span(kept, "kept");
        char *p = arena_alloc(a, 9000);
        for (size_t i = 0; i < 9000; i++)
            assert_int_equal(p[i], 0);
        arena_back(a, empty);
        assert_int_equal(arena_used(a), 0);
    }
    arena_destroy(a);
}

static void test_arena_has_a_limit(void **state)
{
    (void)state;
    struct arena *a = arena_create(64);
    assert_null(arena_alloc(a, 65));
    assert_null(arena_array(a, SIZE_MAX / 2, 3));
    assert_null(arena_alloc(a, SIZE_MAX));
    assert_non_null(arena_alloc(a, 64));
    assert_null(arena_alloc(a, 1));
    assert_null(arena_cstr(a, span_of("x")));
    assert_int_equal(arena_copy(a, span_of("x")).n, 0);
    arena_destroy(a);
}

static void test_arena_copies(void **state)
{
    (void)state;
    struct arena *a = arena_create(1000);
    struct span s = arena_copy(a, span_of("text"));
    assert_span(s, "text");
    assert_int_equal(s.p[4], 0);
    assert_string_equal(arena_cstr(a, span_make(NULL, 0)), "");
    arena_destroy(a);
}

static void test_arena_grows_lists(void **state)
{
    (void)state;
    struct arena *a = arena_create(100000);
    size_t cap = 0;
    int *list = NULL;
    for (size_t n = 0; n < 1000; n++) {
        list = arena_grow(a, list, n, &cap, sizeof *list);
        assert_non_null(list);
        assert_true(cap > n);
        list[n] = (int)n;
    }
    for (size_t i = 0; i < 1000; i++)
        assert_int_equal(list[i], i);
    arena_destroy(a);
    a = arena_create(16);
    cap = 0;
    assert_null(arena_grow(a, NULL, 0, &cap, sizeof(double)));
    assert_int_equal(cap, 0);
    arena_destroy(a);
}

/* ---- err, log ---- */

static void test_errors_have_words(void **state)
{
    (void)state;
    for (int e = ERR_OK; e <= ERR_STOPPED; e++)
        assert_string_not_equal(err_text((enum err)e), "unknown error");
    assert_string_equal(err_text((enum err)99), "unknown error");
    struct why why;
    assert_int_equal(why_set(&why, ERR_IO, 3, "a\nb\x7f%s", "c"), ERR_IO);
    assert_string_equal(why.text, "a?b?c");
    assert_int_equal(why.line, 3);
    assert_int_equal(why_set(NULL, ERR_NET, 0, "x"), ERR_NET);
    char longer[WHY_MAX * 2];
    memset(longer, 'x', sizeof longer);
    longer[sizeof longer - 1] = 0;
    (void)why_set(&why, ERR_IO, 0, "%s", longer);
    assert_int_equal(strlen(why.text), WHY_MAX - 1);
}

/* What the log writes on standard error while say runs. */
static void catch_log(void (*say)(void), char *out, size_t size)
{
    int ends[2], keep = dup(STDERR_FILENO);
    assert_int_equal(pipe2(ends, O_NONBLOCK), 0);
    assert_true(dup2(ends[1], STDERR_FILENO) >= 0);
    say();
    (void)dup2(keep, STDERR_FILENO);
    ssize_t n = read(ends[0], out, size - 1);
    out[n > 0 ? n : 0] = 0;
    (void)close(keep);
    (void)close(ends[0]);
    (void)close(ends[1]);
}

static void say_all(void)
{
    log_error("e %s", "one\x1b[2J\ntwo");
    log_warn("w");
    log_notice("n");
    log_info("i");
    log_debug("d");
}

static void say_much(void)
{
    char text[4000];
    memset(text, '\n', sizeof text);
    text[sizeof text - 1] = 0;
    log_error("%s", text);
}

static void test_log_keeps_one_line_an_event(void **state)
{
    (void)state;
    char out[8192];
    (void)unsetenv("JOURNAL_STREAM");
    catch_log(say_all, out, sizeof out);
    assert_string_equal(out, "motograph: error: e one\\x1b[2J\\x0atwo\n"
                             "motograph: warning: w\nmotograph: n\n");
    (void)setenv("JOURNAL_STREAM", "1:2", 1);
    log_set_level(LOG_LEVEL_DEBUG);
    catch_log(say_all, out, sizeof out);
    assert_string_equal(out, "<3>error: e one\\x1b[2J\\x0atwo\n<4>warning: w\n<5>n\n<6>i\n"
                             "<7>debug: d\n");
    log_set_level(LOG_LEVEL_ERROR);
    catch_log(say_much, out, sizeof out);
    assert_non_null(strchr(out, '\n'));
    assert_ptr_equal(strchr(out, '\n'), out + strlen(out) - 1);
    log_set_level(LOG_LEVEL_NOTICE);
    (void)unsetenv("JOURNAL_STREAM");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_span_compares),
        cmocka_unit_test(test_span_finds),
        cmocka_unit_test(test_span_cuts),
        cmocka_unit_test(test_span_splits),
        cmocka_unit_test(test_span_lines),
        cmocka_unit_test(test_span_numbers),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_buf_grows_to_its_limit),
        cmocka_unit_test(test_buf_room),
        cmocka_unit_test(test_buf_without_room),
        cmocka_unit_test(test_arena_gives_zeroed_memory),
        cmocka_unit_test(test_arena_goes_back),
        cmocka_unit_test(test_arena_has_a_limit),
        cmocka_unit_test(test_arena_copies),
        cmocka_unit_test(test_arena_grows_lists),
        cmocka_unit_test(test_errors_have_words),
        cmocka_unit_test(test_log_keeps_one_line_an_event),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
