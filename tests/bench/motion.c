/* motion.c - where the text in a part of the X11 screen stands, each time it moves.
 *
 * A tool of tests/bench/beside. usage: motion SECONDS X Y W H looks about twice a millisecond and
 * prints a line "MS PX" for each change: the time, in the middle of the two looks that it fell
 * between, and how far the text has moved to the left since the first. The shift is the one with
 * the least difference of the columns' sums, refined by a parabola through its neighbours. */
#include <X11/Xlib.h>
#include <X11/Xutil.h>
#include <X11/extensions/XShm.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ipc.h>
#include <sys/shm.h>
#include <time.h>

enum { REACH = 48, WIDTH_MAX = 4096, PAUSE_NS = 300000 };

struct look {
    double ms;
    int sums[WIDTH_MAX];
};

static double now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static XImage *open_image(Display *display, XShmSegmentInfo *segment, unsigned w, unsigned h)
{
    int screen = DefaultScreen(display);
    XImage *image =
        XShmCreateImage(display, DefaultVisual(display, screen),
                        (unsigned)DefaultDepth(display, screen), ZPixmap, NULL, segment, w, h);
    if (!image || image->bits_per_pixel != 32)
        return NULL;
    segment->shmid =
        shmget(IPC_PRIVATE, (size_t)image->bytes_per_line * (size_t)h, IPC_CREAT | 0600);
    segment->shmaddr = image->data = shmat(segment->shmid, NULL, 0);
    XShmAttach(display, segment);
    XSync(display, False);
    shmctl(segment->shmid, IPC_RMID, NULL); /* goes when both sides let go */
    return image;
}

static void sum_columns(const XImage *image, int *sums)
{
    memset(sums, 0, sizeof(int) * (size_t)image->width);
    for (int y = 0; y < image->height; y++) {
        const unsigned char *row = (const unsigned char *)image->data + y * image->bytes_per_line;
        for (int x = 0; x < image->width; x++)
            sums[x] += row[4 * x + 1];
    }
}

/* Mean difference of b and of a moved left by shift. */
static double difference(const int *a, const int *b, int width, int shift)
{
    double sum = 0;
    for (int x = REACH; x < width - REACH; x++) {
        double d = a[x + shift] - b[x];
        sum += d * d;
    }
    return sum;
}

static double shift_of(const int *a, const int *b, int width)
{
    double d[REACH + 1];
    int best = 0;
    for (int shift = 0; shift <= REACH; shift++) {
        d[shift] = difference(a, b, width, shift);
        best = d[shift] < d[best] ? shift : best;
    }
    if (best == 0 || best == REACH || d[best] == 0)
        return best;
    double curve = d[best - 1] - 2 * d[best] + d[best + 1];
    return curve > 0 ? best + (d[best - 1] - d[best + 1]) / (2 * curve) : best;
}

int main(int argc, char **argv)
{
    XShmSegmentInfo segment;
    Display *display = argc == 6 ? XOpenDisplay(NULL) : NULL;
    int x = argc == 6 ? atoi(argv[2]) : 0, y = argc == 6 ? atoi(argv[3]) : 0;
    int w = argc == 6 ? atoi(argv[4]) : 0, h = argc == 6 ? atoi(argv[5]) : 0;
    XImage *image = display && w <= WIDTH_MAX && w > 2 * REACH && h > 0
                        ? open_image(display, &segment, (unsigned)w, (unsigned)h)
                        : NULL;
    if (!image)
        return 64;
    static struct look before, now;
    const struct timespec pause = {0, PAUSE_NS};
    double began = now_ms(), last = 0, position = 0;
    for (double end = began + 1e3 * atof(argv[1]); (now.ms = now_ms()) < end;) {
        XShmGetImage(display, DefaultRootWindow(display), image, x, y, AllPlanes);
        sum_columns(image, now.sums);
        if (last > 0 && memcmp(now.sums, before.sums, sizeof(int) * (size_t)w) != 0) {
            position += shift_of(before.sums, now.sums, w);
            printf("%.3f %.4f\n", (now.ms + last) / 2 - began, position);
        }
        memcpy(before.sums, now.sums, sizeof before.sums);
        last = now.ms;
        nanosleep(&pause, NULL);
    }
    return 0;
}
