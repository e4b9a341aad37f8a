/* scene_opts.c - a scene's options, and what hands and settings make of them. Floor 9. Main thread.
 * Knows no scene. */
#include "run/scene_opts.h"

#include "view/crawl.h"

enum { SAMPLE_WORDS = 8 };
enum { WPM_LEAST = 10, WPM_MOST = 2000 };
static const double SPEED_LEAST = 10, SPEED_MOST = 4000; /* px/s */
enum { STRIP_SHARE = 45 }; /* per cent of the strip's height that its type takes, for the pace */

/* Speed by reading speed: the mean word of a plain sample in the strip's type. */
double scene_opts_pace(const struct scene_opts *opts)
{
    static const struct span sample = SPAN("the news of the day in eight words ");
    const struct layout_opts *o = &opts->layout;
    if (opts->speed > 0)
        return opts->speed;
    struct type_style style = {layout_strip_box(o).h * STRIP_SHARE / 100, TYPE_REGULAR};
    int width = o->measure->width(o->measure->data, sample, span_make(NULL, 0), style);
    return crawl_speed(opts->wpm, width / SAMPLE_WORDS);
}

static double between(double value, double least, double most)
{
    return value < least ? least : value > most ? most : value;
}

void scene_opts_faster(struct scene_opts *opts, double factor)
{
    opts->wpm = (int)between(opts->wpm * factor, WPM_LEAST, WPM_MOST);
    if (opts->speed > 0)
        opts->speed = between(opts->speed * factor, SPEED_LEAST, SPEED_MOST);
}

struct scene_opts scene_opts_renewed(const struct scene_opts *now, const struct scene_opts *given,
                                     const struct scene_opts *opts)
{
    struct scene_opts new = *opts;
    new.refresh = now->refresh;
    new.layout.w = now->layout.w;
    new.layout.h = now->layout.h;
    if (opts->layout.kind == given->layout.kind)
        new.layout.kind = now->layout.kind;
    if (opts->wpm == given->wpm && opts->speed == given->speed) {
        new.wpm = now->wpm;
        new.speed = now->speed;
    }
    return new;
}
