/* packed.c - gzip without a header that says so: whole, cut, damaged, nested, made to burst. */
#include "unit.h"

#include <string.h>
#include <zlib.h>

#include "feed/packed.h"

enum { ROOM = 8 * 1024 * 1024, BOMB = 64 * 1024 * 1024 };

/* Adds text as one gzip member. */
static void pack(struct span text, struct buf *out)
{
    z_stream z = {.next_in = (Bytef *)text.p, .avail_in = (uInt)text.n};
    assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    size_t room = deflateBound(&z, text.n);
    z.next_out = (Bytef *)buf_room(out, room);
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buf_commit(out, room - z.avail_out);
    (void)deflateEnd(&z);
}

static void assert_opens(struct span bytes, const char *want)
{
    struct buf out;
    buf_init(&out, ROOM);
    assert_true(packed_is(bytes));
    packed_open(bytes, &out);
    assert_span(buf_span(&out), want);
    buf_finish(&out);
}

static void what_was_packed_comes_out(void **state)
{
    struct buf packed, nested;
    (void)state;
    buf_init(&packed, ROOM);
    buf_init(&nested, ROOM);
    pack(span_of("<rss/>"), &packed);
    assert_opens(buf_span(&packed), "<rss/>");
    pack(span_of(" and more"), &packed); /* a second member */
    assert_opens(buf_span(&packed), "<rss/> and more");
    (void)buf_puts(&packed, "\0\0trailing");
    assert_opens(buf_span(&packed), "<rss/> and more");
    pack(buf_span(&packed), &nested);
    struct buf once;
    buf_init(&once, ROOM);
    packed_open(buf_span(&nested), &once);
    assert_true(packed_is(buf_span(&once)));
    buf_finish(&once);
    buf_finish(&packed);
    buf_finish(&nested);
}

static void what_is_not_packed_is_told(void **state)
{
    (void)state;
    assert_false(packed_is(span_of("")));
    assert_false(packed_is(span_of("\x1f\x8b")));
    assert_false(packed_is(span_of("<rss>")));
    assert_opens(span_of("\x1f\x8b\x08"), "");
    assert_opens(span_of("\x1f\x8b\x08 no gzip at all, only its first bytes"), "");
}

static void what_is_cut_or_damaged_keeps_its_beginning(void **state)
{
    struct buf text, packed, out;
    (void)state;
    buf_init(&text, ROOM);
    buf_init(&packed, ROOM);
    buf_init(&out, ROOM);
    for (int i = 0; i < 20000; i++)
        (void)buf_printf(&text, "%d tides, ", i * 7919 % 10007);
    pack(buf_span(&text), &packed);
    packed_open(span_sub(buf_span(&packed), 0, packed.n / 2), &out);
    assert_in_range(out.n, text.n / 4, text.n);
    assert_memory_equal(out.p, text.p, out.n);
    buf_reset(&out);
    memset(packed.p + packed.n / 2, 0xff, 64);
    packed_open(buf_span(&packed), &out);
    assert_in_range(out.n, text.n / 4, text.n);
    assert_memory_equal(out.p, text.p, text.n / 4);
    buf_finish(&text);
    buf_finish(&packed);
    buf_finish(&out);
}

static void a_bomb_fills_the_room_and_no_more(void **state)
{
    struct buf zeros, packed, out;
    (void)state;
    buf_init(&zeros, BOMB);
    buf_init(&packed, BOMB * 2);
    buf_init(&out, 1000 * 1000);
    char *room = buf_room(&zeros, BOMB - 1);
    assert_non_null(room);
    memset(room, '0', BOMB - 1);
    buf_commit(&zeros, BOMB - 1);
    pack(buf_span(&zeros), &packed);
    packed_open(buf_span(&packed), &out);
    assert_int_equal(out.n, 1000 * 1000);
    buf_finish(&zeros);
    buf_finish(&packed);
    buf_finish(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_was_packed_comes_out),
        cmocka_unit_test(what_is_not_packed_is_told),
        cmocka_unit_test(what_is_cut_or_damaged_keeps_its_beginning),
        cmocka_unit_test(a_bomb_fills_the_room_and_no_more),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
