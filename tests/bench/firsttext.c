/* firsttext.c - starts a program and says when its first text stands on the X11 screen.
 *
 * A tool of tests/bench. Text is told from windows, panels and rules by its smoothed edges: a block
 * of 2 x 2 pixels with three brightnesses far apart. usage: firsttext SECONDS FIRST ROWS PICTURE
 * COMMAND... looks at ROWS rows of the screen from FIRST on, prints {"window_ms":N,"text_ms":N}
 * (null: not within SECONDS), writes what it saw then to PICTURE (PPM) and ends the program. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum {
    BLOCKS = 12,       /* of a first letter */
    APART = 24,        /* between two brightnesses of 256 */
    PAUSE_US = 1000,   /* between two looks */
    PATIENCE_MS = 3000 /* for the program to end when asked to */
};

struct eye {
    Display *display;
    XShmSegmentInfo segment;
    XImage *image;
    unsigned char *before; /* the rows without the program */
    size_t bytes;
    int first; /* row */
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static void look(struct eye *e)
{
    XShmGetImage(e->display, DefaultRootWindow(e->display), e->image, 0, e->first, AllPlanes);
}

static bool eye_open(struct eye *e, int first, int rows)
{
    e->first = first;
    e->display = XOpenDisplay(NULL);
    if (!e->display || !XShmQueryExtension(e->display))
        return false;
    int screen = DefaultScreen(e->display);
    e->image = XShmCreateImage(
        e->display, DefaultVisual(e->display, screen), (unsigned)DefaultDepth(e->display, screen),
        ZPixmap, NULL, &e->segment, (unsigned)DisplayWidth(e->display, screen), (unsigned)rows);
    if (!e->image || e->image->bits_per_pixel != 32)
        return false;
    e->bytes = (size_t)e->image->bytes_per_line * (size_t)e->image->height;
    e->segment.shmid = shmget(IPC_PRIVATE, e->bytes, IPC_CREAT | 0600);
    e->segment.shmaddr = e->image->data = shmat(e->segment.shmid, NULL, 0);
    XShmAttach(e->display, &e->segment);
    XSync(e->display, False);
    shmctl(e->segment.shmid, IPC_RMID, NULL); /* goes when both sides let go */
    e->before = malloc(e->bytes);
    return e->before != NULL;
}

static int brightness(const unsigned char *pixel)
{
    return (pixel[0] + 2 * pixel[1] + pixel[2]) / 4;
}

static bool apart(int a, int b)
{
    return abs(a - b) >= APART;
}

/* Whether three of the block's four brightnesses are far from one another. */
static bool smoothed(const unsigned char *upper, const unsigned char *lower)
{
    int b[4] = {brightness(upper), brightness(upper + 4), brightness(lower), brightness(lower + 4)};
    for (int left_out = 0; left_out < 4; left_out++) {
        int x = b[(left_out + 1) % 4], y = b[(left_out + 2) % 4], z = b[(left_out + 3) % 4];
        if (apart(x, y) && apart(y, z) && apart(x, z))
            return true;
    }
    return false;
}

static int blocks_in_row(const unsigned char *row, const unsigned char *old, size_t line)
{
    int blocks = 0;
    for (size_t x = 0; x + 8 <= line; x += 4)
        if (memcmp(row + x, old + x, 8) != 0 && smoothed(row + x, row + line + x))
            blocks++;
    return blocks;
}

static bool has_text(const struct eye *e)
{
    size_t line = (size_t)e->image->bytes_per_line;
    const unsigned char *now = (const unsigned char *)e->image->data;
    int blocks = 0;
    for (size_t at = 0; at + 2 * line <= e->bytes && blocks < BLOCKS; at += line)
        if (memcmp(now + at, e->before + at, line) != 0)
            blocks += blocks_in_row(now + at, e->before + at, line);
    return blocks >= BLOCKS;
}

static pid_t start(char **command)
{
    pid_t child = fork();
    if (child == 0) {
        dup2(STDERR_FILENO, STDOUT_FILENO); /* standard output is for the figures */
        execvp(command[0], command);
        _exit(127);
    }
    return child;
}

/* Asks first, since a ticker may have something to write when it ends. */
static void end(pid_t child)
{
    double patience = now_ms() + PATIENCE_MS;
    kill(child, SIGTERM);
    while (waitpid(child, NULL, WNOHANG) == 0) {
        if (now_ms() > patience)
            kill(child, SIGKILL);
        usleep(PAUSE_US);
    }
}

static void write_picture(const struct eye *e, const char *path)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return;
    fprintf(file, "P6 %d %d 255\n", e->image->width, e->image->height);
    for (size_t at = 0; at < e->bytes; at += 4) {
        const unsigned char *bgrx = (const unsigned char *)e->image->data + at;
        unsigned char rgb[] = {bgrx[2], bgrx[1], bgrx[0]};
        fwrite(rgb, 1, sizeof rgb, file);
    }
    fclose(file);
}

static void print_ms(const char *name, double ms)
{
    if (ms < 0)
        printf("\"%s\":null", name);
    else
        printf("\"%s\":%.0f", name, ms);
}

int main(int argc, char **argv)
{
    struct eye e = {0};
    double window = -1, text = -1;
    if (argc < 6 || !eye_open(&e, atoi(argv[2]), atoi(argv[3]))) {
        fprintf(stderr,
                "usage: firsttext SECONDS FIRST ROWS PICTURE COMMAND... (on X11, 32 bits)\n");
        return 64;
    }
    look(&e);
    memcpy(e.before, e.image->data, e.bytes);
    double began = now_ms(), limit = began + 1e3 * atof(argv[1]);
    pid_t child = start(argv + 5);
    while (text < 0 && now_ms() < limit) {
        double at = now_ms() - began;
        look(&e);
        if (window < 0 && memcmp(e.image->data, e.before, e.bytes) != 0)
            window = at;
        if (window >= 0 && has_text(&e))
            text = at;
        usleep(PAUSE_US);
    }
    write_picture(&e, argv[4]);
    end(child);
    printf("{");
    print_ms("window_ms", window);
    printf(",");
    print_ms("text_ms", text);
    printf("}\n");
    return text < 0;
}
