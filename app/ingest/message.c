/* message.c - the job and its answer as tagged bytes. Floor 5. Any thread. */
#include "ingest/message.h"

#include "base/when.h"
#include "ingest/wire.h"

static void put_hashes(struct buf *b, enum wire_tag tag, const uint64_t *hashes, size_t n)
{
    size_t start = wire_begin(b, tag);
    for (size_t i = 0; i < n && i < MESSAGE_KNOWN_MAX; i++)
        wire_put_number(b, hashes[i], 8);
    wire_end(b, start);
}

enum err message_put_job(struct buf *out, const struct job *job)
{
    size_t head = out->n;
    wire_put_number(out, 0, MESSAGE_HEAD);
    wire_put_uint(out, WIRE_ID, job->id);
    wire_put_uint(out, WIRE_KIND, (uint64_t)job->kind);
    wire_put_span(out, WIRE_NAME, job->name);
    wire_put_span(out, WIRE_BASE, job->base);
    wire_put_span(out, WIRE_TYPE, job->content_type);
    wire_put_span(out, WIRE_LANG, job->lang);
    wire_put_moment(out, WIRE_NOW, job->now);
    wire_put_uint(out, WIRE_MAX_ITEMS, job->max_items);
    wire_put_span(out, WIRE_KEY, job->key);
    wire_put_span(out, WIRE_TITLE, job->title);
    wire_put_moment(out, WIRE_PUBLISHED, job->published);
    put_hashes(out, WIRE_KNOWN, job->known, job->n_known);
    wire_put_span(out, WIRE_BYTES, job->bytes);
    wire_end(out, head + MESSAGE_HEAD);
    return out->failed;
}

static void put_lines(struct buf *b, const struct article_line *lines, size_t n)
{
    size_t start = wire_begin(b, WIRE_LINES);
    for (size_t i = 0; i < n && i < MESSAGE_LINES_MAX; i++) {
        wire_put_number(b, lines[i].line, 8);
        wire_put_number(b, lines[i].article, 8);
    }
    wire_end(b, start);
}

enum err message_put_answer(struct buf *out, const struct answer *answer)
{
    size_t head = out->n;
    wire_put_number(out, 0, MESSAGE_HEAD);
    wire_put_uint(out, WIRE_ID, answer->id);
    wire_put_uint(out, WIRE_SANDBOX, (uint64_t)answer->sandbox);
    wire_put_uint(out, WIRE_ERR, (uint64_t)answer->err);
    wire_put_span(out, WIRE_WHY, answer->why);
    wire_put_span(out, WIRE_TITLE, answer->title);
    wire_put_uint(out, WIRE_TTL, (uint64_t)(answer->ttl_minutes > 0 ? answer->ttl_minutes : 0));
    wire_put_uint(out, WIRE_IS_FEED, answer->is_feed);
    wire_put_uint(out, WIRE_SKIP_HOURS, answer->skip_hours);
    wire_put_uint(out, WIRE_SKIP_DAYS, answer->skip_days);
    wire_put_uint(out, WIRE_GAP, (uint64_t)(answer->gap > 0 ? answer->gap : 0));
    wire_put_uint(out, WIRE_IS_PAGE, answer->is_page);
    wire_put_uint(out, WIRE_IS_ARTICLE, answer->is_article);
    wire_put_span(out, WIRE_FEED_LINK, answer->feed_link);
    for (size_t i = 0; i < answer->n_told && i < MESSAGE_TOLD_MAX; i++) {
        size_t start = wire_begin(out, WIRE_TOLD);
        if (message_put_told(out, &answer->told[i]))
            break; /* and out remembers why */
        wire_end(out, start);
    }
    put_lines(out, answer->lines, answer->n_lines);
    wire_end(out, head + MESSAGE_HEAD);
    return out->failed;
}

size_t message_length(const char *head)
{
    return (size_t)wire_number(span_make(head, MESSAGE_HEAD));
}

static uint64_t *get_hashes(struct span body, size_t *n, struct arena *a)
{
    *n = body.n / 8 < MESSAGE_KNOWN_MAX ? body.n / 8 : MESSAGE_KNOWN_MAX;
    uint64_t *hashes = arena_array(a, *n + 1, sizeof *hashes);
    for (size_t i = 0; hashes && i < *n; i++)
        hashes[i] = wire_number(span_sub(body, i * 8, 8));
    if (!hashes)
        *n = 0;
    return hashes;
}

enum err message_get_job(struct span body, struct job *job, struct arena *a)
{
    enum wire_tag tag;
    struct span field;
    bool bad = false;
    *job = (struct job){.published = WHEN_NONE};
    while (wire_next(&body, &tag, &field, &bad)) {
        switch (tag) {
        case WIRE_ID:
            job->id = (uint32_t)wire_number(field);
            break;
        case WIRE_KIND:
            job->kind =
                wire_number(field) <= JOB_TEXT ? (enum job_kind)wire_number(field) : JOB_ANY;
            break;
        case WIRE_NAME:
            job->name = field;
            break;
        case WIRE_BASE:
            job->base = field;
            break;
        case WIRE_TYPE:
            job->content_type = field;
            break;
        case WIRE_LANG:
            job->lang = field;
            break;
        case WIRE_NOW:
            job->now = (int64_t)wire_number(field);
            break;
        case WIRE_MAX_ITEMS:
            job->max_items = (uint32_t)wire_number(field);
            break;
        case WIRE_KEY:
            job->key = field;
            break;
        case WIRE_TITLE:
            job->title = field;
            break;
        case WIRE_PUBLISHED:
            job->published = wire_moment(field);
            break;
        case WIRE_KNOWN:
            job->known = get_hashes(field, &job->n_known, a);
            break;
        case WIRE_BYTES:
            job->bytes = field;
            break;
        default:
            break;
        }
    }
    return bad ? ERR_SYNTAX : ERR_OK;
}

static void get_lines(struct span body, struct answer *answer, struct arena *a)
{
    enum { LINE_BYTES = 16 };
    size_t n = body.n / LINE_BYTES < MESSAGE_LINES_MAX ? body.n / LINE_BYTES : MESSAGE_LINES_MAX;
    answer->lines = arena_array(a, n + 1, sizeof *answer->lines);
    answer->n_lines = answer->lines ? n : 0;
    for (size_t i = 0; i < answer->n_lines; i++)
        answer->lines[i] =
            (struct article_line){wire_number(span_sub(body, i * LINE_BYTES, 8)),
                                  wire_number(span_sub(body, i * LINE_BYTES + 8, 8))};
}

enum err message_get_answer(struct span body, struct answer *answer, struct arena *a)
{
    enum wire_tag tag;
    struct span field;
    bool bad = false;
    size_t room = wire_count(body, WIRE_TOLD, MESSAGE_TOLD_MAX);
    *answer = (struct answer){.told = arena_array(a, room + 1, sizeof(struct told))};
    if (!answer->told)
        return ERR_NOMEM;
    while (wire_next(&body, &tag, &field, &bad)) {
        enum err e = ERR_OK;
        if (tag == WIRE_ID)
            answer->id = (uint32_t)wire_number(field);
        else if (tag == WIRE_ERR)
            answer->err =
                wire_number(field) <= ERR_STOPPED ? (enum err)wire_number(field) : ERR_SYNTAX;
        else if (tag == WIRE_SANDBOX)
            answer->sandbox = wire_number(field) <= SANDBOX_WHOLE ? (enum sandbox)wire_number(field)
                                                                  : SANDBOX_UNKNOWN;
        else if (tag == WIRE_WHY)
            answer->why = field;
        else if (tag == WIRE_TITLE)
            answer->title = field;
        else if (tag == WIRE_TTL)
            answer->ttl_minutes = (int32_t)(wire_number(field) & 0xffffff);
        else if (tag == WIRE_IS_FEED)
            answer->is_feed = wire_number(field) != 0;
        else if (tag == WIRE_SKIP_HOURS)
            answer->skip_hours = (uint32_t)(wire_number(field) & 0xffffff);
        else if (tag == WIRE_SKIP_DAYS)
            answer->skip_days = (uint32_t)(wire_number(field) & 0x7f);
        else if (tag == WIRE_GAP)
            answer->gap = (int64_t)(wire_number(field) & 0xffffffff);
        else if (tag == WIRE_IS_PAGE)
            answer->is_page = wire_number(field) != 0;
        else if (tag == WIRE_IS_ARTICLE)
            answer->is_article = wire_number(field) != 0;
        else if (tag == WIRE_FEED_LINK)
            answer->feed_link = field;
        else if (tag == WIRE_LINES)
            get_lines(field, answer, a);
        else if (tag == WIRE_TOLD && answer->n_told < room)
            e = message_get_told(field, &answer->told[answer->n_told++], a);
        if (e)
            return e;
    }
    return bad ? ERR_SYNTAX : ERR_OK;
}
