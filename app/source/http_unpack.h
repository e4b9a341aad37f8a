/* http_unpack.h - bodies that are gzip without saying so (RFC 1952).
 *
 * Floor 1. For http_end.c; any thread. What is said to be packed curl unpacks. Includes curl for
 * its codes. */
#ifndef MOTOGRAPH_SOURCE_HTTP_UNPACK_H
#define MOTOGRAPH_SOURCE_HTTP_UNPACK_H

#include <curl/curl.h>

#include "base/buf.h"

/* Puts what is packed in body in its place, once and within the limit of body; other bodies stay as
 * they are. On failure what could be unpacked stands in it: CURLE_FILESIZE_EXCEEDED,
 * CURLE_BAD_CONTENT_ENCODING where it breaks off, CURLE_OUT_OF_MEMORY. */
CURLcode http_unpack(struct buf *body);

#endif
