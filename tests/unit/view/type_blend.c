/* Letters laid over a surface: rounded exactly, within the clip, on surfaces of any form. */
#include "view/type_blend.h"

#include "unit.h"

enum { LEVELS = 256, W = 4, H = 3, FROM = SDL_PIXELFORMAT_ARGB8888 };

static SDL_Surface *surface(int w, int h, Uint32 format)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, format);
    assert_non_null(s);
    return s;
}

static uint32_t *row(SDL_Surface *s, int y)
{
    return (uint32_t *)((char *)s->pixels + (ptrdiff_t)y * s->pitch);
}

static uint32_t expected(uint32_t over, uint32_t under, uint32_t alpha)
{
    return (over * alpha + under * (255 - alpha) + 127) / 255;
}

/* Every level under every alpha, another level of each channel. */
static void rounds_exactly(void **state)
{
    (void)state;
    SDL_Surface *from = surface(LEVELS, LEVELS, FROM),
                *to = surface(LEVELS, LEVELS, SDL_PIXELFORMAT_RGB888);
    for (uint32_t a = 0; a < LEVELS; a++)
        for (uint32_t level = 0; level < LEVELS; level++) {
            row(from, (int)a)[level] = a << 24 | 0xc86405;
            row(to, (int)a)[level] = level << 16 | (255 - level) << 8 | (level ^ 0x55);
        }
    type_blend(from, to, 0, 0);
    for (uint32_t a = 0; a < LEVELS; a++)
        for (uint32_t level = 0; level < LEVELS; level++)
            assert_int_equal(row(to, (int)a)[level] & 0xffffff,
                             expected(0xc8, level, a) << 16 | expected(0x64, 255 - level, a) << 8 |
                                 expected(0x05, level ^ 0x55, a));
    SDL_FreeSurface(from);
    SDL_FreeSurface(to);
}

static void keeps_to_the_clip(void **state)
{
    (void)state;
    SDL_Surface *from = surface(W, H, FROM), *to = surface(W, H, SDL_PIXELFORMAT_RGB888);
    SDL_Rect clip = {1, 1, 2, 2};
    assert_int_equal(SDL_FillRect(from, NULL, 0xffffffff), 0);
    assert_true(SDL_SetClipRect(to, &clip));
    type_blend(from, to, -1, -1);
    type_blend(from, to, W, 0);
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            assert_int_equal(row(to, y)[x] & 0xffffff, y == 1 && (x == 1 || x == 2) ? 0xffffff : 0);
    SDL_FreeSurface(from);
    SDL_FreeSurface(to);
}

static void draws_on_other_forms(void **state)
{
    (void)state;
    SDL_Surface *from = surface(W, H, FROM), *to = surface(W, H, SDL_PIXELFORMAT_BGR888);
    assert_int_equal(SDL_FillRect(from, NULL, 0xffff0000), 0);
    type_blend(from, to, 0, 0);
    assert_int_equal(row(to, H - 1)[W - 1] & 0xffffff, 0x0000ff);
    SDL_FreeSurface(from);
    SDL_FreeSurface(to);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rounds_exactly),
        cmocka_unit_test(keeps_to_the_clip),
        cmocka_unit_test(draws_on_other_forms),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
