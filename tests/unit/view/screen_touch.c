/* What a finger means. No display is there: events come from the test. */
#include "unit.h"

#include "view/screen_touch.h"

enum { W = 800, H = 480 };

static enum screen_event finger(struct screen_touch *t, Uint32 type, float x, float y, Uint32 ms,
                                enum rotation rotation, enum screen_keys rules)
{
    SDL_TouchFingerEvent e = {.type = type, .timestamp = ms, .x = x, .y = y};
    return screen_touch_read(t, &e, W, H, rotation, rules);
}

static enum screen_event stroke(float dx, float dy, Uint32 ms, enum rotation rotation,
                                enum screen_keys rules)
{
    struct screen_touch t = {0};
    assert_int_equal(finger(&t, SDL_FINGERDOWN, 0.5F, 0.5F, 1000, rotation, rules), SCREEN_NONE);
    return finger(&t, SDL_FINGERUP, 0.5F + dx, 0.5F + dy, 1000 + ms, rotation, rules);
}

static void taps_and_strokes(void **state)
{
    static const struct {
        float dx, dy;
        Uint32 ms;
        enum screen_event full, safe;
    } cases[] = {
        {0, 0, 80, SCREEN_NEXT, SCREEN_NEXT},
        {0.02F, -0.02F, 80, SCREEN_NEXT, SCREEN_NEXT}, /* nobody's finger is still */
        {0, 0, 900, SCREEN_PAUSE, SCREEN_NONE},
        {-0.3F, 0.05F, 200, SCREEN_NEXT, SCREEN_NEXT},
        {0.3F, 0.05F, 200, SCREEN_PREVIOUS, SCREEN_PREVIOUS},
        {0.3F, 0.05F, 2000, SCREEN_PREVIOUS, SCREEN_PREVIOUS},
        {0.1F, 0.4F, 200, SCREEN_NONE, SCREEN_NONE}, /* up and down, or askew: nothing */
        {0, -0.4F, 200, SCREEN_NONE, SCREEN_NONE},
        {0.3F, 0.4F, 200, SCREEN_NONE, SCREEN_NONE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        float dx = cases[i].dx, dy = cases[i].dy;
        assert_int_equal(stroke(dx, dy, cases[i].ms, ROTATE_0, KEYS_FULL), cases[i].full);
        assert_int_equal(stroke(dx, dy, cases[i].ms, ROTATE_0, KEYS_SAFE), cases[i].safe);
        assert_int_equal(stroke(dx, dy, cases[i].ms, ROTATE_0, KEYS_NONE), SCREEN_NONE);
    }
}

/* Turned clockwise, the picture's right is the window's bottom, then its left, then its top. */
static void strokes_follow_the_picture(void **state)
{
    static const float way[4][2] = {{0.3F, 0}, {0, 0.3F}, {-0.3F, 0}, {0, -0.3F}};
    (void)state;
    for (int r = 0; r < 4; r++) {
        enum rotation rotation = (enum rotation)r;
        assert_int_equal(stroke(way[r][0], way[r][1], 200, rotation, KEYS_FULL), SCREEN_PREVIOUS);
        assert_int_equal(stroke(-way[r][0], -way[r][1], 200, rotation, KEYS_FULL), SCREEN_NEXT);
    }
}

static void two_fingers_are_no_gesture(void **state)
{
    struct screen_touch t = {0};
    (void)state;
    for (int round = 0; round < 2; round++) {
        (void)finger(&t, SDL_FINGERDOWN, 0.5F, 0.5F, 1, ROTATE_0, KEYS_FULL);
        (void)finger(&t, SDL_FINGERDOWN, 0.7F, 0.5F, 2, ROTATE_0, KEYS_FULL);
        assert_int_equal(finger(&t, SDL_FINGERUP, 0.5F, 0.5F, 3, ROTATE_0, KEYS_FULL), SCREEN_NONE);
        assert_int_equal(finger(&t, SDL_FINGERUP, 0.7F, 0.5F, 4, ROTATE_0, KEYS_FULL), SCREEN_NONE);
        (void)finger(&t, SDL_FINGERDOWN, 0.5F, 0.5F, 5, ROTATE_0, KEYS_FULL);
        assert_int_equal(finger(&t, SDL_FINGERUP, 0.5F, 0.5F, 6, ROTATE_0, KEYS_FULL), SCREEN_NEXT);
    }
    assert_int_equal(finger(&t, SDL_FINGERUP, 0.5F, 0.5F, 7, ROTATE_0, KEYS_FULL), SCREEN_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(taps_and_strokes),
        cmocka_unit_test(strokes_follow_the_picture),
        cmocka_unit_test(two_fingers_are_no_gesture),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
