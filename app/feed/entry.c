/* entry.c - an item while it is being read. Floor 2. One thread at a time. Knows no format. */
#include "feed/entry.h"

#include "base/when.h"

void entry_init(struct entry *d)
{
    *d = (struct entry){.created = WHEN_NONE};
    d->item.published = d->item.updated = WHEN_NONE;
}

bool entry_wants(const struct entry *d, enum entry_field field, unsigned rank)
{
    return rank > d->rank[field];
}

static struct span *text_of(struct entry *d, enum entry_field field)
{
    switch (field) {
    case ENTRY_TITLE:
        return &d->item.title;
    case ENTRY_SUMMARY:
        return &d->item.summary;
    case ENTRY_CONTENT:
        return &d->item.content;
    case ENTRY_AUTHOR:
        return &d->item.author;
    case ENTRY_LINK:
        return &d->item.link;
    case ENTRY_ID:
        return &d->item.id;
    case ENTRY_LANG:
        return &d->item.lang;
    default:
        return NULL;
    }
}

void entry_text(struct entry *d, enum entry_field field, unsigned rank, struct span text)
{
    struct span *place = text_of(d, field);
    if (!place || text.n == 0 || !entry_wants(d, field, rank))
        return;
    *place = text;
    d->rank[field] = (uint8_t)rank;
}

void entry_text_again(struct entry *d, enum entry_field field, unsigned rank, struct span text)
{
    if (text.n && d->rank[field] == rank)
        d->rank[field] = 0;
    entry_text(d, field, rank, text);
}

static bool read_date(struct entry *d, enum entry_field field, struct span text)
{
    int64_t moment;
    if (!when_parse(text, &moment))
        return false;
    if (field == ENTRY_PUBLISHED)
        d->item.published = moment;
    else if (field == ENTRY_UPDATED)
        d->item.updated = moment;
    else
        d->created = moment;
    return true;
}

/* True when the value was read and is the only one of its field. */
static bool read_value(struct entry *d, enum entry_field field, struct span text)
{
    switch (field) {
    case ENTRY_TTL:
        return pace_ttl(&d->pace, text);
    case ENTRY_PERIOD:
        return pace_period(&d->pace, text);
    case ENTRY_FREQUENCY:
        return pace_frequency(&d->pace, text);
    case ENTRY_SKIP_HOUR:
        (void)pace_hour(&d->pace, text);
        return false;
    case ENTRY_SKIP_DAY:
        (void)pace_day(&d->pace, text);
        return false;
    default:
        return read_date(d, field, text);
    }
}

void entry_value(struct entry *d, enum entry_field field, unsigned rank, struct span text)
{
    text = span_trim(text);
    if (entry_wants(d, field, rank) && read_value(d, field, text))
        d->rank[field] = (uint8_t)rank;
}

static int64_t published(const struct entry *d)
{
    bool none = d->item.published == WHEN_NONE && d->item.updated == WHEN_NONE;
    return none ? d->created : d->item.published;
}

bool entry_is_new(const struct entry *d, const struct feed *feed, size_t newest)
{
    size_t ahead = 0;
    for (size_t i = 0; i < feed->n_items && ahead < newest; i++)
        ahead += feed->items[i].published >= published(d);
    return ahead < newest;
}

void entry_forget(struct entry *d)
{
    struct entry bare;
    entry_init(&bare);
    bare.item.published = published(d);
    bare.item.updated = d->item.updated;
    *d = bare;
}

enum err entry_push(const struct entry *d, struct feed *feed, size_t *cap, struct arena *a)
{
    if (feed->n_items >= FEED_ITEMS_MAX) {
        feed->cut = true;
        return ERR_TOO_BIG;
    }
    struct item *items = arena_grow(a, feed->items, feed->n_items, cap, sizeof *items);
    if (!items)
        return ERR_NOMEM;
    struct item *item = &items[feed->n_items++];
    *item = d->item;
    item->published = published(d);
    feed->items = items;
    return ERR_OK;
}

void entry_head(const struct entry *d, struct feed *feed)
{
    feed->title = d->item.title;
    feed->link = d->item.link;
    feed->summary = d->item.summary;
    feed->language = d->item.lang;
    feed->id = d->item.id;
    feed->ttl_minutes = pace_minutes(&d->pace);
    feed->skip_hours = pace_hours(&d->pace);
    feed->skip_days = pace_days(&d->pace);
    feed->updated = d->item.updated != WHEN_NONE ? d->item.updated : d->item.published;
}
