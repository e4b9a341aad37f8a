/* The window, its pacing, its keys: on SDL's driver for tests. */
#include "unit.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "view/screen.h"

static struct type *type;

static int start(void **state)
{
    (void)state;
    type = type_create(&(struct type_opts){.chain = TEST_FONTS "/chain.conf"}, NULL);
    return type && setenv("SDL_VIDEODRIVER", "dummy", 1) == 0 ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    type_destroy(type);
    return 0;
}

/* SDL ends a round of polling with a mark of its own: what was pushed behind that comes with the
 * next round. */
static enum screen_event next_event(struct screen *s)
{
    enum screen_event event = SCREEN_NONE;
    for (int i = 0; i < 3 && event == SCREEN_NONE; i++)
        event = screen_event(s, 0);
    return event;
}

static struct screen *open_screen(struct screen_opts opts)
{
    struct why why = {0};
    struct screen *s = screen_create(&opts, type, &why);
    if (!s)
        print_error("%s\n", why.text);
    assert_non_null(s);
    while (next_event(s) != SCREEN_NONE)
        ; /* what the window says about itself at first */
    return s;
}

static struct screen *open_window(enum screen_keys keys, enum rotation rotation)
{
    return open_screen((struct screen_opts){
        .window = true, .w = 320, .h = 200, .keys = keys, .rotation = rotation, .unpaced = true});
}

static enum screen_event press(struct screen *s, SDL_Keycode code, Uint16 mod, Uint8 repeat)
{
    SDL_Event e;
    memset(&e, 0, sizeof e);
    e.key = (SDL_KeyboardEvent){
        .type = SDL_KEYDOWN, .repeat = repeat, .keysym = {.sym = code, .mod = mod}};
    assert_int_equal(SDL_PushEvent(&e), 1);
    return next_event(s);
}

static const struct {
    SDL_Keycode code;
    enum screen_event full, safe;
} keys[] = {
    {SDLK_q, SCREEN_QUIT, SCREEN_NONE},
    {SDLK_ESCAPE, SCREEN_QUIT, SCREEN_NONE},
    {SDLK_SPACE, SCREEN_PAUSE, SCREEN_NONE},
    {SDLK_UP, SCREEN_FASTER, SCREEN_NONE},
    {SDLK_DOWN, SCREEN_SLOWER, SCREEN_NONE},
    {SDLK_RIGHT, SCREEN_NEXT, SCREEN_NEXT},
    {SDLK_LEFT, SCREEN_PREVIOUS, SCREEN_PREVIOUS},
    {SDLK_l, SCREEN_LAYOUT, SCREEN_LAYOUT},
    {SDLK_f, SCREEN_FULL, SCREEN_FULL},
    {SDLK_b, SCREEN_BLANK, SCREEN_NONE},
    {SDLK_PERIOD, SCREEN_BLANK, SCREEN_NONE}, /* of a pointer for talks */
    {SDLK_PAGEDOWN, SCREEN_NEXT, SCREEN_NEXT},
    {SDLK_PAGEUP, SCREEN_PREVIOUS, SCREEN_PREVIOUS},
    {SDLK_AUDIONEXT, SCREEN_NEXT, SCREEN_NEXT}, /* of a remote control */
    {SDLK_AUDIOPREV, SCREEN_PREVIOUS, SCREEN_PREVIOUS},
    {SDLK_AC_BACK, SCREEN_PREVIOUS, SCREEN_PREVIOUS},
    {SDLK_AUDIOPLAY, SCREEN_PAUSE, SCREEN_NONE},
    {SDLK_RETURN, SCREEN_PAUSE, SCREEN_NONE},
    {SDLK_AUDIOFASTFORWARD, SCREEN_FASTER, SCREEN_NONE},
    {SDLK_AUDIOREWIND, SCREEN_SLOWER, SCREEN_NONE},
    {SDLK_MENU, SCREEN_LAYOUT, SCREEN_LAYOUT},
    {SDLK_SLEEP, SCREEN_BLANK, SCREEN_NONE},
    {SDLK_z, SCREEN_NONE, SCREEN_NONE},
};

static void keys_mean_what_their_rules_allow(void **state)
{
    (void)state;
    for (int rules = KEYS_FULL; rules <= KEYS_NONE; rules++) {
        struct screen *s = open_window((enum screen_keys)rules, ROTATE_0);
        for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
            enum screen_event want = rules == KEYS_FULL   ? keys[i].full
                                     : rules == KEYS_SAFE ? keys[i].safe
                                                          : SCREEN_NONE;
            assert_int_equal(press(s, keys[i].code, 0, 0), want);
        }
        screen_destroy(s);
    }
}

static void held_keys_and_others_commands_are_left_alone(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    (void)state;
    assert_int_equal(press(s, SDLK_q, KMOD_LCTRL, 0), SCREEN_NONE);
    assert_int_equal(press(s, SDLK_f, KMOD_LALT, 0), SCREEN_NONE);
    assert_int_equal(press(s, SDLK_SPACE, 0, 1), SCREEN_NONE);
    assert_int_equal(press(s, SDLK_UP, 0, 1), SCREEN_FASTER);
    assert_int_equal(press(s, SDLK_l, KMOD_CAPS, 0), SCREEN_LAYOUT);
    screen_destroy(s);
}

static void closing_the_window_quits_where_keys_may(void **state)
{
    (void)state;
    for (int rules = KEYS_FULL; rules <= KEYS_NONE; rules++) {
        struct screen *s = open_window((enum screen_keys)rules, ROTATE_0);
        SDL_Event close = {
            .window = {.type = SDL_WINDOWEVENT, .event = SDL_WINDOWEVENT_CLOSE, .windowID = 1}};
        SDL_Event e = {.type = SDL_QUIT};
        assert_int_equal(SDL_PushEvent(&close), 1);
        assert_int_equal(SDL_PushEvent(&e), 1);
        assert_int_equal(next_event(s), rules == KEYS_FULL ? SCREEN_QUIT : SCREEN_NONE);
        assert_int_equal(SDL_PushEvent(&e), 1); /* by itself: Wayland has ended */
        assert_int_equal(next_event(s), SCREEN_LOST);
        screen_destroy(s);
    }
}

static enum screen_event click_at(struct screen *s, int x, int y, Uint8 button)
{
    SDL_Event e;
    memset(&e, 0, sizeof e);
    e.button =
        (SDL_MouseButtonEvent){.type = SDL_MOUSEBUTTONDOWN, .button = button, .x = x, .y = y};
    assert_int_equal(SDL_PushEvent(&e), 1);
    return next_event(s);
}

static void clicks_are_told_upright(void **state)
{
    static const int want[4][2] = {{10, 20}, {20, 309}, {309, 179}, {179, 10}};
    int x, y, w, h;
    (void)state;
    for (int r = 0; r < 4; r++) {
        struct screen *s = open_window(KEYS_SAFE, (enum rotation)r);
        screen_size(s, &w, &h);
        assert_int_equal(w, r & 1 ? 200 : 320);
        assert_int_equal(h, r & 1 ? 320 : 200);
        assert_int_equal(click_at(s, 10, 20, SDL_BUTTON_RIGHT), SCREEN_NONE);
        assert_int_equal(click_at(s, 10, 20, SDL_BUTTON_LEFT), SCREEN_CLICK);
        screen_click(s, &x, &y);
        assert_int_equal(x, want[r][0]);
        assert_int_equal(y, want[r][1]);
        screen_destroy(s);
    }
    struct screen *s = open_window(KEYS_NONE, ROTATE_0);
    assert_int_equal(click_at(s, 10, 20, SDL_BUTTON_LEFT), SCREEN_NONE);
    screen_destroy(s);
}

static void *wake_it(void *s)
{
    for (int i = 0; i < 100; i++)
        screen_wake(s);
    return NULL;
}

static void another_thread_wakes_it(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    pthread_t thread;
    (void)state;
    assert_int_equal(screen_event(s, 1), SCREEN_NONE);
    assert_int_equal(pthread_create(&thread, NULL, wake_it, s), 0);
    assert_int_equal(screen_event(s, 5000), SCREEN_WOKEN);
    assert_int_equal(pthread_join(thread, NULL), 0);
    for (int i = 0; i < 100 && next_event(s) != SCREEN_NONE; i++)
        ;
    assert_int_equal(next_event(s), SCREEN_NONE);
    screen_wake(s);
    assert_int_equal(next_event(s), SCREEN_WOKEN);
    screen_destroy(s);
}

static void a_new_size_is_a_new_painter(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    SDL_Window *window = SDL_GetWindowFromID(1);
    int w, h;
    (void)state;
    assert_non_null(window);
    SDL_SetWindowSize(window, 400, 240);
    assert_int_equal(next_event(s), SCREEN_RESIZED);
    screen_size(s, &w, &h);
    assert_int_equal(w, 400);
    assert_int_equal(h, 240);
    assert_int_equal(next_event(s), SCREEN_NONE);
    struct strip none = {0};
    assert_int_equal(screen_present(s, &none), ERR_OK);
    SDL_Event exposed = {.window = {.type = SDL_WINDOWEVENT,
                                    .event = SDL_WINDOWEVENT_EXPOSED,
                                    .windowID = SDL_GetWindowID(window)}};
    assert_int_equal(SDL_PushEvent(&exposed), 1);
    assert_int_equal(next_event(s), SCREEN_NONE);
    SDL_Event reset = {.type = SDL_RENDER_DEVICE_RESET};
    assert_int_equal(SDL_PushEvent(&reset), 1);
    assert_int_equal(next_event(s), SCREEN_NONE);
    screen_destroy(s);
}

static void full_screen_and_back(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    SDL_Rect display;
    int w, h;
    (void)state;
    assert_int_equal(SDL_GetDisplayBounds(0, &display), 0);
    screen_toggle_full(s);
    assert_int_equal(next_event(s), SCREEN_NONE);
    screen_size(s, &w, &h);
    assert_int_equal(w, display.w);
    screen_toggle_full(s);
    assert_int_equal(next_event(s), SCREEN_NONE);
    screen_size(s, &w, &h);
    assert_int_equal(w, 320);
    screen_destroy(s);
}

/* As when a resize is under way: the surface of the painter is no more the window's. */
static void a_frame_lost_to_a_change_brings_a_new_painter(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    struct draw_list list;
    struct strip none = {0};
    (void)state;
    assert_int_equal(drawlist_init(&list, 320, 200), ERR_OK);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 330, 210);
    assert_int_equal(screen_paint(s)->ops->still(screen_paint(s), &list), ERR_OK);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    assert_int_equal(next_event(s), SCREEN_RESIZED);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    assert_int_equal(next_event(s), SCREEN_NONE);
    drawlist_finish(&list);
    screen_destroy(s);
}

static void a_bar_lies_at_its_edge(void **state)
{
    struct screen *s = open_screen((struct screen_opts){.bar = true, .bar_bottom = true, .h = 50});
    SDL_Rect display;
    int w, h, y;
    (void)state;
    assert_int_equal(SDL_GetDisplayBounds(0, &display), 0);
    screen_size(s, &w, &h);
    assert_int_equal(w, display.w);
    assert_int_equal(h, 50);
    SDL_GetWindowPosition(SDL_GetWindowFromID(1), NULL, &y);
    assert_int_equal(y, display.h - 50);
    screen_toggle_full(s); /* a bar stays one */
    assert_int_equal(next_event(s), SCREEN_NONE);
    screen_destroy(s);
    s = open_screen((struct screen_opts){.bar = true});
    screen_size(s, &w, &h);
    assert_in_range(h, 20, display.h / 8);
    screen_destroy(s);
}

static void rules_can_change(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    (void)state;
    assert_int_equal(press(s, SDLK_q, 0, 0), SCREEN_QUIT);
    screen_set_keys(s, KEYS_NONE);
    assert_int_equal(press(s, SDLK_q, 0, 0), SCREEN_NONE);
    screen_destroy(s);
}

static bool is_black(struct screen *s)
{
    SDL_Surface *shown = SDL_GetWindowSurface(SDL_GetWindowFromID(1));
    const unsigned char *pixel = (const unsigned char *)shown->pixels;
    (void)s;
    return pixel[0] == 0 && pixel[1] == 0 && pixel[2] == 0;
}

/* Also what a changed window brings to light, and a window of another size, is black. */
static void black_stays_black(void **state)
{
    struct screen *s = open_window(KEYS_FULL, ROTATE_0);
    struct draw_list list;
    struct strip none = {0};
    (void)state;
    assert_int_equal(drawlist_init(&list, 320, 200), ERR_OK);
    list.back = 0x203040;
    assert_int_equal(screen_paint(s)->ops->still(screen_paint(s), &list), ERR_OK);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    assert_false(is_black(s));
    screen_blank(s, true);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    assert_true(is_black(s) && SDL_IsScreenSaverEnabled());
    SDL_Event exposed = {.window = {.type = SDL_WINDOWEVENT,
                                    .event = SDL_WINDOWEVENT_EXPOSED,
                                    .windowID = SDL_GetWindowID(SDL_GetWindowFromID(1))}};
    assert_int_equal(SDL_PushEvent(&exposed), 1);
    assert_int_equal(next_event(s), SCREEN_NONE);
    assert_true(is_black(s));
    screen_blank(s, false);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    assert_false(is_black(s) || SDL_IsScreenSaverEnabled());
    screen_blank(s, true);
    SDL_SetWindowSize(SDL_GetWindowFromID(1), 400, 240);
    assert_int_equal(next_event(s), SCREEN_RESIZED);
    assert_int_equal(screen_paint(s)->ops->still(screen_paint(s), &list), ERR_OK);
    assert_true(is_black(s));
    drawlist_finish(&list);
    screen_destroy(s);
}

/* A display that comes or goes: all is opened anew, once things have settled. */
static void a_changed_display_is_opened_anew(void **state)
{
    struct screen *s = open_screen((struct screen_opts){.unpaced = true});
    struct strip none = {0};
    enum screen_event event = SCREEN_NONE;
    (void)state;
    SDL_Event plugged = {
        .display = {.type = SDL_DISPLAYEVENT, .event = SDL_DISPLAYEVENT_CONNECTED}};
    for (int i = 0; i < 3; i++)
        assert_int_equal(SDL_PushEvent(&plugged), 1);
    for (int i = 0; i < 200 && event != SCREEN_RESIZED; i++) {
        event = screen_event(s, 10);
        assert_int_equal(screen_present(s, &none), ERR_OK);
    }
    assert_int_equal(event, SCREEN_RESIZED);
    assert_non_null(SDL_GetWindowFromID(1));
    screen_wake(s); /* its own events live on */
    for (int i = 0; i < 200 && event != SCREEN_WOKEN; i++)
        event = screen_event(s, 10);
    assert_int_equal(event, SCREEN_WOKEN);
    screen_destroy(s);
}

static void frames_are_paced_by_our_own_clock(void **state)
{
    struct screen *s = open_screen((struct screen_opts){
        .window = true, .w = 100, .h = 50, .refresh = 200, .painter = PAINTER_SOFT});
    struct strip none = {0};
    (void)state;
    assert_true(screen_refresh(s) == 200);
    for (int i = 0; i < 41; i++)
        assert_int_equal(screen_present(s, &none), ERR_OK);
    struct screen_stats stats = screen_stats(s);
    assert_int_equal(stats.presented, 41);
    assert_true(stats.refresh == 200);
    assert_true(stats.interval_ms >
                4.5); /* 5 but for a first frame that came late on a busy machine */
    assert_true(stats.first_ms > 0);
    screen_destroy(s);
}

static void a_dump_needs_no_display(void **state)
{
    int w, h;
    struct strip none = {0};
    (void)state;
    assert_int_equal(setenv("SDL_VIDEODRIVER", "none", 1), 0);
    struct screen *s = open_screen(
        (struct screen_opts){.painter = PAINTER_DUMP, .unpaced = true, .rotation = ROTATE_90});
    assert_int_equal(setenv("SDL_VIDEODRIVER", "dummy", 1), 0);
    screen_size(s, &w, &h);
    assert_int_equal(w, 1080);
    assert_int_equal(h, 1920);
    assert_true(screen_refresh(s) == 60);
    assert_string_equal(screen_paint(s)->ops->name, "dump");
    for (int i = 0; i < 3; i++)
        assert_int_equal(screen_present(s, &none), ERR_OK);
    assert_int_equal(screen_stats(s).presented, 3);
    assert_int_equal(screen_stats(s).missed, 0);
    screen_toggle_full(s);
    screen_wake(s);
    assert_int_equal(next_event(s), SCREEN_WOKEN);
    screen_destroy(s);
}

static void a_display_is_found_by_name_or_number(void **state)
{
    struct why why = {0};
    struct screen_opts opts = {.window = true, .display = "0", .unpaced = true};
    char name[100];
    (void)state;
    struct screen *s = open_screen(opts);
    (void)SDL_snprintf(name, sizeof name, "%s", SDL_GetDisplayName(0));
    screen_destroy(s);
    opts.display = name;
    screen_destroy(open_screen(opts));
    opts.display = "7";
    assert_null(screen_create(&opts, type, &why));
    assert_non_null(strstr(why.text, "no display \"7\""));
    assert_non_null(strstr(why.text, name));
}

static void refuse(enum screen_painter painter, const char *hint)
{
    struct why why = {0};
    assert_null(screen_create(&(struct screen_opts){.painter = painter}, type, &why));
    if (!strstr(why.text, hint))
        print_error("%s\n", why.text);
    assert_non_null(strstr(why.text, hint));
}

static void without_a_display_it_says_what_to_do(void **state)
{
    (void)state;
    assert_int_equal(setenv("SDL_VIDEODRIVER", "x11", 1), 0);
    assert_int_equal(setenv("DISPLAY", ":4711", 1), 0);
    refuse(PAINTER_AUTO, "DISPLAY=:4711");
    assert_int_equal(setenv("SDL_VIDEODRIVER", "wayland", 1), 0);
    assert_int_equal(unsetenv("DISPLAY"), 0);
    assert_int_equal(setenv("WAYLAND_DISPLAY", "none-0", 1), 0);
    refuse(PAINTER_SOFT, "WAYLAND_DISPLAY=none-0");
    assert_int_equal(unsetenv("WAYLAND_DISPLAY"), 0);
    assert_int_equal(setenv("SDL_VIDEODRIVER", "none", 1), 0);
    refuse(PAINTER_AUTO, "no display: ");
    assert_int_equal(setenv("SDL_VIDEODRIVER", "dummy", 1), 0);
    refuse(PAINTER_GPU, "no GPU"); /* the driver for tests has none */
}

/* Runs the screen as the show does until a display is there. */
static void await_display(struct screen *s)
{
    enum screen_event event = SCREEN_NONE;
    for (int i = 0; i < 600 && event != SCREEN_RESIZED; i++)
        event = screen_event(s, 100);
    assert_int_equal(event, SCREEN_RESIZED);
}

static void a_patient_one_waits_for_its_display(void **state)
{
    struct why why = {0};
    struct strip none = {0};
    int w, h;
    (void)state;
    assert_int_equal(setenv("SDL_VIDEODRIVER", "none", 1), 0);
    struct screen_opts opts = {
        .window = true, .w = 320, .h = 200, .unpaced = true, .patient = true};
    struct screen *s = screen_create(&opts, type, &why);
    assert_non_null(s);
    assert_true(screen_waits(s));
    assert_non_null(strstr(why.text, "no display"));
    screen_size(s, &w, &h);
    assert_int_equal(w, 1920);
    assert_int_equal(h, 1080);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    screen_wake(s);
    assert_int_equal(next_event(s), SCREEN_WOKEN);
    assert_int_equal(setenv("SDL_VIDEODRIVER", "dummy", 1), 0);
    await_display(s);
    assert_false(screen_waits(s));
    screen_size(s, &w, &h);
    assert_int_equal(w, 320);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    screen_destroy(s);
}

static void nothing_is_destroyed_twice(void **state)
{
    (void)state;
    screen_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keys_mean_what_their_rules_allow),
        cmocka_unit_test(held_keys_and_others_commands_are_left_alone),
        cmocka_unit_test(closing_the_window_quits_where_keys_may),
        cmocka_unit_test(clicks_are_told_upright),
        cmocka_unit_test(another_thread_wakes_it),
        cmocka_unit_test(a_new_size_is_a_new_painter),
        cmocka_unit_test(full_screen_and_back),
        cmocka_unit_test(a_frame_lost_to_a_change_brings_a_new_painter),
        cmocka_unit_test(a_bar_lies_at_its_edge),
        cmocka_unit_test(rules_can_change),
        cmocka_unit_test(black_stays_black),
        cmocka_unit_test(a_changed_display_is_opened_anew),
        cmocka_unit_test(frames_are_paced_by_our_own_clock),
        cmocka_unit_test(a_dump_needs_no_display),
        cmocka_unit_test(a_display_is_found_by_name_or_number),
        cmocka_unit_test(without_a_display_it_says_what_to_do),
        cmocka_unit_test(a_patient_one_waits_for_its_display),
        cmocka_unit_test(nothing_is_destroyed_twice),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
