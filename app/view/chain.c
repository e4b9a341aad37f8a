/* chain.c - which font serves which script. Floor 7. Main thread. Knows no SDL. */
#include "view/chain.h"

#include <dirent.h>
#include <fnmatch.h>
#include <hb-ot.h>
#include <hb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { SCRIPTS = 8, WEIGHTS = 2, FIELDS = 6, ASCENT = 1080, DESCENT = 480 };
enum { LARGE = 2 << 20 }; /* bytes of a file that takes long to open */

static const char *const system_folders[] = {"/usr/local/share/fonts", "/usr/share/fonts"};

/* One file that a line of the chain names. */
struct file {
    const char *pattern; /* NULL: none named */
    char *path;          /* NULL: not here */
    long index;
};

struct font {
    uint32_t scripts[SCRIPTS]; /* ends with 0 where shorter */
    struct span langs;
    int percent;
    struct file files[WEIGHTS];
    const char *package;
    hb_set_t *has; /* NULL: not yet asked */
    bool bitmap, large;
    bool dropped; /* of no use */
};

struct chain {
    struct arena *arena;
    struct font fonts[CHAIN_FONTS];
    unsigned n, asked; /* how many fonts; how many of them have certainly been asked */
    int ascent, descent;
};

static bool next_word(struct span *rest, struct span *word)
{
    while (rest->n && ascii_space(rest->p[0]))
        *rest = span_from(*rest, 1);
    size_t n = 0;
    while (n < rest->n && !ascii_space(rest->p[n]))
        n++;
    *word = span_sub(*rest, 0, n);
    *rest = span_from(*rest, n);
    return n > 0;
}

static bool number(struct span s, int max, int *out)
{
    uint64_t value;
    if (!span_uint(s, (uint64_t)max, &value) || value == 0)
        return false;
    *out = (int)value;
    return true;
}

static bool read_scripts(struct font *f, struct span list)
{
    struct span one;
    for (unsigned n = 0; span_split(&list, ',', &one); n++) {
        if (n == SCRIPTS || one.n != 4)
            return false;
        const unsigned char *p = (const unsigned char *)one.p;
        f->scripts[n] = CHAIN_TAG(p[0], p[1], p[2], p[3]);
    }
    return true;
}

static bool read_file(struct chain *c, struct file *f, struct span word)
{
    if (span_is(word, "-"))
        return true;
    size_t mark = span_find_byte(word, '#');
    uint64_t index = 0;
    if (mark != SIZE_MAX && !span_uint(span_from(word, mark + 1), 255, &index))
        return false;
    f->index = (long)index;
    f->pattern = arena_cstr(c->arena, span_sub(word, 0, mark));
    return f->pattern != NULL;
}

static bool read_font(struct chain *c, const struct span words[FIELDS])
{
    if (c->n == CHAIN_FONTS)
        return false;
    struct font *f = &c->fonts[c->n++];
    f->langs = span_is(words[1], "-") ? span_make(NULL, 0) : arena_copy(c->arena, words[1]);
    f->package = arena_cstr(c->arena, words[5]);
    return read_scripts(f, words[0]) && number(words[2], 200, &f->percent) &&
           read_file(c, &f->files[TYPE_REGULAR], words[3]) && f->files[TYPE_REGULAR].pattern &&
           read_file(c, &f->files[TYPE_BOLD], words[4]) && f->package;
}

static bool read_line(struct chain *c, struct span line)
{
    struct span words[FIELDS], word;
    unsigned n = 0;
    line = span_sub(line, 0, span_starts(line, "#") ? 0 : line.n);
    while (next_word(&line, &word)) {
        if (n == FIELDS)
            return false;
        words[n++] = word;
    }
    if (n == 0)
        return true;
    if (n == 3 && span_is(words[0], "line"))
        return number(words[1], 4000, &c->ascent) && number(words[2], 4000, &c->descent);
    return n == FIELDS && read_font(c, words);
}

static enum err read_chain(struct chain *c, const char *path, struct why *why)
{
    FILE *in = fopen(path, "re");
    char *text = in ? malloc(CHAIN_FILE_MAX) : NULL;
    size_t n = text ? fread(text, 1, CHAIN_FILE_MAX, in) : 0;
    enum err e = ERR_OK;
    if (!in || !text || ferror(in) || n == CHAIN_FILE_MAX)
        e = why_set(why, ERR_IO, 0, "cannot read the font chain %s", path);
    struct span rest = span_make(text, n), line;
    for (int number_of_line = 1; !e && span_line(&rest, &line); number_of_line++)
        if (!read_line(c, line))
            e = why_set(why, ERR_SYNTAX, number_of_line, "%s, line %d: not understood", path,
                        number_of_line);
    free(text);
    if (in)
        (void)fclose(in);
    return e;
}

/* The first file that fits a pattern stays. */
static void note_file(struct chain *c, const char *name, const char *path)
{
    for (unsigned i = 0; i < c->n * WEIGHTS; i++) {
        struct file *f = &c->fonts[i / WEIGHTS].files[i % WEIGHTS];
        if (f->pattern && !f->path && fnmatch(f->pattern, name, 0) == 0)
            f->path = arena_cstr(c->arena, span_of(path));
    }
}

static void look_through(struct chain *c, const char *folder, int depth, int *seen);

static void look_at(struct chain *c, const char *folder, const char *name, int depth, int *seen)
{
    char *path;
    struct stat s;
    if (name[0] == '.' || ++*seen > CHAIN_FOLDER_FILES ||
        asprintf(&path, "%s/%s", folder, name) < 0)
        return;
    bool there = stat(path, &s) == 0;
    if (there && S_ISDIR(s.st_mode))
        look_through(c, path, depth + 1, seen);
    else if (there && S_ISREG(s.st_mode))
        note_file(c, name, path);
    free(path);
}

/* In the order of names. Not by fts: its readdir fails on 32 bits where the folder's numbers are
 * large. */
static void look_through(struct chain *c, const char *folder, int depth, int *seen)
{
    struct dirent **entries = NULL;
    int n = depth < CHAIN_FOLDER_DEPTH ? scandir(folder, &entries, NULL, alphasort) : 0;
    for (int i = 0; i < n; i++) {
        look_at(c, folder, entries[i]->d_name, depth, seen);
        free(entries[i]);
    }
    free(entries);
}

static void look_all_through(struct chain *c, const char *folder)
{
    int seen = 0;
    look_through(c, folder, 0, &seen);
}

static bool serves(const struct font *f, uint32_t script)
{
    for (unsigned i = 0; i < SCRIPTS && f->scripts[i]; i++)
        if (f->scripts[i] == script)
            return true;
    return false;
}

static bool script_here(const struct chain *c, uint32_t script)
{
    for (unsigned i = 0; i < c->n; i++)
        if (c->fonts[i].files[TYPE_REGULAR].path && serves(&c->fonts[i], script))
            return true;
    return false;
}

struct chain *chain_load(const char *path, const char *folder, struct why *why)
{
    struct chain *c = calloc(1, sizeof *c);
    if (c)
        c->arena = arena_create(CHAIN_FILE_MAX * 8);
    if (!c || !c->arena) {
        (void)why_set(why, ERR_NOMEM, 0, "out of memory");
        goto fail;
    }
    c->ascent = ASCENT;
    c->descent = DESCENT;
    if (read_chain(c, path, why))
        goto fail;
    if (folder)
        look_all_through(c, folder);
    for (size_t i = 0; i < sizeof system_folders / sizeof *system_folders; i++)
        look_all_through(c, system_folders[i]);
    return c;
fail:
    chain_destroy(c);
    return NULL;
}

struct chain *chain_create(const char *path, const char *folder, struct why *why)
{
    struct chain *c = chain_load(path, folder, why);
    if (!c || (c->n && script_here(c, c->fonts[0].scripts[0])))
        return c;
    (void)why_set(why, ERR_NOT_FOUND, 0, "no font: install the package %s",
                  c->n ? c->fonts[0].package : "fonts-noto-core");
    chain_destroy(c);
    return NULL;
}

void chain_destroy(struct chain *c)
{
    if (!c)
        return;
    for (unsigned i = 0; i < c->n; i++)
        hb_set_destroy(c->fonts[i].has);
    arena_destroy(c->arena);
    free(c);
}

static uint32_t number_at(struct span file, size_t at, size_t bytes)
{
    uint32_t value = 0;
    for (size_t i = 0; i < bytes; i++)
        value = value << 8 | (at + i < file.n ? (unsigned char)file.p[at + i] : 0xff);
    return value;
}

/* No table of the face reaches past the end of the file (OpenType: "Organization of an OpenType
 * font"). What was cut short would draw nothing, and nobody would say so. */
static bool is_whole(hb_blob_t *blob, long index)
{
    unsigned length;
    const char *data = hb_blob_get_data(blob, &length);
    struct span file = span_make(data, length);
    size_t face = span_starts(file, "ttcf") ? number_at(file, 12 + 4 * (size_t)index, 4) : 0;
    size_t tables = number_at(file, face + 4, 2);
    for (size_t i = 0; i < tables; i++) {
        size_t record = face + 12 + 16 * i;
        if ((uint64_t)number_at(file, record + 8, 4) + number_at(file, record + 12, 4) > length)
            return false;
    }
    return tables > 0;
}

/* A space wider than two fifths of the em parts words like a hole; another font has a better one.
 */
static bool has_wide_space(hb_face_t *face)
{
    hb_font_t *font = hb_font_create(face);
    hb_codepoint_t glyph;
    bool wide = hb_font_get_nominal_glyph(font, ' ', &glyph) &&
                hb_font_get_glyph_h_advance(font, glyph) > (int)hb_face_get_upem(face) * 2 / 5;
    hb_font_destroy(font);
    return wide;
}

/* What the font has, read once from its own table; the file is not kept open. */
static void ask(struct font *f)
{
    f->has = hb_set_create();
    const struct file *file = &f->files[TYPE_REGULAR];
    hb_blob_t *blob = file->path ? hb_blob_create_from_file(file->path) : hb_blob_get_empty();
    hb_face_t *face = hb_face_create(blob, (unsigned)file->index);
    if (is_whole(blob, file->index))
        hb_face_collect_unicodes(face, f->has);
    if (has_wide_space(face))
        hb_set_del(f->has, ' ');
    f->bitmap = hb_ot_color_has_png(face);
    f->large = hb_blob_get_length(blob) > LARGE;
    hb_face_destroy(face);
    hb_blob_destroy(blob);
}

/* Joiners, variation selectors and tags: no picture of their own. */
static bool shows_nothing(uint32_t cp)
{
    return cp == 0x200c || cp == 0x200d || (cp >= 0xfe00 && cp <= 0xfe0f) ||
           (cp >= 0xe0020 && cp <= 0xe007f);
}

bool chain_covers(struct chain *c, unsigned font, const uint32_t *cps, size_t n)
{
    if (font >= c->n)
        return false;
    struct font *f = &c->fonts[font];
    if (!f->files[TYPE_REGULAR].path || f->dropped)
        return false;
    if (!f->has)
        ask(f);
    for (size_t i = 0; i < n; i++)
        if (!shows_nothing(cps[i]) && !hb_set_has(f->has, cps[i]))
            return false;
    return true;
}

void chain_drop(struct chain *c, unsigned font)
{
    c->fonts[font].dropped = true;
}

bool chain_ask_ahead(struct chain *c)
{
    for (; c->asked < c->n; c->asked++) {
        struct font *f = &c->fonts[c->asked];
        if (f->has || !f->files[TYPE_REGULAR].path)
            continue;
        ask(f);
        return false;
    }
    return true;
}

/* "zh-tw" in the list fits "zh-tw" and "zh-TW-x", not "zh". */
static bool for_language(const struct font *f, struct span lang)
{
    struct span list = f->langs, one;
    while (list.n && span_split(&list, ',', &one))
        if (span_eq_nocase(one, span_sub(lang, 0, one.n)) &&
            (lang.n == one.n || lang.p[one.n] == '-' || lang.p[one.n] == '_'))
            return true;
    return false;
}

/* How well a font's line fits; 0 is best. */
static int distance(const struct font *f, uint32_t script, struct span lang)
{
    if (!serves(f, script))
        return 3;
    if (f->langs.n == 0)
        return 1;
    return for_language(f, lang) ? 0 : 2;
}

unsigned chain_pick(struct chain *c, uint32_t script, struct span lang, const uint32_t *cps,
                    size_t n)
{
    for (int want = 0; want <= 3; want++)
        for (unsigned i = 0; i < c->n; i++)
            if (distance(&c->fonts[i], script, lang) == want && chain_covers(c, i, cps, n))
                return i;
    return CHAIN_NONE;
}

struct chain_face chain_face(struct chain *c, unsigned font, enum type_weight weight)
{
    struct font *f = &c->fonts[font];
    bool bold = weight == TYPE_BOLD && f->files[TYPE_BOLD].path;
    const struct file *file = &f->files[bold ? TYPE_BOLD : TYPE_REGULAR];
    return (struct chain_face){file->path, file->index, f->percent, f->bitmap, bold, f->large};
}

int chain_ascent(const struct chain *c)
{
    return c->ascent;
}

int chain_descent(const struct chain *c)
{
    return c->descent;
}

/* True when a line before font i names the script. */
static bool named_before(const struct chain *c, unsigned font, uint32_t script)
{
    for (unsigned i = 0; i < font; i++)
        if (serves(&c->fonts[i], script))
            return true;
    return false;
}

/* A line whose file is here but of no use. */
static bool is_broken(struct font *f)
{
    if (f->files[TYPE_REGULAR].path && !f->has)
        ask(f);
    return f->files[TYPE_REGULAR].path && hb_set_is_empty(f->has);
}

void chain_broken(struct chain *c, void (*say)(void *data, const char *file, const char *package),
                  void *data)
{
    for (unsigned i = 0; i < c->n; i++)
        if (is_broken(&c->fonts[i]))
            say(data, c->fonts[i].files[TYPE_REGULAR].path, c->fonts[i].package);
}

void chain_missing(const struct chain *c,
                   void (*say)(void *data, const char *script, const char *package), void *data)
{
    for (unsigned i = 0; i < c->n; i++) {
        for (unsigned k = 0; k < SCRIPTS && c->fonts[i].scripts[k]; k++) {
            uint32_t tag = c->fonts[i].scripts[k];
            char name[] = {(char)(tag >> 24), (char)(tag >> 16), (char)(tag >> 8), (char)tag, 0};
            if (!named_before(c, i, tag) && !script_here(c, tag))
                say(data, name, c->fonts[i].package);
        }
    }
}

void chain_forms(const struct chain *c,
                 void (*say)(void *data, const char *langs, const char *package), void *data)
{
    for (unsigned i = 0; i < c->n; i++) {
        const struct font *f = &c->fonts[i];
        char langs[CHAIN_LANGS];
        if (f->langs.n == 0 || f->files[TYPE_REGULAR].path)
            continue;
        (void)snprintf(langs, sizeof langs, "%.*s", (int)f->langs.n, f->langs.p);
        say(data, langs, f->package);
    }
}
