/* theme.c - colours and sizes by name. Floor 7. Any thread after loading. Knows no layout. */
#include "view/theme.h"

#include <confuse.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/span.h"

enum { THEME_FILE_MAX = 64 * 1024, THEME_PATH_MAX = 4096, THEME_NAME_MAX = 64 };

static const double SCALE_LEAST = 0.5, SCALE_MOST = 2.0;
/* WCAG 2.1, success criterion 1.4.3. */
static const double CONTRAST_LEAST = 4.5;
/* Of a board of lamps that much is not the dark between them (view/sheet, view/paint). */
static const double LAMPS_LIT = 0.6;

/* The key in a theme file and the colour it sets. */
struct colour_key {
    const char *key;
    size_t offset;
};

static const struct colour_key COLOURS[] = {
    {"back", offsetof(struct theme, back)},
    {"text", offsetof(struct theme, text)},
    {"quiet", offsetof(struct theme, quiet)},
    {"accent", offsetof(struct theme, accent)},
    {"line", offsetof(struct theme, line)},
    {"crawl-back", offsetof(struct theme, crawl_back)},
    {"crawl-text", offsetof(struct theme, crawl_text)},
    {"crawl-quiet", offsetof(struct theme, crawl_quiet)},
    {"tag-text", offsetof(struct theme, tag_text)},
    {"breaking-back", offsetof(struct theme, breaking_back)},
    {"breaking-text", offsetof(struct theme, breaking_text)},
    {"good", offsetof(struct theme, good)},
    {"bad", offsetof(struct theme, bad)},
};

enum { COLOURS_N = sizeof COLOURS / sizeof *COLOURS, DIM_PERCENT = 50 };
enum { CRAWL_FIRST = 5 }; /* of the keys: what the crawl is made of */

void theme_default(struct theme *out)
{
    *out = (struct theme){
        .back = 0x0e141b,
        .text = 0xf3f5f7,
        .quiet = 0x9dabb9,
        .accent = 0x6cb8f0,
        .line = 0x2a3642,
        .crawl_back = 0x18222d,
        .crawl_text = 0xeef2f5,
        .crawl_quiet = 0x9dabb9,
        .tag_text = 0x0e141b,
        .breaking_back = 0xb3141c,
        .breaking_text = 0xffffff,
        .good = 0x57b77b,
        .bad = 0xe59a3c,
        .scale = 1.0,
        .own_colours = true,
    };
}

static uint32_t *at_offset(struct theme *t, size_t offset)
{
    return (uint32_t *)(void *)((char *)t + offset);
}

static uint32_t *colour_at(struct theme *t, size_t i)
{
    return at_offset(t, COLOURS[i].offset);
}

static uint32_t colour_of(const struct theme *t, size_t i)
{
    return *(const uint32_t *)(const void *)((const char *)t + COLOURS[i].offset);
}

uint32_t theme_translate(const struct theme *from, const struct theme *to, uint32_t colour)
{
    for (size_t i = 0; i < COLOURS_N; i++) {
        size_t key = (i + CRAWL_FIRST) % COLOURS_N;
        if (colour_of(from, key) == colour)
            return colour_of(to, key);
    }
    return colour;
}

bool theme_same(const struct theme *a, const struct theme *b)
{
    bool same = a->scale == b->scale;
    for (size_t i = 0; same && i < COLOURS_N; i++)
        same = colour_of(a, i) == colour_of(b, i);
    return same;
}

/* "#RRGGBB". */
static bool parse_colour(const char *s, uint32_t *out)
{
    if (!s || s[0] != '#' || strlen(s) != 7 || strspn(s + 1, "0123456789abcdefABCDEF") != 6)
        return false;
    *out = (uint32_t)strtoul(s + 1, NULL, 16);
    return true;
}

static int check_colour(cfg_t *cfg, cfg_opt_t *opt)
{
    (void)cfg;
    uint32_t ignored;
    return parse_colour(cfg_opt_getnstr(opt, 0), &ignored) ? 0 : -1;
}

static int check_scale(cfg_t *cfg, cfg_opt_t *opt)
{
    (void)cfg;
    double scale = cfg_opt_getnfloat(opt, 0);
    return scale >= SCALE_LEAST && scale <= SCALE_MOST ? 0 : -1;
}

/* libconfuse would print; what went wrong is said by the line itself. */
static void keep_quiet(cfg_t *cfg, const char *fmt, va_list args)
{
    (void)cfg;
    (void)fmt;
    (void)args;
}

static void take_values(cfg_t *cfg, struct theme *out)
{
    for (size_t i = 0; i < COLOURS_N; i++)
        (void)parse_colour(cfg_getstr(cfg, COLOURS[i].key), colour_at(out, i));
    out->scale = cfg_getfloat(cfg, "scale");
    out->lamps = cfg_getbool(cfg, "lamps");
    out->own_colours = cfg_getbool(cfg, "own-colours");
}

static enum err wrong_line(struct span text, int line, struct why *why)
{
    struct span piece = {0};
    for (int i = 0; i < line && span_line(&text, &piece); i++)
        continue;
    piece = span_trim(piece);
    return why_set(why, ERR_SYNTAX, line, "not a theme's setting: %.*s",
                   piece.n < 80 ? (int)piece.n : 80, piece.n ? piece.p : "");
}

/* flags: CFGF_IGNORE_UNKNOWN passes over the keys of later programs. */
static enum err parse(const struct buf *text, cfg_flag_t flags, struct theme *out, struct why *why)
{
    cfg_opt_t opts[COLOURS_N + 4];
    for (size_t i = 0; i < COLOURS_N; i++)
        opts[i] = (cfg_opt_t)CFG_STR(COLOURS[i].key, NULL, CFGF_NONE);
    opts[COLOURS_N] = (cfg_opt_t)CFG_FLOAT("scale", out->scale, CFGF_NONE);
    opts[COLOURS_N + 1] = (cfg_opt_t)CFG_BOOL("lamps", out->lamps, CFGF_NONE);
    opts[COLOURS_N + 2] = (cfg_opt_t)CFG_BOOL("own-colours", out->own_colours, CFGF_NONE);
    opts[COLOURS_N + 3] = (cfg_opt_t)CFG_END();
    cfg_t *cfg = cfg_init(opts, flags);
    if (!cfg)
        return ERR_NOMEM;
    cfg_set_error_function(cfg, keep_quiet);
    for (size_t i = 0; i < COLOURS_N; i++)
        cfg_set_validate_func(cfg, COLOURS[i].key, check_colour);
    cfg_set_validate_func(cfg, "scale", check_scale);
    bool good = cfg_parse_buf(cfg, buf_cstr(text)) == CFG_SUCCESS;
    if (good)
        take_values(cfg, out);
    enum err e = good ? ERR_OK : wrong_line(buf_span(text), cfg->line, why);
    cfg_free(cfg);
    return e;
}

/* Names come from outside too: letters, digits and hyphens, so no way out of the folder. */
static bool name_is_good(const char *name)
{
    size_t n = strlen(name);
    return n > 0 && n <= THEME_NAME_MAX &&
           strspn(name, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_") == n;
}

static enum err read_file(const char *path, struct buf *out, struct why *why)
{
    FILE *f = fopen(path, "re");
    if (!f)
        return why_set(why, errno == ENOENT ? ERR_NOT_FOUND : ERR_IO, 0, "%s: %s", path,
                       strerror(errno));
    char *room = buf_room(out, THEME_FILE_MAX);
    if (room)
        buf_commit(out, fread(room, 1, THEME_FILE_MAX, f));
    bool whole = room && fgetc(f) == EOF && !ferror(f);
    fclose(f);
    if (!room)
        return ERR_NOMEM;
    return whole ? ERR_OK : why_set(why, ERR_TOO_BIG, 0, "%s: not read to its end", path);
}

enum err theme_load(const char *assets, const char *name, struct theme *out, struct why *why)
{
    theme_default(out);
    if (!name_is_good(name))
        return why_set(why, ERR_NOT_FOUND, 0, "no theme is called \"%.80s\"", name);
    char path[THEME_PATH_MAX];
    int n = snprintf(path, sizeof path, "%s/themes/%s.conf", assets, name);
    if (n < 0 || (size_t)n >= sizeof path)
        return why_set(why, ERR_TOO_BIG, 0, "the path of theme \"%s\" is too long", name);
    struct buf text;
    buf_init(&text, THEME_FILE_MAX);
    enum err e = read_file(path, &text, why);
    if (!e)
        e = parse(&text, CFGF_NONE, out, why);
    if (e == ERR_SYNTAX && parse(&text, CFGF_IGNORE_UNKNOWN, out, NULL) == ERR_OK)
        e = ERR_OK; /* *why tells of the unknown key */
    buf_finish(&text);
    return e;
}

/* One channel, linear (WCAG 2.1, "relative luminance"). */
static double linear(uint32_t channel)
{
    double c = channel / 255.0;
    return c <= 0.04045 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(uint32_t colour)
{
    return 0.2126 * linear(colour >> 16 & 0xff) + 0.7152 * linear(colour >> 8 & 0xff) +
           0.0722 * linear(colour & 0xff);
}

double theme_contrast(uint32_t a, uint32_t b)
{
    double la = luminance(a), lb = luminance(b);
    return la > lb ? (la + 0.05) / (lb + 0.05) : (lb + 0.05) / (la + 0.05);
}

/* From where it is read the dark between lamps is part of what they show. */
static double seen_contrast(const struct theme *t, uint32_t text, uint32_t ground)
{
    double lit = luminance(text), dark = luminance(ground);
    if (!t->lamps)
        return theme_contrast(text, ground);
    if (lit < dark) /* dark letters among lit lamps */
        dark = dark * LAMPS_LIT + luminance(t->back) * (1 - LAMPS_LIT);
    else
        lit = lit * LAMPS_LIT + dark * (1 - LAMPS_LIT);
    return lit > dark ? (lit + 0.05) / (dark + 0.05) : (dark + 0.05) / (lit + 0.05);
}

bool theme_is_light(uint32_t colour)
{
    return theme_contrast(colour, 0x000000) > theme_contrast(colour, 0xffffff);
}

bool theme_readable(uint32_t text, uint32_t ground)
{
    return theme_contrast(text, ground) >= CONTRAST_LEAST;
}

/* Texts and what they stand on. */
static const struct {
    const char *names;
    size_t text, ground;
} PAIRS[] = {
    {"text on back", offsetof(struct theme, text), offsetof(struct theme, back)},
    {"quiet on back", offsetof(struct theme, quiet), offsetof(struct theme, back)},
    {"accent on back", offsetof(struct theme, accent), offsetof(struct theme, back)},
    {"crawl-text on crawl-back", offsetof(struct theme, crawl_text),
     offsetof(struct theme, crawl_back)},
    {"crawl-quiet on crawl-back", offsetof(struct theme, crawl_quiet),
     offsetof(struct theme, crawl_back)},
    {"tag-text on accent", offsetof(struct theme, tag_text), offsetof(struct theme, accent)},
    {"breaking-text on breaking-back", offsetof(struct theme, breaking_text),
     offsetof(struct theme, breaking_back)},
};
enum { PAIRS_N = sizeof PAIRS / sizeof *PAIRS };

enum err theme_check(const struct theme *t, struct why *why)
{
    struct theme copy = *t;
    for (size_t i = 0; i < PAIRS_N; i++) {
        double contrast =
            seen_contrast(t, *at_offset(&copy, PAIRS[i].text), *at_offset(&copy, PAIRS[i].ground));
        if (contrast < CONTRAST_LEAST)
            return why_set(why, ERR_SYNTAX, 0, "%s has a contrast of %.1f, less than %.1f",
                           PAIRS[i].names, contrast, CONTRAST_LEAST);
    }
    return ERR_OK;
}

/* Each channel by a part of the way from one colour to another. */
static uint32_t mixed(uint32_t from, uint32_t to, int percent)
{
    uint32_t sum = 0;
    for (unsigned shift = 0; shift < 24; shift += 8) {
        int a = (int)(from >> shift & 0xff), b = (int)(to >> shift & 0xff);
        sum |= (uint32_t)(a + (b - a) * percent / 100) << shift;
    }
    return sum;
}

/* The colour, or the nearest one towards white or black that can be read on this ground. */
static uint32_t lifted(const struct theme *t, uint32_t colour, uint32_t ground)
{
    uint32_t end = theme_is_light(ground) ? 0x000000 : 0xffffff, tried = colour;
    for (int percent = 0; percent < 100 && seen_contrast(t, tried, ground) < CONTRAST_LEAST;)
        tried = mixed(colour, end, percent += 4);
    return tried;
}

/* Makes one pair of a dimmed theme readable: by its text, and where black is not dark enough for
 * its ground by less dimming of that. */
static void lift_pair(const struct theme *bright, struct theme *dim, size_t pair)
{
    uint32_t *text = at_offset(dim, PAIRS[pair].text), *ground = at_offset(dim, PAIRS[pair].ground);
    struct theme own = *bright;
    uint32_t wish = *text, least = *ground, most = *at_offset(&own, PAIRS[pair].ground);
    for (int percent = 0; percent <= 100; percent += 10) {
        *ground = mixed(least, most, percent);
        *text = lifted(dim, wish, *ground);
        if (seen_contrast(dim, *text, *ground) >= CONTRAST_LEAST)
            return;
    }
}

struct theme theme_dimmed(const struct theme *t)
{
    struct theme dim = *t;
    for (size_t i = 0; i < COLOURS_N; i++)
        *colour_at(&dim, i) = mixed(*colour_at(&dim, i), 0x000000, 100 - DIM_PERCENT);
    for (size_t i = 0; i < PAIRS_N; i++)
        lift_pair(t, &dim, i);
    return dim;
}
