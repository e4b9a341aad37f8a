/* Which screen and which mode of a graphics card, on structures as the kernel fills them. */
#include "unit.h"

#include <math.h>
#include <string.h>

#include "view/paint_mode.h"

/* CEA-861's timings, and one of a panel that is a bar. */
static drmModeModeInfo modes[] = {
    {.clock = 148500, .hdisplay = 1920, .htotal = 2200, .vdisplay = 1080, .vtotal = 1125},
    {.clock = 148352, .hdisplay = 1920, .htotal = 2200, .vdisplay = 1080, .vtotal = 1125},
    {.clock = 74250,
     .hdisplay = 1920,
     .htotal = 2200,
     .vdisplay = 1080,
     .vtotal = 1125,
     .flags = DRM_MODE_FLAG_INTERLACE},
    {.clock = 148500, .hdisplay = 1920, .htotal = 2640, .vdisplay = 1080, .vtotal = 1125},
    {.clock = 74250,
     .hdisplay = 1280,
     .htotal = 1650,
     .vdisplay = 720,
     .vtotal = 750,
     .type = DRM_MODE_TYPE_PREFERRED},
    {.clock = 27000, .hdisplay = 720, .htotal = 864, .vdisplay = 576, .vtotal = 625},
};

static drmModeConnector tv(void)
{
    return (drmModeConnector){.connector_type = DRM_MODE_CONNECTOR_HDMIA,
                              .connector_type_id = 1,
                              .connection = DRM_MODE_CONNECTED,
                              .count_modes = sizeof modes / sizeof *modes,
                              .modes = modes};
}

static void refresh_is_exact(void **state)
{
    (void)state;
    drmModeModeInfo doubled = modes[5], none = {.clock = 1};
    assert_true(fabs(paint_mode_refresh(&modes[0]) - 60) < 1e-9);
    assert_true(fabs(paint_mode_refresh(&modes[1]) - 59.94) < 0.001);
    assert_true(fabs(paint_mode_refresh(&modes[2]) - 60) < 1e-9); /* fields */
    assert_true(fabs(paint_mode_refresh(&modes[3]) - 50) < 1e-9);
    doubled.flags = DRM_MODE_FLAG_DBLSCAN;
    assert_true(fabs(paint_mode_refresh(&doubled) - 25) < 1e-9);
    assert_true(paint_mode_refresh(&none) == 0);
}

static void the_mode_that_is_asked_for(void **state)
{
    static const struct {
        int w, h;
        double hz;
        int mode; /* -1: none */
    } cases[] = {
        {0, 0, 0, 4},        {1920, 1080, 0, 0},  {1920, 1080, 59.94, 1}, {1920, 1080, 50, 3},
        {1920, 1080, 48, 3}, {0, 0, 59.94, 4},    {720, 576, 60, 5},      {1280, 720, 0, 4},
        {1000, 700, 0, -1},  {1920, 1200, 0, -1},
    };
    (void)state;
    drmModeConnector c = tv();
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        const drmModeModeInfo *got = paint_mode_choose(&c, cases[i].w, cases[i].h, cases[i].hz);
        assert_ptr_equal(got, cases[i].mode < 0 ? NULL : &modes[cases[i].mode]);
    }
    c.modes = &modes[2]; /* interlaced last */
    c.count_modes = 2;
    assert_ptr_equal(paint_mode_choose(&c, 0, 0, 0), &modes[3]);
    c.count_modes = 0;
    assert_null(paint_mode_choose(&c, 0, 0, 0));
}

static void a_connector_by_name_or_number(void **state)
{
    char name[PAINT_MODE_NAME];
    (void)state;
    drmModeConnector c = tv();
    paint_mode_name(&c, name);
    assert_string_equal(name, "HDMI-A-1");
    assert_true(paint_mode_asked(&c, 0, span_of("")));
    assert_true(paint_mode_asked(&c, 2, span_of("hdmi-a-1")));
    assert_true(paint_mode_asked(&c, 2, span_of("2")));
    assert_false(paint_mode_asked(&c, 2, span_of("1")));
    assert_false(paint_mode_asked(&c, 0, span_of("HDMI-A-2")));
    assert_false(paint_mode_asked(&c, 0, span_of("-1")));
    c.connector_type = 4711;
    paint_mode_name(&c, name);
    assert_string_equal(name, "Unknown-1");
}

static void only_what_is_plugged_in(void **state)
{
    (void)state;
    drmModeConnector c = tv();
    assert_true(paint_mode_connected(&c));
    c.connection = DRM_MODE_DISCONNECTED;
    assert_false(paint_mode_connected(&c));
    c = tv();
    c.count_modes = 0;
    assert_false(paint_mode_connected(&c));
}

static void sizes_are_listed_once(void **state)
{
    char list[PAINT_MODE_LIST];
    drmModeModeInfo many[60];
    (void)state;
    drmModeConnector c = tv();
    paint_mode_list(&c, list);
    assert_string_equal(list, "1920x1080, 1280x720, 720x576");
    for (int i = 0; i < 60; i++)
        many[i] = (drmModeModeInfo){.hdisplay = (uint16_t)(1000 + i), .vdisplay = 1000};
    c.modes = many;
    c.count_modes = 60;
    paint_mode_list(&c, list); /* as many as there is room for, each whole */
    assert_true(strlen(list) < PAINT_MODE_LIST);
    assert_int_equal((strlen(list) + 2) % strlen("1000x1000, "), 0);
    c.count_modes = 0;
    paint_mode_list(&c, list);
    assert_string_equal(list, "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(refresh_is_exact),
        cmocka_unit_test(the_mode_that_is_asked_for),
        cmocka_unit_test(a_connector_by_name_or_number),
        cmocka_unit_test(only_what_is_plugged_in),
        cmocka_unit_test(sizes_are_listed_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
