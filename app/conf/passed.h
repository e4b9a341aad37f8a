/* passed.h - settings that no row of the table knows, passed over in a file's text.
 *
 * Floor 1. Any thread. Knows no section and no key. */
#ifndef MOTOGRAPH_CONF_PASSED_H
#define MOTOGRAPH_CONF_PASSED_H

#include <stdbool.h>

#include "base/span.h"

/* Makes blanks of the setting or section that begins with the key on a line (from 1), line ends
 * kept: the key with its value, list or block. False when it is not found, or does not end. */
bool passed_blank(char *text, size_t n, int line, struct span key);

#endif
