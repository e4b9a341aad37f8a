/* screen_outlook.c - what a screen would be here, without opening one. Floor 7. Main thread. */
#include "view/screen_outlook.h"

#include <SDL.h>
#include <fcntl.h>
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "view/paint_card.h"
#include "view/screen_display.h"
#include "view/screen_window.h"

enum { PATH_BYTES = 4096, STATUS_BYTES = 16 };

/* Devices of one kind: how many there are, and how many of them this user may open. */
struct devices {
    size_t n, open;
    char shut[PATH_BYTES]; /* one that may not be opened */
};

static void find_all(const char *root, const char *pattern, glob_t *found)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s%s", root, pattern);
    if (glob(path, 0, NULL, found) != 0)
        found->gl_pathc = 0;
}

static struct devices find_devices(const char *root, const char *pattern, int mode)
{
    struct devices d = {.n = 0};
    glob_t found = {0};
    find_all(root, pattern, &found);
    for (size_t i = 0; i < found.gl_pathc; i++, d.n++) {
        bool may = faccessat(AT_FDCWD, found.gl_pathv[i], mode, AT_EACCESS) == 0;
        d.open += may;
        if (!may)
            (void)snprintf(d.shut, sizeof d.shut, "%s", found.gl_pathv[i]);
    }
    globfree(&found);
    return d;
}

/* The connectors with a display, as the kernel knows. */
static size_t print_connected(const char *root, struct buf *out)
{
    glob_t found = {0};
    size_t n = 0;
    find_all(root, "/sys/class/drm/card*-*/status", &found);
    for (size_t i = 0; i < found.gl_pathc; i++) {
        char status[STATUS_BYTES] = "";
        FILE *f = fopen(found.gl_pathv[i], "re");
        if (f && fgets(status, sizeof status, f) && strcmp(status, "connected\n") == 0) {
            const char *card = strstr(found.gl_pathv[i], "/drm/card");
            const char *name = strchr(card, '-') + 1;
            int length = (int)(strrchr(name, '/') - name);
            (void)buf_printf(out, "%s%.*s", n++ ? ", " : "", length, name);
        }
        if (f)
            (void)fclose(f);
    }
    globfree(&found);
    return n;
}

static const char *painter_of(const struct screen_opts *opts, const char *automatic)
{
    static const char *const names[] = {[PAINTER_GPU] = "gpu",
                                        [PAINTER_SOFT] = "soft",
                                        [PAINTER_KMS] = "kms",
                                        [PAINTER_DUMP] = "dump"};
    return opts->painter == PAINTER_AUTO ? automatic : names[opts->painter];
}

void screen_outlook_console(const struct screen_opts *opts, const char *root, struct buf *out)
{
    struct devices cards = find_devices(root, "/dev/dri/card*", R_OK | W_OK);
    struct devices gpus = find_devices(root, "/dev/dri/renderD*", R_OK | W_OK);
    struct devices keys = find_devices(root, "/dev/input/event*", R_OK);
    if (cards.n == 0) {
        (void)buf_puts(out,
                       "display: none: neither DISPLAY nor WAYLAND_DISPLAY is set, and there is "
                       "no graphics card (/dev/dri/card*)\n");
        return;
    }
    if (cards.open == 0) {
        (void)buf_printf(out, "display: this user may not open %s (group video)\n", cards.shut);
    } else {
        (void)buf_puts(out, "display: console, ");
        if (print_connected(root, out) == 0)
            (void)buf_puts(out, "nothing is plugged in");
        (void)buf_printf(out, "; painter: %s\n",
                         painter_of(opts, gpus.open ? "gpu, kms where GL is software" : "kms"));
    }
    if (gpus.n && gpus.open == 0)
        (void)buf_printf(out, "display: this user may not use the GPU, %s (group render)\n",
                         gpus.shut);
    if (opts->keys != KEYS_NONE && keys.n && keys.open == 0)
        (void)buf_printf(out, "keys: this user may not read %s (group input)\n", keys.shut);
}

static void print_desktop(const struct screen_opts *opts, struct buf *out)
{
    struct why why = {.text = ""};
    if (screen_window_video(opts, &why) != ERR_OK) {
        (void)buf_printf(out, "display: %s\n", why.text);
    } else if (screen_display_find(opts->display) < 0) {
        screen_display_unknown(opts->display, &why);
        (void)buf_printf(out, "display: %s\n", why.text);
    } else {
        const char *driver = SDL_GetCurrentVideoDriver();
        bool gpu =
            strcmp(driver, "wayland") == 0 || (strcmp(driver, "x11") == 0 && paint_card_renders());
        (void)buf_printf(out, "display: %s, ", driver);
        screen_display_print(out);
        (void)buf_printf(out, "; painter: %s%s\n", painter_of(opts, gpu ? "gpu" : "soft"),
                         gpu && !paint_card_renders() ? " (in software: no GPU)" : "");
    }
    SDL_Quit();
}

void screen_outlook_print(const struct screen_opts *opts, struct buf *out)
{
    if (screen_window_bare() && !getenv("SDL_VIDEODRIVER"))
        screen_outlook_console(opts, "", out);
    else
        print_desktop(opts, out);
}
