/* paint_card.c - a graphics card without its GPU. Floor 7. Main thread. Knows no picture. */
#include "view/paint_card.h"

#include <errno.h>
#include <fcntl.h>
#include <glob.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>
#include <virtgpu_drm.h>
#include <xf86drm.h>

enum {
    CARDS = 8,  /* /dev/dri/cardN looked at */
    DEPTH = 24, /* XRGB8888 */
    BITS = 32,
    CLIPS = 64,        /* changed places told at once */
    FLIP_WAIT_MS = 500 /* a page that is not turned by then never will be */
};

/* What the search through the cards has seen, for the words when it finds nothing. */
struct search {
    const struct paint_card_opts *opts;
    int connected;   /* displays so far */
    bool cards;      /* there are any */
    int refused;     /* number of a card that may not be opened; -1: none */
    char names[128]; /* of the displays */
};

static void card_path(int card, char out[24])
{
    (void)snprintf(out, 24, "/dev/dri/card%d", card);
}

static void note_name(struct search *s, const drmModeConnector *c)
{
    char name[PAINT_MODE_NAME];
    size_t used = strlen(s->names);
    paint_mode_name(c, name);
    if (used + strlen(name) + 8 < sizeof s->names)
        (void)snprintf(s->names + used, sizeof s->names - used, "%s%d %s", used ? ", " : "",
                       s->connected, name);
}

/* The display asked for, if it is on this card. The caller frees it. */
static drmModeConnector *find_connector(int fd, const drmModeRes *res, struct search *s)
{
    for (int i = 0; i < res->count_connectors; i++) {
        drmModeConnector *c = drmModeGetConnector(fd, res->connectors[i]);
        if (c && paint_mode_connected(c)) {
            note_name(s, c);
            if (paint_mode_asked(c, s->connected++, span_of(s->opts->display)))
                return c;
        }
        drmModeFreeConnector(c);
    }
    return NULL;
}

/* A controller that another display already uses is taken last. */
static uint32_t find_crtc(int fd, const drmModeRes *res, const drmModeConnector *c)
{
    drmModeEncoder *e = drmModeGetEncoder(fd, c->encoder_id);
    uint32_t crtc = e ? e->crtc_id : 0, spare = 0;
    drmModeFreeEncoder(e);
    for (int i = 0; crtc == 0 && i < c->count_encoders; i++) {
        e = drmModeGetEncoder(fd, c->encoders[i]);
        for (int k = 0; e && crtc == 0 && k < res->count_crtcs; k++) {
            drmModeCrtc *there = drmModeGetCrtc(fd, res->crtcs[k]);
            if (there && (e->possible_crtcs & 1u << k)) {
                spare = spare ? spare : there->crtc_id;
                crtc = there->mode_valid ? 0 : there->crtc_id;
            }
            drmModeFreeCrtc(there);
        }
        drmModeFreeEncoder(e);
    }
    return crtc ? crtc : spare;
}

static enum err choose_mode(struct paint_card *c, const drmModeConnector *on,
                            const struct paint_card_opts *o, struct why *why)
{
    char sizes[PAINT_MODE_LIST];
    const drmModeModeInfo *mode = paint_mode_choose(on, o->w, o->h, o->refresh);
    if (!mode) {
        paint_mode_list(on, sizes);
        return why_set(why, ERR_UNSUPPORTED, 0, "%s cannot show %dx%d; it has %s", c->name, o->w,
                       o->h, sizes);
    }
    c->mode = *mode;
    return ERR_OK;
}

static enum err take_display(struct paint_card *c, const drmModeRes *res,
                             const drmModeConnector *on, const struct paint_card_opts *o,
                             struct why *why)
{
    paint_mode_name(on, c->name);
    c->connector = on->connector_id;
    c->crtc = find_crtc(c->fd, res, on);
    if (!c->crtc)
        return why_set(why, ERR_UNSUPPORTED, 0, "no display: the card has none free for %s",
                       c->name);
    if (drmSetMaster(c->fd) != 0)
        return why_set(why, ERR_UNSUPPORTED, 0,
                       "no display: %s is held by another program; start from that desktop "
                       "(DISPLAY, WAYLAND_DISPLAY) or on a console of its own",
                       c->name);
    c->before = drmModeGetCrtc(c->fd, c->crtc);
    return choose_mode(c, on, o, why);
}

/* ERR_NOT_FOUND: not on this card. */
static enum err try_card(struct paint_card *c, int number, struct search *s, struct why *why)
{
    char path[24];
    card_path(number, path);
    c->fd = open(path, O_RDWR | O_CLOEXEC);
    if (c->fd < 0) {
        if (errno == EACCES || errno == EPERM)
            s->refused = number;
        s->cards |= errno != ENOENT;
        return ERR_NOT_FOUND;
    }
    s->cards = true;
    drmModeRes *res = drmModeGetResources(c->fd);
    drmModeConnector *on = res ? find_connector(c->fd, res, s) : NULL;
    enum err e = on ? take_display(c, res, on, s->opts, why) : ERR_NOT_FOUND;
    drmModeFreeConnector(on);
    drmModeFreeResources(res);
    return e;
}

static enum err no_card(const struct search *s, struct why *why)
{
    char path[24];
    card_path(s->refused, path);
    if (s->connected > 0)
        return why_set(why, ERR_UNSUPPORTED, 0, "no display \"%s\"; there are: %s",
                       s->opts->display, s->names);
    if (s->refused >= 0)
        return why_set(why, ERR_UNSUPPORTED, 0,
                       "no display: %s may not be opened; add this user to the groups video and "
                       "render, or start from a desktop (DISPLAY, WAYLAND_DISPLAY)",
                       path);
    if (s->cards)
        return why_set(why, ERR_UNSUPPORTED, 0,
                       "no display: nothing is plugged into the graphics card, or what is is "
                       "switched off");
    return why_set(why, ERR_UNSUPPORTED, 0,
                   "no display: neither DISPLAY nor WAYLAND_DISPLAY is set and there is no "
                   "/dev/dri; start from a desktop, or set DISPLAY (as in DISPLAY=:0)");
}

static enum err find(struct paint_card *c, const struct paint_card_opts *o, struct why *why)
{
    struct search s = {.opts = o, .refused = -1};
    for (int i = 0; i < CARDS; i++) {
        enum err e = try_card(c, i, &s, why);
        if (e != ERR_NOT_FOUND)
            return e;
        if (c->fd >= 0)
            (void)close(c->fd);
        c->fd = -1;
    }
    return no_card(&s, why);
}

bool paint_card_find(const char *display, int *card, int *place)
{
    struct paint_card_opts opts = {.display = display};
    struct search s = {.opts = &opts};
    bool found = false;
    for (int i = 0; i < CARDS && !found; i++) {
        char path[24];
        int before = s.connected;
        card_path(i, path);
        int fd = open(path, O_RDWR | O_CLOEXEC);
        drmModeRes *res = fd < 0 ? NULL : drmModeGetResources(fd);
        drmModeConnector *on = res ? find_connector(fd, res, &s) : NULL;
        found = on != NULL;
        *card = i;
        *place = s.connected - before - 1;
        drmModeFreeConnector(on);
        drmModeFreeResources(res);
        if (fd >= 0)
            (void)close(fd);
    }
    return found;
}

static enum err make_buffer(const struct paint_card *c, struct paint_buffer *b)
{
    uint32_t w = c->mode.hdisplay, h = c->mode.vdisplay, pitch;
    uint64_t bytes, at;
    if (drmModeCreateDumbBuffer(c->fd, w, h, BITS, 0, &b->handle, &pitch, &bytes) != 0)
        return ERR_NOMEM;
    if (drmModeAddFB(c->fd, w, h, DEPTH, BITS, pitch, b->handle, &b->fb) != 0 ||
        drmModeMapDumbBuffer(c->fd, b->handle, &at) != 0)
        return ERR_UNSUPPORTED;
    void *map = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, c->fd, (off_t)at);
    if (map == MAP_FAILED)
        return ERR_NOMEM;
    b->map = map;
    b->bytes = bytes;
    b->surface = SDL_CreateRGBSurfaceWithFormatFrom(map, (int)w, (int)h, BITS, (int)pitch,
                                                    SDL_PIXELFORMAT_RGB888);
    if (!b->surface)
        return ERR_NOMEM;
    memset(map, 0, bytes);
    return ERR_OK;
}

static void free_buffer(const struct paint_card *c, struct paint_buffer *b)
{
    SDL_FreeSurface(b->surface);
    if (b->map)
        (void)munmap(b->map, b->bytes);
    if (b->fb)
        (void)drmModeRmFB(c->fd, b->fb);
    if (b->handle)
        (void)drmModeDestroyDumbBuffer(c->fd, b->handle);
    *b = (struct paint_buffer){0};
}

/* Without a vertical blank that the driver tells of there is nothing to turn pages by. */
static bool has_vblank(const struct paint_card *c)
{
    uint64_t frame, ns;
    return drmCrtcGetSequence(c->fd, c->crtc, &frame, &ns) == 0;
}

static enum err light_first(struct paint_card *c, bool vsync, struct why *why)
{
    enum err e = make_buffer(c, &c->buffers[0]);
    c->n_buffers = 1;
    if (e)
        return why_set(why, e, 0, "no memory of the graphics card for %s: %s", c->name,
                       strerror(errno));
    if (paint_card_light(c, 0))
        return why_set(why, ERR_UNSUPPORTED, 0, "%s cannot be switched to %ux%u: %s", c->name,
                       c->mode.hdisplay, c->mode.vdisplay, strerror(errno));
    if (vsync && has_vblank(c) && make_buffer(c, &c->buffers[1]) == ERR_OK)
        c->n_buffers = 2;
    else
        free_buffer(c, &c->buffers[1]);
    return ERR_OK;
}

enum err paint_card_open(struct paint_card *c, const struct paint_card_opts *opts, struct why *why)
{
    *c = (struct paint_card){.fd = -1};
    enum err e = find(c, opts, why);
    if (!e)
        e = light_first(c, opts->vsync, why);
    if (e)
        paint_card_close(c);
    return e;
}

/* The kernel's console, or who had the display before, has it again. */
static void restore(struct paint_card *c)
{
    drmModeCrtc *b = c->before;
    if (b && b->mode_valid && b->buffer_id)
        (void)drmModeSetCrtc(c->fd, b->crtc_id, b->buffer_id, b->x, b->y, &c->connector, 1,
                             &b->mode);
    else if (c->buffers[0].fb)
        (void)drmModeSetCrtc(c->fd, c->crtc, 0, 0, 0, NULL, 0, NULL);
    drmModeFreeCrtc(b);
    c->before = NULL;
}

void paint_card_close(struct paint_card *c)
{
    if (c->fd < 0)
        return;
    restore(c);
    for (int i = 0; i < PAINT_CARD_BUFFERS; i++)
        free_buffer(c, &c->buffers[i]);
    (void)close(c->fd);
    c->fd = -1;
}

enum err paint_card_light(struct paint_card *c, int i)
{
    c->flipping = false;
    return drmModeSetCrtc(c->fd, c->crtc, c->buffers[i].fb, 0, 0, &c->connector, 1, &c->mode) == 0
               ? ERR_OK
               : ERR_IO;
}

static void flipped(int fd, unsigned frame, unsigned s, unsigned us, void *data)
{
    (void)fd, (void)frame, (void)s, (void)us;
    ((struct paint_card *)data)->flipping = false;
}

enum err paint_card_flip(struct paint_card *c, int i)
{
    drmEventContext context = {.version = 2, .page_flip_handler = flipped};
    struct pollfd wait = {c->fd, POLLIN, 0};
    if (drmModePageFlip(c->fd, c->crtc, c->buffers[i].fb, DRM_MODE_PAGE_FLIP_EVENT, c) != 0)
        return ERR_IO;
    c->flipping = true;
    while (c->flipping) {
        int n = poll(&wait, 1, FLIP_WAIT_MS);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0 || drmHandleEvent(c->fd, &context) != 0)
            return ERR_IO;
    }
    return ERR_OK;
}

enum err paint_card_changed(const struct paint_card *c, const SDL_Rect *rects, int n)
{
    drmModeClip clips[CLIPS];
    for (int i = 0; i < n && i < CLIPS; i++)
        clips[i] =
            (drmModeClip){(uint16_t)rects[i].x, (uint16_t)rects[i].y,
                          (uint16_t)(rects[i].x + rects[i].w), (uint16_t)(rects[i].y + rects[i].h)};
    if (drmModeDirtyFB(c->fd, c->buffers[0].fb, clips, (uint32_t)(n < CLIPS ? n : CLIPS)) == 0 ||
        errno == ENOSYS || errno == EOPNOTSUPP)
        return ERR_OK;
    return ERR_IO;
}

void paint_card_leave(const struct paint_card *c)
{
    (void)drmDropMaster(c->fd);
}

enum err paint_card_take(const struct paint_card *c)
{
    return drmSetMaster(c->fd) == 0 ? ERR_OK : ERR_IO;
}

enum err paint_card_present(const struct paint_card *c)
{
    errno = 0;
    drmModeConnector *on = drmModeGetConnectorCurrent(c->fd, c->connector);
    if (!on && errno == ENODEV)
        return ERR_UNSUPPORTED;
    bool there = on && on->connection == DRM_MODE_CONNECTED;
    drmModeFreeConnector(on);
    return there ? ERR_OK : ERR_NOT_FOUND;
}

/* A virtual machine's card has its node though the machine may have nothing to render with. */
static bool renders(int fd)
{
    int value = 0;
    struct drm_virtgpu_getparam ask = {VIRTGPU_PARAM_3D_FEATURES, (uintptr_t)&value};
    drmVersion *version = drmGetVersion(fd);
    bool is_virtual = version && strcmp(version->name, "virtio_gpu") == 0;
    drmFreeVersion(version);
    return !is_virtual || drmIoctl(fd, DRM_IOCTL_VIRTGPU_GETPARAM, &ask) != 0 || value;
}

bool paint_card_renders(void)
{
    glob_t found = {0};
    bool any = false;
    (void)glob("/dev/dri/renderD*", GLOB_NOSORT, NULL, &found);
    for (size_t i = 0; i < found.gl_pathc && !any; i++) {
        int fd = open(found.gl_pathv[i], O_RDWR | O_CLOEXEC);
        any = fd < 0 || renders(fd);
        if (fd >= 0)
            (void)close(fd);
    }
    globfree(&found);
    return any;
}

enum err paint_card_again(struct paint_card *c, const struct paint_card_opts *opts)
{
    drmModeModeInfo old = c->mode;
    drmModeConnector *on = drmModeGetConnector(c->fd, c->connector);
    enum err e = on && paint_mode_connected(on) ? choose_mode(c, on, opts, NULL) : ERR_IO;
    drmModeFreeConnector(on);
    if (e)
        return e;
    bool same = old.hdisplay == c->mode.hdisplay && old.vdisplay == c->mode.vdisplay;
    return same ? ERR_OK : ERR_UNSUPPORTED;
}

static void power_connector(int fd, uint32_t connector, bool on)
{
    drmModeConnector *c = drmModeGetConnectorCurrent(fd, connector);
    for (int i = 0; c && c->connection == DRM_MODE_CONNECTED && i < c->count_props; i++) {
        drmModePropertyRes *p = drmModeGetProperty(fd, c->props[i]);
        if (p && strcmp(p->name, "DPMS") == 0)
            (void)drmModeConnectorSetProperty(fd, connector, p->prop_id,
                                              on ? DRM_MODE_DPMS_ON : DRM_MODE_DPMS_OFF);
        drmModeFreeProperty(p);
    }
    drmModeFreeConnector(c);
}

void paint_card_power(int fd, uint32_t connector, bool on)
{
    drmModeRes *res = connector ? NULL : drmModeGetResources(fd);
    if (connector)
        power_connector(fd, connector, on);
    for (int i = 0; res && i < res->count_connectors; i++)
        power_connector(fd, res->connectors[i], on);
    drmModeFreeResources(res);
}
