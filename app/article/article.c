/* article.c - the two doors to an article: plain text and pages. Floor 3. One thread at a time.
 * Knows no network, no clock. */
#include "article/article.h"

#include "article/alternate.h"
#include "article/dateline.h"
#include "article/extract.h"
#include "article/lines.h"
#include "article/meta.h"
#include "article/stamp.h"
#include "base/clean.h"
#include "base/utf8.h"
#include "base/when.h"

enum { LEAD_LINES = 3, PAGE_TEXT_MIN = 25, WEEKDAY_LETTERS = 5 };

static struct article empty_article(void)
{
    return (struct article){.published = WHEN_NONE, .updated = WHEN_NONE, .day = stamp_no_day()};
}

/* Adds what is known in *more to *d where nothing contradicts it. */
static void add_day(struct article_day *d, const struct article_day *more)
{
    bool same = !stamp_has_day(d) || !stamp_has_day(more) ||
                (d->month == more->month && d->day == more->day);
    if (!stamp_has_day(d) && stamp_has_day(more)) {
        d->month = more->month;
        d->day = more->day;
    }
    if (same && d->year == 0)
        d->year = more->year;
    if (same && d->weekday < 0)
        d->weekday = more->weekday;
    if (same && d->minutes < 0)
        d->minutes = more->minutes;
}

/* What the head of a report says; true when there is one. */
static bool take_dateline(struct article *out, const struct dateline *d)
{
    if (d->n == 0)
        return false;
    add_day(&out->day, &d->day);
    out->place = out->place.n ? out->place : d->place;
    out->site = out->site.n ? out->site : d->agency;
    return true;
}

/* Whether the paragraph is among the first n shown; notes it as the next. */
static bool seen_before(uint64_t *seen, size_t n, struct span s)
{
    uint64_t hash = span_hash(s);
    for (size_t i = 0; i < n; i++)
        if (seen[i] == hash)
            return true;
    seen[n] = hash;
    return false;
}

/* The text behind the bullet of a list. */
static struct span without_bullet(struct span s)
{
    static const char *const bullets[] = {"\u2022", "\u25cf", "\u25aa", "\u25a0", "\u25ba", "*"};
    for (size_t i = 0; i < sizeof(bullets) / sizeof(bullets[0]); i++) {
        struct span rest = span_from(s, span_of(bullets[i]).n);
        if (span_starts(s, bullets[i]) && rest.n > 0 && ascii_space(rest.p[0]))
            return span_trim(rest);
    }
    return s;
}

/* Paragraphs of what is shown, each once and the dateline cut off the first of them. *lead is the
 * paragraph that the dateline stands at, else the first. */
static struct span shown_text(const struct line *lines, size_t n, const struct tongues *t,
                              struct article *out, struct span *lead, struct arena *a)
{
    struct buf b;
    size_t shown = 0;
    bool headed = false, found = false;
    uint64_t *seen = arena_array(a, n ? n : 1, sizeof(*seen));
    buf_init(&b, ARTICLE_TEXT_MAX);
    *lead = span_of(NULL);
    for (size_t i = 0; i < n; i++) {
        struct span s = lines[i].text;
        struct dateline d = {.n = 0};
        bool show = line_shown(lines[i].kind);
        if (!show && lines[i].kind != LINE_DATELINE)
            continue;
        if (shown < LEAD_LINES)
            dateline_read(s, shown == 0, t, &d);
        headed |= take_dateline(out, &d);
        if (!show || !seen || seen_before(seen, shown, s))
            continue;
        s = without_bullet(span_from(s, d.n));
        if (shown == 0 || (headed && !found))
            *lead = s;
        found |= headed;
        if (shown++ > 0)
            (void)buf_putc(&b, '\n');
        (void)buf_put(&b, s);
    }
    struct span text = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return text;
}

static void read_stamps(const struct line *lines, size_t n, const struct tongues *t,
                        struct article *out)
{
    size_t last = n;
    while (last > 0 && !line_shown(lines[last - 1].kind))
        last--;
    for (size_t i = 0; i < last; i++) {
        struct stamp s;
        if (lines[i].kind != LINE_STAMP)
            continue;
        stamp_read(lines[i].text, t, &s);
        if (stamp_has_day(&s.day))
            add_day(&out->day, &s.day);
    }
}

/* The day of the week that a whole word of running text names, -1: none. Short forms are not
 * taken: they are names as well. */
static int weekday_of(struct span word, const struct tongues *t, struct arena *a)
{
    struct span value, bare = phrases_bare(phrases_fold(word, a));
    uint64_t day;
    if (utf8_count(bare) < WEEKDAY_LETTERS || !tongues_find(t, "weekdays", bare, &value) ||
        !span_uint(value, 6, &day))
        return -1;
    return (int)day;
}

/* The weekday that the lead names, when it names one only. */
static void read_weekday(struct span lead, const struct tongues *t, struct article_day *d,
                         struct arena *a)
{
    struct span word;
    int found = -1;
    if (d->weekday >= 0 || !stamp_has_day(d))
        return;
    while (span_split(&lead, ' ', &word)) {
        int day = weekday_of(word, t, a);
        if (day >= 0 && found >= 0 && day != found)
            return;
        found = day >= 0 ? day : found;
    }
    if (found >= 0 && d->year > 0 && when_weekday(d->year, d->month, d->day) != found)
        return;
    d->weekday = found;
}

static void settle_day(struct article *out)
{
    struct article_day *d = &out->day;
    if (!stamp_has_day(d) || d->year == 0)
        return;
    if (!when_valid_day(d->year, d->month, d->day)) {
        *d = stamp_no_day();
        return;
    }
    d->weekday = when_weekday(d->year, d->month, d->day);
    if (d->minutes >= 0)
        out->published = when_make(d->year, d->month, d->day, d->minutes / 60, d->minutes % 60, 0);
}

static struct span title_line(const struct line *lines, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (lines[i].kind == LINE_TITLE)
            return lines[i].text;
    for (size_t i = 0; i < n; i++)
        if (line_shown(lines[i].kind))
            return lines[i].text;
    return span_of(NULL);
}

enum err article_from_text(struct span text, struct span title, const struct article_known *known,
                           const struct words *words, struct article *out, struct arena *a)
{
    struct span lead;
    size_t n;
    *out = empty_article();
    struct span clean = clean_text_copy(text, ARTICLE_TEXT_MAX, a);
    out->lang = article_guess_lang(clean, words);
    struct lines_opts opts = {.title = title, .lang = out->lang, .known = known};
    struct line *lines = lines_judge(clean, &opts, words, &n, a);
    if (!lines || (text.n > 0 && !clean.p))
        return ERR_NOMEM;
    struct tongues tongues = tongues_of(out->lang, words);
    out->title = title.n > 0 ? clean_line_copy(title, ARTICLE_TEXT_MAX, a) : title_line(lines, n);
    read_stamps(lines, n, &tongues, out);
    out->text = shown_text(lines, n, &tongues, out, &lead, a);
    read_weekday(lead, &tongues, &out->day, a);
    settle_day(out);
    return ERR_OK;
}

static struct span join(const struct paragraph *list, size_t n, struct arena *a)
{
    struct buf b;
    buf_init(&b, ARTICLE_TEXT_MAX);
    for (size_t i = 0; i < n; i++) {
        if (i > 0)
            (void)buf_putc(&b, '\n');
        (void)buf_put(&b, list[i].text);
    }
    struct span text = arena_copy(a, buf_span(&b));
    buf_finish(&b);
    return text;
}

/* What structure did not tell: appeals, captions and notices among the paragraphs. */
static enum err sieve(struct article *out, const struct article_known *known,
                      const struct words *words, struct arena *a)
{
    struct lines_opts opts = {.title = out->title, .lang = out->lang, .known = known, .page = true};
    struct tongues tongues = tongues_of(out->lang, words);
    struct span lead;
    size_t n;
    struct line *lines = lines_judge(out->text, &opts, words, &n, a);
    if (!lines && out->text.n > 0)
        return ERR_NOMEM;
    out->text = shown_text(lines, n, &tongues, out, &lead, a);
    return ERR_OK;
}

/* The root of a site: whatever it says of itself, it is no article. */
static bool is_front(struct span url)
{
    size_t scheme = span_find(url, span_of("://"));
    struct span rest = scheme == SIZE_MAX ? url : span_from(url, scheme + 3);
    size_t slash = span_find_byte(rest, '/');
    return url.n > 0 && (slash == SIZE_MAX || slash + 1 == rest.n);
}

static void take_meta(const struct page *page, const struct meta *meta, struct span url,
                      struct article *out, struct arena *a)
{
    out->title = meta->title;
    out->site = meta->site;
    out->author = meta->author;
    out->published = meta->published;
    out->updated = meta->updated;
    out->link = arena_copy(a, url);
    out->feed = alternate_feed(page, url, a);
    out->declared = meta->says_article && !is_front(url);
}

enum err article_from_page(struct span html, struct span url, const struct article_known *known,
                           const struct words *words, struct article *out, struct why *why,
                           struct arena *a)
{
    struct page page;
    struct meta meta;
    struct paragraph *list;
    size_t n;
    *out = empty_article();
    enum err e = page_parse(html, &page, a);
    if (e != ERR_OK)
        return why_set(why, e, 0, "the page cannot be read: %s", err_text(e));
    meta_read(&page, &meta, a);
    take_meta(&page, &meta, url, out, a);
    e = extract_main(&page, meta.title, words, &list, &n, a);
    if (e != ERR_OK)
        return why_set(why, e, 0, "the page cannot be read: %s", err_text(e));
    out->text = join(list, n, a);
    out->lang = meta.lang.n ? meta.lang : article_guess_lang(out->text, words);
    if (sieve(out, known, words, a) != ERR_OK)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    if (out->text.n < PAGE_TEXT_MIN)
        return why_set(why, ERR_SYNTAX, 0, "nothing in the page reads as an article");
    return ERR_OK;
}
