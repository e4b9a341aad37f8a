/* say.h - what a person says on the wall (`motograph ctl say`): stories of their own, for a while.
 *
 * Floor 9. The worker's thread. Lives in memory: a restart forgets what was said. */
#ifndef MOTOGRAPH_RUN_SAY_H
#define MOTOGRAPH_RUN_SAY_H

#include "base/buf.h"
#include "story/story.h"

enum { SAY_MAX = 16, SAY_TEXT_MAX = 500, SAY_FOR = 15 * 60, SAY_FOR_MOST = 7 * 86400 };

struct say {
    struct {
        char text[SAY_TEXT_MAX + 1];
        int64_t said, expires;
        bool breaking;
    } list[SAY_MAX]; /* oldest first */
    size_t n;
};

/* Answers "say [--for TIME] [--breaking] TEXT" and "unsay", which takes back all that was said.
 * What is wrong begins with "error: "; nothing is added where the line is neither. True when the
 * wall is to change. The same text again counts anew. */
bool say_answer(struct say *s, struct span line, int64_t now, struct buf *out);

/* Puts what is said now before the stories of a batch; what is over is forgotten. lang: the
 * wall's; name: who says it, may be empty. What memory does not allow is left out. */
void say_add(struct say *s, struct span lang, struct span name, int64_t now, struct story_batch *b);

/* The wall clock was set forward by so many seconds. */
void say_clock_set(struct say *s, int64_t by);

#endif
