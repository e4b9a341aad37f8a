/* type_blend.c - a picture of letters laid over what lies below. Floor 7. Any thread.
 * Knows no text. */
#include "view/type_blend.h"

#include <stdbool.h>

enum { OPAQUE = 255 };

static const uint32_t ODD = 0x00ff00ff, HALVES = 0x00800080, SOLID = 0xff000000;

/* Two channels at once, eight bits and eight bits apart. With y = x + 128 the quotient x / 255,
 * rounded, is (y + (y >> 8)) >> 8. */
static uint32_t mix(uint32_t over, uint32_t under, uint32_t alpha)
{
    uint32_t sum = (over & ODD) * alpha + (under & ODD) * (OPAQUE - alpha) + HALVES;
    return ((sum + (sum >> 8 & ODD)) >> 8) & ODD;
}

static uint32_t blended(uint32_t over, uint32_t under, uint32_t alpha)
{
    uint32_t red_blue = mix(over, under, alpha), green = mix(over >> 8, under >> 8, alpha) << 8;
    return SOLID | red_blue | green;
}

static void blend_row(const uint32_t *from, uint32_t *to, int n)
{
    for (int i = 0; i < n; i++) {
        uint32_t alpha = from[i] >> 24;
        if (alpha == OPAQUE)
            to[i] = from[i];
        else if (alpha)
            to[i] = blended(from[i], to[i], alpha);
    }
}

static uint32_t *pixel(const SDL_Surface *s, int x, int y)
{
    return (uint32_t *)((char *)s->pixels + (ptrdiff_t)y * s->pitch) + x;
}

static bool is_usual(const SDL_Surface *s)
{
    const SDL_PixelFormat *f = s->format;
    return f->BytesPerPixel == 4 && f->Rmask == 0xff0000 && f->Gmask == 0xff00 &&
           f->Bmask == 0xff && !SDL_MUSTLOCK(s);
}

void type_blend(SDL_Surface *from, SDL_Surface *to, int x, int y)
{
    SDL_Rect at = {x, y, from->w, from->h}, clip, seen;
    if (!is_usual(to) || from->format->format != SDL_PIXELFORMAT_ARGB8888) {
        (void)SDL_BlitSurface(from, NULL, to, &at);
        return;
    }
    SDL_GetClipRect(to, &clip);
    if (!SDL_IntersectRect(&at, &clip, &seen))
        return;
    for (int row = seen.y; row < seen.y + seen.h; row++)
        blend_row(pixel(from, seen.x - x, row - y), pixel(to, seen.x, row), seen.w);
}
