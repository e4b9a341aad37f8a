/* ahead.c - what comes next is laid out beforehand. Floor 9. Main thread. Knows no layout. */
#include "run/ahead.h"

/* What a try may cost, in bytes of text: some words, or one run of a long text. */
enum { SLICE = 16, TRY = 64 };

static int sliced_width(void *data, struct span text, struct span lang, struct type_style style)
{
    struct ahead *a = data;
    const struct measure *m = a->measure;
    while (!a->waits && m->ahead && !m->ahead(m->data, text, lang, style)) {
        a->spent += (int)text.n + SLICE;
        a->waits = a->spent > TRY;
    }
    return a->waits ? 0 : m->width(m->data, text, lang, style);
}

static int plain_line(void *data, struct type_style style)
{
    const struct ahead *a = data;
    return a->measure->line(a->measure->data, style);
}

void ahead_init(struct ahead *a, const struct measure *measure)
{
    *a = (struct ahead){.measure = measure};
    a->sliced = (struct measure){sliced_width, plain_line, a, NULL};
}

bool ahead_begin(struct ahead *a, uint64_t id)
{
    if (id != a->id)
        a->slices = 0;
    a->id = id;
    a->waits = false;
    a->spent = 0;
    return a->slices++ < AHEAD_SLICES;
}
