/* sift.c - which articles of an answer are taken, and which date they are given. Floor 9. Any
 * thread. */
#include "run/sift.h"

#include "base/utf8.h"
#include "feed/identity.h"
#include "source/url.h"

enum { TEXT_MAX = 128 * 1024, LIST_MAX = 64 * 1024, ANEW = 12 * 60 * 60 };

/* ---- Words ---- */

/* Signs of scripts that write no spaces: each is a word. */
static bool stands_alone(uint32_t cp)
{
    static const struct utf8_range blocks[] = {
        {0x0e00, 0x0eff},   /* Thai, Lao */
        {0x0f00, 0x109f},   /* Tibetan, Myanmar */
        {0x1780, 0x17ff},   /* Khmer */
        {0x1950, 0x19df},   /* Tai Le, New Tai Lue */
        {0xa9e0, 0xa9ff},   /* Myanmar */
        {0xaa60, 0xaa7f},   /* Myanmar */
        {0x20000, 0x3ffff}, /* Han */
    };
    return utf8_is_cjk(cp) || utf8_is_symbol(cp) ||
           utf8_among(blocks, sizeof blocks / sizeof *blocks, cp);
}

static void end_word(struct buf *out)
{
    if (out->n && out->p[out->n - 1] != ' ')
        (void)buf_putc(out, ' ');
}

/* Adds text as words with one space around each: " the town s mayor ". */
static void put_words(struct buf *out, struct span text)
{
    struct buf key;
    buf_init(&key, TEXT_MAX);
    (void)utf8_put_key(&key, text);
    struct span rest = buf_span(&key);
    (void)buf_putc(out, ' ');
    while (rest.n) {
        uint32_t cp = utf8_next(&rest);
        bool alone = stands_alone(cp);
        if (alone || !(utf8_is_letter(cp) || utf8_is_digit(cp) || utf8_is_mark(cp)))
            end_word(out);
        if (alone || utf8_is_letter(cp) || utf8_is_digit(cp) || utf8_is_mark(cp))
            (void)utf8_put(out, cp);
        if (alone)
            end_word(out);
    }
    end_word(out);
    buf_finish(&key);
}

/* Cuts the next entry off a list; every comma of the world parts them. */
static struct span next_entry(struct span *rest)
{
    struct span whole = *rest;
    while (rest->n) {
        size_t end = whole.n - rest->n;
        uint32_t cp = utf8_next(rest);
        if (cp == ',' || cp == 0x060c || cp == 0x3001 || cp == 0xff0c)
            return span_sub(whole, 0, end);
    }
    return whole;
}

static enum err add_entry(struct sift_words *w, struct span entry, size_t *cap, struct arena *a)
{
    struct buf words;
    buf_init(&words, LIST_MAX);
    put_words(&words, entry);
    struct span phrase = buf_span(&words);
    if (span_ends(entry, "*") && phrase.n > 1)
        phrase.n--; /* no space behind: the last word goes on as it likes */
    bool odd = phrase.n <= 1 || words.failed || w->n == SIFT_PHRASES_MAX;
    enum err e = ERR_OK;
    w->odd += odd;
    if (!odd) {
        struct span *grown = arena_grow(a, w->phrases, w->n, cap, sizeof *w->phrases);
        struct span copy = grown ? arena_copy(a, phrase) : span_make(NULL, 0);
        w->phrases = grown ? grown : w->phrases;
        if (copy.n)
            w->phrases[w->n++] = copy;
        else
            e = ERR_NOMEM;
    }
    buf_finish(&words);
    return e;
}

enum err sift_parse(struct span list, struct sift_words *out, struct arena *a)
{
    size_t cap = 0;
    enum err e = ERR_OK;
    bool any = span_trim(list).n > 0;
    *out = (struct sift_words){0};
    while (!e && any && list.n) {
        struct span entry = span_trim(next_entry(&list));
        if (entry.n)
            e = add_entry(out, entry, &cap, a);
    }
    if (any && out->n == 0 && out->odd == 0)
        out->odd = 1; /* commas alone */
    return e;
}

static bool has_any(const struct sift_words *w, struct span text)
{
    for (size_t i = 0; i < w->n; i++)
        if (span_find(text, w->phrases[i]) != SIZE_MAX)
            return true;
    return false;
}

bool sift_passes(const struct sift_rules *rules, const struct told *told)
{
    bool passes = true;
    if (!rules->include[0].n && !rules->include[1].n && !rules->exclude[0].n &&
        !rules->exclude[1].n)
        return true;
    struct buf text;
    buf_init(&text, TEXT_MAX);
    const struct span parts[] = {told->title, told->headline, told->lead};
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        put_words(&text, parts[i]);
        (void)buf_putc(&text, '\n'); /* no phrase goes over it */
    }
    for (size_t i = 0; i < told->n_facts; i++) {
        put_words(&text, told->facts[i].text);
        (void)buf_putc(&text, '\n');
    }
    for (size_t i = 0; i < 2 && passes; i++)
        passes = (rules->include[i].n == 0 || has_any(&rules->include[i], buf_span(&text))) &&
                 !has_any(&rules->exclude[i], buf_span(&text));
    buf_finish(&text);
    return passes;
}

static uint64_t hash_words(const struct sift_words *w)
{
    uint64_t sum = w->n;
    for (size_t i = 0; i < w->n; i++)
        sum = sum * 31 + span_hash(w->phrases[i]);
    return sum;
}

uint64_t sift_hash(const struct sift_rules *rules)
{
    uint64_t sum = rules->flood;
    for (size_t i = 0; i < 2; i++)
        sum = (sum * 31 + hash_words(&rules->include[i])) * 31 + hash_words(&rules->exclude[i]);
    return sum * 2 + rules->hold;
}

/* ---- Dates ---- */

/* A date later than limit becomes seen. */
static bool settle(int64_t *date, int64_t limit, int64_t seen, int64_t now)
{
    bool ahead = *date > now + WHEN_DAY;
    if (!when_believable(*date, now))
        *date = WHEN_NONE;
    else if (*date > limit)
        *date = seen;
    return ahead;
}

bool sift_settle(struct told *told, int64_t seen, int64_t now)
{
    bool ahead = settle(&told->published, seen, seen, now);
    bool updated_ahead = settle(&told->updated, now, seen, now);
    return ahead || updated_ahead;
}

bool sift_old(const struct told *told, int64_t max_age, int64_t seen, int64_t now)
{
    int64_t moment = told->published != WHEN_NONE ? told->published : seen;
    return max_age > 0 && moment < now - max_age;
}

bool sift_anew(const struct told *told, int64_t seen, int64_t now, bool changed)
{
    bool dated = told->published != WHEN_NONE && when_believable(told->published, now);
    return changed && (dated ? told->published : now) >= seen + ANEW;
}

/* ---- Identity ---- */

uint64_t sift_version(const struct told *told)
{
    uint64_t hash = span_hash(told->title) * 31 + span_hash(told->headline);
    hash = hash * 31 + span_hash(told->lead);
    return hash ? hash : 1;
}

static bool is_front_page(struct span link)
{
    struct span host = url_host(link), rest = {NULL, 0};
    if (host.n)
        rest = span_from(link, (size_t)(host.p + host.n - link.p));
    size_t slash = span_find_byte(rest, '/');
    return slash == SIZE_MAX || slash + 1 == rest.n;
}

uint64_t sift_link(const struct told *told)
{
    struct buf link;
    buf_init(&link, TEXT_MAX);
    identity_put_address(&link, told->link);
    uint64_t hash = is_front_page(buf_span(&link)) ? 0 : span_hash(buf_span(&link));
    buf_finish(&link);
    return hash;
}

uint64_t sift_twin(const struct told *told, bool own_link)
{
    struct buf text;
    buf_init(&text, TEXT_MAX);
    identity_put_address(&text, told->link);
    (void)buf_putc(&text, '\n');
    if (!own_link)
        put_words(&text, told->title.n ? told->title : told->headline);
    uint64_t hash = span_hash(buf_span(&text));
    buf_finish(&text);
    return hash ? hash : 1;
}
