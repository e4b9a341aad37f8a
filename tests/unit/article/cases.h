/* cases.h - cases as data for the tests of the article floor: one line cut into two columns, files
 * read whole, folders walked. */
#ifndef MOTOGRAPH_TESTS_ARTICLE_CASES_H
#define MOTOGRAPH_TESTS_ARTICLE_CASES_H

#include "unit.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/words.h"

enum { CASE_FILE_MAX = 1024 * 1024, CASE_PATH_MAX = 4096 };

static inline void case_read(const char *path, struct buf *out)
{
    char bytes[4096];
    size_t n;
    FILE *file = fopen(path, "rb");
    if (!file)
        fail_msg("%s cannot be opened", path);
    while ((n = fread(bytes, 1, sizeof bytes, file)) > 0)
        assert_int_equal(buf_put(out, span_make(bytes, n)), ERR_OK);
    (void)fclose(file);
}

/* Calls each with every file of the folder whose name ends so; at least min of them. */
static inline void case_each(const char *folder, const char *suffix, int min,
                             void (*each)(const char *path))
{
    char path[CASE_PATH_MAX];
    int seen = 0;
    DIR *dir = opendir(folder);
    assert_non_null(dir);
    for (struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        if (!span_ends(span_of(e->d_name), suffix))
            continue;
        (void)snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
        each(path);
        seen++;
    }
    (void)closedir(dir);
    assert_true(seen >= min);
}

/* The program's own word lists, from a group's setup to its teardown. */
static struct words *words;

static inline struct words *case_words(void)
{
    struct why why;
    struct words *w = words_load(TEST_ASSETS "/words", &why);
    if (!w)
        fail_msg("%s", why.text);
    return w;
}

static inline int case_setup(void **state)
{
    (void)state;
    words = case_words();
    return 0;
}

static inline int case_teardown(void **state)
{
    (void)state;
    words_destroy(words);
    return 0;
}

#endif
