/* told.h - one article, condensed: what ingest gives back.
 *
 * Floor 4. Any thread. Plain data in one arena; crosses the pipe between the
 * two programs by ingest/message.h. */
#ifndef MOTOGRAPH_STORY_TOLD_H
#define MOTOGRAPH_STORY_TOLD_H

#include <stddef.h>
#include <stdint.h>

#include "article/article.h"
#include "base/arena.h"
#include "base/err.h"
#include "base/span.h"

enum { TOLD_FACTS_MAX = 12, TOLD_TERMS_MAX = 160 };

enum fact_kind {
    FACT_WHO,
    FACT_WHAT,
    FACT_WHEN,
    FACT_WHERE,
    FACT_WHY,
    FACT_HOW,
    FACT_QUOTE,
    FACT_NUMBER,
    FACT_CONTEXT
};
enum { FACT_KINDS = FACT_CONTEXT + 1 };

/* "who", "what" ...; static storage. */
const char *fact_kind_name(enum fact_kind kind);

struct fact {
    enum fact_kind kind;
    struct span text; /* one line, clean */
    unsigned source;  /* in a told: 0; in a story: index of the telling */
    unsigned score;   /* the larger the sooner it is shown */
};

/* A word of the merge vector: hash of its key form and its weight in this telling. */
struct term {
    uint64_t hash;
    float weight;
};

struct told {
    struct span key;      /* identity within its source: guid, else link, else a hash in hex */
    struct span title;    /* the title, cleaned ("- Outlet", "LIVE:" gone) */
    struct span headline; /* what is shown; the title where there is one */
    struct span link;
    struct span outlet; /* as the text or page names it; the configuration's name wins */
    struct span lang;
    struct span lead;       /* the first content sentences, at most 600 bytes */
    uint32_t text_bytes;    /* of the article's text: a teaser has few */
    struct article_day day; /* of plain text; year 0 when it is open */
    int64_t published;      /* WHEN_NONE where unknown */
    int64_t updated;
    struct fact *facts; /* best first */
    size_t n_facts;
    struct term *terms; /* sorted by hash, each once, not normalised */
    size_t n_terms;
};

/* A told with all it holds in the arena. False when memory is out. */
MUST_USE bool told_copy(struct told *to, const struct told *from, struct arena *a);

#endif
