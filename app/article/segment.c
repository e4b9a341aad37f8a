/* segment.c - where an article begins and ends. Floor 3. Any thread. Knows no language.
 *
 * Each line gets a weight, for content above, for what stands around it below zero; the article is
 * the stretch with the largest sum: J. Pasternack, D. Roth, "Extracting Article Text from the Web
 * with Maximum Subsequence Segmentation", WWW 2009. So a tail is cut only where most of it is no
 * content, and a box in the middle costs nothing but itself. */
#include "article/segment.h"

#include "article/kinds.h"

enum { LABEL_COST = 80, STRAY_COST = 5, BORDER_COST = 700, RUN_COST_MAX = 220 };
enum { APPEAL_LETTERS = 40, APPEALS_MAX = 5 };
enum { LINE_WORTH_MAX = 400, LABEL_RUN = 3, LABEL_LETTERS = 60 };

static long weight(const struct line *line, const struct look *l, const struct tongues *t)
{
    long letters = l->letters < LINE_WORTH_MAX ? (long)l->letters : LINE_WORTH_MAX;
    switch (line->kind) {
    case LINE_CONTENT:
        if (l->ended)
            return letters;
        if (l->listed)
            return 0;
        return (letters < 2 * LABEL_COST ? letters : 2 * LABEL_COST) - LABEL_COST;
    case LINE_APPEAL:
        return -letters;
    case LINE_KNOWN:
        return -letters;
    case LINE_NAVIGATION:
        if (l->stray)
            return -STRAY_COST;
        if (l->ended)
            return -LABEL_COST / 4;
        return kinds_border(l, t) ? -BORDER_COST : -LABEL_COST;
    case LINE_TITLE:
        return -BORDER_COST;
    case LINE_POINTER:
        return -LABEL_COST / 4;
    case LINE_STAMP:
        return -LABEL_COST / 4;
    default:
        return 0;
    }
}

struct stretch {
    size_t from, to;
    long sum;
};

struct scan {
    long all;     /* letters of the text */
    long before;  /* of these, before the line */
    long purse;   /* what a run of labels may still cost */
    long appeals; /* paragraphs so far that ask for something */
};

/* Labels in a row are one table or one menu, whatever their number: they share one purse. One
 * appeal is a box in the middle of a text; the more there were, the less of what stands between
 * them is news. */
static long scan_weight(struct scan *s, const struct line *line, const struct look *l,
                        const struct tongues *t)
{
    long w = weight(line, l, t);
    if (line->kind == LINE_NAVIGATION && w <= -BORDER_COST)
        w = w * s->before / s->all - LABEL_COST;
    s->before += l->letters;
    if (line->kind == LINE_APPEAL) {
        s->appeals += l->letters >= APPEAL_LETTERS && s->appeals < APPEALS_MAX;
        w = w * s->appeals * 2 / APPEALS_MAX;
    }
    if (line->kind == LINE_APPEAL || line->kind == LINE_KNOWN || w > 0 || w < -RUN_COST_MAX) {
        s->purse = RUN_COST_MAX;
        return w;
    }
    if (w < -s->purse)
        w = -s->purse;
    s->purse += w;
    return w;
}

/* J. Bentley's scan ("Programming Pearls", column 8). */
static struct stretch best_stretch(const struct line *lines, const struct look *looks, size_t n,
                                   const struct tongues *t)
{
    struct stretch best = {0, 0, 0}, open = {0, 0, 0};
    struct scan scan = {.all = 1, .purse = RUN_COST_MAX};
    for (size_t i = 0; i < n; i++)
        scan.all += looks[i].letters;
    for (size_t i = 0; i < n; i++) {
        if (open.sum <= 0)
            open = (struct stretch){i, i, 0};
        open.sum += scan_weight(&scan, &lines[i], &looks[i], t);
        open.to = i + 1;
        if (open.sum > 0 && open.sum >= best.sum)
            best = open;
    }
    return best;
}

static bool label(const struct line *line, const struct look *l)
{
    return line->kind == LINE_CONTENT && !l->ended && !l->listed && l->letters < LABEL_LETTERS;
}

/* One label among paragraphs is a heading; many in a row are a menu. */
static void drop_label_runs(struct line *lines, const struct look *looks, size_t from, size_t to)
{
    size_t run = 0, first = from;
    for (size_t i = from; i <= to; i++) {
        if (i < to && label(&lines[i], &looks[i])) {
            first = run == 0 ? i : first;
            run++;
            continue;
        }
        if (i < to && lines[i].kind != LINE_CONTENT)
            continue;
        for (size_t k = first; run >= LABEL_RUN && k < i; k++)
            if (label(&lines[k], &looks[k]))
                lines[k].kind = LINE_NAVIGATION;
        run = 0;
    }
}

void segment_trim(struct line *lines, const struct look *looks, size_t n, const struct tongues *t)
{
    struct stretch best = best_stretch(lines, looks, n, t);
    if (best.sum <= 0)
        return;
    drop_label_runs(lines, looks, best.from, best.to);
    for (size_t i = 0; i < n; i++)
        if ((i < best.from || i >= best.to) && lines[i].kind == LINE_CONTENT)
            lines[i].kind = LINE_NAVIGATION;
}
