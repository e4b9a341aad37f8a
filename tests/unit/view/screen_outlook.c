/* screen_outlook.c - what `check` says of a bare console, on folders that stand for its devices. */
#include "view/screen_outlook.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "unit.h"

enum { NOBODY = 65534, PATH_BYTES = 256, TEXT_MAX = 4096 };

/* A machine: its files, ended by NULL; "-" in front: only root may open it. */
struct machine {
    const char *files[8];
    bool keys;
    const char *says;
};

static const struct machine machines[] = {
    {{NULL}, true, "display: none: neither DISPLAY nor WAYLAND_DISPLAY is set, and there is no "},
    {{"dev/dri/card0", NULL}, true, "display: console, nothing is plugged in; painter: kms\n"},
    {{"dev/dri/card1", "dev/dri/renderD128", "sys/class/drm/card1-HDMI-A-1/status=connected",
      "sys/class/drm/card1-HDMI-A-2/status=disconnected",
      "sys/class/drm/card1-DP-1/status=connected", "dev/input/event0", "-dev/input/event1", NULL},
     true,
     "display: console, DP-1, HDMI-A-1; painter: gpu, kms where GL is software\n"},
    {{"-dev/dri/card0", NULL}, true, "card0 (group video)\n"},
    {{"-dev/dri/card0", "dev/dri/card1", NULL}, true, "display: console, "},
    {{"dev/dri/card0", "-dev/dri/renderD128", NULL}, true, "painter: kms\ndisplay: this user may "},
    {{"dev/dri/card0", "-dev/dri/renderD128", NULL}, true, "renderD128 (group render)\n"},
    {{"dev/dri/card0", "-dev/input/event0", NULL}, true, "event0 (group input)\n"},
};

static void make_file(const char *root, const char *file)
{
    char path[PATH_BYTES];
    bool shut = file[0] == '-';
    (void)snprintf(path, sizeof path, "%s/%s", root, file + shut);
    char *text = strchr(path, '=');
    if (text)
        *text++ = 0;
    for (char *slash = strchr(path + strlen(root) + 1, '/'); slash;
         slash = strchr(slash + 1, '/')) {
        *slash = 0;
        (void)mkdir(path, 0755);
        *slash = '/';
    }
    FILE *f = fopen(path, "we");
    assert_non_null(f);
    (void)fprintf(f, "%s\n", text ? text : "");
    assert_int_equal(fclose(f), 0);
    assert_int_equal(chmod(path, shut ? 0 : 0666), 0);
}

static void look_at(const struct machine *m, struct buf *out)
{
    char root[] = "/tmp/motograph-outlook-XXXXXX", command[PATH_BYTES];
    assert_non_null(mkdtemp(root));
    assert_int_equal(chmod(root, 0755), 0);
    for (const char *const *file = m->files; *file; file++)
        make_file(root, *file);
    bool is_root = geteuid() == 0; /* root may open anything */
    if (is_root)
        assert_int_equal(seteuid(NOBODY), 0);
    struct screen_opts opts = {.keys = m->keys ? KEYS_FULL : KEYS_NONE};
    screen_outlook_console(&opts, root, out);
    if (is_root)
        assert_int_equal(seteuid(0), 0);
    (void)snprintf(command, sizeof command, "rm -rf %s", root);
    assert_int_equal(system(command), 0);
}

static void a_console_and_its_rights(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof machines / sizeof *machines; i++) {
        struct buf out;
        buf_init(&out, TEXT_MAX);
        look_at(&machines[i], &out);
        if (!strstr(buf_cstr(&out), machines[i].says))
            fail_msg("machine %zu: want \"%s\", got \"%s\"", i, machines[i].says, buf_cstr(&out));
        buf_finish(&out);
    }
}

static void a_wall_without_keys_needs_none(void **state)
{
    (void)state;
    const struct machine m = {{"dev/dri/card0", "-dev/input/event0", NULL}, false, ""};
    struct buf out;
    buf_init(&out, TEXT_MAX);
    look_at(&m, &out);
    assert_null(strstr(buf_cstr(&out), "keys"));
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_console_and_its_rights),
        cmocka_unit_test(a_wall_without_keys_needs_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
