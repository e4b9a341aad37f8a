/* packed.c - bytes that came compressed. Floor 2. Any thread. Knows gzip, over zlib, and no feeds.
 */
#include "feed/packed.h"

#include <zlib.h>

enum {
    PIECE_BYTES = 64 * 1024,
    GZIP_WINDOW = 15 + 16 /* the largest window, and gzip's frame around it */
};

bool packed_is(struct span bytes)
{
    return bytes.n > 2 && span_starts(bytes, "\x1f\x8b\x08");
}

/* One piece more; false at the end, whatever ends it. */
static bool open_piece(z_stream *z, struct buf *out)
{
    size_t left = out->max - out->n, piece = left < PIECE_BYTES ? left : PIECE_BYTES;
    char *room = piece ? buf_room(out, piece) : NULL;
    if (!room)
        return false;
    z->next_out = (Bytef *)room;
    z->avail_out = (uInt)piece;
    int state = inflate(z, Z_NO_FLUSH);
    buf_commit(out, piece - z->avail_out);
    if (state == Z_STREAM_END && z->avail_in > 0) /* RFC 1952 allows one after the other */
        return inflateReset(z) == Z_OK;
    return state == Z_OK && (z->avail_in > 0 || z->avail_out == 0);
}

void packed_open(struct span bytes, struct buf *out)
{
    z_stream z = {.next_in = (Bytef *)bytes.p, .avail_in = (uInt)bytes.n}; /* only read there */
    if (bytes.n > UINT32_MAX || inflateInit2(&z, GZIP_WINDOW) != Z_OK)
        return;
    while (open_piece(&z, out))
        ;
    (void)inflateEnd(&z);
}
