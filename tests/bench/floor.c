/* floor.c - the least that moving a strip can cost: its memcpy, row by row, and nothing else.
 *
 * A tool of tests/bench/paint, which counts what lies between two calls of floor_frame.
 * usage: bench_floor FRAMES show --size WxH --layout LAYOUT      (W under 2048)
 * Says on standard output how high the strip is. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "run/stage.h"

/* From a tile of 2048 px, ever further on, as the painters do: how many instructions memcpy takes
 * hangs on how its two ends lie to one another. */
enum { PIXEL = 4, TILE_BYTES = 2048 * PIXEL, STEP_BYTES = 6 * PIXEL };

void floor_frame(char *to, const char *from, int pitch, struct box strip);

/* Not inlined: its entry is what is counted between. */
__attribute__((noinline)) void floor_frame(char *to, const char *from, int pitch, struct box strip)
{
    to += (ptrdiff_t)strip.y * pitch + (ptrdiff_t)strip.x * PIXEL;
    for (int y = 0; y < strip.h; y++, to += pitch, from += TILE_BYTES)
        memcpy(to, from, (size_t)strip.w * PIXEL);
}

int main(int argc, char **argv)
{
    struct cli cli;
    struct stage stage;
    bool done = false;
    int frames = argc > 1 ? atoi(argv[1]) : 0;
    if (argc < 3 || cli_init(&cli, argc - 1, argv + 1, &done) || done || stage_init(&stage, &cli))
        return 64;
    int w, h;
    conf_size(&cli.conf, OPTION_SIZE, &w, &h);
    struct layout_opts o = stage_scene_opts(&stage, &cli, w, h, 60).layout;
    struct box strip = layout_strip_box(&o);
    int pitch = o.w * PIXEL;
    char *to = calloc((size_t)pitch, (size_t)o.h);
    char *from = calloc(TILE_BYTES, (size_t)strip.h + 1);
    if (!to || !from || pitch >= TILE_BYTES)
        return 70;
    (void)printf("%d\n", strip.h);
    for (int i = frames; i > 0; i--)
        floor_frame(to, from + (size_t)i * STEP_BYTES % (TILE_BYTES - (size_t)pitch), pitch, strip);
    free(to);
    free(from);
    stage_finish(&stage);
    cli_finish(&cli);
    return 0;
}
