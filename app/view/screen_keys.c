/* screen_keys.c - what a key means. Floor 7. Main thread. */
#include "view/screen_keys.h"

struct key {
    SDL_Keycode code;
    enum screen_event event;
    bool safe;    /* harmless in a public place */
    bool repeats; /* means something when held down */
};

/* Beside the keyboard's own: those of remote controls, and of pointers for talks, which send page
 * keys and a full stop. */
static const struct key keys[] = {
    {SDLK_q, SCREEN_QUIT, false, false},
    {SDLK_ESCAPE, SCREEN_QUIT, false, false},
    {SDLK_SPACE, SCREEN_PAUSE, false, false},
    {SDLK_RETURN, SCREEN_PAUSE, false, false},
    {SDLK_SELECT, SCREEN_PAUSE, false, false},
    {SDLK_AUDIOPLAY, SCREEN_PAUSE, false, false},
    {SDLK_AUDIOSTOP, SCREEN_PAUSE, false, false},
    {SDLK_UP, SCREEN_FASTER, false, true},
    {SDLK_AUDIOFASTFORWARD, SCREEN_FASTER, false, true},
    {SDLK_DOWN, SCREEN_SLOWER, false, true},
    {SDLK_AUDIOREWIND, SCREEN_SLOWER, false, true},
    {SDLK_RIGHT, SCREEN_NEXT, true, false},
    {SDLK_PAGEDOWN, SCREEN_NEXT, true, false},
    {SDLK_AUDIONEXT, SCREEN_NEXT, true, false},
    {SDLK_AC_FORWARD, SCREEN_NEXT, true, false},
    {SDLK_LEFT, SCREEN_PREVIOUS, true, false},
    {SDLK_PAGEUP, SCREEN_PREVIOUS, true, false},
    {SDLK_AUDIOPREV, SCREEN_PREVIOUS, true, false},
    {SDLK_AC_BACK, SCREEN_PREVIOUS, true, false},
    {SDLK_l, SCREEN_LAYOUT, true, false},
    {SDLK_MENU, SCREEN_LAYOUT, true, false},
    {SDLK_f, SCREEN_FULL, true, false},
    {SDLK_b, SCREEN_BLANK, false, false},
    {SDLK_PERIOD, SCREEN_BLANK, false, false},
    {SDLK_SLEEP, SCREEN_BLANK, false, false},
};

enum screen_event screen_keys_read(const SDL_KeyboardEvent *key, enum screen_keys rules)
{
    if (rules == KEYS_NONE || key->keysym.mod & (KMOD_CTRL | KMOD_ALT | KMOD_GUI))
        return SCREEN_NONE;
    for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
        if (keys[i].code != key->keysym.sym)
            continue;
        bool allowed = rules == KEYS_FULL || keys[i].safe;
        return allowed && (!key->repeat || keys[i].repeats) ? keys[i].event : SCREEN_NONE;
    }
    return SCREEN_NONE;
}
