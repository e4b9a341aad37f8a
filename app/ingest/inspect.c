/* inspect.c - the stages by name, one JSON object in, one out. Floor 5. One thread. */
#include "ingest/inspect.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"
#include "base/log.h"
#include "ingest/inspect_article.h"
#include "ingest/inspect_items.h"
#include "ingest/inspect_story.h"
#include "source/file.h"

enum { EXIT_USAGE = 64, EXIT_DATA = 65, EXIT_NOINPUT = 66, EXIT_OUTPUT = 73 };
enum { INSPECT_BYTES_MAX = 64 * 1024 * 1024, INSPECT_ARENA_MAX = 256 * 1024 * 1024 };

typedef enum err stage_call(const json_t *line, const struct words *words, struct buf *out,
                            struct arena *a);

static enum err items(const json_t *line, const struct words *words, struct buf *out,
                      struct arena *a)
{
    (void)words;
    return inspect_items(line, out, a);
}

static const struct stage {
    const char *name;
    const char *input; /* the member that a bare file becomes */
    stage_call *call;
} stages[] = {
    {"items", "file", items},
    {"article", "html", inspect_article},
    {"lines", "text", inspect_lines},
    {"sentences", "text", inspect_sentences},
    {"dates", "text", inspect_dates},
    {"condense", "text", inspect_condense},
    {"stories", "text", inspect_stories},
};

static const struct stage *find_stage(const char *name)
{
    for (size_t i = 0; i < sizeof stages / sizeof *stages; i++)
        if (strcmp(stages[i].name, name) == 0)
            return &stages[i];
    return NULL;
}

void inspect_put_id(struct jsonout *j, const json_t *line)
{
    const json_t *id = json_object_get(line, "id");
    if (json_is_integer(id))
        jsonout_field_int(j, "id", json_integer_value(id));
    else
        jsonout_field(j, "id", json_get_span(line, "id"));
}

static void put_error(struct buf *out, const json_t *line, const char *text)
{
    struct jsonout j;
    buf_reset(out);
    jsonout_init(&j, out);
    jsonout_object(&j);
    inspect_put_id(&j, line);
    jsonout_field(&j, "error", span_of(text));
    jsonout_close(&j);
}

/* Answers one line of JSON; out holds one object without its line end. */
static void answer_line(const struct stage *stage, struct span text, const struct words *words,
                        struct buf *out)
{
    struct why why = {.text = ""};
    json_t *line = json_read(text, &why);
    struct arena *a = arena_create(INSPECT_ARENA_MAX);
    buf_reset(out);
    if (!line || !json_is_object(line) || !a) {
        put_error(out, NULL, why.text[0] ? why.text : "no JSON object");
    } else {
        enum err e = stage->call(line, words, out, a);
        if (e || out->failed)
            put_error(out, line, err_text(e ? e : out->failed));
    }
    arena_destroy(a);
    json_decref(line);
}

static int run_batch(const struct stage *stage, const struct words *words)
{
    struct buf out;
    char *line = NULL;
    size_t room = 0;
    ssize_t n;
    int status = 0;
    buf_init(&out, INSPECT_BYTES_MAX);
    while (status == 0 && (n = getline(&line, &room, stdin)) > 0) {
        struct span text = span_trim(span_make(line, (size_t)n));
        if (text.n == 0)
            continue;
        answer_line(stage, text, words, &out);
        if (fwrite(out.p, 1, out.n, stdout) != out.n || putchar('\n') == EOF || fflush(stdout))
            status = EXIT_OUTPUT;
    }
    free(line);
    buf_finish(&out);
    return status;
}

/* A bare file as the line the stage wants; a file that holds such a line is taken as it is. */
static void wrap_file(const struct stage *stage, const char *path, const struct buf *body,
                      struct buf *line)
{
    struct jsonout j;
    struct span text = span_trim(buf_span(body));
    json_t *given = span_starts(text, "{") ? json_read(text, NULL) : NULL;
    bool ready = json_object_get(given, "id") || json_object_get(given, "docs");
    json_decref(given);
    if (ready) {
        (void)buf_put(line, text);
        return;
    }
    bool by_path = strcmp(stage->input, "file") == 0 && strcmp(path, "-") != 0;
    const char *member = by_path || strcmp(stage->input, "file") != 0 ? stage->input : "text";
    jsonout_init(&j, line);
    jsonout_object(&j);
    jsonout_field(&j, "id", span_of(path));
    jsonout_field(&j, member, by_path ? span_of(path) : buf_span(body));
    jsonout_close(&j);
}

static int run_one(const struct stage *stage, const char *path, const struct words *words)
{
    struct buf body, line, out;
    struct why why;
    buf_init(&body, INSPECT_BYTES_MAX);
    buf_init(&line, 2 * INSPECT_BYTES_MAX);
    buf_init(&out, INSPECT_BYTES_MAX);
    bool input = strcmp(path, "-") == 0;
    enum err e = input ? file_read_fd(0, &body, &why) : file_read(path, &body, &why);
    int status = 0;
    if (e) {
        log_error("%s", why.text);
        status = e == ERR_NOT_FOUND ? EXIT_NOINPUT : EXIT_DATA;
    } else {
        wrap_file(stage, path, &body, &line);
        answer_line(stage, buf_span(&line), words, &out);
        if (puts(buf_cstr(&out)) == EOF || fflush(stdout))
            status = EXIT_OUTPUT;
    }
    buf_finish(&body);
    buf_finish(&line);
    buf_finish(&out);
    return status;
}

int inspect_run(int argc, char **argv, const struct words *words)
{
    const struct stage *stage = argc > 0 ? find_stage(argv[0]) : NULL;
    if (!stage) {
        log_error("inspect: the stages are items, article, lines, sentences, dates, condense, "
                  "stories");
        return EXIT_USAGE;
    }
    const char *path = "-";
    bool batch = false;
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--batch") == 0)
            batch = true;
        else
            path = argv[i];
    }
    return batch ? run_batch(stage, words) : run_one(stage, path, words);
}
