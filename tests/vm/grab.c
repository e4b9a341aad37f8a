/* grab.c - what a display that has no screen shows: the buffer that its controller scans, as a PPM.
 *
 * usage: grab /dev/dri/cardN FILE.ppm      (as root, beside the program that shows) */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/mman.h>
#include <xf86drm.h>
#include <xf86drmMode.h>

static uint32_t shown_buffer(int fd)
{
    uint32_t id = 0;
    drmModeRes *res = drmModeGetResources(fd);
    for (int i = 0; res && i < res->count_crtcs && id == 0; i++) {
        drmModeCrtc *crtc = drmModeGetCrtc(fd, res->crtcs[i]);
        if (crtc && crtc->mode_valid)
            id = crtc->buffer_id;
        drmModeFreeCrtc(crtc);
    }
    drmModeFreeResources(res);
    return id;
}

static void write_ppm(FILE *out, const drmModeFB *fb, const unsigned char *pixels)
{
    (void)fprintf(out, "P6\n%u %u\n255\n", fb->width, fb->height);
    for (uint32_t y = 0; y < fb->height; y++)
        for (uint32_t x = 0; x < fb->width; x++) {
            const unsigned char *p = pixels + (size_t)y * fb->pitch + 4 * (size_t)x;
            (void)fputc(p[2], out), (void)fputc(p[1], out), (void)fputc(p[0], out);
        }
}

int main(int argc, char **argv)
{
    uint64_t at;
    int fd = argc == 3 ? open(argv[1], O_RDWR) : -1;
    drmModeFB *fb = fd < 0 ? NULL : drmModeGetFB(fd, shown_buffer(fd));
    if (!fb || fb->bpp != 32 || drmModeMapDumbBuffer(fd, fb->handle, &at) != 0) {
        (void)fprintf(stderr, "grab: nothing to be seen\n");
        return 1;
    }
    size_t bytes = (size_t)fb->pitch * fb->height;
    void *pixels = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, (off_t)at);
    FILE *out = fopen(argv[2], "wb");
    if (pixels == MAP_FAILED || !out)
        return 1;
    write_ppm(out, fb, pixels);
    return fclose(out) == 0 ? 0 : 1;
}
