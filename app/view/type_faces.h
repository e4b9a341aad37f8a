/* type_faces.h - the fonts that are open: opened when first needed, closed by least use.
 *
 * Floor 7. Main thread. A font is open once a size and weight; a large one once a weight, and takes
 * on the asked size: it takes longer to open than its glyphs to be loaded anew. */
#ifndef MOTOGRAPH_VIEW_TYPE_FACES_H
#define MOTOGRAPH_VIEW_TYPE_FACES_H

#include <SDL_ttf.h>

#include "view/chain.h"

enum { TYPE_FACES = 16, TYPE_FACES_MAX = 64 };

struct type_faces;

struct type_faces *type_faces_create(struct chain *chain, size_t open); /* 0: TYPE_FACES */
void type_faces_destroy(struct type_faces *f);                          /* NULL is allowed */

/* NULL when the file cannot be opened. BORROWED: until the next call. */
TTF_Font *type_faces_get(struct type_faces *f, unsigned font, struct type_style style);
bool type_faces_has(const struct type_faces *f, unsigned font, struct type_style style);
void type_faces_close(struct type_faces *f, unsigned font); /* all its sizes */
/* Pixels an em of the face for type of this size. */
int type_faces_pixels(const struct chain_face *face, int size);
size_t type_faces_open(const struct type_faces *f); /* how many are open now */

#endif
