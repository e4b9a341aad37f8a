/* screen_bar.c - keeps other windows off a desktop bar. Floor 7. Main thread. */
#include "view/screen_bar.h"

#include <SDL_syswm.h>

#ifdef SDL_VIDEO_DRIVER_X11

enum { TOP = 2, BOTTOM = 3, TOP_FROM = 8, BOTTOM_FROM = 10, STRUT = 4, PARTIAL = 12 };

/* Loaded when needed, so that a screen without X11 needs no library of it. */
struct x11 {
    void *library;
    Atom (*intern)(Display *, const char *, int);
    int (*change)(Display *, Window, Atom, Atom, int, int, const unsigned char *, int);
    int (*flush)(Display *);
};

static bool load(struct x11 *x)
{
    x->library = SDL_LoadObject("libX11.so.6");
    if (!x->library)
        return false;
    *(void **)&x->intern = SDL_LoadFunction(x->library, "XInternAtom");
    *(void **)&x->change = SDL_LoadFunction(x->library, "XChangeProperty");
    *(void **)&x->flush = SDL_LoadFunction(x->library, "XFlush");
    return x->intern && x->change && x->flush;
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

void screen_bar_reserve(SDL_Window *window, bool bottom)
{
    struct x11 x = {0};
    SDL_SysWMinfo info;
    SDL_VERSION(&info.version);
    if (!SDL_GetWindowWMInfo(window, &info) || info.subsystem != SDL_SYSWM_X11)
        return;
    int left, width, height;
    SDL_GetWindowPosition(window, &left, NULL);
    SDL_GetWindowSize(window, &width, &height);
    long strut[PARTIAL] = {0};
    strut[bottom ? BOTTOM : TOP] = height;
    strut[bottom ? BOTTOM_FROM : TOP_FROM] = left;
    strut[(bottom ? BOTTOM_FROM : TOP_FROM) + 1] = left + width - 1;
    if (load(&x))
        set_strut(&x, info.info.x11.display, info.info.x11.window, strut);
    SDL_UnloadObject(x.library);
}

#else

void screen_bar_reserve(SDL_Window *window, bool bottom)
{
    (void)window, (void)bottom;
}

#endif
