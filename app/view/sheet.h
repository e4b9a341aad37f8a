/* sheet.h - what every layout draws with: sizes, text in its place, tags.
 *
 * Floor 7. Main thread. Layouts reckon from left to right on a picture that
 * stands still; turning a part round for right-to-left stories and moving the
 * whole against burn-in is done to the finished commands. */
#ifndef MOTOGRAPH_VIEW_SHEET_H
#define MOTOGRAPH_VIEW_SHEET_H

#include "view/fit.h"

struct sheet {
    const struct layout_opts *o;
    const struct layout_now *now;
    struct draw_list *out;
};

/* How a text is written. */
struct ink {
    struct type_style style;
    uint32_t colour;
    struct span lang;
    enum direction direction;
};

enum sheet_align { ALIGN_START, ALIGN_END, ALIGN_MIDDLE };

/* A type size and a distance as designed for 1920x1080, in px of this picture. */
int sheet_type(const struct layout_opts *o, double designed);
int sheet_space(const struct layout_opts *o, double designed);
/* Height of a line, and the way from one to the next inside a block: the same for scripts with
 * high or deep marks, less for those that need not have it. */
int sheet_line(const struct layout_opts *o, struct type_style style);
int sheet_leading(const struct layout_opts *o, struct span text, struct type_style style);
int sheet_width(const struct layout_opts *o, struct span text, struct ink ink);
/* Of running text: thin strokes would get lost between lamps. */
enum type_weight sheet_plain(const struct layout_opts *o);

/* One line inside box (cut where it must be), its line box in the middle of the height. Gives
 * the width drawn. */
int sheet_text(const struct sheet *s, struct box box, enum sheet_align align, struct span text,
               struct ink ink);

/* Lines under each other from the top of the box, and their height. A quotation mark that a line
 * begins with hangs out of the box a little, so that the letters stand under each other. */
void sheet_block(const struct sheet *s, struct box box, enum sheet_align align,
                 const struct fit_block *block, struct ink ink);
int sheet_block_height(const struct layout_opts *o, const struct fit_block *block,
                       enum type_weight weight);

/* A source's name on its colour; as wide as it needs, no wider than box. Gives the width drawn. */
int sheet_tag(const struct sheet *s, struct box box, struct span name, struct ink ink,
              uint32_t ground);

/* The ground of a story's tag. */
uint32_t sheet_tag_ground(const struct sheet *s, const struct story *story);

/* A theme of lamps draws what lies in the box as such; type: the size of the text that they must
 * leave readable. QR codes stay whole. columns: not for what moves sideways. */
void sheet_lamps(const struct sheet *s, struct box box, int type, bool columns, uint32_t ground);

/* Turns the commands from `first` on round inside a picture of this width. */
void sheet_mirror(struct draw_list *out, size_t first, int width);
/* Moves everything but what spans the picture from side to side. On a picture too small for a
 * layout, text without a place (outside, or on other text) is let go. */
void sheet_settle(struct draw_list *out, int dx, int dy);

/* The language whose letter forms a text of this size wears: the hanging lines of Urdu need height,
 * and small text takes the straight forms of the same letters. */
struct span sheet_forms(struct span lang, int size);

/* A text of the news as it is set: view/polish, with the marks of its language. */
struct span sheet_polished(const struct sheet *s, struct span text, struct span lang);

/* Of a text, by its first letter; of the wall's own words too, which may be English on any wall.
 * Every text that is drawn stands for itself: its neighbours never change how it runs. */
enum direction sheet_direction(struct span text);
/* As the text around it, unless all its letters run the other way. */
enum direction sheet_direction_in(struct span text, enum direction around);
/* Of the wall. */
enum direction sheet_wall_direction(const struct layout_opts *o);
/* Of a story: its language's; the headline's own when it has no letter of that. */
enum direction sheet_story_direction(const struct story *story);

#endif
