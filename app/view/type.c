/* type.c - text to pixels, run by run. Floor 7. Main thread. Knows neither layout nor painters. */
#include "view/type.h"

#include <SDL_ttf.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "view/itemise.h"
#include "view/type_faces.h"
#include "view/type_scale.h"

enum {
    WIDTHS = 4096,      /* measured strings kept; a power of two */
    RUN_BYTES = 65536,  /* longest run that is drawn */
    SIZE_MAX_PX = 1024, /* largest em */
    EMOJI_PERCENT = 117 /* height of a coloured bitmap against the em, as its font has it */
};

struct width {
    uint64_t key;
    int width;
};

struct type {
    struct chain *chain;
    struct type_faces *faces;
    struct width *widths;  /* by the low bits of the key */
    struct itemised *line; /* of the text in hand */
    struct buf scratch;    /* zero-terminated copy of a run */
    bool ttf;
};

struct type *type_create(const struct type_opts *opts, struct why *why)
{
    struct type *t = calloc(1, sizeof *t);
    if (!t)
        goto nomem;
    buf_init(&t->scratch, RUN_BYTES);
    t->chain = chain_create(opts->chain, opts->folder, why);
    if (!t->chain)
        goto fail;
    t->ttf = TTF_Init() == 0;
    if (!t->ttf) {
        (void)why_set(why, ERR_UNSUPPORTED, 0, "fonts cannot be drawn: %s", TTF_GetError());
        goto fail;
    }
    t->faces = type_faces_create(t->chain, opts->fonts_open);
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
    type_faces_destroy(t->faces);
    if (t->ttf)
        TTF_Quit();
    chain_destroy(t->chain);
    buf_finish(&t->scratch);
    free(t->widths);
    free(t->line);
    free(t);
}

void type_missing(const struct type_opts *opts,
                  void (*say)(void *data, const char *script, const char *package), void *data)
{
    struct chain *c = chain_create(opts->chain, opts->folder, NULL);
    if (c)
        chain_missing(c, say, data);
    chain_destroy(c);
}

void type_forms(const struct type_opts *opts,
                void (*say)(void *data, const char *langs, const char *package), void *data)
{
    struct chain *c = chain_create(opts->chain, opts->folder, NULL);
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

static bool width_find(const struct type *t, uint64_t key, int *width)
{
    const struct width *w = &t->widths[key % WIDTHS];
    *width = w->width;
    return w->key == key;
}

static int width_keep(struct type *t, uint64_t key, int width)
{
    t->widths[key % WIDTHS] = (struct width){key, width};
    return width;
}

/* The run's font, made ready for its direction and script; NULL: nothing has it. */
static TTF_Font *font_of(struct type *t, const struct run *r, struct type_style style)
{
    TTF_Font *font = r->font == CHAIN_NONE ? NULL : type_faces_get(t->faces, r->font, style);
    if (!font)
        return NULL;
    uint32_t s = r->script;
    char tag[] = {(char)(s >> 24), (char)(s >> 16), (char)(s >> 8), (char)s, 0};
    (void)TTF_SetFontDirection(font, r->level & 1 ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    (void)TTF_SetFontScriptName(font, tag);
    return font;
}

static const char *text_of(struct type *t, const struct run *r)
{
    buf_reset(&t->scratch);
    (void)buf_put(&t->scratch, r->text);
    for (size_t i = 0; i < t->scratch.n; i++)
        if ((unsigned char)t->scratch.p[i] < 0x20)
            t->scratch.p[i] = ' ';
    return buf_cstr(&t->scratch);
}

/* Height of a coloured bitmap at this size. */
static int emoji_height(struct type_style style)
{
    return style.size * EMOJI_PERCENT / 100;
}

/* The drawn box that stands for a character no font has. */
static int box_advance(struct type_style style)
{
    return (style.size * 6 + 9) / 10;
}

static int run_measure(struct type *t, const struct run *r, struct type_style style)
{
    TTF_Font *font = font_of(t, r, style);
    int w = 0, h = 0;
    if (!font)
        return r->clusters * box_advance(style);
    if (TTF_SizeUTF8(font, text_of(t, r), &w, &h) != 0)
        return 0;
    int height = TTF_FontHeight(font);
    if (chain_face(t->chain, r->font, style.weight).bitmap && height > 0)
        w = (w * emoji_height(style) + height / 2) / height;
    return w;
}

static int run_width(struct type *t, const struct run *r, struct type_style style)
{
    int width;
    uint64_t key = width_key(r->text, (struct span){0}, style, r->font, r->level & 1);
    key ^= r->script;
    return width_find(t, key, &width) ? width : width_keep(t, key, run_measure(t, r, style));
}

int type_width(struct type *t, struct span text, struct span lang, struct type_style style)
{
    int width = 0;
    style = bounded(style);
    uint64_t key = width_key(text, lang, style, CHAIN_NONE, 0);
    if (text.n == 0 || width_find(t, key, &width))
        return width;
    enum direction base = utf8_starts_rtl(text) ? DIRECTION_RTL : DIRECTION_LTR;
    if (itemise_line(t->chain, text, lang, base, t->line))
        return 0;
    width = 0;
    for (size_t i = 0; i < t->line->n; i++)
        width += run_width(t, &t->line->runs[i], style);
    return width_keep(t, key, width);
}

/* The run's picture with *baseline, or NULL where it shows nothing. OWNED by the caller. */
static SDL_Surface *run_render(struct type *t, const struct run *r, struct type_style style,
                               uint32_t colour, int *baseline)
{
    TTF_Font *font = font_of(t, r, style);
    SDL_Color c = {(uint8_t)(colour >> 16), (uint8_t)(colour >> 8), (uint8_t)colour, 255};
    SDL_Surface *s = font ? TTF_RenderUTF8_Blended(font, text_of(t, r), c) : NULL;
    if (!s)
        return NULL;
    *baseline = TTF_FontAscent(font);
    int height = TTF_FontHeight(font);
    if (!chain_face(t->chain, r->font, style.weight).bitmap || height <= 0)
        return s;
    int to = emoji_height(style);
    SDL_Surface *scaled = type_scale(s, (s->w * to + height / 2) / height, s->h * to / height);
    *baseline = *baseline * to / height;
    SDL_FreeSurface(s);
    return scaled;
}

static void draw_box(SDL_Surface *to, int x, int baseline, struct type_style style, uint32_t colour)
{
    uint32_t pixel =
        SDL_MapRGB(to->format, (uint8_t)(colour >> 16), (uint8_t)(colour >> 8), (uint8_t)colour);
    int advance = box_advance(style), gap = advance / 8, thick = 1 + style.size / 24;
    int w = advance - 2 * gap, h = style.size * 7 / 10;
    const SDL_Rect sides[] = {{x + gap, baseline - h, w, thick},
                              {x + gap, baseline - thick, w, thick},
                              {x + gap, baseline - h, thick, h},
                              {x + gap + w - thick, baseline - h, thick, h}};
    (void)SDL_FillRects(to, sides, 4, pixel);
}

static void run_draw(struct type *t, SDL_Surface *to, int x, int baseline, const struct run *r,
                     struct type_style style, uint32_t colour)
{
    if (r->font == CHAIN_NONE) {
        for (int i = 0; i < r->clusters; i++)
            draw_box(to, x + i * box_advance(style), baseline, style, colour);
        return;
    }
    int ascent = 0;
    SDL_Surface *s = run_render(t, r, style, colour, &ascent);
    SDL_Rect at = {x, baseline - ascent, 0, 0};
    if (s)
        (void)SDL_BlitSurface(s, NULL, to, &at);
    SDL_FreeSurface(s);
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

int type_draw(struct type *t, SDL_Surface *to, int x, int y, const SDL_Rect *clip, struct span text,
              struct span lang, struct type_style style, uint32_t colour, enum direction direction)
{
    style = bounded(style);
    if (text.n == 0 || itemise_line(t->chain, text, lang, direction, t->line))
        return 0;
    SDL_Rect old = clip_to(to, clip), seen;
    SDL_GetClipRect(to, &seen);
    int baseline = y + type_baseline(t, style), left = x;
    for (size_t i = 0; i < t->line->n; i++) {
        const struct run *r = &t->line->runs[t->line->order[i]];
        int width = run_width(t, r, style);
        if (x + width + style.size > seen.x && x - style.size < seen.x + seen.w)
            run_draw(t, to, x, baseline, r, style, colour);
        x += width;
    }
    (void)SDL_SetClipRect(to, &old);
    return x - left;
}
