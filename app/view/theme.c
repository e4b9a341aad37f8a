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

enum { COLOURS_N = sizeof COLOURS / sizeof *COLOURS, DIM_PERCENT = 40 };
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
    };
}

static uint32_t *colour_at(struct theme *t, size_t i)
{
    return (uint32_t *)(void *)((char *)t + COLOURS[i].offset);
}

struct theme theme_dimmed(const struct theme *t)
{
    struct theme dim = *t;
    for (size_t i = 0; i < COLOURS_N; i++) {
        uint32_t colour = *colour_at(&dim, i), sum = 0;
        for (unsigned shift = 0; shift < 24; shift += 8)
            sum |= (colour >> shift & 0xff) * DIM_PERCENT / 100 << shift;
        *colour_at(&dim, i) = sum;
    }
    return dim;
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

static enum err parse(const struct buf *text, struct theme *out, struct why *why)
{
    cfg_opt_t opts[COLOURS_N + 2];
    for (size_t i = 0; i < COLOURS_N; i++)
        opts[i] = (cfg_opt_t)CFG_STR(COLOURS[i].key, NULL, CFGF_NONE);
    opts[COLOURS_N] = (cfg_opt_t)CFG_FLOAT("scale", out->scale, CFGF_NONE);
    opts[COLOURS_N + 1] = (cfg_opt_t)CFG_END();
    cfg_t *cfg = cfg_init(opts, CFGF_NONE);
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
        e = parse(&text, out, why);
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

bool theme_readable(uint32_t text, uint32_t ground)
{
    return theme_contrast(text, ground) >= CONTRAST_LEAST;
}

enum err theme_check(const struct theme *t, struct why *why)
{
    const struct {
        const char *text, *ground;
        uint32_t a, b;
    } pairs[] = {
        {"text", "back", t->text, t->back},
        {"quiet", "back", t->quiet, t->back},
        {"accent", "back", t->accent, t->back},
        {"crawl-text", "crawl-back", t->crawl_text, t->crawl_back},
        {"crawl-quiet", "crawl-back", t->crawl_quiet, t->crawl_back},
        {"tag-text", "accent", t->tag_text, t->accent},
        {"breaking-text", "breaking-back", t->breaking_text, t->breaking_back},
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        if (!theme_readable(pairs[i].a, pairs[i].b))
            return why_set(why, ERR_SYNTAX, 0, "%s on %s has a contrast of %.1f, less than %.1f",
                           pairs[i].text, pairs[i].ground, theme_contrast(pairs[i].a, pairs[i].b),
                           CONTRAST_LEAST);
    }
    return ERR_OK;
}
