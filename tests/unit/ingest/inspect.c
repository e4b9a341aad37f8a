/* inspect.c - the stages of the other program from outside: one line in, one line out, in order,
 * whatever the line holds (tests/cases/inspect). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "unit.h"

enum { FILE_MAX = 1024 * 1024, PATH_MAX_BYTES = 64, COMMAND_MAX = 1024, CASES_MAX = 200 };

struct asked {
    struct span stage, line, pieces; /* pieces: the lines behind it */
};

static void read_all(FILE *f, struct buf *out)
{
    assert_non_null(f);
    buf_init(out, FILE_MAX);
    for (;;) {
        char *room = buf_room(out, 4096);
        assert_non_null(room);
        size_t n = fread(room, 1, 4096, f);
        if (n == 0)
            break;
        buf_commit(out, n);
    }
}

/* Runs the program with these words and this input; gives its exit code and what it printed. */
static int run(const char *words, struct span input, struct buf *out)
{
    char path[PATH_MAX_BYTES] = "/tmp/motograph-inspect-XXXXXX", command[COMMAND_MAX];
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, input.p, input.n), (ssize_t)input.n);
    (void)close(fd);
    (void)snprintf(command, sizeof command, "%s %s inspect %s <%s 2>/dev/null", TEST_INGEST,
                   TEST_ASSETS, words, path);
    FILE *f = popen(command, "r");
    read_all(f, out);
    int status = pclose(f);
    (void)unlink(path);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

static size_t parse(struct span rest, struct asked cases[CASES_MAX])
{
    size_t n = 0;
    struct span line;
    while (span_line(&rest, &line)) {
        if (span_starts(line, "  ") && n > 0)
            cases[n - 1].pieces.n = (size_t)(line.p + line.n - cases[n - 1].pieces.p);
        if (line.n == 0 || line.p[0] == '#' || line.p[0] == ' ')
            continue;
        assert_true(n < CASES_MAX);
        size_t space = span_find_byte(line, ' ');
        cases[n++] = (struct asked){span_sub(line, 0, space), span_from(line, space + 1),
                                    span_make(line.p + line.n, 0)};
    }
    return n;
}

static void assert_holds(const struct asked *asked, struct span answer)
{
    struct span rest = asked->pieces, line;
    while (span_line(&rest, &line)) {
        struct span piece = span_trim(line);
        bool lack = span_starts(piece, "! ");
        piece = span_from(piece, lack ? 2 : 0);
        if (piece.n == 0 || (span_find(answer, piece) == SIZE_MAX) == lack)
            continue;
        print_error("%.*s %.*s\ngave %.*s\nwhich %s %.*s\n", (int)asked->stage.n, asked->stage.p,
                    (int)asked->line.n, asked->line.p, (int)answer.n, answer.p,
                    lack ? "holds" : "lacks", (int)piece.n, piece.p);
        fail();
    }
}

/* All lines of a stage in one run, each answered in its order. */
static void run_stage(const char *stage, const struct asked *cases, size_t n)
{
    struct buf input, out;
    char words[64];
    buf_init(&input, FILE_MAX);
    for (size_t i = 0; i < n; i++) {
        if (!span_is(cases[i].stage, stage))
            continue;
        (void)buf_put(&input, cases[i].line);
        (void)buf_puts(&input, "\n\n"); /* empty lines are passed over */
    }
    (void)snprintf(words, sizeof words, "%s --batch", stage);
    assert_int_equal(run(words, buf_span(&input), &out), 0);
    struct span rest = buf_span(&out), answer;
    for (size_t i = 0; i < n; i++) {
        if (!span_is(cases[i].stage, stage))
            continue;
        assert_true(span_line(&rest, &answer));
        assert_holds(&cases[i], answer);
    }
    assert_int_equal(rest.n, 0);
    buf_finish(&input);
    buf_finish(&out);
}

static void stages_answer_line_by_line(void **state)
{
    (void)state;
    static const char *const stages[] = {"items", "article",  "lines",  "sentences",
                                         "dates", "condense", "stories"};
    static struct asked cases[CASES_MAX];
    struct buf text;
    FILE *f = fopen(TEST_CASES "/inspect/cases.txt", "r");
    read_all(f, &text);
    (void)fclose(f);
    size_t n = parse(buf_span(&text), cases);
    assert_true(n > 20);
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        run_stage(stages[i], cases, n);
    buf_finish(&text);
}

static void one_file_or_standard_input(void **state)
{
    (void)state;
    struct buf out;
    static const struct span text = SPAN("The mill burnt down. Nobody was hurt.");
    assert_int_equal(run("sentences -", text, &out), 0);
    assert_true(span_find(buf_span(&out), span_of("[\"The mill burnt down.\",")) != SIZE_MAX);
    buf_finish(&out);
    assert_int_equal(run("items " TEST_ASSETS "/demo/signal.json", span_of(""), &out), 0);
    assert_true(span_find(buf_span(&out), span_of("\"n_items\":")) != SIZE_MAX);
    buf_finish(&out);
    assert_int_equal(run("sentences", span_of("{\"id\":\"x\",\"text\":\"One. Two.\"}"), &out), 0);
    assert_true(span_find(buf_span(&out), span_of("\"id\":\"x\"")) != SIZE_MAX);
    buf_finish(&out);
}

static void wrong_words_have_their_codes(void **state)
{
    (void)state;
    static const struct {
        const char *words;
        int code;
    } cases[] = {{"nothing", 64}, {"", 64}, {"sentences /no/such/file", 66}};
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        struct buf out;
        assert_int_equal(run(cases[i].words, span_of(""), &out), cases[i].code);
        buf_finish(&out);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stages_answer_line_by_line),
        cmocka_unit_test(one_file_or_standard_input),
        cmocka_unit_test(wrong_words_have_their_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
