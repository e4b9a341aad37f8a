/* Lists to pictures: fills, text, codes, rotation, the strip, and the soft and dump painters. */
#include "unit.h"

#include <png.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef MOTOGRAPH_QR
#include <qrencode.h>
#endif

#include "view/paint.h"
#include "view/paint_canvas.h"

enum { W = 640, H = 360, STRIP_Y = 300, STRIP_H = 60, FRAMES = 60, STEP = 2 };

static struct type *type;
static struct draw_list board, items[3];
static const struct type_style big = {32, TYPE_BOLD}, small = {18, TYPE_REGULAR};

static void make_item(struct draw_list *item, const char *text, enum direction direction)
{
    int width = type_width(type, span_of(text), span_of("en"), big);
    assert_int_equal(drawlist_init(item, width + 30, STRIP_H), ERR_OK);
    item->back = 0x102030;
    drawlist_fill(item, (struct box){0, 10, 20, 40}, 0xc04020);
    drawlist_text(item, (struct box){30, 5, width, 50}, span_of(text), span_of("en"), big, 0xffffff,
                  direction);
    drawlist_seal(item);
}

static int start(void **state)
{
    (void)state;
    type = type_create(&(struct type_opts){.chain = TEST_FONTS "/chain.conf"}, NULL);
    if (!type || SDL_Init(SDL_INIT_VIDEO) != 0 || drawlist_init(&board, W, H) != ERR_OK)
        return -1;
    board.back = 0x203040;
    drawlist_fill(&board, (struct box){-5, -5, W + 10, 55}, 0x405060);
    drawlist_text(&board, (struct box){20, 4, 300, 50}, span_of("City Hall"), span_of("en"), big,
                  0xffffff, DIRECTION_LTR);
    drawlist_text(&board, (struct box){20, 60, 400, 50}, span_of("خبر 82.5 Brent"), span_of("ar"),
                  big, 0xffc040, DIRECTION_RTL);
    drawlist_text(&board, (struct box){20, 120, 200, 50},
                  span_of("A line that is wider than its box"), span_of("en"), big, 0xffffff,
                  DIRECTION_LTR);
    drawlist_qr(&board, (struct box){460, 70, 160, 180}, span_of("https://example.org/1"), 0,
                0xffffff);
    drawlist_seal(&board);
    make_item(&items[0],
              "Harbour board opens the night ferry to the islands again after eleven "
              "years of talks with two companies, and the quay is mended by spring "
              "as the city promised when the old boats were sold to another harbour",
              DIRECTION_LTR);
    make_item(&items[1], "خبر 82.5", DIRECTION_RTL);
    make_item(&items[2], "Rain 👍🏽", DIRECTION_LTR);
    return 0;
}

static int stop(void **state)
{
    (void)state;
    for (int i = 0; i < 3; i++)
        drawlist_finish(&items[i]);
    drawlist_finish(&board);
    type_destroy(type);
    SDL_Quit();
    return 0;
}

static bool lies(enum rotation r)
{
    return r == ROTATE_90 || r == ROTATE_270;
}

static struct paint *dump(enum rotation r)
{
    struct paint *p = paint_dump_create(lies(r) ? H : W, lies(r) ? W : H, NULL, type, r, NULL);
    assert_non_null(p);
    return p;
}

/* The three items, one behind the other and again, as they stand after so many px. */
static struct strip strip_at(int px, struct strip_item out[8])
{
    struct strip s = {{0, STRIP_Y, W, STRIP_H}, 0x302010, DIRECTION_LTR, out, 0};
    int x = -px;
    for (int i = 0; x < W && s.n < 8; i = (i + 1) % 3) {
        if (x + items[i].w > 0)
            out[s.n++] = (struct strip_item){&items[i], x};
        x += items[i].w + 40;
    }
    return s;
}

static void present(struct paint *p, int px)
{
    struct strip_item room[8];
    struct strip s = strip_at(px, room);
    assert_int_equal(p->ops->present(p, &s), ERR_OK);
}

static uint32_t pixel(const SDL_Surface *s, int x, int y)
{
    const char *row = (const char *)s->pixels + (size_t)y * (size_t)s->pitch;
    return ((const uint32_t *)(const void *)row)[x] & 0xffffff;
}

static void same_picture(const SDL_Surface *a, const SDL_Surface *b)
{
    assert_int_equal(a->w, b->w);
    assert_int_equal(a->h, b->h);
    for (int y = 0; y < a->h; y++)
        for (int x = 0; x < a->w; x++)
            if (pixel(a, x, y) != pixel(b, x, y)) {
                print_error("%d, %d: %06x and %06x\n", x, y, pixel(a, x, y), pixel(b, x, y));
                fail();
            }
}

static void boxes_turn_clockwise(void **state)
{
    struct box b = {10, 20, 30, 5};
    SDL_Rect r = paint_turned(b, 100, 50, ROTATE_90);
    (void)state;
    assert_true(r.x == 25 && r.y == 10 && r.w == 5 && r.h == 30);
    r = paint_turned(b, 100, 50, ROTATE_180);
    assert_true(r.x == 60 && r.y == 25 && r.w == 30 && r.h == 5);
    r = paint_turned(b, 100, 50, ROTATE_270);
    assert_true(r.x == 20 && r.y == 60 && r.w == 5 && r.h == 30);
    r = paint_turned(b, 100, 50, ROTATE_0);
    assert_true(r.x == 10 && r.y == 20 && r.w == 30 && r.h == 5);
    struct box none = paint_meet(b, (struct box){40, 0, 5, 50});
    assert_true(none.w == 0 && none.h == 0);
}

/* What a painter shows turned is the upright picture, turned. */
static void every_rotation_is_the_upright_picture_turned(void **state)
{
    (void)state;
    struct paint *upright = dump(ROTATE_0);
    assert_int_equal(upright->ops->still(upright, &board), ERR_OK);
    present(upright, 700);
    for (int r = 1; r < 4; r++) {
        struct paint *turned = dump((enum rotation)r);
        assert_int_equal(turned->ops->still(turned, &board), ERR_OK);
        present(turned, 700);
        const SDL_Surface *got = paint_dump_surface(turned);
        SDL_Surface *want =
            SDL_CreateRGBSurfaceWithFormat(0, got->w, got->h, 32, SDL_PIXELFORMAT_RGB888);
        paint_rotate(paint_dump_surface(upright), want, (enum rotation)r);
        same_picture(got, want);
        SDL_FreeSurface(want);
        turned->ops->destroy(turned);
    }
    upright->ops->destroy(upright);
}

static void four_quarter_turns_are_none(void **state)
{
    (void)state;
    struct paint *p = dump(ROTATE_0);
    assert_int_equal(p->ops->still(p, &board), ERR_OK);
    const SDL_Surface *s = paint_dump_surface(p);
    SDL_Surface *a = SDL_CreateRGBSurfaceWithFormat(0, H, W, 32, SDL_PIXELFORMAT_RGB888);
    SDL_Surface *b = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    paint_rotate(s, a, ROTATE_90);
    paint_rotate(a, b, ROTATE_270);
    same_picture(s, b);
    assert_int_equal(SDL_FillRect(b, NULL, 0), 0);
    paint_rotate(s, b, ROTATE_90); /* does not fit: left alone */
    assert_int_equal(pixel(b, 0, 0), 0);
    SDL_FreeSurface(a);
    SDL_FreeSurface(b);
    p->ops->destroy(p);
}

static void rotation_knows_other_depths(void **state)
{
    (void)state;
    SDL_Surface *a = SDL_CreateRGBSurfaceWithFormat(0, 3, 2, 16, SDL_PIXELFORMAT_RGB565);
    SDL_Surface *b = SDL_CreateRGBSurfaceWithFormat(0, 2, 3, 16, SDL_PIXELFORMAT_RGB565);
    uint16_t *p = a->pixels;
    p[0] = 0x1234;
    paint_rotate(a, b, ROTATE_90);
    assert_int_equal(((uint16_t *)b->pixels)[1], 0x1234);
    SDL_FreeSurface(a);
    SDL_FreeSurface(b);
}

/* How far the strip of a moved left against that of b; -1: not at all alike. */
static int displacement(const SDL_Surface *before, const SDL_Surface *after)
{
    for (int d = 0; d < 8; d++) {
        bool alike = true;
        for (int y = STRIP_Y; alike && y < STRIP_Y + STRIP_H; y += 3)
            for (int x = 0; alike && x + d < W; x++)
                alike = pixel(before, x + d, y) == pixel(after, x, y);
        if (alike)
            return d;
    }
    return -1;
}

static void the_strip_moves_the_same_with_every_frame(void **state)
{
    (void)state;
    struct paint *p = dump(ROTATE_0);
    assert_int_equal(p->ops->still(p, &board), ERR_OK);
    SDL_Surface *last = NULL;
    for (int frame = 0; frame < FRAMES * 40; frame++) {
        present(p, frame * STEP);
        if (frame % 40 > 1)
            continue;
        SDL_Surface *now = SDL_DuplicateSurface((SDL_Surface *)paint_dump_surface(p));
        if (frame % 40 == 1)
            assert_int_equal(displacement(last, now), STEP);
        SDL_FreeSurface(last);
        last = now;
    }
    SDL_FreeSurface(last);
    p->ops->destroy(p);
}

/* A strip put together from tiles is the same as its items drawn as a whole. */
static void tiles_leave_no_seams(void **state)
{
    (void)state;
    struct paint *p = dump(ROTATE_0);
    SDL_Surface *whole =
        SDL_CreateRGBSurfaceWithFormat(0, items[0].w, STRIP_H, 32, SDL_PIXELFORMAT_RGB888);
    assert_true(items[0].w > PAINT_CANVAS_TILE);
    assert_int_equal(SDL_FillRect(whole, NULL, items[0].back), 0);
    paint_list(type, whole, &items[0], 0, 0, ROTATE_0);
    int px = PAINT_CANVAS_TILE - W / 2;
    present(p, px);
    for (int y = 0; y < STRIP_H; y++)
        for (int x = 0; x < W && px + x < items[0].w; x++)
            assert_int_equal(pixel(paint_dump_surface(p), x, STRIP_Y + y), pixel(whole, px + x, y));
    SDL_FreeSurface(whole);
    p->ops->destroy(p);
}

static void gaps_show_the_ground_of_the_strip(void **state)
{
    (void)state;
    struct paint *p = dump(ROTATE_0);
    struct strip_item one = {&items[2], 100};
    struct strip s = {{40, STRIP_Y, W - 80, STRIP_H}, 0x302010, DIRECTION_LTR, &one, 1};
    assert_int_equal(p->ops->still(p, &board), ERR_OK);
    assert_int_equal(p->ops->present(p, &s), ERR_OK);
    const SDL_Surface *seen = paint_dump_surface(p);
    assert_int_equal(pixel(seen, 39, STRIP_Y), 0x203040);
    assert_int_equal(pixel(seen, 40, STRIP_Y), 0x302010);
    assert_int_equal(pixel(seen, 139, STRIP_Y), 0x302010);
    assert_int_equal(pixel(seen, 140, STRIP_Y), 0x102030);
    assert_int_equal(pixel(seen, 140 + items[2].w, STRIP_Y), 0x302010);
    assert_int_equal(pixel(seen, W - 40, STRIP_Y), 0x203040);
    s.n = 0;
    assert_int_equal(p->ops->present(p, &s), ERR_OK);
    assert_int_equal(pixel(seen, 140, STRIP_Y), 0x302010);
    assert_int_equal(p->ops->present(p, NULL), ERR_OK);
    p->ops->destroy(p);
}

static void an_item_is_prepared_in_slices(void **state)
{
    (void)state;
    struct paint *p = dump(ROTATE_0);
    int slices = 1;
    while (!p->ops->prepare(p, &items[0]) && slices < 1000)
        slices++;
    assert_in_range(slices, 4, 999); /* two tiles, and their runs one by one */
    assert_true(p->ops->prepare(p, &items[0]));
    p->ops->destroy(p);
}

static void count_piece(void *data, const struct paint_piece *piece)
{
    *(int *)data += piece->tile != NULL;
}

static void tiles_stay_within_their_bytes(void **state)
{
    struct paint_tiles t = {.type = type,
                            .format = SDL_PIXELFORMAT_RGB888,
                            .length = 64,
                            .max_bytes = 64 * STRIP_H * 4 * 4};
    struct strip_item one = {&items[2], 0};
    struct strip s = {{0, 0, 64, STRIP_H}, 0, DIRECTION_LTR, &one, 1};
    int pieces = 0;
    (void)state;
    for (int x = 0; x < items[0].w; x += 32) {
        one = (struct strip_item){&items[0], -x};
        paint_tiles_walk(&t, &s, count_piece, &pieces);
        assert_true(t.bytes <= t.max_bytes && t.n <= 4);
    }
    assert_true(pieces > 2);
    s.n = 0;
    for (int frame = 0; frame < PAINT_TILES_REST + 2 * PAINT_TILES_EVERY; frame++)
        paint_tiles_walk(&t, &s, count_piece, &pieces);
    assert_int_equal(t.n, 0);
    assert_int_equal(t.bytes, 0);
    t.max_bytes = SIZE_MAX;
    t.length = 8; /* more tiles than places: what is left of them are gaps, nothing breaks */
    s = (struct strip){{0, 0, items[0].w, STRIP_H}, 0, DIRECTION_LTR, &one, 1};
    one = (struct strip_item){&items[0], 0};
    paint_tiles_walk(&t, &s, count_piece, &pieces);
    assert_int_equal(t.n, PAINT_TILES);
    paint_tiles_finish(&t);
}

static void what_is_drawn_over_stays_until_the_next_still(void **state)
{
    struct draw_list clock;
    (void)state;
    for (int r = 0; r < 4; r++) {
        struct paint *p = dump((enum rotation)r);
        assert_int_equal(drawlist_init(&clock, W, H), ERR_OK);
        drawlist_fill(&clock, (struct box){500, 5, 100, 30}, 0x0000ff);
        drawlist_text(&clock, (struct box){500, 5, 100, 30}, span_of("14:05"), span_of("en"), small,
                      0xffffff, DIRECTION_LTR);
        drawlist_seal(&clock);
        SDL_Rect at = paint_turned((struct box){598, 7, 1, 1}, W, H, (enum rotation)r);
        assert_int_equal(p->ops->still(p, &board), ERR_OK);
        assert_int_equal(p->ops->over(p, &clock), ERR_OK);
        present(p, 0);
        assert_int_equal(pixel(paint_dump_surface(p), at.x, at.y), 0x0000ff);
        assert_int_equal(p->ops->still(p, &board), ERR_OK);
        assert_int_equal(pixel(paint_dump_surface(p), at.x, at.y), 0x405060);
        drawlist_finish(&clock);
        p->ops->destroy(p);
    }
}

static void blank_is_black_and_the_picture_comes_back(void **state)
{
    (void)state;
    struct paint *p = dump(ROTATE_0), *other = dump(ROTATE_0);
    assert_int_equal(p->ops->still(p, &items[0]), ERR_OK);
    p->ops->blank(p, true);
    p->ops->blank(p, true);
    assert_int_equal(p->ops->still(p, &board), ERR_OK);
    present(p, 10);
    assert_int_equal(pixel(paint_dump_surface(p), 0, 0), 0);
    assert_int_equal(pixel(paint_dump_surface(p), 0, STRIP_Y), 0);
    p->ops->blank(p, false);
    present(p, 10);
    assert_int_equal(other->ops->still(other, &board), ERR_OK);
    present(other, 10);
    p->ops->lost(p);
    same_picture(paint_dump_surface(p), paint_dump_surface(other));
    p->ops->destroy(p);
    other->ops->destroy(other);
}

static void soft_shows_what_dump_shows(void **state)
{
    (void)state;
    for (int r = 0; r < 4; r++) {
        struct paint *d = dump((enum rotation)r);
        SDL_Window *window = SDL_CreateWindow("test", 0, 0, d->w, d->h, 0);
        assert_non_null(window);
        struct paint *s = paint_soft_create(window, type, (enum rotation)r, NULL);
        assert_non_null(s);
        assert_string_equal(s->ops->name, "soft");
        assert_false(s->vsync);
        for (int frame = 0; frame < 3; frame++) {
            if (frame == 0) {
                assert_int_equal(s->ops->still(s, &board), ERR_OK);
                assert_int_equal(d->ops->still(d, &board), ERR_OK);
            }
            assert_int_equal(s->ops->over(s, &items[2]), ERR_OK);
            assert_int_equal(d->ops->over(d, &items[2]), ERR_OK);
            (void)s->ops->prepare(s, &items[0]);
            present(s, 1900 + frame * 100);
            present(s, 1900 + frame * 100);
            present(d, 1900 + frame * 100);
            same_picture(SDL_GetWindowSurface(window), paint_dump_surface(d));
        }
        s->ops->blank(s, true);
        assert_int_equal(pixel(SDL_GetWindowSurface(window), 0, 0), 0);
        s->ops->blank(s, false);
        s->ops->lost(s);
        present(s, 2100);
        same_picture(SDL_GetWindowSurface(window), paint_dump_surface(d));
        s->ops->destroy(s);
        d->ops->destroy(d);
        SDL_DestroyWindow(window);
    }
}

static void too_many_changes_are_one(void **state)
{
    struct paint_canvas c;
    SDL_Surface *front = SDL_CreateRGBSurfaceWithFormat(0, W, H, 32, SDL_PIXELFORMAT_RGB888);
    (void)state;
    paint_canvas_init(&c, front, type, ROTATE_0);
    paint_canvas_fill(&c, (struct box){W, 0, 10, 10}, 0); /* outside */
    assert_int_equal(c.n_damage, 0);
    for (int i = 0; i <= PAINT_DAMAGE; i++)
        paint_canvas_fill(&c, (struct box){i, i, 10, 10}, 0xff);
    assert_int_equal(c.n_damage, 1);
    assert_int_equal(c.damage[0].w, W);
    paint_canvas_finish(&c);
    SDL_FreeSurface(front);
}

static void a_code_is_drawn_as_the_library_makes_it(void **state)
{
#ifdef MOTOGRAPH_QR
    struct paint *p = dump(ROTATE_0);
    QRcode *code =
        QRcode_encodeData(21, (const unsigned char *)"https://example.org/1", 0, QR_ECLEVEL_M);
    (void)state;
    assert_non_null(code);
    int scale = 160 / (code->width + 8), side = scale * (code->width + 8);
    int left = 460 + (160 - side) / 2, top = 70 + (180 - side) / 2;
    assert_int_equal(p->ops->still(p, &board), ERR_OK);
    for (int row = -4; row < code->width + 4; row++)
        for (int column = -4; column < code->width + 4; column++) {
            bool inside = row >= 0 && column >= 0 && row < code->width && column < code->width;
            bool dark = inside && code->data[row * code->width + column] & 1;
            int x = left + (column + 4) * scale + scale / 2,
                y = top + (row + 4) * scale + scale / 2;
            assert_int_equal(pixel(paint_dump_surface(p), x, y), dark ? 0 : 0xffffff);
        }
    QRcode_free(code);
    p->ops->destroy(p);
#else
    (void)state;
    skip();
#endif
}

static void a_code_that_cannot_be_drawn_leaves_its_place(void **state)
{
    static char text[5000];
    struct draw_list list;
    struct paint *p = dump(ROTATE_0);
    (void)state;
    memset(text, 'x', sizeof text);
    assert_int_equal(drawlist_init(&list, W, H), ERR_OK);
    list.back = 0x123456;
    drawlist_qr(&list, (struct box){0, 0, 300, 300}, span_make(text, sizeof text), 0, 0xffffff);
    drawlist_qr(&list, (struct box){0, 0, 10, 10}, span_of("https://example.org"), 0, 0xffffff);
    drawlist_qr(&list, (struct box){0, 0, 100, 100}, span_of(""), 0, 0xffffff);
    assert_int_equal(p->ops->still(p, &list), ERR_OK);
    assert_int_equal(pixel(paint_dump_surface(p), 50, 50), 0x123456);
    drawlist_finish(&list);
    p->ops->destroy(p);
}

static void read_back(const char *path, const SDL_Surface *want)
{
    png_image image = {.version = PNG_IMAGE_VERSION};
    assert_true(png_image_begin_read_from_file(&image, path));
    image.format = PNG_FORMAT_BGRA;
    unsigned char *pixels = malloc(PNG_IMAGE_SIZE(image));
    assert_non_null(pixels);
    assert_true(png_image_finish_read(&image, NULL, pixels, 0, NULL));
    SDL_Surface *got =
        SDL_CreateRGBSurfaceWithFormatFrom(pixels, (int)image.width, (int)image.height, 32,
                                           (int)image.width * 4, SDL_PIXELFORMAT_RGB888);
    same_picture(got, want);
    SDL_FreeSurface(got);
    free(pixels);
}

static void frames_are_written_and_read_back(void **state)
{
    char folder[] = "frames-XXXXXX", path[64];
    (void)state;
    assert_non_null(mkdtemp(folder));
    struct paint *p = paint_dump_create(W, H, folder, type, ROTATE_0, NULL);
    assert_int_equal(p->ops->still(p, &board), ERR_OK);
    present(p, 0);
    present(p, 2);
    (void)snprintf(path, sizeof path, "%s/frame-000000.png", folder);
    assert_int_equal(remove(path), 0);
    (void)snprintf(path, sizeof path, "%s/frame-000001.png", folder);
    read_back(path, paint_dump_surface(p));
    assert_int_equal(remove(path), 0);
    assert_int_equal(rmdir(folder), 0);
    struct strip none = {0};
    assert_int_equal(p->ops->present(p, &none), ERR_IO); /* the folder is gone */
    p->ops->destroy(p);
}

static void what_cannot_be_written_is_named(void **state)
{
    struct why why = {0};
    struct paint *p = dump(ROTATE_0);
    (void)state;
    assert_int_equal(paint_dump_write(p, "no/such/folder/x.png", &why), ERR_IO);
    assert_non_null(strstr(why.text, "no/such/folder"));
    p->ops->destroy(p);
    assert_null(paint_dump_create(1 << 20, 100, NULL, type, ROTATE_0, &why));
    assert_null(paint_dump_create(100, 0, NULL, type, ROTATE_0, &why));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(boxes_turn_clockwise),
        cmocka_unit_test(every_rotation_is_the_upright_picture_turned),
        cmocka_unit_test(four_quarter_turns_are_none),
        cmocka_unit_test(rotation_knows_other_depths),
        cmocka_unit_test(the_strip_moves_the_same_with_every_frame),
        cmocka_unit_test(tiles_leave_no_seams),
        cmocka_unit_test(gaps_show_the_ground_of_the_strip),
        cmocka_unit_test(an_item_is_prepared_in_slices),
        cmocka_unit_test(tiles_stay_within_their_bytes),
        cmocka_unit_test(what_is_drawn_over_stays_until_the_next_still),
        cmocka_unit_test(blank_is_black_and_the_picture_comes_back),
        cmocka_unit_test(soft_shows_what_dump_shows),
        cmocka_unit_test(too_many_changes_are_one),
        cmocka_unit_test(a_code_is_drawn_as_the_library_makes_it),
        cmocka_unit_test(a_code_that_cannot_be_drawn_leaves_its_place),
        cmocka_unit_test(frames_are_written_and_read_back),
        cmocka_unit_test(what_cannot_be_written_is_named),
    };
    return cmocka_run_group_tests(tests, start, stop);
}
