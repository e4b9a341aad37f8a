/* What only a real X server shows: the soft painter's pixels on it, and the place that a bar keeps
 * free. Starts an Xvfb of its own; skipped where there is none. */
#include "unit.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "view/screen.h"

enum { OUTPUT = 4096 };

extern char **environ;
static struct type *type;
static pid_t server;

/* Starts the server; it says its display number on a pipe as soon as it listens. */
static bool start_server(void)
{
    int ends[2];
    char fd[16], display[16] = ":";
    if (pipe(ends) != 0)
        return false;
    (void)snprintf(fd, sizeof fd, "%d", ends[1]);
    char *argv[] = {"Xvfb",       "-displayfd", fd,    "-screen",  "0",
                    "640x480x24", "-nolisten",  "tcp", "-noreset", NULL};
    posix_spawn_file_actions_t quiet;
    (void)posix_spawn_file_actions_init(&quiet);
    (void)posix_spawn_file_actions_addopen(&quiet, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    bool started = posix_spawnp(&server, argv[0], &quiet, NULL, argv, environ) == 0;
    (void)posix_spawn_file_actions_destroy(&quiet);
    (void)close(ends[1]);
    ssize_t n = started ? read(ends[0], display + 1, sizeof display - 2) : 0;
    (void)close(ends[0]);
    display[strcspn(display, "\n")] = 0;
    return n > 0 && setenv("DISPLAY", display, 1) == 0 && setenv("SDL_VIDEODRIVER", "x11", 1) == 0;
}

static int start(void **state)
{
    (void)state;
    type = type_create(&(struct type_opts){.chain = TEST_FONTS "/chain.conf"}, NULL);
    if (!start_server() && server > 0) {
        (void)waitpid(server, NULL, 0); /* not there, or it could not start */
        server = 0;
    }
    return type ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    type_destroy(type);
    if (server > 0) {
        (void)kill(server, SIGTERM);
        (void)waitpid(server, NULL, 0);
    }
    return 0;
}

/* What a command prints, "" when it cannot be run. */
static const char *output_of(const char *command)
{
    static char text[OUTPUT];
    FILE *in = popen(command, "re");
    size_t n = in ? fread(text, 1, sizeof text - 1, in) : 0;
    text[n] = 0;
    if (in)
        (void)pclose(in);
    return text;
}

static void a_bar_keeps_its_place_free(void **state)
{
    struct screen_opts opts = {.bar = true, .bar_bottom = true, .h = 40, .painter = PAINTER_SOFT};
    struct why why = {0};
    (void)state;
    if (server <= 0)
        skip();
    struct screen *s = screen_create(&opts, type, &why);
    assert_non_null(s);
    const char *said = output_of("xprop -name Motograph _NET_WM_STRUT_PARTIAL _NET_WM_STRUT "
                                 "_NET_WM_WINDOW_TYPE 2>/dev/null");
    if (*said) {
        assert_non_null(strstr(said, "_NET_WM_STRUT_PARTIAL(CARDINAL) = 0, 0, 0, 40, 0, 0, 0, 0, "
                                     "0, 0, 0, 639"));
        assert_non_null(strstr(said, "_NET_WM_STRUT(CARDINAL) = 0, 0, 0, 40"));
        assert_non_null(strstr(said, "_NET_WM_WINDOW_TYPE_DOCK"));
    }
    screen_destroy(s);
}

/* A pixel of the server's screen: the last bytes of what xwd writes are the picture's rows. */
static unsigned pixel_shown(int x, int y)
{
    static unsigned char dump[640 * 480 * 4 + OUTPUT * 4];
    FILE *in = popen("xwd -root -silent 2>/dev/null", "re");
    size_t n = in ? fread(dump, 1, sizeof dump, in) : 0;
    if (in)
        (void)pclose(in);
    if (n < 640 * 480 * 4)
        skip();
    const unsigned char *p = dump + n - 640 * 480 * 4 + ((size_t)y * 640 + (size_t)x) * 4;
    return (unsigned)p[2] << 16 | (unsigned)p[1] << 8 | p[0];
}

static void the_soft_painter_reaches_the_screen(void **state)
{
    struct why why = {0};
    struct draw_list list;
    struct strip none = {0};
    (void)state;
    if (server <= 0)
        skip();
    struct screen *s = screen_create(&(struct screen_opts){.unpaced = true}, type, &why);
    assert_non_null(s);
    while (screen_event(s, 0) != SCREEN_NONE)
        ;
    struct paint *p = screen_paint(s);
    assert_int_equal(drawlist_init(&list, p->w, p->h), ERR_OK);
    list.back = 0x203040;
    drawlist_fill(&list, (struct box){100, 100, 50, 50}, 0xc04020);
    assert_int_equal(p->ops->still(p, &list), ERR_OK);
    assert_int_equal(screen_present(s, &none), ERR_OK);
    (void)screen_event(s, 100);
    assert_int_equal(pixel_shown(99, 99), 0x203040);
    assert_int_equal(pixel_shown(100, 100), 0xc04020);
    drawlist_finish(&list);
    screen_destroy(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_bar_keeps_its_place_free),
        cmocka_unit_test(the_soft_painter_reaches_the_screen),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
