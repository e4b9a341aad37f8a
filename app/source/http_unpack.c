/* http_unpack.c - bodies that are gzip without saying so. Floor 1. Any thread. Knows no network. */
#include "source/http_unpack.h"

#include <limits.h>
#include <zlib.h>

enum { PIECE = 16 * 1024, GZIP_ALONE = 16 + MAX_WBITS };

static const char MAGIC[] = "\x1f\x8b\x08";

/* Unpacks as far as it goes. */
static CURLcode unpack_all(z_stream *z, struct buf *out)
{
    unsigned char piece[PIECE];
    int state = Z_OK;
    while (state == Z_OK) {
        z->next_out = piece;
        z->avail_out = sizeof piece;
        state = inflate(z, Z_NO_FLUSH);
        struct span got = span_make((char *)piece, sizeof piece - z->avail_out);
        size_t room = out->max - out->n;
        if (buf_put(out, span_sub(got, 0, room)) != ERR_OK)
            return CURLE_OUT_OF_MEMORY;
        if (got.n > room)
            return CURLE_FILESIZE_EXCEEDED;
        if (z->avail_in == 0 && z->avail_out > 0 && state == Z_OK)
            break; /* it ends too early */
    }
    return state == Z_STREAM_END ? CURLE_OK : CURLE_BAD_CONTENT_ENCODING;
}

CURLcode http_unpack(struct buf *body)
{
    struct buf out;
    z_stream z = {.next_in = (unsigned char *)body->p, .avail_in = (unsigned)body->n};
    if (!span_starts(buf_span(body), MAGIC) || body->n > UINT_MAX)
        return CURLE_OK;
    if (inflateInit2(&z, GZIP_ALONE) != Z_OK)
        return CURLE_OUT_OF_MEMORY;
    buf_init(&out, body->max);
    CURLcode code = unpack_all(&z, &out);
    (void)inflateEnd(&z);
    buf_finish(body);
    *body = out;
    return code;
}
