/* scene_opts.h - a scene's options, and what hands and settings make of them.
 *
 * Floor 9. Main thread. Pure. */
#ifndef MOTOGRAPH_RUN_SCENE_OPTS_H
#define MOTOGRAPH_RUN_SCENE_OPTS_H

#include "view/layout.h"

struct scene_opts {
    struct layout_opts layout; /* w and h upright; theme, measure and words BORROWED */
    double refresh;            /* Hz */
    int wpm;
    double speed;    /* px/s; 0: by wpm */
    int64_t max_age; /* seconds, 0: none */
    size_t max_stories;
    int drift; /* px */
    bool sync; /* in step with the wall clock */
};

/* The strip's speed, px/s. */
double scene_opts_pace(const struct scene_opts *opts);
void scene_opts_faster(struct scene_opts *opts, double factor);
/* What `opts` make of the options as they are now, when they were given as `given`: size and
 * refresh stay; layout and speed stay as hands have set them where the settings did not change. */
struct scene_opts scene_opts_renewed(const struct scene_opts *now, const struct scene_opts *given,
                                     const struct scene_opts *opts);

#endif
