/* entry.h - an item (or the feed itself) while it is being read.
 *
 * Floor 2. One thread at a time. Feeds say the same thing in several elements, good ones and
 * poor ones: each value comes with a rank, and the best stays. Of equals the first stays. */
#ifndef MOTOGRAPH_FEED_ENTRY_H
#define MOTOGRAPH_FEED_ENTRY_H

#include "feed/feed.h"
#include "feed/pace.h"

enum entry_field {
    ENTRY_NONE, /* for elements that are passed over */
    ENTRY_TITLE,
    ENTRY_SUMMARY,
    ENTRY_CONTENT,
    ENTRY_AUTHOR,
    ENTRY_LINK,
    ENTRY_ID,
    ENTRY_LANG,
    ENTRY_TTL, /* these five: how often the feed may be asked */
    ENTRY_PERIOD,
    ENTRY_FREQUENCY,
    ENTRY_SKIP_HOUR,
    ENTRY_SKIP_DAY,
    ENTRY_PUBLISHED,
    ENTRY_UPDATED,
    ENTRY_CREATED,
    ENTRY_FIELDS
};

struct entry {
    struct item item;
    int64_t created;
    struct pace pace;
    uint8_t rank[ENTRY_FIELDS]; /* of what is there; 0: nothing */
};

/* An entry that holds nothing. */
void entry_init(struct entry *d);

/* True when a value of that rank (from 1 on) would be taken. */
bool entry_wants(const struct entry *d, enum entry_field field, unsigned rank);

/* Takes a text, which lies in the feed's arena; an empty one is not taken. */
void entry_text(struct entry *d, enum entry_field field, unsigned rank, struct span text);
/* The same where of equals the last counts: RSS has one link, and who writes several is read so by
 * other readers. */
void entry_text_again(struct entry *d, enum entry_field field, unsigned rank, struct span text);
/* Takes a date, or what is said of the pace, as written, if it can be read. */
void entry_value(struct entry *d, enum entry_field field, unsigned rank, struct span text);

/* True when the draft is one of the newest so many of the feed so far; of equals the first are. */
bool entry_is_new(const struct entry *d, const struct feed *feed, size_t newest);
/* Of the draft only its dates stay. */
void entry_forget(struct entry *d);

/* The draft as one more item of the feed. ERR_TOO_BIG when the feed is full
 * (and cut), ERR_NOMEM. */
MUST_USE enum err entry_push(const struct entry *d, struct feed *feed, size_t *cap,
                             struct arena *a);
/* The draft as what the feed says of itself. */
void entry_head(const struct entry *d, struct feed *feed);

#endif
