/* Fonts that are broken, vanish or were never there: the text is shown all the same. */
#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "view/type.h"
#include "view/type_pictures.h"

enum { W = 900, H = 120, SIZE = 40, BYTES = 4 << 20 };

#define DEJAVU "Latn - 100 DejaVuSans.ttf - fonts-dejavu-core\n"

static char folder[] = "broken-XXXXXX";
static SDL_Surface *page;
static const struct type_style style = {SIZE, TYPE_REGULAR};

static const char *in_folder(const char *name)
{
    static char path[128];
    (void)snprintf(path, sizeof path, "%s/%s", folder, name);
    return path;
}

static void write_file(const char *name, const char *bytes, size_t n)
{
    FILE *out = fopen(in_folder(name), "we");
    assert_non_null(out);
    assert_int_equal(fwrite(bytes, 1, n, out), n);
    assert_int_equal(fclose(out), 0);
}

/* The first bytes of an installed font under a name of its own. */
static void copy_font(const char *name, int percent)
{
    static char bytes[BYTES];
    FILE *in = fopen("/usr/share/fonts/truetype/noto/NotoSans-Regular.ttf", "re");
    if (!in)
        skip();
    size_t n = fread(bytes, 1, sizeof bytes, in);
    assert_int_equal(fclose(in), 0);
    write_file(name, bytes, n * (size_t)percent / 100);
}

static int start(void **state)
{
    (void)state;
    log_set_level(LOG_LEVEL_ERROR);
    page = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    return page && mkdtemp(folder) ? 0 : -1;
}

static int stop(void **state)
{
    static const char *const names[] = {"chain.conf", "Broken.ttf"};
    (void)state;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        (void)remove(in_folder(names[i]));
    SDL_FreeSurface(page);
    SDL_Quit();
    return rmdir(folder);
}

static struct type *type_of(const char *chain)
{
    struct why why = {.text = ""};
    write_file("chain.conf", chain, strlen(chain));
    char path[128];
    (void)snprintf(path, sizeof path, "%s", in_folder("chain.conf"));
    struct type *t = type_create(&(struct type_opts){.chain = path, .folder = folder}, &why);
    if (!t)
        print_error("%s\n", why.text);
    assert_non_null(t);
    return t;
}

/* Draws a text; how many columns of the page have something of it. */
static int columns(struct type *t, const char *text, int *width)
{
    int seen = 0;
    assert_int_equal(SDL_FillRect(page, NULL, 0), 0);
    *width = type_draw(t, page, 0, 10, NULL, span_of(text), span_of("en"), style, 0xffffff,
                       DIRECTION_LTR);
    for (int x = 0; x < W; x++) {
        bool ink = false;
        for (int y = 0; y < H && !ink; y++)
            ink = ((const uint32_t *)(const void *)((const char *)page->pixels +
                                                    (size_t)y * (size_t)page->pitch))[x] &
                  0xff;
        seen += ink;
    }
    return seen;
}

/* Every letter of the headline is there, as itself or as a box. */
static void shows(struct type *t, const char *text)
{
    int width, seen = columns(t, text, &width);
    assert_int_equal(type_width(t, span_of(text), span_of("en"), style), width);
    assert_true(width > 12 * SIZE / 3);
    assert_true(seen > width / 2);
    type_destroy(t);
}

static void a_file_that_is_no_font_is_passed_over(void **state)
{
    (void)state;
    write_file("Broken.ttf", "no font at all", 14);
    shows(type_of("Latn - 100 Broken.ttf - x\n" DEJAVU), "Harbour opens");
}

static void half_a_font_loses_no_headline(void **state)
{
    (void)state;
    for (int percent = 5; percent < 100; percent += 10) {
        copy_font("Broken.ttf", percent);
        shows(type_of("Latn - 100 Broken.ttf - x\n" DEJAVU), "Harbour opens");
        shows(type_of("Latn - 100 Broken.ttf - x\n"), "Harbour opens"); /* and no other */
    }
}

static void a_font_that_vanishes_loses_no_headline(void **state)
{
    (void)state;
    for (int other = 0; other < 2; other++) {
        copy_font("Broken.ttf", 100);
        struct type *t =
            type_of(other ? "Latn - 100 Broken.ttf - x\n" DEJAVU : "Latn - 100 Broken.ttf - x\n");
        while (!type_width_ahead(t, span_of(""), span_of("en"), style)) /* its table is read */
            ;
        assert_int_equal(remove(in_folder("Broken.ttf")), 0);
        shows(t, "Harbour opens");
    }
}

static void without_emoji_and_ideographs_the_rest_is_there(void **state)
{
    int plain, with;
    (void)state;
    struct type *t = type_of(DEJAVU);
    (void)columns(t, "Harbour opens", &plain);
    (void)columns(t, "Harbour 東京 opens 👨‍👩‍👧‍👦", &with);
    assert_true(with > plain + SIZE); /* a box a character */
    shows(t, "東京で雨が 👨‍👩‍👧‍👦🇳🇿👍🏽 東京で雨が");
}

static bool same_pictures(const SDL_Surface *a, const SDL_Surface *b)
{
    for (int y = 0; y < H; y++)
        if (memcmp((const char *)a->pixels + (ptrdiff_t)y * a->pitch,
                   (const char *)b->pixels + (ptrdiff_t)y * b->pitch, W * sizeof(uint32_t)) != 0)
            return false;
    return true;
}

/* A font that took on other sizes draws what a fresh one draws. */
static void sizes_leave_no_trace(void **state)
{
    static const char text[] = "Harbour 东京 नौका 82.5 😀";
    int width;
    (void)state;
    struct type_opts opts = {.chain = TEST_FONTS "/chain.conf"};
    for (int weight = 0; weight < 2; weight++) {
        struct type *fresh = type_create(&opts, NULL), *used = type_create(&opts, NULL);
        assert_non_null(fresh);
        for (int size = 12; size < 100; size += 29)
            (void)type_draw(used, page, 0, 0, NULL, span_of(text), span_of("zh"),
                            (struct type_style){size, (enum type_weight)weight}, 0, DIRECTION_LTR);
        (void)columns(fresh, text, &width);
        SDL_Surface *first = SDL_DuplicateSurface(page);
        (void)columns(used, text, &width);
        assert_true(same_pictures(first, page));
        SDL_FreeSurface(first);
        type_destroy(fresh);
        type_destroy(used);
    }
}

/* However it is sliced, the picture is the same; and it comes to an end. */
static void what_is_drawn_ahead_is_what_is_drawn(void **state)
{
    static const char text[] = "Harbour 东京市 नौका عبّارة 82.5 😀🇳🇿";
    int width, slices = 0;
    (void)state;
    struct type_opts opts = {.chain = TEST_FONTS "/chain.conf"};
    struct type *at_once = type_create(&opts, NULL), *sliced = type_create(&opts, NULL);
    (void)columns(at_once, text, &width);
    SDL_Surface *first = SDL_DuplicateSurface(page);
    while (!type_draw_ahead(sliced, span_of(text), span_of("en"), style, 0xffffff, DIRECTION_LTR, 0,
                            W) &&
           slices < 1000)
        slices++;
    assert_in_range(slices, 10, 999);
    (void)columns(sliced, text, &width);
    assert_true(same_pictures(first, page));
    SDL_FreeSurface(first);
    type_destroy(at_once);
    type_destroy(sliced);
}

static void pictures_stay_within_their_bytes(void **state)
{
    static struct type_pictures p;
    (void)state;
    for (uint64_t key = 1; key < 1000; key++) {
        int side = 16 << key % 6;
        SDL_Surface *s =
            SDL_CreateRGBSurfaceWithFormat(0, side, side, 32, SDL_PIXELFORMAT_ARGB8888);
        const struct type_picture *kept = type_pictures_take(&p, key, s, 1);
        assert_ptr_equal(kept->surface, s);
        assert_ptr_equal(type_pictures_find(&p, key), kept);
        assert_true(p.n <= TYPE_PICTURES && p.bytes <= TYPE_PICTURES_BYTES);
    }
    assert_null(type_pictures_find(&p, 1));
    type_pictures_finish(&p);
    assert_int_equal(p.bytes, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_file_that_is_no_font_is_passed_over),
        cmocka_unit_test(half_a_font_loses_no_headline),
        cmocka_unit_test(a_font_that_vanishes_loses_no_headline),
        cmocka_unit_test(without_emoji_and_ideographs_the_rest_is_there),
        cmocka_unit_test(sizes_leave_no_trace),
        cmocka_unit_test(what_is_drawn_ahead_is_what_is_drawn),
        cmocka_unit_test(pictures_stay_within_their_bytes),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
