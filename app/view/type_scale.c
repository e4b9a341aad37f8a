/* type_scale.c - coloured bitmaps to the size of a line. Floor 7. Main thread. */
#include "view/type_scale.h"

enum { FIXED = 256 }; /* of source pixels, so that shares of pixels count */

struct sum {
    uint64_t a, r, g, b, area;
};

static uint32_t pixel_at(const SDL_Surface *s, int x, int y)
{
    const char *row = (const char *)s->pixels + (size_t)y * (size_t)s->pitch;
    return ((const uint32_t *)(const void *)row)[x];
}

/* How much of pixel i lies between from and to, in 1/FIXED. */
static uint64_t share(int64_t i, int64_t from, int64_t to)
{
    int64_t left = i * FIXED > from ? i * FIXED : from;
    int64_t right = (i + 1) * FIXED < to ? (i + 1) * FIXED : to;
    return right > left ? (uint64_t)(right - left) : 0;
}

static void add(struct sum *s, uint32_t argb, uint64_t area)
{
    uint64_t a = argb >> 24;
    s->area += area;
    s->a += a * area;
    s->r += (argb >> 16 & 0xff) * a * area;
    s->g += (argb >> 8 & 0xff) * a * area;
    s->b += (argb & 0xff) * a * area;
}

static uint32_t mean(const struct sum *s)
{
    if (s->area == 0 || s->a == 0)
        return 0;
    uint64_t half = s->a / 2;
    uint64_t a = (s->a + s->area / 2) / s->area;
    uint64_t r = (s->r + half) / s->a, g = (s->g + half) / s->a, b = (s->b + half) / s->a;
    return (uint32_t)(a << 24 | r << 16 | g << 8 | b);
}

static uint32_t area_mean(const SDL_Surface *from, SDL_Rect to, int x, int y)
{
    int64_t x0 = (int64_t)x * from->w * FIXED / to.w,
            x1 = (int64_t)(x + 1) * from->w * FIXED / to.w;
    int64_t y0 = (int64_t)y * from->h * FIXED / to.h,
            y1 = (int64_t)(y + 1) * from->h * FIXED / to.h;
    struct sum s = {0};
    for (int64_t sy = y0 / FIXED; sy < from->h && sy * FIXED < y1; sy++)
        for (int64_t sx = x0 / FIXED; sx < from->w && sx * FIXED < x1; sx++)
            add(&s, pixel_at(from, (int)sx, (int)sy), share(sx, x0, x1) * share(sy, y0, y1));
    return mean(&s);
}

SDL_Surface *type_scale(const SDL_Surface *from, int w, int h)
{
    if (w <= 0 || h <= 0)
        return NULL;
    SDL_Surface *to = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
    if (!to)
        return NULL;
    for (int y = 0; y < h; y++) {
        char *bytes = (char *)to->pixels + (size_t)y * (size_t)to->pitch;
        uint32_t *row = (uint32_t *)(void *)bytes;
        for (int x = 0; x < w; x++)
            row[x] = area_mean(from, (SDL_Rect){0, 0, w, h}, x, y);
    }
    return to;
}
