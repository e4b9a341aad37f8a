/* message_told.c - a told article and a story as tagged bytes: in an answer, in the store. Floor 5.
 * Any thread. */
#include <string.h>

#include "base/when.h"
#include "ingest/message.h"
#include "ingest/wire.h"

enum { DAY_PARTS = 5 };

static void put_fact(struct buf *b, const struct fact *fact)
{
    size_t start = wire_begin(b, WIRE_FACT);
    wire_put_uint(b, WIRE_KIND, (uint64_t)fact->kind);
    wire_put_uint(b, WIRE_SOURCE, fact->source);
    wire_put_uint(b, WIRE_SCORE, fact->score);
    wire_put_span(b, WIRE_TEXT, fact->text);
    wire_end(b, start);
}

static void put_day(struct buf *b, const struct article_day *day)
{
    const int parts[DAY_PARTS] = {day->year, day->month, day->day, day->weekday, day->minutes};
    size_t start = wire_begin(b, WIRE_DAY);
    for (size_t i = 0; i < DAY_PARTS; i++)
        wire_put_number(b, (uint64_t)(int64_t)parts[i], 4);
    wire_end(b, start);
}

static void put_terms(struct buf *b, const struct term *terms, size_t n)
{
    size_t start = wire_begin(b, WIRE_TERMS);
    for (size_t i = 0; i < n && i < TOLD_TERMS_MAX; i++) {
        uint32_t bits;
        memcpy(&bits, &terms[i].weight, sizeof bits);
        wire_put_number(b, terms[i].hash, 8);
        wire_put_number(b, bits, 4);
    }
    wire_end(b, start);
}

enum err message_put_told(struct buf *out, const struct told *told)
{
    wire_put_span(out, WIRE_KEY, told->key);
    wire_put_span(out, WIRE_TITLE, told->title);
    wire_put_span(out, WIRE_HEADLINE, told->headline);
    wire_put_span(out, WIRE_LINK, told->link);
    wire_put_span(out, WIRE_OUTLET, told->outlet);
    wire_put_span(out, WIRE_LANG, told->lang);
    wire_put_span(out, WIRE_LEAD, told->lead);
    wire_put_uint(out, WIRE_TEXT_BYTES, told->text_bytes);
    put_day(out, &told->day);
    wire_put_moment(out, WIRE_PUBLISHED, told->published);
    wire_put_moment(out, WIRE_UPDATED, told->updated);
    for (size_t i = 0; i < told->n_facts && i < TOLD_FACTS_MAX; i++)
        put_fact(out, &told->facts[i]);
    put_terms(out, told->terms, told->n_terms);
    return out->failed;
}

static void put_telling(struct buf *b, const struct telling *t)
{
    size_t start = wire_begin(b, WIRE_TELLING);
    wire_put_span(b, WIRE_NAME, t->name);
    wire_put_span(b, WIRE_TITLE, t->title);
    wire_put_span(b, WIRE_LINK, t->link);
    wire_put_moment(b, WIRE_PUBLISHED, t->published);
    wire_end(b, start);
}

enum err message_put_story(struct buf *out, const struct story *story)
{
    wire_put_span(out, WIRE_KEY, story->id);
    wire_put_span(out, WIRE_HEADLINE, story->headline);
    wire_put_span(out, WIRE_LANG, story->lang);
    for (size_t i = 0; i < story->n_facts && i < STORY_FACTS_MAX; i++)
        put_fact(out, &story->facts[i]);
    for (size_t i = 0; i < story->n_tellings && i < STORY_TELLINGS_MAX; i++)
        put_telling(out, &story->tellings[i]);
    wire_put_moment(out, WIRE_PUBLISHED, story->published);
    wire_put_moment(out, WIRE_UPDATED, story->updated);
    wire_put_uint(out, WIRE_PRIORITY, (uint64_t)story->priority);
    wire_put_uint(out, WIRE_COLOUR, story->colour);
    wire_put_moment(out, WIRE_EXPIRES, story->expires);
    return out->failed;
}

static bool get_fact(struct span body, struct fact *fact)
{
    enum wire_tag tag;
    struct span field;
    bool bad = false;
    *fact = (struct fact){.kind = FACT_CONTEXT};
    while (wire_next(&body, &tag, &field, &bad)) {
        if (tag == WIRE_KIND && wire_number(field) < FACT_KINDS)
            fact->kind = (enum fact_kind)wire_number(field);
        else if (tag == WIRE_SOURCE)
            fact->source = (unsigned)wire_number(field);
        else if (tag == WIRE_SCORE)
            fact->score = (unsigned)wire_number(field);
        else if (tag == WIRE_TEXT)
            fact->text = field;
    }
    return !bad;
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
        parts[i] = (int)(int32_t)(uint32_t)wire_number(span_sub(body, i * 4, 4));
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
        uint32_t bits = (uint32_t)wire_number(span_sub(body, i * TERM_BYTES + 8, 4));
        struct term *term = &told->terms[told->n_terms];
        term->hash = wire_number(span_sub(body, i * TERM_BYTES, 8));
        memcpy(&term->weight, &bits, sizeof bits);
        /* sorted, each once, and a plain number: what merge relies on */
        bool sound = term->weight > 0 && term->weight < 1e6f &&
                     (told->n_terms == 0 || term[-1].hash < term->hash);
        told->n_terms += sound;
    }
    return ERR_OK;
}

/* The texts and numbers of a told; false: another tag. */
static bool get_told_field(enum wire_tag tag, struct span field, struct told *told)
{
    switch (tag) {
    case WIRE_KEY:
        told->key = field;
        return true;
    case WIRE_TITLE:
        told->title = field;
        return true;
    case WIRE_HEADLINE:
        told->headline = field;
        return true;
    case WIRE_LINK:
        told->link = field;
        return true;
    case WIRE_OUTLET:
        told->outlet = field;
        return true;
    case WIRE_LANG:
        told->lang = field;
        return true;
    case WIRE_LEAD:
        told->lead = field;
        return true;
    case WIRE_TEXT_BYTES:
        told->text_bytes = (uint32_t)wire_number(field);
        return true;
    case WIRE_DAY:
        told->day = day_of(field);
        return true;
    case WIRE_PUBLISHED:
        told->published = wire_moment(field);
        return true;
    case WIRE_UPDATED:
        told->updated = wire_moment(field);
        return true;
    default:
        return false;
    }
}

enum err message_get_told(struct span body, struct told *told, struct arena *a)
{
    enum wire_tag tag;
    struct span field;
    bool bad = false;
    size_t room = wire_count(body, WIRE_FACT, TOLD_FACTS_MAX);
    *told = (struct told){
        .published = WHEN_NONE, .updated = WHEN_NONE, .day = {.weekday = -1, .minutes = -1}};
    told->facts = arena_array(a, room + 1, sizeof *told->facts);
    if (!told->facts)
        return ERR_NOMEM;
    while (wire_next(&body, &tag, &field, &bad)) {
        if (get_told_field(tag, field, told))
            continue;
        if (tag == WIRE_FACT && told->n_facts < room)
            told->n_facts += get_fact(field, &told->facts[told->n_facts]);
        else if (tag == WIRE_TERMS && get_terms(field, told, a) != ERR_OK)
            return ERR_NOMEM;
    }
    return bad || told->headline.n == 0 ? ERR_SYNTAX : ERR_OK;
}

static bool get_telling(struct span body, struct telling *t)
{
    enum wire_tag tag;
    struct span field;
    bool bad = false;
    *t = (struct telling){.published = WHEN_NONE};
    while (wire_next(&body, &tag, &field, &bad)) {
        if (tag == WIRE_NAME)
            t->name = field;
        else if (tag == WIRE_TITLE)
            t->title = field;
        else if (tag == WIRE_LINK)
            t->link = field;
        else if (tag == WIRE_PUBLISHED)
            t->published = wire_moment(field);
    }
    return !bad;
}

static enum story_priority priority_of(struct span field)
{
    uint64_t n = wire_number(field);
    return n <= STORY_BREAKING ? (enum story_priority)n : STORY_NORMAL;
}

enum err message_get_story(struct span body, struct story *story, struct arena *a)
{
    enum wire_tag tag;
    struct span field;
    bool bad = false;
    size_t facts = wire_count(body, WIRE_FACT, STORY_FACTS_MAX);
    size_t tellings = wire_count(body, WIRE_TELLING, STORY_TELLINGS_MAX);
    *story = (struct story){.published = WHEN_NONE, .updated = WHEN_NONE, .expires = WHEN_NONE};
    story->facts = arena_array(a, facts + 1, sizeof *story->facts);
    story->tellings = arena_array(a, tellings + 1, sizeof *story->tellings);
    if (!story->facts || !story->tellings)
        return ERR_NOMEM;
    while (wire_next(&body, &tag, &field, &bad)) {
        if (tag == WIRE_KEY)
            story->id = field;
        else if (tag == WIRE_HEADLINE)
            story->headline = field;
        else if (tag == WIRE_LANG)
            story->lang = field;
        else if (tag == WIRE_PUBLISHED)
            story->published = wire_moment(field);
        else if (tag == WIRE_UPDATED)
            story->updated = wire_moment(field);
        else if (tag == WIRE_PRIORITY)
            story->priority = priority_of(field);
        else if (tag == WIRE_COLOUR)
            story->colour = (uint32_t)(wire_number(field) & 0xffffff);
        else if (tag == WIRE_EXPIRES)
            story->expires = wire_moment(field);
        else if (tag == WIRE_FACT && story->n_facts < facts)
            story->n_facts += get_fact(field, &story->facts[story->n_facts]);
        else if (tag == WIRE_TELLING && story->n_tellings < tellings)
            story->n_tellings += get_telling(field, &story->tellings[story->n_tellings]);
    }
    for (size_t i = 0; i < story->n_facts; i++)
        if (story->facts[i].source >= story->n_tellings)
            story->facts[i].source = 0;
    return bad || story->headline.n == 0 ? ERR_SYNTAX : ERR_OK;
}
