/* type_run.c - one run by one call of SDL_ttf. Floor 7. Main thread. Knows no line. */
#include "view/type_run.h"

#include "base/log.h"
#include "base/utf8.h"
#include "view/type_raise.h"
#include "view/type_scale.h"

enum {
    RUN_BYTES = 65536,   /* longest run that is drawn */
    EMOJI_PERCENT = 117, /* height of a coloured bitmap against the em, as its font has it */
    BOLDER = 26          /* a made bold has stems wider by this part of the em */
};

void type_run_init(struct type_shaper *s, struct chain *chain, struct type_faces *faces)
{
    *s = (struct type_shaper){.chain = chain, .faces = faces};
    buf_init(&s->scratch, RUN_BYTES);
}

void type_run_finish(struct type_shaper *s)
{
    buf_finish(&s->scratch);
}

static const char *text_of(struct type_shaper *s, const struct run *r)
{
    buf_reset(&s->scratch);
    (void)buf_put(&s->scratch, r->text);
    for (size_t i = 0; i < s->scratch.n; i++)
        if ((unsigned char)s->scratch.p[i] < 0x20)
            s->scratch.p[i] = ' ';
    return buf_cstr(&s->scratch);
}

static bool is_bitmap(const struct type_shaper *s, const struct run *r)
{
    return chain_face(s->chain, r->font, TYPE_REGULAR).bitmap;
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

/* The font made ready for the run's size, direction and script; NULL: it cannot be opened. */
static TTF_Font *font_of(struct type_shaper *s, const struct run *r, struct type_style style)
{
    TTF_Font *font = type_faces_get(s->faces, r->font, style);
    if (!font)
        return NULL;
    uint32_t script = r->script;
    char tag[] = {(char)(script >> 24), (char)(script >> 16), (char)(script >> 8), (char)script, 0};
    (void)TTF_SetFontDirection(font, r->level & 1 ? TTF_DIRECTION_RTL : TTF_DIRECTION_LTR);
    (void)TTF_SetFontScriptName(font, tag);
    return font;
}

static bool put_aside(struct type_shaper *s, const struct run *r, struct type_style style)
{
    log_warn("font: %s cannot be read: %s", chain_face(s->chain, r->font, style.weight).file,
             TTF_GetError());
    type_faces_close(s->faces, r->font);
    chain_drop(s->chain, r->font);
    return false;
}

bool type_run_is_closed(const struct type_shaper *s, const struct run *r, struct type_style style)
{
    return r->font != CHAIN_NONE && !type_faces_has(s->faces, r->font, style);
}

bool type_run_open(struct type_shaper *s, const struct run *r, struct type_style style)
{
    if (r->font == CHAIN_NONE || type_faces_get(s->faces, r->font, style))
        return true;
    return put_aside(s, r, style);
}

bool type_run_measure(struct type_shaper *s, const struct run *r, struct type_style style,
                      int *width)
{
    int height;
    *width = r->clusters * box_advance(style);
    if (r->font == CHAIN_NONE)
        return true;
    TTF_Font *font = font_of(s, r, style);
    if (!font || TTF_SizeUTF8(font, text_of(s, r), width, &height) != 0)
        return put_aside(s, r, style);
    height = TTF_FontHeight(font);
    if (is_bitmap(s, r) && height > 0)
        *width = (*width * emoji_height(style) + height / 2) / height;
    return true;
}

/* Pixels of one colour, seen through. */
static SDL_Surface *empty_picture(int w, int h)
{
    return SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_ARGB8888);
}

static SDL_Surface *boxes(const struct run *r, struct type_style style, uint32_t colour,
                          int *baseline)
{
    int advance = box_advance(style), gap = advance / 8, thick = 1 + style.size / 24;
    int w = advance - 2 * gap, h = style.size * 7 / 10;
    SDL_Surface *s = empty_picture(r->clusters * advance, h);
    *baseline = h;
    for (int i = 0; s && i < r->clusters; i++) {
        int x = i * advance + gap;
        const SDL_Rect sides[] = {{x, 0, w, thick},
                                  {x, h - thick, w, thick},
                                  {x, 0, thick, h},
                                  {x + w - thick, 0, thick, h}};
        (void)SDL_FillRects(s, sides, 4, 0xff000000 | colour);
    }
    return s;
}

static bool row_has_ink(const SDL_Surface *s, int y)
{
    const uint32_t *row =
        (const uint32_t *)(const void *)((const char *)s->pixels + (ptrdiff_t)y * s->pitch);
    for (int x = 0; x < s->w; x++)
        if (row[x] >> 24)
            return true;
    return false;
}

/* Looked for from the middle, where letters have theirs. */
static bool has_ink(const SDL_Surface *s)
{
    int middle = s->h / 2;
    for (int i = 0; i <= middle; i++)
        if (row_has_ink(s, middle - i) || (middle + i < s->h && row_has_ink(s, middle + i)))
            return true;
    return false;
}

/* Is there anything in the run that a reader expects to see? */
static bool should_show(struct span text)
{
    while (text.n) {
        uint32_t cp = utf8_next(&text);
        if (utf8_is_letter(cp) || utf8_is_digit(cp))
            return true;
    }
    return false;
}

/* The picture with every stem wider by some px. SDL_ttf's own bold runs the strokes of an
 * ideograph together. OWNED likewise; on failure the picture itself. */
static SDL_Surface *made_bold(SDL_Surface *thin, int by)
{
    SDL_Surface *bold = empty_picture(thin->w + by, thin->h);
    if (!bold)
        return thin;
    for (int y = 0; y < thin->h; y++) {
        const uint32_t *in = (const uint32_t *)(const void *)((const char *)thin->pixels +
                                                              (ptrdiff_t)y * thin->pitch);
        uint32_t *out = (uint32_t *)(void *)((char *)bold->pixels + (ptrdiff_t)y * bold->pitch);
        for (int x = 0; x < thin->w; x++)
            for (int k = 0; k <= by; k++)
                if (in[x] >> 24 >= out[x + k] >> 24)
                    out[x + k] = in[x];
    }
    SDL_FreeSurface(thin);
    return bold;
}

static SDL_Surface *as_bold_as_asked(const struct type_shaper *s, const struct run *r,
                                     struct type_style style, SDL_Surface *picture)
{
    int by = (style.size + BOLDER / 2) / BOLDER;
    bool made = style.weight == TYPE_BOLD && !chain_face(s->chain, r->font, TYPE_BOLD).bold;
    return made && by > 0 ? made_bold(picture, by) : picture;
}

/* Where the baseline is in the picture: ink above the ascent begins at its top and pushes it down.
 */
static int baseline_of(const struct type_shaper *s, const struct run *r, struct type_style style,
                       const SDL_Surface *picture, int ascent)
{
    struct chain_face face = chain_face(s->chain, r->font, style.weight);
    if (face.bitmap || !row_has_ink(picture, 0))
        return ascent;
    return ascent + type_raise(&face, r, type_faces_pixels(&face, style.size), ascent);
}

SDL_Surface *type_run_render(struct type_shaper *s, const struct run *r, struct type_style style,
                             uint32_t colour, int *baseline)
{
    if (r->font == CHAIN_NONE)
        return boxes(r, style, colour, baseline);
    TTF_Font *font = font_of(s, r, style);
    SDL_Color c = {(uint8_t)(colour >> 16), (uint8_t)(colour >> 8), (uint8_t)colour, 255};
    SDL_Surface *picture = font ? TTF_RenderUTF8_Blended(font, text_of(s, r), c) : NULL;
    if (!picture || !has_ink(picture)) {
        SDL_FreeSurface(picture);
        if (!should_show(r->text))
            return NULL;
        (void)put_aside(s, r, style); /* and the text stands as boxes until it is drawn anew */
        return boxes(r, style, colour, baseline);
    }
    *baseline = baseline_of(s, r, style, picture, TTF_FontAscent(font));
    int height = TTF_FontHeight(font);
    if (!is_bitmap(s, r) || height <= 0)
        return as_bold_as_asked(s, r, style, picture);
    int to = emoji_height(style);
    SDL_Surface *scaled =
        type_scale(picture, (picture->w * to + height / 2) / height, picture->h * to / height);
    *baseline = *baseline * to / height;
    SDL_FreeSurface(picture);
    return scaled;
}
