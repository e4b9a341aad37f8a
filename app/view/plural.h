/* plural.h - which plural a whole number takes.
 *
 * Floor 7. Any thread. The rules of Unicode CLDR ("Language Plural Rules") for
 * whole numbers, by name; which rule a language follows stands in its word
 * list, [wall] plural. */
#ifndef MOTOGRAPH_VIEW_PLURAL_H
#define MOTOGRAPH_VIEW_PLURAL_H

#include "base/span.h"

/* "zero", "one", "two", "few", "many" or "other"; a rule that is not known is the English one. */
const char *plural_category(struct span rule, size_t n);
/* Is there such a rule? */
bool plural_known(struct span rule);

#endif
