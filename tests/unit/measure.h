/* measure.h - a measuring function for tests of layouts: every cluster as wide as its class says.
 */
#ifndef MOTOGRAPH_TESTS_MEASURE_H
#define MOTOGRAPH_TESTS_MEASURE_H

#include "base/utf8.h"
#include "view/layout.h"

/* Half an em a cluster, bold a tenth more, square scripts a whole one; counts its calls in *data.
 */
static inline int measure_width(void *data, struct span text, struct span lang,
                                struct type_style style)
{
    (void)lang;
    int64_t tenths = 0;
    if (data)
        ++*(int *)data;
    while (text.n) {
        struct span rest = text;
        uint32_t cp = utf8_next(&rest);
        bool square = utf8_is_cjk(cp) || (cp >= 0x3000 && cp < 0x3040) || cp >= 0xff00;
        tenths += square ? 10 : style.weight == TYPE_BOLD ? 6 : 5;
        text = span_from(text, utf8_cluster(text));
    }
    return (int)((tenths * style.size + 9) / 10);
}

static inline int measure_line(void *data, struct type_style style)
{
    (void)data;
    return (style.size * 156 + 99) / 100;
}

static const struct measure MEASURE = {measure_width, measure_line, NULL, NULL};

#endif
