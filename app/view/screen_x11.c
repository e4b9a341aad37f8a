/* screen_x11.c - what SDL does not do on X11. Floor 7. Main thread. Knows no painter. */
#include "view/screen_x11.h"

#include <SDL_syswm.h>
#include <string.h>
#include <sysexits.h>
#include <unistd.h>

#include "base/log.h"

#ifdef SDL_VIDEO_DRIVER_X11
#include <X11/extensions/Xrandr.h>

enum { TOP = 2, BOTTOM = 3, TOP_FROM = 8, BOTTOM_FROM = 10, STRUT = 4, PARTIAL = 12 };

/* Loaded when needed, so that a screen without X11 needs no library of it. */
struct x11 {
    void *library;
    Atom (*intern)(Display *, const char *, int);
    int (*change)(Display *, Window, Atom, Atom, int, int, const unsigned char *, int);
    int (*flush)(Display *);
    int (*attributes)(Display *, Window, XWindowAttributes *);
    int (*select)(Display *, Window, long);
    Bool (*extension)(Display *, const char *, int *, int *, int *);
    XIOErrorHandler (*on_end)(XIOErrorHandler);
};

static bool load(struct x11 *x)
{
    x->library = SDL_LoadObject("libX11.so.6");
    if (!x->library)
        return false;
    *(void **)&x->intern = SDL_LoadFunction(x->library, "XInternAtom");
    *(void **)&x->change = SDL_LoadFunction(x->library, "XChangeProperty");
    *(void **)&x->flush = SDL_LoadFunction(x->library, "XFlush");
    *(void **)&x->attributes = SDL_LoadFunction(x->library, "XGetWindowAttributes");
    *(void **)&x->select = SDL_LoadFunction(x->library, "XSelectInput");
    *(void **)&x->extension = SDL_LoadFunction(x->library, "XQueryExtension");
    *(void **)&x->on_end = SDL_LoadFunction(x->library, "XSetIOErrorHandler");
    return x->intern && x->change && x->flush && x->attributes && x->select && x->extension &&
           x->on_end;
}

/* The window's server, and what the root of its screen looks like. */
static bool open_x11(SDL_Window *window, struct x11 *x, SDL_SysWMinfo *info,
                     XWindowAttributes *root)
{
    XWindowAttributes own;
    SDL_VERSION(&info->version);
    if (!SDL_GetWindowWMInfo(window, info) || info->subsystem != SDL_SYSWM_X11 || !load(x))
        return false;
    Display *display = info->info.x11.display;
    return x->attributes(display, info->info.x11.window, &own) &&
           x->attributes(display, own.root, root);
}

static void set_strut(const struct x11 *x, Display *display, Window window, const long *strut)
{
    static const char *const names[] = {"_NET_WM_STRUT", "_NET_WM_STRUT_PARTIAL"};
    Atom type = x->intern(display, "CARDINAL", False);
    for (int i = 0; i < 2; i++) /* format 32 means longs */
        (void)x->change(display, window, x->intern(display, names[i], False), type, 32,
                        PropModeReplace, (const unsigned char *)strut, i ? PARTIAL : STRUT);
    (void)x->flush(display);
}

/* Another display lies beyond the bar's edge: what is reserved would reach over all of it. */
static bool between_displays(SDL_Rect bar, bool bottom)
{
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        SDL_Rect r;
        if (SDL_GetDisplayBounds(i, &r) != 0 || r.x >= bar.x + bar.w || bar.x >= r.x + r.w)
            continue;
        if (bottom ? r.y >= bar.y + bar.h : r.y + r.h <= bar.y)
            return true;
    }
    return false;
}

void screen_x11_reserve(SDL_Window *window, bool bottom)
{
    struct x11 x = {0};
    SDL_SysWMinfo info;
    XWindowAttributes root;
    SDL_Rect bar;
    SDL_GetWindowPosition(window, &bar.x, &bar.y);
    SDL_GetWindowSize(window, &bar.w, &bar.h);
    long strut[PARTIAL] = {0};
    strut[bottom ? BOTTOM_FROM : TOP_FROM] = bar.x;
    strut[(bottom ? BOTTOM_FROM : TOP_FROM) + 1] = bar.x + bar.w - 1;
    if (open_x11(window, &x, &info, &root)) {
        strut[bottom ? BOTTOM : TOP] = bottom ? root.height - bar.y : bar.y + bar.h;
        if (between_displays(bar, bottom))
            log_warn("bar: between two displays its place cannot be kept free");
        else
            set_strut(&x, info.info.x11.display, info.info.x11.window, strut);
    }
    SDL_UnloadObject(x.library);
}

/* The same of what names displays. */
struct randr {
    void *x11, *library;
    Display *(*open)(const char *);
    int (*close)(Display *);
    Window (*root)(Display *);
    char *(*name)(Display *, Atom);
    int (*free)(void *);
    XRRMonitorInfo *(*monitors)(Display *, Window, Bool, int *);
    void (*free_monitors)(XRRMonitorInfo *);
};

static bool load_randr(struct randr *r)
{
    r->x11 = SDL_LoadObject("libX11.so.6");
    r->library = SDL_LoadObject("libXrandr.so.2");
    if (!r->x11 || !r->library)
        return false;
    *(void **)&r->open = SDL_LoadFunction(r->x11, "XOpenDisplay");
    *(void **)&r->close = SDL_LoadFunction(r->x11, "XCloseDisplay");
    *(void **)&r->root = SDL_LoadFunction(r->x11, "XDefaultRootWindow");
    *(void **)&r->name = SDL_LoadFunction(r->x11, "XGetAtomName");
    *(void **)&r->free = SDL_LoadFunction(r->x11, "XFree");
    *(void **)&r->monitors = SDL_LoadFunction(r->library, "XRRGetMonitors");
    *(void **)&r->free_monitors = SDL_LoadFunction(r->library, "XRRFreeMonitors");
    return r->open && r->close && r->root && r->name && r->free && r->monitors && r->free_monitors;
}

/* The name of the monitor that begins at a place of the screen. */
static bool name_at(const struct randr *r, Display *display, SDL_Rect at, char *out, size_t room)
{
    int n = 0;
    bool found = false;
    XRRMonitorInfo *list = r->monitors(display, r->root(display), True, &n);
    for (int i = 0; list && i < n && !found; i++) {
        char *name = list[i].x == at.x && list[i].y == at.y ? r->name(display, list[i].name) : NULL;
        found = name && SDL_strlcpy(out, name, room) < room;
        if (name)
            (void)r->free(name);
    }
    if (list)
        r->free_monitors(list);
    return found;
}

bool screen_x11_connector(int index, char *out, size_t room)
{
    struct randr r = {0};
    SDL_Rect at;
    bool found = strcmp(SDL_GetCurrentVideoDriver(), "x11") == 0 &&
                 SDL_GetDisplayBounds(index, &at) == 0 && load_randr(&r);
    Display *display = found ? r.open(NULL) : NULL;
    found = display && name_at(&r, display, at, out, room);
    if (display)
        (void)r.close(display);
    SDL_UnloadObject(r.library);
    SDL_UnloadObject(r.x11);
    return found;
}

static int end_of_server(Display *display)
{
    (void)display;
    log_error("the X server is gone");
    _exit(EX_UNAVAILABLE);
}

/* What Xlib was told of the root when it connected shows a change since then. */
static bool has_changed(Display *display, const XWindowAttributes *root)
{
    int screen = DefaultScreen(display);
    return root->width != DisplayWidth(display, screen) ||
           root->height != DisplayHeight(display, screen);
}

int screen_x11_watch(SDL_Window *window, bool *changed)
{
    struct x11 x = {0};
    SDL_SysWMinfo info;
    XWindowAttributes root;
    int code, first = 0, error;
    *changed = false;
    if (open_x11(window, &x, &info, &root)) {
        Display *display = info.info.x11.display;
        (void)x.select(display, root.root, root.your_event_mask | StructureNotifyMask);
        (void)x.extension(display, "RANDR", &code, &first,
                          &error); /* SDL has asked for its events */
        (void)x.on_end(end_of_server);
        (void)SDL_EventState(SDL_SYSWMEVENT, SDL_ENABLE);
        *changed = x.attributes(display, root.root, &root) && has_changed(display, &root);
    }
    SDL_UnloadObject(x.library);
    return first;
}

bool screen_x11_changed(const SDL_Event *e, int randr)
{
    const SDL_SysWMmsg *msg = e->type == SDL_SYSWMEVENT ? e->syswm.msg : NULL;
    if (!msg || msg->subsystem != SDL_SYSWM_X11)
        return false;
    const XEvent *x = &msg->msg.x11.event;
    if (x->type == ConfigureNotify)
        return x->xconfigure.window == DefaultRootWindow(x->xconfigure.display);
    return randr && (x->type == randr || x->type == randr + 1); /* RRScreenChangeNotify, RRNotify */
}

#else

bool screen_x11_connector(int index, char *out, size_t room)
{
    (void)index, (void)out, (void)room;
    return false;
}

void screen_x11_reserve(SDL_Window *window, bool bottom)
{
    (void)window, (void)bottom;
}

int screen_x11_watch(SDL_Window *window, bool *changed)
{
    (void)window;
    *changed = false;
    return 0;
}

bool screen_x11_changed(const SDL_Event *e, int randr)
{
    (void)e, (void)randr;
    return false;
}

#endif
