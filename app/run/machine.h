/* machine.h - what of this machine a ticker needs, for `motograph check`: display, store, ingest,
 * clock.
 *
 * Floor 9. Main thread. */
#ifndef MOTOGRAPH_RUN_MACHINE_H
#define MOTOGRAPH_RUN_MACHINE_H

#include "run/cli.h"

/* One line for each, ended by \n: how it stands, or what is wrong and who can mend it. */
void machine_print(const struct cli *cli, struct buf *out);

#endif
