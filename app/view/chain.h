/* chain.h - which font serves which script, in which order.
 *
 * Floor 7. Main thread. Reads fonts/chain.conf, finds the files and knows which
 * characters each has (HarfBuzz reads the font's own table, when first asked).
 * Knows no SDL and opens no font for drawing. */
#ifndef MOTOGRAPH_VIEW_CHAIN_H
#define MOTOGRAPH_VIEW_CHAIN_H

#include "base/err.h"
#include "base/span.h"
#include "view/drawlist.h"

enum {
    CHAIN_FONTS = 96,           /* lines of the file */
    CHAIN_NONE = 255,           /* no font */
    CHAIN_FILE_MAX = 65536,     /* bytes of the file */
    CHAIN_FOLDER_FILES = 65536, /* files looked at below one folder */
    CHAIN_FOLDER_DEPTH = 8,
    CHAIN_LANGS = 64 /* bytes of a list of languages, as said */
};

/* ISO 15924 codes as HarfBuzz has them: four letters, the first one highest. */
#define CHAIN_TAG(a, b, c, d) ((uint32_t)(a) << 24 | (b) << 16 | (c) << 8 | (d))
#define CHAIN_SYMBOLS CHAIN_TAG('Z', 's', 'y', 'm')
#define CHAIN_EMOJI CHAIN_TAG('Z', 's', 'y', 'e')

struct chain;

/* NULL with *why filled when the file is not understood, or nothing serves its first script.
 * folder: looked through before the system's folders; NULL: only those. */
struct chain *chain_create(const char *path, const char *folder, struct why *why);
/* The same for saying what is missing: there may be no font at all. */
struct chain *chain_load(const char *path, const char *folder, struct why *why);
void chain_destroy(struct chain *c); /* NULL is allowed */

/* The first font for a text of this script and language that has all n characters (those that
 * show nothing are not asked for); CHAIN_NONE when there is none. */
unsigned chain_pick(struct chain *c, uint32_t script, struct span lang, const uint32_t *cps,
                    size_t n);
bool chain_covers(struct chain *c, unsigned font, const uint32_t *cps, size_t n);

/* Asks one more font what it has, as chain_pick does when it comes to it; true when all are. */
bool chain_ask_ahead(struct chain *c);
/* The font is of no use (its file is broken): it is no longer picked. */
void chain_drop(struct chain *c, unsigned font);

/* How to open a font of the chain. */
struct chain_face {
    const char *file; /* BORROWED: as long as the chain */
    long index;       /* in the file */
    int percent;      /* of the asked size */
    bool bitmap;      /* coloured pictures of one size */
    bool bold;        /* the file itself is bold */
    bool large;       /* slow to open */
};
struct chain_face chain_face(struct chain *c, unsigned font, enum type_weight weight);

/* The line box in thousandths of the em. */
int chain_ascent(const struct chain *c);
int chain_descent(const struct chain *c);

/* Each script of the file for which no font is here, with the package that has one. */
void chain_missing(const struct chain *c,
                   void (*say)(void *data, const char *script, const char *package), void *data);

/* Each file that is here but cannot be read as a font; others serve in its place. */
void chain_broken(struct chain *c, void (*say)(void *data, const char *file, const char *package),
                  void *data);

/* Each line with forms of its own for some languages whose font is not here: other fonts serve
 * the script, in the forms of another region. */
void chain_forms(const struct chain *c,
                 void (*say)(void *data, const char *langs, const char *package), void *data);

#endif
