/* The GPU painter against the dump painter, on software GL drawing into nothing. Skipped where
 * there is no such driver. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "view/paint.h"

enum { W = 1300, H = 1100, STRIP_Y = 1010, STRIP_H = 60 }; /* more than one tile both ways */

/* GL drivers keep memory until the end and are unloaded by then. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
    return "detect_leaks=0";
}

static struct type *type;
static struct draw_list board, item;

static int start(void **state)
{
    static const char text[] = "Harbour board opens the night ferry to the islands again after "
                               "eleven years of talks with two companies";
    struct type_style style = {40, TYPE_BOLD};
    (void)state;
    type = type_create(&(struct type_opts){.chain = TEST_FONTS "/chain.conf"}, NULL);
    if (!type || drawlist_init(&board, W, H) || drawlist_init(&item, 1, STRIP_H))
        return -1;
    board.back = 0x203040;
    drawlist_text(&board, (struct box){20, 4, W, 70}, span_of(text), span_of("en"), style, 0xffffff,
                  DIRECTION_LTR);
    drawlist_fill(&board, (struct box){900, 980, 300, 100}, 0xc04020);
    drawlist_seal(&board);
    item.w = type_width(type, span_of(text), span_of("en"), style);
    item.back = 0x102030;
    drawlist_text(&item, (struct box){0, 0, item.w, 60}, span_of(text), span_of("en"), style,
                  0xffffff, DIRECTION_LTR);
    drawlist_seal(&item);
    return setenv("SDL_VIDEODRIVER", "offscreen", 1);
}

static int stop(void **state)
{
    (void)state;
    drawlist_finish(&item);
    drawlist_finish(&board);
    type_destroy(type);
    return 0;
}

static SDL_Window *open_window(int w, int h)
{
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return NULL;
    return SDL_CreateWindow("test", 0, 0, w, h, SDL_WINDOW_OPENGL);
}

static int difference(uint32_t a, uint32_t b)
{
    int worst = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int d = abs((int)(a >> shift & 0xff) - (int)(b >> shift & 0xff));
        worst = d > worst ? d : worst;
    }
    return worst;
}

/* What the renderer has drawn; before it is presented, as that may forget it. */
static void same_as(SDL_Window *window, const SDL_Surface *want)
{
    uint32_t *got = malloc((size_t)want->w * (size_t)want->h * sizeof *got);
    assert_non_null(got);
    assert_int_equal(SDL_RenderReadPixels(SDL_GetRenderer(window), NULL, SDL_PIXELFORMAT_RGB888,
                                          got, want->w * (int)sizeof *got),
                     0);
    for (int y = 0; y < want->h; y++) {
        const char *row = (const char *)want->pixels + (size_t)y * (size_t)want->pitch;
        for (int x = 0; x < want->w; x++)
            assert_true(
                difference(got[y * want->w + x], ((const uint32_t *)(const void *)row)[x]) <= 1);
    }
    free(got);
}

static void show(struct paint *p, int frame)
{
    struct strip_item one = {&item, 200 - frame * 300};
    struct strip s = {{0, STRIP_Y, W, STRIP_H}, 0x302010, DIRECTION_LTR, &one, 1};
    if (frame == 0)
        assert_int_equal(p->ops->still(p, &board), ERR_OK);
    if (frame == 1)
        assert_int_equal(p->ops->over(p, &item), ERR_OK);
    while (!p->ops->prepare(p, &item))
        ;
    if (frame == 2)
        p->ops->lost(p);
    assert_int_equal(p->ops->present(p, &s), ERR_OK);
}

static void compare(enum rotation r)
{
    bool lies = r == ROTATE_90 || r == ROTATE_270;
    int w = lies ? H : W, h = lies ? W : H;
    SDL_Window *window = open_window(w, h);
    struct why why = {0};
    struct paint *gpu = NULL, *dump = paint_dump_create(w, h, NULL, type, r, NULL);
    if (window)
        gpu = paint_gpu_create(
            &(struct paint_gpu_opts){.window = window, .rotation = r, .force = true}, type, &why);
    if (!gpu) {
        dump->ops->destroy(dump);
        SDL_Quit();
        skip();
    }
    assert_string_equal(gpu->ops->name, "gpu");
    for (int frame = 0; frame < 4; frame++) {
        show(gpu, frame);
        show(dump, frame);
        same_as(window, paint_dump_surface(dump));
    }
    gpu->ops->blank(gpu, true);
    dump->ops->blank(dump, true);
    show(gpu, 3);
    same_as(window, paint_dump_surface(dump));
    gpu->ops->destroy(gpu);
    dump->ops->destroy(dump);
    SDL_DestroyWindow(window);
    SDL_Quit();
}

static void the_gpu_shows_what_dump_shows(void **state)
{
    (void)state;
    for (int r = 0; r < 4; r++)
        compare((enum rotation)r);
}

static void software_is_refused_unless_forced(void **state)
{
    struct why why = {0};
    (void)state;
    SDL_Window *window = open_window(320, 200);
    if (!window) {
        SDL_Quit();
        skip();
    }
    struct paint *p = paint_gpu_create(&(struct paint_gpu_opts){.window = window}, type, &why);
    if (p) /* a real GPU */
        p->ops->destroy(p);
    else
        assert_non_null(strstr(why.text, "no GPU"));
    SDL_DestroyWindow(window);
    SDL_Quit();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_gpu_shows_what_dump_shows),
        cmocka_unit_test(software_is_refused_unless_forced),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
