/* scene.h - what the screen shows at each presented frame: the rundown, the card, the crawl.
 *
 * Floor 9. Main thread. Knows no SDL and reads no clock: time and the measuring function come
 * in, draw lists go out; so `show` and `shot` are one way. */
#ifndef MOTOGRAPH_RUN_SCENE_H
#define MOTOGRAPH_RUN_SCENE_H

#include "play/rundown.h"
#include "run/scene_opts.h"
#include "view/crawl.h"

struct scene;

struct scene_time {
    int64_t now;             /* wall, for ages */
    struct when_civil local; /* for the clock on the screen */
    bool clock_known;
    int64_t ms;      /* monotonic, for cards */
    int64_t wall_ms; /* after 1970, for screens in step */
};

/* One presented frame. Everything is BORROWED until the next call. */
struct scene_frame {
    const struct draw_list *still;    /* NULL: unchanged */
    const struct draw_list *over;     /* NULL: unchanged */
    const struct draw_list *ahead;    /* the crawl item to rasterise next, NULL: none */
    const struct draw_list *entering; /* before it the one that is partly in, NULL: none */
    const struct draw_list *card; /* the next still picture as it will be, NULL: none or not yet */
    struct strip strip;
    bool moving; /* the next frame differs; else nothing happens for wait_ms */
    int wait_ms;
};

struct scene *scene_create(const struct scene_opts *opts); /* NULL: memory is out */
void scene_destroy(struct scene *s);                       /* NULL is allowed */

/* TAKES the batch. */
void scene_take(struct scene *s, struct story_batch *batch, int64_t now);
void scene_set_state(struct scene *s, enum layout_state state);

/* Advances by one presented frame. */
void scene_frame(struct scene *s, const struct scene_time *t, struct scene_frame *out);
/* Everything is drawn anew at the next frame: a new painter, a new size. */
void scene_redraw(struct scene *s);

void scene_pause(struct scene *s, bool paused);
bool scene_paused(const struct scene *s);
void scene_skip(struct scene *s, int places, const struct scene_time *t); /* +1 next, -1 previous */
void scene_faster(struct scene *s, double factor);
void scene_next_layout(struct scene *s);
/* Other settings; size and refresh stay as they are. What hands changed stays unless the settings
 * change it, too. The strip goes on where it is, and what comes next is in the new look; only where
 * the strip itself is another one (layout, direction, height) does it begin anew. */
void scene_renew(struct scene *s, const struct scene_opts *opts);
/* After a time in which nobody saw anything: the next card, the strip from its beginning. */
void scene_restart(struct scene *s);
/* Upright size and measured refresh; parts that depend on them are made anew. */
void scene_resize(struct scene *s, int w, int h);
void scene_set_refresh(struct scene *s, double refresh);

/* Address of what is shown at a point; the empty span where there is none. BORROWED until the next
 * frame. */
struct span scene_link(const struct scene *s, int x, int y);
/* Id of the card that is shown, empty without one. BORROWED likewise. */
struct span scene_shown(const struct scene *s);
struct crawl_pace scene_pace(const struct scene *s);

#endif
