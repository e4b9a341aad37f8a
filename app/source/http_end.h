/* http_end.h - how a fetch ended: another hop, or an outcome with its reason in words.
 *
 * Floor 1. For http.c; one thread owns it. Includes curl. */
#ifndef MOTOGRAPH_SOURCE_HTTP_END_H
#define MOTOGRAPH_SOURCE_HTTP_END_H

#include "source/http_transfer.h"

/* A hop is over. True: it leads on to t->url, which is still to be asked; false: nothing follows,
 * and the result says all. */
bool http_end_hop(struct http_transfer *t, CURLcode code);

/* Nothing follows: fills the result. */
void http_end_fetch(struct http_transfer *t, CURLcode code);

#endif
