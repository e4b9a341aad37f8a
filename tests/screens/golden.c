/* golden.c - the golden screens: draw lists as text, and pictures (tests/cases/screens).
 *
 *   golden lists CASES [--update]          each script's lists against CASES/lists/SCRIPT.txt,
 *                                          with a measure of our own: no font is needed
 *   golden pictures CASES TOLERANCE [--update]
 *                                          one size of each script against
 * CASES/pictures/SCRIPT.png, and the other rotations against it, turned golden render TABLE CASES
 * FOLDER       every line of a table as FOLDER/NNN.png
 *
 * Ends with 0 when all are as they should be. */
#include <png.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "measure.h"
#include "stories.h"
#include "view/crawl.h"
#include "view/paint.h"

enum { ROWS_MAX = 160, LIST_TEXT_MAX = 512 * 1024, PATH_BYTES = 1024 };

/* A line of the table. */
struct row {
    char script[16], theme[16];
    int w, h; /* upright */
    enum layout_kind kind;
    enum rotation rotation;
};

struct golden {
    const char *cases;
    bool update, rotations;
    int tolerance; /* of a channel, of 255 */
    struct row rows[ROWS_MAX];
    size_t n;
    struct stories stories;
    struct words *words;
    struct type *type; /* NULL: lists alone */
    struct measure measure;
    size_t seen, wrong;
};

/* One screen: its stories, the chosen one first. */
struct screen {
    const struct golden *g;
    struct theme theme;
    struct layout_opts opts;
    struct layout_now now;
    const struct story *next[STORIES_MAX];
    size_t n, in_strip; /* of next; which the crawl asks for */
};

static void complain(struct golden *g, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
static void complain(struct golden *g, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vfprintf(stderr, format, args);
    va_end(args);
    fputc('\n', stderr);
    g->wrong++;
}

static _Noreturn void give_up(const char *what, const char *name)
{
    fprintf(stderr, "golden: %s: %s\n", what, name);
    exit(70);
}

static FILE *open_file(const char *path, const char *mode)
{
    FILE *f = fopen(path, mode);
    if (!f)
        give_up("cannot be opened", path);
    return f;
}

static void read_table(struct golden *g, const char *path)
{
    char line[128], kind[16];
    FILE *in = open_file(path, "r");
    while (g->n < ROWS_MAX && fgets(line, sizeof line, in)) {
        struct row *r = &g->rows[g->n];
        int degrees;
        if (line[0] == '#' || line[0] == '\n')
            continue;
        if (sscanf(line, "%15s %dx%d %15s %15s %d", r->script, &r->w, &r->h, kind, r->theme,
                   &degrees) != 6)
            give_up("no line of a table", line);
        r->kind = kind[0] == 'c' ? LAYOUT_CRAWL : kind[0] == 'b' ? LAYOUT_BOARD : LAYOUT_LIST;
        r->rotation = (enum rotation)(degrees / 90 % 4);
        g->n++;
    }
    fclose(in);
}

static int real_width(void *data, struct span text, struct span lang, struct type_style style)
{
    return type_width(data, text, lang, style);
}

static int real_line(void *data, struct type_style style)
{
    return type_line(data, style);
}

static void begin(struct golden *g, const char *table, const char *cases, bool fonts)
{
    char path[PATH_BYTES];
    struct why why = {.text = ""};
    g->cases = cases;
    g->measure = MEASURE;
    read_table(g, table);
    (void)snprintf(path, sizeof path, "%s/stories.txt", cases);
    stories_load(&g->stories, path);
    g->words = words_load(TEST_ASSETS "/words", &why);
    struct type_opts opts = {.chain = TEST_FONTS "/chain.conf"};
    if (g->words && fonts) {
        g->type = type_create(&opts, &why);
        g->measure = (struct measure){real_width, real_line, g->type, NULL};
    }
    if (!g->words || (fonts && !g->type))
        give_up("cannot begin", why.text);
}

static void finish(struct golden *g)
{
    type_destroy(g->type);
    words_destroy(g->words);
    arena_destroy(g->stories.arena);
}

/* The row's own story first, then those that come next on every wall. */
static void gather(struct screen *s, const struct row *r)
{
    const struct stories *all = &s->g->stories;
    s->next[s->n++] = stories_find(all, r->script);
    for (size_t i = 0; i < all->n; i++)
        if (span_starts(all->names[i], "next-"))
            s->next[s->n++] = &all->all[i];
}

static void set_up(struct screen *s, const struct golden *g, const struct row *r)
{
    struct why why = {.text = ""};
    *s = (struct screen){.g = g};
    gather(s, r);
    if (theme_load(TEST_ASSETS, r->theme, &s->theme, &why) != ERR_OK)
        give_up("theme", why.text);
    s->opts = (struct layout_opts){.kind = r->kind,
                                   .edge = EDGE_BOTTOM,
                                   .rotation = r->rotation,
                                   .w = r->w,
                                   .h = r->h,
                                   .theme = &s->theme,
                                   .measure = &g->measure,
                                   .words = g->words,
                                   .lang = s->next[0]->lang,
                                   .title = span_of("City Hall")};
    s->now = (struct layout_now){.now = STORIES_NOW,
                                 .local = when_civil(STORIES_NOW),
                                 .clock_known = true,
                                 .progress = 620,
                                 .count = s->n};
    s->in_strip = r->kind == LAYOUT_CRAWL ? 0 : 1;
}

static void lay_out(const struct screen *s, struct draw_list *out)
{
    const struct story *card = s->opts.kind == LAYOUT_BOARD ? s->next[0] : NULL;
    layout_still(&s->opts, &s->now, card, s->next, s->n, out);
}

static bool next_item(void *data, struct draw_list *list)
{
    struct screen *s = data;
    if (s->in_strip >= 4 * s->n)
        return false;
    layout_item(&s->opts, &s->now, s->next[s->in_strip++ % s->n], list);
    return true;
}

/* As text: the still list, then the first item of the strip where there is one. */
static void print_row(const struct golden *g, const struct row *r, struct buf *out)
{
    static const char *const kinds[] = {"crawl", "board", "list"};
    struct screen s;
    struct draw_list list;
    set_up(&s, g, r);
    if (drawlist_init(&list, 1, 1) != ERR_OK)
        give_up("memory", "list");
    buf_printf(out, "== %s %dx%d %s %s\n", r->script, r->w, r->h, kinds[r->kind], r->theme);
    lay_out(&s, &list);
    (void)drawlist_print(&list, out);
    if (layout_strip_box(&s.opts).w && next_item(&s, &list))
        (void)drawlist_print(&list, out);
    drawlist_finish(&list);
}

static void first_difference(struct golden *g, const char *path, struct span got, struct span want)
{
    struct span a = {0}, b = {0}, title = {0};
    while (span_line(&got, &a) && span_line(&want, &b) && span_eq(a, b))
        title = span_starts(a, "==") ? a : title;
    complain(g, "%s: %.*s\n  want %.*s\n  got  %.*s", path, (int)title.n, title.p, (int)b.n, b.p,
             (int)a.n, a.p);
}

static void compare_text(struct golden *g, const char *path, struct span got)
{
    if (g->update) {
        FILE *out = open_file(path, "w");
        fwrite(got.p, 1, got.n, out);
        fclose(out);
        return;
    }
    char *want = malloc(LIST_TEXT_MAX);
    FILE *in = open_file(path, "r");
    size_t n = want ? fread(want, 1, LIST_TEXT_MAX, in) : 0;
    fclose(in);
    if (!span_eq(got, span_make(want, n)))
        first_difference(g, path, got, span_make(want, n));
    free(want);
}

/* A file a script: its rows stand together in the table. */
static void check_lists(struct golden *g)
{
    char path[PATH_BYTES];
    struct buf text;
    buf_init(&text, LIST_TEXT_MAX);
    for (size_t i = 0; i < g->n; i++) {
        g->seen++;
        print_row(g, &g->rows[i], &text);
        if (i + 1 < g->n && !strcmp(g->rows[i].script, g->rows[i + 1].script))
            continue;
        (void)snprintf(path, sizeof path, "%s/lists/%s.txt", g->cases, g->rows[i].script);
        compare_text(g, path, buf_span(&text));
        buf_reset(&text);
    }
    buf_finish(&text);
}

static struct paint *draw(const struct golden *g, const struct row *r)
{
    struct screen s;
    struct draw_list list;
    struct strip strip = {0};
    const struct draw_list *ahead;
    struct why why = {.text = "memory"};
    bool turned = r->rotation % 2;
    set_up(&s, g, r);
    struct box box = layout_strip_box(&s.opts);
    struct crawl_opts crawl = {box.w, box.h / 3, layout_direction(&s.opts), true};
    struct crawl *c = crawl_create(&crawl);
    struct paint *p = paint_dump_create(turned ? r->h : r->w, turned ? r->w : r->h, NULL, g->type,
                                        r->rotation, &why);
    if (!p || !c || drawlist_init(&list, 1, 1) != ERR_OK)
        give_up("no picture", why.text);
    lay_out(&s, &list);
    (void)p->ops->still(p, &list);
    if (box.w)
        crawl_step(c, 0, next_item, &s);
    crawl_visible(c, &strip, &ahead);
    strip.box = box;
    strip.back = s.theme.crawl_back;
    (void)p->ops->present(p, &strip);
    drawlist_finish(&list);
    crawl_destroy(c);
    return p;
}

/* Largest difference of a channel; 255 where the sizes differ. */
static int difference(const SDL_Surface *a, const SDL_Surface *b)
{
    int most = 0;
    if (a->w != b->w || a->h != b->h)
        return 255;
    for (int y = 0; y < a->h; y++) {
        const uint8_t *pa = (const uint8_t *)a->pixels + (ptrdiff_t)y * a->pitch;
        const uint8_t *pb = (const uint8_t *)b->pixels + (ptrdiff_t)y * b->pitch;
        for (int i = 0; i < 4 * a->w; i++)
            if (i % 4 != 3 && abs(pa[i] - pb[i]) > most)
                most = abs(pa[i] - pb[i]);
    }
    return most;
}

static SDL_Surface *blank_picture(int w, int h)
{
    SDL_Surface *s = SDL_CreateRGBSurfaceWithFormat(0, w, h, 32, SDL_PIXELFORMAT_RGB888);
    if (!s)
        give_up("no picture", SDL_GetError());
    return s;
}

static SDL_Surface *read_picture(const char *path)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    if (!png_image_begin_read_from_file(&image, path))
        return NULL;
    image.format = PNG_FORMAT_BGRA;
    SDL_Surface *s = blank_picture((int)image.width, (int)image.height);
    if (!png_image_finish_read(&image, NULL, s->pixels, s->pitch, NULL))
        give_up("no picture", path);
    return s;
}

/* As small as it gets: a committed picture is written once. */
static void write_picture(const SDL_Surface *s, const char *path)
{
    FILE *out = open_file(path, "wb");
    png_structp png = png_create_write_struct(PNG_LIBPNG_VER_STRING, NULL, NULL, NULL);
    png_infop info = png ? png_create_info_struct(png) : NULL;
    uint8_t *line = malloc((size_t)s->w * 3);
    if (!info || !line || setjmp(png_jmpbuf(png)))
        give_up("cannot be written", path);
    png_init_io(png, out);
    png_set_compression_level(png, 9);
    png_set_IHDR(png, info, (png_uint_32)s->w, (png_uint_32)s->h, 8, PNG_COLOR_TYPE_RGB,
                 PNG_INTERLACE_NONE, PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
    png_set_filter(png, 0, PNG_FILTER_NONE);
    png_write_info(png, info);
    for (int y = 0; y < s->h; y++) {
        (void)SDL_ConvertPixels(s->w, 1, s->format->format,
                                (const uint8_t *)s->pixels + (ptrdiff_t)y * s->pitch, s->pitch,
                                SDL_PIXELFORMAT_RGB24, line, s->w * 3);
        png_write_row(png, line);
    }
    png_write_end(png, NULL);
    png_destroy_write_struct(&png, &info);
    free(line);
    fclose(out);
}

static void compare_picture(struct golden *g, const struct row *r, const SDL_Surface *got)
{
    char path[PATH_BYTES];
    (void)snprintf(path, sizeof path, "%s/pictures/%s.png", g->cases, r->script);
    if (g->update) {
        write_picture(got, path);
        return;
    }
    SDL_Surface *want = read_picture(path);
    int most = want ? difference(got, want) : 255;
    if (most > g->tolerance)
        complain(g, "%s: differs by %d/255", path, most);
    SDL_FreeSurface(want);
}

/* Each rotation is the upright picture turned, to the pixel. */
static void compare_rotations(struct golden *g, struct row r, const SDL_Surface *upright)
{
    for (int turn = 1; turn < 4; turn++) {
        SDL_Surface *want = turn % 2 ? blank_picture(r.h, r.w) : blank_picture(r.w, r.h);
        r.rotation = (enum rotation)turn;
        paint_rotate(upright, want, r.rotation);
        struct paint *p = draw(g, &r);
        int most = difference(paint_dump_surface(p), want);
        if (most > 0)
            complain(g, "%s, rotated %d: differs by %d/255 from the upright picture, turned",
                     r.script, turn * 90, most);
        p->ops->destroy(p);
        SDL_FreeSurface(want);
    }
}

/* One size of each script, so that all sizes come by turns; upright, whatever the table says. */
static void check_pictures(struct golden *g)
{
    size_t script = 0, size = 0;
    for (size_t i = 0; i < g->n; i++) {
        struct row *r = &g->rows[i];
        bool first = i == 0 || strcmp(g->rows[i - 1].script, r->script);
        size = first ? 0 : size + 1;
        script += first && i > 0;
        if (size != script % 6)
            continue;
        g->seen++;
        r->rotation = ROTATE_0;
        struct paint *p = draw(g, r);
        if (g->rotations)
            compare_rotations(g, *r, paint_dump_surface(p));
        else
            compare_picture(g, r, paint_dump_surface(p));
        p->ops->destroy(p);
    }
}

static void render(struct golden *g, const char *folder)
{
    char path[PATH_BYTES];
    for (size_t i = 0; i < g->n; i++) {
        struct paint *p = draw(g, &g->rows[i]);
        g->seen++;
        (void)snprintf(path, sizeof path, "%s/%03zu.png", folder, i);
        if (paint_dump_write(p, path, NULL) != ERR_OK)
            give_up("cannot be written", path);
        p->ops->destroy(p);
    }
}

static bool is(const char *a, const char *b)
{
    return strcmp(a, b) == 0;
}

int main(int argc, char **argv)
{
    static struct golden g;
    char table[PATH_BYTES] = "";
    g.update = argc > 1 && is(argv[argc - 1], "--update");
    if (argc > 2)
        (void)snprintf(table, sizeof table, "%s/table.txt", argv[2]);
    if (argc > 2 && is(argv[1], "lists")) {
        begin(&g, table, argv[2], false);
        check_lists(&g);
    } else if (argc > 2 && (is(argv[1], "pictures") || is(argv[1], "rotations"))) {
        g.rotations = is(argv[1], "rotations");
        g.tolerance = argc > 3 ? atoi(argv[3]) : 0;
        begin(&g, table, argv[2], true);
        check_pictures(&g);
    } else if (argc == 5 && is(argv[1], "render")) {
        begin(&g, argv[2], argv[3], true);
        render(&g, argv[4]);
    } else {
        give_up("lists, pictures or render", "see golden.c");
    }
    finish(&g);
    printf("%s: %zu screens, %zu wrong\n", argv[1], g.seen, g.wrong);
    return g.wrong ? 1 : 0;
}
