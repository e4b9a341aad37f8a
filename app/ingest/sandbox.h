/* sandbox.h - what motograph-ingest gives up before it reads bytes of strangers.
 *
 * Floor 5. Called once, before the first job; there is no way back. What is kept: reading and
 * writing of the descriptors that are open, memory, and reading of the folders named. */
#ifndef MOTOGRAPH_INGEST_SANDBOX_H
#define MOTOGRAPH_INGEST_SANDBOX_H

#include "ingest/message.h"

/* Shuts the process in: system calls by an allow-list (seccomp), files by Landlock, memory and
 * files written by limits. folders: what may still be read, ended by NULL; one that is not there is
 * left out. Gives how much of it this kernel took. */
enum sandbox sandbox_enter(const char *const *folders);

#endif
