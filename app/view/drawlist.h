/* drawlist.h - what is to be drawn, as a list: layout writes it, a painter walks it.
 *
 * Floor 7. Main thread. Knows neither SDL nor fonts. Coordinates are whole
 * pixels of the upright picture, origin top left; rotation is the painter's. */
#ifndef MOTOGRAPH_VIEW_DRAWLIST_H
#define MOTOGRAPH_VIEW_DRAWLIST_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"

struct box {
    int x, y, w, h;
};

enum type_weight { TYPE_REGULAR, TYPE_BOLD };

struct type_style {
    int size; /* px, height of the em */
    enum type_weight weight;
};

enum rotation { ROTATE_0, ROTATE_90, ROTATE_180, ROTATE_270 }; /* clockwise */
enum direction { DIRECTION_LTR, DIRECTION_RTL };

enum draw_kind {
    DRAW_FILL,   /* the box in colour */
    DRAW_TEXT,   /* one line; box is its line box: text starts at its left (RTL: right) edge */
    DRAW_QR,     /* text as a QR code, colour on back, scaled to whole pixels inside the box */
    DRAW_ROWS,   /* lines in colour across the box, on each style.size-th row of the list */
    DRAW_COLUMNS /* the same down the box */
};

struct draw_cmd {
    enum draw_kind kind;
    struct box box;
    uint32_t colour, back;  /* 0xRRGGBB */
    struct span text, lang; /* in the list's arena */
    struct type_style style;
    enum direction direction; /* base direction of a text */
};

struct draw_list {
    struct arena *arena; /* owned */
    struct draw_cmd *cmds;
    size_t n, cap;
    int w, h; /* of the upright picture, or of one crawl item */
    enum rotation rotation;
    uint32_t back; /* what lies under everything */
    uint64_t id;   /* of the content: equal ids, equal pictures; for the painters' caches */
    bool failed;   /* memory ran out; what is there can be drawn */
};

enum { DRAW_LIST_BYTES = 1024 * 1024 };

/* Caller's memory. */
MUST_USE enum err drawlist_init(struct draw_list *d, int w, int h);
void drawlist_finish(struct draw_list *d); /* twice is harmless */
void drawlist_reset(struct draw_list *d, int w, int h);

/* Adds a copy of cmd (its spans are copied). */
void drawlist_add(struct draw_list *d, const struct draw_cmd *cmd);
void drawlist_fill(struct draw_list *d, struct box box, uint32_t colour);
void drawlist_text(struct draw_list *d, struct box box, struct span text, struct span lang,
                   struct type_style style, uint32_t colour, enum direction direction);
void drawlist_qr(struct draw_list *d, struct box box, struct span text, uint32_t colour,
                 uint32_t back);
/* What the lamps of a board leave dark: rows and, where wanted, columns; every pitch px. */
void drawlist_lamps(struct draw_list *d, struct box box, int pitch, bool columns, uint32_t colour);
/* Sets id from the content; call when the list is whole. */
void drawlist_seal(struct draw_list *d);

/* One line a command, in order: for golden tests. */
enum err drawlist_print(const struct draw_list *d, struct buf *out);

/* The part of the screen that moves: items in a row inside a box. */
struct strip_item {
    const struct draw_list *list; /* BORROWED; w is the item's width, h the strip's */
    int x;                        /* left edge against the box's left edge; may be negative */
};

struct strip {
    struct box box; /* w 0: no strip */
    uint32_t back;
    enum direction direction;
    struct strip_item *items; /* visible ones, left to right */
    size_t n;
};

#endif
