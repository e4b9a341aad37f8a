/* machine.c - what of this machine a ticker needs. Floor 9. Main thread. */
#include "run/machine.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "base/when.h"
#include "run/clock.h"
#include "run/ingester.h"
#include "view/screen_outlook.h"

enum { STORE_ROOM_MIB = 16, MIB = 1024 * 1024 };

static const char SAMPLE[] =
    "<rss version=\"2.0\"><channel><title>A</title><item><title>B</title></item></channel></rss>";

static void print_display(const struct cli *cli, struct buf *out)
{
    const struct conf *c = &cli->conf;
    struct screen_opts opts = {.painter = (enum screen_painter)conf_int(c, OPTION_PAINTER),
                               .bar = conf_bool(c, OPTION_BAR),
                               .display = conf_cstr(c, OPTION_DISPLAY),
                               .keys = (enum screen_keys)conf_int(c, OPTION_KEYS)};
    screen_outlook_print(&opts, out);
}

/* The path, or the nearest folder above it that is there. */
static void find_there(const char *path, char there[PLACES_PATH_MAX])
{
    (void)snprintf(there, PLACES_PATH_MAX, "%s", path);
    while (access(there, F_OK) != 0) {
        char *slash = strrchr(there, '/');
        if (!slash || slash == there) {
            (void)strcpy(there, slash ? "/" : ".");
            return;
        }
        *slash = 0;
    }
}

static void print_store(const struct cli *cli, struct buf *out)
{
    char there[PLACES_PATH_MAX];
    struct statvfs fs;
    const char *named = conf_cstr(&cli->conf, OPTION_STORE);
    const char *path = named ? named : cli->places.store;
    if (conf_bool(&cli->conf, OPTION_NO_STORE) || !path[0]) {
        (void)buf_puts(out, "store: in memory: a restart begins without news\n");
        return;
    }
    find_there(path, there);
    if (access(there, R_OK | W_OK) != 0)
        (void)buf_printf(out,
                         "store: %s: %s cannot be written: %s; a restart begins with old news\n",
                         path, there, strerror(errno));
    else if (statvfs(there, &fs) == 0 && fs.f_bavail < STORE_ROOM_MIB * (MIB / fs.f_frsize))
        (void)buf_printf(out, "store: %s: the disk is full\n", path);
    else
        (void)buf_printf(out, "store: %s\n", path);
}

/* One small feed is read, as every feed will be. */
static void print_ingest(const struct cli *cli, struct buf *out)
{
    static const char *const shut_in[] = {"unknown", "none", "partial", "whole"};
    struct ingester *i =
        ingester_create(cli->places.ingest, cli->places.assets, INGESTER_ANSWER_MS, -1);
    struct arena *a = arena_create(MIB);
    struct job job = {.id = 1, .now = 0, .max_items = 1, .bytes = span_of(SAMPLE)};
    struct answer answer;
    struct why why = {.text = "out of memory"};
    if (!i || !a || ingester_ask(i, &job, &answer, &why, a) != ERR_OK)
        (void)buf_printf(out, "ingest: %s\n", why.text);
    else
        (void)buf_printf(out, "ingest: works; sandbox: %s%s\n", shut_in[ingester_sandbox(i)],
                         ingester_sandbox(i) == SANDBOX_WHOLE ? "" : " (see the manual, SANDBOX)");
    arena_destroy(a);
    ingester_destroy(i);
}

static void print_clock(struct buf *out)
{
    struct clock clock = clock_make(WHEN_NONE);
    if (!clock_known(&clock))
        (void)buf_puts(out, "clock: it is not set: ages and dates of news wait for it (NTP)\n");
}

void machine_print(const struct cli *cli, struct buf *out)
{
    print_display(cli, out);
    print_store(cli, out);
    print_ingest(cli, out);
    print_clock(out);
}
