/* digest.h - what is asked of an article in pieces: its best sentences, and answers by question.
 *
 * Floor 4. Any thread. For inspection; the screen shows told.h's headline and facts. */
#ifndef MOTOGRAPH_STORY_DIGEST_H
#define MOTOGRAPH_STORY_DIGEST_H

#include "article/article.h"
#include "story/body.h"
#include "story/excerpt.h"
#include "story/told.h"

enum { DIGEST_MAX = 8 };

struct digest_opts {
    struct budget headline; /* max 0: as told */
    size_t sentences;       /* how many; 0: as many as chars hold */
    size_t chars;           /* of all sentences together; 0: DIGEST_MAX sentences */
};

struct digest {
    struct span headline;
    struct span sentences[DIGEST_MAX];
    struct span who[DIGEST_MAX], what[DIGEST_MAX], when[DIGEST_MAX], where[DIGEST_MAX];
    struct span why[DIGEST_MAX], how[DIGEST_MAX];
    size_t n_sentences, n_who, n_what, n_when, n_where, n_why, n_how;
};

/* body: as condense_article took the article apart; told: what it made of it. Texts are in the
 * arena or in the body. */
void digest_make(const struct body *body, const struct told *told, const struct digest_opts *opts,
                 struct digest *out, struct arena *a);

#endif
