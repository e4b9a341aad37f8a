/* type_faces.c - the fonts that are open. Floor 7. Main thread. Knows no text. */
#include "view/type_faces.h"

#include <stdlib.h>

struct face {
    TTF_Font *font;
    unsigned of; /* in the chain */
    struct type_style style;
    uint64_t used;
};

struct type_faces {
    struct chain *chain; /* BORROWED */
    struct face faces[TYPE_FACES_MAX];
    size_t n, max;
    uint64_t uses;
};

struct type_faces *type_faces_create(struct chain *chain, size_t open)
{
    struct type_faces *f = calloc(1, sizeof *f);
    if (!f)
        return NULL;
    f->chain = chain;
    f->max = open == 0 ? TYPE_FACES : open;
    if (f->max > TYPE_FACES_MAX)
        f->max = TYPE_FACES_MAX;
    return f;
}

void type_faces_destroy(struct type_faces *f)
{
    if (!f)
        return;
    for (size_t i = 0; i < f->n; i++)
        TTF_CloseFont(f->faces[i].font);
    free(f);
}

int type_faces_pixels(const struct chain_face *face, int size)
{
    int px = size * face->percent / 100;
    return px > 0 ? px : 1;
}

static TTF_Font *open_face(const struct chain_face *face, struct type_style style)
{
    return TTF_OpenFontIndex(face->file, type_faces_pixels(face, style.size), face->index);
}

/* A free place, made by closing the face that was not used for longest. */
static struct face *free_place(struct type_faces *f)
{
    if (f->n < f->max)
        return &f->faces[f->n++];
    struct face *oldest = &f->faces[0];
    for (size_t i = 1; i < f->n; i++)
        if (f->faces[i].used < oldest->used)
            oldest = &f->faces[i];
    TTF_CloseFont(oldest->font);
    return oldest;
}

static struct face *find(const struct type_faces *f, unsigned font, struct type_style style)
{
    bool any = chain_face(f->chain, font, style.weight).large;
    for (size_t i = 0; i < f->n; i++) {
        const struct face *face = &f->faces[i];
        if (face->of == font && face->style.weight == style.weight &&
            (any || face->style.size == style.size))
            return (struct face *)face;
    }
    return NULL;
}

bool type_faces_has(const struct type_faces *f, unsigned font, struct type_style style)
{
    return find(f, font, style) != NULL;
}

TTF_Font *type_faces_get(struct type_faces *f, unsigned font, struct type_style style)
{
    struct chain_face file = chain_face(f->chain, font, style.weight);
    struct face *face = find(f, font, style);
    if (!face) {
        TTF_Font *ttf = open_face(&file, style);
        if (!ttf)
            return NULL;
        face = free_place(f);
        *face = (struct face){ttf, font, style, 0};
    }
    if (face->style.size != style.size && !file.bitmap &&
        TTF_SetFontSize(face->font, type_faces_pixels(&file, style.size)) != 0)
        return NULL;
    face->style.size = style.size;
    face->used = ++f->uses;
    return face->font;
}

void type_faces_close(struct type_faces *f, unsigned font)
{
    for (size_t i = f->n; i-- > 0;) {
        if (f->faces[i].of != font)
            continue;
        TTF_CloseFont(f->faces[i].font);
        f->faces[i] = f->faces[--f->n];
    }
}

size_t type_faces_open(const struct type_faces *f)
{
    return f->n;
}
