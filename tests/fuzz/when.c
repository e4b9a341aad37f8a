/* when.c - any lines as dates: what is found lies within the years that are shown, and the form
 * that we write ourselves is read back. */
#include <stdint.h>
#include <stdlib.h>

#include "base/when.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void read_date(struct span s)
{
    int64_t moment, again;
    char iso[WHEN_ISO_MAX];
    if (!when_parse(s, &moment))
        return;
    if (moment < 0 || moment >= when_make(10000, 1, 1, 0, 0, 0))
        abort();
    when_iso(moment, iso);
    if (!when_parse(span_of(iso), &again) || again != moment)
        abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct span rest = span_make((const char *)data, size), line;
    while (span_line(&rest, &line))
        read_date(span_sub(line, 0, span_find_byte(line, '\t')));
    return 0;
}
