/* paint_png.c - a surface as a PNG file. Floor 7. Any thread. */
#include "view/paint_png.h"

#include <png.h>
#include <stdlib.h>

enum err paint_png_write(const SDL_Surface *s, const char *path, struct why *why)
{
    size_t pitch = (size_t)s->w * 3;
    unsigned char *rgb = malloc(pitch * (size_t)s->h + 1);
    if (!rgb)
        return why_set(why, ERR_NOMEM, 0, "out of memory");
    enum err e = ERR_OK;
    png_image image = {.version = PNG_IMAGE_VERSION,
                       .width = (png_uint_32)s->w,
                       .height = (png_uint_32)s->h,
                       .format = PNG_FORMAT_RGB,
                       .flags = PNG_IMAGE_FLAG_FAST};
    if (SDL_ConvertPixels(s->w, s->h, s->format->format, s->pixels, s->pitch, SDL_PIXELFORMAT_RGB24,
                          rgb, (int)pitch) != 0)
        e = why_set(why, ERR_UNSUPPORTED, 0, "%s: %s", path, SDL_GetError());
    else if (!png_image_write_to_file(&image, path, 0, rgb, (png_int_32)pitch, NULL))
        e = why_set(why, ERR_IO, 0, "cannot write %s: %s", path, image.message);
    png_image_free(&image);
    free(rgb);
    return e;
}
