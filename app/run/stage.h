/* stage.h - what show and shot set up alike: theme, words, type, measuring, the scene's settings.
 *
 * Floor 9. Main thread. */
#ifndef MOTOGRAPH_RUN_STAGE_H
#define MOTOGRAPH_RUN_STAGE_H

#include "run/cli.h"
#include "run/scene.h"
#include "view/type.h"

enum { STAGE_LANG_MAX = 24 };

struct stage {
    struct theme theme; /* its type sized for the distance */
    struct words *words;
    struct type *type;
    struct measure measure;
    char lang[STAGE_LANG_MAX]; /* of the wall: "de", "en-us" */
};

/* What is wrong is said on standard error. */
enum exit_code stage_init(struct stage *st, const struct cli *cli);
void stage_finish(struct stage *st); /* twice is harmless */

/* Settings of a scene of this upright size; everything in it lives as long as stage and cli. The
 * screen has no age limit of its own: what is too old leaves when the worker sends what is newer,
 * so that an outage of days ends in old news with their age, not in an empty wall. */
struct scene_opts stage_scene_opts(const struct stage *st, const struct cli *cli, int w, int h,
                                   double refresh);

#endif
