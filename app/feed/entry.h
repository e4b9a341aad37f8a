/* draft.h - an item (or the feed itself) while it is being read.
 *
 * Floor 2. One thread at a time. Feeds say the same thing in several elements, good ones and
 * poor ones: each value comes with a rank, and the best stays. Of equals the first stays. */
#ifndef MOTOGRAPH_FEED_DRAFT_H
#define MOTOGRAPH_FEED_DRAFT_H

#include "feed/feed.h"

enum draft_field {
    DRAFT_NONE, /* for elements that are passed over */
    DRAFT_TITLE,
    DRAFT_SUMMARY,
    DRAFT_CONTENT,
    DRAFT_AUTHOR,
    DRAFT_LINK,
    DRAFT_ID,
    DRAFT_LANG,
    DRAFT_TTL,
    DRAFT_PUBLISHED,
    DRAFT_UPDATED,
    DRAFT_CREATED,
    DRAFT_FIELDS
};

struct draft {
    struct item item;
    int64_t created;
    int32_t ttl_minutes;
    uint8_t rank[DRAFT_FIELDS]; /* of what is there; 0: nothing */
};

void draft_init(struct draft *d);

/* True when a value of that rank (from 1 on) would be taken. */
bool draft_wants(const struct draft *d, enum draft_field field, unsigned rank);

/* Takes a text, which lies in the feed's arena; an empty one is not taken. */
void draft_text(struct draft *d, enum draft_field field, unsigned rank, struct span text);
/* Takes a date or the number of minutes as written, if it can be read. */
void draft_value(struct draft *d, enum draft_field field, unsigned rank, struct span text);

/* The draft as one more item of the feed. ERR_TOO_BIG when the feed is full
 * (and cut), ERR_NOMEM. */
MUST_USE enum err draft_push(const struct draft *d, struct feed *feed, size_t *cap,
                             struct arena *a);
/* The draft as what the feed says of itself. */
void draft_head(const struct draft *d, struct feed *feed);

#endif
