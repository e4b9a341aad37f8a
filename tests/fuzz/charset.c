/* charset.c - any bytes under any label become valid UTF-8 of bounded size. */
#include <stdint.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "feed/charset.h"

enum { GROWTH = 3, LABEL_MAX = 40 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The first line is the content type when it begins as one does; so the cases of tests/cases are
 * seeds as they are. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span bytes = span_make((const char *)data, size), type = span_make(NULL, 0);
    struct buf out;
    if (span_starts(bytes, "charset=") && span_line(&bytes, &type))
        type = span_sub(type, 0, LABEL_MAX);
    buf_init(&out, bytes.n * GROWTH);
    if (charset_to_utf8(bytes, type, &out) != ERR_OK || !utf8_valid(buf_span(&out)))
        abort();
    buf_finish(&out);
    return 0;
}
