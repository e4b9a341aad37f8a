/* screen_keys.c - what a key means. Floor 7. Main thread. */
#include "view/screen_keys.h"

struct key {
    SDL_Keycode code;
    enum screen_event event;
    bool safe;    /* harmless in a public place */
    bool repeats; /* means something when held down */
};

static const struct key keys[] = {
    {SDLK_q, SCREEN_QUIT, false, false},       {SDLK_ESCAPE, SCREEN_QUIT, false, false},
    {SDLK_SPACE, SCREEN_PAUSE, false, false},  {SDLK_UP, SCREEN_FASTER, false, true},
    {SDLK_DOWN, SCREEN_SLOWER, false, true},   {SDLK_RIGHT, SCREEN_NEXT, true, false},
    {SDLK_LEFT, SCREEN_PREVIOUS, true, false}, {SDLK_l, SCREEN_LAYOUT, true, false},
    {SDLK_f, SCREEN_FULL, true, false},
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
