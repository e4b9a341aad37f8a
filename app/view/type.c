/* type.c - text to pixels, run by run. Floor 7. Main thread. Knows neither layout nor painters. */
#include "view/type.h"

#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "view/itemise.h"
#include "view/type_blend.h"
#include "view/type_faces.h"
#include "view/type_pictures.h"
#include "view/type_run.h"

enum {
    WIDTHS = 1024,     /* sets of measured strings kept; a power of two */
    WAYS = 4,          /* in a set, the one last asked for first */
    SIZE_MAX_PX = 1024 /* largest em */
};

struct width {
    uint64_t key;
    int width;
};

struct type {
    struct chain *chain;
    struct type_faces *faces;
    struct type_shaper shaper;
    struct width (*widths)[WAYS]; /* by the low bits of the key */
    struct itemised *line;        /* of the text in hand */
    uint64_t line_key;            /* which text that is; 0: none */
    struct type_pictures pictures;
    bool ttf;
};

struct type *type_create(const struct type_opts *opts, struct why *why)
{
    struct type *t = calloc(1, sizeof *t);
    if (!t)
        goto nomem;
    t->chain = chain_create(opts->chain, opts->folder, why);
    if (!t->chain)
        goto fail;
    t->ttf = TTF_Init() == 0;
    if (!t->ttf) {
        (void)why_set(why, ERR_UNSUPPORTED, 0, "fonts cannot be drawn: %s", TTF_GetError());
        goto fail;
    }
    t->faces = type_faces_create(t->chain, opts->fonts_open);
    type_run_init(&t->shaper, t->chain, t->faces);
    t->widths = calloc(WIDTHS, sizeof *t->widths);
    t->line = calloc(1, sizeof *t->line);
    if (t->faces && t->widths && t->line)
        return t;
nomem:
    (void)why_set(why, ERR_NOMEM, 0, "out of memory");
fail:
    type_destroy(t);
    return NULL;
}

void type_destroy(struct type *t)
{
    if (!t)
        return;
    type_pictures_finish(&t->pictures);
    type_faces_destroy(t->faces);
    if (t->ttf)
        TTF_Quit();
    chain_destroy(t->chain);
    type_run_finish(&t->shaper);
    free(t->widths);
    free(t->line);
    free(t);
}

void type_missing(const struct type_opts *opts,
                  void (*say)(void *data, const char *script, const char *package), void *data)
{
    struct chain *c = chain_load(opts->chain, opts->folder, NULL);
    if (c)
        chain_missing(c, say, data);
    chain_destroy(c);
}

void type_broken(const struct type_opts *opts,
                 void (*say)(void *data, const char *file, const char *package), void *data)
{
    struct chain *c = chain_load(opts->chain, opts->folder, NULL);
    if (c)
        chain_broken(c, say, data);
    chain_destroy(c);
}

void type_forms(const struct type_opts *opts,
                void (*say)(void *data, const char *langs, const char *package), void *data)
{
    struct chain *c = chain_load(opts->chain, opts->folder, NULL);
    if (c)
        chain_forms(c, say, data);
    chain_destroy(c);
}

static struct type_style bounded(struct type_style style)
{
    if (style.size < 1)
        style.size = 1;
    if (style.size > SIZE_MAX_PX)
        style.size = SIZE_MAX_PX;
    return style;
}

int type_baseline(struct type *t, struct type_style style)
{
    return (bounded(style).size * chain_ascent(t->chain) + 999) / 1000;
}

int type_line(struct type *t, struct type_style style)
{
    return type_baseline(t, style) + (bounded(style).size * chain_descent(t->chain) + 999) / 1000;
}

/* What a width hangs on besides the text itself. */
struct measured {
    uint64_t text, lang;
    int size, weight;
    unsigned font, level; /* of a run; CHAIN_NONE and 0 for a whole line */
};

static uint64_t width_key(struct span text, struct span lang, struct type_style style,
                          unsigned font, unsigned level)
{
    struct measured m;
    memset(&m, 0, sizeof m);
    m.text = span_hash(text);
    m.lang = span_hash(lang);
    m.size = style.size;
    m.weight = (int)style.weight;
    m.font = font;
    m.level = level;
    return span_hash(span_make((const char *)&m, sizeof m));
}

/* Moves what is in front of a place back by one and puts w first. */
static void width_first(struct width set[WAYS], size_t place, struct width w)
{
    memmove(set + 1, set, place * sizeof *set);
    set[0] = w;
}

static bool width_find(const struct type *t, uint64_t key, int *width)
{
    struct width *set = t->widths[key % WIDTHS];
    for (size_t i = 0; i < WAYS; i++) {
        if (set[i].key != key)
            continue;
        width_first(set, i, set[i]);
        *width = set[0].width;
        return true;
    }
    return false;
}

static int width_keep(struct type *t, uint64_t key, int width)
{
    width_first(t->widths[key % WIDTHS], WAYS - 1, (struct width){key, width});
    return width;
}

/* The runs of a line; they point into text, so the same line at the same place is not cut twice.
 * NULL: memory is out. */
static const struct itemised *line_of(struct type *t, struct span text, struct span lang,
                                      enum direction base)
{
    const uint64_t what[] = {span_hash(text), span_hash(lang), (uint64_t)(uintptr_t)text.p,
                             (uint64_t)base};
    uint64_t key = span_hash(span_make((const char *)what, sizeof what));
    if (key == t->line_key)
        return t->line;
    t->line_key = 0;
    if (itemise_line(t->chain, text, lang, base, t->line))
        return NULL;
    t->line_key = key;
    return t->line;
}

static enum direction base_of(struct span text)
{
    return utf8_starts_rtl(text) ? DIRECTION_RTL : DIRECTION_LTR;
}

static uint64_t run_key(const struct run *r, struct type_style style)
{
    return width_key(r->text, (struct span){0}, style, r->font, r->level & 1) ^ r->script;
}

/* False: its font is of no use. */
static bool run_width(struct type *t, const struct run *r, struct type_style style, int *width)
{
    uint64_t key = run_key(r, style);
    if (width_find(t, key, width))
        return true;
    bool fine = type_run_measure(&t->shaper, r, style, width);
    return fine ? width_keep(t, key, *width), true : false;
}

/* The line's runs and their width. A font that turns out to be of no use is never asked again:
 * its runs go to the next one that has them. */
static const struct itemised *measured(struct type *t, struct span text, struct span lang,
                                       struct type_style style, enum direction base, int *width)
{
    for (int lost = 0; lost <= CHAIN_FONTS; lost++) {
        const struct itemised *line = line_of(t, text, lang, base);
        size_t i = 0;
        *width = 0;
        for (int w; line && i < line->n && run_width(t, &line->runs[i], style, &w); i++)
            *width += w;
        if (!line || i == line->n)
            return line;
        t->line_key = 0;
    }
    return NULL;
}

int type_width(struct type *t, struct span text, struct span lang, struct type_style style)
{
    int width = 0;
    style = bounded(style);
    uint64_t key = width_key(text, lang, style, CHAIN_NONE, 0);
    if (text.n == 0 || width_find(t, key, &width))
        return width;
    bool fine = measured(t, text, lang, style, base_of(text), &width) != NULL;
    return fine ? width_keep(t, key, width) : 0;
}

/* One slice of what measuring a run takes; true when nothing is left to do. */
static bool run_ahead(struct type *t, const struct run *r, struct type_style style)
{
    int width;
    if (width_find(t, run_key(r, style), &width))
        return true;
    bool fine = type_run_is_closed(&t->shaper, r, style) ? type_run_open(&t->shaper, r, style)
                                                         : run_width(t, r, style, &width);
    if (!fine)
        t->line_key = 0;
    return false;
}

bool type_width_ahead(struct type *t, struct span text, struct span lang, struct type_style style)
{
    int width;
    style = bounded(style);
    if (!chain_ask_ahead(t->chain))
        return false;
    if (text.n == 0 || width_find(t, width_key(text, lang, style, CHAIN_NONE, 0), &width))
        return true;
    const struct itemised *line = line_of(t, text, lang, base_of(text));
    for (size_t i = 0; line && i < line->n; i++)
        if (!run_ahead(t, &line->runs[i], style))
            return false;
    (void)type_width(t, text, lang, style);
    return true;
}

static uint64_t picture_key(const struct run *r, struct type_style style, uint32_t colour)
{
    return run_key(r, style) + colour;
}

static const struct type_picture *picture_of(struct type *t, const struct run *r,
                                             struct type_style style, uint32_t colour)
{
    uint64_t key = picture_key(r, style, colour);
    const struct type_picture *p = type_pictures_find(&t->pictures, key);
    int baseline = 0;
    if (p)
        return p;
    SDL_Surface *s = type_run_render(&t->shaper, r, style, colour, &baseline);
    return type_pictures_take(&t->pictures, key, s, baseline);
}

/* Does a run of this width at x reach into what is seen? Marks may stand out of it a little. */
static bool is_seen(int x, int width, struct type_style style, int from, int to)
{
    return x + width + style.size > from && x - style.size < to;
}

bool type_draw_ahead(struct type *t, struct span text, struct span lang, struct type_style style,
                     uint32_t colour, enum direction direction, int from, int to)
{
    int x = 0, width;
    style = bounded(style);
    if (!type_width_ahead(t, text, lang, style))
        return false;
    const struct itemised *line = text.n ? measured(t, text, lang, style, direction, &width) : NULL;
    for (size_t i = 0; line && i < line->n; i++, x += width) {
        const struct run *r = &line->runs[line->order[i]];
        if (!run_width(t, r, style, &width) || !is_seen(x, width, style, from, to) ||
            type_pictures_find(&t->pictures, picture_key(r, style, colour)))
            continue;
        (void)picture_of(t, r, style, colour);
        return false;
    }
    return true;
}

/* Narrows the surface's clip; gives the old one. */
static SDL_Rect clip_to(SDL_Surface *to, const SDL_Rect *clip)
{
    SDL_Rect old, both;
    SDL_GetClipRect(to, &old);
    if (clip) {
        if (!SDL_IntersectRect(clip, &old, &both))
            both = (SDL_Rect){0, 0, 0, 0};
        (void)SDL_SetClipRect(to, &both);
    }
    return old;
}

static void run_draw(struct type *t, SDL_Surface *to, int x, int baseline, const struct run *r,
                     struct type_style style, uint32_t colour)
{
    const struct type_picture *p = picture_of(t, r, style, colour);
    if (p->surface)
        type_blend(p->surface, to, x, baseline - p->baseline);
}

int type_draw(struct type *t, SDL_Surface *to, int x, int y, const SDL_Rect *clip, struct span text,
              struct span lang, struct type_style style, uint32_t colour, enum direction direction)
{
    int width = 0;
    style = bounded(style);
    const struct itemised *line = text.n ? measured(t, text, lang, style, direction, &width) : NULL;
    if (!line)
        return 0;
    SDL_Rect old = clip_to(to, clip), seen;
    SDL_GetClipRect(to, &seen);
    int baseline = y + type_baseline(t, style), at = x;
    for (size_t i = 0; i < line->n; i++) {
        const struct run *r = &line->runs[line->order[i]];
        int w = 0;
        (void)run_width(t, r, style, &w); /* measured just now */
        if (is_seen(at, w, style, seen.x, seen.x + seen.w))
            run_draw(t, to, at, baseline, r, style, colour);
        at += w;
    }
    (void)SDL_SetClipRect(to, &old);
    return width;
}
