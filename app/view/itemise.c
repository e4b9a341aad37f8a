/* itemise.c - one line of mixed text to runs. Floor 7. Main thread. Draws nothing. */
#include "view/itemise.h"

#include <hb.h>

#include "base/arena.h"
#include "base/utf8.h"

enum {
    CLUSTER_MAX = 16, /* code points of a cluster that are looked at; clean lets fewer through */
    VS15 = 0xfe0e,    /* asks for text presentation */
    VS16 = 0xfe0f,    /* asks for emoji presentation */
    KEYCAP = 0x20e3
};

struct cluster {
    struct span text;
    uint32_t cps[CLUSTER_MAX];
    uint8_t n;
    uint8_t level;
    uint32_t script; /* of the first character; resolved for common ones */
    bool common;
};

/* Room for max clusters and code points: a text has no more of either than bytes. */
struct work {
    struct cluster *clusters;
    uint32_t *cps;
    uint16_t *first; /* code point where a cluster begins */
    uint8_t *levels;
    size_t n, n_cps, max;
};

/* Emoji_Presentation outside the supplementary planes (emoji-data.txt, Unicode 15). */
static const uint16_t emoji_ranges[][2] = {
    {0x231a, 0x231b}, {0x23e9, 0x23ec}, {0x23f0, 0x23f0}, {0x23f3, 0x23f3}, {0x25fd, 0x25fe},
    {0x2614, 0x2615}, {0x2648, 0x2653}, {0x267f, 0x267f}, {0x2693, 0x2693}, {0x26a1, 0x26a1},
    {0x26aa, 0x26ab}, {0x26bd, 0x26be}, {0x26c4, 0x26c5}, {0x26ce, 0x26ce}, {0x26d4, 0x26d4},
    {0x26ea, 0x26ea}, {0x26f2, 0x26f3}, {0x26f5, 0x26f5}, {0x26fa, 0x26fa}, {0x26fd, 0x26fd},
    {0x2705, 0x2705}, {0x270a, 0x270b}, {0x2728, 0x2728}, {0x274c, 0x274c}, {0x274e, 0x274e},
    {0x2753, 0x2755}, {0x2757, 0x2757}, {0x2795, 0x2797}, {0x27b0, 0x27b0}, {0x27bf, 0x27bf},
    {0x2b1b, 0x2b1c}, {0x2b50, 0x2b50}, {0x2b55, 0x2b55},
};

static bool emoji_by_default(uint32_t cp)
{
    if (cp >= 0x1f000)
        return cp <= 0x1faff; /* the chain decides which of these are pictures */
    for (size_t i = 0; i < sizeof emoji_ranges / sizeof *emoji_ranges; i++)
        if (cp >= emoji_ranges[i][0] && cp <= emoji_ranges[i][1])
            return true;
    return false;
}

/* UTS #51: the selectors decide, else the character's default. */
static bool is_emoji(const struct cluster *c)
{
    bool emoji = emoji_by_default(c->cps[0]);
    for (unsigned i = 1; i < c->n; i++) {
        if (c->cps[i] == VS15)
            return false;
        if (c->cps[i] == VS16 || c->cps[i] == KEYCAP)
            emoji = true;
    }
    return emoji;
}

static bool is_common(hb_script_t s)
{
    return s == HB_SCRIPT_COMMON || s == HB_SCRIPT_INHERITED || s == HB_SCRIPT_UNKNOWN ||
           s == HB_SCRIPT_INVALID;
}

/* Cuts the line into clusters (UAX #29), so that marks, joined emoji, skin tones and the two
 * letters of a flag stay together. */
static void cut_clusters(struct work *w, struct span text)
{
    hb_unicode_funcs_t *unicode = hb_unicode_funcs_get_default();
    while (text.n && w->n < w->max) {
        struct cluster *c = &w->clusters[w->n];
        size_t bytes = utf8_cluster(text);
        struct span rest = c->text = span_sub(text, 0, bytes ? bytes : 1);
        text = span_from(text, c->text.n);
        w->first[w->n] = (uint16_t)w->n_cps;
        while (rest.n && w->n_cps < w->max) {
            uint32_t cp = utf8_next(&rest);
            w->cps[w->n_cps++] = cp;
            if (c->n < CLUSTER_MAX)
                c->cps[c->n++] = cp < 0x20 ? ' ' : cp;
        }
        if (c->n == 0)
            return;
        c->script = hb_unicode_script(unicode, c->cps[0]);
        c->common = is_common(c->script);
        w->n++;
    }
}

/* Common characters take the script of what stands before them, at the beginning of what
 * follows (UAX #24, section 5.1). */
static void resolve_scripts(struct work *w)
{
    uint32_t script = HB_SCRIPT_LATIN;
    for (size_t i = w->n; i-- > 0;)
        if (!w->clusters[i].common)
            script = w->clusters[i].script;
    for (size_t i = 0; i < w->n; i++) {
        if (w->clusters[i].common)
            w->clusters[i].script = script;
        else
            script = w->clusters[i].script;
    }
}

/* What the next cluster goes by. */
struct standing {
    struct chain *chain;
    struct span lang;
    unsigned font;   /* of the last character with a script of its own; CHAIN_NONE: none yet */
    uint32_t script; /* of the same */
};

static unsigned pick(const struct standing *s, uint32_t script, const struct cluster *c)
{
    unsigned font = chain_pick(s->chain, script, s->lang, c->cps, c->n);
    if (font == CHAIN_NONE && c->n > 1) /* better without a mark than not at all */
        font = chain_pick(s->chain, script, s->lang, c->cps, 1);
    return font;
}

/* Digits, spaces and signs stay with the font of the word before them when it has them, else
 * they look as they do in Latin text. Emoji and symbols do not change what follows. */
static unsigned pick_font(struct standing *s, const struct cluster *c)
{
    if (is_emoji(c))
        return pick(s, CHAIN_EMOJI, c);
    if (s->script == c->script && chain_covers(s->chain, s->font, c->cps, c->n))
        return s->font;
    if (c->common && s->font != CHAIN_NONE)
        return pick(s, HB_SCRIPT_LATIN, c);
    unsigned font = pick(s, c->script, c);
    if (!c->common && font != CHAIN_NONE) {
        s->font = font;
        s->script = c->script;
    }
    return font;
}

/* A line that begins with common characters goes by its first word. */
static void look_ahead(struct standing *s, const struct work *w)
{
    for (size_t i = 0; i < w->n && s->font == CHAIN_NONE; i++)
        if (!w->clusters[i].common)
            (void)pick_font(s, &w->clusters[i]);
}

/* How long a run of a script gets whose letters do not join: it may end between any two clusters.
 * 0: letters of the script may join. */
static unsigned apart(uint32_t script)
{
    static const uint32_t square[] = {HB_SCRIPT_HAN, HB_SCRIPT_HIRAGANA, HB_SCRIPT_KATAKANA,
                                      HB_SCRIPT_BOPOMOFO, HB_SCRIPT_HANGUL};
    static const uint32_t unspaced[] = {HB_SCRIPT_THAI, HB_SCRIPT_LAO, HB_SCRIPT_KHMER,
                                        HB_SCRIPT_MYANMAR};
    for (size_t i = 0; i < sizeof square / sizeof *square; i++)
        if (square[i] == script)
            return ITEMISE_SQUARE;
    for (size_t i = 0; i < sizeof unspaced / sizeof *unspaced; i++)
        if (unspaced[i] == script)
            return ITEMISE_SOFT;
    return 0;
}

static bool goes_on(const struct run *r, const struct cluster *c, unsigned font, bool bitmap,
                    bool after_space)
{
    unsigned most = bitmap ? ITEMISE_EMOJI : apart(r->script);
    if (!most)
        most = after_space ? ITEMISE_SOFT : ITEMISE_HARD;
    return r->clusters < most && r->level == c->level && r->font == font && r->script == c->script;
}

static void build_runs(struct chain *chain, const struct work *w, struct span lang,
                       struct itemised *out)
{
    struct standing standing = {chain, lang, CHAIN_NONE, HB_SCRIPT_LATIN};
    bool after_space = false;
    look_ahead(&standing, w);
    for (size_t i = 0; i < w->n; i++) {
        const struct cluster *c = &w->clusters[i];
        unsigned font = pick_font(&standing, c);
        struct run *last = out->n ? &out->runs[out->n - 1] : NULL;
        bool bitmap = font != CHAIN_NONE && chain_face(chain, font, TYPE_REGULAR).bitmap;
        if (last && goes_on(last, c, font, bitmap, after_space)) {
            last->text.n += c->text.n;
            last->clusters++;
        } else {
            out->runs[out->n++] = (struct run){c->text, c->script, c->level, (uint8_t)font, 1};
        }
        after_space = c->cps[0] == ' ';
    }
}

static bool make_room(struct work *w, size_t bytes, struct arena *a)
{
    w->max = bytes < ITEMISE_MAX ? bytes : ITEMISE_MAX;
    w->clusters = arena_array(a, w->max, sizeof *w->clusters);
    w->cps = arena_array(a, w->max, sizeof *w->cps);
    w->first = arena_array(a, w->max, sizeof *w->first);
    w->levels = arena_array(a, w->max, sizeof *w->levels);
    return w->clusters && w->cps && w->first && w->levels;
}

static enum err itemise(struct work *w, struct chain *c, struct span text, struct span lang,
                        enum direction base, struct itemised *out)
{
    cut_clusters(w, text);
    resolve_scripts(w);
    enum err e = bidi_levels(w->cps, w->n_cps, base, w->levels);
    if (e)
        return e;
    for (size_t i = 0; i < w->n; i++)
        w->clusters[i].level = w->levels[w->first[i]];
    build_runs(c, w, lang, out);
    for (size_t i = 0; i < out->n; i++)
        w->levels[i] = out->runs[i].level;
    bidi_order(w->levels, out->n, out->order);
    return ERR_OK;
}

enum err itemise_line(struct chain *c, struct span text, struct span lang, enum direction base,
                      struct itemised *out)
{
    out->n = 0;
    struct work w = {0};
    struct arena *a = arena_create(ITEMISE_MAX * 256);
    enum err e = a && make_room(&w, text.n, a) ? ERR_OK : ERR_NOMEM;
    if (!e)
        e = itemise(&w, c, text, lang, base, out);
    arena_destroy(a);
    return e;
}
