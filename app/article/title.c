/* title.c - the title of a plain text. Floor 3. Any thread. Knows no language.
 *
 * A text as it was scraped may begin with the name of its outlet and with the labels of a menu: the
 * title is the line before the first paragraphs whose words come back in them. */
#include "article/title.h"

#include "base/utf8.h"

enum { TITLE_LETTERS_MIN = 8, TITLE_LETTERS_MAX = 250, TITLE_PART_LETTERS = 20, BODY_LETTERS = 80 };
enum { HEAD_LINES = 30, BODY_LINES = 6, STEM = 5, ECHO_ENOUGH = 2 };

static bool says(struct span title, const struct look *l)
{
    if (l->folded.n == 0 || title.n == 0)
        return false;
    if (span_eq(l->folded, title))
        return true;
    struct span longer = l->folded.n > title.n ? l->folded : title;
    struct span shorter = l->folded.n > title.n ? title : l->folded;
    return l->letters >= TITLE_PART_LETTERS && shorter.n * 2 > longer.n &&
           span_find(longer, shorter) != SIZE_MAX;
}

void title_mark(struct line *lines, const struct look *looks, size_t n, struct span title)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].kind != LINE_EMPTY && !(looks[i].ended && looks[i].letters > title.n) &&
            says(title, &looks[i]))
            lines[i].kind = LINE_TITLE;
}

static size_t first_paragraph(const struct line *lines, const struct look *looks, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].kind == LINE_CONTENT && looks[i].ended && looks[i].letters >= BODY_LETTERS)
            return i;
    return n;
}

static bool in_body(struct span word, const struct line *lines, const struct look *looks,
                    size_t from, size_t n)
{
    size_t seen = 0;
    for (size_t i = from; i < n && seen < BODY_LINES; i++) {
        if (lines[i].kind != LINE_CONTENT)
            continue;
        seen++;
        if (span_find(looks[i].folded, word) != SIZE_MAX)
            return true;
    }
    return false;
}

/* Words of the line, shortened to a stem, that the paragraphs hold. */
static size_t echo(struct span folded, const struct line *lines, const struct look *looks,
                   size_t from, size_t n)
{
    size_t hits = 0;
    struct span word;
    while (span_split(&folded, ' ', &word))
        if (utf8_count(word) >= STEM &&
            in_body(utf8_cut(word, STEM + word.n / 4), lines, looks, from, n))
            hits++;
    return hits;
}

static bool may_be_title(const struct line *line, const struct look *l)
{
    return line->kind == LINE_CONTENT && l->letters >= TITLE_LETTERS_MIN &&
           l->letters <= TITLE_LETTERS_MAX;
}

void title_find(struct line *lines, const struct look *looks, size_t n)
{
    size_t body = first_paragraph(lines, looks, n);
    size_t best = n, most = 0;
    for (size_t i = 0; i < body && i < HEAD_LINES; i++) {
        if (!may_be_title(&lines[i], &looks[i]))
            continue;
        size_t hits = echo(looks[i].folded, lines, looks, body, n);
        if (best == n || hits > most) {
            best = i;
            most = hits;
        }
        if (most >= ECHO_ENOUGH)
            break;
    }
    if (best < n)
        lines[best].kind = LINE_TITLE;
}
