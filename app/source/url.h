/* url.h - addresses: joining, checking, hosts (RFC 3986).
 *
 * Floor 1. Any thread. No network, no curl. */
#ifndef MOTOGRAPH_SOURCE_URL_H
#define MOTOGRAPH_SOURCE_URL_H

#include <stdbool.h>
#include <sys/socket.h>

#include "base/arena.h"
#include "base/span.h"

bool url_is_http(
    struct span s); /* http:// or https:// with a host, no control bytes, no user part */
struct span url_host(struct span url);   /* BORROWED, without port and brackets */
struct span url_origin(struct span url); /* BORROWED: scheme, host and port as they are written */
/* Takes user and password out of an address, in place; true when there were any. */
bool url_drop_user(char *url);
/* ref against base; the empty span when the result is not http(s). In the arena. */
struct span url_join(struct span base, struct span ref, struct arena *a);

/* True for loopback, private, CGNAT, link-local, multicast, unspecified, ULA, and their v4-mapped,
 * v4-compatible, NAT64 and 6to4 forms. Addresses for documentation are not: they lead nowhere, and
 * where a laboratory uses them it plays the public net with them. */
bool url_address_private(const struct sockaddr *address);
/* The same of a host that is written as an address; false for a name. */
bool url_host_private(struct span host);
/* True when the list, as no_proxy has it, names the host: hosts and domains parted by commas or
 * spaces, each with or without a dot before it and a port behind it; "*" is every host. */
bool url_host_listed(struct span host, struct span list);

#endif
