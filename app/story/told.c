/* told.c - names of the kinds of facts. Floor 4. Any thread. */
#include "story/told.h"

#include <assert.h>

const char *fact_kind_name(enum fact_kind kind)
{
    static const char *const names[FACT_KINDS] = {
        [FACT_WHO] = "who",     [FACT_WHAT] = "what",     [FACT_WHEN] = "when",
        [FACT_WHERE] = "where", [FACT_WHY] = "why",       [FACT_HOW] = "how",
        [FACT_QUOTE] = "quote", [FACT_NUMBER] = "number", [FACT_CONTEXT] = "context",
    };
    assert((unsigned)kind < (unsigned)FACT_KINDS);
    return names[kind];
}
