/* lines.h - cases of the story floor that are one line each: read, cut into columns, put together
 * to articles. */
#ifndef MOTOGRAPH_TESTS_STORY_LINES_H
#define MOTOGRAPH_TESTS_STORY_LINES_H

#include "article/cases.h"

#include "article/article.h"
#include "base/when.h"

enum { CASE_COLUMNS = 5, LINES_BYTES = 64 * 1024 * 1024 };

static struct arena *arena; /* of a whole group of tests */

static inline int lines_begin(void **state)
{
    arena = arena_create(LINES_BYTES);
    return case_setup(state);
}

static inline int lines_end(void **state)
{
    arena_destroy(arena);
    return case_teardown(state);
}

/* Cuts a line at " | " into columns; how many. */
static inline size_t case_columns(struct span line, struct span columns[CASE_COLUMNS])
{
    size_t n = 0;
    while (n < CASE_COLUMNS) {
        size_t at = span_find(line, span_of("|"));
        columns[n++] = span_trim(span_sub(line, 0, at));
        if (at == SIZE_MAX)
            break;
        line = span_from(line, at + 1);
    }
    return n;
}

/* Calls each with every line of the file that is neither empty nor a comment. */
static inline void case_lines(const char *path, void (*each)(struct span line, struct span lang))
{
    struct buf b;
    struct span rest, line, name = span_of(path);
    buf_init(&b, CASE_FILE_MAX);
    case_read(path, &b);
    rest = buf_span(&b);
    size_t slash = name.n;
    while (slash && path[slash - 1] != '/')
        slash--;
    while (span_line(&rest, &line))
        if (line.n && line.p[0] != '#')
            each(line, span_sub(name, slash, 2));
    buf_finish(&b);
}

static inline struct article_day case_day(struct span iso)
{
    int64_t moment;
    assert_true(when_parse(iso, &moment));
    struct when_civil c = when_civil(moment);
    return (struct article_day){c.year, c.month, c.day, c.weekday, -1};
}

static inline struct article case_article(struct span title, struct span text, struct span lang)
{
    return (struct article){.title = title,
                            .text = text,
                            .lang = lang,
                            .published = WHEN_NONE,
                            .updated = WHEN_NONE,
                            .day = {.weekday = -1, .minutes = -1}};
}

#endif
