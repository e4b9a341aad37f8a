/* lines.c - boilerplate lines of scraped text. Floor 3. Any thread. Knows no phrases: they are
 * data, read by kinds.c.
 *
 * Repeats, recurrence in other articles of the source and the company a line keeps tell what the
 * line by itself does not. */
#include "article/lines.h"

#include <stdlib.h>

#include "article/kinds.h"
#include "article/look.h"
#include "article/phrases.h"
#include "article/segment.h"
#include "article/title.h"

enum {
    INSIDE_LINES_MAX = 400,
    INSIDE_LETTERS_MIN = 40,
    APPEAL_REACH = 2,
    PASSAGE_LINES = 4,
    LIST_HEAD_WORDS = 3
};
enum { LABEL_LETTERS = 80, LATE_FROM = 2, LATE_OF = 5 };

struct judge {
    struct line *lines;
    struct look *looks;
    size_t n;
    const struct lines_opts *opts;
    struct tongues tongues;
    struct arena *a;
};

bool line_shown(enum line_kind kind)
{
    return kind == LINE_CONTENT;
}

static bool split(struct judge *j, struct span text)
{
    size_t cap = 0;
    struct span line;
    j->lines = arena_grow(j->a, NULL, 0, &cap, sizeof(*j->lines));
    while (j->lines && j->n < ARTICLE_LINES_MAX && span_line(&text, &line)) {
        struct line *lines = arena_grow(j->a, j->lines, j->n, &cap, sizeof(*lines));
        if (!lines)
            return false;
        j->lines = lines;
        j->lines[j->n++].text = span_trim(line);
    }
    return j->lines != NULL;
}

static bool look_all(struct judge *j)
{
    j->looks = arena_array(j->a, j->n ? j->n : 1, sizeof(*j->looks));
    for (size_t i = 0; j->looks && i < j->n; i++) {
        struct line *line = &j->lines[i];
        if (!look_at(line->text, &j->looks[i], j->a))
            return false;
        line->kind = kinds_of(line->text, &j->looks[i], &j->tongues);
    }
    return j->looks != NULL;
}

static int compare_hash(const void *a, const void *b)
{
    uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
    return (x > y) - (x < y);
}

static void mark_known(struct judge *j)
{
    const struct article_known *known = j->opts->known;
    for (size_t i = 0; known && known->n > 0 && i < j->n; i++)
        if (j->looks[i].hash != 0 && line_shown(j->lines[i].kind) &&
            bsearch(&j->looks[i].hash, known->lines, known->n, sizeof(uint64_t), compare_hash))
            j->lines[i].kind = LINE_KNOWN;
}

struct seen {
    uint64_t hash;
    size_t line;
};

static int compare_seen(const void *a, const void *b)
{
    const struct seen *x = a, *y = b;
    if (x->hash != y->hash)
        return x->hash < y->hash ? -1 : 1;
    return (x->line > y->line) - (x->line < y->line);
}

/* Whether the lines after a and b say the same too: then a passage stands here once more, and it is
 * no boilerplate for that. */
static bool passage(const struct judge *j, size_t a, size_t b)
{
    size_t same = 0;
    while (a < j->n && b < j->n && same < PASSAGE_LINES) {
        if (j->lines[a].kind == LINE_EMPTY)
            a++;
        else if (j->lines[b].kind == LINE_EMPTY)
            b++;
        else if (!span_eq(j->looks[a++].folded, j->looks[b++].folded))
            return false;
        else
            same++;
    }
    return same == PASSAGE_LINES;
}

/* Of lines that say the same the first is kept. */
static bool mark_repeats(struct judge *j)
{
    struct seen *seen = arena_array(j->a, j->n ? j->n : 1, sizeof(*seen));
    size_t n = 0, whole = 0;
    if (!seen)
        return false;
    for (size_t i = 0; i < j->n; i++)
        if (j->looks[i].hash != 0 && line_shown(j->lines[i].kind))
            seen[n++] = (struct seen){j->looks[i].hash, i};
    qsort(seen, n, sizeof(*seen), compare_seen);
    for (size_t i = 1; i < n; i++) {
        size_t before = seen[i - 1].line, line = seen[i].line;
        if (span_eq(j->looks[before].folded, j->looks[line].folded))
            j->looks[line].repeats = before + 1;
    }
    for (size_t i = 0; i < j->n; i++) {
        if (j->looks[i].repeats == 0)
            continue;
        if (passage(j, j->looks[i].repeats - 1, i))
            whole = i + PASSAGE_LINES;
        if (i >= whole)
            j->lines[i].kind = LINE_REPEAT;
    }
    return true;
}

/* A line that stands as a sentence inside a longer paragraph was its caption or its teaser. */
static void mark_inside(struct judge *j)
{
    size_t n = j->n < INSIDE_LINES_MAX ? j->n : INSIDE_LINES_MAX;
    for (size_t i = 0; i < n; i++) {
        struct span s = j->looks[i].folded;
        if (!line_shown(j->lines[i].kind) || j->looks[i].letters < INSIDE_LETTERS_MIN)
            continue;
        for (size_t k = 0; k < n; k++)
            if (k != i && line_shown(j->lines[k].kind) && j->looks[k].folded.n > s.n &&
                phrases_within(&j->looks[i].pairs, &j->looks[k].pairs) &&
                span_find(j->looks[k].folded, s) != SIZE_MAX) {
                j->lines[i].kind = LINE_REPEAT;
                break;
            }
    }
}

static struct span first_word(struct span s)
{
    size_t space = span_find_byte(s, ' ');
    return span_sub(s, 0, space == SIZE_MAX ? s.n : space);
}

/* Entries of a list follow a colon, or each other with the same first word. */
static void mark_lists(struct judge *j)
{
    size_t before = SIZE_MAX;
    bool open = false;
    for (size_t i = 0; i < j->n; i++) {
        struct look *l = &j->looks[i];
        if (j->lines[i].kind == LINE_EMPTY)
            continue;
        open = open && line_shown(j->lines[i].kind) && !l->ended;
        l->listed |= open;
        bool head = line_shown(j->lines[i].kind) && l->words >= LIST_HEAD_WORDS &&
                    span_ends(l->folded, ":");
        open |= head;
        l->listed |= head;
        if (before != SIZE_MAX && !l->ended && l->words > 1 && line_shown(j->lines[i].kind) &&
            !j->looks[before].ended &&
            span_eq(first_word(l->folded), first_word(j->looks[before].folded)))
            l->listed = j->looks[before].listed = true;
        before = i;
    }
}

static size_t all_letters(const struct judge *j)
{
    size_t sum = 0;
    for (size_t i = 0; i < j->n; i++)
        sum += j->looks[i].letters;
    return sum;
}

/* Whether an appeal is among the next lines that are not empty, in one direction. */
static bool appeal_near(const struct judge *j, size_t i, bool forward)
{
    size_t seen = 0;
    while (seen < APPEAL_REACH && (forward ? ++i < j->n : i-- > 0)) {
        seen += j->lines[i].kind != LINE_EMPTY;
        if (j->lines[i].kind == LINE_APPEAL)
            return true;
    }
    return false;
}

/* Appeals stand together: what addresses the reader of such matters beside another, or between two
 * of whatever matters, is one as well. */
static bool joins_appeal(const struct judge *j, size_t i)
{
    bool before = appeal_near(j, i, false), after = appeal_near(j, i, true);
    if (!before && !after)
        return false;
    return kinds_address(&j->looks[i], &j->tongues, before && after);
}

static void mark_appeals(struct judge *j)
{
    size_t all = all_letters(j), before = 0;
    for (size_t i = 0; i < j->n; i++)
        if (line_shown(j->lines[i].kind) && kinds_appeal(&j->looks[i], &j->tongues))
            j->lines[i].kind = LINE_APPEAL;
    for (size_t i = 0; i < j->n; i++) {
        before += j->looks[i].letters;
        if (before * LATE_OF > all * LATE_FROM && line_shown(j->lines[i].kind) &&
            joins_appeal(j, i))
            j->lines[i].kind = LINE_APPEAL;
    }
}

static bool label(const struct judge *j, size_t i)
{
    return line_shown(j->lines[i].kind) && (!j->looks[i].ended || j->looks[i].listed) &&
           j->looks[i].letters <= LABEL_LETTERS;
}

/* The heading of an appeal belongs to it, unless it heads the whole text, and what stands below
 * "Related" is as related. */
static void mark_company(struct judge *j)
{
    size_t last = SIZE_MAX, first = SIZE_MAX;
    enum line_kind box = LINE_CONTENT;
    for (size_t i = 0; i < j->n; i++) {
        enum line_kind kind = j->lines[i].kind;
        if (kind == LINE_EMPTY)
            continue;
        if (kind == LINE_APPEAL && last != first && label(j, last))
            j->lines[last].kind = LINE_APPEAL;
        if (!label(j, i))
            box = LINE_CONTENT;
        if (kinds_border(&j->looks[i], &j->tongues))
            box = LINE_POINTER;
        else if (box != LINE_CONTENT)
            j->lines[i].kind = box;
        first = first == SIZE_MAX ? i : first;
        last = i;
    }
}

struct line *lines_judge(struct span text, const struct lines_opts *opts, const struct words *words,
                         size_t *n, struct arena *a)
{
    struct judge j = {.opts = opts, .a = a, .tongues = tongues_of(opts->lang, words)};
    *n = 0;
    if (!split(&j, text) || !look_all(&j))
        return NULL;
    mark_known(&j);
    if (opts->title.n > 0)
        title_mark(j.lines, j.looks, j.n, phrases_fold(opts->title, a));
    if (!mark_repeats(&j))
        return NULL;
    mark_lists(&j);
    mark_appeals(&j);
    mark_company(&j);
    if (opts->title.n == 0)
        title_find(j.lines, j.looks, j.n);
    mark_inside(&j);
    if (!opts->page)
        segment_trim(j.lines, j.looks, j.n, &j.tongues);
    *n = j.n;
    return j.lines;
}
