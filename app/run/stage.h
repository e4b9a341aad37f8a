/* stage.h - what show and shot set up alike: theme, words, type, measuring, the scene's settings.
 *
 * Floor 9. Main thread. */
#ifndef MOTOGRAPH_RUN_STAGE_H
#define MOTOGRAPH_RUN_STAGE_H

#include "run/cli.h"
#include "run/scene.h"
#include "run/settings.h"
#include "view/type.h"

struct stage {
    struct settings settings;
    struct theme theme; /* of the settings, or dimmed */
    struct words *words;
    struct type *type;
    struct measure measure;
};

/* What is wrong is said on standard error. */
enum exit_code stage_init(struct stage *st, const struct cli *cli);
void stage_finish(struct stage *st); /* twice is harmless */

/* Other settings than before; scenes are to be given their part of them (stage_scene_opts). */
void stage_take(struct stage *st, const struct settings *settings);
/* The theme as it is, or dimmed; scenes see it at their next picture. */
void stage_dim(struct stage *st, bool dim);

/* Settings of a scene of this upright size; everything in it lives as long as stage and cli. The
 * screen has no age limit of its own: what is too old leaves when the worker sends what is newer,
 * so that an outage of days ends in old news with their age, not in an empty wall. */
struct scene_opts stage_scene_opts(const struct stage *st, const struct cli *cli, int w, int h,
                                   double refresh);

#endif
