/* fonts.h - the real fonts and a line itemised with them, for tests of text as it is drawn. */
#ifndef MOTOGRAPH_TESTS_FONTS_H
#define MOTOGRAPH_TESTS_FONTS_H

#include "unit.h"

#include "view/itemise.h"

static struct chain *chain;
static struct itemised line;

static inline int open_chain(void **state)
{
    struct why why = {0};
    (void)state;
    chain = chain_create(TEST_FONTS "/chain.conf", NULL, &why);
    if (!chain)
        print_error("%s\n", why.text);
    return chain ? 0 : -1;
}

static inline int close_chain(void **state)
{
    (void)state;
    chain_destroy(chain);
    return 0;
}

#endif
