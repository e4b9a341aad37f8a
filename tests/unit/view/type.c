/* Text to pixels. tests/cases/type/scripts.txt holds one line for each script. */
#include "unit.h"

#include <SDL_ttf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view/chain.h"
#include "view/type.h"
#include "view/type_faces.h"
#include "view/type_scale.h"

enum { W = 1600, H = 400, X = 300, Y = 150, INK = 40, FILE_BYTES = 65536 };

static const char chain_path[] = TEST_FONTS "/chain.conf";
static struct type *type;
static SDL_Surface *page;

static int start(void **state)
{
    struct why why = {0};
    (void)state;
    type = type_create(&(struct type_opts){.chain = chain_path}, &why);
    page = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    if (!type)
        print_error("%s\n", why.text);
    return type && page ? 0 : -1;
}

static int stop(void **state)
{
    (void)state;
    SDL_FreeSurface(page);
    type_destroy(type);
    SDL_Quit();
    return 0;
}

static uint32_t pixel(const SDL_Surface *s, int x, int y)
{
    const char *row = (const char *)s->pixels + (size_t)y * (size_t)s->pitch;
    return ((const uint32_t *)(const void *)row)[x];
}

static int draw(const char *text, const char *lang, struct type_style style, enum direction d)
{
    assert_int_equal(SDL_FillRect(page, NULL, 0), 0);
    return type_draw(type, page, X, Y, NULL, span_of(text), span_of(lang), style, 0xffffff, d);
}

/* What is drawn on the page; w 0 where nothing is. */
static struct box ink(void)
{
    int left = W, right = 0, top = H, bottom = 0;
    for (int y = 0; y < H; y++)
        for (int x = 0; x < W; x++)
            if ((pixel(page, x, y) & 0xff) > INK) {
                left = x < left ? x : left;
                right = x >= right ? x + 1 : right;
                top = y < top ? y : top;
                bottom = y + 1;
            }
    return right ? (struct box){left, top, right - left, bottom - top} : (struct box){0};
}

/* Where a picture (alpha) stands in the page, by its columns; -1 nowhere. */
static bool stands_at(const SDL_Surface *s, int x, int y)
{
    for (int r = 0; r < s->h; r++)
        for (int c = 0; c < s->w; c++)
            if (abs((int)(pixel(s, c, r) >> 24) - (int)(pixel(page, x + c, y + r) & 0xff)) > 2)
                return false;
    return true;
}

static int find(const SDL_Surface *s, int y)
{
    for (int x = 0; x + s->w <= W; x++)
        if (stands_at(s, x, y))
            return x;
    return -1;
}

/* The picture of a number as the Arabic font writes it, left to right. */
static SDL_Surface *number(struct type_faces *faces, unsigned font, const char *digits, int *ascent)
{
    TTF_Font *ttf = type_faces_get(faces, font, (struct type_style){40, TYPE_REGULAR});
    assert_non_null(ttf);
    assert_int_equal(TTF_SetFontDirection(ttf, TTF_DIRECTION_LTR), 0);
    assert_int_equal(TTF_SetFontScriptName(ttf, "Arab"), 0);
    *ascent = TTF_FontAscent(ttf);
    return TTF_RenderUTF8_Blended(ttf, digits, (SDL_Color){255, 255, 255, 255});
}

static void a_number_in_arabic_text_keeps_its_order(void **state)
{
    struct type_style style = {40, TYPE_REGULAR};
    struct chain *chain = chain_create(chain_path, NULL, NULL);
    struct type_faces *faces = type_faces_create(chain, 0);
    unsigned font =
        chain_pick(chain, CHAIN_TAG('A', 'r', 'a', 'b'), span_of("ar"), &(uint32_t){0x633}, 1);
    int ascent;
    SDL_Surface *right = number(faces, font, "82.5", &ascent);
    SDL_Surface *wrong = number(faces, font, "5.28", &ascent);
    (void)state;
    for (int d = 0; d < 2; d++) {
        (void)draw("سعر برنت 82.5 دولارا", "ar", style, (enum direction)d);
        int y = Y + type_baseline(type, style) - ascent;
        assert_true(find(right, y) > X);
        assert_int_equal(find(wrong, y), -1);
    }
    SDL_FreeSurface(right);
    SDL_FreeSurface(wrong);
    type_faces_destroy(faces);
    chain_destroy(chain);
}

static void check_line(struct span row, enum type_weight weight)
{
    struct type_style style = {60, weight};
    struct span lang = {0}, text = {0};
    assert_true(span_split(&row, '\t', &lang) && span_split(&row, '\t', &text));
    assert_int_equal(SDL_FillRect(page, NULL, 0), 0);
    int width = type_draw(type, page, X, Y, NULL, text, lang, style, 0xffffff, DIRECTION_LTR);
    struct box box = ink();
    bool fits = box.y >= Y && box.y + box.h <= Y + type_line(type, style) && box.x >= X - 10 &&
                box.x + box.w <= X + width + 10 && box.w > 100;
    if (!fits)
        print_error("%.*s: %d to %d of %d, %d wide\n", (int)lang.n, lang.p, box.y - Y,
                    box.y + box.h - Y, type_line(type, style), box.w);
    assert_true(fits);
}

static void every_script_stays_in_the_line_box(void **state)
{
    static char text[FILE_BYTES];
    FILE *in = fopen(TEST_CASES "/type/scripts.txt", "re");
    (void)state;
    assert_non_null(in);
    struct span rest = span_make(text, fread(text, 1, sizeof text, in)), row;
    assert_int_equal(fclose(in), 0);
    while (span_line(&rest, &row)) {
        if (row.n == 0 || row.p[0] == '#')
            continue;
        check_line(row, TYPE_REGULAR);
        check_line(row, TYPE_BOLD);
    }
}

/* Four marks on a letter reach out of the line; the letter stands where it stands without them. */
static void marks_do_not_push_letters_down(void **state)
{
    static const int sizes[] = {16, 39, 112};
    (void)state;
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        struct type_style style = {sizes[i], TYPE_BOLD};
        draw("x", "en", style, DIRECTION_LTR);
        struct box bare = ink();
        draw("x\u0300\u0301\u0302\u0303", "en", style, DIRECTION_LTR);
        struct box marked = ink();
        assert_true(marked.y < bare.y);
        assert_in_range(marked.y + marked.h, bare.y + bare.h - 1, bare.y + bare.h + 1);
    }
}

static void what_is_measured_is_what_is_drawn(void **state)
{
    static const char *const lines[] = {"Rain",
                                        "Oil: سعر النفط 82.5 USD",
                                        "a 👍🏽 b",
                                        "bad \xff\xc3 bytes \x01",
                                        "\xf3\xb0\x80\x80",
                                        "  "};
    (void)state;
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        struct type_style style = {30 + (int)i, i & 1 ? TYPE_BOLD : TYPE_REGULAR};
        int width = type_width(type, span_of(lines[i]), span_of("en"), style);
        assert_int_equal(draw(lines[i], "en", style, DIRECTION_LTR), width);
        assert_int_equal(type_width(type, span_of(lines[i]), span_of("en"), style), width);
        assert_true(width > 0);
    }
    assert_int_equal(type_width(type, span_of(""), span_of("en"), (struct type_style){30, 0}), 0);
    assert_int_equal(draw("", "en", (struct type_style){30, 0}, DIRECTION_LTR), 0);
}

static void sizes_without_sense_are_bounded(void **state)
{
    (void)state;
    assert_true(type_line(type, (struct type_style){-5, TYPE_REGULAR}) > 0);
    assert_true(type_line(type, (struct type_style){1 << 30, TYPE_REGULAR}) < 4096);
    assert_true(type_width(type, span_of("a"), span_of(""), (struct type_style){0, TYPE_BOLD}) >=
                0);
    assert_true(draw("a", "", (struct type_style){1 << 30, TYPE_REGULAR}, DIRECTION_LTR) > 0);
}

static void a_very_long_line_is_drawn_as_far_as_it_is_seen(void **state)
{
    static char text[100000];
    struct type_style style = {30, TYPE_REGULAR};
    (void)state;
    memset(text, 'x', sizeof text - 1);
    assert_true(draw(text, "en", style, DIRECTION_LTR) > W);
    assert_int_equal(ink().w, W - ink().x);
}

static void a_missing_character_is_a_box(void **state)
{
    struct type_style style = {50, TYPE_REGULAR};
    (void)state;
    int one = draw("\xf3\xb0\x80\x80", "en", style, DIRECTION_LTR);
    struct box box = ink();
    assert_true(box.w > 10 && box.w < one && box.h > 20);
    assert_int_equal(draw("\xf3\xb0\x80\x80\xf3\xb0\x80\x81", "en", style, DIRECTION_LTR), 2 * one);
    assert_true(draw("a\xf3\xb0\x80\x80z", "en", style, DIRECTION_LTR) > one);
}

static void emoji_are_as_high_as_the_line(void **state)
{
    (void)state;
    for (int size = 16; size <= 128; size *= 2) {
        struct type_style style = {size, TYPE_BOLD};
        int width = draw("😀", "en", style, DIRECTION_LTR);
        struct box box = ink();
        assert_in_range(width, size, size * 3 / 2);
        assert_in_range(box.h, size * 3 / 4, size * 5 / 4);
        assert_true(box.y >= Y && box.y + box.h <= Y + type_line(type, style));
    }
}

static void one_flag_is_narrower_than_two_letters_of_it(void **state)
{
    struct type_style style = {40, TYPE_REGULAR};
    (void)state;
    int flag = draw("🇳🇿", "en", style, DIRECTION_LTR);
    assert_int_equal(draw("🇳🇿🇨🇭", "en", style, DIRECTION_LTR), 2 * flag);
    int thumb = draw("👍", "en", style, DIRECTION_LTR);
    assert_int_equal(draw("👍🏽", "en", style, DIRECTION_LTR), thumb);
}

static void bold_is_a_font_of_its_own(void **state)
{
    (void)state;
    assert_true(draw("Headline", "en", (struct type_style){40, TYPE_BOLD}, DIRECTION_LTR) >
                draw("Headline", "en", (struct type_style){40, TYPE_REGULAR}, DIRECTION_LTR));
}

static void a_clip_keeps_the_rest_as_it_was(void **state)
{
    struct type_style style = {40, TYPE_REGULAR};
    SDL_Rect clip = {X + 50, Y, 60, 200}, outside = {-50, -50, 10, 10}, whole;
    (void)state;
    assert_int_equal(SDL_FillRect(page, NULL, 0), 0);
    (void)type_draw(type, page, X, Y, &clip, span_of("MMMMMMMM"), span_of("en"), style, 0xffffff,
                    DIRECTION_LTR);
    struct box box = ink();
    assert_true(box.x >= clip.x && box.x + box.w <= clip.x + clip.w && box.w > 40);
    assert_int_equal(SDL_FillRect(page, NULL, 0), 0);
    (void)type_draw(type, page, X, Y, &outside, span_of("MMM"), span_of("en"), style, 0xffffff,
                    DIRECTION_LTR);
    assert_int_equal(ink().w, 0);
    SDL_GetClipRect(page, &whole);
    assert_int_equal(whole.w, W);
}

static void the_colour_is_the_asked_one(void **state)
{
    (void)state;
    assert_int_equal(SDL_FillRect(page, NULL, 0), 0);
    (void)type_draw(type, page, X, Y, NULL, span_of("\xf3\xb0\x80\x80"), span_of("en"),
                    (struct type_style){50, TYPE_REGULAR}, 0x112233, DIRECTION_LTR);
    bool found = false;
    for (int i = 0; i < W * H && !found; i++)
        found = (pixel(page, i % W, i / W) & 0xffffff) == 0x112233;
    assert_true(found);
}

static void fonts_are_closed_by_least_use(void **state)
{
    struct chain *chain = chain_create(chain_path, NULL, NULL);
    struct type_faces *faces = type_faces_create(chain, 2);
    (void)state;
    assert_non_null(faces);
    for (int size = 10; size < 20; size++) {
        assert_non_null(type_faces_get(faces, 0, (struct type_style){size, TYPE_REGULAR}));
        assert_non_null(type_faces_get(faces, 0, (struct type_style){9, TYPE_REGULAR}));
        assert_true(type_faces_open(faces) <= 2);
    }
    TTF_Font *kept = type_faces_get(faces, 0, (struct type_style){9, TYPE_REGULAR});
    assert_ptr_equal(type_faces_get(faces, 0, (struct type_style){9, TYPE_REGULAR}), kept);
    type_faces_destroy(faces);
    chain_destroy(chain);
}

static void too_few_places_are_still_enough(void **state)
{
    struct type_opts opts = {.chain = chain_path, .fonts_open = 1};
    struct type *one = type_create(&opts, NULL);
    struct span text = span_of("Oil سعر Ω दिल्ली 😀 82.5");
    struct type_style style = {30, TYPE_REGULAR};
    (void)state;
    assert_non_null(one);
    assert_int_equal(type_width(one, text, span_of("en"), style),
                     type_width(type, text, span_of("en"), style));
    type_destroy(one);
}

static void scaling_takes_the_mean(void **state)
{
    SDL_Surface *two = SDL_CreateRGBSurfaceWithFormat(0, 2, 2, 32, SDL_PIXELFORMAT_ARGB8888);
    (void)state;
    assert_non_null(two);
    uint32_t *p = two->pixels;
    p[0] = p[1] = 0xff102030;
    memset((char *)two->pixels + two->pitch, 0, 8); /* seen through: adds no colour */
    SDL_Surface *one = type_scale(two, 1, 1), *four = type_scale(two, 4, 4);
    assert_int_equal(pixel(one, 0, 0), 0x80102030);
    assert_int_equal(pixel(four, 3, 0), 0xff102030);
    assert_int_equal(pixel(four, 3, 3), 0);
    assert_null(type_scale(two, 0, 4));
    SDL_FreeSurface(one);
    SDL_FreeSurface(two);
    SDL_FreeSurface(four);
}

static void nobody(void *data, const char *script, const char *package)
{
    (void)script, (void)package;
    (*(int *)data)++;
}

static void nothing_is_created_without_fonts(void **state)
{
    struct why why = {0};
    int missing = 0;
    (void)state;
    assert_null(type_create(&(struct type_opts){.chain = "no such file"}, &why));
    assert_true(why.text[0] != 0);
    type_missing(&(struct type_opts){.chain = "no such file"}, nobody, &missing);
    assert_int_equal(missing, 0);
    type_missing(&(struct type_opts){.chain = chain_path}, nobody, &missing);
    type_destroy(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_number_in_arabic_text_keeps_its_order),
        cmocka_unit_test(every_script_stays_in_the_line_box),
        cmocka_unit_test(marks_do_not_push_letters_down),
        cmocka_unit_test(what_is_measured_is_what_is_drawn),
        cmocka_unit_test(sizes_without_sense_are_bounded),
        cmocka_unit_test(a_very_long_line_is_drawn_as_far_as_it_is_seen),
        cmocka_unit_test(a_missing_character_is_a_box),
        cmocka_unit_test(emoji_are_as_high_as_the_line),
        cmocka_unit_test(one_flag_is_narrower_than_two_letters_of_it),
        cmocka_unit_test(bold_is_a_font_of_its_own),
        cmocka_unit_test(a_clip_keeps_the_rest_as_it_was),
        cmocka_unit_test(the_colour_is_the_asked_one),
        cmocka_unit_test(fonts_are_closed_by_least_use),
        cmocka_unit_test(too_few_places_are_still_enough),
        cmocka_unit_test(scaling_takes_the_mean),
        cmocka_unit_test(nothing_is_created_without_fonts),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
