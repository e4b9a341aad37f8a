/* ld.h - the JSON-LD of a page (schema.org Article and its kinds).
 *
 * Floor 3. One thread at a time (base/json). */
#ifndef MOTOGRAPH_ARTICLE_LD_H
#define MOTOGRAPH_ARTICLE_LD_H

#include "article/meta.h"

/* Fills what is still empty in *out from one script. Broken JSON is passed over. */
void ld_read(struct span json, struct meta *out, struct arena *a);

#endif
