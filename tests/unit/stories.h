/* stories.h - reads tests/cases/layout/stories.txt: stories for tests of layouts and painters. */
#ifndef MOTOGRAPH_TESTS_STORIES_H
#define MOTOGRAPH_TESTS_STORIES_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/when.h"
#include "story/story.h"

enum { STORIES_MAX = 48, STORIES_NOW = 1795269900 /* 2026-11-21T14:05:00Z */ };

struct stories {
    struct arena *arena;
    struct story all[STORIES_MAX];
    struct span names[STORIES_MAX];
    size_t n;
};

/* The word before the next separator; what is left stays in *rest. */
static inline struct span stories_word(struct span *rest)
{
    struct span word = {0};
    span_split(rest, ' ', &word);
    return word;
}

static inline void stories_begin(struct stories *s, struct span rest)
{
    struct story *story = &s->all[s->n];
    s->names[s->n++] = stories_word(&rest);
    story->lang = stories_word(&rest);
    struct span age = stories_word(&rest);
    uint64_t seconds;
    story->published =
        span_uint(age, INT32_MAX, &seconds) ? STORIES_NOW - (int64_t)seconds : WHEN_NONE;
    story->updated = STORIES_NOW;
    story->expires = WHEN_NONE;
    story->priority = span_is(rest, "breaking") ? STORY_BREAKING : STORY_NORMAL;
    story->facts = arena_array(s->arena, STORY_FACTS_MAX, sizeof *story->facts);
    story->tellings = arena_array(s->arena, STORY_TELLINGS_MAX, sizeof *story->tellings);
}

static inline void stories_source(struct story *story, struct span rest)
{
    size_t bar = span_find(rest, (struct span)SPAN(" | "));
    struct telling *t = &story->tellings[story->n_tellings++];
    t->name = span_sub(rest, 0, bar);
    t->published = story->published;
    if (bar != SIZE_MAX)
        t->link = span_from(rest, bar + 3);
}

static inline void stories_fact(struct story *story, struct span rest)
{
    struct span kind = stories_word(&rest);
    struct fact *f = &story->facts[story->n_facts++];
    f->text = rest;
    for (int k = 0; k < FACT_KINDS; k++)
        if (span_is(kind, fact_kind_name((enum fact_kind)k)))
            f->kind = (enum fact_kind)k;
}

static inline void stories_line(struct stories *s, struct span line)
{
    struct story *story = s->n ? &s->all[s->n - 1] : NULL;
    struct span key = stories_word(&line);
    if (span_is(key, "story"))
        stories_begin(s, line);
    else if (span_is(key, "headline"))
        story->headline = line;
    else if (span_is(key, "source"))
        stories_source(story, line);
    else if (span_is(key, "fact"))
        stories_fact(story, line);
    else if (span_is(key, "colour"))
        story->colour = (uint32_t)strtoul(line.p, NULL, 16);
}

static inline void stories_load(struct stories *s, const char *path)
{
    static const size_t most = 64 * 1024;
    *s = (struct stories){.arena = arena_create(1024 * 1024)};
    char *text = arena_alloc(s->arena, most);
    FILE *f = fopen(path, "r");
    if (!f || !text)
        abort();
    struct span rest = span_make(text, fread(text, 1, most - 1, f)), line;
    fclose(f);
    while (span_line(&rest, &line))
        stories_line(s, line);
}

static inline const struct story *stories_find(const struct stories *s, const char *name)
{
    for (size_t i = 0; i < s->n; i++)
        if (span_is(s->names[i], name))
            return &s->all[i];
    abort();
}

#endif
