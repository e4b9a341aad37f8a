/* type_pictures.c - pictures of runs. Floor 7. Main thread. Knows no text. */
#include "view/type_pictures.h"

static void let_go(struct type_pictures *p, size_t i)
{
    p->bytes -= p->list[i].bytes;
    SDL_FreeSurface(p->list[i].surface);
    p->list[i] = p->list[--p->n];
}

void type_pictures_finish(struct type_pictures *p)
{
    while (p->n > 0)
        let_go(p, p->n - 1);
}

const struct type_picture *type_pictures_find(struct type_pictures *p, uint64_t key)
{
    for (size_t i = 0; i < p->n; i++) {
        if (p->list[i].key != key)
            continue;
        p->list[i].used = ++p->uses;
        return &p->list[i];
    }
    return NULL;
}

static void let_oldest_go(struct type_pictures *p)
{
    size_t oldest = 0;
    for (size_t i = 1; i < p->n; i++)
        if (p->list[i].used < p->list[oldest].used)
            oldest = i;
    let_go(p, oldest);
}

const struct type_picture *type_pictures_take(struct type_pictures *p, uint64_t key,
                                              SDL_Surface *surface, int baseline)
{
    size_t bytes = surface ? (size_t)surface->h * (size_t)surface->pitch : 0;
    while (p->n > 0 && (p->n == TYPE_PICTURES || p->bytes + bytes > TYPE_PICTURES_BYTES))
        let_oldest_go(p);
    p->list[p->n] = (struct type_picture){key, ++p->uses, surface, baseline, bytes};
    p->bytes += bytes;
    return &p->list[p->n++];
}
