/* access.h - how sources are reached: proxies, passwords and certificates of the configuration and
 * of the environment.
 *
 * Floor 9. One thread at a time. Never says a password: not in a log, not in a reason. */
#ifndef MOTOGRAPH_RUN_ACCESS_H
#define MOTOGRAPH_RUN_ACCESS_H

#include "conf/conf.h"
#include "source/http.h"

enum { ACCESS_AGENT_MAX = 512, ACCESS_SECRET_MAX = 1024 };

/* What the fetch section and the environment say; strings are those of conf, of the environment and
 * of agent, and are BORROWED. */
void access_opts(const struct conf *conf, char agent[ACCESS_AGENT_MAX], struct http_opts *out);

/* Fetching as access_opts says. NULL when memory is out. */
struct http *access_open(const struct conf *conf);

/* The words in out->broken where a secret-file is known to the service unit alone. */
extern const char ACCESS_OF_UNIT[];

/* What the section of a feed says; the secret is read from its file here. A file that others can
 * read is warned of; one that cannot be read leaves the words in out->broken. Strings are in the
 * arena. ERR_NOMEM. */
MUST_USE enum err access_of_feed(const struct conf_feed *feed, struct http_access *out,
                                 struct arena *a);

/* Names on standard error each file of certificates, keys and passwords by host that cannot be
 * read; gives their number. Those that only the service unit has are advice, on standard output.
 * Secret files: see access_of_feed. */
unsigned access_check(const struct conf *conf);

#endif
