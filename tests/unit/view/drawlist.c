/* Draw lists: what they keep, how they print, when two are the same. */
#include "unit.h"

#include <stdlib.h>
#include <string.h>

#include "view/drawlist.h"

static const struct box BOX = {1, -2, 30, 4};

static void put_one_of_each(struct draw_list *d, const char *text)
{
    drawlist_fill(d, BOX, 0x0a0b0c);
    drawlist_text(d, BOX, span_of(text), span_of("he"), (struct type_style){20, TYPE_BOLD},
                  0xffffff, DIRECTION_RTL);
    drawlist_qr(d, BOX, span_of("https://harbour-post.example/"), 0x000000, 0xffffff);
}

static void prints_a_line_a_command(void **state)
{
    (void)state;
    struct draw_list d;
    struct buf out;
    buf_init(&out, 4096);
    assert_int_equal(drawlist_init(&d, 100, 50), ERR_OK);
    d.back = 0x101418;
    d.rotation = ROTATE_270;
    put_one_of_each(&d, "say \"a\\b\"\n");
    drawlist_text(&d, BOX, span_of("x"), (struct span){0}, (struct type_style){9, TYPE_REGULAR}, 1,
                  DIRECTION_LTR);
    assert_int_equal(drawlist_print(&d, &out), ERR_OK);
    assert_string_equal(buf_cstr(&out),
                        "list 100x50 #101418 rotate 270\n"
                        "fill 1,-2 30x4 #0a0b0c\n"
                        "text 1,-2 30x4 #ffffff 20 bold rtl he \"say \\\"a\\\\b\\\"\\x0a\"\n"
                        "qr 1,-2 30x4 #000000 on #ffffff \"https://harbour-post.example/\"\n"
                        "text 1,-2 30x4 #000001 9 regular ltr - \"x\"\n");
    struct buf small;
    buf_init(&small, 20);
    assert_int_equal(drawlist_print(&d, &small), ERR_TOO_BIG);
    buf_finish(&small);
    buf_finish(&out);
    drawlist_finish(&d);
    drawlist_finish(&d);
}

static void keeps_copies(void **state)
{
    (void)state;
    struct draw_list d;
    char text[] = "first";
    assert_int_equal(drawlist_init(&d, 1, 1), ERR_OK);
    put_one_of_each(&d, text);
    memset(text, 'x', 5);
    assert_span(d.cmds[1].text, "first");
    drawlist_reset(&d, 7, 8);
    assert_int_equal(d.n, 0);
    assert_int_equal(d.w, 7);
    put_one_of_each(&d, "second");
    assert_span(d.cmds[1].text, "second");
    drawlist_finish(&d);
}

static uint64_t id_of(const struct draw_list *from, size_t changed, struct draw_cmd cmd)
{
    struct draw_list d;
    assert_int_equal(drawlist_init(&d, from->w, from->h), ERR_OK);
    for (size_t i = 0; i < from->n; i++)
        drawlist_add(&d, i == changed ? &cmd : &from->cmds[i]);
    drawlist_seal(&d);
    uint64_t id = d.id;
    drawlist_finish(&d);
    return id;
}

static void ids_tell_contents_apart(void **state)
{
    (void)state;
    struct draw_list d;
    assert_int_equal(drawlist_init(&d, 100, 50), ERR_OK);
    put_one_of_each(&d, "text");
    drawlist_seal(&d);
    uint64_t ids[12];
    size_t n = 0;
    struct draw_cmd text = d.cmds[1], fill = d.cmds[0], c;
    ids[n++] = d.id;
    assert_int_equal(id_of(&d, 1, text), d.id);
    c = text, c.text = span_of("texts"), ids[n++] = id_of(&d, 1, c);
    c = text, c.lang = span_of("yi"), ids[n++] = id_of(&d, 1, c);
    c = text, c.style.size++, ids[n++] = id_of(&d, 1, c);
    c = text, c.style.weight = TYPE_REGULAR, ids[n++] = id_of(&d, 1, c);
    c = text, c.direction = DIRECTION_LTR, ids[n++] = id_of(&d, 1, c);
    c = text, c.box.w--, ids[n++] = id_of(&d, 1, c);
    c = fill, c.colour++, ids[n++] = id_of(&d, 0, c);
    c = fill, c.box.y = 3, ids[n++] = id_of(&d, 0, c);
    d.back = 1;
    drawlist_seal(&d);
    ids[n++] = d.id;
    d.rotation = ROTATE_90;
    drawlist_seal(&d);
    ids[n++] = d.id;
    for (size_t i = 0; i < n; i++)
        for (size_t j = 0; j < i; j++)
            assert_true(ids[i] != ids[j]);
    drawlist_finish(&d);
}

static void too_much_fails_softly(void **state)
{
    (void)state;
    struct draw_list d;
    char *long_text = calloc(1, 200001);
    assert_non_null(long_text);
    memset(long_text, 'a', 200000);
    assert_int_equal(drawlist_init(&d, 1, 1), ERR_OK);
    for (int i = 0; i < 8; i++)
        put_one_of_each(&d, long_text);
    assert_true(d.failed);
    struct buf out;
    buf_init(&out, 4 * 1024 * 1024);
    assert_int_equal(drawlist_print(&d, &out), ERR_OK);
    assert_non_null(strstr(buf_cstr(&out), "failed"));
    buf_finish(&out);
    drawlist_finish(&d);
    free(long_text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(prints_a_line_a_command),
        cmocka_unit_test(keeps_copies),
        cmocka_unit_test(ids_tell_contents_apart),
        cmocka_unit_test(too_much_fails_softly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
