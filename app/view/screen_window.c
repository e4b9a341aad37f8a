/* screen_window.c - SDL's video, the display and the window. Floor 7. Main thread. */
#include "view/screen_window.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "view/paint_card.h"
#include "view/screen_display.h"
#include "view/screen_x11.h"

enum {
    WINDOW_W = 1280, /* of a window whose size was not asked for */
    WINDOW_H = 720,
    FRAME = 64,        /* title bar and frame, twice: SDL finds the middle without them */
    BAR_PART = 16,     /* a bar is this part of the display's height */
    USUAL_REFRESH = 60 /* Hz */
};

static bool is_set(const char *name)
{
    const char *value = getenv(name);
    return value && *value;
}

bool screen_window_bare(void)
{
    return !is_set("DISPLAY") && !is_set("WAYLAND_DISPLAY");
}

/* Why no display was found: SDL's own words name whatever it tried last. On a bare console the kms
 * painter has better ones. */
static enum err no_display(struct why *why)
{
    if (is_set("DISPLAY"))
        return why_set(why, ERR_UNSUPPORTED, 0,
                       "no display: the X server at DISPLAY=%s cannot be reached (is it running, "
                       "and may this user use it?)",
                       getenv("DISPLAY"));
    if (is_set("WAYLAND_DISPLAY"))
        return why_set(why, ERR_UNSUPPORTED, 0,
                       "no display: the compositor at WAYLAND_DISPLAY=%s cannot be reached",
                       getenv("WAYLAND_DISPLAY"));
    return why_set(why, ERR_UNSUPPORTED, 0,
                   "no display for this painter: neither DISPLAY nor WAYLAND_DISPLAY is set, and "
                   "no GPU can be had on the console (--painter kms needs none)");
}

/* SDL would turn the console's keyboard off, which stays so when the program is killed: then only
 * the mains switch helps. */
static void set_console_hints(void)
{
    (void)SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    (void)setenv("SDL_INPUT_LINUX_KEEP_KBD", "1", 0);
}

/* Where there is an X server, a Wayland desktop's too, it keeps a bar's place. */
static void set_bar_hints(void)
{
    (void)SDL_SetHint(SDL_HINT_X11_WINDOW_TYPE, "_NET_WM_WINDOW_TYPE_DOCK");
    if (is_set("DISPLAY"))
        (void)SDL_SetHint(SDL_HINT_VIDEODRIVER, "x11"); /* what the environment says comes first */
}

/* Of several graphics cards SDL takes the first with a display. */
static void set_card_hint(const char *display)
{
    int card, place;
    char number[16];
    if (!display || !*display || !screen_window_bare() || !paint_card_find(display, &card, &place))
        return;
    (void)SDL_snprintf(number, sizeof number, "%d", card);
    (void)SDL_SetHint(SDL_HINT_KMSDRM_DEVICE_INDEX, number);
}

static void set_hints(const struct screen_opts *opts)
{
    (void)SDL_ResetHint(SDL_HINT_VIDEODRIVER); /* the console's, when that was tried before */
    /* Else the window surface on X11 is a texture that is sent whole with every frame. */
    (void)SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    (void)SDL_SetHint(SDL_HINT_RENDER_BATCHING, "1");
    (void)SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "0");
    (void)SDL_SetHint(SDL_HINT_VIDEO_MINIMIZE_ON_FOCUS_LOSS, "0");
    (void)SDL_SetHint(SDL_HINT_VIDEO_X11_NET_WM_BYPASS_COMPOSITOR,
                      opts->window || opts->bar ? "0" : "1");
    (void)SDL_SetHint(SDL_HINT_TOUCH_MOUSE_EVENTS, "0"); /* a finger is no click */
    if (opts->bar)
        set_bar_hints();
    set_console_hints();
    set_card_hint(opts->display);
}

/* SDL falls back to a driver that draws into nothing; that is no display unless asked for. */
static bool draws_nowhere(void)
{
    const char *driver = SDL_GetCurrentVideoDriver(), *asked = getenv("SDL_VIDEODRIVER");
    return strcmp(driver, "offscreen") == 0 && !(asked && strstr(asked, "offscreen"));
}

static enum err no_bar(struct why *why)
{
    return why_set(why, ERR_UNSUPPORTED, 0,
                   "a bar needs a desktop (X11 or Wayland); here --layout crawl fills the screen");
}

/* Only a desktop has edges to keep free; on Wayland a rule of the compositor does it. */
static enum err check_bar(struct why *why)
{
    const char *driver = SDL_GetCurrentVideoDriver();
    if (strcmp(driver, "wayland") == 0)
        log_notice("bar: the compositor must place it; motograph(1) has the rule");
    else if (strcmp(driver, "x11") != 0 && strcmp(driver, "dummy") != 0)
        return no_bar(why);
    return ERR_OK;
}

enum err screen_window_video(const struct screen_opts *opts, struct why *why)
{
    set_hints(opts);
    if (SDL_Init(SDL_INIT_VIDEO) != 0)
        return no_display(why);
    if (draws_nowhere())
        return no_display(why);
    return opts->bar ? check_bar(why) : ERR_OK;
}

enum err screen_window_events(struct why *why)
{
    if (SDL_Init(SDL_INIT_EVENTS) == 0)
        return ERR_OK;
    return why_set(why, ERR_UNSUPPORTED, 0, "no events: %s", SDL_GetError());
}

/* SDL's driver for no screen at all that still reads the kernel's input devices. */
enum err screen_window_console(const struct screen_opts *opts, struct why *why)
{
    if (opts->bar)
        return no_bar(why);
    set_console_hints();
    (void)SDL_SetHintWithPriority(SDL_HINT_VIDEODRIVER, "evdev", SDL_HINT_OVERRIDE);
    bool keys = opts->keys != KEYS_NONE && SDL_Init(SDL_INIT_VIDEO) == 0;
    return keys ? ERR_OK : screen_window_events(why);
}

/* The usual window, smaller where it and its title bar would not fit between the desktop's panels:
 * what does not fit is the crawl at the foot. */
static void usual_size(int display, int *w, int *h)
{
    SDL_Rect free = {0, 0, WINDOW_W, WINDOW_H + FRAME};
    *w = WINDOW_W;
    *h = WINDOW_H;
    (void)SDL_GetDisplayUsableBounds(display, &free);
    if (free.h - FRAME < *h) {
        *h = SDL_max(free.h - FRAME, 1);
        *w = *h * WINDOW_W / WINDOW_H;
    }
    if (free.w < *w) {
        *w = free.w;
        *h = *w * WINDOW_H / WINDOW_W;
    }
}

static SDL_Rect place(const struct screen_opts *o, int display)
{
    SDL_Rect r = {0, 0, WINDOW_W, WINDOW_H};
    (void)SDL_GetDisplayBounds(display, &r);
    if (o->bar) {
        int h = o->h > 0 ? o->h : r.h / BAR_PART;
        return (SDL_Rect){r.x, o->bar_bottom ? r.y + r.h - h : r.y, o->w > 0 ? o->w : r.w, h};
    }
    if (!o->window)
        return r;
    int centre = (int)SDL_WINDOWPOS_CENTERED_DISPLAY(display), w, h;
    usual_size(display, &w, &h);
    return (SDL_Rect){centre, centre, o->w > 0 ? o->w : w, o->h > 0 ? o->h : h};
}

static Uint32 window_flags(const struct screen_opts *o, bool gpu)
{
    Uint32 flags = gpu ? (Uint32)SDL_WINDOW_OPENGL : 0;
    if (o->bar)
        return flags | SDL_WINDOW_BORDERLESS | SDL_WINDOW_ALWAYS_ON_TOP | SDL_WINDOW_SKIP_TASKBAR;
    return flags | (o->window ? SDL_WINDOW_RESIZABLE
                              : SDL_WINDOW_FULLSCREEN_DESKTOP | SDL_WINDOW_BORDERLESS);
}

SDL_Window *screen_window_open(const struct screen_opts *opts, bool gpu, struct why *why)
{
    int display = screen_display_find(opts->display);
    if (display < 0) {
        screen_display_unknown(opts->display, why);
        return NULL;
    }
    if (gpu) { /* what the renderer will want: else it makes the window anew */
        (void)SDL_GL_SetAttribute(SDL_GL_CONTEXT_PROFILE_MASK, SDL_GL_CONTEXT_PROFILE_ES);
        (void)SDL_GL_SetAttribute(SDL_GL_CONTEXT_MAJOR_VERSION, 2);
        (void)SDL_GL_SetAttribute(SDL_GL_CONTEXT_MINOR_VERSION, 0);
    }
    SDL_Rect at = place(opts, display);
    SDL_Window *window = SDL_CreateWindow(opts->title ? opts->title : "Motograph", at.x, at.y, at.w,
                                          at.h, window_flags(opts, gpu));
    if (!window) {
        (void)why_set(why, ERR_UNSUPPORTED, 0, "%s: %s", gpu ? "no GPU to draw with" : "no window",
                      SDL_GetError());
        return NULL;
    }
    if (opts->bar)
        screen_x11_reserve(window, opts->bar_bottom);
    SDL_DisableScreenSaver();
    (void)SDL_ShowCursor(opts->window ? SDL_ENABLE : SDL_DISABLE); /* a click opens the article */
    return window;
}

/* SDL restores the size only where a window manager does it. */
void screen_window_toggle(SDL_Window *window, struct screen_opts *opts)
{
    if (SDL_GetWindowFlags(window) & SDL_WINDOW_FULLSCREEN) {
        (void)SDL_SetWindowFullscreen(window, 0);
        SDL_SetWindowBordered(window, SDL_TRUE);
        SDL_SetWindowResizable(window, SDL_TRUE);
        int w, h;
        usual_size(SDL_GetWindowDisplayIndex(window), &w, &h);
        SDL_SetWindowSize(window, opts->w > 0 ? opts->w : w, opts->h > 0 ? opts->h : h);
    } else {
        SDL_GetWindowSize(window, &opts->w, &opts->h);
        (void)SDL_SetWindowFullscreen(window, SDL_WINDOW_FULLSCREEN_DESKTOP);
    }
}

double screen_window_refresh(SDL_Window *window)
{
    SDL_DisplayMode mode;
    int display = SDL_GetWindowDisplayIndex(window);
    if (display < 0 || SDL_GetCurrentDisplayMode(display, &mode) != 0 || mode.refresh_rate <= 0)
        return USUAL_REFRESH;
    return mode.refresh_rate;
}
