/* screen_touch.c - what a finger means. Floor 7. Main thread. */
#include "view/screen_touch.h"

#include <math.h>

enum { REST_MS = 700 };            /* a finger that stays so long pauses */
static const float STROKE = 0.08F; /* of the longer side: less is a tap */

/* The way of the finger in the upright picture, as shares of the window's longer side. */
static void upright(float *dx, float *dy, int w, int h, enum rotation rotation)
{
    float longer = (float)(w > h ? w : h);
    float x = *dx * (float)w / longer, y = *dy * (float)h / longer;
    static const struct {
        float xx, xy, yx, yy;
    } turn[] = {{1, 0, 0, 1}, {0, 1, -1, 0}, {-1, 0, 0, -1}, {0, -1, 1, 0}};
    *dx = turn[rotation].xx * x + turn[rotation].xy * y;
    *dy = turn[rotation].yx * x + turn[rotation].yy * y;
}

static enum screen_event gesture(float dx, float dy, Uint32 ms, enum screen_keys rules)
{
    if (fabsf(dx) >= STROKE && fabsf(dx) > 2 * fabsf(dy))
        return dx < 0 ? SCREEN_NEXT : SCREEN_PREVIOUS;
    if (fabsf(dx) >= STROKE || fabsf(dy) >= STROKE)
        return SCREEN_NONE;
    if (ms < REST_MS)
        return SCREEN_NEXT;
    return rules == KEYS_FULL ? SCREEN_PAUSE : SCREEN_NONE;
}

enum screen_event screen_touch_read(struct screen_touch *t, const SDL_TouchFingerEvent *e, int w,
                                    int h, enum rotation rotation, enum screen_keys rules)
{
    if (e->type == SDL_FINGERDOWN) {
        t->several = t->fingers > 0;
        t->fingers++;
        t->x = e->x;
        t->y = e->y;
        t->ms = e->timestamp;
        return SCREEN_NONE;
    }
    bool last = t->fingers == 1;
    t->fingers -= t->fingers > 0;
    if (!last || t->several || rules == KEYS_NONE)
        return SCREEN_NONE;
    float dx = e->x - t->x, dy = e->y - t->y;
    upright(&dx, &dy, w, h, rotation);
    return gesture(dx, dy, e->timestamp - t->ms, rules);
}
