/* help_bash.h - what the shell completes, from the tables of options and commands.
 *
 * Floor 9. Main thread. */
#ifndef MOTOGRAPH_RUN_HELP_BASH_H
#define MOTOGRAPH_RUN_HELP_BASH_H

#include "base/buf.h"

/* The file for bash's completion. */
void help_bash_print(struct buf *out);

#endif
