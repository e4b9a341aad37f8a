/* unit.h - what every unit test includes: cmocka with its needed headers, and comparing spans. */
#ifndef MOTOGRAPH_TESTS_UNIT_H
#define MOTOGRAPH_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/span.h"

/* The span's bytes are those of the string; both are shown where not. */
static inline void assert_span(struct span s, const char *want)
{
    if (span_is(s, want))
        return;
    print_error("got  \"%.*s\"\nwant \"%s\"\n", (int)s.n, s.p ? s.p : "", want);
    fail();
}

#endif
