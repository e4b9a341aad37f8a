/* screen_display.c - which display is asked for. Floor 7. Main thread. Knows no window. */
#include "view/screen_display.h"

#include <SDL.h>
#include <string.h>

#include "base/span.h"
#include "view/paint_card.h"
#include "view/screen_x11.h"

enum { NAME_MAX_BYTES = 64 };

/* What SDL calls it: on X11 the monitor by its own words, where it says any. */
static struct span name_of(int display)
{
    const char *name = SDL_GetDisplayName(display);
    return name ? span_of(name) : span_make("", 0);
}

static bool is_connector(int display, struct span asked)
{
    char connector[NAME_MAX_BYTES];
    return screen_x11_connector(display, connector, sizeof connector) &&
           span_is_nocase(asked, connector);
}

static bool is_word(char c)
{
    return ascii_alpha(c) || ascii_digit(c) || c == '-';
}

/* Whether whole words of the name are what is asked for, as in "Make Model (HDMI-A-1)". */
static bool has_words(struct span name, struct span asked)
{
    for (size_t at = 0; at + asked.n <= name.n; at++) {
        bool begins = at == 0 || !is_word(name.p[at - 1]);
        bool ends = at + asked.n == name.n || !is_word(name.p[at + asked.n]);
        if (begins && ends && span_eq_nocase(span_sub(name, at, asked.n), asked))
            return true;
    }
    return false;
}

static int find_words(struct span asked, int n)
{
    int found = -1;
    for (int i = 0; i < n; i++) {
        if (!has_words(name_of(i), asked))
            continue;
        if (found >= 0)
            return -1;
        found = i;
    }
    return found;
}

int screen_display_find(const char *asked)
{
    uint64_t number;
    int n = SDL_GetNumVideoDisplays(), card, place;
    if (!asked || !*asked)
        return 0;
    if (strcmp(SDL_GetCurrentVideoDriver(), "KMSDRM") == 0) /* SDL has no names there */
        return paint_card_find(asked, &card, &place) && place < n ? place : -1;
    struct span text = span_of(asked);
    for (int i = 0; i < n; i++)
        if (is_connector(i, text) || span_eq_nocase(name_of(i), text))
            return i;
    if (span_uint(text, INT32_MAX, &number))
        return (int)number < n ? (int)number : -1;
    return find_words(text, n);
}

void screen_display_print(struct buf *out)
{
    char connector[NAME_MAX_BYTES];
    for (int i = 0; i < SDL_GetNumVideoDisplays(); i++) {
        struct span name = name_of(i);
        bool own = screen_x11_connector(i, connector, sizeof connector) &&
                   !span_is_nocase(name, connector);
        (void)buf_printf(out, own ? "%s%d %s (%.*s)" : "%s%d %s%.*s", i ? ", " : "", i,
                         own ? connector : "", (int)name.n, name.p);
    }
}

void screen_display_unknown(const char *asked, struct why *why)
{
    struct buf names;
    buf_init(&names, WHY_MAX / 2);
    screen_display_print(&names);
    (void)why_set(why, ERR_NOT_FOUND, 0, "no display \"%s\"; there are: %s", asked,
                  buf_cstr(&names));
    buf_finish(&names);
}
