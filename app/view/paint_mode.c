/* paint_mode.c - which screen and which mode. Floor 7. Any thread. Knows no card. */
#include "view/paint_mode.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

void paint_mode_name(const drmModeConnector *c, char out[PAINT_MODE_NAME])
{
    const char *type = drmModeGetConnectorTypeName(c->connector_type);
    (void)snprintf(out, PAINT_MODE_NAME, "%s-%u", type ? type : "Unknown", c->connector_type_id);
}

bool paint_mode_connected(const drmModeConnector *c)
{
    return c->connection == DRM_MODE_CONNECTED && c->count_modes > 0;
}

bool paint_mode_asked(const drmModeConnector *c, int number, struct span asked)
{
    char name[PAINT_MODE_NAME];
    uint64_t n;
    paint_mode_name(c, name);
    return asked.n == 0 || span_is_nocase(asked, name) ||
           (span_uint(asked, INT32_MAX, &n) && (int)n == number);
}

double paint_mode_refresh(const drmModeModeInfo *m)
{
    if (m->htotal == 0 || m->vtotal == 0)
        return 0;
    double hz = (double)m->clock * 1000 / ((double)m->htotal * m->vtotal);
    if (m->flags & DRM_MODE_FLAG_INTERLACE)
        hz *= 2;
    if (m->flags & DRM_MODE_FLAG_DBLSCAN)
        hz /= 2;
    return m->vscan > 1 ? hz / m->vscan : hz;
}

/* How well a mode fits: less is better. A mode of another refresh than was asked for is worse than
 * any other fault. */
static double fault(const drmModeModeInfo *m, double hz)
{
    double off = hz > 0 ? fabs(paint_mode_refresh(m) - hz) : 0;
    return off * 100 + ((m->type & DRM_MODE_TYPE_PREFERRED) ? 0 : 1) +
           ((m->flags & DRM_MODE_FLAG_INTERLACE) ? 2 : 0);
}

static const drmModeModeInfo *least_fault(const drmModeConnector *c, int w, int h, double hz)
{
    const drmModeModeInfo *best = NULL;
    for (int i = 0; i < c->count_modes; i++) {
        const drmModeModeInfo *m = &c->modes[i];
        if ((w > 0 && m->hdisplay != w) || (h > 0 && m->vdisplay != h))
            continue;
        if (!best || fault(m, hz) < fault(best, hz))
            best = m;
    }
    return best;
}

const drmModeModeInfo *paint_mode_choose(const drmModeConnector *c, int w, int h, double hz)
{
    const drmModeModeInfo *usual = least_fault(c, w, h, 0);
    return usual ? least_fault(c, usual->hdisplay, usual->vdisplay, hz) : NULL;
}

static bool same_size(const drmModeModeInfo *a, const drmModeModeInfo *b)
{
    return a->hdisplay == b->hdisplay && a->vdisplay == b->vdisplay;
}

void paint_mode_list(const drmModeConnector *c, char out[PAINT_MODE_LIST])
{
    size_t used = 0;
    out[0] = '\0';
    for (int i = 0; i < c->count_modes; i++) {
        const drmModeModeInfo *m = &c->modes[i];
        bool seen = false;
        for (int k = 0; k < i && !seen; k++)
            seen = same_size(&c->modes[k], m);
        if (seen)
            continue;
        int n = snprintf(out + used, PAINT_MODE_LIST - used, "%s%ux%u", used ? ", " : "",
                         m->hdisplay, m->vdisplay);
        if (n < 0 || used + (size_t)n >= PAINT_MODE_LIST) {
            out[used] = '\0';
            return;
        }
        used += (size_t)n;
    }
}
