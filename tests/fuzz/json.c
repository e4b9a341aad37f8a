/* json.c - any bytes as JSON: what is read can be written and read again, and is the same. */
#include <stdint.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reals may lose their last digits on the way; what has none has to stay. */
static bool any_real(const json_t *value)
{
    size_t i;
    const char *key;
    json_t *part;
    bool any = json_is_real(value);
    json_array_foreach((json_t *)value, i, part) any = any || any_real(part);
    json_object_foreach((json_t *)value, key, part) any = any || any_real(part);
    return any;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct why why;
    json_t *value = json_read(span_make((const char *)data, size), &why);
    if (!value)
        return 0;
    if (!utf8_valid(json_get_span(value, "a")))
        abort();
    char *text = json_dumps(value, JSON_ENCODE_ANY);
    json_t *again = text ? json_read(span_of(text), &why) : NULL;
    if (!again || (!any_real(value) && !json_equal(value, again)))
        abort();
    json_decref(again);
    json_decref(value);
    free(text);
    return 0;
}
