/* tell.c - one job to its answer: feed, page or plain text. Floor 5. One thread. */
#include "ingest/tell.h"

#include <stdio.h>
#include <string.h>

#include "article/lines.h"
#include "base/when.h"
#include "feed/charset.h"
#include "feed/feed.h"
#include "feed/identity.h"
#include "feed/pace.h"
#include "feed/packed.h"
#include "story/condense.h"

/* Of the title's words of at least so many bytes a third must stand in the page; what is longer
 * than any word (scripts without spaces) is cut into pieces. */
enum { TITLE_WORD = 4, TITLE_WORD_MAX = 30, TITLE_PIECE = 6, TITLE_PART = 3 };
enum { SNIFF_BYTES = 2048, KEY_TEXT = 20, BINARY_BYTES = 64 * 1024, TEXT_FOR_EACH_ODD = 20 };

/* What one job is worked with. */
struct telling_job {
    const struct job *job;
    const struct words *words;
    struct answer *out;
    struct arena *arena;   /* what is answered */
    struct arena *scratch; /* one article while it is worked at */
    size_t lines_cap;
};

static void fail(struct telling_job *t, enum err e, const char *text)
{
    t->out->err = e;
    t->out->why = arena_copy(t->arena, span_of(text));
}

/* Notes the lines of a plain text, for the counts across the articles of a source. */
static void note_lines(struct telling_job *t, struct span text, struct span key)
{
    struct answer *out = t->out;
    struct span line;
    uint64_t article = span_hash(key);
    while (out->n_lines < TELL_LINES_MAX && span_line(&text, &line)) {
        uint64_t hash = line_hash(line);
        if (hash == 0)
            continue;
        struct article_line *grown =
            arena_grow(t->arena, out->lines, out->n_lines, &t->lines_cap, sizeof *out->lines);
        if (!grown)
            return;
        out->lines = grown;
        out->lines[out->n_lines++] = (struct article_line){hash, article};
    }
}

static struct span hash_key(struct span text, struct arena *a)
{
    char key[KEY_TEXT];
    (void)snprintf(key, sizeof key, "%016llx", (unsigned long long)span_hash(text));
    return arena_copy(a, span_of(key));
}

/* Condenses one article into the next place of the answer; what cannot be told is passed over. */
static void take_article(struct telling_job *t, struct article *article, struct span key)
{
    struct condense_opts opts = {.words = t->words, .now = t->job->now};
    struct told *told = &t->out->told[t->out->n_told], made;
    if (article->lang.n == 0)
        article->lang = t->job->lang;
    if (article->lang.n == 0)
        article->lang =
            article_guess_lang(article->text.n ? article->text : article->title, t->words);
    int64_t said = article->published;
    if (!when_believable(said, t->job->now))
        article->published = WHEN_NONE; /* "on Tuesday" is no day of the year 2099 */
    if (condense_article(article, &opts, &made, t->scratch) != ERR_OK ||
        !told_copy(told, &made, t->arena))
        return;
    if (said != article->published)
        told->published = said; /* that it was said is for others to judge */
    told->key = key.n ? arena_copy(t->arena, key)
                      : hash_key(told->title.n ? told->title : told->lead, t->arena);
    told->text_bytes = (uint32_t)article->text.n;
    t->out->n_told++;
}

static struct article_known known_of(const struct job *job)
{
    return (struct article_known){job->known, job->n_known};
}

static void take_item(struct telling_job *t, const struct feed *feed, const struct item *item,
                      struct span key)
{
    struct article article;
    struct article_known known = known_of(t->job);
    struct span text = item->content.n > item->summary.n ? item->content : item->summary;
    arena_reset(t->scratch);
    if (article_from_text(text, item->title, &known, t->words, &article, t->scratch) != ERR_OK)
        return;
    note_lines(t, text, key.n ? key : item->title);
    if (article.title.n == 0)
        article.title = item->title;
    article.link = item->link;
    article.author = item->author;
    article.published = item->published != WHEN_NONE ? item->published : item->updated;
    article.updated = item->updated;
    article.lang = item->lang.n ? item->lang : feed->language;
    article.site = feed->title;
    take_article(t, &article, key);
}

static bool room_for(struct telling_job *t, size_t n)
{
    t->out->told = arena_array(t->arena, n ? n : 1, sizeof *t->out->told);
    if (!t->out->told)
        fail(t, ERR_NOMEM, "out of memory");
    return t->out->told;
}

/* The newest first, as far as the job takes them: feeds are not always in order. */
static size_t newest(const struct feed *feed, size_t want, const struct item **list)
{
    size_t n = 0;
    for (size_t i = 0; i < feed->n_items; i++) {
        const struct item *item = &feed->items[i];
        size_t at = n < want ? n++ : want;
        if (at == want && item->published <= list[want - 1]->published)
            continue;
        if (at == want)
            at--;
        for (; at > 0 && list[at - 1]->published < item->published; at--)
            list[at] = list[at - 1];
        list[at] = item;
    }
    return n;
}

static size_t items_wanted(const struct job *job)
{
    size_t want = job->max_items ? job->max_items : FEED_ITEMS_MAX;
    return want < MESSAGE_TOLD_MAX ? want : MESSAGE_TOLD_MAX;
}

static void take_feed(struct telling_job *t, const struct feed *feed)
{
    size_t want = items_wanted(t->job);
    if (want > feed->n_items)
        want = feed->n_items;
    t->out->is_feed = true;
    t->out->title = arena_copy(t->arena, feed->title);
    t->out->ttl_minutes = feed->ttl_minutes;
    t->out->skip_hours = feed->skip_hours;
    t->out->skip_days = feed->skip_days;
    t->out->gap = pace_gap(feed->items, feed->n_items, t->job->now);
    const struct item **list = arena_array(t->arena, want + 1, sizeof(struct item *));
    if (!room_for(t, want) || !list)
        return fail(t, ERR_NOMEM, "out of memory");
    size_t n = newest(feed, want, list);
    const struct span *keys = identity_keys(list, n, t->arena);
    if (!keys)
        return fail(t, ERR_NOMEM, "out of memory");
    for (size_t i = 0; i < n; i++)
        take_item(t, feed, list[i], keys[i]);
}

static bool looks_like_page(struct span text, const struct job *job)
{
    static const char *const signs[] = {"<!doctype html", "<html", "<head", "<body", "<article"};
    struct span head = span_sub(text, 0, SNIFF_BYTES);
    for (size_t i = 0; i < sizeof signs / sizeof *signs; i++)
        if (span_find_nocase(head, span_of(signs[i])) != SIZE_MAX)
            return true;
    return span_ends(job->base, ".html") || span_ends(job->base, ".htm") ||
           span_find_nocase(job->content_type, span_of("html")) != SIZE_MAX;
}

/* What a page says of itself. Only what came from the web is the way to a feed: a file that lies
 * here, and a page that an item led to, are read for themselves. */
static void note_page(struct telling_job *t, const struct article *article)
{
    t->out->is_article = article->declared;
    if (span_starts(t->job->base, "http") && t->job->key.n == 0)
        t->out->feed_link = arena_copy(t->arena, article->feed);
}

static bool is_way(const struct answer *out)
{
    return out->is_page && !out->is_article && out->feed_link.n > 0;
}

/* A page that speaks of nothing in the title of its item is another page: a log-in, a request for
 * consent. Words are compared byte by byte, and where none are parted, pairs of letters. */
static bool speaks_of(struct span title, struct span text)
{
    size_t asked = 0, found = 0;
    for (struct span word; span_split(&title, ' ', &word);) {
        for (struct span piece; word.n >= TITLE_WORD; word = span_from(word, piece.n)) {
            piece = span_sub(word, 0, word.n > TITLE_WORD_MAX ? TITLE_PIECE : word.n);
            asked++;
            found += span_find_nocase(text, piece) != SIZE_MAX;
        }
    }
    return asked == 0 || found * TITLE_PART >= asked;
}

/* The item that led to a page keeps its own title and time: its editor chose them. */
static void stand_for_item(const struct job *job, struct article *article)
{
    if (job->title.n)
        article->title = job->title;
    if (job->published != WHEN_NONE)
        article->published = job->published;
}

static void tell_text(struct telling_job *t, struct span text, bool page,
                      const struct article_known *known)
{
    struct article article;
    struct why why = {.text = ""};
    enum err e =
        page ? article_from_page(text, t->job->base, known, t->words, &article, &why, t->scratch)
             : article_from_text(text, span_make(NULL, 0), known, t->words, &article, t->scratch);
    if (page)
        note_page(t, &article);
    if (e && !is_way(t->out))
        return fail(t, e, why.text[0] ? why.text : err_text(e));
    if (article.link.n == 0 && span_starts(t->job->base, "http"))
        article.link = t->job->base;
    t->out->title = arena_copy(t->arena, article.site);
    if (is_way(t->out))
        return;
    if (t->job->key.n && !speaks_of(t->job->title, article.text))
        return fail(t, ERR_SYNTAX, "the page does not speak of its item");
    if (t->job->key.n)
        stand_for_item(t->job, &article);
    take_article(t, &article, t->job->key.n ? t->job->key : t->job->base);
}

/* Lines that stand in other texts too are passed over, unless nothing is left then: the notices of
 * a house may be alike to the number in them. */
static void take_text(struct telling_job *t, struct span text, bool page)
{
    const struct article_known known = known_of(t->job), none = {NULL, 0};
    t->out->is_page = page;
    if (!page)
        note_lines(t, text, t->job->base);
    if (!room_for(t, 1))
        return;
    tell_text(t, text, page, &known);
    if (is_way(t->out))
        return;
    if (t->out->n_told == 0 && known.n > 0 && !t->out->err)
        tell_text(t, text, page, &none);
    if (t->out->n_told == 0 && !t->out->err)
        fail(t, ERR_SYNTAX, "nothing in it reads as news");
}

/* Pictures, archives and programs become letters too, whatever the charset; texts have none of what
 * stands between those. */
static bool is_binary(struct span text)
{
    size_t odd = 0, n = text.n < BINARY_BYTES ? text.n : BINARY_BYTES;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        bool control = c < 0x20 && !(c >= '\t' && c <= '\r');
        bool replaced = c == 0xef && span_starts(span_from(text, i), "\xef\xbf\xbd"); /* U+FFFD */
        odd += control || replaced;
    }
    return odd > n / TEXT_FOR_EACH_ODD;
}

static void take_other(struct telling_job *t)
{
    struct buf text;
    buf_init(&text, MESSAGE_MAX);
    enum err e = charset_to_utf8(t->job->bytes, t->job->content_type, &text);
    struct span copy = e ? span_make(NULL, 0) : arena_copy(t->arena, buf_span(&text));
    buf_finish(&text);
    if (e)
        return fail(t, e, err_text(e));
    if (is_binary(copy))
        return fail(t, ERR_SYNTAX, "no text");
    bool page =
        t->job->kind == JOB_PAGE || (t->job->kind == JOB_ANY && looks_like_page(copy, t->job));
    take_text(t, copy, page);
}

/* The items are gone before the answer is written: all texts of a feed are as large as the feed. */
static void take_bytes(struct telling_job *t)
{
    const struct job *job = t->job;
    if (job->kind == JOB_PAGE || job->kind == JOB_TEXT)
        return take_other(t);
    struct feed feed;
    struct why why = {.text = ""};
    struct arena *items = arena_create(TELL_ARENA_MAX);
    if (!items)
        return fail(t, ERR_NOMEM, "out of memory");
    struct feed_opts opts = {
        .content_type = job->content_type, .base = job->base, .newest = items_wanted(job)};
    enum err e = feed_parse(job->bytes, &opts, &feed, &why, items);
    bool other = e == ERR_UNSUPPORTED && job->kind == JOB_ANY;
    if (!e)
        take_feed(t, &feed);
    else if (!other)
        fail(t, e, why.text[0] ? why.text : err_text(e));
    arena_destroy(items);
    if (other)
        take_other(t);
}

void tell_job(const struct job *job, const struct words *words, struct answer *out, struct arena *a)
{
    struct job plain = *job;
    struct telling_job t = {.job = &plain, .words = words, .out = out, .arena = a};
    struct buf opened;
    *out = (struct answer){.id = job->id};
    t.scratch = arena_create(TELL_ARENA_MAX);
    if (!t.scratch)
        return fail(&t, ERR_NOMEM, "out of memory");
    buf_init(&opened, FEED_BYTES_MAX);
    if (packed_is(job->bytes)) {
        packed_open(job->bytes, &opened);
        plain.bytes = buf_span(&opened);
    }
    take_bytes(&t);
    buf_finish(&opened);
    arena_destroy(t.scratch);
}
