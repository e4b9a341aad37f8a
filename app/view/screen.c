/* screen.c - the window, its pacing, its events. Floor 7. Main thread. Knows no news. */
#include "view/screen.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "view/paint_card.h"
#include "view/screen_keys.h"
#include "view/screen_pace.h"
#include "view/screen_touch.h"
#include "view/screen_window.h"
#include "view/screen_x11.h"

enum {
    NS_PER_S = 1000000000,
    NS_PER_MS = 1000000,
    DUMP_W = 1920,
    DUMP_H = 1080,
    DUMP_REFRESH = 60,
    EVENTS_MAX = 256,  /* looked at in one call; a frame must not wait for a flood of them */
    FAILURES_MAX = 10, /* presents in a row that may fail while the window changes */
    SETTLE_MS = 300,   /* displays that change do so in several steps */
    AGAIN_MS = 2000,   /* between two looks for a display that is gone */
    NAP_MS = 20        /* between two looks for events where they wake nobody */
};

struct screen {
    struct screen_opts opts;
    struct type *type;  /* BORROWED */
    SDL_Window *window; /* NULL: the kms or the dump painter */
    struct paint *paint;
    struct paint *spare; /* of one pixel, for when no other can be had any more */
    struct screen_pace pace;
    Uint32 wake;             /* SDL event */
    SDL_atomic_t waking;     /* one is on its way */
    enum screen_painter way; /* GPU, SOFT, KMS or DUMP */
    bool stale;              /* the painter's window has changed under it */
    int failures;            /* presents in a row that failed */
    struct screen_touch touch;
    int randr;         /* number of X11's events of changed displays */
    int64_t reopen_ns; /* when the display is opened anew; 0: it has not changed */
    bool blank;
    bool closed; /* somebody wants the window closed */
    int click_x, click_y;
    int64_t born;
    double first_ms;
};

static int64_t clock_ns(void)
{
    struct timespec t;
    (void)clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * NS_PER_S + t.tv_nsec;
}

/* Absolute, so that the time our own work takes does not add up. */
static void sleep_until(int64_t ns)
{
    struct timespec t = {ns / NS_PER_S, ns % NS_PER_S};
    while (clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, NULL) == EINTR)
        ;
}

static struct paint *create_dump(const struct screen *s, struct why *why)
{
    const struct screen_opts *o = &s->opts;
    return paint_dump_create(o->w > 0 ? o->w : DUMP_W, o->h > 0 ? o->h : DUMP_H, o->dump, s->type,
                             o->rotation, why);
}

static struct paint *create_kms(const struct screen *s, struct why *why)
{
    const struct screen_opts *o = &s->opts;
    return paint_kms_create(&(struct paint_kms_opts){.display = o->display,
                                                     .w = o->w,
                                                     .h = o->h,
                                                     .refresh = o->refresh,
                                                     .rotation = o->rotation,
                                                     .vsync = !o->unpaced},
                            s->type, why);
}

static struct paint *create_painter(const struct screen *s, bool force, struct why *why)
{
    struct paint_gpu_opts gpu = {s->window, s->opts.rotation, !s->opts.unpaced, force};
    switch (s->way) {
    case PAINTER_GPU:
        return paint_gpu_create(&gpu, s->type, why);
    case PAINTER_KMS:
        return create_kms(s, why);
    case PAINTER_DUMP:
        return create_dump(s, why);
    default:
        return paint_soft_create(s->window, s->type, s->opts.rotation, why);
    }
}

static bool open_with(struct screen *s, bool gpu, bool force, struct why *why)
{
    s->way = gpu ? PAINTER_GPU : PAINTER_SOFT;
    s->window = screen_window_open(&s->opts, gpu, why);
    s->paint = s->window ? create_painter(s, force, why) : NULL;
    if (!s->paint && s->window) {
        SDL_DestroyWindow(s->window);
        s->window = NULL;
    }
    return s->paint != NULL;
}

/* Without SDL's video, which would hold the card; of SDL there is what keyboards and remotes say.
 */
static bool open_console(struct screen *s, struct why *why)
{
    enum screen_painter before = s->way;
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    s->way = PAINTER_KMS;
    bool able = screen_window_console(&s->opts, why) == ERR_OK;
    s->paint = able ? create_painter(s, true, why) : NULL;
    if (!s->paint) /* a card that comes later may have a GPU */
        s->way = before;
    return s->paint != NULL;
}

/* Which painters are tried in which order. Without a device to render with GL is software: not
 * worth loading to find that out. Only X11 (and SDL's driver for tests) has window
 * surfaces that are not textures. GL in software is the worst way but under Wayland, where it is
 * the only one. */
static bool open_display(struct screen *s, struct why *why)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    bool x11 = strcmp(driver, "x11") == 0;
    if (s->opts.painter == PAINTER_SOFT)
        return open_with(s, false, false, why);
    if (s->opts.painter == PAINTER_GPU)
        return open_with(s, true, true, why);
    if (strcmp(driver, "KMSDRM") == 0)
        return open_with(s, true, false, why) || open_console(s, why);
    if (!x11 && strcmp(driver, "dummy") != 0)
        return open_with(s, true, true, why);
    return (x11 && paint_card_renders() && open_with(s, true, false, why)) ||
           open_with(s, false, false, why);
}

static bool open_any(struct screen *s, struct why *why)
{
    bool console = s->opts.painter == PAINTER_AUTO && screen_window_bare();
    if (s->opts.painter == PAINTER_KMS || s->way == PAINTER_KMS ||
        (console && !getenv("SDL_VIDEODRIVER") && !paint_card_renders()))
        return open_console(s, why);
    if (screen_window_video(&s->opts, why) == ERR_OK)
        return open_display(s, why);
    return console && open_console(s, why);
}

static bool open_dump(struct screen *s, struct why *why)
{
    s->way = PAINTER_DUMP;
    s->paint = create_painter(s, true, why);
    return s->paint != NULL;
}

static double first_refresh(const struct screen *s)
{
    if (s->opts.refresh > 0)
        return s->opts.refresh;
    if (s->paint->refresh > 0)
        return s->paint->refresh;
    return s->window ? screen_window_refresh(s->window) : DUMP_REFRESH;
}

/* A window is its desktop's affair; what fills a display, or an edge of it, follows the display. */
static void note_change(struct screen *s)
{
    if (!s->opts.window && s->opts.painter != PAINTER_DUMP)
        s->reopen_ns = clock_ns() + (int64_t)SETTLE_MS * NS_PER_MS;
}

/* What comes of the display from now on. */
static void follow_display(struct screen *s)
{
    (void)SDL_EventState(SDL_MOUSEMOTION, SDL_IGNORE);
    (void)SDL_EventState(SDL_FINGERMOTION, SDL_IGNORE);
    bool changed = false;
    s->randr = s->window ? screen_x11_watch(s->window, &changed) : 0;
    s->reopen_ns = 0;
    if (changed)
        note_change(s);
}

/* Frames go nowhere, at their pace; what SDL's video keeps of its first try is given up. */
static void wait_for_display(struct screen *s)
{
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    s->paint = s->spare;
    s->reopen_ns = clock_ns() + (int64_t)AGAIN_MS * NS_PER_MS;
}

static bool start(struct screen *s, struct why *why)
{
    if (screen_window_events(why))
        return false;
    s->wake = SDL_RegisterEvents(1);
    bool there = s->opts.painter == PAINTER_DUMP ? open_dump(s, why) : open_any(s, why);
    struct why none = {.text = ""};
    if (there || s->opts.patient)
        s->spare = paint_dump_create(1, 1, NULL, s->type, s->opts.rotation, there ? why : &none);
    if (!s->spare)
        return false;
    if (there)
        follow_display(s);
    else
        wait_for_display(s);
    return true;
}

struct screen *screen_create(const struct screen_opts *opts, struct type *type, struct why *why)
{
    struct screen *s = calloc(1, sizeof *s);
    if (!s) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        return NULL;
    }
    s->born = clock_ns();
    s->opts = *opts;
    s->type = type;
    if (!start(s, why)) {
        screen_destroy(s);
        return NULL;
    }
    if (screen_waits(s))
        log_warn("a display is waited for: %s", why->text);
    bool vsync = s->paint->vsync;
    screen_pace_init(&s->pace, first_refresh(s), vsync && s->opts.refresh <= 0);
    return s;
}

void screen_destroy(struct screen *s)
{
    if (!s)
        return;
    if (s->paint && s->paint != s->spare)
        s->paint->ops->destroy(s->paint);
    if (s->spare)
        s->spare->ops->destroy(s->spare);
    if (s->window)
        SDL_DestroyWindow(s->window);
    SDL_Quit();
    free(s);
}

struct paint *screen_paint(struct screen *s)
{
    return s->paint;
}

bool screen_waits(const struct screen *s)
{
    return s->paint == s->spare;
}

/* While there is none the size of a usual display, so that what is laid out makes sense. */
void screen_size(const struct screen *s, int *w, int *h)
{
    bool lies = s->paint->rotation == ROTATE_90 || s->paint->rotation == ROTATE_270;
    int across = screen_waits(s) ? DUMP_W : s->paint->w;
    int down = screen_waits(s) ? DUMP_H : s->paint->h;
    *w = lies ? down : across;
    *h = lies ? across : down;
}

double screen_refresh(const struct screen *s)
{
    return s->pace.refresh;
}

static void close_display(struct screen *s)
{
    if (s->paint != s->spare)
        s->paint->ops->destroy(s->paint); /* first: one window, one renderer */
    s->paint = s->spare;
    if (s->window)
        SDL_DestroyWindow(s->window);
    s->window = NULL;
    s->stale = false;
    if (SDL_WasInit(SDL_INIT_VIDEO))
        SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_FlushEvent(SDL_DISPLAYEVENT); /* on Wayland it says of each display that it is gone */
}

/* The display changed: all of SDL's video anew, as it keeps what it knew of displays at first. One
 * that is gone is looked for again and again; until it is back frames go nowhere, at their pace. */
static enum screen_event reopen(struct screen *s)
{
    struct why why = {.text = ""};
    bool gone = screen_waits(s);
    close_display(s);
    screen_pace_rest(&s->pace);
    if (open_any(s, &why)) {
        log_notice("the display has changed; %d x %d", s->paint->w, s->paint->h);
        follow_display(s);
        screen_blank(s, s->blank);
        screen_pace_renew(&s->pace, first_refresh(s), s->paint->vsync && s->opts.refresh <= 0);
        return SCREEN_RESIZED;
    }
    if (!gone)
        log_warn("the display is gone, it is waited for: %s", why.text);
    wait_for_display(s);
    return SCREEN_NONE;
}

/* A new painter, as the old one's window has changed. */
static enum screen_event renew(struct screen *s)
{
    if (s->way == PAINTER_KMS) /* its display is another one now, or gone */
        return reopen(s);
    if (s->paint != s->spare)
        s->paint->ops->destroy(s->paint); /* first: one window, one renderer */
    s->paint = create_painter(s, true, NULL);
    s->stale = false;
    screen_pace_rest(&s->pace);
    if (!s->paint) {
        s->paint = s->spare;
        return SCREEN_QUIT;
    }
    if (s->blank)
        s->paint->ops->blank(s->paint, true);
    return SCREEN_RESIZED;
}

static enum screen_event resized(struct screen *s)
{
    int w, h;
    SDL_GetWindowSize(s->window, &w, &h);
    return w == s->paint->w && h == s->paint->h ? SCREEN_NONE : renew(s);
}

static enum screen_event window_event(struct screen *s, const SDL_WindowEvent *e)
{
    s->closed = s->closed || e->event == SDL_WINDOWEVENT_CLOSE;
    if (e->event == SDL_WINDOWEVENT_SIZE_CHANGED)
        return resized(s);
    if (e->event != SDL_WINDOWEVENT_EXPOSED)
        return SCREEN_NONE;
    s->paint->ops->lost(s->paint);
    if (s->blank) /* nobody else would present */
        (void)s->paint->ops->present(s->paint, &(struct strip){0});
    return SCREEN_NONE;
}

static enum screen_event click(struct screen *s, const SDL_MouseButtonEvent *e)
{
    enum rotation back = (enum rotation)((4 - (int)s->paint->rotation) % 4);
    if (s->opts.keys == KEYS_NONE || e->button != SDL_BUTTON_LEFT)
        return SCREEN_NONE;
    SDL_Rect at = paint_turned((struct box){e->x, e->y, 1, 1}, s->paint->w, s->paint->h, back);
    s->click_x = at.x;
    s->click_y = at.y;
    return SCREEN_CLICK;
}

/* SDL's word behind a window that somebody closed; alone it means that Wayland is gone. */
static enum screen_event quit(struct screen *s)
{
    bool closed = s->closed;
    s->closed = false;
    if (!closed)
        return SCREEN_LOST;
    return s->opts.keys == KEYS_FULL ? SCREEN_QUIT : SCREEN_NONE;
}

static enum screen_event translate(struct screen *s, const SDL_Event *e)
{
    switch (e->type) {
    case SDL_QUIT:
        return quit(s);
    case SDL_KEYDOWN:
        return screen_keys_read(&e->key, s->opts.keys);
    case SDL_MOUSEBUTTONDOWN:
        return click(s, &e->button);
    case SDL_FINGERDOWN:
    case SDL_FINGERUP:
        return screen_touch_read(&s->touch, &e->tfinger, s->paint->w, s->paint->h,
                                 s->paint->rotation, s->opts.keys);
    case SDL_DISPLAYEVENT:
        if (e->display.event != SDL_DISPLAYEVENT_ORIENTATION)
            note_change(s);
        return SCREEN_NONE;
    case SDL_SYSWMEVENT:
        if (screen_x11_changed(e, s->randr))
            note_change(s);
        return SCREEN_NONE;
    case SDL_WINDOWEVENT:
        return s->window ? window_event(s, &e->window) : SCREEN_NONE;
    case SDL_RENDER_TARGETS_RESET:
    case SDL_RENDER_DEVICE_RESET:
        s->paint->ops->lost(s->paint);
        return SCREEN_NONE;
    default:
        break;
    }
    if (e->type != s->wake)
        return SCREEN_NONE;
    SDL_AtomicSet(&s->waking, 0);
    return SCREEN_WOKEN;
}

/* Of SDL's drivers only these sleep until an event comes; the others look a thousand times a
 * second, at which a still screen would cost as much as a moving one. */
static bool sleeps_for_events(const struct screen *s)
{
    const char *driver = s->window ? SDL_GetCurrentVideoDriver() : NULL;
    return driver && (strcmp(driver, "x11") == 0 || strcmp(driver, "wayland") == 0);
}

static bool wait_event(struct screen *s, SDL_Event *e, int timeout_ms)
{
    int64_t until = clock_ns() + (int64_t)timeout_ms * NS_PER_MS;
    if (s->reopen_ns && s->reopen_ns < until)
        until = s->reopen_ns;
    int64_t left = (until - clock_ns()) / NS_PER_MS;
    if (sleeps_for_events(s))
        return left > 0 && SDL_WaitEventTimeout(e, (int)left);
    bool come = SDL_PollEvent(e);
    for (; !come && clock_ns() < until; come = SDL_PollEvent(e))
        sleep_until(clock_ns() + (left < NAP_MS ? left + 1 : NAP_MS) * NS_PER_MS);
    return come;
}

enum screen_event screen_event(struct screen *s, int timeout_ms)
{
    SDL_Event e;
    enum screen_event event = s->stale ? renew(s) : SCREEN_NONE;
    if (event == SCREEN_NONE && s->reopen_ns && clock_ns() >= s->reopen_ns)
        event = reopen(s);
    if (event == SCREEN_NONE && timeout_ms > 0) {
        screen_pace_rest(&s->pace);
        if (wait_event(s, &e, timeout_ms))
            event = translate(s, &e);
    }
    for (int i = 0; i < EVENTS_MAX && event == SCREEN_NONE && SDL_PollEvent(&e); i++)
        event = translate(s, &e);
    return event;
}

void screen_set_keys(struct screen *s, enum screen_keys keys)
{
    s->opts.keys = keys;
}

void screen_blank(struct screen *s, bool on)
{
    s->blank = on;
    s->paint->ops->blank(s->paint, on);
    if (!s->window)
        return;
    if (on)
        SDL_EnableScreenSaver();
    else
        SDL_DisableScreenSaver();
}

void screen_click(const struct screen *s, int *x, int *y)
{
    *x = s->click_x;
    *y = s->click_y;
}

void screen_toggle_full(struct screen *s)
{
    if (!s->window || s->opts.bar)
        return;
    screen_window_toggle(s->window, &s->opts);
    (void)resized(s);
}

/* A window that has just changed takes no frames from its old painter: the next event brings a
 * new one, and only if that does not help is it an error. */
static enum err forgive(struct screen *s, enum err e)
{
    s->failures = e ? s->failures + 1 : 0;
    s->stale = s->way != PAINTER_DUMP && e;
    return s->way != PAINTER_DUMP && s->failures <= FAILURES_MAX ? ERR_OK : e;
}

/* One pacer: the display where it does, else our own clock. */
enum err screen_present(struct screen *s, const struct strip *strip)
{
    bool paced = !s->opts.unpaced && s->opts.painter != PAINTER_DUMP;
    if (paced && !s->paint->vsync)
        sleep_until(screen_pace_due(&s->pace, clock_ns()));
    enum err e = forgive(s, s->paint->ops->present(s->paint, strip));
    int64_t guard = paced && s->paint->vsync ? screen_pace_guard(&s->pace, clock_ns()) : 0;
    if (guard)
        sleep_until(guard);
    int64_t now = clock_ns();
    screen_pace_note(&s->pace, now);
    if (s->pace.presented == 1)
        s->first_ms = (double)(now - s->born) / NS_PER_MS;
    return e;
}

struct screen_stats screen_stats(const struct screen *s)
{
    return (struct screen_stats){
        .presented = s->pace.presented,
        .missed = s->opts.unpaced || s->opts.painter == PAINTER_DUMP ? 0 : s->pace.missed,
        .refresh = s->pace.refresh,
        .interval_ms = s->pace.mean / NS_PER_MS,
        .interval_sd_ms = screen_pace_sd(&s->pace) / NS_PER_MS,
        .first_ms = s->first_ms};
}

void screen_wake(struct screen *s)
{
    SDL_Event e;
    memset(&e, 0, sizeof e);
    e.type = s->wake;
    if (SDL_AtomicCAS(&s->waking, 0, 1) && SDL_PushEvent(&e) != 1)
        SDL_AtomicSet(&s->waking, 0);
}
