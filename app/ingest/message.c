/* message.c - job, answer, told and story as tagged bytes. Floor 5. Any thread.
 *
 * Numbers are little-endian. Every length is checked against what is left before it is used;
 * what has an unknown tag is passed over, so that an older program reads a newer one's bytes. */
#include "ingest/message.h"

#include <string.h>

#include "base/when.h"

enum { FIELD_HEAD = 5, DAY_PARTS = 5 };

enum tag {
    TAG_ID = 1,
    TAG_KIND,
    TAG_NAME,
    TAG_BASE,
    TAG_TYPE,
    TAG_LANG,
    TAG_NOW,
    TAG_MAX_ITEMS,
    TAG_KNOWN,
    TAG_BYTES,
    TAG_ERR,
    TAG_WHY,
    TAG_TITLE,
    TAG_TTL,
    TAG_IS_FEED,
    TAG_TOLD,
    TAG_LINES,
    TAG_KEY,
    TAG_HEADLINE,
    TAG_LINK,
    TAG_OUTLET,
    TAG_LEAD,
    TAG_DAY,
    TAG_PUBLISHED,
    TAG_UPDATED,
    TAG_FACT,
    TAG_TERMS,
    TAG_TEXT,
    TAG_SOURCE,
    TAG_SCORE,
    TAG_TELLING,
    TAG_PRIORITY,
    TAG_COLOUR,
    TAG_EXPIRES,
    TAG_SKIP_HOURS,
    TAG_SKIP_DAYS,
    TAG_GAP,
    TAG_IS_PAGE,
    TAG_IS_ARTICLE,
    TAG_FEED_LINK
};

/* Writing. */

static void put_number(struct buf *b, uint64_t value, int bytes)
{
    char text[8];
    for (int i = 0; i < bytes; i++)
        text[i] = (char)(value >> (8 * i) & 0xff);
    (void)buf_put(b, span_make(text, (size_t)bytes));
}

static void put_span(struct buf *b, enum tag tag, struct span s)
{
    if (s.n == 0)
        return;
    put_number(b, (uint64_t)tag, 1);
    put_number(b, s.n, 4);
    (void)buf_put(b, s);
}

static void put_uint(struct buf *b, enum tag tag, uint64_t value)
{
    put_number(b, (uint64_t)tag, 1);
    put_number(b, 8, 4);
    put_number(b, value, 8);
}

static void put_moment(struct buf *b, enum tag tag, int64_t value)
{
    put_uint(b, tag, (uint64_t)value);
}

/* Begins a field whose length is not known yet; end_field fills it in. */
static size_t begin_field(struct buf *b, enum tag tag)
{
    put_number(b, (uint64_t)tag, 1);
    put_number(b, 0, 4);
    return b->n;
}

static void write_length(struct buf *b, size_t at, size_t n)
{
    for (int i = 0; !b->failed && i < MESSAGE_HEAD; i++)
        b->p[at + (size_t)i] = (char)(n >> (8 * i) & 0xff);
}

static void end_field(struct buf *b, size_t start)
{
    write_length(b, start - MESSAGE_HEAD, b->n - start);
}

static void put_hashes(struct buf *b, enum tag tag, const uint64_t *hashes, size_t n)
{
    size_t start = begin_field(b, tag);
    for (size_t i = 0; i < n && i < MESSAGE_KNOWN_MAX; i++)
        put_number(b, hashes[i], 8);
    end_field(b, start);
}

enum err message_put_job(struct buf *out, const struct job *job)
{
    size_t head = out->n;
    put_number(out, 0, MESSAGE_HEAD);
    put_uint(out, TAG_ID, job->id);
    put_uint(out, TAG_KIND, (uint64_t)job->kind);
    put_span(out, TAG_NAME, job->name);
    put_span(out, TAG_BASE, job->base);
    put_span(out, TAG_TYPE, job->content_type);
    put_span(out, TAG_LANG, job->lang);
    put_moment(out, TAG_NOW, job->now);
    put_uint(out, TAG_MAX_ITEMS, job->max_items);
    put_hashes(out, TAG_KNOWN, job->known, job->n_known);
    put_span(out, TAG_BYTES, job->bytes);
    write_length(out, head, out->n - head - MESSAGE_HEAD);
    return out->failed;
}

static void put_fact(struct buf *b, const struct fact *fact)
{
    size_t start = begin_field(b, TAG_FACT);
    put_uint(b, TAG_KIND, (uint64_t)fact->kind);
    put_uint(b, TAG_SOURCE, fact->source);
    put_uint(b, TAG_SCORE, fact->score);
    put_span(b, TAG_TEXT, fact->text);
    end_field(b, start);
}

static void put_day(struct buf *b, const struct article_day *day)
{
    const int parts[DAY_PARTS] = {day->year, day->month, day->day, day->weekday, day->minutes};
    size_t start = begin_field(b, TAG_DAY);
    for (size_t i = 0; i < DAY_PARTS; i++)
        put_number(b, (uint64_t)(int64_t)parts[i], 4);
    end_field(b, start);
}

static void put_terms(struct buf *b, const struct term *terms, size_t n)
{
    size_t start = begin_field(b, TAG_TERMS);
    for (size_t i = 0; i < n && i < TOLD_TERMS_MAX; i++) {
        uint32_t bits;
        memcpy(&bits, &terms[i].weight, sizeof bits);
        put_number(b, terms[i].hash, 8);
        put_number(b, bits, 4);
    }
    end_field(b, start);
}

static void put_told(struct buf *out, const struct told *told)
{
    put_span(out, TAG_KEY, told->key);
    put_span(out, TAG_TITLE, told->title);
    put_span(out, TAG_HEADLINE, told->headline);
    put_span(out, TAG_LINK, told->link);
    put_span(out, TAG_OUTLET, told->outlet);
    put_span(out, TAG_LANG, told->lang);
    put_span(out, TAG_LEAD, told->lead);
    put_day(out, &told->day);
    put_moment(out, TAG_PUBLISHED, told->published);
    put_moment(out, TAG_UPDATED, told->updated);
    for (size_t i = 0; i < told->n_facts && i < TOLD_FACTS_MAX; i++)
        put_fact(out, &told->facts[i]);
    put_terms(out, told->terms, told->n_terms);
}

enum err message_put_told(struct buf *out, const struct told *told)
{
    put_told(out, told);
    return out->failed;
}

static void put_lines(struct buf *b, const struct article_line *lines, size_t n)
{
    size_t start = begin_field(b, TAG_LINES);
    for (size_t i = 0; i < n && i < MESSAGE_LINES_MAX; i++) {
        put_number(b, lines[i].line, 8);
        put_number(b, lines[i].article, 8);
    }
    end_field(b, start);
}

enum err message_put_answer(struct buf *out, const struct answer *answer)
{
    size_t head = out->n;
    put_number(out, 0, MESSAGE_HEAD);
    put_uint(out, TAG_ID, answer->id);
    put_uint(out, TAG_ERR, (uint64_t)answer->err);
    put_span(out, TAG_WHY, answer->why);
    put_span(out, TAG_TITLE, answer->title);
    put_uint(out, TAG_TTL, (uint64_t)(answer->ttl_minutes > 0 ? answer->ttl_minutes : 0));
    put_uint(out, TAG_IS_FEED, answer->is_feed);
    put_uint(out, TAG_SKIP_HOURS, answer->skip_hours);
    put_uint(out, TAG_SKIP_DAYS, answer->skip_days);
    put_uint(out, TAG_GAP, (uint64_t)(answer->gap > 0 ? answer->gap : 0));
    put_uint(out, TAG_IS_PAGE, answer->is_page);
    put_uint(out, TAG_IS_ARTICLE, answer->is_article);
    put_span(out, TAG_FEED_LINK, answer->feed_link);
    for (size_t i = 0; i < answer->n_told && i < MESSAGE_TOLD_MAX; i++) {
        size_t start = begin_field(out, TAG_TOLD);
        put_told(out, &answer->told[i]);
        end_field(out, start);
    }
    put_lines(out, answer->lines, answer->n_lines);
    write_length(out, head, out->n - head - MESSAGE_HEAD);
    return out->failed;
}

static void put_telling(struct buf *b, const struct telling *t)
{
    size_t start = begin_field(b, TAG_TELLING);
    put_span(b, TAG_NAME, t->name);
    put_span(b, TAG_TITLE, t->title);
    put_span(b, TAG_LINK, t->link);
    put_moment(b, TAG_PUBLISHED, t->published);
    end_field(b, start);
}

enum err message_put_story(struct buf *out, const struct story *story)
{
    put_span(out, TAG_KEY, story->id);
    put_span(out, TAG_HEADLINE, story->headline);
    put_span(out, TAG_LANG, story->lang);
    for (size_t i = 0; i < story->n_facts && i < STORY_FACTS_MAX; i++)
        put_fact(out, &story->facts[i]);
    for (size_t i = 0; i < story->n_tellings && i < STORY_TELLINGS_MAX; i++)
        put_telling(out, &story->tellings[i]);
    put_moment(out, TAG_PUBLISHED, story->published);
    put_moment(out, TAG_UPDATED, story->updated);
    put_uint(out, TAG_PRIORITY, (uint64_t)story->priority);
    put_uint(out, TAG_COLOUR, story->colour);
    put_moment(out, TAG_EXPIRES, story->expires);
    return out->failed;
}

/* Reading. */

static uint64_t number_of(struct span s)
{
    uint64_t value = 0;
    for (size_t i = 0; i < s.n && i < 8; i++)
        value |= (uint64_t)(unsigned char)s.p[i] << (8 * i);
    return value;
}

size_t message_length(const char *head)
{
    return (size_t)number_of(span_make(head, MESSAGE_HEAD));
}

/* Cuts the next field off *rest; false at the end, and *bad is set when a length runs over it. */
static bool next_field(struct span *rest, enum tag *tag, struct span *body, bool *bad)
{
    if (rest->n == 0)
        return false;
    size_t n = rest->n >= FIELD_HEAD ? (size_t)number_of(span_sub(*rest, 1, MESSAGE_HEAD)) : 0;
    if (rest->n < FIELD_HEAD || n > rest->n - FIELD_HEAD) {
        *bad = true;
        return false;
    }
    *tag = (enum tag)(unsigned char)rest->p[0];
    *body = span_sub(*rest, FIELD_HEAD, n);
    *rest = span_from(*rest, FIELD_HEAD + n);
    return true;
}

/* How many fields of a tag a body has, so that lists are made at once: at most max. */
static size_t count_fields(struct span rest, enum tag wanted, size_t max)
{
    enum tag tag;
    struct span body;
    bool bad = false;
    size_t n = 0;
    while (n < max && next_field(&rest, &tag, &body, &bad))
        n += tag == wanted;
    return n;
}

static uint64_t *get_hashes(struct span body, size_t *n, struct arena *a)
{
    *n = body.n / 8 < MESSAGE_KNOWN_MAX ? body.n / 8 : MESSAGE_KNOWN_MAX;
    uint64_t *hashes = arena_array(a, *n + 1, sizeof *hashes);
    for (size_t i = 0; hashes && i < *n; i++)
        hashes[i] = number_of(span_sub(body, i * 8, 8));
    if (!hashes)
        *n = 0;
    return hashes;
}

enum err message_get_job(struct span body, struct job *job, struct arena *a)
{
    enum tag tag;
    struct span field;
    bool bad = false;
    *job = (struct job){0};
    while (next_field(&body, &tag, &field, &bad)) {
        switch (tag) {
        case TAG_ID:
            job->id = (uint32_t)number_of(field);
            break;
        case TAG_KIND:
            job->kind = number_of(field) <= JOB_TEXT ? (enum job_kind)number_of(field) : JOB_ANY;
            break;
        case TAG_NAME:
            job->name = field;
            break;
        case TAG_BASE:
            job->base = field;
            break;
        case TAG_TYPE:
            job->content_type = field;
            break;
        case TAG_LANG:
            job->lang = field;
            break;
        case TAG_NOW:
            job->now = (int64_t)number_of(field);
            break;
        case TAG_MAX_ITEMS:
            job->max_items = (uint32_t)number_of(field);
            break;
        case TAG_KNOWN:
            job->known = get_hashes(field, &job->n_known, a);
            break;
        case TAG_BYTES:
            job->bytes = field;
            break;
        default:
            break;
        }
    }
    return bad ? ERR_SYNTAX : ERR_OK;
}

static bool get_fact(struct span body, struct fact *fact)
{
    enum tag tag;
    struct span field;
    bool bad = false;
    *fact = (struct fact){.kind = FACT_CONTEXT};
    while (next_field(&body, &tag, &field, &bad)) {
        if (tag == TAG_KIND && number_of(field) < FACT_KINDS)
            fact->kind = (enum fact_kind)number_of(field);
        else if (tag == TAG_SOURCE)
            fact->source = (unsigned)number_of(field);
        else if (tag == TAG_SCORE)
            fact->score = (unsigned)number_of(field);
        else if (tag == TAG_TEXT)
            fact->text = field;
    }
    return !bad;
}

/* A moment that the calendar knows; others would run over in the arithmetic of times. */
static int64_t moment_of(struct span field)
{
    int64_t moment = (int64_t)number_of(field);
    return moment >= 0 && moment < when_make(10000, 1, 1, 0, 0, 0) ? moment : WHEN_NONE;
}

static bool between(int value, int first, int last)
{
    return value >= first && value <= last;
}

/* A day with a part out of its range is no day. */
static struct article_day day_of(struct span body)
{
    static const struct article_day none = {.weekday = -1, .minutes = -1};
    int parts[DAY_PARTS];
    if (body.n != DAY_PARTS * 4)
        return none;
    for (size_t i = 0; i < DAY_PARTS; i++)
        parts[i] = (int)(int32_t)(uint32_t)number_of(span_sub(body, i * 4, 4));
    bool sound = between(parts[0], 0, 9999) && between(parts[1], 0, 12) &&
                 between(parts[2], 0, 31) && between(parts[3], -1, 6) &&
                 between(parts[4], -1, 24 * 60 - 1);
    return sound ? (struct article_day){parts[0], parts[1], parts[2], parts[3], parts[4]} : none;
}

static enum err get_terms(struct span body, struct told *told, struct arena *a)
{
    enum { TERM_BYTES = 12 };
    size_t n = body.n / TERM_BYTES < TOLD_TERMS_MAX ? body.n / TERM_BYTES : TOLD_TERMS_MAX;
    told->terms = arena_array(a, n + 1, sizeof *told->terms);
    told->n_terms = 0; /* the field may stand twice */
    if (!told->terms)
        return ERR_NOMEM;
    for (size_t i = 0; i < n; i++) {
        uint32_t bits = (uint32_t)number_of(span_sub(body, i * TERM_BYTES + 8, 4));
        struct term *term = &told->terms[told->n_terms];
        term->hash = number_of(span_sub(body, i * TERM_BYTES, 8));
        memcpy(&term->weight, &bits, sizeof bits);
        /* sorted, each once, and a plain number: what merge relies on */
        bool sound = term->weight > 0 && term->weight < 1e6f &&
                     (told->n_terms == 0 || term[-1].hash < term->hash);
        told->n_terms += sound;
    }
    return ERR_OK;
}

/* The texts and numbers of a told; false: another tag. */
static bool get_told_field(enum tag tag, struct span field, struct told *told)
{
    switch (tag) {
    case TAG_KEY:
        told->key = field;
        return true;
    case TAG_TITLE:
        told->title = field;
        return true;
    case TAG_HEADLINE:
        told->headline = field;
        return true;
    case TAG_LINK:
        told->link = field;
        return true;
    case TAG_OUTLET:
        told->outlet = field;
        return true;
    case TAG_LANG:
        told->lang = field;
        return true;
    case TAG_LEAD:
        told->lead = field;
        return true;
    case TAG_DAY:
        told->day = day_of(field);
        return true;
    case TAG_PUBLISHED:
        told->published = moment_of(field);
        return true;
    case TAG_UPDATED:
        told->updated = moment_of(field);
        return true;
    default:
        return false;
    }
}

enum err message_get_told(struct span body, struct told *told, struct arena *a)
{
    enum tag tag;
    struct span field;
    bool bad = false;
    size_t room = count_fields(body, TAG_FACT, TOLD_FACTS_MAX);
    *told = (struct told){
        .published = WHEN_NONE, .updated = WHEN_NONE, .day = {.weekday = -1, .minutes = -1}};
    told->facts = arena_array(a, room + 1, sizeof *told->facts);
    if (!told->facts)
        return ERR_NOMEM;
    while (next_field(&body, &tag, &field, &bad)) {
        if (get_told_field(tag, field, told))
            continue;
        if (tag == TAG_FACT && told->n_facts < room)
            told->n_facts += get_fact(field, &told->facts[told->n_facts]);
        else if (tag == TAG_TERMS && get_terms(field, told, a) != ERR_OK)
            return ERR_NOMEM;
    }
    return bad || told->headline.n == 0 ? ERR_SYNTAX : ERR_OK;
}

static void get_lines(struct span body, struct answer *answer, struct arena *a)
{
    enum { LINE_BYTES = 16 };
    size_t n = body.n / LINE_BYTES < MESSAGE_LINES_MAX ? body.n / LINE_BYTES : MESSAGE_LINES_MAX;
    answer->lines = arena_array(a, n + 1, sizeof *answer->lines);
    answer->n_lines = answer->lines ? n : 0;
    for (size_t i = 0; i < answer->n_lines; i++)
        answer->lines[i] = (struct article_line){number_of(span_sub(body, i * LINE_BYTES, 8)),
                                                 number_of(span_sub(body, i * LINE_BYTES + 8, 8))};
}

enum err message_get_answer(struct span body, struct answer *answer, struct arena *a)
{
    enum tag tag;
    struct span field;
    bool bad = false;
    size_t room = count_fields(body, TAG_TOLD, MESSAGE_TOLD_MAX);
    *answer = (struct answer){.told = arena_array(a, room + 1, sizeof(struct told))};
    if (!answer->told)
        return ERR_NOMEM;
    while (next_field(&body, &tag, &field, &bad)) {
        enum err e = ERR_OK;
        if (tag == TAG_ID)
            answer->id = (uint32_t)number_of(field);
        else if (tag == TAG_ERR)
            answer->err = number_of(field) <= ERR_STOPPED ? (enum err)number_of(field) : ERR_SYNTAX;
        else if (tag == TAG_WHY)
            answer->why = field;
        else if (tag == TAG_TITLE)
            answer->title = field;
        else if (tag == TAG_TTL)
            answer->ttl_minutes = (int32_t)(number_of(field) & 0xffffff);
        else if (tag == TAG_IS_FEED)
            answer->is_feed = number_of(field) != 0;
        else if (tag == TAG_SKIP_HOURS)
            answer->skip_hours = (uint32_t)(number_of(field) & 0xffffff);
        else if (tag == TAG_SKIP_DAYS)
            answer->skip_days = (uint32_t)(number_of(field) & 0x7f);
        else if (tag == TAG_GAP)
            answer->gap = (int64_t)(number_of(field) & 0xffffffff);
        else if (tag == TAG_IS_PAGE)
            answer->is_page = number_of(field) != 0;
        else if (tag == TAG_IS_ARTICLE)
            answer->is_article = number_of(field) != 0;
        else if (tag == TAG_FEED_LINK)
            answer->feed_link = field;
        else if (tag == TAG_LINES)
            get_lines(field, answer, a);
        else if (tag == TAG_TOLD && answer->n_told < room)
            e = message_get_told(field, &answer->told[answer->n_told++], a);
        if (e)
            return e;
    }
    return bad ? ERR_SYNTAX : ERR_OK;
}

static bool get_telling(struct span body, struct telling *t)
{
    enum tag tag;
    struct span field;
    bool bad = false;
    *t = (struct telling){.published = WHEN_NONE};
    while (next_field(&body, &tag, &field, &bad)) {
        if (tag == TAG_NAME)
            t->name = field;
        else if (tag == TAG_TITLE)
            t->title = field;
        else if (tag == TAG_LINK)
            t->link = field;
        else if (tag == TAG_PUBLISHED)
            t->published = moment_of(field);
    }
    return !bad;
}

static enum story_priority priority_of(struct span field)
{
    uint64_t n = number_of(field);
    return n <= STORY_BREAKING ? (enum story_priority)n : STORY_NORMAL;
}

enum err message_get_story(struct span body, struct story *story, struct arena *a)
{
    enum tag tag;
    struct span field;
    bool bad = false;
    size_t facts = count_fields(body, TAG_FACT, STORY_FACTS_MAX);
    size_t tellings = count_fields(body, TAG_TELLING, STORY_TELLINGS_MAX);
    *story = (struct story){.published = WHEN_NONE, .updated = WHEN_NONE, .expires = WHEN_NONE};
    story->facts = arena_array(a, facts + 1, sizeof *story->facts);
    story->tellings = arena_array(a, tellings + 1, sizeof *story->tellings);
    if (!story->facts || !story->tellings)
        return ERR_NOMEM;
    while (next_field(&body, &tag, &field, &bad)) {
        if (tag == TAG_KEY)
            story->id = field;
        else if (tag == TAG_HEADLINE)
            story->headline = field;
        else if (tag == TAG_LANG)
            story->lang = field;
        else if (tag == TAG_PUBLISHED)
            story->published = moment_of(field);
        else if (tag == TAG_UPDATED)
            story->updated = moment_of(field);
        else if (tag == TAG_PRIORITY)
            story->priority = priority_of(field);
        else if (tag == TAG_COLOUR)
            story->colour = (uint32_t)(number_of(field) & 0xffffff);
        else if (tag == TAG_EXPIRES)
            story->expires = moment_of(field);
        else if (tag == TAG_FACT && story->n_facts < facts)
            story->n_facts += get_fact(field, &story->facts[story->n_facts]);
        else if (tag == TAG_TELLING && story->n_tellings < tellings)
            story->n_tellings += get_telling(field, &story->tellings[story->n_tellings]);
    }
    for (size_t i = 0; i < story->n_facts; i++)
        if (story->facts[i].source >= story->n_tellings)
            story->facts[i].source = 0;
    return bad || story->headline.n == 0 ? ERR_SYNTAX : ERR_OK;
}
