/* hint.c - hints by symptom; the section TROUBLES of the manual has the same. Floor 9. Main thread.
 * Knows no screen. */
#include "run/hint.h"

#include <fcntl.h>
#include <glob.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MINUTE_MS = 60 * 1000, ONE_IN = 20, MODEL_BYTES = 64 };

static bool no_clock(const struct hint *h, const struct hint_facts *f)
{
    (void)h;
    return !f->clock_known;
}

static bool no_keys(const struct hint *h, const struct hint_facts *f)
{
    (void)h;
    return f->console && f->keys && f->deaf;
}

static bool garbled(const struct hint *h, const struct hint_facts *f)
{
    (void)h;
    return f->console && f->gpu && f->pi5 && f->old_sdl;
}

static bool lit(const struct hint *h, const struct hint_facts *f)
{
    (void)h;
    return f->black && !f->console;
}

static bool judders(const struct hint *h, const struct hint_facts *f)
{
    (void)f;
    return h->late;
}

static const struct {
    bool (*holds)(const struct hint *h, const struct hint_facts *f);
    const char *text;
} hints[] = {
    {no_clock, "the clock of this machine is not set: --:-- stands for the time until it is "
               "(timedatectl; package systemd-timesyncd)"},
    {no_keys, "no keyboard can be read: add this user to the group input"},
    {garbled, "a Raspberry Pi 5 with this old SDL may show a garbled picture: then --painter kms"},
    {lit, "the screen is black, but the desktop keeps the display lit: let its power saving "
          "switch it off"},
    {judders, "more than one frame in twenty is late: --painter, a smaller mode (--size) or fewer "
              "programs beside it may help"},
};

/* Of the last whole minute more than one frame in ONE_IN was late. */
static void look_at_minute(struct hint *h, const struct hint_facts *f)
{
    if (h->since_ms && f->ms - h->since_ms < MINUTE_MS)
        return;
    h->late = h->since_ms && (f->missed - h->missed) * ONE_IN > f->presented - h->presented;
    h->since_ms = f->ms;
    h->presented = f->presented;
    h->missed = f->missed;
}

const char *hint_next(struct hint *h, const struct hint_facts *facts)
{
    look_at_minute(h, facts);
    for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
        if (h->told >> i & 1 || !hints[i].holds(h, facts))
            continue;
        h->told |= 1u << i;
        return hints[i].text;
    }
    return NULL;
}

/* A desktop reads them for its programs; on a console this user must be able to. */
static bool is_deaf(void)
{
    glob_t devices;
    bool deaf = false;
    if (glob("/dev/input/event*", 0, NULL, &devices) != 0)
        return false;
    for (size_t i = 0; i < devices.gl_pathc; i++) {
        if (access(devices.gl_pathv[i], R_OK) == 0) {
            deaf = false;
            break;
        }
        deaf = true;
    }
    globfree(&devices);
    return deaf;
}

static bool is_pi5(void)
{
    char model[MODEL_BYTES] = "";
    int fd = open("/sys/firmware/devicetree/base/model", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, model, sizeof model - 1) : 0;
    if (fd >= 0)
        (void)close(fd);
    return n > 0 && strstr(model, "Raspberry Pi 5");
}

void hint_machine(struct hint_facts *facts)
{
    const char *x11 = getenv("DISPLAY"), *wayland = getenv("WAYLAND_DISPLAY");
    facts->console = !(x11 && *x11) && !(wayland && *wayland);
    facts->deaf = facts->console && is_deaf();
    facts->pi5 = is_pi5();
}
