/* shot.c - `motograph shot`: one frame as a picture, no display needed. Floor 9. Main thread. */
#include "base/log.h"
#include "run/command.h"
#include "run/desk.h"
#include "run/stage.h"
#include "view/paint.h"

enum { SHOT_W = 1920, SHOT_H = 1080, SHOT_REFRESH = 60 };

/* The size of the output as asked; the upright one is turned back for a display on its side. */
static void sizes(const struct conf *c, int *w, int *h, int *upright_w, int *upright_h)
{
    conf_size(c, OPTION_SIZE, w, h);
    *w = *w ? *w : SHOT_W;
    *h = *h ? *h : SHOT_H;
    enum rotation rotation = (enum rotation)conf_int(c, OPTION_ROTATE);
    bool turned = rotation == ROTATE_90 || rotation == ROTATE_270;
    *upright_w = turned ? *h : *w;
    *upright_h = turned ? *w : *h;
}

/* Runs the show without drawing to the frame that is asked for, then draws that one. */
static enum err draw(struct scene *scene, struct paint *paint, const struct clock *clock, double at)
{
    struct scene_frame frame;
    long frames = (long)(at * SHOT_REFRESH);
    int64_t start = clock_now(clock);
    for (long i = 0; i <= frames; i++) {
        int64_t ms = i * 1000 / SHOT_REFRESH;
        struct scene_time t = {.now = start + ms / 1000,
                               .local = clock_local(start + ms / 1000),
                               .clock_known = clock_known(clock),
                               .ms = ms,
                               .wall_ms = start * 1000 + ms};
        if (i == frames)
            scene_redraw(scene);
        scene_frame(scene, &t, &frame);
    }
    enum err e = paint->ops->still(paint, frame.still);
    if (!e && frame.over)
        e = paint->ops->over(paint, frame.over);
    return e ? e : paint->ops->present(paint, &frame.strip);
}

static enum exit_code draw_and_write(struct cli *cli, struct desk *desk, struct stage *st,
                                     struct story_batch *b)
{
    int w, h, upright_w, upright_h;
    struct why why = {.text = "out of memory"};
    sizes(&cli->conf, &w, &h, &upright_w, &upright_h);
    struct scene_opts opts = stage_scene_opts(st, cli, upright_w, upright_h, SHOT_REFRESH);
    struct scene *scene = scene_create(&opts);
    struct paint *paint = paint_dump_create(w, h, NULL, st->type, opts.layout.rotation, &why);
    enum err e = scene && paint ? ERR_OK : ERR_NOMEM;
    if (scene) {
        scene_take(scene, b, clock_now(&desk->clock));
        scene_set_state(scene, STATE_GOOD);
    } else {
        story_batch_destroy(b);
    }
    if (!e)
        e = draw(scene, paint, &desk->clock, conf_real(&cli->conf, OPTION_AT));
    if (!e)
        e = paint_dump_write(paint, conf_cstr(&cli->conf, OPTION_OUTPUT), &why);
    if (paint)
        paint->ops->destroy(paint);
    scene_destroy(scene);
    if (!e)
        return EXIT_CODE_DONE;
    log_error("%s: %s", conf_cstr(&cli->conf, OPTION_OUTPUT), why.text);
    return EXIT_CODE_OUTPUT;
}

enum exit_code shot_run(struct cli *cli)
{
    struct desk desk;
    struct stage st = {0};
    struct story_batch *b = NULL;
    if (!conf_cstr(&cli->conf, OPTION_OUTPUT)) {
        log_error("shot: -o FILE.png says where the picture goes");
        return EXIT_CODE_USAGE;
    }
    enum exit_code code = desk_init(&desk, cli);
    if (code == EXIT_CODE_DONE)
        code = desk_gather(&desk, cli, &b);
    if (b) {
        enum exit_code drawn = stage_init(&st, cli);
        if (drawn == EXIT_CODE_DONE)
            drawn = draw_and_write(cli, &desk, &st, b);
        else
            story_batch_destroy(b);
        code = drawn ? drawn : code;
    }
    stage_finish(&st);
    desk_finish(&desk);
    return code;
}
